"""The targets and clocks of an incident with the time that is left: the nearest ones, the rest in a menu."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from holdfast.domain.incident import Incident
from holdfast.domain.targets import TargetLine, target_lines
from holdfast.ui.kit.buttons import menu_button, set_words
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import ElidedLabel, literal, set_tone
from holdfast.words import _

_VERBS = {
    "update": "incident.update",
    "respond": "incident.roles",
    "assess": "incident.assess",
    "resolve": "phase.resolved",
    "review": "incident.review",
    "report": "incident.criteria",
}
_GAP = 12


class DueLine(QWidget):
    """At most two beside each other, fewer where there is little room; each tick tells them anew."""

    verb_wanted = Signal(str)
    """What is done about one of them: a verb of the page."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[TargetLine] = []
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.shown = [ElidedLabel("", "meta", "muted") for _place in range(2)]
        self.all = menu_button("", self._menu)
        self.all.setProperty("quiet", "plain")
        line = row(*self.shown, self.all, None, spacing=_GAP)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)

    def show_incident(self, incident: Incident, now: datetime) -> None:
        """What is due of an incident, and what became of its targets, as of now."""
        lines = target_lines(incident, now)
        if lines != self._lines:
            self._lines = lines
            self._say()

    def lines(self) -> list[str]:
        """Everything that the menu says."""
        return [_marked(line) for line in self._lines]

    def menu(self) -> QMenu:
        """The menu of all of them."""
        self._fill()
        return self._menu

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(2), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.all.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say()

    def _width_of(self, most: int) -> int:
        labels = [each.sizeHint().width() for each in self.shown[: min(most, len(self._lines))]]
        return sum(labels) + len(labels) * _GAP + self.all.sizeHint().width()

    def _fit(self) -> int:
        """How many there is room for; one may be cut short, two may not."""
        if self.width() >= self._width_of(2):
            return 2
        least = self.shown[0].minimumSizeHint().width() + _GAP + self.all.sizeHint().width()
        return 1 if self.width() >= least else 0

    def _say(self) -> None:
        for label, line in zip(self.shown, self._lines, strict=False):
            if label.whole() != _marked(line):
                label.set_whole(_marked(line))
            set_tone(label, "error" if line.overdue else "muted")
        fit = self._fit()
        for place, label in enumerate(self.shown):
            label.setVisible(place < min(fit, len(self._lines)))
        hidden = len(self._lines) - fit
        words = _("+{count}").format(count=hidden) if hidden > 0 else _("Targets")
        if self.all.text() != words:
            set_words(self.all, words)
            self.all.setAccessibleName(_("All targets and clocks"))
        self.all.setToolTip("\n".join(self.lines()))
        self.all.setVisible(bool(self._lines))
        self.updateGeometry()

    def _fill(self) -> None:
        self._menu.clear()
        for line in self._lines:
            verb = "timeline.times" if line.over else _VERBS[line.what]
            self._menu.addAction(literal(_marked(line)), self._asking(verb))

    def _asking(self, verb: str) -> Callable[[], None]:
        return lambda: self.verb_wanted.emit(verb)


def _marked(line: TargetLine) -> str:
    """Overdue is not said by colour alone."""
    return f"! {line.text}" if line.overdue else line.text
