"""The strip at the bottom: who, what is saved, which network is used, that the journal holds, the time."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.text import ElidedLabel, label, literal, set_tooltip
from holdfast.words import _, ngettext

_GAP = 16
_LEAST = 240
"""The least width of the strip, for usual text."""


class StatusStrip(QWidget):
    """Says the state of the program in words; nothing in it blinks."""

    operator_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._who = ""
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._operator = quiet_button("", self.operator_wanted.emit, plain=True)
        self._saved, self._network = ElidedLabel("", "small", "muted"), ElidedLabel("", "small", "muted")
        self._journal, self._note = ElidedLabel("", "small", "muted"), ElidedLabel("", "small", "muted")
        self._utc, self._local = label("", "mono_small", "muted"), label("", "mono_small", "muted")
        self._operator.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 2, 16, 2)
        self._layout.setSpacing(_GAP)
        for part in (self._operator, *self._told()):
            self._layout.addWidget(part)
        self._layout.addStretch(1)
        self._layout.addWidget(self._utc)
        self._layout.addWidget(self._local)
        self.show_operator("", "")
        self.show_network(_("No network in use"))

    def first_focus(self) -> QWidget:
        """The operator's button."""
        return self._operator

    def show_operator(self, name: str, sure: str) -> None:
        """Who is at the keyboard and how sure we are of it, in words; "" for nobody yet."""
        words = _("You: {name}").format(name=name) if name else _("Nobody has signed in")
        self._who = f"{words} ({sure})" if name and sure else words
        self._operator.setAccessibleName(_("Operator. {words}").format(words=self._who))
        self._arrange()

    def show_saved(self, at: datetime | None) -> None:
        """When a draft or an entry was last saved."""
        self._say(self._saved, _("Saved {time}").format(time=f"{at:%H:%M:%S}") if at else "")

    def show_unsaved(self, why: str) -> None:
        """Something could not be saved."""
        self._say(self._saved, why)

    def show_network(self, words: str) -> None:
        """What listens on a network, if anything."""
        self._say(self._network, words)

    def show_journal(self, verified: datetime | None, entries: int) -> None:
        """When the journal was last verified, and how many entries that covered."""
        count = ngettext("{count} entry", "{count} entries", entries).format(count=_grouped(entries))
        time = f"{verified:%H:%M}" if verified else ""
        words = _("Journal verified {time}, {count}").format(time=time, count=count)
        self._say(
            self._journal, words if verified else _("Journal not verified yet, {count}").format(count=count)
        )

    def show_note(self, words: str) -> None:
        """One thing more: work that goes on, a clock that went back."""
        self._say(self._note, words)

    def show_time(self, now: datetime) -> None:
        """`now`, aware, in the station's zone."""
        before = len(self._local.text())
        self._utc.setText(_("{time} UTC").format(time=f"{now.astimezone(UTC):%H:%M:%S}"))
        self._local.setText(f"{now:%H:%M:%S}")
        set_tooltip(self._local, _("Local time, {zone}").format(zone=f"{now:UTC%z}"))
        if not before:
            self._arrange()

    def words(self) -> list[str]:
        """What is shown, left to right."""
        told = [part.whole() for part in self._told() if part.whole()]
        return [self._who, *told, self._utc.text(), self._local.text()]

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._arrange()

    def _told(self) -> tuple[ElidedLabel, ...]:
        return self._saved, self._network, self._journal, self._note

    def _say(self, where: ElidedLabel, words: str) -> None:
        where.set_whole(words)
        self._arrange()

    def _arrange(self) -> None:
        """Show whole what there is room for, the most important first; the rest is in the tooltip.

        The first two are there in any room, shortened where they must be.
        """
        left = self.width() - 24 - self._show_who()
        left -= self._saved.sizeHint().width() + _GAP if self._saved.whole() else 0
        self._saved.setVisible(bool(self._saved.whole()))
        hidden: list[str] = []
        for part in (self._note, self._local, self._journal, self._network, self._utc):
            words = part.whole() if isinstance(part, ElidedLabel) else part.text()
            wanted = part.sizeHint().width() if part is not self._note else theme.px(96)
            left -= wanted + _GAP if words else 0
            part.setVisible(bool(words) and left >= 0)
            hidden += [words] if words and left < 0 else []
        set_tooltip(self, "\n".join(hidden))

    def _show_who(self) -> int:
        """Put the operator on the button, in at most half of the room; give the width that it takes."""
        metrics, room = self._operator.fontMetrics(), max(theme.px(_LEAST), self.width()) // 2
        words = metrics.elidedText(self._who, Qt.TextElideMode.ElideRight, room - theme.px(20))
        self._operator.setText(literal(words))
        hint = _("Change who is at the keyboard")
        set_tooltip(self._operator, hint if words == self._who else f"{self._who}\n{hint}")
        return self._operator.sizeHint().width()


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
