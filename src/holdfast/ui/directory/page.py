"""The directory: who is on call now first, one form at the right, tables in and out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from holdfast.domain.changes import Changes
from holdfast.domain.ids import id_of
from holdfast.domain.value import title_text
from holdfast.report.write import write_file
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.triage.directory import keep, kind_of, take_out
from holdfast.triage.directory_csv import directory_csv
from holdfast.ui.directory.form import Form, Subject
from holdfast.ui.directory.importing import Importing
from holdfast.ui.directory.people_list import PeopleList
from holdfast.ui.directory.rows import Held
from holdfast.ui.kit import theme
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.buttons import button, menu_button
from holdfast.ui.kit.forms import EmptyState
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.own_keys import add_keys
from holdfast.ui.kit.page import Page, PageHeader, column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.split import SharedSplitter
from holdfast.ui.kit.text import hairline
from holdfast.ui.kit.verb import Verb
from holdfast.words import _, ngettext

_TABLES = "CSV (*.csv *.tsv *.txt)"
_LOW = 560  # pixels of height in which list and form find no room below a table
_LEFT = 0.36
"""What the list usually has of the room."""


class DirectoryPage(Page):
    """List and search at the left, the form at the right; in a narrow window one of them at a time."""

    def __init__(
        self,
        store: Store,
        record: Recording,
        asking: Asking,
        bridge: Bridge,
        notices: Notices,
        settings: Settings,
    ) -> None:
        super().__init__()
        self._store, self._record, self._asking = store, record, asking
        self._notices, self._settings = notices, settings
        self._narrow, self._writing = False, False
        self._build()
        self._connect(bridge)

    # -- what the shell asks ---------------------------------------------------------------------

    def show_place(self, what: str) -> None:
        """Show the person or resource with this id; "" the directory as it is."""
        self._reload()
        if what:
            self._show_one(what)

    def panes(self) -> list[QWidget]:
        return [self._header, self._parts] if self._parts.currentIndex() == 0 else [self._list, self._side]

    def verbs(self) -> list[Verb]:
        """What can be done here, for the registry of actions."""
        return [Verb("page.record", _("&Record what is written"), self._submit, "Ctrl+S", self._no_form)]

    def _no_form(self) -> str:
        return "" if self._form() is not None else _("Nobody is chosen.")

    def first_focus(self) -> QWidget | None:
        return self._add_first if self._parts.currentIndex() == 0 else self._list.query

    def leave(self) -> None:
        for form in self._forms.values():
            form.flush()
        self._settings.remember(directory_share=self._split.share())

    def window_title(self) -> str:
        return _("Directory")

    # -- what a person does ----------------------------------------------------------------------

    def add(self, kind: str) -> None:
        """A new person or resource: what was typed of one and not recorded, or an empty form."""
        drafts = (id_of(name) for name in self._store.drafts.subjects(kind))
        ident = next((each for each in drafts if not self._is_known(kind, each)), "")
        self._show_form(Subject(kind, ident or self._store.new_id()))

    def import_table(self) -> None:
        """Ask for the table to bring in."""
        file = self._asking.file(_("Import a table into the directory"), _TABLES)
        if file is not None:
            self._importing.begin(file)

    def export_table(self) -> None:
        """Ask where to, and write the directory as a table."""
        file = self._asking.target(_("Export the directory"), "directory.csv", _TABLES)
        if file is None:
            return
        if self._record_nothing(lambda: write_file(file, directory_csv(self._store).encode())):
            self._notices.say(_("Written: {file}").format(file=file))

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._list, self._importing = PeopleList(self._store), Importing(self._store, self._record)
        self._forms = {kind: Form(self._store, kind) for kind in ("person", "resource")}
        nobody = EmptyState(_("Nobody is chosen"), _("Choose a row at the left, or add a person."))
        self._side = QStackedWidget()
        for each in (nobody, *self._forms.values()):
            self._side.addWidget(each)
        self._split = SharedSplitter(
            self._list, self._side, self._settings.remembered("directory_share"), _LEFT
        )
        self._add_first = button(_("Add person"), partial(self.add, "person"), primary=True)
        tables = button(_("Import table…"), self.import_table, icon="import")
        sentence = _("Add people with their roles, lines and weeks on call, or import a table of them.")
        empty = EmptyState(_("The directory is empty"), sentence, [tables, self._add_first])
        self._parts = QStackedWidget()
        self._parts.addWidget(empty)
        self._parts.addWidget(self._split)
        self._ways = [
            menu_button(_("More"), self._menu()),
            button(_("Add resource"), partial(self.add, "resource"), icon="add"),
            button(_("Add person"), partial(self.add, "person"), icon="add"),
        ]
        self._header = PageHeader(_("Directory"), buttons=list(self._ways))
        column(self, self._header, hairline(), self._importing, self._parts, stretch=3)

    def _menu(self) -> QMenu:
        """What is done with the directory as a whole."""
        menu = QMenu(self)
        menu.addAction(_("&Import table…"), self.import_table)
        menu.addAction(_("&Export table…"), self.export_table)
        return menu

    def _connect(self, bridge: Bridge) -> None:
        self._list.chosen.connect(self._open)
        for form in self._forms.values():
            form.record_wanted.connect(self._keep)
            form.drop_wanted.connect(self._drop)
            form.left.connect(self._back_to_list)
            form.failed.connect(self._notices.error)
        self._importing.begun.connect(self._make_room)
        self._importing.finished.connect(self._imported)
        bridge.changed.connect(self._changed)
        add_keys(self, {"Ctrl+F": self._find, "Escape": self._back_to_list})

    # -- showing ---------------------------------------------------------------------------------

    def _reload(self) -> None:
        self._list.reload()
        people, now, things = self._list.counts()
        told = [
            ngettext("{count} person", "{count} people", people).format(count=people),
            _("{count} on call now").format(count=now),
            ngettext("{count} resource", "{count} resources", things).format(count=things),
        ]
        some = bool(people or things)
        self._header.set_title(_("Directory"), "  ·  ".join(told) if some else "")
        for way in self._ways:
            way.setVisible(some)
        self._parts.setCurrentIndex(1 if some or self._writing else 0)

    def _changed(self, changes: Changes) -> None:
        if not changes.touches("person", "resource"):
            return
        self._reload()
        form = self._form()
        shown = form.subject() if form is not None else None
        if form is not None and shown is not None and shown.ident in self._touched(changes):
            held = self._list.held(shown.ident)
            form.show_subject(Subject(shown.kind, shown.ident, held))

    def _touched(self, changes: Changes) -> frozenset[str]:
        return changes.ids("person") | changes.ids("resource")

    def _is_known(self, kind: str, ident: str) -> bool:
        return bool(self._store.entries(kind, ident))

    def _show_one(self, ident: str) -> None:
        held = self._list.held(ident)
        if held is not None:
            self._list.choose(ident)
            self._show_form(Subject(kind_of(held), ident, held), focus=False)

    def _open(self, ident: str) -> None:
        held = self._list.held(ident)
        if held is not None:
            self._show_form(Subject(kind_of(held), ident, held))

    def _show_form(self, what: Subject, *, focus: bool = True) -> None:
        self._writing = True
        self._parts.setCurrentIndex(1)
        form = self._forms[what.kind]
        form.show_subject(what)
        self._side.setCurrentWidget(form)
        self._show_sides()
        if focus:
            form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _form(self) -> Form | None:
        shown = self._side.currentWidget()
        return shown if isinstance(shown, Form) else None

    # -- recording -------------------------------------------------------------------------------

    def _submit(self) -> None:
        form = self._form()
        if form is not None:
            form.submit()

    def _keep(self, said: dict[str, str]) -> None:
        form = self._form()
        if form is None:
            return
        what = form.subject()
        kept = self._record(lambda: keep(self._store, what.kind, what.ident, said), form.show_error)
        if kept is not None:
            self._reload()
            form.show_subject(Subject(what.kind, kept.id, kept))
            self._list.choose(kept.id)
            announce(self, _("Recorded: {name}").format(name=kept.name))
            self._list.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        form = self._form()
        held = form.subject().held if form is not None else None
        if held is None or not self._record(lambda: self._take_out(held, again=False)):
            return
        self._writing = False
        self._side.setCurrentIndex(0)
        self._reload()
        self._back_to_list()
        told = _("{name} was taken out of the directory.").format(name=title_text(held.name))
        self._notices.say(told, verb=_("Undo"), act=partial(self._put_back, held))

    def _put_back(self, held: Held) -> None:
        if self._record(lambda: self._take_out(held, again=True)):
            self._reload()
            self._show_one(held.id)

    def _take_out(self, held: Held, *, again: bool) -> bool:
        take_out(self._store, held, again=again)
        return True

    def _record_nothing(self, work: Callable[[], object]) -> bool:
        """Do what records nothing; what is in the way is shown."""
        try:
            work()
        except Exception as error:  # noqa: BLE001  (a bug reaches the crash report from there)
            self._notices.error(error)
            return False
        return True

    def _step_back(self, *, back: bool) -> None:
        """One filled button at a time: while a table waits it is the import's."""
        for form in self._forms.values():
            form.step_back(back=back)

    def _make_room(self) -> None:
        """For a table that waits; in a low window it takes all there is."""
        self._step_back(back=True)
        self._parts.setVisible(self.height() >= theme.px(_LOW))

    def _imported(self) -> None:
        self._step_back(back=False)
        self._parts.show()
        self._reload()
        self._list.query.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- going about -----------------------------------------------------------------------------

    def _find(self) -> None:
        self._show_sides(listed=True)
        self._list.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._list.query.selectAll()

    def _back_to_list(self) -> None:
        form = self._form()
        if form is not None:
            form.flush()
        self._show_sides(listed=True)
        (self._list.rows if self._list.rows.isVisible() else self._list.query).setFocus()

    def _show_sides(self, *, listed: bool = False) -> None:
        """In a narrow window one side is in sight."""
        alone = self._narrow and not listed and self._form() is not None
        self._list.setVisible(not alone)
        self._side.setVisible(not self._narrow or alone)
        for form in self._forms.values():
            form.show_back(back=self._narrow)
        self._split.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(820)
        if narrow != self._narrow:
            self._narrow = narrow
            self._show_sides()
