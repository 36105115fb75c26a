"""One window's services and pages, made once and connected in one block."""

import sys
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Qt

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.value import moment
from holdfast.settings import TEXT_PERCENT, Settings
from holdfast.store.database import read_only_error, sqlite_version
from holdfast.store.marks import Mark, mark_of
from holdfast.store.store import Store
from holdfast.ui.detect.acts import alert_verbs
from holdfast.ui.detect.watch_verbs import watch_verbs
from holdfast.ui.drill.verbs import drill_verbs
from holdfast.ui.drill.verbs import list_verbs as scenario_verbs
from holdfast.ui.incidents.acts import list_verbs, view_verbs
from holdfast.ui.kit.asking import DialogAsking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.crash import Crash
from holdfast.ui.kit.first_paint import FirstPaint
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.respond.verbs import Group, group_title, offers
from holdfast.ui.shell.actions import Action, Actions
from holdfast.ui.shell.alerting import Alerting
from holdfast.ui.shell.care import Care
from holdfast.ui.shell.copying import Copying
from holdfast.ui.shell.drilling import Drilling, Needs
from holdfast.ui.shell.own_actions import (
    library_verbs,
    of_page,
    page_keys,
    paper_verbs,
    review_verbs,
    runbook_verbs,
    sections_of_page,
    shown_page,
    table_verbs,
    writing_verbs,
)
from holdfast.ui.shell.receiving import Receiving, network_text
from holdfast.ui.shell.rooms import table
from holdfast.ui.shell.rooms.shared import Rooms, Services
from holdfast.ui.shell.standard import Standard
from holdfast.ui.shell.undoing import Undoing
from holdfast.ui.shell.window import MainWindow
from holdfast.version import VERSION
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.store.verify import Problem
    from holdfast.ui.kit.page import Page
    from holdfast.ui.shell.finding import Finding
    from holdfast.ui.shell.picker import Pick


class Wiring(QObject):
    """The composition of the window: what pages say by signals is connected where they are made."""

    def __init__(self, store: Store, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.store, self.settings = store, settings
        self._appearance = appearance
        self.crash = Crash(self._about, self._tell)
        self.notices = Notices(self.crash.report)
        self.clock, self.tasks, self.bridge = Clock(store.now), Tasks(self.notices.error), Bridge(store)
        self.care = Care(store, settings, self.tasks)
        self.receiving = Receiving(store, settings)
        self.record = Recording(self._is_known, self.ask_operator, self.notices.error, self._recorded)
        self.drilling = Drilling(
            Needs(
                store,
                settings,
                self.bridge,
                self.clock,
                self.tasks,
                self.notices,
                self.record,
                partial(self.open_practice, exercise=True),
            )
        )
        self.rooms = Rooms(
            Services(
                store,
                settings,
                self.notices,
                self.clock,
                self.tasks,
                self.bridge,
                self.record,
                self.ask_operator,
                self.switch_operator,
                self._recorded,
                self.open_practice,
                self.drilling.first_exercise,
            )
        )
        self.actions = Actions()
        self._standard = Standard(self.actions, settings, self._quick, self._everything)
        specs = table.specs(self.rooms)
        self._standard.register(specs)
        self.actions.add(*self._own_actions())
        self.actions.hint(*page_keys())
        self.actions.offer(partial(sections_of_page, shown_page(lambda: self.window, "review")))
        self.window = MainWindow(specs, self.actions, settings, self.clock, self.notices)
        self._standard.bind(self.window)
        self.rooms.enter(self.window, DialogAsking(self.window))
        self.drilling.enter(self.window, self.rooms)
        self.alerting = Alerting(store, self.bridge, settings, self.window, self.notices, self.come_to_front)
        self._connect()

    @cached_property
    def _finding(self) -> "Finding":
        from holdfast.ui.shell.finding import Finding  # noqa: PLC0415  (start-up time)

        return Finding(self.store, self.show)

    def _quick(self, query: str) -> "list[Pick]":
        return self._finding.quick(query)

    def _everything(self, query: str) -> "list[Pick]":
        return self._finding.everything(query)

    # -- making ------------------------------------------------------------------------------------

    def _own_actions(self) -> list[Action]:
        incident, file = _("Incident"), _("File")
        return [
            Action("incident.declare", _("&Declare incident"), incident, self._go("declare"), "Ctrl+N"),
            *self._incident_actions("incident"),
            *Copying(self.store, self._shown, self.notices).actions(incident),
            *Undoing(self.store, self._shown, self.record, self.notices).actions(incident),
            *self._incident_actions("coordinate"),
            *self._incident_actions("timeline"),
            *self._incident_actions("view"),
            *of_page(
                shown_page(lambda: self.window, "incidents"),
                list_verbs(),
                _("List"),
                _("The list is not shown."),
            ),
            *of_page(
                shown_page(lambda: self.window, "incidents"),
                view_verbs(),
                _("View"),
                _("The list is not shown."),
            ),
            *of_page(
                shown_page(lambda: self.window, "alerts"),
                alert_verbs(),
                _("Alert"),
                _("The alerts are not shown."),
            ),
            Action("alert.watches", _("Watc&hes"), _("Alert"), self._go("watches")),
            *of_page(
                shown_page(lambda: self.window, "watches"),
                watch_verbs(),
                _("Watch"),
                _("The watches are not shown."),
            ),
            Action("alert.mute", _("&Mute alerts for 30 minutes"), _("Alert"), self._mute, "Ctrl+Shift+M"),
            *of_page(
                shown_page(lambda: self.window, "runbooks"),
                runbook_verbs(),
                _("Runbook"),
                _("No runbook is shown."),
            ),
            *of_page(
                shown_page(lambda: self.window, "review"),
                review_verbs(),
                _("Review"),
                _("No review is open."),
            ),
            *of_page(
                shown_page(lambda: self.window, "review", "directory", "watches"),
                writing_verbs(),
                file,
                _("Nothing is written here that waits to be recorded."),
            ),
            *of_page(
                shown_page(lambda: self.window, "review", "paper", "incident", "runbooks", "insights"),
                paper_verbs(),
                file,
                _("Nothing is shown that can be handed out."),
            ),
            *of_page(shown_page(lambda: self.window, "paper"), table_verbs(), file, _("No table is shown.")),
            *of_page(
                shown_page(lambda: self.window, "runbooks"),
                library_verbs(),
                _("Runbook"),
                _("The library is not shown."),
            ),
            *of_page(
                shown_page(lambda: self.window, "drills"),
                scenario_verbs(),
                _("Drill"),
                _("The scenarios are not shown."),
            ),
            *of_page(
                shown_page(lambda: self.window, "drill"),
                drill_verbs(),
                _("Drill"),
                _("No drill is shown."),
            ),
            *self.drilling.actions(),
            Action("file.reviews", _("&Import reviews…"), file, lambda: self.window.go("bring")),
            Action("file.shift_log", _("S&hift log…"), file, partial(self._paper, "shift")),
            Action("file.register", _("Re&gister of incidents…"), file, partial(self._paper, "register")),
            Action("file.pack", _("Au&dit pack…"), file, partial(self._paper, "pack")),
            Action("file.person_log", _("Pers&onal log…"), file, partial(self._paper, "person")),
            Action("file.operator", _("Change who is at the &keyboard…"), file, self.switch_operator),
            Action("file.leave", _("&Leave the keyboard"), file, self.leave_keyboard),
            Action("file.verify", _("&Verify journal now"), file, self.verify_now),
            Action("file.practice", _("Open &practice incident"), file, self.open_practice),
        ]

    def _mute(self) -> None:
        self.alerting.mute()

    def _paper(self, what: str) -> None:
        self.window.go("paper", what)

    def _incident_actions(self, group: Group) -> list[Action]:
        """What the live view offers in one menu; its own keys it hears by itself."""
        verbs = [(each.id, each.words, each.keys) for each in offers() if each.group == group]
        page = shown_page(lambda: self.window, "incident")
        return of_page(page, verbs, group_title(group), _("No incident is shown."))

    def _shown(self) -> "Page | None":
        return self.window.made(self.window.current_key())

    def _go(self, key: str) -> Callable[[], None]:
        return lambda: self.window.go(key)

    def _connect(self) -> None:
        self.bridge.changed.connect(self._changed)
        self.settings.on_change(self._fit)
        self.bridge.failed.connect(self.notices.error)
        self.window.status.operator_wanted.connect(self.switch_operator)
        self.window.closing.connect(self.crash.close)
        self.care.verified.connect(self._verified)
        self.care.broken.connect(self._broken)
        self.care.failed.connect(self.notices.error)
        self.care.progress.connect(self._verifying)
        self.receiving.said.connect(self._show_network)
        self.receiving.failed.connect(self.notices.error)
        FirstPaint(self.window).done.connect(self.rooms.count_overdue)
        FirstPaint(self.window).done.connect(self.receiving.start)
        FirstPaint(self.window).done.connect(self._begin_alerting)
        FirstPaint(self.window).done.connect(self.drilling.beat.begin)

    def _begin_alerting(self) -> None:
        from holdfast.ui.detect.climbing import Climbing  # noqa: PLC0415  (start-up time)

        self.alerting.begin(Climbing(self.store, self.bridge, self.tasks, self.alerting))

    # -- running ---------------------------------------------------------------------------------

    def start(self, operator: str = "") -> None:
        """Show the window and begin to listen and to look after the store."""
        self.crash.install()
        if operator and not self.store.read_only:
            self._sign_in(operator, None)
        self._put_banners()
        self._show_status()
        self.window.go("incidents")
        self.window.show()
        self.clock.start()
        self.bridge.start()
        self.care.start()

    def stop(self) -> None:
        """End everything that goes on beside the window."""
        for part in (self.clock, self.bridge, self.care, self.receiving, self.alerting, self.drilling):
            part.stop()
        self.rooms.close()
        self.tasks.drain()

    def come_to_front(self) -> None:
        """Somebody started the program again on this store."""
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def show(self, kind: str, ident: str) -> None:
        """Show an incident, runbook or review."""
        self.window.go(kind if kind in ("incident", "review") else "runbooks", ident)

    # -- who is at the keyboard --------------------------------------------------------------------

    def ask_operator(self) -> bool:
        """Somebody stands behind what is recorded next; asked for where nobody does yet."""
        if self._is_known():
            return True
        if self.store.read_only:
            self.notices.error(read_only_error())
            return False
        return self.switch_operator()

    def switch_operator(self) -> bool:
        """Ask who is at the keyboard, whoever was before."""
        from holdfast.ui.shell.operator_dialog import OperatorDialog  # noqa: PLC0415

        known = [(one.name, one.has_passphrase) for one in self.store.operators.all()]
        dialog = OperatorDialog(known, self._sign_in, self.window)
        accepted = dialog.exec() == OperatorDialog.DialogCode.Accepted
        dialog.deleteLater()
        self._tell_page()
        return accepted

    def leave_keyboard(self) -> None:
        """Nobody is at the keyboard; the next entry asks who is."""
        from holdfast.desk.operators import sign_out  # noqa: PLC0415

        sign_out(self.store)
        self._show_operator()
        self._tell_page()

    def _tell_page(self) -> None:
        page = self.window.made(self.window.current_key())
        if page is not None:
            page.operator_changed()

    def _is_known(self) -> bool:
        return self.store.by is not None

    def _sign_in(self, name: str, passphrase: str | None) -> None:
        from holdfast.desk.operators import sign_in  # noqa: PLC0415

        sign_in(self.store, name, passphrase)
        self._show_operator()

    # -- what the window says ----------------------------------------------------------------------

    def _recorded(self) -> None:
        self.window.status.show_saved(self.clock.now())

    def _show_network(self, said: str) -> None:
        self.window.status.show_network(network_text(said))

    def _show_status(self) -> None:
        self._show_operator()
        self._verified(mark_of(self.store.marks))
        if self.settings.note:
            self.window.status.show_note(self.settings.note)

    def _show_operator(self) -> None:
        by = self.store.by
        name = self.store.operators.names().get(by.operator, "") if by else ""
        sure = "" if by is None else (_("passphrase") if by.sure == "authenticated" else _("declared"))
        self.window.status.show_operator(name, sure)

    def _verified(self, mark: Mark) -> None:
        at = moment(mark.whole_at).astimezone(self.store.zone) if mark.whole_at else None
        if at is not None and at.date() == self.clock.now().date():
            self.window.status.show_journal(at, mark.whole_entries)
        else:  # as a whole it was not, and its time alone would say today
            self.window.status.show_journal(None, self.store.journal.count())

    def _broken(self, problem: "Problem") -> None:
        words = _(
            "Entry {seq} of the journal does not prove itself: {what}. Take a copy of the folder, then run"
        )
        told = words.format(seq=problem.seq, what=problem.what)
        self.window.put_banner("broken", f"{told} holdfast journal verify.")

    def _put_banners(self) -> None:
        if self.store.practice:
            self.window.put_banner("practice", _("Practice store. Try everything; nothing here is real."))
        if self.store.read_only:
            self.window.put_banner(
                "read-only", _("Read-only: you can read and export, and nothing is recorded.")
            )

    def _fit(self, key: str) -> None:
        if key == TEXT_PERCENT.key:
            self.window.fit_soon()

    def _changed(self, changes: Changes) -> None:
        if self.store.clock_went_back:
            self.window.status.show_note(_("The clock of this machine went back"))
        if changes.touches("operator"):
            self._show_operator()
        if changes.touches("store", "action"):
            self.rooms.count_overdue()

    def open_practice(self, *, exercise: bool = False) -> None:
        """Open the practice store in a window of its own, beside this one; there begins the exercise."""
        from PySide6.QtCore import QProcess  # noqa: PLC0415  (start-up time)

        start = [] if getattr(sys, "frozen", False) else ["-m", "holdfast"]
        wanted = ["--data", str(self.store.path), "--practice", *(["--exercise"] if exercise else [])]
        QProcess.startDetached(sys.executable, [*start, *wanted])
        self.notices.say(_("The practice store opens in a window of its own."))

    def verify_now(self) -> None:
        """Verify the journal from the first entry on, aside."""
        self.care.verify_whole()

    def _verifying(self, percent: int) -> None:
        words = _("Verifying the journal: {percent} %").format(percent=percent) if percent >= 0 else ""
        self.window.status.show_note(words or self.settings.note)

    def _tell(self, error: UserError) -> None:
        self.notices.error(error)

    def _about(self) -> str:
        import platform  # noqa: PLC0415

        return "\n".join(
            (
                f"Holdfast {VERSION}, Python {platform.python_version()}, Qt {qt_version}",
                f"SQLite {sqlite_version()}, {platform.platform()}",
            )
        )
