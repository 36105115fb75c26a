"""A story, the services over it, and an editor that shows its review."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from holdfast.ui.review.editor import ReviewEditor
from tests.conftest import Look
from tests.ui.review.scene import Scene
from tests.ui.review.story import Story, tell, write_all


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    told = tell(tmp_path / "store")
    yield told
    told.store.close()


@pytest.fixture
def scene(qtbot: QtBot, look: Look, story: Story, nothing_left: None) -> Iterator[Scene]:
    made = Scene(story)
    yield made
    assert made.tasks.drain()
    for page in made.pages:
        page.close()
        page.deleteLater()
    assert made.bugs == []


@pytest.fixture
def editor(scene: Scene) -> ReviewEditor:
    """An editor in a shown window, on a review of which nothing is written."""
    return scene.shown_editor(scene.story.review().id)


@pytest.fixture
def full(scene: Scene) -> ReviewEditor:
    """The same, with almost everything written."""
    return scene.shown_editor(write_all(scene.story).id)


def focused(page: QWidget) -> QWidget:
    """What has the focus in this window."""
    found = page.window().focusWidget()
    assert found is not None
    return found
