"""The examples are played by the real commands into a store of their own, whole or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from holdfast.desk import sample
from holdfast.desk.opening import open_here
from holdfast.desk.operators import sign_in
from holdfast.desk.practice import begin_practice, open_practice, practice_folder
from holdfast.domain.errors import UserError
from holdfast.domain.phase import OPEN, Phase
from holdfast.domain.review import WRITTEN
from holdfast.domain.timeline import NOTE_TYPES
from holdfast.drill.scenario_runbooks import not_in
from holdfast.drill.scenarios import load, shipped
from holdfast.respond.incident import add_note, timeline_of
from holdfast.runbook.sources import sources
from holdfast.runbook.starters import SOURCE
from holdfast.store.check import check_store
from holdfast.store.store import Store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with begin_practice(tmp_path / "practice") as store:
        yield store


def test_a_newcomer_finds_one_finished_and_one_that_goes_on(tmp_path: Path) -> None:
    with open_practice(tmp_path) as store:
        assert store.practice
        assert store.path == practice_folder(tmp_path)
        assert store.by is None
        rows = store.incidents.page(store.query(""), "due", 0, 9)
        assert [row.phase in OPEN for row in rows] == [True, False]
        assert rows[1].phase == "closed"
        assert store.reviews.count("released") == 1
        assert store.runbooks.count() >= 4
        assert check_store(store).ok
        sign_in(store, "Newcomer")
        add_note(store, rows[0].id, "I was here")
        count = store.journal.count()
    with open_practice(tmp_path) as again:
        assert (again.journal.count(), again.practice) == (count, True)
    assert [part.name for part in tmp_path.iterdir()] == ["practice"]


def test_the_shipped_scenarios_find_their_runbooks_there(tmp_path: Path) -> None:
    with open_practice(tmp_path) as store:
        names = {row.path.rpartition("/")[2] for row in store.runbooks.page()}
        lacking = {key: not_in(load(str(text)), names) for key, text in shipped().items()}
        [starters] = [row for row in sources(store) if row.name == SOURCE]
        titles = [row.title for row in store.runbooks.page()]
        assert store.by is None
    assert lacking == {name: [] for name in lacking}
    assert len(lacking) >= 6
    assert starters.there
    assert len(set(titles)) == len(titles)


def test_an_interrupted_first_start_leaves_no_half_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sample, "OPEN", "there is no such story")
        with pytest.raises(UserError, match=r"The practice store .* can't be made"):
            open_practice(tmp_path / "real")
    assert not practice_folder(tmp_path / "real").exists()
    assert list((tmp_path / "real").iterdir()) == []
    with open_practice(tmp_path / "real") as store:
        assert store.incidents.count(store.query("")) == 2


def test_a_folder_that_is_in_the_way_is_said_so_and_kept(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "mine.txt").write_text("keep me")
    with pytest.raises(UserError, match="can't be made") as refused:
        open_practice(tmp_path)
    assert "Your own store is safe" in refused.value.hint
    assert [part.name for part in tmp_path.rglob("*")] == ["practice", "mine.txt"]


def test_a_practice_store_says_so_for_good(tmp_path: Path) -> None:
    open_practice(tmp_path).close()
    (practice_folder(tmp_path) / "station.key").unlink()
    with open_here(practice_folder(tmp_path)) as again:
        assert again.practice
        assert again.station.previous


def test_the_finished_story_is_whole(empty: Store) -> None:
    told: list[str] = []
    ident = sample.play(empty, sample.FINISHED, NOW, told.append)
    incident = empty.incidents.get(ident)
    assert (incident.phase, incident.review, incident.assessed, incident.conflicts) == (
        Phase.CLOSED,
        "released",
        True,
        (),
    )
    assert incident.commander is not None
    assert incident.resolution
    rows = timeline_of(empty, ident)
    assert {row.kind for row in rows} >= {*NOTE_TYPES} - {"note"} | {
        "phase",
        "assessment",
        "role",
        "runbook",
        "review",
    }
    assert any(row.late for row in rows)
    assert len(told) == len(rows) + 1
    review = empty.reviews.get(incident.review_id)
    assert set(review.texts) == set(WRITTEN)
    assert len(review.rows) > 10
    assert len(empty.reviews.actions(review.id)) == 4
    assert empty.by is None


def test_the_story_ends_before_now_and_the_clock_is_back(empty: Store) -> None:
    clock = empty.clock
    ident = sample.play(empty, sample.OPEN, NOW)
    assert empty.clock is clock
    assert all(row.recorded <= NOW for row in timeline_of(empty, ident))
    assert empty.incidents.get(ident).is_open
    assert not check_store(empty).journal.clock_jumps


def test_a_story_is_the_same_whenever_it_is_told(empty: Store) -> None:
    first = sample.play(empty, sample.OPEN, NOW)
    second = sample.play(empty, sample.OPEN, NOW + timedelta(days=3))
    one, other = (
        [(row.kind, row.text, row.who) for row in timeline_of(empty, ident)] for ident in (first, second)
    )
    assert one == other


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("25m", timedelta(minutes=25)),
        ("-5m", -timedelta(minutes=5)),
        ("1d3h", timedelta(days=1, hours=3)),
        ("", timedelta()),
    ],
)
def test_lengths_of_time_in_a_story(text: str, length: timedelta) -> None:
    assert sample._offset(text) == length
