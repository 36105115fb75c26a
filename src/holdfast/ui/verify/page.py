"""Verify: a document is dropped or chosen, and what it proves is said in plain words."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.desk.aside import beside
from holdfast.desk.verify import Checked, Together, fingerprint_digits, verify_aside
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import Field, scrolled
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import hairline, label, set_tooltip
from holdfast.ui.verify.verdict import Found
from holdfast.words import _, ngettext

_MOST: Final = 40
"""Documents of a pack that the page shows; those that are wrong come first."""


def _asked() -> str:
    """What stands there before anything was checked."""
    return _(
        "Four questions are asked of a document: was it changed since it was signed, does each of its entries"
        " lie in the journal under the signed head, are its pages those that its record gives, and does this"
        " store know that journal. Two documents dropped together are also put in their order. Of a pack,"
        " every document inside is checked."
    )


class VerifyPage(Page):
    """Where somebody checks a document; nothing is recorded."""

    def __init__(self, store: Store, tasks: Tasks, asking: Asking) -> None:
        super().__init__()
        self._store, self._tasks, self._asking = store, tasks, asking
        self._files: tuple[Path, ...] = ()
        self._token = CancelToken()
        self._build()
        self._fingerprint.returnPressed.connect(self._again)
        self.setAcceptDrops(True)

    def choose(self) -> None:
        """Ask for a file and check it."""
        file = self._asking.file(_("Choose a document"), _("Documents (*.pdf *.json *.zip)"))
        if file is not None:
            self.check([file])

    def check(self, files: Sequence[Path]) -> None:
        """Check these files on another thread; several also in their order."""
        self._field.clear_error()
        try:
            told = fingerprint_digits(self._fingerprint.text())
        except UserError as error:
            self._field.show_error(error)
            return
        self._files = tuple(files)
        self._token.cancel()
        self._busy(_named(self._files))
        work = partial(verify_aside, beside(self._store), self._files, told)
        self._token = self._tasks.run(work, self._found, self._failed)

    def panes(self) -> list[QWidget]:
        return [self._choose, self._shown]

    def first_focus(self) -> QWidget | None:
        return self._choose

    def window_title(self) -> str:
        return _("Verify")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.check(_paths(event.mimeData()))
        event.acceptProposedAction()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._choose = button(_("Choose document"), self.choose, primary=True)
        head = PageHeader(
            _("Verify"),
            _("Drop a PDF, a JSON or a pack here that Holdfast exported, or choose it. Nothing is recorded."),
            buttons=[self._choose],
        )
        self._fingerprint = QLineEdit()
        self._fingerprint.setProperty("type", "mono")
        self._field = Field(
            _("&Fingerprint to compare"),
            self._fingerprint,
            hint=_("From the commissioning sheet of the station. Without one, this store's own count."),
        )
        above = QWidget()
        column(above, self._field).setContentsMargins(24, 0, 24, 12)
        self._doing = label(_asked(), "body", "muted", wrap=True)
        self._doing.setContentsMargins(24, 16, 24, 0)
        self._results = QWidget()
        self._lines = QVBoxLayout(self._results)
        self._lines.setContentsMargins(24, 16, 24, 24)
        self._lines.setSpacing(16)
        self._lines.addStretch()
        self._shown = scrolled(self._results)
        self._shown.setAccessibleName(_("What was found"))
        self._shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrow keys scroll it
        column(self, head, above, hairline(), self._doing, self._shown, stretch=4)

    # -- showing ---------------------------------------------------------------------------------

    def _again(self) -> None:
        if self._files:
            self.check(self._files)

    def _busy(self, name: str) -> None:
        """Say that it is being looked at; an earlier answer is no answer to this."""
        self._clear()
        self._doing.setText(_("Checking {file}…").format(file=name) if name else "")
        self._doing.setVisible(bool(name))
        self._choose.setEnabled(not name)
        set_tooltip(self._choose, _("A document is being checked.") if name else "")

    def _found(self, both: Together) -> None:
        self._busy("")
        checked = sorted(both.checked, key=_is_fine)[:_MOST] if len(both.checked) > _MOST else both.checked
        for one in checked:
            verdict = one.verdict
            self._put(Found(one.name, verdict.summary, verdict.findings, verdict.wrong))
        if len(both.checked) > _MOST:
            rest = _rest(both.checked)
            self._put(Found(_("Not shown"), rest, (), wrong=False))
        if both.order:
            wrong = any(one.state == "wrong" for one in both.order)
            self._put(Found(_("Between them"), "", both.order, wrong))
        announce(self, " ".join(dict.fromkeys(one.verdict.summary for one in checked)))

    def _failed(self, error: Exception) -> None:
        self._busy("")
        if not isinstance(error, UserError):
            raise error
        self._put(Found(_named(self._files), str(error), (), wrong=True))
        announce(self, str(error), urgent=True)

    def _put(self, found: Found) -> None:
        self._lines.insertWidget(self._lines.count() - 1, found)

    def _clear(self) -> None:
        while self._lines.count() > 1:
            item = self._lines.takeAt(0)
            old = None if item is None else item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()


def _is_fine(one: Checked) -> bool:
    return not one.verdict.wrong


def _rest(checked: Sequence[Checked]) -> str:
    """How many documents have no room on the page, and whether one of them is wrong."""
    left, bad = len(checked) - _MOST, sum(one.verdict.wrong for one in checked) - _MOST
    more = ngettext("{count} more document was checked.", "{count} more documents were checked.", left)
    what = _("Some of them are wrong.") if bad > 0 else _("None of them is wrong.")
    return f"{more.format(count=left)} {what} " + _("The command holdfast verify lists each.")


def _named(files: Sequence[Path]) -> str:
    if len(files) == 1:
        return files[0].name
    return ngettext("{count} document", "{count} documents", len(files)).format(count=len(files))


def _paths(dropped: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
