"""The register of a period: which incidents are in it, and the same in every form."""

import csv
import io
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from holdfast.desk import register_export
from holdfast.desk.export import keep_export
from holdfast.desk.operators import add_operator
from holdfast.desk.phases import move
from holdfast.desk.register_export import Asked, make_register, register_handout
from holdfast.domain.classification import Answer
from holdfast.domain.entry import By
from holdfast.domain.errors import UserError
from holdfast.domain.phase import Phase
from holdfast.report.evidence_of import read_record, render_json
from holdfast.report.language import spoken
from holdfast.report.register import Register, register_table
from holdfast.report.text import render_markdown
from holdfast.review.actions import add_action
from holdfast.review.workflow import approve, ask_changes, open_again, release, submit
from holdfast.review.writing import begin, write
from holdfast.store.store import Store
from holdfast.store.verify import NotProven
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands

DAY = timedelta(days=1)


@pytest.fixture
def asked(store: Store, hands: Hands) -> Asked:
    """Three incidents, one a day; the period holds the last two."""
    start = hands.at
    declare(store, Declaration("Too early"))
    hands.at = start + DAY
    second = declare(store, Declaration("Disk full", "db"), Answers(Answer("high"), Answer("high")))
    hands.at += timedelta(minutes=36)
    move(store, second.id, Phase.CONTAINED)
    add_action(store, begin(store, second.id).id, "Name the slots", "Ana", "", "")
    hands.at = start + 2 * DAY
    declare(store, Declaration("=Mail is slow"))
    return Asked(start + DAY, start + 3 * DAY)


def _register(store: Store, asked: Asked) -> Register:
    document = register_handout(store, asked).document
    assert isinstance(document, Register)
    return document


def test_it_holds_what_was_declared_from_the_beginning_on_and_before_the_end(
    store: Store, asked: Asked
) -> None:
    register = _register(store, asked)
    assert [row.title for row in register.rows] == ["Disk full", "=Mail is slow"]
    assert (register.incidents, register.drills) == (2, 0)
    assert register.severities == ((register.rows[0].severity, 1), (0, 1))
    first, second = register.rows
    assert (first.service, first.priority, first.phase, first.review, first.open_actions) == (
        "db",
        1,
        "contained",
        "draft",
        1,
    )
    assert first.to_contain is not None
    assert 36 * 60 <= first.to_contain < 37 * 60
    assert datetime.fromisoformat(first.declared) >= asked.since
    assert (second.to_contain, second.contained, second.severity) == (None, "", 0)
    exact = Asked(datetime.fromisoformat(first.declared), datetime.fromisoformat(second.declared))
    assert [row.title for row in _register(store, exact).rows] == ["Disk full"]


def test_it_tells_how_far_a_review_really_is(store: Store, asked: Asked) -> None:
    review = _register(store, asked).rows[0]
    ident = next(store.incidents.declared_between(*asked.seconds)).review_id
    write(store, ident, "summary", "The disk was full.")
    ben = By(add_operator(store, "Ben").id)

    def said() -> tuple[str, str, str]:
        whole = _register(store, asked)
        german = register_handout(store, replace(asked, language="de")).document
        with spoken("de"):
            told = render_markdown(german)
        return whole.rows[0].review, render_markdown(whole), told

    def holds(state: str, english: str, german: str) -> None:
        found, plain, told = said()
        assert (found, english in plain, german in told) == (state, True, True), (plain, told)

    assert review.review == "draft"
    submit(store, ident, [ben.operator])
    holds("in_review", "in review", "in Prüfung")
    me, store.by = store.by, ben
    ask_changes(store, ident, "Say since when")
    holds("changes_asked", "changes asked", "Änderungen erbeten")
    store.by = me
    submit(store, ident)
    store.by = ben
    approve(store, ident)
    holds("approved", "approved", "freigegeben")
    assert '"approved"' in register_table(_register(store, asked))
    release(store, ident)
    holds("released", "released", "herausgegeben")
    open_again(store, ident, "A figure was wrong")
    holds("draft", "revision 1 released, revision 2: draft", "Revision 1 herausgegeben, Revision 2: Entwurf")


@pytest.mark.parametrize("state", ["approved", "draft"])
def test_a_state_that_the_journal_does_not_say_gives_no_register(
    store: Store, asked: Asked, tmp_path: Path, state: str
) -> None:
    second = next(store.incidents.declared_between(*asked.seconds))
    submit(store, second.review_id, [add_operator(store, "Ben").id])
    with store.database.writing(), store.database.opened_up("migration"):
        lie = f"UPDATE review SET state = '{state}', value = json_set(value, '$.state', '{state}')"
        store.database.run(lie)
    with pytest.raises(UserError, match="not what the journal says"):
        make_register(store, asked, tmp_path / "out.csv", "csv")


def test_drills_are_left_out_and_counted(store: Store, asked: Asked) -> None:
    with store.database.opened_up("migration"):
        store.database.run(
            "UPDATE incident SET value = json_set(value, '$.drill', json('true')) WHERE key = 3"
        )
    register = _register(store, asked)
    assert (register.incidents, register.drills) == (1, 1)
    assert [row.title for row in register.rows] == ["Disk full"]


@pytest.mark.parametrize("form", ["json", "markdown", "csv", "pdf"])
def test_every_form_is_written_and_recorded(store: Store, asked: Asked, tmp_path: Path, form: str) -> None:
    whole = _register(store, asked)
    ready, made = make_register(store, asked, tmp_path / "out", form)
    keep_export(store, ready, made, form)
    data = (tmp_path / "out").read_bytes()
    if form == "json":
        assert read_record(data).document == whole
        assert data == render_json(whole, ready.proof)
        assert len(json.loads(data)["report"]["rows"]) == 2
    elif form == "markdown":
        assert data.decode() == render_markdown(whole)
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        assert [row["title"] for row in rows] == ["Disk full", "'=Mail is slow"]
    else:
        assert data.startswith(b"%PDF-")
    entry = store.entries("store", store.facts.id)[-1]
    assert (entry.kind, entry.text("sha256")) == ("report.made", made.sha256)
    assert entry.body["parameters"]["document"] == "register"
    assert _register(store, asked).control.edition == 2


def test_another_period_is_no_edition_of_this_one(store: Store, asked: Asked, tmp_path: Path) -> None:
    keep_export(store, *make_register(store, asked, tmp_path / "out", "csv"), "csv")
    other = Asked(asked.since - DAY, asked.until)
    assert _register(store, other).control.edition == 1


def test_a_period_the_wrong_way_round_writes_nothing(store: Store, asked: Asked, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="ends before it begins"):
        make_register(store, Asked(asked.until, asked.since), tmp_path / "out", "csv")
    assert not list(tmp_path.glob("*out*"))


@pytest.mark.parametrize("form", ["json", "markdown", "csv", "pdf"])
def test_one_that_is_stopped_leaves_the_earlier_file(
    store: Store, asked: Asked, tmp_path: Path, form: str
) -> None:
    (tmp_path / "out").write_text("earlier")
    with pytest.raises(UserError, match="Stopped"):
        make_register(store, asked, tmp_path / "out", form, lambda _done, _all: False)
    assert (tmp_path / "out").read_text() == "earlier"
    assert not list(tmp_path.glob("*.part"))


def test_too_many_for_pages_are_refused_with_the_number(
    store: Store, asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_export, "MOST_ON_PAGES", 1)
    with pytest.raises(UserError, match="has 2 incidents; on pages it can have 1"):
        make_register(store, asked, tmp_path / "out", "pdf")
    make_register(store, asked, tmp_path / "out", "csv")


def test_above_a_number_it_says_that_rows_were_not_compared(
    store: Store, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "every row" in str(_register(store, asked).control.more)
    assert register_handout(store, asked).rests_on == ()
    monkeypatch.setattr(register_export, "MOST_COMPARED", 1)
    assert "not row by row" in str(_register(store, asked).control.more)


def test_an_altered_entry_is_not_handed_out(store: Store, asked: Asked, tmp_path: Path) -> None:
    with store.database.opened_up("migration"):
        store.database.run("DROP TRIGGER entry_body_only_removed")
        store.database.run("UPDATE entry SET body = replace(body, 'Disk full', 'Disk fine')")
    with pytest.raises(NotProven):
        make_register(store, asked, tmp_path / "out", "csv")
    assert not (tmp_path / "out").exists()
