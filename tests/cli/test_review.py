"""`review`: actions from a list that may be read twice, a timeline that takes no text, the reference said."""

from pathlib import Path

from holdfast.desk.opening import open_here
from tests.cli.conftest import Call


def titles(tmp_path: Path, incident: str) -> list[str]:
    with open_here(tmp_path / "store") as store:
        review = store.reviews.of_incident(store.incidents.find(incident).id)
        return [action.title for action in store.reviews.actions(review.id)]


def test_actions_are_read_from_a_markdown_list_and_never_twice(
    call: Call, incident: str, tmp_path: Path
) -> None:
    text = tmp_path / "actions.md"
    text.write_text(
        "- Watch  the disks | Ana | 2026-12-24 | An alert\n* [ ] Rotate logs\n2. Ask why\n-\n-5 V rail\n\n"
    )
    words = ("review", "write", incident, "actions", "--text-file", str(text))
    for _again in range(2):
        assert call(*words)[0] == 0
        assert titles(tmp_path, incident) == [
            "Watch the disks",
            "Rotate logs",
            "Ask why",
            "-5 V rail",
        ]
    text.write_text(text.read_text() + "- Rotate logs | Ben\n")
    call(*words)
    assert titles(tmp_path, incident)[4:] == ["Rotate logs"]


def test_a_timeline_takes_no_text_and_says_so(call: Call, incident: str, tmp_path: Path) -> None:
    text = tmp_path / "timeline.md"
    text.write_text("14:00 something")
    status, said = call("review", "write", incident, "timeline", "--text-file", str(text))
    assert status == 1
    assert "takes no text. Nothing was recorded" in said
    assert call("review", "list")[1] == []
    assert call("review", "write", incident, "timeline")[0] == 0


def test_releasing_by_number_says_the_reference(call: Call, incident: str, tmp_path: Path) -> None:
    text = tmp_path / "summary.md"
    text.write_text("x")
    call("review", "write", incident, "summary", "--text-file", str(text))
    said = call("review", "release", incident.rpartition("-")[2], "--reason", "alone", plain=True)[1]
    assert said.startswith(f"The review of {incident} is released without a second person.\n")


def test_an_unsigned_export_makes_no_certificate(call: Call, incident: str, tmp_path: Path) -> None:
    call("review", "new", incident)
    call("review", "export", incident, "--out", str(tmp_path / "review.pdf"), "--unsigned")
    with open_here(tmp_path / "store") as store:
        assert not store.station.certificate
    call("review", "export", incident, "--out", str(tmp_path / "signed.pdf"))
    with open_here(tmp_path / "store") as store:
        assert store.station.certificate
