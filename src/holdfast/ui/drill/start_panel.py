"""Before a drill begins: alone or with others, who plays, and what could come between."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from holdfast.domain.drill import Drill
from holdfast.drill import play
from holdfast.drill.scenario_runbooks import not_in
from holdfast.respond.people import known_names
from holdfast.store.store import Store
from holdfast.ui.drill.reading import Offered
from holdfast.ui.kit.buttons import Choice
from holdfast.ui.kit.completing_line import CompletingLine
from holdfast.ui.kit.completion import Offer
from holdfast.ui.kit.forms import Field
from holdfast.ui.kit.panel import Panel
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.text import label, set_look, set_tone
from holdfast.words import _, ngettext

_MOST = 8  # names that are offered
_FEW = 3  # open incidents that are named


class StartPanel(Panel):
    """Enter starts the drill."""

    started = Signal(str)
    """The id of the drill."""

    def __init__(self, store: Store, record: Recording, offered: Offered) -> None:
        super().__init__(_("Start drill: {title}").format(title=offered.title), _("Start drill"))
        self._store, self._record, self._offered = store, record, offered
        self._names = known_names(store)
        alone = offered.scenario is not None and offered.scenario.alone
        options = [("alone", _("Alone")), ("others", _("With others"))]
        self._how = Choice(_("Who takes part"), options if alone else options[1:])
        self._how.choose("alone" if alone else "others")
        self._how.chosen.connect(self._turn)
        line = CompletingLine(self._offers)
        line.setMinimumWidth(200)
        self._who = Field(
            _("Who plays"), line, hint=_("Names, with a comma between. Those of the directory are offered.")
        )
        self._who.line().setText(f"{self._me()}, " if self._me() else "")
        self._check = label("", "meta", wrap=True)
        for part in (self._how, self._who, self._check):
            self._body.addWidget(part)
        self.add_foot(_("Nothing of a drill counts in the figures, and its documents say DRILL."))
        self._turn(self._how.value())
        self._say_check()

    def controls(self) -> list[QWidget]:
        return [*self._how.findChildren(QWidget), self._who.control]

    def first(self) -> QWidget:
        return self._how

    def submit(self) -> None:
        self._who.clear_error()
        drill = self._record(self._start, self._who.show_error if self._is_team() else None)
        if drill is not None:
            self.left.emit()
            self.started.emit(drill.id)

    def _start(self) -> Drill:
        return play.start(self._store, self._offered.text, self._people())

    def _people(self) -> list[str]:
        if not self._is_team():
            return [self._me()] if self._me() else []
        names = (" ".join(name.split()) for name in self._who.line().text().split(","))
        return [*dict.fromkeys(filter(None, names))]

    def _is_team(self) -> bool:
        return self._how.value() == "others"

    def _me(self) -> str:
        by = self._store.by
        operator = self._store.operators.get(by.operator) if by else None
        return operator.name if operator else ""

    def _turn(self, how: str) -> None:
        self._who.setVisible(how == "others")

    def _offers(self, text: str) -> list[Offer]:
        typed = text.rpartition(",")[2].lstrip()
        start = len(text) - len(typed)
        taken = {name.casefold() for name in self._people()}
        fitting = [
            name
            for name in self._names
            if typed and typed.casefold() in name.casefold() and name.casefold() not in taken
        ]
        return [Offer(start, f"{name},") for name in fitting[:_MOST]]

    def _say_check(self) -> None:
        """What is real goes on: it is said, and nothing is refused for it."""
        real, is_strong = self._real()
        lacking = self._lacking()
        self._check.setText(" ".join(filter(None, (real, lacking))))
        if is_strong or lacking:
            set_look(self._check, "type", "strong")
        set_tone(self._check, "" if is_strong or lacking else "muted")

    def _real(self) -> tuple[str, bool]:
        """What is said of real incidents, and whether it is to be seen."""
        if self._store.practice:
            return _("This is the practice store: nothing in it is real."), False
        rows = self._store.incidents.page(self._store.query("phase:open"), "due", 0, _FEW + 20)
        real = [row for row in rows if not row.drill]
        firing = self._store.alerts.worst()[0]
        if not real and firing:
            told = ngettext("{count} alert fires", "{count} alerts fire", firing).format(count=firing)
            return _("No real incident is open here, but {alerts} unanswered.").format(alerts=told), True
        if not real:
            return _("No real incident is open here."), False
        told = ngettext("A real incident is open: {refs}.", "Real incidents are open: {refs}.", len(real))
        more = _(" and more") if len(real) > _FEW else ""
        refs = ", ".join(row.ref for row in real[:_FEW]) + more
        rest = _("You can start nevertheless; what is real goes first.")
        return f"{told.format(refs=refs)} {rest}", True

    def _lacking(self) -> str:
        """Which runbooks the scenario asks for that nobody could open here."""
        if self._offered.scenario is None:
            return ""
        books = [row for row in self._store.runbooks.page() if not row.gone]
        names = {name for row in books for name in (row.title, row.path, row.path.rpartition("/")[2])}
        lacking = not_in(self._offered.scenario, {name.casefold() for name in names})
        told = _("Not among your runbooks: {names}. Runbooks (Ctrl+3), More, brings in the starter runbooks.")
        return told.format(names=", ".join(lacking)) if lacking else ""
