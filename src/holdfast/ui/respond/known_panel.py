"""Going back to what was known at a time: by entry with the arrow keys, or by a time that is typed."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QWidget

from holdfast.domain.errors import UserError
from holdfast.domain.timewords import clock_text, zone_label
from holdfast.respond.known_at import Known, KnownAt
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import set_words
from holdfast.ui.kit.forms import Field
from holdfast.ui.kit.text import label
from holdfast.ui.kit.when_field import WhenField
from holdfast.ui.respond.panel import Panel
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.respond.scene import Scene


class KnownPanel(Panel):
    """A slider over the incident's entries in the order in which they arrived here, and a time to go to."""

    shown = Signal(object)
    """What was known then (Known)."""

    def __init__(self, scene: "Scene", history: KnownAt) -> None:
        super().__init__(_("As known at"), _("Go there"))
        self._store, self._history = scene.store, history
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(1, history.steps())
        self.slider.setPageStep(20)
        self.slider.setValue(history.steps())
        self.place = Field(_("Entry by entry"), self.slider)
        self.when = WhenField(_("Time"), self._store, empty=_("14:10, -2h or 23.11. 14:10"))
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self.place, 1, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(across)
        self.add_foot(_("Left and Right go by one entry, Page Up and Page Down by twenty."))
        set_words(self._cancel, _("Back to now"))
        self.slider.valueChanged.connect(self._go)

    def controls(self) -> list[QWidget]:
        return [self.slider, self.when.control]

    def start(self) -> None:
        super().start()
        self._go(self.slider.value())

    def submit(self) -> None:
        """Go to the time that was typed."""
        fine, at = self.when.checked()
        if not fine or at is None:
            return
        try:
            known = self._history.at(at)
        except UserError as error:
            self.when.show_error(error)
            return
        self.go_to(known.arrival)

    def go_to(self, arrival: int) -> None:
        """Go to what was known when so much had arrived."""
        self.slider.setValue(self._history.place(arrival))

    def _go(self, place: int) -> None:
        known = self._history.at_arrival(self._history.arrival(place))
        told = _("Entry {place} of {steps}, recorded {time}").format(
            place=f"{place:,}", steps=f"{self._history.steps():,}", time=long_time(known.at, self._store)
        )
        self.place.show_hint(told)
        self.shown.emit(known)


class KnownBar(QFrame):
    """The tinted line over the page that says: this is how it was known then."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        self.setProperty("card", "banner")
        self.words = label("", "strong", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 4, 24, 4)
        line.addWidget(self.words, 1)
        self.hide()

    def show_known(self, known: Known) -> None:
        """Name the time."""
        told = _("As known at {time} — recording is off. Esc goes back to now.")
        self.words.setText(told.format(time=long_time(known.at, self._store)))
        self.show()

    def refusal(self) -> UserError:
        """Why nothing can be recorded meanwhile."""
        return UserError(
            self.words.text().partition(" — ")[0] + ".", _("Recording is off; Esc goes back to now.")
        )


def long_time(at: datetime, store: Store) -> str:
    """Time of day with seconds and its zone, with the date where that is not today."""
    local, now = at.astimezone(store.zone), store.now()
    clock = f"{clock_text(at, store.zone, seconds=True)} {zone_label(at, store.zone)}"
    return clock if local.date() == now.date() else f"{local.date()} {clock}"
