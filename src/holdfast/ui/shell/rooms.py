"""The pages, each made when it is first gone to, and what each one wishes."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from holdfast import paths
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.page import Page
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.window import MainWindow
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.runbook.render import Renderer
    from holdfast.ui.kit.run_panel import RunPanel
    from holdfast.ui.respond.presentation import PresentationWindow
    from holdfast.ui.review.services import Services as ReviewServices


@dataclass
class Services:
    """What the pages of one window share. `window` and `asking` are there once the window is."""

    store: Store
    settings: Settings
    notices: Notices
    clock: Clock
    tasks: Tasks
    bridge: Bridge
    record: Recording
    ask_operator: Callable[[], bool]
    switch_operator: Callable[[], bool]
    recorded: Callable[[], None]
    open_practice: Callable[[], None]
    first_exercise: Callable[[], None]


@runtime_checkable
class HasIncident(Protocol):
    """A page that shows an incident."""

    def incident_id(self) -> str:
        """Its id, "" for none."""
        ...


@runtime_checkable
class TakesProposal(Protocol):
    """A page on which a text is written."""

    def propose(self, text: str) -> None:
        """Put this text there, and show what it changes."""
        ...


@runtime_checkable
class TakesAlerts(Protocol):
    """The wizard that declares an incident."""

    def begin_from(self, idents: list[str]) -> None:
        """Begin anew with what the alerts of these ids say."""
        ...


@runtime_checkable
class LooksBack(Protocol):
    """The page of an incident, with its timeline."""

    def show_known(self, arrival: int) -> None:
        """Show what was known when so much had arrived here."""
        ...

    def show_entry(self, entry: str) -> None:
        """Make the row of this entry the current one."""
        ...


class Rooms:
    """Makes the pages. A page that is not shown at the start is imported when it is gone to:
    it halves the time to the first list.
    """

    window: MainWindow
    asking: Asking

    def __init__(self, services: Services) -> None:
        self._s = services
        self.presented: PresentationWindow | None = None
        self._runs: RunPanel | None = None  # there with the live view

    def enter(self, window: MainWindow, asking: Asking) -> None:
        """The window that the pages stand in."""
        self.window, self.asking = window, asking

    def close(self) -> None:
        """End what the pages started."""
        if "renderer" in vars(self):
            self.renderer.close()

    @cached_property
    def renderer(self) -> "Renderer":
        """The worker that makes safe HTML; it starts with the first document."""
        from holdfast.runbook.render import Renderer  # noqa: PLC0415

        return Renderer()

    def count_overdue(self) -> None:
        """Show on the rail how many preventive actions are overdue, now and after each change of one."""
        today = self._s.store.now().date().isoformat()
        self.window.rail.show_count("actions", self._s.store.reviews.list.overdue(today))

    def specs(self) -> list[PageSpec]:
        """The pages; each is made when it is first gone to."""
        return [
            PageSpec("incidents", _("Incidents"), "incidents", self._incidents, key_hint="Ctrl+1"),
            PageSpec(
                "declare", _("Declare incident"), "incidents", self._declare, rail="", under="incidents"
            ),
            PageSpec("assess", _("Assess"), "incidents", self._assess, rail="", under="incidents"),
            PageSpec("incident", _("Incident"), "incidents", self._incident, rail="", under="incidents"),
            PageSpec("alerts", _("Alerts"), "alerts", self._alerts, key_hint="Ctrl+2"),
            PageSpec("watches", _("Watches"), "alerts", self._watches, rail="", under="alerts"),
            PageSpec("runbooks", _("Runbooks"), "runbooks", self._runbooks, key_hint="Ctrl+3"),
            PageSpec("write", _("Write a runbook"), "edit", self._write, rail="", under="runbooks"),
            PageSpec("drift", _("What its runs say"), "runbooks", self._drift, rail="", under="runbooks"),
            PageSpec("versions", _("Versions"), "runbooks", self._versions, rail="", under="runbooks"),
            PageSpec("reviews", _("Reviews"), "reviews", self._reviews, key_hint="Ctrl+4"),
            PageSpec("review", _("Review"), "reviews", self._review, rail="", under="reviews"),
            PageSpec("bring", _("Import reviews"), "reviews", self._bring, rail="", under="reviews"),
            PageSpec("actions", _("Actions"), "actions", self._actions, key_hint="Ctrl+5"),
            PageSpec("paper", _("Paper"), "incidents", self._paper, rail="", under="incidents"),
            PageSpec("directory", _("Directory"), "people", self._directory, key_hint="Ctrl+6"),
            PageSpec("insights", _("Insights"), "insights", self._insights, key_hint="Ctrl+7"),
            PageSpec("drills", _("Drills"), "drills", self._drills, key_hint="Ctrl+8"),
            PageSpec("drill", _("Drill"), "drills", self._drill, rail="", under="drills"),
            PageSpec("verify", _("Verify"), "verify", self._verify, key_hint="Ctrl+9"),
            PageSpec("settings", _("Settings"), "settings", self._settings_page, rail="bottom"),
            PageSpec("scheme", _("Scheme"), "settings", self._scheme, rail="", under="settings"),
            PageSpec("templates", _("Templates"), "settings", self._templates, rail="", under="settings"),
            PageSpec(
                "unanswered",
                _("Unanswered alerts"),
                "settings",
                self._unanswered,
                rail="",
                under="settings",
            ),
            PageSpec("help", _("Help"), "help", self._help, rail="bottom"),
        ]

    def _incidents(self) -> Page:
        page = IncidentsPage(
            self._s.store, self._s.record, self._s.clock, self._s.bridge, self._s.tasks, self._s.settings
        )
        page.incident_chosen.connect(partial(self.window.go, "incident"))
        page.assess_wanted.connect(partial(self.window.go, "assess"))
        page.declare_wanted.connect(partial(self.window.go, "declare"))
        page.practice_wanted.connect(self._s.open_practice)
        page.exercise_wanted.connect(self._s.first_exercise)
        page.failed.connect(self._s.notices.error)
        page.open_counted.connect(partial(self.window.rail.show_count, "incidents"))
        page.said.connect(self._s.notices.say)
        page.confirm_by(self.asking.confirm)
        return page

    def _alerts(self) -> Page:
        from holdfast.ui.detect.page import AlertsPage  # noqa: PLC0415

        s = self._s
        page = AlertsPage(s.store, s.record, s.clock, s.bridge, s.tasks, s.settings)
        page.declare_wanted.connect(self._declare_from)
        page.incident_wanted.connect(partial(self.window.go, "incident"))
        page.runbook_wanted.connect(partial(self.window.go, "runbooks"))
        page.manual_wanted.connect(partial(self.window.go, "help", "alerts"))
        page.watches_wanted.connect(partial(self.window.go, "watches"))
        page.failed.connect(s.notices.error)
        page.said.connect(s.notices.say)
        return page

    def _watches(self) -> Page:
        from holdfast.ui.detect.watch_page import WatchesPage  # noqa: PLC0415

        s = self._s
        page = WatchesPage(s.store, s.clock, s.tasks, s.settings, self.asking)
        page.manual_wanted.connect(partial(self.window.go, "help", "watches"))
        page.left.connect(self.window.back)
        page.failed.connect(s.notices.error)
        page.said.connect(s.notices.say)
        return page

    def _declare_from(self, alerts: list[str]) -> None:
        """Open the wizard, filled with what these alerts say."""
        page = self.window.page("declare")
        if isinstance(page, TakesAlerts):
            page.begin_from(alerts)
        self.window.go("declare")

    def _declare(self) -> Page:
        from holdfast.ui.triage.declare_page import DeclarePage  # noqa: PLC0415

        page = DeclarePage(self._s.store, self._s.ask_operator, self._s.notices, self._s.clock)
        page.look_aside(self._s.tasks)
        page.declared.connect(self._declared)
        page.incident_wanted.connect(partial(self.window.go, "incident"))
        page.left.connect(partial(self.window.go, "incidents"))
        return page

    def _assess(self) -> Page:
        from holdfast.ui.triage.assess_page import AssessPage  # noqa: PLC0415

        page = AssessPage(self._s.store, self._s.ask_operator, self._s.notices, self._s.bridge)
        page.assessed.connect(self._declared)
        page.left.connect(self.window.back)
        return page

    def _declared(self, incident: str) -> None:
        self._s.recorded()
        self.window.go("incident", incident)

    def _settings_page(self) -> Page:
        from holdfast.ui.settings.page import SettingsPage  # noqa: PLC0415

        page = SettingsPage(
            self._s.store, self._s.settings, self._s.ask_operator, self._s.notices, self.asking
        )
        page.recorded.connect(self._s.recorded)
        page.scheme_wanted.connect(partial(self.window.go, "scheme"))
        page.templates_wanted.connect(partial(self.window.go, "templates"))
        page.unanswered_wanted.connect(partial(self.window.go, "unanswered"))
        return page

    def _templates(self) -> Page:
        from holdfast.ui.settings.template_page import TemplatePage  # noqa: PLC0415

        page = TemplatePage(self._s.store, self._s.record, self._s.notices, self._s.tasks)
        page.left.connect(self.window.back)
        return page

    def _unanswered(self) -> Page:
        from holdfast.ui.settings.unanswered_page import UnansweredPage  # noqa: PLC0415

        page = UnansweredPage(self._s.store, self._s.record, self._s.notices, self._s.tasks)
        page.left.connect(self.window.back)
        return page

    def _scheme(self) -> Page:
        from holdfast.ui.settings.scheme_page import SchemePage  # noqa: PLC0415

        page = SchemePage(self._s.store, self._s.record, self._s.notices, self.asking, self._s.tasks)
        page.left.connect(self.window.back)
        return page

    def _verify(self) -> Page:
        from holdfast.ui.verify.page import VerifyPage  # noqa: PLC0415

        return VerifyPage(self._s.store, self._s.tasks, self.asking)

    def _help(self) -> Page:
        from holdfast.ui.help.page import HelpPage  # noqa: PLC0415

        page = HelpPage(paths.resources() / "help", self.renderer, self._s.tasks, self._s.notices)
        page.chapter_wanted.connect(partial(self.window.go, "help"))
        return page

    def _incident(self) -> Page:
        from holdfast.ui.kit.run_panel import RunPanel  # noqa: PLC0415
        from holdfast.ui.kit.run_services import RunServices  # noqa: PLC0415
        from holdfast.ui.respond.page import LivePage  # noqa: PLC0415
        from holdfast.ui.respond.scene import Services as LiveServices  # noqa: PLC0415

        s = self._s
        panel = RunPanel(
            RunServices(
                s.store,
                self.renderer.render,
                s.ask_operator,
                s.switch_operator,
                s.notices,
                s.tasks,
                s.clock,
                self.asking,
            )
        )
        live = LiveServices(s.store, s.record, s.clock, s.tasks, s.settings, self.asking, s.notices)
        page = LivePage(live, s.bridge, panel)
        page.assess_wanted.connect(partial(self.window.go, "assess"))
        page.review_wanted.connect(self._begin_review)
        page.place_wanted.connect(self.window.go)
        page.present_wanted.connect(self._present)
        page.failed.connect(self._s.notices.error)
        panel.changed.connect(self._s.recorded)
        panel.library_wanted.connect(partial(self.window.go, "runbooks"))
        panel.runbook_wanted.connect(partial(self.window.go, "runbooks"))
        panel.edit_wanted.connect(partial(self.window.go, "write"))
        panel.paper_wanted.connect(partial(self.window.go, "paper"))
        self._s.bridge.changed.connect(panel.refresh)
        panel.remember_type_in(s.settings)
        self._runs = panel
        return page

    def _present(self, incident: str) -> None:
        """The incident in large type, on the screen that the window is on; or no longer, where it is."""
        from holdfast.ui.respond.presentation import PresentationWindow  # noqa: PLC0415

        if self.presented is not None:
            self.presented.close()
            return
        shown = self.presented = PresentationWindow(self._s.store, self._s.clock, self._s.bridge, incident)
        shown.left.connect(self._presented)
        self.window.closing.connect(shown.close)
        shown.open(self.window)

    def _presented(self) -> None:
        self.presented = None
        self.window.activateWindow()

    def _runbooks(self) -> Page:
        from holdfast.ui.runbook.page import RunbooksPage  # noqa: PLC0415

        page = RunbooksPage(
            self._s.store,
            self.renderer.render,
            self._s.tasks,
            self._s.record,
            self.asking,
            self._s.bridge,
        )
        page.bringing.offer_starters(paths.resources() / "runbooks")
        self.window.closing.connect(page.bringing.exporting.stop)
        page.keep_place_in(self._s.settings)
        page.runbook_wanted.connect(partial(self.window.go, "runbooks"))
        page.failed.connect(self._s.notices.error)
        page.said.connect(self._s.notices.say)
        page.start_wanted.connect(self._start_runbook)
        page.paper_wanted.connect(partial(self.window.go, "paper"))
        page.edit_wanted.connect(partial(self.window.go, "write"))
        page.versions_wanted.connect(partial(self.window.go, "versions"))
        page.drift_wanted.connect(partial(self.window.go, "drift"))
        page.run_wanted.connect(self._show_run)
        return page

    def _versions(self) -> Page:
        from holdfast.ui.runbook.versions_page import VersionsPage  # noqa: PLC0415

        s = self._s
        page = VersionsPage(s.store, s.record, s.notices, s.tasks, s.bridge)
        page.run_wanted.connect(self._show_run)
        page.left.connect(self.window.back)
        return page

    def _drift(self) -> Page:
        from holdfast.ui.runbook.drift_page import DriftPage  # noqa: PLC0415

        page = DriftPage(self._s.store, self._s.notices, self._s.tasks, self._s.bridge)
        page.run_wanted.connect(self._show_run)
        page.draft_wanted.connect(partial(self.window.go, "write"))
        page.proposal_wanted.connect(self._propose)
        page.left.connect(self.window.back)
        return page

    def _propose(self, runbook: str, text: str) -> None:
        """Open the editor with what the runs propose."""
        self.window.go("write", runbook)
        page = self.window.page("write")
        if isinstance(page, TakesProposal):
            page.propose(text)

    def _write(self) -> Page:
        from holdfast.ui.runbook.editor import WritePage  # noqa: PLC0415

        s = self._s
        page = WritePage(s.store, self.renderer.render, s.record, s.notices, s.tasks)
        page.recorded.connect(partial(self.window.go, "runbooks"))
        s.bridge.changed.connect(page.refresh)
        page.left.connect(self.window.back)
        return page

    def _start_runbook(self, runbook: str) -> None:
        """Start a runbook on the incident that was last shown."""
        from holdfast.runbook import run as runs  # noqa: PLC0415

        live = self.window.made("incident")
        incident = live.incident_id() if isinstance(live, HasIncident) else ""
        if not incident or self._runs is None:
            self._s.notices.say(_("Open the incident first, then start the runbook from there."))
            self.window.go("incidents")
            return
        started = self._s.record(partial(runs.start, self._s.store, incident, runbook))
        if started is not None:
            self._show_run(incident, started.id)

    def _show_run(self, incident: str, run: str) -> None:
        """Show a run beside its incident."""
        self.window.go("incident", incident)
        if self._runs is not None:
            self._runs.show_run(run)

    def _review_services(self) -> "ReviewServices":
        from holdfast.ui.review.services import Services as ReviewServices  # noqa: PLC0415

        return ReviewServices(
            self._s.store,
            self._s.bridge,
            self._s.record,
            self._s.notices,
            self._s.tasks,
            self.asking,
            self._s.clock,
            self._s.settings,
        )

    def _reviews(self) -> Page:
        from holdfast.ui.review.page import ReviewsPage  # noqa: PLC0415

        page = ReviewsPage(self._review_services())
        page.review_chosen.connect(partial(self.window.go, "review"))
        page.incidents_wanted.connect(partial(self.window.go, "incidents"))
        page.import_wanted.connect(partial(self.window.go, "bring"))
        return page

    def _bring(self) -> Page:
        from holdfast.ui.review.bringing import BringingPage  # noqa: PLC0415

        page = BringingPage(self._review_services())
        page.incident_wanted.connect(partial(self.window.go, "incident"))
        page.reviews_wanted.connect(partial(self.window.go, "reviews"))
        return page

    def _actions(self) -> Page:
        from holdfast.ui.review.action_page import ActionsPage  # noqa: PLC0415

        page = ActionsPage(self._review_services())
        page.review_chosen.connect(partial(self.window.go, "review"))
        page.incident_chosen.connect(partial(self.window.go, "incident"))
        return page

    def _review(self) -> Page:
        from holdfast.desk.export import build_pdf  # noqa: PLC0415
        from holdfast.ui.report.pdf_preview import PdfPreview  # noqa: PLC0415
        from holdfast.ui.review.editor import ReviewEditor  # noqa: PLC0415

        page = ReviewEditor(self._review_services(), PdfPreview(self._s.tasks, build_pdf))
        page.incident_wanted.connect(partial(self.window.go, "incident"))
        page.draft_saved.connect(self._s.recorded)
        page.known_wanted.connect(self._show_known)
        page.entry_wanted.connect(self._show_entry)
        return page

    def _show_known(self, incident: str, arrival: int) -> None:
        """Show an incident as it was known when so much had arrived."""
        self.window.go("incident", incident)
        page = self.window.page("incident")
        if isinstance(page, LooksBack):
            page.show_known(arrival)

    def _show_entry(self, incident: str, entry: str) -> None:
        """Show an entry in the timeline of its incident, or the run that it is a step of."""
        self.window.go("incident", incident)
        page = self.window.page("incident")
        if isinstance(page, LooksBack):
            page.show_entry(entry)

    def _paper(self) -> Page:
        from holdfast.ui.report.page import PaperPage  # noqa: PLC0415
        from holdfast.ui.report.page import Services as PaperServices  # noqa: PLC0415

        s = self._s
        page = PaperPage(PaperServices(s.store, s.bridge, s.record, s.notices, s.tasks, self.asking))
        self.window.closing.connect(page.stop)
        return page

    def _insights(self) -> Page:
        from holdfast.ui.insights.page import InsightsPage  # noqa: PLC0415
        from holdfast.ui.insights.page import Services as InsightsServices  # noqa: PLC0415

        s = self._s
        page = InsightsPage(InsightsServices(s.store, s.bridge, s.record, s.notices, s.tasks, self.asking))
        page.incident_chosen.connect(partial(self.window.go, "incident"))
        return page

    def _drills(self) -> Page:
        from holdfast.ui.drill.page import DrillsPage  # noqa: PLC0415

        s = self._s
        page = DrillsPage(s.store, s.record, self.renderer.render, s.bridge, s.tasks)
        page.drill_wanted.connect(partial(self.window.go, "drill"))
        page.failed.connect(s.notices.error)
        return page

    def _drill(self) -> Page:
        from holdfast.ui.drill.drill_page import DrillPage  # noqa: PLC0415

        s = self._s
        page = DrillPage(s.store, s.record, s.clock, s.bridge, s.tasks)
        page.drills_wanted.connect(partial(self.window.go, "drills"))
        page.review_wanted.connect(self._begin_after_action)
        page.failed.connect(s.notices.error)
        page.said.connect(s.notices.say)
        return page

    def _begin_after_action(self, drill: str) -> None:
        from holdfast.drill.after_action import begin_after_action  # noqa: PLC0415

        review = self._s.record(partial(begin_after_action, self._s.store, drill))
        if review is not None:
            self.window.go("review", review.id)

    def _directory(self) -> Page:
        from holdfast.ui.directory.page import DirectoryPage  # noqa: PLC0415

        return DirectoryPage(
            self._s.store, self._s.record, self.asking, self._s.bridge, self._s.notices, self._s.settings
        )

    def _begin_review(self, incident: str) -> None:
        from holdfast.review.writing import begin  # noqa: PLC0415

        review = self._s.record(partial(begin, self._s.store, incident))
        if review is not None:
            self.window.go("review", review.id)
