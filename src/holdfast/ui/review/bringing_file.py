"""What was read of one file that would be imported: its title and day, what its headings became, its rows."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from holdfast.desk.review_import import BroughtFile
from holdfast.domain.review import SECTIONS, section_title
from holdfast.review.foreign import Foreign, Mapped
from holdfast.ui.kit.forms import combo, scrolled
from holdfast.ui.kit.page import column
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.words import _, ngettext

_MOST: Final = 60  # headings, rows or actions in sight of one file


class FileView(QWidget):
    """A heading's box says what it became; another choice there reads the file again."""

    chosen = Signal(int, str)
    """The line of a heading, and the section that what is under it belongs to; "" for the appendix."""

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel("", "strong")
        self._about = label("", "meta", "muted", wrap=True)
        self.boxes: dict[int, QComboBox] = {}
        self._content = QWidget()
        self._area = scrolled(self._content)
        column(self, self._title, self._about, self._area, stretch=2).setContentsMargins(16, 12, 0, 0)

    def show_file(self, file: BroughtFile | None) -> None:
        """Show what was read; the box that has the focus keeps it."""
        held = next((line for line, box in self.boxes.items() if box.hasFocus()), None)
        above = self._area.verticalScrollBar().value()
        self._fill(file)
        if held in self.boxes:
            self.boxes[held].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.verticalScrollBar().setValue(above)

    def _fill(self, file: BroughtFile | None) -> None:
        found = file.foreign if file else None
        self._title.set_whole(found.title if found else file.path if file else "")
        self._about.setText(_about(file, found) if file else "")
        self.boxes = {}
        self._content = QWidget()
        down = QVBoxLayout(self._content)
        down.setContentsMargins(0, 8, 16, 16)
        down.setSpacing(4)
        if file is not None and found is not None and file.kind in {"new", "changed"}:
            down.addWidget(label(_("What its headings became"), "strong", wrap=True))
            down.addLayout(self._headings(found))
            for words in _told(file, found):
                down.addWidget(words)
        down.addStretch()
        self._content.setProperty("scrolled", "true")
        self._area.setWidget(self._content)

    def _headings(self, found: Foreign) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, one in enumerate(found.headings[:_MOST]):
            words = ElidedLabel(_heading(one, found, place))
            box = self._box(one)
            words.setBuddy(box)
            grid.addWidget(words, place, 0)
            grid.addWidget(box, place, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        left = len(found.headings) - _MOST
        if left > 0:
            more = ngettext("{count} more heading", "{count} more headings", left).format(count=left)
            grid.addWidget(label(more, "meta", "muted"), _MOST, 0)
        return grid

    def _box(self, one: Mapped) -> QComboBox:
        options = [(key, section_title(key)) for key in SECTIONS]
        made = combo([("", _("Appendix")), *options], one.section)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(12)
        made.setAccessibleName(_("Section of “{heading}”").format(heading=one.heading))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.activated.connect(partial(self._choose, one, made))
        self.boxes[one.line] = made
        return made

    def _choose(self, one: Mapped, box: QComboBox, _place: int) -> None:
        if box.currentData() != one.section:
            self.chosen.emit(one.line, box.currentData())


def _heading(one: Mapped, found: Foreign, place: int) -> str:
    if place == 0 and found.title in one.heading:
        return _("Below the title")
    return one.heading or _("(no words)")


def _about(file: BroughtFile, found: Foreign | None) -> str:
    if found is None or file.kind == "refused":
        return file.why
    if file.kind == "unchanged":
        return _("It is here already, with {incident}.").format(incident=file.incident)
    day = found.day.isoformat() if found.day else _("no day is said")
    parts = [
        file.path,
        day,
        ngettext("{count} row with a time", "{count} rows with a time", len(file.timed)).format(
            count=len(file.timed)
        ),
        ngettext("{count} action", "{count} actions", len(found.actions)).format(count=len(found.actions)),
    ]
    if file.kind == "changed":
        told = _("another text of that name is here with {incident}; this one comes beside it")
        parts.append(told.format(incident=file.incident))
    if file.remark:
        parts.append(file.remark)
    return "  \N{MIDDLE DOT}  ".join(parts)


def _told(file: BroughtFile, found: Foreign) -> Iterable[QWidget]:
    """Rows without a time, each with why, then those with one, then actions."""
    unread = [f"{_line(row.text)} ({row.why})" for row in file.unread]
    timed = [
        f"{row.occurred:%Y-%m-%d %H:%M} UTC  {_line(row.text)}"
        + (f" ({_('before the row above it')})" if row.early else "")
        for row in file.timed
    ]
    actions = [
        "  \N{MIDDLE DOT}  ".join(
            filter(None, (_line(one.title), one.owner, one.due, _("done") if one.done else ""))
        )
        for one in found.actions
    ]
    if unread:
        yield from _list(_("Rows without a time: they stay in the appendix"), unread)
    if timed:
        yield from _list(_("Rows of the timeline"), timed)
    if actions:
        yield from _list(_("Actions"), actions)


def _list(title: str, lines: list[str]) -> Iterable[QWidget]:
    yield label(title, "strong", wrap=True)
    left = len(lines) - _MOST
    more = [_("and {count} more").format(count=left)] if left > 0 else []
    yield label("\n".join((*lines[:_MOST], *more)), wrap=True)


def _line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 160 else f"{words[:159]}…"
