"""What can be done with the alerts that are chosen: the verbs, and the panels that ask."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.ui.detect.listing import Chosen
from holdfast.ui.kit.aside import Aside
from holdfast.ui.kit.page_acts import PageActs, menu_of
from holdfast.ui.kit.verb import Verb
from holdfast.words import _, ngettext

if TYPE_CHECKING:
    from holdfast.domain.alert import Alert


_AT_ONCE: Final = ("alert.acknowledge", "alert.reopen", "alert.end_silence")


def alert_verbs() -> list[tuple[str, str, str]]:
    """What the inbox offers for the chosen alerts: id, words and keys."""
    return [
        ("alert.acknowledge", _("Ac&knowledge"), "Ctrl+Shift+K"),
        ("alert.declare", _("&Declare incident from alert…"), "Ctrl+Shift+N"),
        ("alert.attach", _("Attach to &incident…"), "Ctrl+Shift+I"),
        ("alert.resolve", _("&Resolve…"), "Ctrl+Shift+O"),
        ("alert.reopen", _("Let &fire again"), ""),
        ("alert.silence", _("&Silence…"), "Ctrl+Shift+U"),
        ("alert.end_silence", _("&End silence"), ""),
    ]


class Acts(PageActs):
    """Does it, or opens one panel at a time in its place below the list."""

    declare_wanted = Signal(object)
    """The ids of the alerts that an incident is to be declared from."""
    done = Signal()
    """Alerts were changed by the person."""

    def __init__(self, store: Store, aside: Aside, chosen: Callable[[], Chosen]) -> None:
        """`chosen` gives what is chosen; UserError where that is too much."""
        super().__init__(store)
        self._aside, self._chosen = aside, chosen

    def verbs(self) -> list[Verb]:
        """All of them, as they stand now."""
        return [
            Verb(ident, words, partial(self.do, ident), keys, self.why_not)
            for ident, words, keys in alert_verbs()
        ]

    def do(self, ident: str) -> None:
        """Do this with the chosen alerts, or ask for what it needs."""
        try:
            chosen = self._chosen()
            if ident in _AT_ONCE and chosen.lines:
                self._at_once(ident, chosen)
                return
            idents = chosen.idents(self._store.alerts)
            if not idents:  # of a group that is shown still, all may be over by now
                self.said.emit(_("No alert is selected. Nothing was changed."))
            elif ident == "alert.declare":
                self.declare_wanted.emit(idents)
            else:
                self._ask(ident, self._store.alerts.all_of(idents))
        except UserError as error:
            self.failed.emit(error)

    def _at_once(self, ident: str, chosen: Chosen) -> None:
        """Which alerts a group holds is read where it is recorded: that may be hundreds in a storm."""
        from holdfast.detect import acts, silences  # noqa: PLC0415  (start-up time)

        works: dict[str, tuple[Callable[..., int], Callable[[int], str]]] = {
            "alert.acknowledge": (acts.acknowledge, _acknowledged),
            "alert.reopen": (acts.reopen, lambda _count: _("It fires again.")),
            "alert.end_silence": (
                silences.end_silences_of,
                lambda _count: _("The silence is over. What still fires is heard again."),
            ),
        }
        work, told = works[ident]
        self._aside(partial(_done, work, chosen), lambda count: self._tell(told(count)))

    def _tell(self, told: str) -> None:
        self.said.emit(told)
        self.done.emit()

    def _ask(self, ident: str, alerts: "Sequence[Alert]") -> None:
        from holdfast.ui.detect import panels  # noqa: PLC0415  (start-up time)

        made: dict[str, type[panels.ResolvePanel | panels.AttachPanel | panels.SilencePanel]] = {
            "alert.resolve": panels.ResolvePanel,
            "alert.attach": panels.AttachPanel,
            "alert.silence": panels.SilencePanel,
        }
        panel = made[ident](self._store, self._aside, alerts)
        panel.done.connect(self._tell)
        self.open(panel)

    def menu(self, at: QPoint, parent: QWidget) -> QMenu:
        """The menu of what can be done with the chosen alerts, opened at a place of the screen."""
        return menu_of(self.verbs(), at, parent)


def _done(work: Callable[..., int], chosen: Chosen, store: Store) -> int:
    """Do it, and say to how many: some may have been answered before."""
    return work(store, idents=chosen.idents(store.alerts))


def _acknowledged(count: int) -> str:
    told = ngettext("{count} alert is acknowledged.", "{count} alerts are acknowledged.", count)
    return told.format(count=count)
