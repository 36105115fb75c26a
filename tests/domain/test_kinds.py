"""Every kind's body has a shape that is checked, down to times that a calendar has."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import holdfast
from holdfast.domain.body_check import check_body, is_understood
from holdfast.domain.errors import UserError
from holdfast.domain.kinds import KINDS
from tests.domain.making import SHA, bodies, entry

few = settings(max_examples=12, deadline=None)
kinds = pytest.mark.parametrize("kind", sorted(KINDS))
NOTE = {"type": "note", "text": "x"}


def test_every_kind_that_is_recorded_or_folded_is_declared_and_no_other() -> None:
    """A word of the form `subject.happened` is a kind of the table, and each of those is used."""
    files = [file for file in Path(holdfast.__file__).parent.rglob("*.py") if file.name != "kinds.py"]
    subjects = "|".join(sorted({kind.partition(".")[0] for kind in KINDS}))
    said = re.compile(
        rf'"((?:{subjects})\.(?:[a-z_]+ed|[a-z_]*undone|[a-z]+_set|began|begun|gone|done|made|written|withdrawn|sent|held))"'
    )
    assert {kind for file in files for kind in said.findall(file.read_text(encoding="utf-8"))} == set(KINDS)


@kinds
@few
@given(data=st.data())
def test_what_a_kind_allows_is_taken(kind: str, data: st.DataObject) -> None:
    check_body(kind, data.draw(bodies(kind)))


@kinds
@few
@given(data=st.data())
def test_a_member_too_few_or_too_many_is_refused(kind: str, data: st.DataObject) -> None:
    body = data.draw(bodies(kind))
    with pytest.raises(UserError, match="wrong members: rumour"):
        check_body(kind, {**body, "rumour": "x"})
    for name in KINDS[kind].required:
        without = {other: value for other, value in body.items() if other != name}
        with pytest.raises(UserError, match=f"wrong members: {name}"):
            check_body(kind, without)
        check_body(kind, without, {name: "removed"})


@kinds
@few
@given(data=st.data(), wrong=st.sampled_from([1.5, {"x": 1}, [1, 2, 3], b"x", True, -(2**60)]))
def test_a_member_of_another_shape_is_refused(kind: str, data: st.DataObject, wrong: Any) -> None:
    body = data.draw(bodies(kind))
    for name in KINDS[kind].required:
        if wrong is True and KINDS[kind].required[name] is bool:
            continue
        with pytest.raises(UserError, match="can't say"):
            check_body(kind, {**body, name: wrong})


def test_a_number_is_no_number_when_it_is_a_float_or_a_truth() -> None:
    for count in (3.0, True, "3"):
        with pytest.raises(UserError, match="can't say steps"):
            check_body("run.started", {
                "runbook": "b", "title": "x", "text": {"blob": SHA[0], "size": 1}, "steps": count,
            })  # fmt: skip


@pytest.mark.parametrize(
    "occurred",
    [
        "2026-11-23T12:00:00Z\n",
        "2026-11-23 12:00:00Z",
        "2026-11-23T12:00:00",
        "2026-11-23T12:00Z",
        "2026-13-01T12:00:00Z",
        "2026-02-29T12:00:00Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T12:60:00Z",
        "2026-11-23T12:00:00+25:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "２０２６-11-23T12:00:00Z",
        "2026-11-23T12:00:00.1234567Z",
        "yesterday",
        "",
    ],
)
def test_a_time_that_no_fold_could_read_is_refused(occurred: str) -> None:
    with pytest.raises(UserError, match="can't say occurred"):
        check_body("note.added", {**NOTE, "occurred": occurred})
    with pytest.raises(UserError, match="can't say started"):
        check_body("incident.changed", {"started": [None, occurred]})


@pytest.mark.parametrize("occurred", ["1970-01-01T00:00:00Z", "2026-11-23T12:00:00.123456+13:45"])
def test_a_time_that_is_one_is_taken(occurred: str) -> None:
    check_body("note.added", {**NOTE, "occurred": occurred})


@pytest.mark.parametrize(
    "due", ["2026-02-30", "2026-1-1", "26-01-01", "2026-01-01\n", "2026-01-01T00:00:00Z"]
)
def test_a_date_that_no_calendar_has_is_refused(due: str) -> None:
    with pytest.raises(UserError, match="can't say due"):
        check_body("action.added", {"title": "x", "due": due})
    with pytest.raises(UserError, match="can't say due"):
        check_body("action.changed", {"due": ["2026-01-01", due]})


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("note.added", {"type": "rumour", "text": "x"}),
        ("incident.moved", {"phase": ["declared", "asleep"], "occurred": "2026-11-23T12:00:00Z"}),
        ("incident.moved", {"phase": ["declared"], "occurred": "2026-11-23T12:00:00Z"}),
        ("incident.changed", {"title": ["the old words", "x"]}),
        ("incident.changed", {"title": [SHA[0] + "\n", "x"]}),
        ("incident.changed", {"title": [SHA[0].upper().replace("0", "A"), "x"]}),
        ("incident.declared", {"title": "x", "ref": {"code": "k7", "number": 1}}),
        ("incident.declared", {"title": "x", "ref": {"code": "K7", "number": 0}}),
        ("incident.declared", {"title": "x", "ref": {"code": "K7", "number": 1, "more": 1}}),
        ("incident.declared", {"title": "x", "ref": {"code": "K7", "number": 1}, "assess_within": 2**52}),
        ("review.written", {"section": "summary", "text": ["what stood there", "x"]}),
        ("entry.removed", {"target": {"station": "a", "seq": 1}, "members": [], "reason": "x"}),
    ],
)
def test_what_is_outside_of_a_closed_vocabulary_is_refused(kind: str, body: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        check_body(kind, body)


@pytest.mark.parametrize("severity", [0, 6, -1])
def test_a_severity_that_no_screen_can_show_is_refused(severity: int) -> None:
    body = {
        "impact": [None, "high"],
        "urgency": [None, "high"],
        "priority": [None, 1],
        "severity": [None, severity],
        "scheme": {"blob": SHA[0], "size": 1},
    }
    with pytest.raises(UserError, match="can't say severity"):
        check_body("incident.assessed", body)
    check_body("incident.assessed", body | {"severity": [None, 5]})


def test_an_unknown_kind_is_nobodys_to_judge() -> None:
    check_body("weather.seen", {"anything": 1.5})


@pytest.mark.parametrize(
    ("kind", "kv", "v", "understood"),
    [
        ("note.added", 1, 1, True),
        ("note.added", 2, 1, True),
        ("note.added", 3, 1, False),
        ("note.added", 1, 2, False),
        ("weather.seen", 1, 1, False),
    ],
)
def test_a_later_format_or_kind_is_kept_and_not_guessed_at(
    kind: str, kv: int, v: int, *, understood: bool
) -> None:
    assert is_understood(entry(kind, NOTE, kv=kv, v=v).header) is understood


# --- versions -----------------------------------------------------------------------------------------

LATER = [(kind, member) for kind, spec in sorted(KINDS.items()) for member in spec.since]


@kinds
def test_a_kinds_newest_version_is_that_of_its_newest_member(kind: str) -> None:
    spec = KINDS[kind]
    assert spec.kv == max(spec.since.values(), default=1)
    assert set(spec.since) <= set(spec.optional)


@pytest.mark.parametrize(("kind", "member"), LATER)
def test_a_body_is_of_the_oldest_version_that_can_say_it(kind: str, member: str) -> None:
    spec = KINDS[kind]
    old = dict.fromkeys((*spec.required, *(name for name in spec.optional if name not in spec.since)), "x")
    assert spec.version_of(old) == 1
    assert spec.version_of({**old, member: "x"}) == spec.since[member] > 1
    assert spec.version_of({}) == 1


def test_the_kinds_of_the_first_schema_can_still_be_said_in_its_words() -> None:
    """What a station with the first program has to understand, once the two meet."""
    said = {kind for kind, _member in LATER}
    assert said == {
        "action.added", "action.changed", "evidence.added", "incident.assessed", "incident.assigned",
            "incident.changed",
        "drill.started", "drill.moved",
        "incident.clock_started", "incident.clock_stopped", "incident.declared", "incident.moved",
        "note.added", "review.begun",
        "run.started", "runbook.imported", "runbook.written",
        "step.deviated", "step.done", "step.failed", "step.reopened", "step.skipped",
    }  # fmt: skip
