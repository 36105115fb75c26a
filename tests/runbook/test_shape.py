import pytest

from holdfast.runbook import folds, shape
from holdfast.runbook.shape import TooMuch, shaped


def test_code_stands_in_a_box_beside_its_copy_link() -> None:
    done = shaped('<pre>a &lt;b&gt; <span class="kw">c</span>&nbsp;&#65;\n</pre><pre>d</pre>', "Copy & go")
    assert done.code == ("a <b> c\xa0A\n", "d")
    assert '<td class="code" width="100%"><pre>a &lt;b&gt; <span class="kw">c</span>' in done.html
    assert '<a href="hf-copy:0">Copy &amp; go</a>' in done.html
    assert '<a href="hf-copy:1">' in done.html


def test_code_within_code_is_one_block() -> None:
    assert shaped("<pre>a<pre>b</pre>c</pre>", "Copy").code == ("abc",)


def test_tables_are_nested_four_deep_and_no_text_is_lost() -> None:
    html = shaped("<table><tr><td>x" * 7 + "</td></tr></table>" * 7, "Copy").html
    assert html.count("<table") == html.count("</table>") == 4
    assert html.count("x") == 7
    within = shaped("<blockquote>" * 5 + "<pre>a</pre>" + "</blockquote>" * 5, "Copy")
    assert within.html.count("<table") == 4
    assert "<pre>a</pre><p>" in within.html
    assert within.code == ("a",)


def test_lists_and_everything_else_have_a_bound_too() -> None:
    html = shaped("<ul><li>x" * 20 + "</li></ul>" * 20, "Copy").html
    assert html.count("<ul>") == html.count("</ul>") == 12
    assert shaped("<b>" * 100 + "x" + "</b>" * 100, "Copy").html.count("<b>") == 10


def test_elements_that_the_viewer_does_not_know() -> None:
    html = shaped('<summary>a</summary><a>c</a><img alt="d<"><img><br>', "Copy").html
    assert html == "<p><b>a</b></p>c<i>[d&lt;]</i><i>[…]</i><br>"


def test_a_quote_that_is_a_callout_has_its_own_box() -> None:
    html = shaped('<blockquote class="tip">a</blockquote><blockquote class="x">b</blockquote>', "Copy").html
    assert '<table class="callout" width="100%" cellspacing="0"><tr><td class="tip">a</td>' in html
    assert '<td class="quote">b</td>' in html


def test_details_are_a_link_and_what_it_opens() -> None:
    html = shaped('<details><summary>a <a href="#b">b</a><p>c</p></summary>d</details>', "Copy").html
    assert folds.shown(html, ()) == '<div><p><a href="hf-fold:0">▸ a bc</a></p></div>'
    assert folds.shown(html, {0}) == '<div><p><a href="hf-fold:0">▾ a bc</a></p>d</div>'


@pytest.mark.parametrize("inside", ["", "<p>a</p>", "a", "&amp;", "<br>"])
def test_details_without_words_still_open(inside: str) -> None:
    html = shaped(f"<details>{inside}</details>z", "Copy", "More").html
    closed = folds.shown(html, ())
    assert closed == '<div><p><a href="hf-fold:0">▸ More</a></p></div>z'
    assert inside.strip() in folds.shown(html, {0})


def test_details_within_details_are_numbered_in_order() -> None:
    inner = "<details open><summary>b</summary>c</details>"
    html = shaped(f"<details><summary>a</summary>{inner}</details>{inner}", "Copy").html
    assert folds.numbers(html) == {0, 1, 2}
    assert folds.opened_at_first(html) == {1, 2}
    assert [number in folds.shown(html, {0}) for number in ("fold:0", "fold:1", "fold:2")] == [True] * 3
    assert "c" not in folds.shown(html, {0})


def test_a_stray_end_is_passed_over() -> None:
    assert shaped("</b>a<i>b</b></i>", "Copy").html == "a<i>b</i>"


def test_unseen_characters_are_spelled_in_code_and_overrides_dropped_in_words() -> None:
    done = shaped("<p>a\u202eb</p><p><code>c\u202ed</code></p><pre>rm\u200b\te</pre>", "Copy")
    assert "<p>ab</p>" in done.html
    assert "<code>c[U+202E]d</code>" in done.html
    assert "rm[U+200B]\te" in done.html
    assert done.code == ("rm\u200b\te",)


@pytest.mark.parametrize(
    "html",
    [
        "<br>" * (shape.MOST_ELEMENTS + 1),
        "<li>" * (shape.MOST_ITEMS + 1),
        "<pre>" + "\n" * shape.MOST_ELEMENTS + "</pre>",
        "x" * (shape.LONGEST_WORD + 1),
        "a " + "x" * (shape.LONGEST_WORD + 1) + " b",
        "<b>xxxx</b>" * (shape.LONGEST_WORD // 4 + 1),
        "&lt;" * (shape.LONGEST_WORD + 1),
    ],
)
def test_what_lays_out_badly_is_refused(html: str) -> None:
    with pytest.raises(TooMuch):
        shaped(html, "Copy")


def test_long_text_of_short_words_is_not() -> None:
    assert len(shaped("<p>" + "word " * 40_000 + "</p>" + "<p>x</p>" * 2000, "Copy").html) > 200_000
    assert shaped(("x" * (shape.LONGEST_WORD - 1) + "<br>") * 5 + " <b> </b>", "Copy").html
