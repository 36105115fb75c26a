"""An incident as it was known: at every arrival the fold and the rows of what had arrived until then."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from holdfast.desk.opening import as_copy, open_here
from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.timeline import timeline
from holdfast.respond import known_at
from holdfast.respond.corrections import correct, pin, withdraw
from holdfast.respond.incident import add_note, assign, change, timeline_of
from holdfast.respond.known_at import KnownAt
from holdfast.store.arrivals import of_subject
from holdfast.store.projections import folded
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.store.conftest import Hands


@pytest.fixture
def incident(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", "db"))


def at(store: Store, incident: Incident, when: datetime) -> tuple[str, list[str]]:
    known = KnownAt(store, incident.id).at(when)
    return known.incident.know, [row.text for row in known.rows]


def test_what_was_recorded_later_was_not_known(store: Store, incident: Incident, hands: Hands) -> None:
    hands.at += timedelta(hours=1)
    first = add_note(store, incident.id, "Smoke")
    change(store, incident.id, know="A fire")
    then = hands.at
    hands.at += timedelta(hours=1)
    add_note(store, incident.id, "The alarm rang", occurred=then - timedelta(minutes=30))
    correct(store, incident.id, first.entry, text="Steam")
    change(store, incident.id, know="No fire")
    assert at(store, incident, then) == ("A fire", ["Declared: Disk full", "Smoke", "Know: A fire"])
    assert at(store, incident, hands.at)[0] == "No fire"
    assert at(store, incident, then - timedelta(minutes=10))[1] == ["Declared: Disk full"]
    with pytest.raises(UserError, match="Nothing was known of this incident then"):
        at(store, incident, then - timedelta(days=1))
    with pytest.raises(UserError, match="There is no incident"):
        KnownAt(store, store.new_id())


def test_a_clock_that_jumps_is_no_filter(store: Store, incident: Incident, hands: Hands) -> None:
    hands.at += timedelta(hours=2)
    add_note(store, incident.id, "Before")
    hands.at -= timedelta(days=300)
    add_note(store, incident.id, "While the clock was wrong")
    hands.at += timedelta(days=301)
    add_note(store, incident.id, "After")
    rows = at(store, incident, hands.at - timedelta(hours=1))[1]
    assert "While the clock was wrong" in rows
    assert "After" not in rows


@pytest.mark.parametrize("seed", range(4))
def test_at_every_arrival_it_is_the_fold_of_what_had_arrived(
    store: Store, incident: Incident, hands: Hands, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(known_at, "_EVERY", 3)
    dice = Random(seed)
    history = KnownAt(store, incident.id)
    for number in range(30):
        hands.at += timedelta(seconds=dice.randrange(1, 900))
        rows = [row for row in timeline_of(store, incident.id) if row.kind == "note"]
        act = dice.randrange(6) if rows else 0
        if act <= 1:
            back = timedelta(minutes=dice.randrange(0, 60))
            add_note(store, incident.id, f"note {number}", occurred=hands.at - back)
        elif act == 2:
            change(store, incident.id, know=f"know {number}")
        elif act == 3:
            assign(store, incident.id, "scribe", f"Person {number}")
        elif act == 4:
            pin(store, incident.id, dice.choice(rows).entry)
        else:
            withdraw(store, incident.id, dice.choice(rows).entry, "wrong")
        if dice.random() < 0.3:
            history.refresh()
    history.refresh()
    name, names = f"incident/{incident.id}", store.operators.names()
    arrived = of_subject(store, name)
    assert history.rows() == timeline_of(store, incident.id)
    assert history.now().incident == store.incidents.get(incident.id)
    places = list(range(1, len(arrived) + 1))
    dice.shuffle(places)
    for place in places:
        known = history.at_arrival(history.arrival(place))
        entries = [entry for _arrival, entry in arrived[:place]]
        assert known.incident == folded(name, entries)
        assert known.rows == timeline(entries, names)
        assert history.step(known.arrival, 1) == history.arrival(min(place + 1, history.steps()))
        assert history.place(known.arrival) == place


def test_what_a_copy_knew_before_it_was_one_is_found_in_the_first_stations_chain(tmp_path: Path) -> None:
    with open_here(tmp_path / "first") as first:
        sign_in(first, "Ana")
        ident = declare(first, Declaration("Disk full")).id
        early = add_note(first, ident, "Before the copy")
    shutil.copytree(tmp_path / "first", tmp_path / "copy")
    with as_copy(open_here(tmp_path / "copy")) as copy:
        sign_in(copy, "Ben")
        late = add_note(copy, ident, "On the copy")
        assert late.station != early.station
        history = KnownAt(copy, ident)
        assert [row.text for row in history.at(early.recorded).rows][-1] == "Before the copy"
        assert [row.text for row in history.at(late.recorded).rows][-1] == "On the copy"
        with pytest.raises(UserError, match="Nothing was known"):
            history.at(early.recorded - timedelta(days=9))


def test_removed_words_are_gone_from_what_was_known_too(store: Store, incident: Incident) -> None:
    note = add_note(store, incident.id, "The password is hunter2")
    history = KnownAt(store, incident.id)
    remove_words(store, note.entry, "A password")
    history.refresh()
    assert not any("hunter2" in row.text for row in history.at_arrival(history.arrival(2)).rows)
