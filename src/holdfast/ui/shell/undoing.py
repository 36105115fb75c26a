"""Undo outside text fields: the operator's own last command on the incident or list that is shown."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from holdfast.domain.errors import UserError
from holdfast.store.database import read_only_error
from holdfast.store.store import Store
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.recording import Recording
from holdfast.ui.shell.actions import Action
from holdfast.ui.shell.copying import HasRows
from holdfast.ui.shell.pages import HasIncident
from holdfast.words import _, ngettext

if TYPE_CHECKING:
    from holdfast.respond.undo import Undoable


class Undoing:
    """The two actions; a text field that has the focus keeps their keys to itself."""

    def __init__(
        self, store: Store, shown: Callable[[], Page | None], record: Recording, notices: Notices
    ) -> None:
        self._store, self._shown, self._record, self._notices = store, shown, record, notices

    def actions(self, category: str) -> list[Action]:
        """What the registry is to know."""
        return [
            Action(
                "incident.undo",
                _("&Undo my last command"),
                category,
                partial(self._run, again=False),
                "Ctrl+Z",
                keywords=_("take back"),
                reason=self._nothing_shown,
            ),
            Action(
                "incident.redo",
                _("&Redo what was undone"),
                category,
                partial(self._run, again=True),
                "Ctrl+Shift+Z",
                keywords=_("do again"),
                reason=self._nothing_shown,
            ),
        ]

    def _nothing_shown(self) -> str:
        page = self._shown()
        if self._store.read_only:
            return read_only_error().what
        there = isinstance(page, HasRows) or (isinstance(page, HasIncident) and page.incident_id())
        return "" if there else _("No incident is shown.")

    def _run(self, *, again: bool) -> None:
        self._tell(self._record(partial(self._take_back, again=again)))

    def _take_back(self, *, again: bool) -> "Undoable":
        """On the list the last of all commands where it was over many or on a chosen row, else that on it."""
        from holdfast.respond.undo import recent, undo, undo_recent  # noqa: PLC0415  (start-up time)

        page = self._shown()
        if isinstance(page, HasIncident):
            return undo(self._store, page.incident_id(), again=again)
        chosen = _chosen(page)
        newest = recent(self._store, again=again)
        if newest is not None and (len(newest.incidents) > 1 or {*newest.incidents} & {*chosen}):
            return undo_recent(self._store, again=again)
        if not chosen:
            raise UserError(
                _("No incident is selected. Nothing was recorded."), hint=_("Select the one that you mean.")
            )
        return undo(self._store, chosen[0], again=again)

    def _tell(self, done: "Undoable | None") -> None:
        if done is None:
            return
        where = self._where(done.incidents)
        told = _("Done again, {where}: {what}") if done.again else _("Taken back, {where}: {what}")
        verb = _("Undo") if done.again else _("Redo")
        act = partial(self._back_on, done.incidents[0], again=not done.again)
        self._notices.say(told.format(where=where, what=done.what), verb=verb, act=act)

    def _back_on(self, incident: str, *, again: bool) -> None:
        from holdfast.respond.undo import undo  # noqa: PLC0415  (start-up time)

        self._tell(self._record(lambda: undo(self._store, incident, again=again)))

    def _where(self, incidents: tuple[str, ...]) -> str:
        if len(incidents) == 1:
            return self._store.incidents.get(incidents[0]).ref
        words = ngettext("{count} incident", "{count} incidents", len(incidents))
        return words.format(count=len(incidents))


def _chosen(page: Page | None) -> list[str]:
    """The ids of the chosen rows; none where they are too many to be meant one by one."""
    try:
        return [row.id for row in page.chosen()] if isinstance(page, HasRows) else []
    except UserError:
        return []
