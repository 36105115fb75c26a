from collections.abc import Callable
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from holdfast.domain.errors import UserError
from holdfast.domain.query import Query
from holdfast.store.incidents import IncidentRow
from holdfast.ui.incidents.model import IncidentsModel
from holdfast.ui.incidents.reading import Question, Reading
from holdfast.ui.incidents.row_words import incident_row
from holdfast.ui.kit.long_model import WINDOW
from holdfast.ui.kit.long_reading import BLINK, PATIENT, Place
from holdfast.ui.kit.rows import KEY, ROW, Row
from holdfast.ui.kit.tasks import Tasks
from tests.ui.incidents.conftest import Desk
from tests.ui.stores import NOW

ALL = 100_000


def words(row: IncidentRow) -> Row:
    return incident_row(row, NOW, "")


class Many:
    """As many incidents as wanted, made when asked for; remembers what was asked."""

    def __init__(self, total: int = ALL) -> None:
        self.total = total
        self.asked: list[tuple[int, int, int | None]] = []
        self.broken = self.slow = False
        self.waiting: list[Callable[[], None]] = []

    def here(self, place: Place[Question]) -> list[IncidentRow]:
        _question, offset, limit, total = place
        self.asked.append((offset, limit, total))
        if self.broken:
            raise UserError("The store is locked.")
        return [self.row(n) for n in range(offset, min(offset + limit, self.total))]

    def at_once(self, place: Place[Question], seconds: float = BLINK) -> list[IncidentRow] | None:
        if self.slow and seconds < PATIENT:
            return None
        return self.here(place)

    def aside(
        self, place: Place[Question], done: Callable[[list[IncidentRow]], None], _failed: object
    ) -> None:
        self.waiting.append(partial(done, self.here(place)))

    def cancel(self) -> bool:
        self.waiting.clear()
        return False

    def rows(self, idents: list[str]) -> dict[str, IncidentRow]:
        return {ident: self.row(int(ident), title="again") for ident in idents}

    @staticmethod
    def row(number: int, title: str = "") -> IncidentRow:
        return IncidentRow(
            str(number), f"INC-A1-{number}", title or f"Incident {number}", "", "triaged", 3, "", "", "",
            number, None, None, "",
        )  # fmt: skip


@pytest.fixture
def many() -> Many:
    return Many()


@pytest.fixture
def model(many: Many, qapp: object) -> IncidentsModel:
    model = IncidentsModel(many, many, words)  # pyright: ignore[reportArgumentType]
    model.ask((Query(), "due"))
    return model


def test_it_behaves_as_a_model(desk: Desk, qtmodeltester: object) -> None:
    model = IncidentsModel(desk.store.incidents, Reading(desk.store, Tasks(print)), words)
    model.ask((desk.store.query(""), "due"))
    assert model.rowCount() == 8
    qtmodeltester.check(model)  # pyright: ignore[reportAttributeAccessIssue]


def test_a_long_list_behaves_as_a_model(model: IncidentsModel, qtmodeltester: object) -> None:
    qtmodeltester.check(model)  # pyright: ignore[reportAttributeAccessIssue]
    model.set_total(ALL)
    assert model.rowCount() == ALL
    model.set_total(150)
    assert model.rowCount() == 150


def test_the_first_rows_are_there_before_they_are_counted(model: IncidentsModel, many: Many) -> None:
    assert (model.total, model.counted) == (WINDOW, False)
    assert many.asked == [(0, WINDOW, None)]
    model.set_total(ALL)
    assert model.counted


def test_a_short_list_is_counted_by_reading_it(qapp: object) -> None:
    model = IncidentsModel(Many(3), Many(3), words)  # pyright: ignore[reportArgumentType]
    model.ask((Query(), "due"))
    assert (model.total, model.counted) == (3, True)


def test_a_jump_reads_one_window_around_the_row(model: IncidentsModel, many: Many) -> None:
    model.set_total(ALL)
    many.asked.clear()
    for row in range(70_000, 70_040):
        assert model.index(row).data(KEY) == str(row)
    assert many.asked == [(69_900, WINDOW, ALL)]


def test_the_last_row_is_there(model: IncidentsModel, many: Many) -> None:
    model.set_total(ALL)
    assert model.index(ALL - 1).data(KEY) == str(ALL - 1)
    assert many.asked[-1] == (ALL - WINDOW, WINDOW, ALL)


def test_it_never_holds_more_than_a_few_windows(model: IncidentsModel) -> None:
    model.set_total(ALL)
    for row in range(0, ALL, 1000):
        model.index(row).data(ROW)
    assert sum(len(rows) for rows in model._windows.values()) <= 4 * WINDOW


def test_touched_rows_change_in_place(
    model: IncidentsModel, qtbot: object, assert_changed: Callable[..., list[int]]
) -> None:
    model.set_total(ALL)
    model.index(500).data(KEY)
    changed = assert_changed(model)
    assert model.refresh(["5", "500", "90000"]) is False
    assert changed == [5, 500]
    assert model.index(500).data(ROW).title == "again"


@pytest.fixture
def assert_changed() -> Callable[..., list[int]]:
    def listen(model: IncidentsModel) -> list[int]:
        rows = list[int]()
        model.dataChanged.connect(lambda first, _last: rows.append(first.row()))
        return rows

    return listen


def test_it_says_when_a_row_belongs_elsewhere(desk: Desk) -> None:
    model = IncidentsModel(desk.store.incidents, Reading(desk.store, Tasks(print)), words)
    model.ask((desk.store.query(""), "severity"))
    assert desk.told is not None
    badge = desk.told.all[6]
    assert not model.refresh([badge.id])
    from holdfast.domain.classification import Answer
    from holdfast.triage.assessment import Answers
    from holdfast.triage.declare import assess_incident

    assess_incident(desk.store, badge.id, Answers(Answer.HIGH, Answer.HIGH))
    assert model.refresh([badge.id])
    assert model.index(model.near(badge.id, 0)).data(ROW).severity == 1


def test_what_is_not_read_is_said_and_read_later(model: IncidentsModel, many: Many) -> None:
    told = list[object]()
    model.failed.connect(told.append)
    model.set_total(ALL)
    many.broken = True
    assert model.index(40_000).data(ROW) is None
    assert model.index(40_001).data(Qt.ItemDataRole.AccessibleTextRole) == "Not read yet"
    assert [str(each) for each in told] == ["The store is locked."]
    many.broken = False
    assert model.index(40_000).data(KEY) == "40000"


def test_a_row_speaks(desk: Desk) -> None:
    model = IncidentsModel(desk.store.incidents, Reading(desk.store, Tasks(print)), words)
    model.ask((desk.store.query("sev:1"), "due"))
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("SEV1 Critical, INC-")
    assert "Primary database refuses writes after disk filled" in said


def test_what_takes_long_comes_later_and_the_rows_stay_until_then(model: IncidentsModel, many: Many) -> None:
    many.slow, shown = True, list[str]()
    model.ask((Query(severities=(1,)), "due"), lambda: shown.append("shown"))
    assert (model.total, shown) == (WINDOW, [])
    assert model.index(0).data(KEY) == "0"
    many.total = 3
    many.waiting[0]()
    assert shown == ["shown"]
    many.waiting.clear()
    model.ask((Query(severities=(2,)), "due"), lambda: shown.append("again"))
    assert model.stop()
    assert (many.waiting, model.stop(), shown) == ([], False, ["shown"])


def test_a_far_row_that_takes_long_is_painted_when_it_is_there(
    model: IncidentsModel, many: Many, assert_changed: Callable[..., list[int]]
) -> None:
    model.set_total(ALL)
    many.slow, changed = True, assert_changed(model)
    for row in range(70_000, 70_012):
        assert model.index(row).data(ROW) is None
    assert len(many.waiting) == 1
    many.waiting[0]()
    assert model.index(70_003).data(KEY) == "70003"
    assert changed == [69_900]


class Renamed(Many):
    """Each is of another service when it is read again."""

    def rows(self, idents: list[str]) -> dict[str, IncidentRow]:
        return {ident: replace(self.row(int(ident)), service="db") for ident in idents}


@pytest.mark.parametrize(("order", "moved"), [("service", True), ("due", False)])
def test_a_changed_service_belongs_elsewhere_where_the_list_is_sorted_by_it(
    qapp: object, order: str, moved: bool
) -> None:
    model = IncidentsModel(Renamed(3), Renamed(3), words)  # pyright: ignore[reportArgumentType]
    model.ask((Query(), order))
    assert model.refresh(["1"]) is moved
