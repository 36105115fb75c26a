"""The third page: people for each role, calls before there is an incident, and what was seen before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from holdfast.domain.phase import Phase
from holdfast.respond.calls import Call, calls_of
from holdfast.respond.phases import move
from holdfast.triage.declare import Declaration, declare
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.triage.call_draft import calls_of_text, calls_text
from tests.conftest import Look
from tests.triage.directory_maker import person
from tests.ui.stores import NOW
from tests.ui.triage.hands import (
    Desk,
    audited,
    edit,
    focus,
    focused,
    make_desk,
    open_page,
    press,
    texts,
    write,
)

Key = Qt.Key
_LONGEST = 20_000


@pytest.fixture
def desk(look: Look, nothing_left: None, tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path)
    made.tasks = Tasks(_fail)
    made.page.look_aside(made.tasks)
    made.page.incident_wanted.connect(lambda ident: made.went.append(("incident", ident)))
    for name, roles, weeks, lines in (
        ("Ana", "commander", "2026-W49", "radio 1"),
        ("Ben", "Commander;scribe", "2026-W48", "radio 2;4711"),
        ("Chi", "", "", "radio 3"),
    ):
        person(made.store, name=name, roles=roles, weeks=weeks, lines=lines)
    yield made
    made.tasks.drain()
    made.close()


def _fail(error: BaseException) -> None:
    raise error


def _third(desk: Desk, title: str = "Badge readers time out", service: str = "") -> None:
    """Go to the third page by keyboard."""
    open_page(desk)
    write(title)
    if service:
        focus(edit(desk.page, "Service"))
        write(service)
    press(Key.Key_Return)
    press(Key.Key_Return)


def _buttons(page: QWidget, words: str) -> list[QPushButton]:
    found = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    return [each for each in found if words in each.accessibleName()]


def _looked(desk: Desk) -> None:
    """Wait for the answer of the question that is being asked."""
    waiting = QEventLoop()
    desk.page._steps._looking.found.connect(waiting.quit)
    QTimer.singleShot(_LONGEST, waiting, waiting.quit)
    waiting.exec()


def test_who_is_on_call_now_is_suggested_first_and_fills_the_role(desk: Desk) -> None:
    _third(desk)
    offers = [each.accessibleName() for each in _buttons(desk.page, "Commander: ")]
    assert offers == ["Commander: Ben  ·  on call now  ·  radio 2", "Commander: Ana  ·  radio 1"]
    focus(_buttons(desk.page, "Commander: Ben")[0])
    press(Key.Key_Return)
    assert focused().accessibleName() == "Commander"
    assert audited(desk.page) == []
    press(Key.Key_Return)
    assert desk.declared().roles["commander"].name == "Ben"


def test_calls_are_kept_with_the_draft_and_recorded_with_the_declaration(desk: Desk) -> None:
    _third(desk)
    focus(_buttons(desk.page, "No answer: Ben, radio 2")[0])
    press(Key.Key_Return)
    desk.hands.put(14, 5)
    focus(_buttons(desk.page, "Reached: Ben, 4711")[0])
    press(Key.Key_Return)
    assert any("Reached 14:05" in text for text in texts(desk.page))
    press(Key.Key_Escape)
    assert desk.all() == []
    open_page(desk)
    focus(edit(desk.page, "Somebody else"))
    write("Vendor")
    focus(edit(desk.page, "Number or line"))
    write("0800 1")
    focus(_buttons(desk.page, "Reached: the number typed")[0])
    press(Key.Key_Return)
    assert edit(desk.page, "Number or line").text() == ""
    assert audited(desk.page) == []
    press(Key.Key_Return, ctrl=True)
    ident = desk.declared().id
    assert [(call.who, call.number, call.result) for call in calls_of(desk.store, ident)] == [
        ("Vendor", "0800 1", "reached"),
        ("Ben", "4711", "reached"),
        ("Ben", "radio 2", "no_answer"),
    ]
    assert calls_of(desk.store, ident)[-1].occurred == NOW
    assert len({entry.header.command for entry in desk.store.entries("incident", ident)}) == 1


def test_without_a_number_there_is_no_call(desk: Desk) -> None:
    _third(desk)
    focus(_buttons(desk.page, "No answer: the number typed")[0])
    press(Key.Key_Return)
    assert focused().accessibleName() == "Number or line"
    assert any(text.startswith("The number is empty") for text in texts(desk.page))
    assert desk.page._steps.who.calls() == []


def test_a_chosen_name_brings_its_line(desk: Desk) -> None:
    _third(desk)
    calls = desk.page._steps.who._calls
    calls._take_line("Chi")
    assert edit(desk.page, "Number or line").text() == "radio 3"
    calls._take_line("Ana")
    assert edit(desk.page, "Number or line").text() == "radio 3"


def test_what_was_seen_before_is_shown_with_what_resolved_it(desk: Desk) -> None:
    past = declare(desk.store, Declaration("Badge readers in hall 1 time out", "access")).id
    move(desk.store, past, Phase.RESOLVED, reason="Reset the controller")
    _third(desk, "Badge readers of hall 2 time out", "access")
    assert "Seen before" not in texts(desk.page)
    _looked(desk)
    assert "Seen before" in texts(desk.page)
    focus(desk.page._steps.who._seen.rows)
    press(Key.Key_Return)
    assert any("Resolved by: Reset the controller" in text for text in texts(desk.page))
    assert any("same service" in text for text in texts(desk.page))
    assert audited(desk.page) == []
    press(Key.Key_Return)
    assert desk.went == [("incident", past)]
    desk.page.start_empty()
    assert "Seen before" not in texts(desk.page)


def test_calls_come_back_from_the_text_of_a_draft_and_never_lie_ahead() -> None:
    made = [Call("1", "reached", "Ana", occurred=NOW), Call("2", "no_answer")]
    assert calls_of_text(calls_text(made), NOW) == made
    assert calls_of_text(calls_text(made), NOW.replace(hour=12))[0].occurred == NOW.replace(hour=12)
    for text in ("", "{}", "[1]", "[{}]", "nonsense", '[{"number": 1, "result": 2, "who": 3, "at": "x"}]'):
        assert calls_of_text(text, NOW) == []
    assert calls_text([]) == ""
