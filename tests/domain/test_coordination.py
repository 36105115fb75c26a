"""What an incident's header keeps of coordination: labels, links, criteria, clocks, tasks, updates."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from holdfast.domain.coordination import BACKWARDS, Cadence, Criterion, Link, Offer, ReportClock
from holdfast.domain.entry import By, Entry
from holdfast.domain.incident import Due, Incident, Person
from holdfast.domain.phase import Phase
from holdfast.domain.value import REMOVED, Conflict
from tests.domain.making import INCIDENT, NOON, REVIEW, SHA, entry, fold

BEGUN = entry(
    "incident.declared",
    {"title": "Disk full", "ref": {"code": "K7", "number": 3}},
    1,
)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def after(*entries: Entry) -> Incident:
    value: Incident = fold("incident", [BEGUN, *entries])
    return value


def assessed(seq: int, **more: Any) -> Entry:
    body: dict[str, Any] = {
        "impact": [None, "high"],
        "urgency": [None, "high"],
        "priority": [None, 1],
        "severity": [None, 1],
        "scheme": {"blob": SHA[1], "size": 1},
    }
    return entry("incident.assessed", body | more, seq, kv=2)


def moved(old: str, new: str, seq: int, **more: Any) -> Entry:
    return entry("incident.moved", {"phase": [old, new], "occurred": at(seq).isoformat(), **more}, seq)


# --- labels and links -----------------------------------------------------------------------------


def labelled(label: str, old: bool, new: bool, seq: int, **more: Any) -> Entry:
    return entry("incident.labelled", {"label": label, "present": [old, new]}, seq, **more)


def test_labels_are_kept_sorted_and_once() -> None:
    value = after(labelled("noise", False, True, 2), labelled("db", False, True, 3))
    assert (value.labels, value.conflicts) == (("db", "noise"), ())
    off = after(labelled("noise", False, True, 2), labelled("noise", True, False, 3))
    assert (off.labels, off.conflicts) == ((), ())


def test_two_who_labelled_it_the_same_agree() -> None:
    again = labelled("noise", False, True, 3, station="bb" * 16)
    value = after(labelled("noise", False, True, 2), again)
    assert (value.labels, value.conflicts) == (("noise",), ())
    assert after(labelled("noise", True, False, 2)).conflicts == ()


def test_a_label_that_was_removed_for_cause_is_none() -> None:
    gone = labelled("a name", False, True, 2, absent={"label": "removed"})
    assert after(gone, labelled("db", False, True, 3)).labels == ("db",)


def linked(relation: str, old: bool, new: bool, seq: int, *, there: bool = False) -> Entry:
    here, other = (INCIDENT, "i2") if not there else ("incident/i2", "i1")
    body = {"relation": relation, "other": other, "present": [old, new]}
    return entry("incident.linked", body, seq, subject=here, about=(f"incident/{other}",))


@pytest.mark.parametrize("relation", sorted(BACKWARDS))
def test_a_link_is_seen_from_both_ends(relation: str) -> None:
    assert after(linked(relation, False, True, 2)).links == (Link(relation, "i2"),)
    assert after(linked(relation, False, True, 2, there=True)).links == (Link(BACKWARDS[relation], "i2"),)
    for there in (False, True):
        pair = (linked(relation, False, True, 2, there=there), linked(relation, True, False, 3, there=there))
        assert (after(*pair).links, after(*pair).conflicts) == ((), ())


def test_a_link_that_is_made_twice_stands_once_and_contradicts_at_its_own_end() -> None:
    again = linked("caused_by", False, True, 3)
    value = after(linked("caused_by", False, True, 2), again)
    assert value.links == (Link("caused_by", "i2"),)
    assert value.conflicts == (Conflict(again.hash, "present", "True", "False"),)
    twice = [linked("caused_by", False, True, seq, there=True) for seq in (2, 3)]
    assert (after(*twice).links, after(*twice).conflicts) == ((Link("cause_of", "i2"),), ())


# --- exit criteria and clocks ----------------------------------------------------------------------


def test_a_criterion_is_met_or_dropped() -> None:
    added = entry("incident.criterion_added", {"text": "load below 2"}, 2)
    met = entry("incident.criterion_moved", {"criterion": added.hash, "state": ["open", "met"]}, 3)
    assert after(added).criteria == (Criterion(added.hash, "load below 2"),)
    value = after(added, met)
    assert (value.criteria[0].state, value.conflicts) == ("met", ())
    late = entry("incident.criterion_moved", {"criterion": added.hash, "state": ["open", "dropped"]}, 4)
    both = after(added, met, late)
    assert both.criteria[0].state == "dropped"
    assert both.conflicts == (Conflict(late.hash, "state", "met", "open"),)
    other = entry("incident.criterion_added", {"text": "backup runs"}, 5)
    assert [one.state for one in after(added, other, met).criteria] == ["met", "open"]
    stray = entry("incident.criterion_moved", {"criterion": SHA[5], "state": ["open", "met"]}, 5)
    assert after(added, stray).criteria == after(added).criteria


def started(clock: str, seq: int, within: int = 86400, **more: Any) -> Entry:
    body = {"clock": clock, "title": "Early warning", "from": at(1).isoformat(), "within": within}
    return entry("incident.clock_started", body | more, seq)


def test_a_reporting_clock_runs_until_it_is_met_also_after_the_incident_ended() -> None:
    value = after(started("nis2", 2), moved("declared", "resolved", 3))
    assert value.clocks == (ReportClock("nis2", "Early warning", at(1), 86400),)
    assert value.due() == Due("report", at(1) + timedelta(days=1), "Early warning")
    met = entry("incident.clock_stopped", {"clock": "nis2", "state": ["running", "met"]}, 4)
    done = after(started("nis2", 2), started("gdpr", 3), met)
    assert {clock.key: clock.state for clock in done.clocks} == {"nis2": "met", "gdpr": "running"}
    assert (done.due(), done.conflicts) == (Due("report", at(1) + timedelta(days=1), "Early warning"), ())
    again = entry("incident.clock_stopped", {"clock": "nis2", "state": ["running", "not_needed"]}, 5)
    assert after(started("nis2", 2), met, again).conflicts == (
        Conflict(again.hash, "state", "met", "running"),
    )
    stray = entry("incident.clock_stopped", {"clock": "none", "state": ["running", "met"]}, 5)
    assert after(started("nis2", 2), stray).clocks == after(started("nis2", 2)).clocks


def test_a_clock_that_is_started_again_takes_the_place_of_the_first() -> None:
    value = after(started("nis2", 2), started("nis2", 3, within=60))
    assert [clock.within for clock in value.clocks] == [60]
    bare = entry("incident.clock_started", {"clock": "x"}, 4, absent={"from": "withheld"})
    assert after(bare).clocks == (ReportClock("x", "", at(4), 0),)


def clock_moved(clock: str, old: datetime, new: datetime, seq: int) -> Entry:
    pair = [old.isoformat(), new.isoformat()]
    body = {"clock": clock, "counts_from": "detected", "from": pair, "within": 86400}
    return entry("incident.clock_moved", body, seq)


def test_a_clock_is_moved_to_when_it_counts_from() -> None:
    first = started("nis2", 2)
    value = after(first, clock_moved("nis2", at(1), at(-60), 3))
    (clock,) = value.clocks
    assert (clock.begins, clock.due, clock.counts_from, value.conflicts) == (
        at(-60), at(-60) + timedelta(days=1), "detected", ()
    )  # fmt: skip
    late = clock_moved("nis2", at(1), at(-30), 4)
    both = after(first, clock_moved("nis2", at(1), at(-60), 3), late)
    assert both.clocks[0].begins == at(-30)
    assert both.conflicts == (Conflict(late.hash, "from", str(at(-60)), at(1).isoformat()),)
    assert after(first, clock_moved("none", at(1), at(2), 3)).clocks == after(first).clocks


def dated(seq: int, state: tuple[str, str], begins: Any = None, due: Any = None, was: Any = None) -> Entry:
    body: dict[str, Any] = {
        "clock": "final",
        "title": "Final report",
        "state": list(state),
        "from": [None, begins and begins.isoformat()],
        "due": [was and was.isoformat(), due and due.isoformat()],
        "months": 1,
        "counts_from": "met:nis2",
        "after": "Early warning",
    }
    return entry("incident.clock_dated", body, seq)


def test_a_dated_clock_waits_runs_and_goes() -> None:
    waits = dated(2, ("offered", "waiting"))
    waiting = ReportClock("final", "Final report", None, 0, "waiting", "met:nis2", 1, after="Early warning")
    value = after(waits)
    assert (value.clocks, value.dues(), value.conflicts) == ((waiting,), (), ())
    assert (waiting.due, waiting.follows, ReportClock("x", "x", at(1), 60).follows) == (None, "nis2", "")
    runs = dated(3, ("waiting", "running"), at(1), at(9))
    value = after(waits, runs)
    assert (value.clocks[0].begins, value.dues()) == (at(1), (Due("report", at(9), "Final report"),))
    back = dated(4, ("running", "offered"), was=at(9))
    assert (after(waits, runs, back).clocks, after(waits, runs, back).conflicts) == ((), ())
    assert after(back).clocks == ()  # a stray one makes none


def test_two_datings_that_did_not_know_of_each_other_are_kept_in_sight() -> None:
    waits, runs = dated(2, ("offered", "waiting")), dated(3, ("waiting", "running"), at(1), at(9))
    late = dated(4, ("waiting", "running"), at(2), at(10))
    value = after(waits, runs, late)
    assert value.clocks[0].due == at(10)
    assert value.conflicts == (
        Conflict(late.hash, "state", "running", "waiting"),
        Conflict(late.hash, "due", str(at(9)), ""),
    )


def test_a_dated_clock_whose_words_or_times_were_removed_is_still_one() -> None:
    waits = entry("incident.clock_dated", {"clock": "final", "state": ["offered", "waiting"]}, 2,
                  absent={"title": "removed", "due": "removed", "from": "removed"})  # fmt: skip
    assert after(waits).clocks == (ReportClock("final", REMOVED, None, 0, "waiting"),)
    runs = entry("incident.clock_dated", {"clock": "final", "months": 1, "state": ["offered", "running"],
                 "from": [None, at(1).isoformat()]}, 2, absent={"due": "withheld"})  # fmt: skip
    (clock,) = after(runs).clocks
    assert (clock.begins, clock.due, after(runs).dues()) == (at(1), None, ())


def test_when_a_report_was_made_is_kept_as_long_as_it_is_made() -> None:
    met = {"clock": "nis2", "state": ["running", "met"], "met": [None, at(5).isoformat()]}
    made = entry("incident.clock_stopped", met, 3)
    assert after(started("nis2", 2), made).clocks[0].met == at(5)
    old = entry("incident.clock_stopped", {"clock": "nis2", "state": ["met", "running"]}, 4)
    assert after(started("nis2", 2), made, old).clocks[0].met is None


def test_a_sources_clock_is_noted_by_its_name() -> None:
    ahead = entry("incident.source_set", {"origin": "fw1", "ahead": [None, 90]}, 2)
    behind = entry("incident.source_set", {"origin": "fw1", "ahead": [90, -30]}, 3)
    gone = entry("incident.source_set", {"origin": "fw1", "ahead": [-30, None]}, 4)
    assert after(ahead).ahead == {"fw1": 90}
    assert (after(ahead, behind).ahead, after(ahead, behind).conflicts) == ({"fw1": -30}, ())
    assert (after(ahead, behind, gone).ahead, after(ahead, behind, gone).conflicts) == ({}, ())
    assert [one.member for one in after(ahead, gone).conflicts] == ["ahead"]
    removed = entry(
        "incident.source_set", {"origin": "fw1", "ahead": [None, 90]}, 2, absent={"origin": "removed"}
    )
    assert (after(removed).ahead, after(removed, behind).ahead) == ({}, {"fw1": -30})
    assert after(removed, behind).conflicts == ()


# --- times, and a move that is taken back ----------------------------------------------------------


def corrected(name: str, old: datetime | None, new: datetime | None, seq: int) -> Entry:
    pair = [one.isoformat() if one else None for one in (old, new)]
    return entry("incident.time_corrected", {"time": name, "at": pair}, seq)


def test_a_phases_time_is_corrected_and_put_back() -> None:
    move, right = moved("declared", "contained", 5), corrected("contained", at(5), at(4), 6)
    value = after(move, right)
    assert (value.times["contained"], value.conflicts) == (at(4), ())
    back = after(move, right, corrected("contained", at(4), at(5), 7))
    assert back.times == after(move).times
    said = after(corrected("started", None, at(-5), 2))
    assert (said.times["started"], said.conflicts) == (at(-5), ())
    off = after(corrected("started", None, at(-5), 2), corrected("started", at(-5), None, 3))
    assert ("started" in off.times, off.conflicts) == (False, ())


def test_a_correction_of_another_time_than_the_one_that_stands_is_in_sight() -> None:
    wrong = corrected("declared", at(0), at(-2), 2)
    assert after(wrong).times["declared"] == at(-2)
    assert after(wrong).conflicts == (Conflict(wrong.hash, "declared", str(at(1)), at(0).isoformat()),)


def undone(old: str, new: str, seq: int, **more: Any) -> Entry:
    body = {"phase": [old, new], "times": {"declared": at(1).isoformat()}, **more}
    return entry("incident.move_undone", body, seq)


def test_a_move_that_is_taken_back_leaves_what_was() -> None:
    move = moved("declared", "dismissed", 3, close_reason="false_alarm", reason="a test")
    assert after(move).close_reason == "false_alarm"
    back = undone(
        "dismissed", "declared", 4, acknowledged=[at(3).isoformat(), None], close_reason=["false_alarm", ""]
    )
    value, before = after(move, back), after()
    assert (value.phase, value.times, value.acknowledged, value.close_reason) == (
        Phase.DECLARED,
        before.times,
        None,
        "",
    )
    assert value.conflicts == ()


def test_taking_a_move_back_restores_a_waived_review() -> None:
    resolved = moved("declared", "resolved", 2)
    waived = entry("incident.review_waived", {"reason": "small"}, 3)
    reopened = moved("resolved", "contained", 4, reason="no")
    back = undone("contained", "resolved", 5, review=["", "waived"], acknowledged=[None, at(2).isoformat()])
    value = after(resolved, waived, reopened, back)
    assert (value.review, value.acknowledged, value.phase) == ("waived", at(2), Phase.RESOLVED)
    bare = after(resolved, waived, undone("resolved", "declared", 5))
    assert (bare.review, bare.acknowledged, bare.close_reason) == ("waived", at(2), "")
    odd = undone("closed", "resolved", 6)
    assert after(resolved, odd).conflicts == (Conflict(odd.hash, "phase", "resolved", "closed"),)


def test_that_something_was_taken_back_changes_nothing_by_itself() -> None:
    told = entry("incident.undone", {"undone": "c", "what": "a label"}, 2)
    assert after(told) == after(entry("note.added", {"type": "note", "text": "x"}, 2))


# --- status updates ---------------------------------------------------------------------------------

CADENCE = {"first": 600, "every": 1800}


def sent(seq: int, form: str = "can", **more: Any) -> Entry:
    return entry("update.sent", {"form": form, "audience": "all", "text": "x", **more}, seq)


def test_the_first_update_is_due_after_the_assessment_and_the_next_after_the_last() -> None:
    value = after(assessed(2, cadence=CADENCE))
    assert (value.cadence, value.update_by) == (Cadence(600, 1800), at(12))
    assert value.due() == Due("update", at(12))
    told = after(assessed(2, cadence=CADENCE), sent(5))
    assert (told.updated, told.update_by) == (at(5), at(35))
    asked = after(assessed(2, cadence=CADENCE), sent(5, next_within=60))
    assert asked.update_by == at(6)
    assert after(sent(5)).update_by is None
    earlier = after(assessed(2, cadence=CADENCE), sent(9, occurred=at(7).isoformat()))
    assert (earlier.updated, earlier.update_by) == (at(7), at(37))


def test_another_assessment_brings_another_cadence() -> None:
    again = assessed(8, cadence={"first": 60, "every": 300}, impact=["high", "high"])
    assert after(assessed(2, cadence=CADENCE), sent(5), again).update_by == at(10)
    late = assessed(50, cadence={"first": 60, "every": 300})
    assert after(assessed(2, cadence=CADENCE), sent(5), late).update_by == at(35), "it stays overdue"
    milder = assessed(8, cadence={"first": 7200, "every": 14400}, impact=["high", "low"])
    assert after(assessed(2, cadence=CADENCE), milder).update_by == at(128), "nobody was told of another time"
    without = after(assessed(2, cadence=CADENCE), assessed(8))
    assert (without.cadence, without.update_by) == (None, None)


def test_another_assessment_takes_no_promise_back() -> None:
    first, told = assessed(2, cadence=CADENCE), sent(5, next_within=600)
    milder = assessed(8, cadence={"first": 7200, "every": 14400}, impact=["high", "low"])
    assert after(first, told, milder).update_by == at(15)
    assert after(first, told, assessed(8)).update_by == at(15)
    assert after(
        first, sent(5, next_within=7200), assessed(8, cadence={"first": 60, "every": 300})
    ).update_by == at(10)


def test_an_assessment_with_the_same_cadence_moves_nothing() -> None:
    again = assessed(8, cadence=CADENCE)
    assert after(assessed(2, cadence=CADENCE), again).update_by == at(12)
    off = entry("update.snoozed", {"until": at(55).isoformat(), "reason": "x"}, 6)
    assert after(assessed(2, cadence=CADENCE), sent(5), off, again).update_by == at(55)
    assert after(assessed(2, cadence=CADENCE), sent(5, next_within=7200), again).update_by == at(125)


def test_after_the_final_update_none_is_due() -> None:
    value = after(assessed(2, cadence=CADENCE), sent(5, form="final"))
    assert (value.final_update, value.update_by) == (True, None)
    assert (
        after(assessed(2, cadence=CADENCE), sent(5, form="final"), assessed(6, cadence=CADENCE)).update_by
        is None
    )
    assert after(sent(5, form="final"), sent(6)).final_update


def test_an_update_that_is_recorded_late_moves_no_promise() -> None:
    newest, late = sent(9), sent(12, occurred=at(4).isoformat())
    value = after(assessed(2, cadence=CADENCE), newest, late)
    assert (value.updated, value.update_by) == (at(9), at(39))
    final = after(assessed(2, cadence=CADENCE), newest, sent(12, "final", occurred=at(4).isoformat()))
    assert (final.updated, final.update_by, final.final_update) == (at(9), None, True)


def test_what_is_reopened_after_the_final_update_is_told_of_again() -> None:
    story = [
        assessed(2, cadence=CADENCE),
        moved("triaged", "resolved", 3),
        sent(4, "final"),
    ]
    back = moved("resolved", "contained", 50, reason="it came back")
    value = after(*story, back)
    assert (value.final_update, value.update_by) == (False, at(50))
    undo = undone(
        "contained", "resolved", 51, update_by=[at(50).isoformat(), None], final_update=[False, True]
    )
    again = after(*story, back, undo)
    assert (again.final_update, again.update_by, again.conflicts) == (True, None, after(*story).conflicts)


def test_an_update_can_be_put_off_and_is_due_only_while_it_is_open() -> None:
    off = entry("update.snoozed", {"until": at(90).isoformat(), "reason": "asleep"}, 3)
    value = after(assessed(2, cadence=CADENCE), off)
    assert (value.update_by, value.due()) == (at(90), Due("update", at(90)))
    gone = entry(
        "update.snoozed", {"until": at(90).isoformat(), "reason": "x"}, 3, absent={"until": "withheld"}
    )
    assert after(assessed(2, cadence=CADENCE), gone).update_by == at(12)
    ended = after(assessed(2, cadence=CADENCE), moved("triaged", "resolved", 4))
    assert ended.update_by == at(12)
    assert ended.due() is None


# --- tasks and handovers ----------------------------------------------------------------------------


def task(kind: str, body: dict[str, Any], seq: int, ident: str = "t1") -> Entry:
    return entry(f"task.{kind}", body, seq, subject=f"task/{ident}", about=(INCIDENT,))


def test_the_open_tasks_are_counted_by_their_ids() -> None:
    first, second = task("added", {"title": "x"}, 2), task("added", {"title": "y"}, 3, "t2")
    assert after(first, second).open_tasks == ("t1", "t2")
    seen = task("moved", {"state": ["open", "acknowledged"]}, 4)
    assert set(after(first, second, seen).open_tasks) == {"t1", "t2"}
    done = task("moved", {"state": ["acknowledged", "done"]}, 5)
    assert after(first, second, seen, done).open_tasks == ("t2",)
    again = task("moved", {"state": ["done", "open"]}, 6)
    assert set(after(first, second, done, again).open_tasks) == {"t1", "t2"}


def offered(seq: int, *, command: bool, ident: str = "h1", operator: str = "ben") -> Entry:
    body = {"to": "Ben", "command": command, "operator": operator}
    return entry("handover.offered", body, seq, subject=f"handover/{ident}", about=(INCIDENT,))


def answered(state: str, seq: int, ident: str = "h1", by: By | None = None) -> Entry:
    body = {"state": ["offered", state]}
    return entry("handover.answered", body, seq, subject=f"handover/{ident}", about=(INCIDENT,), by=by)


def test_an_offer_waits_for_its_answer() -> None:
    assert after(offered(2, command=True)).offer == Offer("h1", "Ben", "ben", True, at(2))
    for state in ("declined", "withdrawn"):
        value = after(offered(2, command=True), answered(state, 3))
        assert (value.offer, value.commander) == (None, None)
    assert after(offered(2, command=True), answered("accepted", 3, "h9")).offer is not None
    assert after(answered("accepted", 3)).commander is None


def test_command_goes_over_with_the_countersign_and_no_earlier() -> None:
    ana = entry("incident.assigned", {"role": "commander", "person": [None, "Ana"], "operator": "ana"}, 2)
    waiting = after(ana, offered(3, command=True))
    assert waiting.commander == Person("Ana", "ana")
    signed = answered("accepted", 4)
    value = after(ana, offered(3, command=True), signed)
    assert (value.commander, value.offer, value.acknowledged) == (Person("Ben", "ben"), None, at(2))
    assert value.wrote["role:commander"] == signed.hash
    alone = after(offered(3, command=True, operator=""), answered("accepted", 4, by=By("cleo")))
    assert (alone.commander, alone.acknowledged) == (Person("Ben", "cleo"), at(4))
    system = after(offered(3, command=True, operator=""), answered("accepted", 4))
    assert system.commander == Person("Ben", "")


def test_whoever_is_taken_off_again_has_not_answered_for_it() -> None:
    ana = entry("incident.assigned", {"role": "commander", "person": [None, "Ana"]}, 2)
    body = {"role": "commander", "person": [ana.hash, None], "acknowledged": [at(2).isoformat(), None]}
    off = entry("incident.assigned", body, 3, kv=2)
    assert (after(ana, off).roles, after(ana, off).acknowledged) == ({}, None)
    kept = entry("incident.assigned", body | {"acknowledged": [None, at(1).isoformat()]}, 3, kv=2)
    assert after(ana, kept).acknowledged == at(1)


def test_a_handover_without_command_leaves_the_commander() -> None:
    value = after(offered(2, command=False), answered("accepted", 3))
    assert (value.offer, value.commander) == (None, None)


# --- what was removed stays removed -----------------------------------------------------------------


def test_removed_words_are_shown_as_removed() -> None:
    value = after(
        entry("incident.criterion_added", {"text": "x"}, 2, absent={"text": "removed"}),
        entry("handover.offered", {"to": "x"}, 3, subject="handover/h1", absent={"to": "removed"}),
    )
    assert value.criteria[0].text == REMOVED
    assert value.offer is not None
    assert (value.offer.to, value.offer.command) == (REMOVED, False)


def test_what_another_incident_records_of_its_own_review_is_not_of_this_one() -> None:
    assert (
        after(
            entry("review.moved", {"state": ["draft", "released"], "revision": 1}, 2, subject=REVIEW)
        ).review
        == ""
    )
