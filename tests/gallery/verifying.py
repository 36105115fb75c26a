"""The Verify page: a document that holds, one that was changed, two in their order, and a pack."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from holdfast.desk.export import export_review
from holdfast.desk.pack_export import PackAsked, make_pack
from holdfast.desk.register_export import Asked
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


def _pack(room: Room) -> None:
    file = room.store.path.parent / "pack.zip"
    if not file.exists():
        period = Asked(datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC))
        make_pack(room.store, PackAsked(period, 2, "4"), file)
    _page(room).check([file])
    room.settle()


VERIFYING: dict[str, Callable[[Room], QWidget | None]] = {
    "verify": lambda room: room.go("verify"),
    "verify-changed": _changed,
    "verify-two": _two,
    "verify-holds": _holds,
    "verify-pack": _pack,
}
