"""What the window says of its store beside the pages: in the status and in banners."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from holdfast.domain.value import moment
from holdfast.settings import Settings
from holdfast.store.marks import Mark, mark_of
from holdfast.store.store import Store
from holdfast.ui.kit.clock import Clock
from holdfast.ui.shell.receiving import network_text
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.store.verify import Problem
    from holdfast.ui.shell.window import MainWindow


class Saying(QObject):
    """Puts it in words, and where it belongs."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        super().__init__()
        self._store, self._settings, self._clock = store, settings, clock

    def enter(self, window: "MainWindow") -> None:
        """The window that says it."""
        self._window = window

    def recorded(self) -> None:
        """Something was recorded just now."""
        self._window.status.show_saved(self._clock.now())

    def network(self, said: str) -> None:
        """What is heard from others, and sent to them."""
        self._window.status.show_network(network_text(said))

    def status(self) -> None:
        """What is known at the start."""
        self.verified(mark_of(self._store.marks))
        if self._settings.note:
            self._window.status.show_note(self._settings.note)

    def banners(self) -> None:
        """What this store is, where it is not the usual one."""
        if self._store.practice:
            self._window.put_banner("practice", _("Practice store. Try everything; nothing here is real."))
        if self._store.read_only:
            self._window.put_banner(
                "read-only", _("Read-only: you can read and export, and nothing is recorded.")
            )

    def verified(self, mark: Mark) -> None:
        """How far the journal is known to prove itself."""
        at = moment(mark.whole_at).astimezone(self._store.zone) if mark.whole_at else None
        if at is not None and at.date() == self._clock.now().date():
            self._window.status.show_journal(at, mark.whole_entries)
        else:  # as a whole it was not, and its time alone would say today
            self._window.status.show_journal(None, self._store.journal.count())

    def broken(self, problem: "Problem") -> None:
        """The journal does not prove itself."""
        words = _(
            "Entry {seq} of the journal does not prove itself: {what}. Take a copy of the folder, then run"
        )
        told = words.format(seq=problem.seq, what=problem.what)
        self._window.put_banner("broken", f"{told} holdfast journal verify.")

    def verifying(self, percent: int) -> None:
        """How far the verifying is, below 0 when it is over."""
        words = _("Verifying the journal: {percent} %").format(percent=percent) if percent >= 0 else ""
        self._window.status.show_note(words or self._settings.note)

    def clock_went_back(self) -> None:
        """The times of entries may not be in their order."""
        self._window.status.show_note(_("The clock of this machine went back"))
