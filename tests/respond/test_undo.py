"""Undo: the operator's own last command is taken back by entries, or it is said why not."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import Link
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Person
from holdfast.domain.phase import Phase
from holdfast.respond.corrections import correct, pin, restore, withdraw
from holdfast.respond.criteria import add_criterion, move_criterion
from holdfast.respond.handover import answer, offer
from holdfast.respond.incident import add_note, assign, change, timeline_of, waive_review
from holdfast.respond.links import link
from holdfast.respond.tasks import add_task, change_task, move_task
from holdfast.respond.times import correct_time, set_source_offset
from holdfast.respond.undo import last, recent, undo, undo_recent
from holdfast.respond.updates import Said, Update, send
from holdfast.runbook.library import import_folder
from holdfast.runbook.run import start
from holdfast.store.check import check_store
from holdfast.store.removal import remove_words
from holdfast.store.store import OperatorNeeded, Store
from holdfast.triage.assessment import Answers
from holdfast.triage.clocks import stop_clock
from holdfast.triage.declare import Declaration, assess_incident, declare
from tests.respond.acts import state
from tests.store.conftest import Hands


@pytest.fixture
def incident(store: Store, hands: Hands) -> str:
    """An incident that Ana declared and Ben assessed an hour later."""
    one = declare(store, Declaration("Disk full", "db")).id
    hands.at += timedelta(hours=1)
    return one


def labelled(store: Store, incident: str, label: str, *, there: bool = True) -> None:
    store.record(
        New(
            subject("incident", incident),
            "incident.labelled",
            {"label": label, "present": [not there, there]},
        )
    )


def said_started(store: Store, incident: str, at: datetime) -> None:
    """A time as a change: the journal can say it so, though every command gives a reason with it."""
    body = {"started": [None, occurred_text(at)]}
    store.record(New(subject("incident", incident), "incident.changed", body))


# name -> what is done first, what is taken back, and how that is told
Act = Callable[[Store, str], object]


def nothing(_store: Store, _incident: str) -> None:
    return None


def first_note(store: Store, incident: str) -> str:
    return next(row.entry for row in timeline_of(store, incident) if row.kind == "note")


def first_task(store: Store, incident: str) -> str:
    return store.tasks.of_incident(incident)[0].id


def first_criterion(store: Store, incident: str) -> str:
    return store.incidents.get(incident).criteria[0].id


def note(store: Store, incident: str) -> object:
    return add_note(store, incident, "One", occurred=store.now() - timedelta(minutes=3))


def task(store: Store, incident: str) -> object:
    return add_task(store, incident, "Fetch the spare", Person("Ben"), 1800)


def criterion(store: Store, incident: str) -> object:
    return add_criterion(store, incident, "load below 2")


def started_clock(store: Store, incident: str) -> object:
    body = {"clock": "warning", "title": "Early warning", "from": "2026-11-23T12:00:00Z", "within": 60}
    return store.record(New(subject("incident", incident), "incident.clock_started", body))


def contained(store: Store, incident: str) -> object:
    return move(store, incident, Phase.CONTAINED)


def assessed(store: Store, incident: str) -> object:
    return assess_incident(store, incident, Answers(Answer.LOW, Answer.LOW))


def resolved(store: Store, incident: str) -> object:
    assessed(store, incident)
    return move(store, incident, Phase.RESOLVED, reason="The log was cut")


def corrected(store: Store, incident: str) -> object:
    note(store, incident)
    return correct(store, incident, first_note(store, incident), text="Two")


def withdrawn(store: Store, incident: str) -> object:
    note(store, incident)
    return withdraw(store, incident, first_note(store, incident), "another host")


CASES: dict[str, tuple[Act, Act, str]] = {
    "title": (nothing, lambda s, i: change(s, i, title="Log full", know="a"), "Title: Log full · Know: a"),
    "text again": (
        lambda s, i: change(s, i, plan="first"),
        lambda s, i: change(s, i, plan=""),
        "Plan: (empty)",
    ),
    "noticed": (nothing, lambda s, i: change(s, i, noticed="alert"), "Noticed: alert"),
    "started": (nothing, lambda s, i: said_started(s, i, s.now() - timedelta(hours=9)), "Started: "),
    "commander": (nothing, lambda s, i: assign(s, i, "commander", "Ben"), "Commander: Ben"),
    "nobody": (
        lambda s, i: assign(s, i, "scribe", "Ben", "x1"),
        lambda s, i: assign(s, i, "scribe", ""),
        "Scribe: nobody",
    ),
    "label": (nothing, lambda s, i: labelled(s, i, "noise"), "Label noise"),
    "label off": (
        lambda s, i: labelled(s, i, "noise"),
        lambda s, i: labelled(s, i, "noise", there=False),
        "Label noise taken off",
    ),
    "criterion": (nothing, criterion, "Exit criterion: load below 2"),
    "criterion met": (
        criterion,
        lambda s, i: move_criterion(s, i, first_criterion(s, i), "met"),
        "Exit criterion met: load below 2",
    ),
    "source": (
        nothing,
        lambda s, i: set_source_offset(s, i, "fw1", 90),
        "The clock of fw1 is 1 min 30 s ahead",
    ),
    "clock": (
        started_clock,
        lambda s, i: stop_clock(s, i, "warning", "met"),
        "Reporting clock",
    ),
    "time": (
        contained,
        lambda s, i: correct_time(s, i, "contained", s.now() - timedelta(minutes=5), "by the log"),
        "Time of contained corrected",
    ),
    "contained": (nothing, contained, "Contained"),
    "dismissed": (nothing, lambda s, i: move(s, i, Phase.DISMISSED, reason="a test"), "Dismissed: a test"),
    "resolved": (
        assessed,
        lambda s, i: move(s, i, Phase.RESOLVED, reason="The log was cut"),
        "Resolved · Resolution: The log was cut",
    ),
    "reopened": (resolved, lambda s, i: move(s, i, Phase.TRIAGED, reason="again"), "Back to triaged: again"),
    "waived": (resolved, lambda s, i: waive_review(s, i, "small"), "Review waived: small"),
    "closed": (
        resolved,
        lambda s, i: move(s, i, Phase.CLOSED, reason="small", resolution="Really cut"),
        "",
    ),
    "note": (nothing, note, "One"),
    "correction": (
        note,
        lambda s, i: correct(
            s, i, first_note(s, i), text="Two", kind="decision", occurred=s.now() - timedelta(minutes=30)
        ),
        "the correction of a note",
    ),
    "type": (
        note,
        lambda s, i: correct(s, i, first_note(s, i), kind="decision"),
        "the correction of a note",
    ),
    "second correction": (
        corrected,
        lambda s, i: correct(s, i, first_note(s, i), text="Three"),
        "the correction of a note",
    ),
    "withdrawal": (
        note,
        lambda s, i: withdraw(s, i, first_note(s, i), "another host"),
        "the withdrawal of a note",
    ),
    "put back": (
        withdrawn,
        lambda s, i: restore(s, i, first_note(s, i)),
        "the withdrawal of a note",
    ),
    "pin": (note, lambda s, i: pin(s, i, first_note(s, i)), "a pin"),
    "task": (nothing, task, "Task: Fetch the spare, for Ben, within 30 min"),
    "task done": (task, lambda s, i: move_task(s, first_task(s, i), "done"), "Task done: Fetch the spare"),
    "task changed": (
        task,
        lambda s, i: change_task(s, first_task(s, i), title="Both", person=Person("Cleo", "c1"), within=60),
        "Task changed: Both, for Cleo",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_was_done_is_taken_back_and_done_again(store: Store, incident: str, name: str) -> None:
    first, act, told = CASES[name]
    first(store, incident)
    before = state(store, incident)
    act(store, incident)
    after, entries = state(store, incident), store.entries("incident", incident)
    assert after != before
    found = last(store, incident)
    assert found is not None
    assert found.what.startswith(told)
    assert undo(store, incident) == found
    assert state(store, incident) == before
    assert store.entries("incident", incident)[: len(entries)] == entries
    assert timeline_of(store, incident)[-1].text.startswith("Taken back: ")
    again = undo(store, incident, again=True)
    assert (again.what, again.again) == (found.what, True)
    assert state(store, incident) == after
    assert any(row.text.startswith("Done again: ") for row in timeline_of(store, incident))
    assert undo(store, incident).what == found.what
    assert state(store, incident) == before
    assert not store.incidents.get(incident).conflicts
    assert check_store(store).ok


def test_commands_are_taken_back_one_after_the_other_and_done_again_in_their_order(
    store: Store, incident: str
) -> None:
    for text in ("a", "b", "c"):
        change(store, incident, know=text)
    seen = [store.incidents.get(incident).know]
    for _time in range(3):
        undo(store, incident)
        seen.append(store.incidents.get(incident).know)
    with pytest.raises(UserError, match=r"A declaration can't be taken back\. Nothing was recorded\."):
        undo(store, incident)
    for _time in range(3):
        undo(store, incident, again=True)
        seen.append(store.incidents.get(incident).know)
    assert seen == ["c", "b", "a", "", "a", "b", "c"]
    with pytest.raises(UserError, match="nothing to do again"):
        undo(store, incident, again=True)
    undo(store, incident)
    assert store.incidents.get(incident).know == "b"


def test_another_act_ends_what_can_be_done_again(store: Store, incident: str) -> None:
    change(store, incident, know="a")
    undo(store, incident)
    assert last(store, incident, again=True) is not None
    add_note(store, incident, "One")
    assert last(store, incident, again=True) is None
    undo(store, incident)
    assert last(store, incident, again=True) is not None


# --- whose command, and on what ----------------------------------------------------------------------


def test_only_the_operators_own_commands_are_taken_back(store: Store, incident: str) -> None:
    change(store, incident, know="Ana's")
    sign_in(store, "Ben")
    assert last(store, incident) is None
    with pytest.raises(UserError, match="nothing of yours to take back"):
        undo(store, incident)
    add_note(store, incident, "Ben's")
    sign_in(store, "Ana")
    assert undo(store, incident).what == "Know: Ana's"
    assert [row.withdrawn for row in timeline_of(store, incident) if row.kind == "note"] == [""]


def test_what_was_taken_back_is_told_in_one_line(store: Store, incident: str) -> None:
    add_note(store, incident, "Two\n\nlines")
    assert undo(store, incident).what == "Two lines"


def test_the_last_own_command_is_found_behind_many_of_others(store: Store, incident: str) -> None:
    change(store, incident, know="Ana's")
    sign_in(store, "Ben")
    with store.command():
        for number in range(230):
            add_note(store, incident, f"note {number}")
    sign_in(store, "Ana")
    assert undo(store, incident).what == "Know: Ana's"
    assert store.incidents.get(incident).know == ""


def test_nobody_takes_nothing_back(store: Store, incident: str) -> None:
    store.by = None
    assert last(store, incident) is None
    with pytest.raises(OperatorNeeded):
        undo(store, incident)


def test_a_command_over_many_is_taken_back_as_one(store: Store, incident: str) -> None:
    others = [declare(store, Declaration(f"Number {number}")).id for number in range(3)]
    with store.command():
        for each in others:
            labelled(store, each, "noise")
    change(store, incident, know="x")
    found = last(store, others[1])
    assert found is not None
    assert (set(found.incidents), found.what) == (set(others), "Label noise")
    assert undo(store, others[1]) == found
    assert [store.incidents.get(each).labels for each in others] == [()] * 3
    assert all(timeline_of(store, each)[-1].text == "Taken back: a label" for each in others)
    undo(store, others[2], again=True)
    assert [store.incidents.get(each).labels for each in others] == [("noise",)] * 3
    assert check_store(store).ok


def test_where_one_of_many_was_changed_since_none_is_taken_back(store: Store, incident: str) -> None:
    other = declare(store, Declaration("Other")).id
    with store.command():
        labelled(store, incident, "noise")
        labelled(store, other, "noise")
    sign_in(store, "Ben")
    labelled(store, other, "noise", there=False)
    sign_in(store, "Ana")
    count = store.journal.count()
    with pytest.raises(UserError, match=r"since then Ben recorded at .*: Label noise taken off"):
        undo(store, incident)
    assert store.journal.count() == count
    assert store.incidents.get(incident).labels == ("noise",)


def test_the_last_command_of_all(store: Store, incident: str) -> None:
    other = declare(store, Declaration("Other")).id
    add_note(store, incident, "One")
    found = recent(store)
    assert found is not None
    assert (found.what, found.incidents) == ("One", (incident,))
    assert undo_recent(store) == found
    after = recent(store)
    assert after is not None
    assert after.incidents == (other,)
    assert undo_recent(store, again=True).what == "One"


def test_a_link_is_taken_off_both_ends(store: Store, incident: str) -> None:
    other = declare(store, Declaration("Other")).id
    link(store, incident, other, "duplicate_of")
    assert undo(store, other).incidents == (incident, other)
    assert (store.incidents.get(incident).links, store.incidents.get(other).links) == ((), ())
    undo(store, incident, again=True)
    assert store.incidents.get(other).links == (Link("has_duplicate", incident),)
    assert check_store(store).ok


# --- what is not taken back --------------------------------------------------------------------------


def test_what_cannot_be_taken_back_says_what_to_do_instead(store: Store, incident: str, tmp_path) -> None:  # noqa: ANN001
    books = tmp_path / "books"
    books.mkdir()
    (books / "disk.md").write_text("# Disk\n\n## Mitigation\n\n1. Look\n")
    import_folder(store, books)
    acts: list[tuple[Act, str, str]] = [
        (nothing, "declaration", "Dismiss the incident"),
        (assessed, "assessment", "Assess it again"),
        (lambda s, i: start(s, i, s.runbooks.page()[0].id), "start of a runbook", "Finish its run"),
        (lambda s, i: offer(s, i, Person("Ben"), {}), "offered handover", "Withdraw the offer"),
        (
            lambda s, i: answer(s, s.handovers.of_incident(i)[0].id, "withdrawn"),
            "answered handover",
            "Offer the handover again",
        ),
        (
            lambda s, i: remove_words(s, add_note(s, i, "hunter2").entry, "a password"),
            "Removed words",
            "Write them anew",
        ),
    ]
    for act, what, hint in acts:
        act(store, incident)
        count = store.journal.count()
        with pytest.raises(UserError, match=what) as told:
            undo(store, incident)
        assert "Nothing was recorded" in told.value.what
        assert hint in told.value.hint
        assert store.journal.count() == count


def test_a_final_update_holds_again_where_reopening_is_taken_back(store: Store, incident: str) -> None:
    assess_incident(store, incident, Answers(Answer.HIGH, Answer.HIGH))
    move(store, incident, Phase.RESOLVED, reason="Deleted old logs")
    send(store, incident, Update("final", "all", "Over", Said(recovery="all", data_loss="none")))
    move(store, incident, Phase.TRIAGED, reason="It is back")
    again = store.incidents.get(incident)
    assert not again.final_update
    assert again.update_due is not None
    undo(store, incident)
    after = store.incidents.get(incident)
    assert (after.phase, after.final_update, after.update_by) == (Phase.RESOLVED, True, None)


def test_an_offer_that_was_answered_is_not_told_to_be_withdrawn(store: Store, incident: str) -> None:
    given = offer(store, incident, Person("Ben"), {})
    by = store.by
    sign_in(store, "Ben")
    answer(store, given.id, "accepted")
    store.by = by
    with pytest.raises(UserError, match="answered handover") as told:
        undo(store, incident)
    assert told.value.hint == "Offer the handover again."


@pytest.mark.parametrize(
    ("kind", "body", "what"),
    [
        ("update.sent", {"form": "can", "audience": "all", "text": "x"}, "status update that was sent"),
        ("update.snoozed", {"until": "2026-11-24T00:00:00Z", "reason": "x"}, "put off"),
        ("call.made", {"number": "1", "result": "reached"}, "call that was made"),
        (
            "evidence.added",
            {"name": "a", "size": 1, "sha256": "a" * 64, "media": "text/plain"},
            "Evidence",
        ),
        (
            "incident.clock_started",
            {"clock": "x", "title": "x", "from": "2026-11-24T00:00:00Z", "within": 1},
            "clock",
        ),
        ("incident.resource_asked", {"name": "x"}, "asked for"),
        ("incident.resource_moved", {"target": "a" * 64, "state": ["asked", "arrived"]}, "resource"),
        ("review.begun", {"title": "x"}, "in the review"),
        ("action.added", {"title": "x"}, "preventive action"),
        (
            "run.started",
            {"runbook": "", "title": "x", "text": {"blob": "a" * 64, "size": 1}, "steps": 0},
            "runbook",
        ),
        ("person.added", {"name": "x"}, "This"),
    ],
)
def test_every_other_kind_is_refused_in_its_words(
    store: Store, incident: str, kind: str, body: dict[str, object], what: str
) -> None:
    store.record(New(subject("incident", incident), kind, body))
    with pytest.raises(UserError, match=what) as told:
        undo(store, incident)
    assert "can't be taken back" in told.value.what
    assert told.value.hint


def test_looking_and_reporting_are_passed_over(store: Store, incident: str) -> None:
    add_note(store, incident, "One")
    made = {"format": "pdf", "sha256": "a" * 64, "heads": []}
    store.record(New(subject("incident", incident), "report.made", made))
    assert undo(store, incident).what == "One"


def built_upon(store: Store, incident: str, since: Act) -> str:
    """What is said where somebody else did something since."""
    sign_in(store, "Ben")
    since(store, incident)
    sign_in(store, "Ana")
    count, before = store.journal.count(), store.incidents.get(incident)
    with pytest.raises(UserError) as told:
        undo(store, incident)
    assert "Nothing was recorded" in told.value.hint
    assert (store.journal.count(), store.incidents.get(incident)) == (count, before)
    return told.value.what


def test_what_somebody_built_on_is_named(store: Store, incident: str) -> None:
    change(store, incident, know="Ana's")
    told = built_upon(store, incident, lambda s, i: change(s, i, know="Ben's"))
    assert "since then Ben recorded at" in told
    assert "Know: Ben's" in told
    assert store.incidents.get(incident).ref in told


@pytest.mark.parametrize(
    ("act", "since", "told"),
    [
        (contained, lambda s, i: move(s, i, Phase.RESOLVED), "Resolved"),
        (
            contained,
            lambda s, i: correct_time(s, i, "contained", s.now() - timedelta(minutes=1), "log"),
            "Time of contained",
        ),
        (note, lambda s, i: correct(s, i, first_note(s, i), text="Two"), "Two"),
        (corrected, lambda s, i: withdraw(s, i, first_note(s, i), "no"), "Two"),
        (task, lambda s, i: move_task(s, first_task(s, i), "acknowledged"), "Task acknowledged"),
        (task, lambda s, i: move(s, i, Phase.DISMISSED, reason="a test"), "Dismissed: a test"),
        (criterion, lambda s, i: move_criterion(s, i, first_criterion(s, i), "met"), "Exit criterion met"),
        (
            lambda s, i: assign(s, i, "commander", "Cleo"),
            lambda s, i: assign(s, i, "commander", "Dora"),
            "Dora",
        ),
    ],
)
def test_what_stands_on_it_keeps_it(store: Store, incident: str, act: Act, since: Act, told: str) -> None:
    act(store, incident)
    assert told in built_upon(store, incident, since)


def test_what_was_changed_and_changed_back_is_taken_back(store: Store, incident: str) -> None:
    change(store, incident, know="Ana's")
    sign_in(store, "Ben")
    change(store, incident, know="Ben's")
    change(store, incident, know="Ana's")
    sign_in(store, "Ana")
    undo(store, incident)
    assert (store.incidents.get(incident).know, store.incidents.get(incident).conflicts) == ("", ())


def test_what_others_said_elsewhere_stays(store: Store, incident: str) -> None:
    contained(store, incident)
    sign_in(store, "Ben")
    started = store.now() - timedelta(hours=9)
    correct_time(store, incident, "started", started, "by the log")
    change(store, incident, know="Ben's")
    assign(store, incident, "commander", "Ben")
    sign_in(store, "Ana")
    undo(store, incident)
    value = store.incidents.get(incident)
    assert (value.phase, value.know, value.times["started"]) == (Phase.DECLARED, "Ben's", started)
    assert "contained" not in value.times


def test_who_answered_since_has_answered(store: Store, incident: str) -> None:
    assign(store, incident, "commander", "Ana")
    then = store.incidents.get(incident).acknowledged
    sign_in(store, "Ben")
    contained(store, incident)
    sign_in(store, "Ana")
    undo(store, incident)
    value = store.incidents.get(incident)
    assert (value.commander, value.acknowledged) == (None, then)


def test_times_that_would_stand_in_an_impossible_order_stay(
    store: Store, incident: str, hands: Hands
) -> None:
    contained(store, incident)
    hands.at += timedelta(minutes=10)
    late = store.now()
    hands.at += timedelta(minutes=10)
    correct_time(store, incident, "contained", late, "by the log")
    undo_to = store.incidents.get(incident).times["contained"]
    correct_time(store, incident, "contained", late - timedelta(minutes=8), "by the other log")
    told = built_upon(
        store, incident, lambda s, i: move(s, i, Phase.RESOLVED, at=late - timedelta(minutes=2))
    )
    assert "Resolved" in told
    assert store.incidents.get(incident).times["contained"] < undo_to


def test_removed_words_do_not_come_back(store: Store, incident: str) -> None:
    change(store, incident, know="the password is hunter2")
    wrote = store.entries("incident", incident)[-1].hash
    change(store, incident, know="nothing")
    sign_in(store, "Ben")
    remove_words(store, wrote, "a pasted password")
    sign_in(store, "Ana")
    with pytest.raises(UserError, match="were removed") as told:
        undo(store, incident)
    assert "Write what should stand there" in told.value.hint
    assert store.incidents.get(incident).know == "nothing"


def test_what_tells_of_undoing_repeats_no_words(store: Store, incident: str) -> None:
    for act in (note, task, criterion):
        act(store, incident)
        undo(store, incident)
    change(store, incident, title="hunter2", know="hunter2", plan="hunter2", need="hunter2")
    undo(store, incident)
    told = [entry for entry in store.entries("incident", incident) if entry.kind == "incident.undone"]
    assert [entry.text("what") for entry in told] == [
        "a note",
        "a task",
        "an exit criterion",
        "the change of Title, Know, Plan, Need",
    ]


def test_a_long_text_is_told_shortened(store: Store, incident: str) -> None:
    add_note(store, incident, "word " * 60)
    found = last(store, incident)
    assert found is not None
    assert len(found.what) <= 80
    assert found.what.endswith("word…")


def test_a_command_that_changed_nothing_is_taken_back_without_an_entry_of_its_own(
    store: Store, incident: str
) -> None:
    labelled(store, incident, "noise")
    labelled(store, incident, "noise")
    undo(store, incident)
    assert store.incidents.get(incident).labels == ("noise",)
    assert store.entries("incident", incident)[-1].kind == "incident.undone"
