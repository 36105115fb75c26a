"""The Verify page: a document that holds, one that was changed, and two in their order."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from holdfast.desk.export import export_review
from holdfast.ui.verify.page import VerifyPage
from tests.gallery.scenes import Room


def _exported(room: Room, name: str) -> Path:
    """A review of the practice store, beside it."""
    file = room.store.path.parent / name
    if not file.exists():
        incident = room.store.incidents.get(room.incident("Primary database"))
        export_review(room.store, incident.review_id, file)
    return file


def _page(room: Room) -> VerifyPage:
    room.go("verify")
    page = room.window.page("verify")
    assert isinstance(page, VerifyPage)
    return page


def _holds(room: Room) -> None:
    _page(room).check([_exported(room, "INC-review.pdf")])
    room.settle()


def _changed(room: Room) -> None:
    first = _exported(room, "INC-review.pdf")
    file = first.with_name("INC-review-sent-by-mail.pdf")
    file.write_bytes(first.read_bytes() + b"% more\n%%EOF\n")
    _page(room).check([file])
    room.settle()


def _two(room: Room) -> None:
    _page(room).check([_exported(room, "INC-review.pdf"), _exported(room, "INC-review-later.pdf")])
    room.settle()


VERIFYING: dict[str, Callable[[Room], QWidget | None]] = {
    "verify": lambda room: room.go("verify"),
    "verify-changed": _changed,
    "verify-two": _two,
    "verify-holds": _holds,
}
