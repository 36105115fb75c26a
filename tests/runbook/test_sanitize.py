import pytest

from holdfast.runbook.sanitize import sanitized

SHA = "ab" * 32
IMAGES = {"img/a.png": SHA, "bad.png": "javascript:x"}


def clean(html: str) -> str:
    return sanitized(html, "folder/a.md", IMAGES)


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("b.md", "hf-runbook:folder/b.md"),
        ("../x/b c.md#a b", "hf-runbook:x/b%20c.md#a%20b"),
        ("b.markdown", "hf-runbook:folder/b.markdown"),
        ("#part", "#part"),
        ("https://a.example/?b=1#c", "hf-web:https://a.example/?b=1#c"),
        ("HTTP://a.example", "hf-web:HTTP://a.example"),
    ],
)
def test_links_that_are_kept(target: str, kept: str) -> None:
    assert clean(f'<a href="{target}">x</a>') == f'<a href="{kept}">x</a>'


@pytest.mark.parametrize(
    "target",
    [
        "/etc/passwd", "//host/a.md", "file:///a.md", "javascript:a.md", "../../a.md", "b.html", "",
        "hf-copy:1", "hf-runbook:a.md", "hf-web:file:///a", "C:/a.md", "\\\\host\\a.md",
        "java&#10;script:a.md", "mailto:a",
    ],
)  # fmt: skip
def test_links_that_lose_their_target(target: str) -> None:
    assert "href" not in clean(f'<a href="{target}">x</a>')


def test_images_of_the_library_only() -> None:
    assert clean('<img src="../img/a.png" alt="b">') == f'<img src="hf-image:{SHA}" alt="b">'
    for source in (
        "img/a.png",
        "../bad.png",
        f"hf-image:{SHA}",
        "data:image/png;base64,AA==",
        "http://a/b.png",
    ):
        assert clean(f'<img src="{source}">') == "<img>"


def test_only_looks_that_cannot_do_harm() -> None:
    html = '<p style="color:red" onclick="x" id="i">a</p><span class="kw">b</span><span class="code">c</span>'
    assert clean(html) == '<p>a</p><span class="kw">b</span><span>c</span>'
    table = (
        '<table width="9" background="x"><tr><td align="right" colspan="2" rowspan="100">a</td></tr></table>'
    )
    assert '<td align="right" colspan="2">' in clean(table)
    assert clean('<td align="justify">') == clean("<td>")
    assert clean('<ol start="3" class="tasks"><li>a</ol>') == '<ol start="3" class="tasks"><li>a</li></ol>'
    assert clean('<ol start="99999999">') == "<ol></ol>"
    assert clean("<script>a</script><style>b</style><svg><a>c</a></svg>d<iframe src=e>f</iframe>") == "df"
