"""Bringing a table into the directory: what would change is shown first, and every row that is wrong."""

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.table import Fault
from holdfast.respond.timeline_csv_import import read_file
from holdfast.store.store import Store
from holdfast.triage.directory_csv import Planned, Preview, import_directory, kind_word
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.text import hairline, label, set_tone
from holdfast.words import _, ngettext

_SHOWN = 5  # rows in sight at once


class Importing(QWidget):
    """A strip over the page: the sentence, the rows that matter, import or leave."""

    begun = Signal()
    finished = Signal()
    """The table was recorded, or is not wanted."""

    def __init__(self, store: Store, record: Recording) -> None:
        super().__init__()
        self._store, self._record, self._text = store, record, ""
        self._build()
        self.hide()

    def begin(self, file: Path) -> None:
        """Read a table and say what it would change."""
        try:
            self._text = read_file(file)
            preview = import_directory(self._store, self._text, dry_run=True)
        except UserError as error:
            self._text = ""
            self._say(str(error), wrong=True)
            self._rows.show_rows([])
        else:
            self._show(file.name, preview)
        self.show()
        self.begun.emit()
        (self._import if self._import.isVisibleTo(self) else self._close).setFocus()

    def submit(self) -> None:
        """Record the table that was shown."""
        made = self._record(lambda: import_directory(self._store, self._text))
        if made is None:
            return
        if made.faults:  # the directory was changed meanwhile
            self._show("", made)
            return
        self.leave()
        announce(self, counts_text(made))

    def leave(self) -> None:
        """Put it away."""
        self._text = ""
        self.hide()
        self.finished.emit()

    def _build(self) -> None:
        self._words = label("", "strong", wrap=True)
        self._rows = _Rows(_("What the table would change"))
        self._import = button(_("Import table"), self.submit, primary=True)
        self._close = button(_("Cancel"), self.leave)
        head = row(self._words, self._close, self._import, spacing=12)
        head.setStretch(0, 1)
        head.setContentsMargins(24, 12, 24, 12)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(head)
        down.addWidget(self._rows)
        down.addWidget(hairline())

    def _show(self, name: str, preview: Preview) -> None:
        if preview.faults:
            count = len(preview.faults)
            told = ngettext(
                "{file}: {count} mistake; nothing is imported until it is corrected.",
                "{file}: {count} mistakes; nothing is imported until they are corrected.",
                count,
            )
            self._say(told.format(file=name or _("The table"), count=count), wrong=True)
            self._rows.show_rows([_fault_row(fault) for fault in (*preview.faults, *preview.warnings)])
        else:
            told = " ".join(filter(None, (counts_text(preview), _warnings_text(preview))))
            self._say(_("{file}: {counts}").format(file=name, counts=told), wrong=False)
            warned = [_fault_row(fault) for fault in preview.warnings]
            differing = [each for each in preview.rows if each.what != "unchanged"]
            self._rows.show_rows([*warned, *map(_planned_row, differing)])
        some = preview.count("new") + preview.count("changed")
        self._import.setVisible(bool(some) and not preview.faults)

    def _say(self, words: str, *, wrong: bool) -> None:
        self._words.setText(words)
        set_tone(self._words, "error" if wrong else "")
        self._import.setVisible(not wrong)
        announce(self, words, urgent=wrong)


def counts_text(preview: Preview) -> str:
    """How many rows are new, changed and unchanged."""
    return _("{new} new, {changed} changed, {unchanged} unchanged.").format(
        new=preview.count("new"), changed=preview.count("changed"), unchanged=preview.count("unchanged")
    )


def _warnings_text(preview: Preview) -> str:
    """How many roles are worth a look; "" for none."""
    count = len(preview.warnings)
    told = ngettext("{count} role is worth a look.", "{count} roles are worth a look.", count)
    return told.format(count=count) if count else ""


def _planned_row(each: Planned) -> Row:
    columns = ", ".join(each.changed).replace("_", " ")
    what = _("changes {columns}").format(columns=columns) if columns else _("new")
    return Row(each.name, f"{kind_word(each.kind)}  ·  {what}", icon="add" if not columns else "edit")


def _fault_row(fault: Fault) -> Row:
    where = _("Line {line}, {column}") if fault.column else _("Line {line}")
    place = where.format(line=fault.line, column=fault.column)
    return Row(f"{place}: {fault.what}", fault.hint, icon="warning")


class _Rows(RowList):
    """As high as a few rows; nothing hides it."""

    def __init__(self, name: str) -> None:
        super().__init__(name, RowDelegate(leading=False, margin=24))
        self._model = RowsModel(self)
        self.setModel(self._model)

    def show_rows(self, rows: list[Row]) -> None:
        """Show these."""
        self._model.set_rows([(str(number), each) for number, each in enumerate(rows)])
        self.setVisible(bool(rows))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        count = max(1, min(_SHOWN, self._model.rowCount()))
        return QSize(theme.px(400), count * max(self.sizeHintForRow(0), theme.px(48)) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), max(self.sizeHintForRow(0), theme.px(48)))
