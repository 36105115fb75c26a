"""Reviews of other teams, from choosing them to the report of their import."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy
from tempfile import mkdtemp
from typing import Final

from PySide6.QtWidgets import QWidget

from holdfast.ui.review.bringing import BringingPage
from tests.gallery.scenes import Room

Scene = Callable[[Room], QWidget | None]
_CORPUS: Final = Path(__file__).parents[1] / "review" / "corpus"
_SOME: Final = ("01-google.md", "07-nhs-like.md", "09-deutsch.md", "21-zone-per-row.md", "35-huge.md")


def _page(room: Room) -> BringingPage:
    room.go("bring")
    page = room.window.page("bring")
    assert isinstance(page, BringingPage)
    return page


def _start(room: Room) -> None:
    _page(room)._begin_anew()


def _preview(room: Room) -> None:
    folder = Path(mkdtemp()) / "postmortems"
    folder.mkdir()
    for name in _SOME:
        copy(_CORPUS / name, folder)
    (folder / "empty.md").write_text(" \n", "utf-8")
    page = _page(room)
    page.import_from(folder)
    room.settle()
    page.preview.list.setCurrentIndex(page.preview.list.model().index(1, 0))


def _report(room: Room) -> None:
    page = _page(room)
    page.preview.accept()
    while page._token is not None:
        room.settle()


BRINGING: dict[str, Scene] = {
    "bring-start": _start,
    "bring-preview": _preview,
    "bring-report": _report,
}
