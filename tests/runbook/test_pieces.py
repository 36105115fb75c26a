from html.parser import HTMLParser

import pytest

from holdfast.runbook.pieces import CUT, HEAVIEST, LATE, TooHeavy, cut, pieces, pre_in_pieces


class Balance(HTMLParser):
    """Fails on what is closed and was not open, or the other way round."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open, html

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  (the parser's)
        if tag not in {"br", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


BOX = '<table class="code" width="100%"><tr><td class="code"><pre>'
QUOTE = '<table class="quote"><tr><td class="quote">'


@pytest.mark.parametrize(
    ("html", "least"),
    [
        ("<p>a</p>" * 1000, 8),
        ("<ul>" + "<li>a</li>" * 1000 + "</ul>", 8),
        ('<table class="data"><tbody>' + "<tr><td>a</td><td>b</td></tr>" * 500 + "</tbody></table>", 10),
        (QUOTE + "<p>a</p>" * 10 + "<ul>" + "<li>a</li>" * 1000 + "</ul></td></tr></table>", 8),
        (BOX + "line <span>x</span>\n" * 1000 + "</pre></td><td>Copy</td></tr></table>", 4),
        (f"<p><b>{'word ' * 20_000}</b></p>", 3),
        ("<div><p>" + "<code>a</code> " * 1000 + "</p></div>", 4),
        ("<dl>" + "<dt>a</dt><dd>b</dd>" * 500 + "</dl>", 4),
        ("<h2>a &amp; b</h2><p>&#65;</p><!--fold 0-->" * 200, 3),
    ],
)
def test_each_piece_is_well_formed_and_nothing_is_lost(html: str, least: int) -> None:
    done = pieces(cut(html))
    assert len(done) >= least
    text = "".join(Balance(piece).text for piece in done)
    assert text.replace(" ", "").replace("\n", "") == Balance(html).text.replace(" ", "").replace("\n", "")


def test_what_is_short_is_one_piece() -> None:
    assert cut("<p>a</p><ul><li>b</li></ul>") == "<p>a</p><ul><li>b</li></ul>"
    assert pieces("") == [""]


def test_a_numbered_list_counts_on() -> None:
    done = pieces(cut('<ol start="5" class="tasks">' + "<li>a</li>" * 500 + "</ol>"))
    assert done[1].startswith('<ol class="tasks" start="')
    first = done[0].count("<li>")
    assert f'start="{5 + first}"' in done[1]
    second = done[1].count("<li>")
    assert f'start="{5 + first + second}"' in done[2]


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>" + "<p>a</p>" * int(HEAVIEST + 1) + "</li></ul>",
        '<table class="data"><tr>' + "<td>a</td>" * int(HEAVIEST) + "</tr></table>",
    ],
)
def test_what_cannot_be_cut_is_refused(html: str) -> None:
    with pytest.raises(TooHeavy):
        cut(html)


def test_lines_as_they_are() -> None:
    html = pre_in_pieces(["a"] * 1000 + ["b" * 1000] * 30)
    assert html.count(CUT) >= 1000 // LATE
    assert "".join(Balance(piece).text for piece in pieces(html)).count("b") == 30_000


def test_the_parts_of_a_long_table_are_as_wide_as_each_other() -> None:
    row = "<tr><td>a</td><td align='left'>b</td><td>c</td><td>d</td></tr>"
    short, long = f'<table class="data">{row * 9}</table>', f'<table class="data">\n{row * 90}</table>'
    assert "width" not in cut(short)
    done = pieces(cut(f"<p>x</p>{long}{short}"))
    assert len(done) > 2
    assert all('<table class="data" width="100%">' in piece for piece in done[:2])
    assert done[1].count(' width="25%"') == done[1].count("<td")
    assert done[-1].endswith(short)
