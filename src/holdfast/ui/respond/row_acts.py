"""What can be done with a row of the timeline, with evidence, and with the timeline as a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu

from holdfast.domain.errors import UserError
from holdfast.domain.ids import id_of
from holdfast.domain.mentions import Mention
from holdfast.domain.timeline import TimelineRow, role_word
from holdfast.report.write import write_file
from holdfast.respond import corrections, evidence
from holdfast.respond.evidence_files import found_in
from holdfast.respond.timeline_csv import timeline_csv
from holdfast.ui.kit.text import literal
from holdfast.ui.respond.evidence_panel import panel_of_files, panel_of_image, panel_of_text
from holdfast.ui.respond.import_panel import ImportPanel
from holdfast.ui.respond.panel import Panel
from holdfast.ui.respond.pasted import bytes_of, files_of, image_of
from holdfast.ui.respond.scene import Scene
from holdfast.ui.respond.timeline_words import details, found_words, named
from holdfast.ui.respond.words import no_row
from holdfast.words import _

_TABLES: Final = "CSV (*.csv *.tsv *.txt)"


class RowActs(QObject):
    """Acts on the row that one stands at; what needs an answer opens a panel."""

    def __init__(
        self,
        scene: Callable[[], Scene],
        row: Callable[[], TimelineRow | None],
        show: Callable[[Panel], None],
        do: Callable[[str], None],
        go: Callable[[str, str], None],
        parent: QObject,
    ) -> None:
        """`show` opens a panel, `do` a verb of the page, `go` another page of the window."""
        super().__init__(parent)
        self._scene, self._row, self._show, self._do, self._go = scene, row, show, do, go

    def acts(self) -> Mapping[str, Callable[[], None]]:
        """By the ids of the verbs."""
        return {
            "timeline.pin": self.pin,
            "timeline.restore": self.restore,
            "timeline.open": self.open,
            "timeline.copy": self.copy,
            "timeline.import": self.bring_in,
            "timeline.export": self.write_out,
            "evidence.add": self.add_files,
            "evidence.paste": self.paste,
            "evidence.check": self.check,
            "evidence.save": self.save,
        }

    # -- rows ------------------------------------------------------------------------------------

    def menu(self, at: QPoint, parent: QMenu) -> None:
        """Offer what can be done with the row."""
        row = self._row()
        if row is None:
            return
        parent.clear()
        for ident, words in self._offers(row):
            parent.addAction(words, partial(self._do, ident))
        parent.popup(at)

    def _offers(self, row: TimelineRow) -> Sequence[tuple[str, str]]:
        kind = self._kind(row)
        alterable = kind in ("note.added", "evidence.added")
        offers = [
            ("timeline.open", self._opening(row)),
            ("timeline.correct", _("&Correct…") if kind == "note.added" and not row.withdrawn else ""),
            ("timeline.withdraw", _("With&draw…") if alterable and not row.withdrawn else ""),
            ("timeline.restore", _("&Take the withdrawal back") if row.withdrawn else ""),
            ("timeline.pin", _("Take the &pin out") if row.pinned else _("&Pin")),
            ("incident.task_here", _("&Make a task…")),
            ("evidence.check", _("Check the &evidence") if kind == "evidence.added" else ""),
            ("evidence.save", _("&Save the evidence…") if kind == "evidence.added" else ""),
            ("timeline.copy", _("Cop&y")),
        ]
        return [(ident, words) for ident, words in offers if words]

    def _opening(self, row: TimelineRow) -> str:
        if self._run_of(row):
            return _("&Open its run")
        return _("&Open what it names") if self._named(row) else ""

    def _kind(self, row: TimelineRow) -> str:
        entry = self._scene().store.journal.at(row.entry)
        return entry.kind if entry else ""

    def pin(self) -> None:
        """Pin the row, or take the pin out."""
        row, scene = self._chosen(), self._scene()
        if row is not None:
            scene.record(
                lambda: corrections.pin(scene.store, scene.incident.id, row.entry, pinned=not row.pinned)
            )

    def restore(self) -> None:
        """Take a withdrawal back."""
        row, scene = self._chosen(), self._scene()
        if row is not None:
            scene.record(lambda: corrections.restore(scene.store, scene.incident.id, row.entry))

    def copy(self) -> None:
        """Put the row on the clipboard, with its times."""
        row = self._chosen()
        if row is not None:
            told = details(row, self._scene().store.zone)
            QApplication.clipboard().setText(f"{row.text}\n{row.who}\n{told}")

    def _chosen(self) -> TimelineRow | None:
        row = self._row()
        if row is None:
            self._scene().notices.error(no_row())
        return row

    # -- what it names ---------------------------------------------------------------------------

    def open(self) -> None:
        """Open what the row names; of several, one that is chosen."""
        row = self._row()
        found = self._named(row) if row is not None else []
        if len(found) == 1:
            self._open(found[0])
        elif found:
            menu = QMenu(QApplication.activeWindow())
            menu.aboutToHide.connect(menu.deleteLater)
            for each in found:
                menu.addAction(literal(self._words_of(each)), partial(self._open, each))
            menu.popup(self._where())

    def _named(self, row: TimelineRow) -> list[Mention]:
        """What the row names; a number stands for each incident that has it, by its whole reference."""
        refs, found = self._scene().store.incidents.refs, dict[tuple[str, str], Mention]()
        if run := self._run_of(row):
            found["run", run] = Mention("run", run, 0, 0)
        for each in named(row.text, refs):
            kind, whole = each.kind, [each.what]
            if kind == "number":
                kind, whole = "incident", refs(each.what)
            found |= {(kind, what): replace(each, kind=kind, what=what) for what in whole}
        return list(found.values())

    def _run_of(self, row: TimelineRow) -> str:
        """The run that the row is a step of, "" for another row."""
        entry = self._scene().store.journal.at(row.entry) if row.kind == "runbook" else None
        return id_of(entry.subject) if entry is not None and entry.subject.startswith("run/") else ""

    def _words_of(self, what: Mention) -> str:
        return self._scene().store.runbooks.run(what.what).title if what.kind == "run" else what.what

    def _where(self) -> QPoint:
        focused = QApplication.focusWidget()
        return focused.mapToGlobal(focused.rect().center()) if focused else QPoint()

    def _open(self, what: Mention) -> None:
        scene = self._scene()
        try:
            {
                "incident": self._open_incident,
                "role": self._tell_role,
                "runbook": self._open_runbook,
                "run": self._open_run,
            }[what.kind](scene, what.what)
        except UserError as error:
            scene.notices.error(error)

    def _open_incident(self, scene: Scene, ref: str) -> None:
        self._go("incident", scene.store.incidents.find(ref).id)

    def _open_run(self, _scene: Scene, run: str) -> None:
        self._go("run", run)

    def _tell_role(self, scene: Scene, role: str) -> None:
        held = scene.incident.roles.get(role)
        told = _("{role}: {name}") if held else _("{role}: nobody")
        scene.notices.say(told.format(role=role_word(role), name=held.name if held else ""))

    def _open_runbook(self, scene: Scene, title: str) -> None:
        known = scene.store.runbooks.page()
        found = [each for each in known if each.title.casefold() == title.casefold()]
        if not found:
            raise UserError(
                _("There is no runbook {title}.").format(title=title),
                _("Look for it in the library: Ctrl+3."),
            )
        self._go("runbooks", found[0].id)

    # -- evidence --------------------------------------------------------------------------------

    def add_files(self, files: Sequence[Path] = ()) -> None:
        """Add files; asks for one where none is given."""
        scene = self._scene()
        asked = None if files else scene.asking.file(_("Add evidence"))
        if files or asked is not None:
            self._show(panel_of_files(scene, files or [asked] if asked else files))

    def add_image(self, image: QImage) -> None:
        """Add an image that was pasted."""
        self._show(panel_of_image(self._scene(), image))

    def add_text(self, data: bytes) -> None:
        """Add text that was pasted, byte for byte."""
        self._show(panel_of_text(self._scene(), data))

    def paste(self) -> None:
        """Add what is on the clipboard: files, an image or text."""
        given = QApplication.clipboard().mimeData() or QMimeData()  # none where it was cleared
        if files := files_of(given):
            self.add_files(files)
        elif (image := image_of(given)) is not None:
            self.add_image(image)
        elif data := bytes_of(given):
            self.add_text(data)
        else:
            self._scene().notices.say(_("The clipboard holds no file, image or text."))

    def check(self) -> None:
        """Look at the chosen piece of evidence again, or at all where no evidence is chosen."""
        scene, row = self._scene(), self._row()
        ident, store = scene.incident.id, scene.store
        pieces = [
            piece for piece in evidence.evidence_of(store, ident) if not piece.removed and not piece.withdrawn
        ]
        chosen = [piece for piece in pieces if row is not None and piece.entry == row.entry]
        if not pieces:
            scene.notices.say(_("There is no evidence to check."))
        for piece in chosen or pieces:
            kept = scene.record(lambda piece=piece: evidence.kept(store, ident, piece.entry))
            if kept is not None:
                scene.tasks.run(
                    partial(found_in, kept), partial(self._found, scene, piece), scene.notices.error
                )

    def _found(self, scene: Scene, piece: evidence.Evidence, found: str) -> None:
        done = scene.record(lambda: evidence.record_check(scene.store, scene.incident.id, piece.entry, found))
        if done is None:
            return
        told = f"{piece.name}: {found_words(found)}."
        if found == "same":
            scene.notices.say(told)
        else:
            scene.notices.error(UserError(told, _("The row says so from now on.")))

    def save(self) -> None:
        """Write the chosen piece of evidence to a file."""
        scene, row = self._scene(), self._chosen()
        if row is None:
            return
        try:
            data = evidence.content(scene.store, scene.incident.id, row.entry)
            (piece,) = (
                one for one in evidence.evidence_of(scene.store, scene.incident.id) if one.entry == row.entry
            )
            target = scene.asking.target(_("Save the evidence"), piece.name)
            if target is not None:
                write_file(target, data)
                scene.notices.say(_("Saved: {file}").format(file=target))
        except UserError as error:
            scene.notices.error(error)

    # -- tables ----------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Import a table, after it was looked through."""
        scene = self._scene()
        file = scene.asking.file(_("Import a table"), _TABLES)
        if file is not None:
            self._show(ImportPanel(scene, file))

    def write_out(self) -> None:
        """Write the timeline as a table."""
        scene = self._scene()
        target = scene.asking.target(_("Export the timeline"), f"{scene.incident.ref}.csv", _TABLES)
        if target is None:
            return
        try:
            write_file(target, timeline_csv(scene.store, scene.incident.id).encode())
            scene.notices.say(_("Saved: {file}").format(file=target))
        except UserError as error:
            scene.notices.error(error)
