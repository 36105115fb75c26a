"""`review template`: what there is, and another one for a review."""

from pathlib import Path

from tests.cli.conftest import Call
from tests.review.test_templates import OURS


def test_templates_are_shown_chosen_and_read_from_a_file(call: Call, incident: str, tmp_path: Path) -> None:
    _status, shown = call("review", "template", incident)
    assert [each["name"] for each in shown if each["chosen"]] == ["standard"]
    status, chosen = call("review", "template", incident, "short")
    assert (status, chosen["template"]) == (0, "Short")
    titles = [each["title"] for each in call("review", "template", incident)[1]]
    for title in titles:  # as they are listed
        status, chosen = call("review", "template", incident, title.upper())
        assert (status, chosen["template"]) == (0, title)
    call("review", "template", incident, "short")
    file = tmp_path / "ours.toml"
    file.write_text(OURS, encoding="utf-8")
    _status, chosen = call("review", "template", incident, str(file))
    assert [each["key"] for each in chosen["sections"]] == ["summary", "weather"]
    _status, shown = call("review", "template", incident)
    assert [each["name"] for each in shown if each["chosen"]] == ["own"]
    assert "Ours" in call("review", "template", incident, plain=True)[1]


def test_a_faulty_file_is_refused_with_its_line(call: Call, incident: str, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(OURS + "colour = 1\n", encoding="utf-8")
    status, said = call("review", "template", incident, str(file))
    assert status == 1
    assert "sections.2.colour (line 11) is not known here" in said
    assert call("review", "template", incident, "nothing")[0] == 1


def test_a_review_begins_with_a_template(call: Call, incident: str) -> None:
    status, begun = call("review", "new", incident, "--template", "short")
    assert (status, begun["parts"]["title"]) == (0, "Short")


def test_nothing_is_begun_with_a_template_that_is_not_there(call: Call, incident: str) -> None:
    assert call("review", "new", incident, "--template", "nothing")[0] == 1
    assert call("review", "list")[1] == []
