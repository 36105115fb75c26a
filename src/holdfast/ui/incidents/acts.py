"""What can be done with the list and with what is chosen in it: its verbs, and the panels that ask."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from holdfast.domain.errors import UserError
from holdfast.settings import Settings
from holdfast.store.incidents import IncidentRow
from holdfast.store.store import Store
from holdfast.ui.incidents import saved
from holdfast.ui.incidents.filter_bar import FilterBar
from holdfast.ui.incidents.groups import ORDERS, order_words
from holdfast.ui.kit.page_acts import PageActs, menu_of
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.verb import Verb
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.incidents import panels

_ORDER = "list.order_"
Confirm = Callable[[str, str, str], bool]


def list_verbs() -> list[tuple[str, str, str]]:
    """What the list offers: id, words and keys."""
    return [
        ("list.label", _("Put a &label on…"), "Ctrl+Shift+L"),
        ("list.unlabel", _("&Take a label off…"), ""),
        ("list.assign", _("&Assign commander…"), "Ctrl+Shift+A"),
        ("list.dismiss", _("&Dismiss…"), "Ctrl+Shift+D"),
        ("list.save", _("&Save this filter…"), "Ctrl+Shift+S"),
        ("list.saved", _("Saved &filters…"), "Ctrl+Shift+G"),
        *((f"{_ORDER}{order}", _("Order: {order}").format(order=order_words(order)), "") for order in ORDERS),
    ]


def view_verbs() -> list[tuple[str, str, str]]:
    """How the list can look: id, words and keys."""
    return [("list.compact", _("&Compact rows"), "Ctrl+Shift+R")]


class Acts(PageActs):
    """Opens one panel at a time in its place below the list."""

    filters_changed = Signal(object)
    compact_wanted = Signal()
    """The rows are to be of one line, or of two again."""

    def __init__(
        self,
        store: Store,
        record: Recording,
        settings: Settings,
        confirm: Confirm,
        bar: FilterBar,
        chosen: Callable[[int], list[IncidentRow]],
    ) -> None:
        """`chosen` gives the chosen rows, so many at most; UserError where there are more."""
        super().__init__(store)
        self._record, self._settings = record, settings
        self._confirm, self._bar, self._chosen = confirm, bar, chosen

    def filters(self) -> list[saved.Saved]:
        """The filters that have a name."""
        return saved.load(self._settings)

    def verbs(self) -> list[Verb]:
        """All of them, as they stand now."""
        no_filter, none = _("No filter is saved yet."), _("Nothing is asked for.")
        reasons: dict[str, Callable[[], str]] = {
            "list.save": lambda: "" if self._bar.text().strip() else none,
            "list.saved": lambda: "" if self.filters() else no_filter,
            **dict.fromkeys(("list.compact", *(f"{_ORDER}{order}" for order in ORDERS)), str),
        }
        return [
            Verb(ident, words, partial(self.do, ident), keys, reasons.get(ident, self.why_not))
            for ident, words, keys in (*list_verbs(), *view_verbs())
        ]

    def do(self, ident: str) -> None:
        """Do this, or ask for what it needs."""
        if ident.startswith(_ORDER):
            self._bar.choose_order(ident.removeprefix(_ORDER))
        elif ident == "list.compact":
            self.compact_wanted.emit()
        else:
            self._ask(ident)

    def _ask(self, ident: str) -> None:
        from holdfast.ui.incidents import panels, saved_panels  # noqa: PLC0415  (start-up time)

        of_rows: dict[str, Callable[..., panels.RowsPanel]] = {
            "list.label": partial(panels.LabelPanel, present=True),
            "list.unlabel": partial(panels.LabelPanel, present=False),
            "list.assign": panels.AssignPanel,
            "list.dismiss": panels.DismissPanel,
        }
        if ident in of_rows:
            self._ask_of_rows(of_rows[ident])
        elif ident == "list.save":
            save = saved_panels.SavePanel(self.filters(), self._bar.text().strip())
            save.saved.connect(self._keep)
            self.open(save)
        else:
            manage = saved_panels.SavedPanel(self.filters())
            manage.saved.connect(self._keep)
            manage.taken.connect(self._bar.set_text)
            self.open(manage)

    def _ask_of_rows(self, make: "Callable[..., panels.RowsPanel]") -> None:
        from holdfast.desk.bulk import MOST  # noqa: PLC0415  (start-up time)

        try:
            rows = self._chosen(MOST)
        except UserError as error:
            self.failed.emit(error)
            return
        if not rows:
            self.said.emit(_("No row is selected. Nothing was changed."))
            return
        panel = make(self._store, self._record, rows, self._confirm)
        panel.done.connect(self.said)
        self.open(panel)

    def lead(self, ident: str) -> None:
        """Lead an incident oneself."""
        self._record(lambda: self._lead(ident))

    def _lead(self, ident: str) -> None:
        from holdfast.respond.incident import assign  # noqa: PLC0415  (start-up time)

        by = self._store.by
        name = self._store.operators.names().get(by.operator, "") if by else ""
        if by and name:
            assign(self._store, ident, "commander", name, by.operator)

    def _keep(self, filters: list[saved.Saved]) -> None:
        saved.keep(self._settings, filters)
        self.filters_changed.emit(filters)

    def menu(self, at: QPoint, parent: QWidget) -> QMenu:
        """The menu of what can be done with the chosen rows, opened at a place of the screen."""
        return menu_of(self.verbs()[:4], at, parent)
