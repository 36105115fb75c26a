"""The record of an incident, gathered from the journal."""

import csv
import io
import json
from pathlib import Path

import pytest

from holdfast.desk.export import hand_out, prove_handout, review_handout
from holdfast.desk.handover_export import handover_handout
from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.desk.record_export import record_handout
from holdfast.desk.step_evidence import add_output
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident, Person
from holdfast.domain.phase import Phase
from holdfast.domain.proof import check_proof
from holdfast.report.evidence_of import render_json
from holdfast.report.incident_record import IncidentRecord
from holdfast.report.language import spoken
from holdfast.report.text import render_markdown
from holdfast.respond.corrections import correct, withdraw
from holdfast.respond.evidence import add
from holdfast.respond.evidence_files import of_bytes
from holdfast.respond.incident import add_note
from holdfast.respond.links import link
from holdfast.respond.people import assign_by_name
from holdfast.respond.tasks import add_task
from holdfast.respond.updates import Said, Update, send
from holdfast.review import interviews
from holdfast.review.workflow import ask_changes, submit
from holdfast.review.writing import begin, write
from holdfast.runbook import run as runs
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


@pytest.fixture
def incident(store: Store) -> Incident:
    made = declare(store, Declaration("Disk full", "db"))
    assign_by_name(store, made.id, "commander", "me")
    return store.incidents.get(made.id)


def _record(store: Store, incident: Incident) -> IncidentRecord:
    document = record_handout(store, incident.id).document
    assert isinstance(document, IncidentRecord)
    return document


def test_every_row_is_there_with_what_became_of_it(store: Store, incident: Incident) -> None:
    for words in ("first words", "wrong words", "secret words"):
        add_note(store, incident.id, words)
    first, wrong, secret = (entry.hash for entry in store.entries("incident", incident.id)[-3:])
    correct(store, incident.id, first, text="better words")
    withdraw(store, incident.id, wrong, "not here")
    remove_words(store, secret, "a name")
    record = _record(store, incident)
    rows = {row.entry: row for row in record.timeline}
    assert (rows[first].text, rows[first].first, rows[first].corrected) == (
        "better words",
        "first words",
        True,
    )
    assert (rows[wrong].text, rows[wrong].withdrawn) == ("wrong words", "not here")
    assert rows[secret].removed
    assert (record.removed, record.withheld) == (1, 0)
    assert record.entries == len(store.entries("incident", incident.id))


def test_a_row_is_proven_or_told_to_stand_with_another_incident(store: Store, incident: Incident) -> None:
    other = declare(store, Declaration("Switch restarted", "lan"))
    link(store, other.id, incident.id, "caused_by")
    add_note(store, incident.id, "its own")
    for each, elsewhere in ((incident, 1), (other, 0)):
        handout = record_handout(store, each.id)
        proven = {one.hash() for one in prove_handout(store, handout, "nobody").proof.entries}
        rows = _record(store, each).timeline
        assert {row.entry for row in rows if not row.elsewhere} <= proven
        told = [row for row in rows if row.elsewhere]
        assert [row.entry in proven for row in told] == [False] * elsewhere
        for language, words in (("en", "not carried here"), ("de", "hier nicht enthalten")):
            paper = record_handout(store, each.id, language=language).document
            with spoken(language):
                assert render_markdown(paper).count(words) == 2 * elsewhere


def test_people_things_and_runs_are_there(store: Store, incident: Incident) -> None:
    add(store, incident.id, of_bytes("df.txt", b"full", "text/plain"), "at 13:20")
    send(store, incident.id, Update("can", "the desk", "Writes are refused", Said()))
    add_task(store, incident.id, "Name the slots", Person("Ben"))
    run = runs.start_blank(store, incident.id, "By hand")
    record = _record(store, incident)
    assert [(one.role, one.name, one.until) for one in record.roles] == [("Commander", "Ana", "")]
    (piece,) = record.evidence
    assert (piece.name, piece.size, len(piece.sha256), piece.who, piece.remark) == (
        "df.txt",
        4,
        64,
        "Ana",
        "at 13:20",
    )
    assert [(one.number, one.audience) for one in record.updates] == [(1, "the desk")]
    assert [(one.title, one.person, one.state) for one in record.tasks] == [("Name the slots", "Ben", "open")]
    assert [(one.title, one.version, one.ended) for one in record.runs] == [(run.title, "", "")]
    document = runs.document_of_run(store, run)
    for step in document.steps[:1]:
        add_output(store, run.id, step, "output")


def test_an_edition_names_the_one_before(store: Store, incident: Incident, tmp_path: Path) -> None:
    handout = record_handout(store, incident.id)
    assert _record(store, incident).control.edition == 1
    assert not _record(store, incident).ended
    made = hand_out(store, handout, tmp_path / "record.pdf", "pdf")
    move(store, incident.id, Phase.DISMISSED, reason="a test")
    control = _record(store, incident).control
    assert control.edition == 2
    assert made.sha256 in control.supersedes
    assert control.status == "Final: the incident is dismissed"


def test_the_same_record_gives_the_same_document(store: Store, incident: Incident) -> None:
    assert record_handout(store, incident.id) == record_handout(store, incident.id)


def test_how_far_its_review_is_stands_in_the_words_of_the_language(store: Store, incident: Incident) -> None:
    def told(language: str) -> str:
        document = record_handout(store, incident.id, language=language).document
        assert isinstance(document, IncidentRecord)
        return dict(document.about)[{"en": "Review", "de": "Nachbetrachtung"}[language]]

    assert told("de") == "keine begonnen"
    review = begin(store, incident.id).id
    write(store, review, "summary", "What happened.")
    submit(store, review, [sign_in(store, "Ben").id])
    assert (told("en"), told("de")) == ("in review", "in Prüfung")
    ask_changes(store, review, "From when?")
    assert told("de") == "Änderungen erbeten"


def test_it_is_written_in_every_form(store: Store, incident: Incident, tmp_path: Path) -> None:
    add_note(store, incident.id, "=1+1")
    handout = record_handout(store, incident.id)
    for form in ("pdf", "markdown", "json", "csv"):
        hand_out(store, handout, tmp_path / form, form)
    listed = list(csv.DictReader(io.StringIO((tmp_path / "csv").read_bytes().decode(), newline="")))
    assert [row["text"] for row in listed][-1] == "'=1+1"
    value = json.loads((tmp_path / "json").read_text())
    assert value["format"] == "holdfast.incident-record"
    assert [row["text"] for row in value["report"]["timeline"]][-1] == "=1+1"
    made = [entry for entry in store.entries("incident", incident.id) if entry.kind == "report.made"]
    assert [entry.text("format") for entry in made] == ["pdf", "markdown", "json", "csv"]


def test_what_is_no_table_is_not_written_as_one(store: Store, incident: Incident, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no table"):
        hand_out(store, handover_handout(store, incident.id), tmp_path / "x.csv", "csv")
    assert not (tmp_path / "x.csv").exists()


def test_interview_notes_are_counted_as_in_the_review_and_not_told(store: Store, incident: Incident) -> None:
    review = begin(store, incident.id)
    first = interviews.add_note(store, review.id, "Cleo Hart", "It was muted.").parts.interviews[0]
    interviews.change_note(store, review.id, first.id, "It was muted since May.")
    record = prove_handout(store, record_handout(store, incident.id), "nobody")
    beside = prove_handout(store, review_handout(store, review.id), "nobody")
    assert (record.proof.withheld, beside.proof.withheld, check_proof(record.proof)) == (2, 2, [])
    assert isinstance(record.handout.document, IncidentRecord)
    assert record.handout.document.withheld == 2
    data = render_json(record.handout.document, record.proof)
    assert (b"muted" in data, b"Cleo" in data) == (False, False)
