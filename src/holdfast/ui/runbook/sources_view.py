"""Where the runbooks come from: each source with its folder, its last import and what is done with it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from holdfast.domain.timewords import day_text
from holdfast.runbook.source_acts import forget_source
from holdfast.runbook.sources import Source, sources
from holdfast.store.store import Store
from holdfast.ui.kit.buttons import button, menu_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.own_keys import add_keys
from holdfast.ui.kit.page import column
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.rows import Index, Row, RowDelegate, RowList
from holdfast.ui.kit.rows_model import RowsModel
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.ui.kit.text import ElidedLabel, hairline, label
from holdfast.ui.runbook.rename_panel import RenamePanel
from holdfast.words import _, ngettext

_HERE: Final = " "  # the key of what was written here: no source is called so


class SourcesView(QWidget):
    """Enter shows the runbooks of a source, F5 imports it again, F2 renames it, Esc leaves."""

    again_wanted = Signal(str)
    folder_wanted = Signal(str)
    """Another folder for this source; "" for a new one."""
    export_wanted = Signal(object)
    """The source to write into a folder, None for all."""
    runbooks_wanted = Signal(str)
    said = Signal(str)
    left = Signal()

    def __init__(self, store: Store, record: Recording, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._record, self._tasks = store, record, tasks
        self._sources: dict[str, Source] = {}
        self._there: Mapping[str, bool] = {}
        self._token = CancelToken()
        self._build()
        self.list.opened.connect(lambda _index: self._show_runbooks())
        self.list.selectionModel().currentChanged.connect(self._show_current)
        add_keys(self, {"F2": self.begin_rename, "F5": self.import_again})

    def reload(self) -> None:
        """Read the sources again, and look aside whether their folders are there."""
        found = sources(self._store, lambda place: self._there.get(str(place), True))
        self._fill(found)
        places = [one.place for one in found if one.place]
        self._token.cancel()
        self._token = self._tasks.run(partial(_look, places), self._looked)

    def begin_rename(self) -> None:
        """Ask for the name of the current source."""
        source = self._current()
        if source is not None and source.name:
            self._about.hide()
            self._rename.ask(source.name)

    def is_busy(self) -> bool:
        """Whether a source is being renamed: the library is read again once it is through."""
        return self._rename.is_busy()

    def panes(self) -> list[QWidget]:
        """The areas to go through."""
        return [self.list, self._rename if self._rename.isVisible() else self._about]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- making ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._model = RowsModel(self)
        self.list = RowList(_("Sources of the library"), RowDelegate(leading=False, margin=24))
        self.list.setModel(self._model)
        self._name = ElidedLabel("", "strong")
        self._place, self._last, self._kept = (label("", "body", wrap=True) for _number in range(3))
        self._rename = RenamePanel(self._store, self._record)
        self._rename.left.connect(self._renamed)
        self._rename.done.connect(self.said)
        self._rename.hide()
        self._show = button(_("Show runbooks"), self._show_runbooks, key=_("Enter"))
        self._import = button(_("Import again"), self.import_again, key="F5", icon="import")
        self._more = menu_button(_("More"), self._menu())
        self._more.setAccessibleName(_("More for this source"))
        add = button(_("Add source…"), partial(self.folder_wanted.emit, ""), icon="add")
        back = button(_("Back to the library"), self.left.emit, key=_("Esc"))
        self._about, foot = QWidget(), QWidget()
        told = QVBoxLayout(self._about)
        told.setContentsMargins(24, 12, 24, 12)
        told.setSpacing(4)
        for each in (self._name, self._place, self._last, self._kept):
            told.addWidget(each)
        self._acts = row(self._show, self._import, self._more, None, spacing=12)
        told.addSpacing(8)
        told.addLayout(self._acts)
        line = row(add, None, back, spacing=12)
        line.setContentsMargins(24, 12, 24, 12)
        foot.setLayout(line)
        column(self, self.list, hairline(), self._rename, self._about, hairline(), foot, stretch=0)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self._acts_of_one = [
            menu.addAction(_("&Rename…") + "\tF2", self.begin_rename),
            menu.addAction(_("&Import from another folder…"), self._elsewhere),
            menu.addAction(_("&Forget its folder"), self._forget),
        ]
        menu.addAction(_("&Export into a folder…"), self._export)
        return menu

    # -- showing ---------------------------------------------------------------------------------

    def _looked(self, there: Mapping[str, bool]) -> None:
        self._there = there
        self._fill(sources(self._store, lambda place: there.get(str(place), False)))

    def _fill(self, found: list[Source]) -> None:
        self._sources = {one.name or _HERE: one for one in found}
        self._model.set_rows([(key, self._row(one)) for key, one in self._sources.items()])
        if found and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._show_current()

    def _row(self, one: Source) -> Row:
        return Row(
            _called(one),
            one.place or (_("no folder is known") if one.name else _("no folder")),
            age=_books(one),
            due=_("not there now") if one.place and not one.there else "",
            icon="import" if one.name else "edit",
        )

    def _show_current(self, *_where: Index) -> None:
        one = self._current()
        self._about.setVisible(one is not None and self._rename.isHidden())
        if one is None:
            return
        self._name.set_whole(_called(one))
        self._place.setText(_place_words(one))
        self._last.setText(self._last_words(one))
        self._kept.setText(_kept_words(one))
        self._import.setEnabled(one.there)
        self._show.setEnabled(bool(one.name and one.runbooks))
        for act in self._acts_of_one:
            act.setEnabled(bool(one.name))
        self._acts_of_one[-1].setEnabled(bool(one.place))

    def _last_words(self, one: Source) -> str:
        if one.imported is None:
            return _("Its last import is not known.") if one.name else ""
        words: dict[str, Callable[[int], str]] = {
            "new": lambda n: ngettext("{n} new", "{n} new", n),
            "changed": lambda n: ngettext("{n} changed", "{n} changed", n),
            "unchanged": lambda n: ngettext("{n} unchanged", "{n} unchanged", n),
            "gone": lambda n: ngettext("{n} gone", "{n} gone", n),
            "both": lambda n: ngettext("{n} kept as it is here", "{n} kept as they are here", n),
            "refused": lambda n: ngettext("{n} left out", "{n} left out", n),
        }
        counts = [words[word](n).format(n=n) for word, n in one.counts if n] or [_("nothing found")]
        local = one.imported.astimezone(self._store.zone)
        return _("Last import: {day} {time}; {counts}.").format(
            day=day_text(one.imported, self._store.zone), time=f"{local:%H:%M}", counts=", ".join(counts)
        )

    def _current(self) -> Source | None:
        return self._sources.get(str(self.list.current_key() or ""))

    # -- what a person does ----------------------------------------------------------------------

    def import_again(self) -> None:
        """Wish for the current source to be imported again."""
        one = self._current()
        if one is not None:
            self.again_wanted.emit(one.name)

    def _elsewhere(self) -> None:
        one = self._current()
        if one is not None:
            self.folder_wanted.emit(one.name)

    def _export(self) -> None:
        one = self._current()
        if one is not None:
            self.export_wanted.emit(one.name)

    def _show_runbooks(self) -> None:
        one = self._current()
        if one is not None and one.name and one.runbooks:
            self.runbooks_wanted.emit(one.name)

    def _forget(self) -> None:
        one = self._current()
        if one is None or not self._record(lambda: (forget_source(self._store, one.name), True)):
            return
        told = _("Where {name} came from is forgotten. Its runbooks are still in the library.")
        self.said.emit(told.format(name=one.name))
        self.reload()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renamed(self) -> None:
        self._rename.hide()
        self.reload()
        place = self._model.row_of(self._rename.name())
        if place >= 0:
            self.list.setCurrentIndex(self._model.index(place, 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _look(places: list[str]) -> dict[str, bool]:
    """Which of these are there; a disk may be slow to say."""
    found: dict[str, bool] = {}
    for place in places:
        try:
            found[place] = Path(place).exists()
        except OSError:
            found[place] = False
    return found


def _called(one: Source) -> str:
    return one.name or _("Written here")


def _books(one: Source) -> str:
    return ngettext("{count} runbook", "{count} runbooks", one.runbooks).format(count=one.runbooks)


def _place_words(one: Source) -> str:
    if not one.name:
        return _("These were written here, and belong to no folder.")
    if not one.place:
        return _("No folder is known. To give it one, import from another folder.")
    if one.there:
        return _("Folder: {place}").format(place=one.place)
    return _(
        "Folder: {place}. It is not there now; what came from it is still in the library. "
        "Connect the disk, or import from another folder."
    ).format(place=one.place)


def _kept_words(one: Source) -> str:
    parts = [_books(one)]
    if one.gone:
        parts.append(_("{count} gone from the folder").format(count=one.gone))
    if one.edited:
        parts.append(_("{count} edited here").format(count=one.edited))
    return _("In the library: {counts}.").format(counts=", ".join(parts))
