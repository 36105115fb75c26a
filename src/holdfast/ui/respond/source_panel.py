"""How the clock of a source is off, and what that source told before it was known."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.text import clean_line
from holdfast.domain.timewords import exact_text
from holdfast.respond.source_clock import Timed, off, set_and_correct, timed_notes
from holdfast.respond.times import read_offset, set_source_offset
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import button, set_words
from holdfast.ui.kit.forms import Field, ParsedField, row
from holdfast.ui.kit.text import label
from holdfast.ui.respond.panel import Panel
from holdfast.words import _, ngettext

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene


class SourcePanel(Panel):
    """How far the clock of a host, a log, a camera is ahead of ours.

    Where that source told something before, it is said how many entries that are, with a button that corrects
    them as well.
    """

    def __init__(self, scene: "Scene") -> None:
        super().__init__(_("Clock of a source"), _("Record offset"))
        self._store, self._record, self._incident = scene.store, scene.record, scene.incident
        self._timed = timed_notes(scene.store, scene.incident.id)
        self._edit = QLineEdit()
        completer = QCompleter(sorted({*scene.incident.ahead, *self._timed}), self._edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._edit.setCompleter(completer)
        self.origin = Field(_("Source"), self._edit)
        self.origin.show_hint(_("A host, a log, a camera; a note names it by [from camera 7]"))
        self.offset: ParsedField[int] = ParsedField(
            _("Its clock is ahead by"),
            read_offset,
            _offset_words,
            required=True,
            empty=_("3m20s; -90s is behind, 0 is right"),
        )
        self.offset.control.setFixedWidth(theme.px(240))
        self.earlier, self.also = label("", "body", wrap=True), button("", self._correct)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.origin, 1, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.offset, 0, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(across)
        line = row(self.earlier, self.also, spacing=12)
        line.setStretch(0, 1)
        self._body.addLayout(line)
        self.add_foot(_known_words(scene.incident))
        self._edit.textChanged.connect(self._typed)
        self.offset.changed.connect(self._tell_earlier)
        self._tell_earlier()

    def controls(self) -> list[QWidget]:
        return [self._edit, self.offset.control, self.also]

    def show_changed(self, incident: Incident) -> None:
        """What is known of the clocks now; what is typed stays."""
        self._incident, self._timed = incident, timed_notes(self._store, incident.id)
        self.add_foot(_known_words(incident))
        self._tell_earlier()

    def submit(self) -> None:
        fine, ahead = self.offset.checked()
        if fine and ahead is not None:
            self._note(set_source_offset, ahead, self.origin)

    def _correct(self) -> None:
        """Note it, and correct what this source told before."""
        ahead = self._ahead()
        if ahead is not None:
            self._note(set_and_correct, ahead, self.offset)

    def _note(self, act: Callable[[Store, str, str, int], object], ahead: int, wrong: Field) -> None:
        """Record it by `act`; what it refuses is said at the field `wrong`."""
        origin = self._edit.text()
        done = self._record(lambda: act(self._store, self._incident.id, origin, ahead), wrong.show_error)
        if done is not None:
            self.left.emit()

    def _typed(self) -> None:
        self.origin.clear_error()
        self._tell_earlier()

    def _name(self) -> str:
        try:
            return clean_line(self._edit.text(), _("The source"))
        except UserError:  # told when it is recorded
            return ""

    def _ahead(self) -> int | None:
        """What is typed, else what is known of this source's clock; None for neither."""
        if not self.offset.text().strip():
            return self._incident.ahead.get(self._name())
        try:
            return self.offset.value()
        except UserError:  # told at its field
            return None

    def _tell_earlier(self) -> None:
        """How many earlier entries of the source stand at another time than its clock gives."""
        ahead, name = self._ahead(), self._name()
        notes = off(self._timed.get(name, ()), ahead) if ahead is not None else []
        for part in (self.earlier, self.also):
            part.setVisible(bool(notes))
        if ahead is None or not notes:
            return
        words = ngettext(
            "{count} earlier entry from {source}: correct by {span}",
            "{count} earlier entries from {source}: correct by {span}",
            len(notes),
        )
        told = words.format(count=len(notes), source=name, span=_by_words(notes, ahead))
        self.earlier.setText(told)
        set_words(self.also, ngettext("Correct it too", "Correct them too", len(notes)))
        self.also.setAccessibleDescription(told)


def _by_words(notes: list[Timed], ahead: int) -> str:
    """By how much they would move; what the source's clock said where each moves by another span."""
    moves = {round((note.by(ahead) - note.stands).total_seconds()) for note in notes}
    if len(moves) > 1:
        return _("what that clock said")
    (move,) = moves
    return ("+" if move > 0 else "\N{MINUS SIGN}") + exact_text(move)


def _offset_words(ahead: int) -> str:
    if not ahead:
        return _("its clock is right")
    told = _("{span} ahead of ours") if ahead > 0 else _("{span} behind ours")
    return told.format(span=exact_text(ahead))


def _known_words(incident: Incident) -> str:
    known = [f"{origin}: {_offset_words(ahead)}" for origin, ahead in sorted(incident.ahead.items())]
    return " · ".join(known)
