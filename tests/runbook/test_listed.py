"""Steps in HTML lists and in tables of a procedure."""

import pytest

from holdfast.runbook.parse import parse


def _words(text: str) -> list[str]:
    return [step.plain for step in parse(f"# Disk\n\n## Mitigation\n\n{text}\n", "").steps]


def test_the_items_of_an_html_list_are_steps_with_what_is_nested_in_them() -> None:
    text = "<ol>\n<li>Look at <b>it</b><ul><li>closely</li></ul></li>\n<li>Delete logs</li>\n</ol>"
    assert _words(text) == ["Look at it closely", "Delete logs"]


def test_words_around_an_html_list_stay_with_its_steps() -> None:
    steps = parse("## Fix\n\n<p>Careful:</p><ul><li>One<li>Two</ul><p>Then rest.</p>\n", "").steps
    assert "Careful" in steps[0].text
    assert "Then rest" in steps[-1].text


@pytest.mark.parametrize(
    "text", ["<!-- <ol><li>No</li></ol> -->", '<ul><li><a href="#fix">Fix</a></li></ul>', "<div>No</div>"]
)
def test_comments_and_contents_are_no_steps(text: str) -> None:
    assert _words(text) == []


@pytest.mark.parametrize("head", ["Step", "Nr.", "Schritt", "Étape", "#", "N°"])
def test_the_rows_of_a_procedure_are_steps(head: str) -> None:
    table = f"| {head} | Action | Expected |\n|---|---|---|\n| 1 | Stop it | Gone |\n| 2. | Start it | Up |"
    assert _words(table) == ["Stop it", "Start it"]


def test_other_tables_give_no_steps() -> None:
    assert _words("| Host | Role |\n|---|---|\n| db1 | main |") == []
    assert _words("| No. | Host |\n|---|---|\n| none | db1 |") == []


def test_an_item_without_words_is_not_lost() -> None:
    steps = parse('## Fix\n\n<ol><li><img src="a.png"></li><li></li><li>Act</li></ol>\n', "").steps
    assert [step.plain for step in steps] == ["…", "Act"]
    assert "a.png" in steps[0].text


def test_thousands_of_items_are_data_and_stay_in_the_text() -> None:
    few = "\n\n".join(["<ol>" + "<li>Act</li>" * 1000 + "</ol>"] * 2)
    assert len(_words(few)) == 2000
    many = parse(f"## Fix\n\n{few}\n\n<ul><li>Last</li></ul>\n", "")
    assert many.steps == ()
    assert many.sections[0].rest.count("Act") == 2000


HEAD = "<tr><th>{head}</th><th>Action</th></tr>"
ROWS = "<tr><td>1</td><td>Stop <b>it</b></td></tr><tr><td>2.</td><td>Start it</td></tr>"


@pytest.mark.parametrize("head", ["Step", "Nr.", "<b>Schritt</b>", "#"])
def test_the_rows_of_a_procedure_in_html_are_steps(head: str) -> None:
    table = f"<table>\n<thead>{HEAD.format(head=head)}</thead>\n<tbody>{ROWS}</tbody></table>"
    assert _words(table) == ["Stop it", "Start it"]


def test_words_around_an_html_table_stay_with_its_steps() -> None:
    head = HEAD.format(head="Step")
    steps = parse(
        f"## Fix\n\n<p>Careful</p><table><caption>How</caption>{head}{ROWS}</table><p>Rest</p>\n", ""
    ).steps
    assert [step.plain for step in steps] == ["Stop it", "Start it"]
    assert "<p>Careful</p><table><caption>How</caption><tr><th>Step" in steps[0].text
    assert steps[1].text.endswith("</table><p>Rest</p></div>")
    assert all("Action" in step.text for step in steps)


@pytest.mark.parametrize(
    "table",
    [
        f"<table>{HEAD.format(head='Host')}{ROWS}</table>",
        f"<table>{HEAD.format(head='Step')}</table>",
        f"<table>{HEAD.format(head='Step')}{ROWS}",
        f"<table>{HEAD.format(head='Step')}{ROWS.replace('</tr>', '')}</table>",
        f"<table>{HEAD.format(head='Step')}{ROWS.replace('<td>1', '<td rowspan=2>1')}</table>",
        f"<table>{HEAD.format(head='Step')}{ROWS.replace('Start it', '<table></table>')}</table>",
        f"<table>{HEAD.format(head='No.')}{ROWS.replace('2.', 'db')}</table>",
    ],
)
def test_other_tables_in_html_give_no_steps(table: str) -> None:
    assert _words(table) == []
