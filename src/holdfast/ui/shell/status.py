"""The strip at the bottom: who, what is saved, which network is used, that the journal holds, the time."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.text import ElidedLabel, label, literal, set_tooltip
from holdfast.words import _, ngettext


class StatusStrip(QWidget):
    """Says the state of the program in words; nothing in it blinks."""

    operator_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._operator = quiet_button("", self.operator_wanted.emit, plain=True)
        self._saved, self._network = ElidedLabel("", "small", "muted"), ElidedLabel("", "small", "muted")
        self._journal, self._note = ElidedLabel("", "small", "muted"), ElidedLabel("", "small", "muted")
        self._utc, self._local = label("", "mono_small", "muted"), label("", "mono_small", "muted")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(8, 2, 16, 2)
        self._layout.setSpacing(16)
        for part in (self._operator, self._saved, self._network, self._journal, self._note):
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
        self._operator.setText(literal(f"{words} ({sure})" if name and sure else words))
        self._operator.setAccessibleName(_("Operator. {words}").format(words=self._operator.text()))
        set_tooltip(self._operator, _("Change who is at the keyboard"))

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
        self._utc.setText(_("{time} UTC").format(time=f"{now.astimezone(UTC):%H:%M:%S}"))
        self._local.setText(f"{now:%H:%M:%S}")
        set_tooltip(self._local, _("Local time, {zone}").format(zone=f"{now:UTC%z}"))

    def words(self) -> list[str]:
        """What is shown, left to right."""
        shown = [self._operator.text()]
        for part in (self._saved, self._network, self._journal, self._note):
            shown += [part.whole()] if part.whole() else []
        return [*shown, self._utc.text(), self._local.text()]

    def _say(self, where: ElidedLabel, words: str) -> None:
        where.set_whole(words)
        where.setVisible(bool(words))


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
