"""The ladder and the rules on their page: adopted with a reason, for every workstation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from holdfast.detect.ladder import ladder_of
from holdfast.detect.rules import rules_of
from holdfast.store.store import Store
from holdfast.triage.directory import keep
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.settings.unanswered_page import UnansweredPage
from tests.detect.test_ladder import TEXT
from tests.ui.stores import make_store


@pytest.fixture
def page(tmp_path: Path, look: object, qtbot: QtBot) -> Iterator[tuple[UnansweredPage, Store]]:
    store, _hands = make_store(tmp_path)
    notices = Notices(lambda _error: None)
    tasks = Tasks(notices.error)
    record = Recording(lambda: True, lambda: True, notices.error, lambda: None)
    made = UnansweredPage(store, record, notices, tasks)
    qtbot.addWidget(made)
    made.show_place("")
    yield made, store
    made.leave()
    tasks.drain()
    store.close()


def test_a_ladder_is_adopted_with_its_reason(page: tuple[UnansweredPage, Store]) -> None:
    shown, store = page
    shown.text.put(TEXT)
    shown.adopt_now()
    assert "names nobody of the directory: “Jonas Weber”" in shown.text.told.text()
    keep(store, "person", store.new_id(), {"name": "Jonas Weber", "roles": "Shift lead"})
    shown.adopt_now()
    assert shown.reason.error()
    assert ladder_of(store).steps == (), "a reason is needed"
    shown.reason_edit.setText("Agreed in the night shift")
    shown.adopt_now()
    assert [each.name for each in ladder_of(store).steps] == ["Jonas Weber", "Shift lead"]


def test_each_text_is_held_to_its_own_rules(page: tuple[UnansweredPage, Store]) -> None:
    shown, store = page
    shown.show_place("rules")
    shown.text.put(TEXT)
    assert shown.text.judge()
    whole = shown._texts["rules"].shipped.replace("# [[", "[[")
    for key in ("name", "matchers", "severity", "minutes"):
        whole = whole.replace(f"# {key} =", f"{key} =")
    shown.text.put(whole)
    assert not shown.text.judge(), "what the shipped text shows is right"
    shown.reason_edit.setText("Tried")
    shown.adopt_now()
    assert rules_of(store).rules[0].name == "Billing is down"
    assert ladder_of(store).steps == ()
