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
p.title { margin-bottom: 0; }
table.callout { margin-top: ${half}px; margin-bottom: ${gap}px; }
td.note, td.tip, td.important, td.warning, td.caution { background-color: $well; padding: ${half}px; }
td.note, td.tip, td.important, td.warning, td.caution { padding-left: ${gap}px; }
td.note { border-left: 4px solid $link; }
td.tip { border-left: 4px solid $success; }
td.important { border-left: 4px solid $visited; }
td.warning { border-left: 4px solid $banner_line; background-color: $banner; }
td.caution { border-left: 4px solid $error; }
strong.note { color: $link; }
strong.tip { color: $success; }
strong.important { color: $visited; }
strong.warning { color: $banner_text; }
strong.caution { color: $error; }
table.facts { margin-bottom: ${gap}px; }
table.facts td { padding-right: ${gap}px; padding-bottom: 2px; color: $muted; }
table.facts td.fact { color: $text; }
dt { font-weight: 600; }
dd { margin-bottom: ${third}px; line-height: 130%; }
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


def sheet(colours: Theme, larger: float = 1.0) -> str:
    """The style sheet for this theme at the current text size, or that many times as large."""
    values: dict[str, object] = {
        role: value.name() for role, value in vars(colours).items() if hasattr(value, "name")
    }
    sizes = {"gap": 12, "wide": 20, "half": 8, "third": 4}
    values |= {name: round(theme.px(size) * larger) for name, size in sizes.items()}
    values["mono_size"] = f"{theme.font('mono').pointSizeF() * larger:.2f}pt"
    values["mono"] = theme.font("mono").family()
    return _SHEET.substitute(values)
