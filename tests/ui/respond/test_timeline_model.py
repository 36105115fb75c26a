"""The model of the timeline's rows, held against Qt's own rules for models."""

from random import Random

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from holdfast.ui.kit.rows import KEY
from holdfast.ui.kit.timeline_rows import TimelineRow
from holdfast.ui.respond.timeline_model import TimelineModel


def _rows(*keys: int, word: str = "") -> list[tuple[str, TimelineRow]]:
    return [(str(key), TimelineRow("12:00", "note", f"row {key} {word}")) for key in keys]


def _keys(model: QAbstractItemModel) -> list[str]:
    return [model.index(place, 0).data(KEY) for place in range(model.rowCount())]


@pytest.mark.parametrize("seed", range(20))
def test_any_rows_follow_any_rows_and_places_are_kept(seed: int, qapp: object) -> None:
    dice, model = Random(seed), TimelineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for turn in range(12):
        keys = dice.sample(range(30), dice.randrange(0, 20))
        if dice.random() < 0.5:
            keys.sort()
        held = {key: QPersistentModelIndex(model.index(place, 0)) for place, key in enumerate(_keys(model))}
        model.set_rows(_rows(*keys, word=str(turn % 3)))
        assert _keys(model) == [str(key) for key in keys]
        for key, index in held.items():
            assert index.isValid() == (int(key) in keys)
            assert not index.isValid() or index.data(KEY) == key
        assert all(model.row_of(str(key)) == place for place, key in enumerate(keys))
    assert model.row_of("none") == -1
    del tester


def test_rows_that_come_together_are_put_in_together(qapp: object) -> None:
    model = TimelineModel()
    runs: list[tuple[int, int]] = []
    model.rowsInserted.connect(lambda _parent, first, last: runs.append((first, last)))
    model.set_rows(_rows(*range(200, 400)))
    model.set_rows(_rows(*range(401)))
    assert runs == [(0, 199), (0, 199), (400, 400)]
