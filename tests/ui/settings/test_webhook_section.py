"""The webhook's token in the window: seen and copied on wish, and made anew after a question."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from holdfast.detect.token import Token
from holdfast.store.store import Store
from holdfast.ui.kit.notices import Notices
from holdfast.ui.settings.webhook_section import WebhookSection
from tests.ui.asking import ScriptedAsking
from tests.ui.stores import make_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store, _hands = make_store(tmp_path)
    yield store
    store.close()


@pytest.fixture
def answers() -> ScriptedAsking:
    return ScriptedAsking()


@pytest.fixture
def section(store: Store, answers: ScriptedAsking, look: object, qtbot: QtBot) -> WebhookSection:
    made = WebhookSection(store, Notices(lambda _error: None), answers, lambda: 9099)
    qtbot.addWidget(made)
    return made


def test_the_token_is_not_even_made_before_somebody_wants_it(section: WebhookSection, store: Store) -> None:
    assert section.text.text() == ""
    assert not store.folder.token.exists()
    section.show_token.click()
    assert section.text.text() == Token(store.folder.token).text()
    section.show_token.click()
    assert section.text.text() == ""


def test_it_is_copied_without_being_shown(section: WebhookSection, store: Store) -> None:
    section.copy_token.click()
    assert QGuiApplication.clipboard().text() == Token(store.folder.token).text()
    assert section.text.text() == ""


def test_the_lines_for_alertmanager_name_the_port_and_no_token(section: WebhookSection, store: Store) -> None:
    section.copy_lines.click()
    lines = QGuiApplication.clipboard().text()
    assert "url: http://127.0.0.1:9099/alerts" in lines
    assert Token(store.folder.token).text() not in lines


def test_another_one_is_made_only_after_a_question(
    section: WebhookSection, store: Store, answers: ScriptedAsking
) -> None:
    before = Token(store.folder.token).text()
    answers.confirms = [False]
    section.renew.click()
    assert Token(store.folder.token).text() == before
    answers.confirms = [True]
    section.renew.click()
    assert Token(store.folder.token).text() != before
