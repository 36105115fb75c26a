"""What runbooks use beyond CommonMark: boxes, footnotes, definitions; and that none of it is costly."""

import time

import pytest

from holdfast.runbook.callouts import opening, quoted
from holdfast.runbook.markup import TooDeep, to_html
from holdfast.runbook.sanitize import sanitized


def test_a_box_of_python_markdown() -> None:
    html = to_html('!!! warning "Not & <now>"\n    - a\n\n    b\n\nafter\n')
    assert html == (
        '<blockquote class="warning">\n'
        '<p class="title"><strong class="warning">Not &amp; &lt;now&gt;</strong></p>\n'
        "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n</blockquote>\n<p>after</p>\n"
    )


@pytest.mark.parametrize(
    ("line", "kind", "title", "folded"),
    [
        ("!!! note", "note", "Note", None),
        ("!!! DANGER", "caution", "Danger", None),
        ('!!! tip ""', "tip", "", None),
        ('!!! odd "Title"', "note", "Title", None),
        ("???+ info", "note", "Info", False),
        ("??? hint", "tip", "Hint", True),
    ],
)
def test_what_opens_a_box(line: str, kind: str, title: str, folded: bool | None) -> None:
    box = opening(line)
    assert box is not None
    assert (box.kind, box.title, box.folded) == (kind, title, folded)


@pytest.mark.parametrize("line", ["!!! odd", "!! note", "!!!", "note", "!!! note more", "!!!note!", "???"])
def test_what_opens_none(line: str) -> None:
    assert opening(line) is None


def test_a_quote_of_github() -> None:
    box, begins = quoted("[!caution]\nx") or (None, 0)
    assert box is not None
    assert (box.kind, box.title, begins) == ("caution", "Caution", 11)
    assert quoted("[!other]\nx") is None


def test_a_box_that_folds_is_details() -> None:
    assert to_html("??? tip\n    x") == "<details><summary>Tip</summary>\n<p>x</p>\n</details>\n"
    assert "<details open>" in to_html("???+ tip\n    x")


def test_a_box_ends_a_paragraph_and_stands_in_lists() -> None:
    html = to_html("before\n!!! note\n    x\n\n- item\n\n    !!! tip\n        y\n")
    assert html.index("<p>before</p>") < html.index('<blockquote class="note">')
    assert html.index("<li>") < html.index('<blockquote class="tip">') < html.index("</li>")


def test_footnotes_come_last_in_the_order_they_are_pointed_at() -> None:
    html = to_html("a[^x] b[^1] c[^x]\n\n[^1]: One\n\n    more\n[^x]: *Other*\nlazy\n\n# H\n")
    words, notes = html.split("<hr>")
    assert words.count('<a href="#fn.1">1</a>') == 2
    assert words.count('<a name="fn.1.back"></a>') == 1
    assert notes.index("<em>Other</em>") < notes.index("One") < notes.index("more")
    assert '<a name="fn.1"></a><a href="#fn.1.back">1↑</a> <em>Other</em>\nlazy' in notes
    assert words.endswith("H</h1>\n")


def test_a_footnote_without_its_other_half_keeps_its_words() -> None:
    assert to_html("a[^1] [^b](c)\n") == '<p>a[^1] <a href="c">^b</a></p>\n'
    assert "[^z]: nobody" in to_html("a\n\n[^z]: nobody\n")
    assert to_html("[^1]:").endswith("<p>[^1]: </p>\n")
    twice = to_html("a[^1]\n\n[^1]: first\n\n[^1]: second\n")
    assert "↑</a> first" in twice
    assert "[^1]: second" in twice


def test_a_footnotes_anchor_is_no_headings() -> None:
    html = to_html("# fn.1\n\na[^1]\n\n[^1]: x\n")
    assert html.count('<a name="fn.1">') == 1
    assert '<a name="fn1">' in html


def test_definitions() -> None:
    assert to_html("Term\n: means *x*\n: or y\nmore\nTwo\n: z\n") == (
        "<dl>\n<dt>Term</dt>\n<dd>means <em>x</em></dd>\n<dd>or y\nmore</dd>\n"
        "<dt>Two</dt>\n<dd>z</dd>\n</dl>\n"
    )
    assert to_html("a\n:b\n") == "<p>a\n:b</p>\n"
    assert to_html(": a\n: b\n").startswith("<p>")


def test_emoji_names_stay_as_they_are_written() -> None:
    assert to_html(":warning: a :x:\n") == "<p>:warning: a :x:</p>\n"


def test_no_author_can_make_our_own_links() -> None:
    for target in ("hf-fold:0", "hf-fold:x.md", "hf-copy:0"):
        assert "hf-" not in sanitized(f'<a href="{target}">x</a>', "a.md", {})
    assert "<!--" not in sanitized("a<!--fold 0-->b<!--cut-->c", "a.md", {})


@pytest.mark.parametrize(
    "text",
    [
        "[^" * 5_000,
        "[^a]" * 5_000 + "\n\n[^a]: x",
        "".join(f"[^{n}]: x\n" for n in range(5_000)),
        "!!! note\n" * 20_000,
        "!!! note" + " " * 100_000 + "x",
        '!!! note "' + "a" * 100_000,
        "a\n" + ": b\n" * 20_000,
        "a\n: b\n" * 20_000,
        "[^a]:" + " " * 100_000,
        "??? note\n    x\n" * 5_000,
    ],
)
def test_much_of_it_costs_no_more_than_its_length(text: str) -> None:
    before = time.process_time()
    to_html(text)
    assert time.process_time() - before < 2


@pytest.mark.parametrize("opening_line", ["!!! note", "[^a]: b", "??? note"])
def test_nesting_beyond_reading_is_refused(opening_line: str) -> None:
    text = "\n".join("    " * depth + opening_line for depth in range(100))
    with pytest.raises(TooDeep):
        to_html(text)
