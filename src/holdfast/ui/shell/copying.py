"""What is put on the clipboard: the incident that is shown, or the rows chosen in the list."""

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QGuiApplication

from holdfast.domain.errors import UserError
from holdfast.store.incidents import IncidentRow
from holdfast.store.store import Store
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.shell.actions import Action
from holdfast.ui.shell.pages import HasIncident
from holdfast.words import _, ngettext


@runtime_checkable
class HasRows(Protocol):
    """A page that lists incidents."""

    def chosen(self) -> list[IncidentRow]:
        """Those that are selected; UserError where they are too many."""
        ...


class Copying:
    """The two actions that copy; both say what they put on the clipboard."""

    def __init__(self, store: Store, shown: Callable[[], Page | None], notices: Notices) -> None:
        self._store, self._shown, self._notices = store, shown, notices

    def actions(self, category: str) -> list[Action]:
        """What the registry is to know."""
        return [
            Action(
                "incident.copy",
                _("Copy as &Markdown"),
                category,
                self._markdown,
                "Ctrl+Shift+C",
                keywords=_("rows table clipboard"),
                reason=self._nothing_shown,
            ),
            Action(
                "incident.copy_csv",
                _("Cop&y rows as CSV"),
                category,
                self._csv,
                keywords=_("table spreadsheet clipboard"),
                reason=lambda: "" if isinstance(self._shown(), HasRows) else _("The list is not shown."),
            ),
        ]

    def _nothing_shown(self) -> str:
        page = self._shown()
        there = isinstance(page, HasRows) or (isinstance(page, HasIncident) and page.incident_id())
        return "" if there else _("No incident is shown.")

    def _markdown(self) -> None:
        from holdfast.respond.markdown import incident_markdown  # noqa: PLC0415  (start-up time)
        from holdfast.respond.rows_text import rows_markdown  # noqa: PLC0415

        page = self._shown()
        if isinstance(page, HasIncident):
            QGuiApplication.clipboard().setText(incident_markdown(self._store, page.incident_id()))
            self._notices.say(_("The incident is on the clipboard."))
        elif isinstance(page, HasRows):
            self._put(page, lambda rows: rows_markdown(rows, self._store.zone))

    def _csv(self) -> None:
        from holdfast.respond.rows_text import rows_csv  # noqa: PLC0415  (start-up time)

        page = self._shown()
        if isinstance(page, HasRows):
            self._put(page, rows_csv)

    def _put(self, page: HasRows, text: Callable[[Sequence[IncidentRow]], str]) -> None:
        try:
            rows = page.chosen()
        except UserError as error:
            self._notices.error(error)
            return
        if not rows:
            self._notices.say(_("No row is selected. Nothing was copied."))
            return
        QGuiApplication.clipboard().setText(text(rows))
        words = ngettext("{count} row is on the clipboard.", "{count} rows are on the clipboard.", len(rows))
        self._notices.say(words.format(count=len(rows)))
