"""The library of runbooks: find one, read it, start it; bring more in by button or by dropping a folder."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from holdfast.desk.paper import binder_state
from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.domain.timewords import day_text
from holdfast.runbook.plan import Plan, texts_of
from holdfast.runbook.sources import sources
from holdfast.runbook.writing import approve
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.kit import theme
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button, menu_button
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.own_keys import add_keys
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.run_reader import Render
from holdfast.ui.kit.run_stack import PageStack
from holdfast.ui.kit.split import SharedSplitter
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.kit.text import hairline
from holdfast.ui.kit.verb import Verb
from holdfast.ui.runbook.bringing import Bringing
from holdfast.ui.runbook.library_list import LibraryList
from holdfast.ui.runbook.preview import Preview
from holdfast.ui.runbook.sources_view import SourcesView
from holdfast.ui.runbook.viewer import Viewer
from holdfast.words import _, ngettext

SOURCES = "sources"
"""The place of the sources; a runbook's is its id."""
_LIST, _VIEWER = 0, 1
_LEFT = 0.32
"""What the list usually has of the room."""


class RunbooksPage(Page):
    """List and search at the left, the runbook at the right; in a narrow window one of them at a time.

    A place is the id of a runbook, with "#" and an anchor where a link led to a section.
    """

    start_wanted = Signal(str)
    """The id of the runbook to start on the incident."""
    edit_wanted = Signal(str)
    """The id of the runbook to edit, "" for a new one."""
    runbook_wanted = Signal(str)
    """The place to show: one to come back to."""
    failed = Signal(object)
    """The UserError of a runbook that can't be shown."""
    said = Signal(str)
    """A sentence for the person."""
    paper_wanted = Signal(str)
    """The place of the paper page that shows a runbook as a checklist."""
    versions_wanted = Signal(str)
    drift_wanted = Signal(str)
    """The id of the runbook whose versions, or what its runs say, are to be shown."""
    run_wanted = Signal(str, str)
    """An incident and the run on it that is to be shown."""

    def __init__(
        self,
        store: Store,
        render: Render,
        tasks: Tasks,
        record: Recording,
        asking: Asking,
        bridge: Bridge,
    ) -> None:
        super().__init__()
        self._store, self._record, self._settings = store, record, Settings(None)
        self._list, self._viewer = LibraryList(store), Viewer(store, render, tasks)
        self.bringing = Bringing(store, tasks, record, asking)
        self._importing, self._exporting = self.bringing.importing, self.bringing.exporting
        self._sources, self._at_sources = SourcesView(store, record, tasks), False
        self._preview = Preview(partial(texts_of, store), tasks)
        self._build()
        self._connect(bridge)
        self.show_place("")

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show the runbook at this place, or the "sources"; "" shows the library as it is.

        Whoever comes back finds a plan that waits for an answer; whoever goes on to a runbook declines it.
        """
        if self._importing.is_asking():
            if not what:
                return
            self._importing.decline()
        self._at_sources = what == SOURCES
        self._reload()
        if not what or self._at_sources:
            self._show_side(_LIST)
            return
        ident, _hash, anchor = what.partition("#")
        try:
            self._viewer.show_runbook(ident, anchor=anchor)
        except UserError as error:
            self.failed.emit(error)
            return
        self._list.choose(ident)
        self._show_side(_VIEWER)
        self.title_changed.emit()

    def panes(self) -> list[QWidget]:
        if self._importing.is_asking():
            return self._preview.panes()
        if self._at_sources:
            return self._sources.panes()
        return [self._list, *self._viewer.reader.panes()]

    def verbs(self) -> list[Verb]:
        """What can be done with the runbook that is shown, for the registry of actions."""
        reason = "" if self._viewer.book_id() else _("No runbook is shown.")
        show, standing = self._viewer.reader.print_checklist, self._viewer.standing
        sources = partial(self.runbook_wanted.emit, SOURCES)
        return [
            Verb("paper.print", _("Pri&nt preview"), show, "Ctrl+P", lambda: reason),
            Verb("runbook.versions", _("&Versions"), standing.versions.click, "", lambda: reason),
            Verb("runbook.drift", _("What its &runs say"), standing.runs.click, "", lambda: reason),
            Verb("library.folder", _("Import runbooks from a folder…"), self.bringing.choose_folder),
            Verb("library.again", _("Import the source again (F5)"), self._again_here),
            Verb("library.sources", _("Sources of the library…"), sources),
            Verb("library.export", _("Export all runbooks into a folder…"), self.bringing.export),
        ]

    def keep_place_in(self, settings: Settings) -> None:
        """Remember the splitter's place and the size of the type there, and take what is."""
        self._settings = settings
        self._viewer.reader.remember_type_in(settings)
        self._split.take_share(settings.remembered("library_share"))

    def leave(self) -> None:
        self._settings.remember(library_share=self._split.share())

    def first_focus(self) -> QWidget | None:
        if self._importing.is_asking():
            return self._preview.list
        if self._at_sources:
            return self._sources.list
        if not self._store.runbooks.count() and self._parts.page() is self._empty:
            return self._first
        return self._viewer.reader.view if self._side == _VIEWER else self._list.query

    def window_title(self) -> str:
        if self._at_sources:
            return _("Sources")
        return self._viewer.title() or _("Runbooks")

    def import_from(self, *paths: Path) -> None:
        """Bring in folders of Markdown, or single files."""
        self._importing.begin(*paths)

    def import_again(self) -> None:
        """Bring in the source of the runbook that is shown, or the only one, from where it last came."""
        try:
            self.bringing.again(self._source_in_hand())
        except UserError as error:
            self.failed.emit(error)

    def _again_here(self) -> None:
        """The source that is current among the sources, else the one in hand."""
        if self._at_sources:
            self._sources.import_again()
        else:
            self.import_again()

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self._side, self._narrow = _LIST, False
        bring = self.bringing
        self._import = button(_("Import folder…"), bring.choose_folder, icon="import")
        self._split = SharedSplitter(self._list, self._viewer, "", _LEFT)
        self._first = button(_("Import folder…"), bring.choose_folder, primary=True)
        sentence = _("Import a folder of Markdown, or drop one here. Every version is kept in the store.")
        starters = button(_("Bring in starter runbooks"), bring.bring_starters)
        self._empty = EmptyState(_("No runbooks yet"), sentence, [self._first, starters])
        self._parts = PageStack(self._empty, self._split, self._preview, self._sources)
        self._more = menu_button(_("More"), self._menu())
        self._header = PageHeader(_("Runbooks"), buttons=[self._more, self._import])
        column(self, self._header, hairline(), self._importing, self._exporting, self._parts, stretch=4)

    def _menu(self) -> QMenu:
        """What is done with the library as a whole."""
        menu = QMenu(self)
        menu.addAction(_("&New runbook…"), lambda: self.edit_wanted.emit(""))
        menu.addAction(_("Import a &zip or a file…"), self.bringing.choose_file)
        menu.addAction(_("Import &again") + "\tF5", self.import_again)
        menu.addAction(_("Bring in &starter runbooks"), self.bringing.bring_starters)
        menu.addAction(_("S&ources…"), partial(self.runbook_wanted.emit, SOURCES))
        menu.addAction(_("&Export all into a folder…"), self.bringing.export)
        menu.addAction(_("Print &binder…"), lambda: self.paper_wanted.emit("binder"))
        return menu

    def _connect(self, bridge: Bridge) -> None:
        self._list.chosen.connect(self.runbook_wanted)
        self._viewer.start_wanted.connect(self.start_wanted)
        self._viewer.edit_wanted.connect(self.edit_wanted)
        self._viewer.approval_wanted.connect(self._approve)
        self._viewer.runbook_wanted.connect(self._follow)
        self._viewer.left.connect(self._back_to_list)
        self._viewer.standing.versions_wanted.connect(self.versions_wanted)
        self._viewer.standing.drift_wanted.connect(self.drift_wanted)
        self._viewer.standing.run_wanted.connect(self.run_wanted)
        self._viewer.reader.said.connect(self.said)
        self._viewer.reader.failed.connect(self.failed)
        self._importing.planned.connect(self._ask)
        self.bringing.failed.connect(self.failed)
        self._sources.again_wanted.connect(self.bringing.again)
        self._sources.folder_wanted.connect(self.bringing.choose_folder)
        self._sources.export_wanted.connect(self.bringing.export)
        self._sources.runbooks_wanted.connect(self._show_source)
        self._sources.said.connect(self.said)
        self._sources.left.connect(partial(self.runbook_wanted.emit, ""))
        self._viewer.reader.paper_wanted.connect(self.paper_wanted)
        self._importing.finished.connect(self._reload)
        self._preview.accepted.connect(self._import_wanted)
        self._preview.left.connect(self._importing.decline)
        bridge.changed.connect(self._changed)
        add_keys(self, {"Ctrl+F": self._find, "F3": self._next, "Shift+F3": self._previous})
        add_keys(self._split, {"F5": self.import_again})

    # -- what happens ----------------------------------------------------------------------------

    def _changed(self, changes: Changes) -> None:
        if not changes.touches("runbook") or (
            self._importing.is_busy() and self._parts.page() is not self._empty
        ):
            return  # an import is read as a whole, once it is through
        if self._importing.is_asking() or self._sources.is_busy():
            return
        self._reload()
        if self._viewer.book_id() in changes.ids("runbook"):
            self._viewer.show_runbook(self._viewer.book_id())

    def _ask(self, plan: Plan) -> None:
        self._preview.show_plan(plan)
        self._parts.show_page(self._preview)
        self._import.hide()
        self._more.hide()
        self._show_head()

    def _import_wanted(self, plan: Plan, wanted: frozenset[str], theirs: frozenset[str]) -> None:
        self._preview.stop()
        self._reload()
        self._importing.accept(plan, wanted, theirs)

    def _approve(self, ident: str, version: str, accepted: bool) -> None:
        self._record(partial(approve, self._store, ident, version, approved=accepted), self.failed.emit)

    def _source_in_hand(self) -> str:
        shown = self._viewer.book_id()
        if shown:
            return self._store.runbooks.get(shown).source
        names = [each.name for each in sources(self._store) if each.name]
        if len(names) == 1:
            return names[0]
        raise UserError(
            _("The library has several sources."), hint=_("Show a runbook of the one to import again.")
        )

    def _reload(self) -> None:
        self._list.reload()
        count, kept = self._store.runbooks.count(), self._store.runbooks.by_source()
        has_some, several = bool(kept), sum(bool(name) for name in kept)
        self._import.setVisible(has_some and not self._at_sources)
        self._more.setVisible(has_some and not self._at_sources)
        if self._at_sources:
            self._sources.reload()
        listed = self._split if has_some else self._empty
        self._parts.show_page(self._sources if self._at_sources else listed)
        books = ngettext("{count} runbook", "{count} runbooks", count).format(count=count)
        folders = ngettext("from {count} folder", "from {count} folders", several).format(count=several)
        told = _told(self._store, f"{books} {folders}" if several else books)
        title = _("Sources of the library") if self._at_sources else _("Runbooks")
        self._header.set_title(title, told if has_some else "")
        self._show_head()

    def _show_source(self, name: str) -> None:
        """The runbooks of one source, in the list."""
        self._list.ask(f'source:"{name}"')
        self.runbook_wanted.emit("")

    def _follow(self, ident: str, anchor: str) -> None:
        self.runbook_wanted.emit(f"{ident}#{anchor}" if anchor else ident)

    def _find(self) -> None:
        """In the text for whoever reads it, else in the list."""
        if self._viewer.book_id() and self._viewer.isAncestorOf(self.focusWidget()):
            self._viewer.finder.begin()
            return
        self._show_side(_LIST)
        self._list.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._list.query.selectAll()

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._viewer.book_id() and self._viewer.isVisible():
            self._viewer.finder.step(by)

    def _back_to_list(self) -> None:
        self._show_side(_LIST)
        self._list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_side(self, side: int) -> None:
        """In a narrow window one side is in sight."""
        self._side = side
        self._list.setVisible(not self._narrow or side == _LIST)
        self._viewer.setVisible(not self._narrow or side == _VIEWER)
        self._viewer.show_back(back=self._narrow)
        self._split.lay_out()
        self._show_head()

    def _show_head(self) -> None:
        """In a narrow window the runbook that is read has its own head alone: the text needs the room."""
        alone = self._narrow and self._side == _VIEWER and self._parts.page() is self._split
        self._header.setVisible(not alone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(900)
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_side(self._side)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.import_from(*paths)
        event.acceptProposedAction()


def _told(store: Store, counted: str) -> str:
    """What is there, and the binder: an old one first, since the end of the line may be cut."""
    state = binder_state(store)
    if state.made is None:
        return counted
    day = day_text(state.made, store.zone)
    if state.current:
        parts = (counted, _("binder of {day}").format(day=day))
    else:
        parts = (_("binder of {day} is out of date").format(day=day), counted)
    return "  \N{MIDDLE DOT}  ".join(parts)
