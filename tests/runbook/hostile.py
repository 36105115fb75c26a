# ruff: noqa: E501  (tables of short texts)
"""Runbooks written to do harm: made by code, so that each can be as large as it must be."""

from collections.abc import Iterator
from itertools import product

LIMIT = 256 * 1024
_MUCH = 64 * 1024


def corpus() -> dict[str, str]:
    """Every hostile document by a name that says what it tries."""
    found: dict[str, str] = {}
    parts = (
        _repeated, _nested, _large, _long_lines, _targets, _raw_html, _characters, _encodings, _mixed, _facts,
        _extensions,
    )  # fmt: skip
    for part in parts:
        for name, text in part():
            assert name not in found, name
            found[name] = text[:LIMIT]
    return found


def _filled(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def _repeated() -> Iterator[tuple[str, str]]:
    """What makes a careless parser look back again and again."""
    pieces = [
        "[", "![", "[a](", "![a](", "[[", "]", "](", "`", "`a", "``` `", "*", "**a ", "*a_ ", "_", "_a ", "~~", "~a~",
        "<", "<a ", "<a href=", "<!--", "<!-- -", "<?", "<![CDATA[", "&", "&#", "&a", "\\", "|", "a|", ">", "> ", "> - ",
        "- ", "1. ", "# ", "#", "[a]:\n", "[a]: b\n", "[^1]", "- - a\n", "a\n===\n", "|a|\n|-|\n", "```\n", "~~~\n", "# a\n",
        "$", ":", "@", "(a", '"', "'", "<http://a", "http://", "*_", "**_~~`[", "a@b.c ", "![[]](", "<b>", "</b>",
    ]  # fmt: skip
    whole = ["[", "`a", "<", "|", "> - ", "# a\n", "@"]
    for piece, size in [*product(pieces, (2_000, 12_000)), *product(whole, (LIMIT,))]:
        yield f"repeat {piece!r} {size}", _filled(piece, size)
    yield "backtick runs of every length", "a".join("`" * n for n in range(1, 700))
    yield "emphasis of every length", "a".join("*" * (n % 40 + 1) for n in range(8000))
    yield "open and close brackets", "[" * 9_000 + "]" * 9_000
    yield "open and close with target", "[" * 9_000 + "](a)" * 9_000


def _nested() -> Iterator[tuple[str, str]]:
    for depth in (5, 14, 20, 60, 500, 9_000):
        yield f"quotes {depth} deep", "> " * depth + "x"
        yield f"lists {depth} deep", "- " * depth + "x"
        yield f"tables {depth} deep", "<table><tr><td>" * depth + "x"
        yield f"closed tables {depth} deep", "<table><tr><td>" * depth + "x" + "</td></tr></table>" * depth
        yield f"bold {depth} deep", "<b>" * depth + "x"
        yield f"boxes {depth} deep", "<div>" * depth + "x" + "</div>" * depth
        yield f"details {depth} deep", "<details><summary>a</summary>\n\n" * depth + "x"
        yield f"emphasis {depth} deep", "*_" * depth + "x" + "_*" * depth
        yield f"code {depth} deep", "<pre>" * depth + "x"
    yield "indented lists", "\n".join(" " * (2 * n) + "- x" for n in range(700))
    yield "indented quotes", "\n".join(">" * n + " x" for n in range(700))
    yield "lists in quotes", "\n".join("> " * (n % 50) + "- " * (n % 50) + "x" for n in range(1500))


def _large() -> Iterator[tuple[str, str]]:
    yield "a line without a space", "x" * LIMIT
    yield "a line of words", _filled("word ", LIMIT)
    yield "a code line without a space", f"```sh\n{'x' * (_MUCH - 20)}\n```"
    yield "short lines", _filled("x\n", _MUCH)
    yield "paragraphs", _filled("x\n\n", _MUCH)
    yield "code of short lines", "```sh\n" + _filled("x\n", _MUCH - 20) + "```"
    yield "code of quotes", "```python\n" + _filled("'\"", _MUCH - 20) + "\n```"
    yield "code blocks", _filled("```\nx\n```\n\n", _MUCH)
    yield "bullets", _filled("- x\n", _MUCH)
    yield "numbers", "".join(f"{n}. x\n" for n in range(1, 8_000))
    yield "headings", _filled("# x\n", _MUCH)
    yield "same headings", _filled("## Steps\n- a\n", _MUCH)
    yield "rules", _filled("---\n\n", _MUCH)
    yield "a wide table", f"|{'a|' * 5_000}\n|{'-|' * 20_000}\n|{'b|' * 20_000}"
    yield "a long table", "|a|b|\n|-|-|\n" + _filled("|x|y|\n", _MUCH - 20)
    yield "a square table", f"|{'a|' * 200}\n|{'-|' * 200}\n" + f"|{'b|' * 200}\n" * 200
    yield "a middling table", f"|{'a|' * 40}\n|{'-|' * 40}\n" + f"|{'some words|' * 40}\n" * 60
    yield "a table with unbroken cells", "|a|b|\n|-|-|\n" + f"|{'x' * 20_000}|{'y' * 20_000}|\n" * 5
    yield "tables", _filled("|a|b|\n|-|-|\n|1|2|\n\n", _MUCH)
    yield "spans of columns", "<table><tr><td colspan=65534 rowspan=65534>a</td></tr></table>" * 50
    yield "spans of 99", "<table><tr><td colspan=99 rowspan=99>a</td></tr></table>" * 200
    yield "links", _filled("[a](b.md) ", _MUCH)
    yield "images", _filled("![a](b.png) ", _MUCH)
    yield (
        "references",
        "".join(f"[{n}]: u{n}\n" for n in range(4000)) + "".join(f"[{n}]" for n in range(4000)),
    )
    yield "one reference often", f"[a]: {'u' * 1500}\n\n" + _filled("[a]\n\n", 100_000)
    yield "entities", _filled("&amp;&lt;&#x41;", _MUCH)
    yield "line breaks", _filled("a  \n", _MUCH)
    yield "tabs", _filled("\t", _MUCH)
    yield "indented code", _filled("    x\n\n", _MUCH)


def _targets() -> Iterator[tuple[str, str]]:
    targets = [
        "file:///etc/hostname", "file:/etc/hostname", "FILE:///etc/hostname", "/etc/hostname", "//host/share/x.png",
        "\\\\host\\share\\x.png", "C:/Windows/win.ini", "C:\\Windows\\win.ini", "javascript:alert(1)",
        "JaVaScRiPt:alert(1)", "java&#10;script:alert(1)", "vbscript:x", "data:text/html,<script>x</script>",
        "data:image/svg+xml;base64,PHN2Zy8+", "data:image/png;base64,iVBORw0KGgo=", "ftp://host/x", "smb://host/x",
        "mailto:a@b.c", "tel:1", "qrc:/x.png", ":/x.png", "about:blank", "http://host/x.png", "https://host/x.md",
        "../../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd.md", "..%2f..%2fx.md", "a/../../x.md", "x.md%00.png",
        "hf-copy:0", "hf-image:" + "a" * 64, "hf-runbook:../x.md", "hf-web:file:///etc/hostname",
        "image://x/y", "chrome://x", "view-source:x", "blob:x", "cid:x", "x:y", "///x", "/\\host/x", "",
    ]  # fmt: skip
    for target in targets:
        text = f"[a]({target}) [b](<{target}>) ![c]({target}) ![d](<{target}>) <{target}>\n\n[e]\n\n[e]: {target}\n\n"
        html = f"<a href='{target}'>f</a> <img src='{target}'> <table background='{target}'><tr><td>g</table>"
        yield f"target {target!r}", text + html


def _raw_html() -> Iterator[tuple[str, str]]:
    pieces = [
        "<script>fetch('http://h')</script>", "<script", "<style>@import 'file:///etc/hostname';</style>",
        "<style>body{background:url(http://h/x)}</style>", "<p style='background:url(file:///etc/hostname)'>x</p>",
        "<link rel=stylesheet href=file:///etc/hostname>", "<meta http-equiv=refresh content='0;url=http://h'>",
        "<base href='file:///'>", "<iframe src='file:///etc/hostname'></iframe>", "<object data='/etc/hostname'></object>",
        "<embed src='/etc/hostname'>", "<svg onload=alert(1)><image href='/etc/hostname'/></svg>",
        "<svg><style>@import '//h'</style></svg>", "<math><maction actiontype=statusline>x</maction></math>",
        "<img src=x onerror=alert(1)>", "<img srcset='/etc/hostname 1x'>", "<img src='/etc/hostname' width=99999999>",
        "<body background='/etc/hostname'>", "<table background='//h/x'><tr><td background='/etc/hostname'>x</table>",
        "<form action='http://h'><input type=submit></form>", "<video src='/etc/hostname' poster='//h/x'></video>",
        "<a href='x.md' onclick='x'>x</a>", "<a name='steps'></a>", "<plaintext>", "<textarea>", "<title>", "<xmp>",
        "<noscript><img src=x></noscript>", "<template><img src='/etc/hostname'></template>", "<!--", "<!--><img src=x>",
        "<!-- a --!><img src=/etc/hostname>-->", "<![CDATA[<img src=/etc/hostname>]]>", "<!DOCTYPE a [<!ENTITY b 'c'>]>",
        "<?xml-stylesheet href='//h'?>", "<b><table><b><tr><b><td>x", "</p></div></table></body></html>x",
        "<font face='url(//h)'>x</font>", "<marquee>x</marquee>", "<li value=99999999>x</li>", "<ol start=999999999><li>x",
        "<h1><h2><h3>x", "<a href='#a'><a href='#b'>x", "<table><table><tr><table><td><table>x", "<img alt='\"><b>'>",
        "<div class='code'>x</div>", "<table class='code'><tr><td class='copy'><a href='hf-copy:0'>Copy</a></table>",
    ]  # fmt: skip
    for piece in pieces:
        yield f"html {piece}", f"before {piece} after\n\n{piece}\n\n- {piece}\n\nlast words"
    yield "html entities", "<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>&b;&b;"


def _characters() -> Iterator[tuple[str, str]]:
    marks = {
        "null": "\0", "bell": "\a", "escape": "\x1b[31m", "bidi override": "\u202e", "bidi isolates": "\u2066\u2067",
        "zero width": "\u200b\u200d", "marks": "a\u0301\u0302\u0303", "line separators": "\u2028\u2029", "nel": "\x85",
        "private": "\ue000", "noncharacter": "\ufffe\uffff", "byte order": "\ufeff", "object": "\ufffc",
        "arabic": "\u0645\u0631\u062d\u0628\u0627 ", "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467", "tags": "\U000e0041",
        "surrogate": "\ud800", "form feed": "\f\v", "carriage returns": "\r", "tall": "\ufdfa", "cjk": "\u6f22\u5b57",
    }  # fmt: skip
    for name, mark in marks.items():
        yield (
            f"characters {name}",
            f"# T{mark}\n\n## Steps\n\n- a{mark}b `c{mark}d` [e{mark}](f{mark}.md)\n\n```\n{mark}\n```\n",
        )
        yield f"many characters {name}", _filled(mark, 60_000)
    yield "many marks on one letter", "a" + "\u0301" * 50_000
    yield "nested isolates", "\u2067a" * 20_000
    yield "latin bytes as text", bytes(range(128, 256)).decode("latin-1") * 50


def _mixed() -> Iterator[tuple[str, str]]:
    yield "empty", ""
    yield "only spaces", " \n\t\n " * 1000
    yield "only front matter", "---\ntitle: x\n"
    yield "front matter for ever", "---\n" + _filled("a: b\n", LIMIT)
    yield "a task list", _filled("- [ ] x\n- [x] y\n", 60_000)
    yield "callouts", _filled("> [!NOTE]\n> x\n\n", 60_000)
    yield "a fence that never ends", "```sh\n" + _filled("x [a](file:///etc/hostname)\n", 60_000)
    yield "fences of other lengths", "\n".join("`" * (3 + n % 60) for n in range(4000))
    yield "yaml in code", "```yaml\n" + _filled("a: &a [*a, *a]\n", 20_000) + "```"
    yield "json in code", "```json\n" + "[" * 19_000 + "\n```"
    yield "sql in code", "```sql\n" + "'" * 19_000 + "\n```"
    yield "bash in code", "```bash\n" + _filled("$((", 19_000) + "\n```"
    yield "bash quotes in code", "```bash\n" + _filled('"`$(', 19_000) + "\n```"
    yield "docker in code", "```dockerfile\n" + _filled("RUN \\\n", 19_000) + "```"
    yield "nginx in code", "```nginx\n" + _filled("a{", 19_000) + "\n```"
    yield "ini in code", "```ini\n" + _filled("[", 19_000) + "\n```"
    yield "promql in code", "```promql\n" + _filled('{a=~"', 19_000) + "\n```"
    yield "powershell in code", "```powershell\n" + _filled('@"$(', 19_000) + "\n```"
    yield "python in code", "```python\n" + _filled("f'{", 19_000) + "\n```"


def _long_lines() -> Iterator[tuple[str, str]]:
    """One line of 256 kB each, in every place where a line can stand."""
    for name, before in {
        "heading": "# ", "item": "- ", "numbered item": "1. ", "quote": "> ", "table row": "|a|b|\n|-|-|\n|",
        "task": "- [ ] ", "definition": "[a]: ", "comment": "<!-- ", "details": "<details><summary>",
        "box": "!!! note\n    ", "footnote": "[^a]: ", "link": "[", "emphasis": "**", "code span": "`",
        "attribute": "<a title='",
    }.items():  # fmt: skip
        yield f"a long line, {name}", before + _filled("word ", LIMIT - 40) + "\n"
        yield f"a long line without a space, {name}", before + "x" * (LIMIT - 40) + "\n"


def _encodings() -> Iterator[tuple[str, str]]:
    words = "# Pumpe läuft heiß \U0001f525\n\n## Schritte\n\n- Größe prüfen\n"
    for written, read in product(("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"), ("latin-1", "cp437")):
        yield f"{written} read as {read}", words.encode(written).decode(read)
    yield "utf-7", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"
    yield "two encodings in one text", words + words.encode("utf-8").decode("latin-1")
    yield "marks of order everywhere", "\ufeff".join(words)
    yield "a null between all letters", "\0".join(words)
    yield "overlong slashes", "[a](..\u00c0\u00af..\u00c0\u00afetc/passwd.md) [b](..\uff0f..\uff0fx.md)"


def _facts() -> Iterator[tuple[str, str]]:
    doubled = "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))
    inside = {
        "yaml that doubles": f"---\na0: &a0 [x, x]\n{doubled}\n---\n",
        "yaml that holds itself": "---\na: &a [*a]\n---\n",
        "yaml in brackets": "---\na: " + "[" * 4_000 + "\n---\n",
        "yaml in indents": "---\n" + "\n".join(" " * n + "a:" for n in range(170)) + "\n---\n",
        "yaml with objects": "---\na: !!python/object/apply:os.system ['id']\nb: !!binary x\n---\n",
        "yaml with one key often": "---\n" + "a: b\n" * 400 + "---\n",
        "yaml merging": "---\na: &a {b: c}\nd:\n  <<: *a\n---\n",
        "yaml with a huge number": f"---\nseverity: {'9' * 5_000}\nb: 1e999\nc: .nan\n---\n",
        "yaml with html": "---\nowner: '<img src=file:///etc/hostname>'\nx<b>: y\n---\n",
        "yaml with many keys": "---\n" + "".join(f"k{n}: v\n" for n in range(490)) + "---\n",
        "yaml with a long value": "---\nowner: " + "x" * 200_000 + "\n---\n",
        "toml in brackets": "+++\na = " + "[" * 8_000 + "\n+++\n",
        "toml in tables": "+++\na = " + "{a=" * 4_000 + "\n+++\n",
        "toml of dots": "+++\n" + "a." * 7_000 + "b = 1\n+++\n",
        "toml headed by dots": "+++\na = 1\n[" + "b." * 7_000 + "b]\n+++\n",
        "toml with a huge number": f"+++\na = {'9' * 5_000}\nb = 1e999\n+++\n",
    }
    for name, front in inside.items():
        yield f"front matter, {name}", f"{front}# T\n\n## Steps\n\n- a\n"


def _extensions() -> Iterator[tuple[str, str]]:
    pieces = [
        "[^", "[^a", "[^a]", "[^a]: ", "[^a]: b\n", "[^a]\n\n[^a]: b\n\n", "!!! note\n", '!!! note "', "    !!! note\n",
        "!!! note\n    x\n", "??? note\n", "???+ tip\n    x\n\n", "> [!NOTE]\n", "> [!", "[!NOTE]", ": a\n", "a\n: b\n",
        "<details>", "</details>", "<details open>", "<summary>", "<details><summary>a</summary>b</details>\n\n",
        "<details>\n\n- a\n\n</details>\n\n", "<dl><dt>a<dd>b", "<td colspan=99>", "- [ ] ", ":smile:", "<!--fold 0-->",
        "<!--cut-->", "<!--/fold 0-->", "<!--sign 1-->",
    ]  # fmt: skip
    for piece, size in product(pieces, (2_000, 12_000)):
        yield f"extension {piece!r} {size}", _filled(piece, size)
    yield (
        "footnotes that point at each other",
        "".join(f"[^{n}]: [^{n + 1}] [^{n}]\n\n" for n in range(2_000)),
    )
    yield "one footnote pointed at often", "[^a] " * 10_000 + "\n\n[^a]: x\n"
    yield "footnotes in footnotes", "\n".join("    " * n + "[^a]: b" for n in range(100))
    yield "boxes in boxes", "\n".join("    " * n + "!!! note" for n in range(100))
    yield "boxes in quotes in lists", "\n".join("> - " * (n % 8) + "!!! note" for n in range(2_000))
    yield "details with a link for words", "<details><summary><a href='hf-fold:7'>x</a></summary>y</details>"
    yield "links to folds", "[a](hf-fold:0) <a href='hf-fold:0'>b</a>\n\n<details>c</details>\n"
    yield "anchors of our own", "<a name='fn.1'></a>[^1]\n\n[^1]: x\n\n[a](#fn.1) [b](#fn.1.back)\n"
    yield "a long table row", "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + ("|" + "b|" * 300 + "\n") * 8
    yield "a table of long cells", "|a|b|\n|-|-|\n" + f"|{'word ' * 4_000}|{'word ' * 4_000}|\n" * 4
    yield "a nested list that never comes back", "- a\n" + "  - b\n" * 2_900
    yield (
        "an svg",
        "![a](x.svg) <img src='x.svg'> <svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    )
    yield "an svg with an entity", "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><svg>&x;</svg>"
