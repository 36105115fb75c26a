"""An incident as Markdown: everything is in it, and no text of it is taken for markup."""

from pathlib import Path

from holdfast.desk.operators import sign_in
from holdfast.respond.corrections import withdraw
from holdfast.respond.incident import add_note, change
from holdfast.respond.markdown import incident_markdown
from holdfast.store.opening import open_store
from holdfast.triage.declare import Declaration, declare


def test_an_incident_is_told_whole_and_its_text_stays_text(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        sign_in(store, "Ana")
        incident = declare(store, Declaration("Disk | full *now*"))
        change(store, incident.id, know="41 GB of log")
        add_note(store, incident.id, "first line\n# second | line", "observation")
        text = incident_markdown(store, incident.id)
    assert text.splitlines()[0] == f"# {incident.ref} Disk \\| full \\*now\\*"
    assert "- **Know:** 41 GB of log" in text
    (noted,) = [line for line in text.splitlines() if "first line" in line]
    assert noted.endswith("| first line \\# second \\| line | observation | Ana |")


def test_a_withdrawn_note_is_struck_with_its_reason(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        sign_in(store, "Ana")
        incident = declare(store, Declaration("Disk full"))
        note = add_note(store, incident.id, "The wrong *host*")
        withdraw(store, incident.id, note.entry, "Another site")
        text = incident_markdown(store, incident.id)
    assert "| ~~The wrong \\*host\\*~~ (withdrawn: Another site) |" in text
