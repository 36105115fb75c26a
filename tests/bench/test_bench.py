"""The bench itself: each measure still runs on a tiny store, and the table says what was measured."""

import json

import pytest

from holdfast.store.opening import open_store
from tests.bench import __main__ as bench
from tests.bench import rebuild
from tests.bench.figures import Bar, Figure, p95, table
from tests.bench.place import Place
from tests.bench.populate import populate


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("bench"), few=40, many=40, most=40, effort=0)


@pytest.mark.parametrize(
    "name",
    [
        "notes",
        "timeline",
        "jump",
        "search",
        "seen",
        "rebuild",
        "language",
        "reviews",
        "actions",
        "alerts",
        "watches",
        "webhook",
        "export",
    ],
)
def test_a_bench_still_measures(tiny: Place, name: str, look: object) -> None:
    figures = bench.run([name], tiny)
    assert figures
    for figure in figures:
        assert figure.figure >= 0
        assert json.loads(json.dumps(figure.as_json()))["name"] == figure.name
        assert figure.name in table(figures)


def test_a_rebuild_finds_nothing_different(tiny: Place) -> None:
    assert [figure.met for figure in rebuild.measure(tiny) if "different" in figure.name] == [True]


def test_every_bench_can_be_named() -> None:
    assert all(callable(bench.measured(name)) for name in bench.NAMES)


def test_a_store_that_was_begun_is_finished(tiny: Place) -> None:
    folder = tiny.folder / "begun"
    for number in (3, 5, 5):
        populate(folder, number)
    with open_store(folder, read_only=True) as store:
        assert store.incidents.count(store.query("")) == 5


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("", 3, "ms", Bar.RATIO, 1.5, 2), True),
        (Figure("", 3, "ms", Bar.RATIO, 1.4, 2), False),
        (Figure("", 20, "ms", Bar.MOST, 20), True),
        (Figure("", 21, "ms", Bar.MOST, 20), False),
        (Figure("", 9_999, "entries/s", Bar.LEAST, 10_000), False),
        (Figure("", 120, "MB", Bar.ABOVE, 60, 60), True),
        (Figure("", 121, "MB", Bar.ABOVE, 60, 60), False),
    ],
)
def test_a_bar_is_met_or_missed(figure: Figure, met: bool) -> None:
    assert figure.met is met
    assert ("met" if met else "MISSED") in table([figure])


def test_p95_is_what_95_of_100_do_not_exceed() -> None:
    assert p95(range(1, 101)) == 95
    assert p95([7]) == 7
