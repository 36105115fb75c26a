import pytest

from holdfast.runbook.highlight import highlighted
from holdfast.runbook.markup import TooDeep, to_html, visible


def test_what_is_not_harmless_html_is_shown_as_text() -> None:
    assert to_html("oc delete <pod> in <b>x</b>") == "<p>oc delete &lt;pod&gt; in <b>x</b></p>\n"
    assert visible("<div><iframe src=x> a < b") == "<div>&lt;iframe src=x&gt; a &lt; b"
    assert visible("a<!-- b --><script>c</script><STYLE x>d</STYLE>e<script>") == "ae&lt;script&gt;"


def test_outer_headings_have_the_anchors_of_the_parser() -> None:
    html = to_html("before\n\n# Start\n## A `b`\n## A b\n> # not\n")
    assert '<a name="start-1"></a>Start' in html
    assert '<a name="a-b"></a>A <code>b</code>' in html
    assert '<a name="a-b-1"></a>A b' in html
    assert "<h1>not</h1>" in html


def test_a_list_of_tasks_shows_boxes() -> None:
    assert to_html("- [ ] a *b*\n- [x] c\n- [ ]") == (
        '<ul class="tasks">\n<li>☐ a <em>b</em></li>\n<li>☑ c</li>\n<li>☐ </li>\n</ul>\n'
    )
    assert to_html("1. [ ] a\n2. b\n   - [X] c\n") == (
        '<ol>\n<li>☐ a</li>\n<li>b\n<ul class="tasks">\n<li>☑ c</li>\n</ul>\n</li>\n</ol>\n'
    )
    assert to_html("- [a](b)\n-\n") == '<ul>\n<li><a href="b">a</a></li>\n<li></li>\n</ul>\n'


def test_a_callout_has_a_title() -> None:
    html = to_html("> [!NOTE]\n> text")
    assert html.startswith('<blockquote class="note">')
    assert '<strong class="note">Note</strong><br>\ntext' in html
    assert "[!OTHER]" in to_html("> [!OTHER]\n> text")
    assert to_html(">\n") == "<blockquote></blockquote>\n"


def test_tables_keep_their_alignment() -> None:
    html = to_html("|a|b|\n|:-:|-|\n|c|d|")
    assert '<th align="center">a</th>' in html
    assert "<td>d</td>" in html


def test_nesting_beyond_reading_is_refused_and_not_cut() -> None:
    assert "x" in to_html("> " * 20 + "x")
    with pytest.raises(TooDeep):
        to_html("> " * 100 + "x")


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize("language", ["sh", "console", "yaml", "json", "unknown", ""])
def test_colours_never_change_the_text(language: str, end: str) -> None:
    code = f"$ oc get 'a' # <b>&\n\n  key: \"1\"\n# last{end}"
    html = highlighted(code, language)
    bare = "".join(piece.split(">", 1)[-1] for piece in html.split("<"))
    assert bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == code


def test_colours_say_what_a_word_is() -> None:
    assert '<span class="prompt">$ </span>' in highlighted("$ ls", "sh")
    assert '<span class="str">"b"</span>' in highlighted('echo "b"', "bash")
    assert highlighted("x" * 20_001, "sh") == "x" * 20_001


def test_a_block_that_only_annotates_is_words_and_what_it_asks() -> None:
    assert to_html("1. Ask\n   ```holdfast {kind=input name=HOST}\n   As <it> is *named*.\n   ```\n") == (
        "<ol>\n<li>Ask<p>As &lt;it&gt; is *named*.</p>\n</li>\n</ol>\n"
    )
    choice = to_html('```holdfast {kind=choice options="Left=#on-the-left|Not \\"<this>\\""}\n```\n')
    assert choice == '<ul>\n<li><a href="#on-the-left">Left</a></li>\n<li>Not "&lt;this&gt;"</li>\n</ul>\n'
    assert to_html("```holdfast {kind=timer wait=10m}\n```") == "<p>Wait 10 min</p>\n"
    assert to_html("```holdfast {kind=check expect=ok}\nLook\n```") == "<p>Look</p>\n<p>Expected: ok</p>\n"
    assert to_html("```holdfast\n```") == ""


def test_attributes_behind_a_heading_are_not_shown_and_name_it() -> None:
    html = to_html("# Fix `it` {#fix_it .big}\n\nMore {.small}\n---\n\n> ## Quoted {#q}\n")
    assert html == (
        '<h1><a name="fix_it"></a>Fix <code>it</code></h1>\n<h2><a name="more"></a>More</h2>\n'
        "<blockquote>\n<h2>Quoted</h2>\n</blockquote>\n"
    )
