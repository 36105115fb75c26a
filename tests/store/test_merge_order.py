"""Entries of several stations fold to the same value in whatever order they arrived.

How they travel comes later; here they are put beside this store's own, as a merge will do.
"""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.domain.entry import SALT_BYTES, Entry, New
from holdfast.domain.ids import subject
from holdfast.domain.kinds import KINDS, Kind
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, timeline_of
from holdfast.store.check import check_store
from holdfast.store.journal import touched
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare
from tests.domain.making import INCIDENT, NOON, REVIEW, SHA, entry, histories

A, B = "aa" * 16, "bb" * 16


def arrive(store: Store, entries: Sequence[Entry]) -> None:
    """Put entries into the journal in this order, and fold what they touch."""
    with store.database.writing():
        store.journal._insert(entries, [dict.fromkeys(one.body, bytes(SALT_BYTES)) for one in entries])
        for name in touched(entries):
            store.rows.refold(name, store.journal.of(name))


def undo(store: Store) -> None:
    """Take everything of the two stations out again."""
    with store.database.opened_up("migration"), store.database.writing():
        for trigger in ("entry_never_deleted", "entry_subject_never_deleted"):
            store.database.run(f"DROP TRIGGER IF EXISTS {trigger}")
        mine = (store.journal.station,)
        store.database.run(
            "DELETE FROM entry_subject WHERE entry IN (SELECT id FROM entry WHERE station <> ?)", mine
        )
        store.database.run("DELETE FROM entry WHERE station <> ?", mine)
    rebuild(store)


def story(station: str, ticks: Sequence[int], kinds: Sequence[str]) -> list[Entry]:
    """What one station says of the same incident without knowing the other."""
    bodies = {
        "title": {"title": [None, f"{station[0]} says"]},
        "know": {"know": [None, f"{station[0]} knows"], "started": [None, "2026-11-23T11:00:00Z"]},
    }
    made: list[Entry] = []
    for seq, (tick, what) in enumerate(zip(ticks, kinds, strict=False), start=1):
        at = NOON + timedelta(minutes=seq)
        if what in bodies:
            kind, body = "incident.changed", bodies[what]
        elif what == "note":
            kind, body = "note.added", {"type": "note", "text": f"{station[0]} note {seq}"}
        else:
            kind, body = (
                "incident.moved",
                {"phase": ["declared", what], "occurred": at.isoformat(), "reason": station[0]},
            )
        made.append(entry(kind, body, seq, station=station, tick=tick, at=at))
    return made


DECLARED = entry(
    "incident.declared",
    {"title": "Disk full", "ref": {"code": "K7", "number": 3}},
    1,
    station=A,
    tick=1,
    at=NOON,
)
whats = st.lists(
    st.sampled_from(["title", "know", "note", "triaged", "contained", "resolved", "dismissed"]), max_size=4
)
rising = st.lists(st.integers(2, 9), min_size=4, max_size=4, unique=True).map(sorted)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.tuples(rising, whats, rising, whats), st.randoms(use_true_random=False))
def test_any_order_of_arrival_folds_to_one_value(store: Store, said: tuple[list[int], ...], dice) -> None:  # noqa: ANN001
    ticks_a, kinds_a, ticks_b, kinds_b = said
    everything = _numbered([DECLARED, *story(A, ticks_a, kinds_a), *story(B, ticks_b, kinds_b)])
    values, lists = set(), set()
    for _time in range(3):
        order = list(everything)
        dice.shuffle(order)
        for some in (order[:2], order[2:]):
            arrive(store, some)
        value = store.incidents.get("i1")
        values.add(repr(value))
        lists.add(repr([(row.text, row.station, row.seq) for row in timeline_of(store, "i1")]))
        assert rebuild(store).different == ()
        undo(store)
    assert len(values) == len(lists) == 1


def _numbered(entries: list[Entry]) -> list[Entry]:
    """The same with a number of their own per station, as they would have."""
    counts: dict[str, int] = {}
    made: list[Entry] = []
    for one in entries:
        station = one.header.station
        counts[station] = counts.get(station, 0) + 1
        made.append(
            entry(
                one.kind,
                one.body,
                counts[station],
                station=station,
                tick=one.header.tick,
                at=NOON + timedelta(minutes=one.header.tick),
            )
        )
    return made


def test_both_who_moved_it_are_in_sight_and_the_later_stands(store: Store) -> None:
    at = (NOON + timedelta(minutes=9)).isoformat()
    mine = entry("incident.moved", {"phase": ["declared", "contained"], "occurred": at}, 2, station=A, tick=5)
    theirs = entry(
        "incident.moved",
        {"phase": ["declared", "dismissed"], "occurred": at, "reason": "x"},
        1,
        station=B,
        tick=5,
    )
    arrive(store, [theirs, mine, DECLARED])
    value = store.incidents.get("i1")
    assert value.phase == Phase.DISMISSED
    assert [(one.member, one.found, one.expected) for one in value.conflicts] == [
        ("phase", "contained", "declared")
    ]


def test_two_stations_may_have_imported_the_same_runbook(store: Store) -> None:
    def imported(ident: str, station: str) -> Entry:
        body = {
            "source": "books",
            "path": "a.md",
            "title": "Disk",
            "version": [None, SHA[1]],
            "text": {"blob": SHA[1], "size": 1},
        }
        return entry("runbook.imported", body, 1, subject=f"runbook/{ident}", station=station)

    arrive(store, [imported("b1", A), imported("b0", B)])
    assert store.runbooks.at("books", "a.md").id == "b0"
    assert store.runbooks.of_source("books")["a.md"].id == "b0"
    assert rebuild(store).different == ()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories("incident.declared", sorted(set(KINDS) - {"station.began"}), INCIDENT))
def test_any_history_that_the_kinds_allow_can_be_stored_read_and_rebuilt(
    store: Store, history: list[Entry]
) -> None:
    whole = [one for one in history if not one.absent]
    arrive(store, whole)
    for row in store.incidents.page(store.query(""), "due", 0, -1):
        assert store.incidents.get(row.id).id == row.id
        timeline_of(store, row.id)
    assert rebuild(store).different == ()
    undo(store)


# --- what a later program recorded ----------------------------------------------------------------


def test_what_a_later_program_recorded_is_kept_verified_and_folded_as_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = declare(store, Declaration("Disk full"))
    name = subject("incident", incident.id)
    before, rows = store.incidents.get(incident.id), timeline_of(store, incident.id)
    with monkeypatch.context() as patched:
        patched.setitem(KINDS, "weather.seen", Kind(1, {"title": str}))
        patched.setitem(KINDS, "incident.moved", Kind(9, {"phase": dict[str, str]}, since={"phase": 9}))
        patched.setitem(KINDS, "note.added", Kind(9, {"text": list[str]}, since={"text": 9}))
        store.journal.append(
            [
                New(name, "weather.seen", {"title": "Look"}),
                New(name, "incident.moved", {"phase": {"to": "asleep"}}),
                New(name, "note.added", {"text": ["a", "b"]}),
            ],
            store.by,
            "later",
            "2026-11-23T13:00:00.000000Z",
        )
    assert rebuild(store).different == ()
    assert store.incidents.get(incident.id) == before
    assert timeline_of(store, incident.id) == rows
    assert len(store.entries("incident", incident.id)) == 4
    assert verify(store.database, store.blobs).ok
    assert add_note(store, incident.id, "goes on").seq == store.journal.head().seq
    assert check_store(store).ok


# --- the index that finds a subject's entries --------------------------------------------------------


@pytest.fixture
def told(store: Store) -> Store:
    """An incident with three notes."""
    incident = declare(store, Declaration("Disk full"))
    for number in range(3):
        add_note(store, incident.id, f"note {number}")
    return store


def altered(store: Store, statement: str) -> None:
    with store.database.opened_up("migration"):
        for name in ("entry_subject_never_deleted", "entry_subject_never_changes"):
            store.database.run(f"DROP TRIGGER {name}")
        store.database.run(statement)


def test_an_entry_that_is_kept_from_its_timeline_is_found_and_put_back(told: Store) -> None:
    (row,) = told.incidents.page(told.query(""), "due", 0, 1)
    seq = told.journal.head().seq - 1
    whole = timeline_of(told, row.id)
    altered(told, f"DELETE FROM entry_subject WHERE entry = {seq}")
    assert len(timeline_of(told, row.id)) == len(whole) - 1
    verdict = verify(told.database, told.blobs)
    assert [(one.seq, one.what) for one in verdict.problems] == [(seq, "it is kept from what it is about")]
    rebuild(told)
    assert timeline_of(told, row.id) == whole
    checked = check_store(told)
    assert (checked.journal.ok, checked.different) == (True, ())


def test_an_entry_that_is_shown_elsewhere_is_found(told: Store) -> None:
    seq = told.journal.head().seq
    altered(told, f"INSERT INTO entry_subject VALUES ('{REVIEW}', {seq})")
    verdict = verify(told.database, told.blobs)
    assert [(one.seq, one.what) for one in verdict.problems] == [
        (seq, "it is shown under what it is not about")
    ]


def test_a_list_of_subjects_that_is_no_list_does_not_stop_verifying(told: Store) -> None:
    with told.database.opened_up("migration"):
        told.database.run("DROP TRIGGER entry_header_never_changes")
        told.database.run("UPDATE entry SET about = '[' WHERE seq = 4")
        told.database.run("UPDATE entry SET about = '\"review/v1\"' WHERE seq = 5")
    verdict = verify(told.database, told.blobs)
    assert verdict.problems[0].seq == 4
    assert {problem.seq for problem in verdict.problems} >= {4, 5}
