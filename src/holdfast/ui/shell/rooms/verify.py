"""Whether the journal proves itself."""

from functools import partial

from holdfast.ui.kit.page import Page
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.rooms.shared import Rooms
from holdfast.words import _


def pages(rooms: Rooms) -> list[PageSpec]:
    """The pages of this room."""
    return [PageSpec("verify", _("Verify"), "verify", partial(verify, rooms), key_hint="Ctrl+9")]


def verify(rooms: Rooms) -> Page:
    """The journal, and files that came from elsewhere."""
    from holdfast.ui.verify.page import VerifyPage  # noqa: PLC0415

    return VerifyPage(rooms.services.store, rooms.services.tasks, rooms.asking)
