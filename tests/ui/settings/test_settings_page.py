"""The settings page: what is set holds at once and is kept; what belongs to the store is recorded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from holdfast import settings as declared
from holdfast.desk.operators import sign_in
from holdfast.settings import Settings
from holdfast.store.backup import back_up_daily
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.ui.kit.notices import Notices
from holdfast.ui.settings.page import SettingsPage
from tests.conftest import Look
from tests.ui.audit import audit, shown


class Answers:
    """Answers for the questions that need a dialog."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def confirm(self, what: str, hint: str, verb: str) -> bool:
        raise AssertionError(what, hint, verb)

    def folder(self, title: str) -> Path | None:
        assert title
        return self._folder

    def file(self, title: str, kinds: str = "") -> Path | None:
        raise AssertionError(title, kinds)

    def target(self, title: str, suggested: str, kinds: str = "") -> Path | None:
        raise AssertionError(title, suggested, kinds)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as one:
        sign_in(one, "Ana")
        yield one


@pytest.fixture
def look_of(request: pytest.FixtureRequest, look: Look) -> None:
    """The theme and text size that a test asks for, before the page is made."""
    theme, percent = getattr(request, "param", ("light", 100))
    look.choose(str(theme), int(percent))


@pytest.fixture
def page(store: Store, tmp_path: Path, look_of: None, nothing_left: None) -> Iterator[SettingsPage]:
    del look_of, nothing_left
    settings = Settings(tmp_path / "settings.json")

    def broken(error: BaseException) -> None:
        raise error

    made = SettingsPage(store, settings, lambda: store.by is not None, Notices(broken), Answers(tmp_path))
    shown(made)
    yield made
    made.close()
    made.deleteLater()


def _named(page: SettingsPage, kind: type, name: str):  # noqa: ANN202
    return next(widget for widget in page.findChildren(kind) if widget.accessibleName() == name)


def test_a_choice_holds_at_once_and_is_kept(page: SettingsPage, tmp_path: Path) -> None:
    chooser = _named(page, QComboBox, "Colours")
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_End)
    assert Settings(tmp_path / "settings.json").value(declared.THEME) == "contrast"


def test_the_stores_facts_are_recorded_with_what_they_replace(page: SettingsPage, store: Store) -> None:
    marking = _named(page, QLineEdit, "Classification marking")
    for words in ("INTERNAL USE", "RESTRICTED"):
        marking.setFocus()
        marking.selectAll()
        QTest.keyClicks(marking, words)
        button = next(each for each in page.findChildren(QPushButton) if each.text() == "Record changes")
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert store.facts.marking == "RESTRICTED"
    told = [entry.body["marking"] for entry in store.entries("store", store.facts.id)]
    assert [pair[1] for pair in told] == ["INTERNAL USE", "RESTRICTED"]
    assert told[0][0] is None


def test_a_passphrase_that_is_too_short_is_said_at_its_field(page: SettingsPage, store: Store) -> None:
    new = _named(page, QLineEdit, "New passphrase")
    QTest.keyClicks(new, "short")
    button = next(each for each in page.findChildren(QPushButton) if each.text() == "Set passphrase")
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert new.hasFocus() or new.property("wrong") == "true"
    QTest.keyClicks(new, "er than this it is not")
    QTest.keyClick(button, Qt.Key.Key_Space)
    operator = store.operators.named("Ana")
    assert operator is not None
    assert operator.has_passphrase


def test_the_age_of_the_backups_is_shown(page: SettingsPage, store: Store, tmp_path: Path) -> None:
    back_up_daily(store.database, store.blobs.folder, store.folder.backups, store.now())
    button = _named(page, QPushButton, "Choose: Second folder for backups")
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert Settings(tmp_path / "settings.json").value(declared.SECOND_BACKUP) == str(tmp_path)
    assert "In the second folder: none." in page.backup_words()
    assert f"{store.now():%Y-%m-%d}" in page.backup_words()


LOOKS = [(theme, percent) for theme in ("light", "dark", "contrast") for percent in (100, 150)]


@pytest.mark.parametrize("look_of", LOOKS, indirect=True)
def test_the_audit_finds_nothing(page: SettingsPage) -> None:
    assert audit(page) == []


def test_a_port_is_a_number_or_what_was_set_before_stands_again(page: SettingsPage, tmp_path: Path) -> None:
    port = _named(page, QLineEdit, "Port")
    for words, stands in (("9500", "9500"), ("80", "9500"), ("ten", "9500"), ("70000", "9500"), ("", "9500")):
        port.setFocus()
        port.selectAll()
        QTest.keyClicks(port, words) if words else QTest.keyClick(port, Qt.Key.Key_Delete)
        QTest.keyClick(port, Qt.Key.Key_Return)
        assert port.text() == stands
    assert Settings(tmp_path / "settings.json").value(declared.WEBHOOK_PORT) == 9500


def test_folders_for_alerts_are_added_to_each_other(page: SettingsPage, tmp_path: Path) -> None:
    for _time in range(2):
        _named(page, QPushButton, "Choose: Drop folders for alerts").click()
    folders = Settings(tmp_path / "settings.json").value(declared.ALERT_FOLDERS)
    assert folders == f"{tmp_path}; {tmp_path}"
