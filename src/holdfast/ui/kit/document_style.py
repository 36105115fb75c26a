"""How a document looks: the style sheet of the viewer's text, made from the theme."""

from string import Template

from holdfast.ui.kit import theme
from holdfast.ui.kit.tokens import Theme

# Qt gives h1 to h3 a size of their own, which only another keyword replaces, not a length.
_SHEET = Template("""
body { color: $text; }
p { margin-top: 0; margin-bottom: ${gap}px; line-height: 130%; }
h1 { font-size: x-large; font-weight: 600; margin-top: 0; margin-bottom: ${gap}px; }
h2 { font-size: large; font-weight: 600; margin-top: ${wide}px; margin-bottom: ${half}px; }
h3, h4, h5, h6 { font-size: medium; font-weight: 600; margin-top: ${gap}px; margin-bottom: ${half}px; }
a { color: $link; text-decoration: none; }
ul, ol { margin-top: 0; margin-bottom: ${gap}px; }
ul.tasks, ol.tasks { list-style-type: none; }
li { margin-bottom: ${third}px; line-height: 130%; }
li p { margin-bottom: ${half}px; }
code, kbd, var { font-family: '$mono'; font-size: $mono_size; background-color: $well; }
h1 code, h2 code { font-size: large; }
pre { font-family: '$mono'; font-size: $mono_size; line-height: 120%; }
pre { white-space: pre-wrap; margin: 0; color: $text; }
table.code { margin-top: 0; margin-bottom: ${gap}px; }
td.code, td.copy { background-color: $well; padding: ${half}px; }
td.code, td.copy { border-top: 1px solid $line; border-bottom: 1px solid $line; }
td.code { padding-left: ${gap}px; border-left: 1px solid $line; }
td.copy { padding-right: ${gap}px; border-right: 1px solid $line; }
td.copy a { font-weight: 600; }
table.data { border: 1px solid $line; border-collapse: collapse; }
table.data { margin-top: ${third}px; margin-bottom: ${gap}px; }
table.data th { font-weight: 600; background-color: $well; }
table.data th, table.data td { padding: ${third}px; }
table.data th, table.data td { padding-left: ${half}px; padding-right: ${half}px; }
table.quote { margin-top: ${half}px; margin-bottom: ${gap}px; }
td.quote { color: $muted; border-left: 3px solid $line; padding-left: ${gap}px; }
hr { background-color: $line; }
.kw { color: $accent_text; }
.name { color: $link; }
.str { color: $success; }
.num { color: $visited; }
.com { color: $muted; font-style: italic; }
.prompt { color: $muted; }
.add { color: $success; }
.del { color: $error; }
""")


def sheet(colours: Theme) -> str:
    """The style sheet for this theme at the current text size."""
    values: dict[str, object] = {
        role: value.name() for role, value in vars(colours).items() if hasattr(value, "name")
    }
    values |= {"gap": theme.px(12), "wide": theme.px(20), "half": theme.px(8), "third": theme.px(4)}
    values["mono_size"] = f"{theme.font('mono').pointSizeF():.2f}pt"
    values["mono"] = theme.font("mono").family()
    return _SHEET.substitute(values)
