"""Phases, the order of times, what is due, and how an incident is folded."""

import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.classification import Level
from holdfast.domain.entry import Entry
from holdfast.domain.errors import UserError
from holdfast.domain.incident import (
    BACK,
    NEXT,
    ORDER,
    Due,
    Incident,
    Person,
    Targets,
    check_move,
    check_not_ahead,
    check_order,
    check_time,
)
from holdfast.domain.kinds import KINDS
from holdfast.domain.phase import OPEN, STEPS, Phase, phase_word
from holdfast.domain.value import REMOVED, Conflict
from tests.domain.making import INCIDENT, NOON, REVIEW, RUN, SHA, entry, fold, histories

D, T, C, R, X, F = Phase
MINUTE = timedelta(minutes=1)
DECLARED = {"title": "Disk full", "ref": {"code": "K7", "number": 3}, "assess_within": 900}


def at(minutes: int) -> datetime:
    return NOON + minutes * MINUTE


def moved(old: str, new: str, seq: int, **more: Any) -> Entry:
    occurred = more.pop("occurred", at(seq).isoformat())
    return entry("incident.moved", {"phase": [old, new], "occurred": occurred, **more}, seq)


def assessed(seq: int, severity: int = 2, was: int | None = None, **more: Any) -> Entry:
    old = [None] * 4 if was is None else ["high", "medium", was, was]
    new = ["high", "medium", severity, severity]
    names = ("impact", "urgency", "priority", "severity")
    body: dict[str, Any] = {name: [a, b] for name, a, b in zip(names, old, new, strict=True)}
    body |= {
        "scheme": {"blob": SHA[1], "size": 1},
        "targets": {"response": 600, "resolution": 14400, "review": 86400},
    }
    return entry("incident.assessed", body | more, seq)


def standing(phase: Phase, **fields: Any) -> Incident:
    """An incident of a phase, each step a minute after the one before."""
    steps = STEPS[: STEPS.index(phase) + 1] if phase in STEPS else (D, T)
    times = {step.value: at(place) for place, step in enumerate(steps)}
    times |= {} if phase in STEPS else {phase.value: at(2)}
    return Incident("i1", "INC-K7-3", phase=phase, times=times, priority=fields.pop("priority", 2), **fields)


# --- phases -----------------------------------------------------------------------------------


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("to", Phase)
def test_every_pair_of_phases_is_allowed_or_refused_by_the_table(phase: Phase, to: Phase) -> None:
    allowed = {
        D: {T, C, R, F}, T: {C, R, F}, C: {R, T}, R: {X, C, T}, X: {R, C, T}, F: {D, T},
    }  # fmt: skip
    assert NEXT[phase] == allowed[phase]
    incident = standing(phase)
    if to in allowed[phase]:
        check_move(incident, to, at(9), at(9), "a reason")
        return
    with pytest.raises(UserError, match="already" if to == phase else "cannot become") as refused:
        check_move(incident, to, at(9), at(9), "a reason")
    possible = refused.value.hint.removeprefix("Possible now: ").removesuffix(".").split(", ")
    assert {Phase(word) for word in possible} == allowed[phase]
    assert f"INC-K7-3 is {phase}" in refused.value.what


def test_going_back_and_dismissing_need_a_reason() -> None:
    assert {(X, R), (X, C), (X, T), (R, C), (R, T), (C, T), (F, D), (F, T)} == BACK
    for phase, to in [*BACK, (D, F), (T, F)]:
        for nothing in ("", " \n"):
            with pytest.raises(UserError, match=f"Moving INC-K7-3 to {to} needs a reason"):
                check_move(standing(phase), to, at(9), at(9), nothing)


def test_triaged_is_reached_by_assessing() -> None:
    for phase in (D, F, C):
        with pytest.raises(UserError, match="no impact and urgency"):
            check_move(standing(phase, priority=None), T, at(9), at(9), "a reason")


def test_every_phase_and_time_has_a_word() -> None:
    assert [phase_word(phase) for phase in Phase] == [phase.value for phase in Phase]
    assert [phase_word(name) for name in ORDER] == list(ORDER)
    assert phase_word("reopened") == "reopened"
    assert {D, T, C} == OPEN


# --- the order of times -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "to", "minutes", "said"),
    [
        (D, C, -1, "Contained 11:59 is before declared 12:00."),
        (T, C, 0, "Contained 12:00 is before triaged 12:01."),
        (C, R, 1, "Resolved 12:01 is before contained 12:02."),
        (R, X, 2, "Closed 12:02 is before resolved 12:03."),
        (T, F, 0, "Dismissed 12:00 is before triaged 12:01."),
        (R, C, 2, "Reopened 12:02 is before resolved 12:03."),
        (X, T, 3, "Reopened 12:03 is before closed 12:04."),
        (F, D, 1, "Reopened 12:01 is before dismissed 12:02."),
    ],
)
def test_an_impossible_order_names_both_times(phase: Phase, to: Phase, minutes: int, said: str) -> None:
    with pytest.raises(UserError) as refused:
        check_move(standing(phase), to, at(minutes), at(9), "a reason")
    assert refused.value.what == said
    check_move(standing(phase), to, at(minutes) + MINUTE, at(9), "a reason")


def test_times_of_different_days_are_told_with_their_dates_in_the_zone_of_the_typed_one() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 11, 22, 0, 30, tzinfo=berlin)
    with pytest.raises(UserError, match="Contained 2026-11-22 00:30 is before declared 2026-11-23 13:00"):
        check_move(standing(T), C, before, at(9))


def test_what_is_resolved_after_a_reopening_was_not_resolved_before_it() -> None:
    value = fold("incident", [
        entry("incident.declared", DECLARED, 1),
        moved("declared", "contained", 2),
        moved("contained", "resolved", 3),
        moved("resolved", "contained", 10, reason="it came back"),
    ])  # fmt: skip
    assert value.times["contained"] == at(2)
    with pytest.raises(UserError, match=r"Resolved 12:05 is before reopened 12:10"):
        check_move(value, R, at(5), at(20))
    check_move(value, R, at(10), at(20))


def test_a_time_that_has_not_come_is_refused_but_a_clock_may_be_two_minutes_fast() -> None:
    check_not_ahead(at(2), at(0))
    with pytest.raises(UserError, match=r"12:03 has not come yet; the clock here says 12:00"):
        check_not_ahead(at(3), at(0))
    with pytest.raises(UserError, match=r"2031-01-01 12:00 has not come yet"):
        check_move(standing(D), C, datetime(2031, 1, 1, 12, tzinfo=UTC), at(9))


def test_a_time_from_a_wrong_clock_binds_nobody() -> None:
    ahead = Incident("i1", "INC-K7-3", times={"declared": at(3_000_000)}, priority=2)
    check_move(ahead, C, at(0), at(0))
    check_move(ahead, F, at(0), at(0), "a reason")
    gone = Incident("i1", "INC-K7-3", phase=F, times={"dismissed": at(3_000_000)}, priority=2)
    check_move(gone, D, at(0), at(0), "a reason")


@given(st.dictionaries(st.sampled_from(ORDER), st.integers(0, 9)), st.sampled_from(ORDER), st.integers(0, 9))
def test_a_time_is_taken_exactly_when_the_order_holds(times: dict[str, int], name: str, minutes: int) -> None:
    others = {other: at(then) for other, then in times.items()}
    place = ORDER.index(name)
    fits = all(
        other == name
        or (other == "acknowledged" and place > ORDER.index(other))  # often only its recording is known
        or (then <= minutes if ORDER.index(other) < place else then >= minutes)
        for other, then in times.items()
    )
    if fits:
        check_order(others, name, at(minutes))
    else:
        with pytest.raises(UserError, match=r"^\w+ 12:0\d is (before|after) \w+ 12:0\d\."):
            check_order(others, name, at(minutes))


# --- due --------------------------------------------------------------------------------------

TARGETS = Targets(response=600, resolution=14400, review=86400)


@pytest.mark.parametrize(
    ("incident", "due"),
    [
        (standing(D), None),
        (standing(D, assess_by=at(15)), Due("assess", at(15))),
        (standing(D, targets=TARGETS), Due("respond", at(10))),
        (standing(D, targets=TARGETS, assess_by=at(5)), Due("assess", at(5))),
        (standing(T, targets=TARGETS, acknowledged=at(1)), Due("resolve", at(240))),
        (standing(C, targets=TARGETS, acknowledged=at(1)), Due("resolve", at(240))),
        (standing(R, targets=TARGETS), Due("review", at(3 + 1440))),
        (standing(R, targets=TARGETS, review="draft"), Due("review", at(3 + 1440))),
        (standing(R, targets=TARGETS, review="released"), None),
        (standing(R, targets=TARGETS, review="waived"), None),
        (standing(R, targets=Targets(1, 2)), None),
        (standing(X, targets=TARGETS), None),
        (standing(F, targets=TARGETS, assess_by=at(5)), None),
    ],
)
def test_what_is_due_next(incident: Incident, due: Due | None) -> None:
    assert incident.due() == due


# --- the fold ---------------------------------------------------------------------------------


@pytest.mark.parametrize("was", [None, "a" * 64])
def test_the_first_change_of_how_it_was_noticed_fits_whatever_it_names(was: str | None) -> None:
    """Older entries name nothing there, though something was said when it was declared."""
    change = entry("incident.changed", {"noticed": [was, "person"]}, 2)
    value = fold("incident", [entry("incident.declared", DECLARED | {"noticed": "alert"}, 1), change])
    assert (value.noticed, value.conflicts) == ("person", ())
    other = entry("incident.changed", {"noticed": [was, "monitoring"]}, 3)
    (conflict,) = fold("incident", [entry("incident.declared", DECLARED, 1), change, other]).conflicts
    assert (conflict.entry, conflict.member) == (other.hash, "noticed")


def test_an_incident_from_declared_to_closed_and_back() -> None:
    story = [
        entry(
            "incident.declared",
            DECLARED | {"service": "db", "noticed": "alert", "detected": at(-5).isoformat()},
            1,
        ),
        assessed(2, ask_again=900, unsure=["impact"]),
        moved("declared", "triaged", 3),
        entry("incident.assigned", {"role": "commander", "person": [None, "Ana"], "operator": "ana"}, 4),
        moved("triaged", "contained", 5),
        moved("contained", "resolved", 6),
        entry("review.begun", {"title": "x"}, 7, subject=REVIEW, about=(INCIDENT,)),
        entry(
            "review.moved",
            {"state": ["draft", "released"], "revision": 1},
            8,
            subject=REVIEW,
            about=(INCIDENT,),
        ),
        moved("resolved", "closed", 9),
    ]
    value: Incident = fold("incident", story)
    assert (value.ref, value.title, value.service, value.noticed) == ("INC-K7-3", "Disk full", "db", "alert")
    assert (value.phase, value.impact, value.severity, value.unsure) == (X, Level.HIGH, 2, ("impact",))
    assert {name: when for name, when in value.times.items() if name != "detected"} == {
        "declared": at(1), "triaged": at(3), "contained": at(5), "resolved": at(6), "closed": at(9),
    }  # fmt: skip
    assert value.commander == Person("Ana", "ana")
    assert value.acknowledged == at(2)
    assert (value.review, value.review_id) == ("released", "v1")
    assert (value.created, value.changed, value.conflicts) == (at(1), at(9), ())
    assert not value.is_open
    again = fold("incident", [*story, moved("closed", "triaged", 10, reason="not over")])
    assert again.times.keys() == {"detected", "declared", "triaged", "reopened"}
    assert (again.phase, again.review, again.due().what) == (T, "released", "assess")


def test_reopening_takes_a_waiver_back_but_not_a_draft() -> None:
    resolved = [entry("incident.declared", DECLARED, 1), moved("declared", "resolved", 2)]
    waived = entry("incident.review_waived", {"reason": "small"}, 4)
    begun = entry("review.begun", {"title": "x"}, 3, subject=REVIEW, about=(INCIDENT,))
    back = moved("resolved", "contained", 5, reason="no")
    assert fold("incident", [*resolved, waived]).review == "waived"
    assert fold("incident", [*resolved, waived, back]).review == ""
    assert fold("incident", [*resolved, begun, waived, back]).review == "draft"
    assert fold("incident", [*resolved, waived, moved("resolved", "closed", 5)]).review == "waived"


def test_dismissing_and_taking_it_back() -> None:
    story = [entry("incident.declared", DECLARED, 1), moved("declared", "dismissed", 2, reason="a test")]
    value = fold("incident", story)
    assert (value.phase, value.is_open, value.due()) == (F, False, None)
    again = fold("incident", [*story, moved("dismissed", "declared", 3, reason="no test")])
    assert (again.phase, again.times) == (D, {"declared": at(1), "reopened": at(3)})


def test_a_role_is_given_passed_on_and_taken_back() -> None:
    first = entry("incident.assigned", {"role": "scribe", "person": [None, "Ben"]}, 2)
    second = entry("incident.assigned", {"role": "scribe", "person": [first.hash, None]}, 3)
    story = [entry("incident.declared", DECLARED, 1), first]
    value = fold("incident", story)
    assert (value.roles, value.acknowledged, value.commander) == ({"scribe": Person("Ben")}, None, None)
    assert fold("incident", [*story, second]).roles == {}


def test_a_change_that_met_another_value_is_a_conflict_in_sight() -> None:
    declared = entry("incident.declared", DECLARED, 1)
    mine = entry("incident.changed", {"title": [declared.hash, "Disk is full"]}, 2)
    theirs = entry("incident.changed", {"title": [declared.hash, "Log is full"]}, 3, station="bb" * 16)
    value = fold("incident", [declared, mine, theirs])
    assert value.title == "Log is full"
    assert value.conflicts == (Conflict(theirs.hash, "title", mine.hash, declared.hash),)


@pytest.mark.parametrize(
    ("late", "member", "found", "expected"),
    [
        (moved("triaged", "dismissed", 5, reason="x"), "phase", "resolved", "triaged"),
        (assessed(5, was=4), "severity", "2", "4"),
        (
            entry("incident.assigned", {"role": "commander", "person": [SHA[3], "Ben"]}, 5),
            "person",
            "",
            SHA[3],
        ),
        (
            entry("incident.changed", {"started": ["2026-11-23T12:00:00Z", None]}, 5),
            "started",
            "",
            "2026-11-23T12:00:00Z",
        ),
        (entry("incident.declared", DECLARED | {"title": "Twice"}, 5), "title", "Disk full", "Twice"),
        (
            entry("review.begun", {"title": "x"}, 5, subject="review/v2", about=(INCIDENT,)),
            "review",
            "v1",
            "",
        ),
    ],
)
def test_every_contradiction_is_kept_and_none_raises(
    late: Entry, member: str, found: str, expected: str
) -> None:
    story = [
        entry("incident.declared", DECLARED, 1),
        assessed(2),
        moved("declared", "resolved", 3),
        entry("review.begun", {"title": "x"}, 4, subject=REVIEW, about=(INCIDENT,)),
    ]
    assert fold("incident", story).conflicts == ()
    kept = [one for one in fold("incident", [*story, late]).conflicts if one.member == member]
    assert kept == [Conflict(late.hash, member, found, expected)]


def test_a_corrected_time_keeps_the_order_and_its_side_of_a_reopening() -> None:
    value = standing(R)
    check_time(value, "contained", at(2), at(9))
    with pytest.raises(UserError, match="after resolved"):
        check_time(value, "contained", at(4), at(9))
    with pytest.raises(UserError, match="has not come yet"):
        check_time(value, "resolved", at(30), at(9))
    again = replace(value, times={"declared": at(0), "triaged": at(1), "reopened": at(5), "resolved": at(7)})
    check_time(again, "resolved", at(6), at(9))
    check_time(again, "contained", at(3), at(9))  # it has no time yet, so it is on no side
    with pytest.raises(UserError, match="before reopened"):
        check_time(again, "resolved", at(4), at(9))
    with pytest.raises(UserError, match="after reopened"):
        check_time(again, "triaged", at(6), at(9))


def test_a_second_declaration_takes_nothing_away() -> None:
    story = [entry("incident.declared", DECLARED, 1), assessed(2), moved("declared", "contained", 3)]
    before = fold("incident", story)
    after = fold(
        "incident", [*story, entry("incident.declared", DECLARED | {"ref": {"code": "A2", "number": 1}}, 4)]
    )
    assert (after.ref, after.times, after.phase) == (before.ref, before.times, before.phase)
    assert len(after.conflicts) == 1


def test_removed_words_are_shown_as_removed_and_make_no_conflict() -> None:
    declared = entry(
        "incident.declared",
        DECLARED | {"service": "db"},
        1,
        absent={"title": "removed", "service": "removed"},
    )
    changed = entry("incident.changed", {"know": [None, "x"]}, 2, absent={"know": "removed"})
    again = entry("incident.changed", {"title": [declared.hash, "New"], "know": [changed.hash, "y"]}, 3)
    value = fold("incident", [declared, changed])
    assert (value.title, value.service, value.know, value.ref) == (REMOVED, REMOVED, REMOVED, "INC-K7-3")
    after = fold("incident", [declared, changed, again])
    assert (after.title, after.know, after.conflicts) == ("New", "y", ())


def test_times_can_be_said_later_and_taken_back() -> None:
    said = entry("incident.changed", {"started": [None, "2026-11-23T12:30:00+01:00"]}, 2)
    story = [entry("incident.declared", DECLARED, 1), said]
    assert fold("incident", story).times["started"] == datetime(2026, 11, 23, 11, 30, tzinfo=UTC)
    back = entry("incident.changed", {"started": ["2026-11-23T11:30:00+00:00", None]}, 3)
    value = fold("incident", [*story, back])
    assert ("started" in value.times, value.conflicts) == (False, ())


def test_nothing_is_an_incident_before_it_is_declared() -> None:
    for kind in KINDS:
        if kind != "incident.declared":
            assert fold("incident", [entry(kind, {}, 1)]) is None


def test_everything_in_a_drill_is_one() -> None:
    assert fold("incident", [entry("incident.declared", DECLARED, 1, about=("drill/d1",))]).drill
    assert not fold("incident", [entry("incident.declared", DECLARED, 1)]).drill


def test_another_incidents_review_moves_nothing_here() -> None:
    story = [
        entry("incident.declared", DECLARED, 1),
        entry("review.begun", {"title": "x"}, 2, subject=REVIEW, about=(INCIDENT,)),
        entry(
            "review.moved",
            {"state": ["draft", "released"], "revision": 1},
            3,
            subject="review/other",
            about=(INCIDENT,),
        ),
    ]
    assert fold("incident", story).review == "draft"


def test_runs_are_counted_up() -> None:
    body = {"runbook": "b1", "title": "x", "text": {"blob": SHA[0], "size": 1}, "steps": 2}
    started = entry("run.started", body, 2, subject=RUN, about=(INCIDENT,))
    assert fold("incident", [entry("incident.declared", DECLARED, 1), started]).runs == ("r1",)


@given(histories("incident.declared", sorted(KINDS), INCIDENT))
def test_any_history_folds_the_same_twice_and_never_raises(history: list[Entry]) -> None:
    before = copy.deepcopy(history)
    value = fold("incident", history)
    assert fold("incident", history) == value
    assert history == before
    due = value.due() if value else None
    assert due is None or due.what in ("assess", "respond", "resolve", "review", "update", "report")
