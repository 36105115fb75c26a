"""States of the timeline: rows that later entries changed, and the panels that change or bring them."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from holdfast.respond.corrections import correct, pin, withdraw
from holdfast.respond.evidence import add, evidence_of, record_check
from holdfast.respond.evidence_files import of_bytes
from holdfast.respond.incident import add_note
from holdfast.respond.times import set_source_offset
from holdfast.ui.respond.import_panel import ImportPanel
from holdfast.ui.respond.known_panel import KnownPanel
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.source_panel import SourcePanel
from tests.gallery.scenes import Room

Scene = Callable[[Room], QWidget | None]


def _live(room: Room) -> LivePage:
    ident = room.incident("Badge readers")
    room.go("incident", ident)
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    if not evidence_of(room.store, ident):
        _tell(room, ident)
    room.settle()
    return page


def _tell(room: Room, ident: str) -> None:
    """A row of each sort."""
    store = room.store
    now = store.now()
    set_source_offset(store, ident, "camera 7", 200)
    add_note(store, ident, "A van leaves the gate", "observation", now - timedelta(minutes=30), "camera 7")
    note = add_note(store, ident, "Reader 12 is dwon", "observation")
    correct(store, ident, note.entry, text="Reader 12 is down, as in #INC-K7-3; ask @scribe")
    wrong = add_note(store, ident, "The controller was replaced", "action")
    withdraw(store, ident, wrong.entry, "That was in the other building")
    pin(store, ident, add_note(store, ident, "The vendor's number is 4711, contract 88-2", "note").entry)
    add(store, ident, of_bytes("reader.log", b"x" * 900, "text/plain"), "The log of reader 12")
    dump = add(store, ident, of_bytes("dump.bin", b"y" * 900, "application/octet-stream"))
    record_check(store, ident, dump.entry, "altered")


def _rows(room: Room) -> None:
    page = _live(room)
    corrected = next(row for row in page._timeline._all if row.first)
    page._timeline.view.setFocus()
    page._timeline.stand_at(corrected.entry)
    if corrected.entry not in page._timeline._told:
        page._timeline.tell()


def _at_a_note(verb: str) -> Scene:
    def scene(room: Room) -> None:
        page = _live(room)
        note = next(row for row in page._timeline._all if row.kind == "note" and not row.withdrawn)
        page._timeline.stand_at(note.entry)
        page.do(verb)

    return scene


def _verb(verb: str) -> Scene:
    def scene(room: Room) -> None:
        _live(room).do(verb)

    return scene


def _wrong_time(room: Room) -> None:
    page = _live(room)
    page.do("timeline.times")
    panel = page._foot.panel
    assert panel is not None
    panel.choice.choose("declared")
    panel.when.set_text("-1m")
    panel.submit()


def _known(room: Room) -> None:
    page = _live(room)
    page.do("timeline.at")
    panel = page._foot.panel
    assert isinstance(panel, KnownPanel)
    panel.slider.setValue(panel.slider.maximum() // 2)


def _evidence(room: Room) -> None:
    page = _live(room)
    file = room.store.path / "reader-12.log"
    file.write_bytes(b"panic\n" * 1000)
    page._acts.rows.add_files([file])
    room.settle()


def _table(text: str) -> Scene:
    def scene(room: Room) -> None:
        page = _live(room)
        file = room.store.path / "events.csv"
        file.write_text(text)
        page._show_panel(ImportPanel(page._scene(), file))

    return scene


def _earlier(room: Room) -> None:
    page = _live(room)
    page.do("timeline.source")
    panel = page._foot.panel
    assert isinstance(panel, SourcePanel)
    panel.origin.control.setText("camera 7")
    panel.offset.set_text("5m")


def _which_day(room: Room) -> None:
    page = _live(room)
    at = room.store.now() + timedelta(minutes=20)
    page._composer.edit.setPlainText(f"{at:%H%M} users can't log in")


_HEAD = "event_date,event_tz,event_title,event_category,event_source\n"
TELLING: dict[str, Scene] = {
    "timeline-rows": _rows,
    "timeline-correct": _at_a_note("timeline.correct"),
    "timeline-withdraw": _at_a_note("timeline.withdraw"),
    "timeline-times": _verb("timeline.times"),
    "timeline-times-wrong": _wrong_time,
    "timeline-source": _verb("timeline.source"),
    "timeline-source-earlier": _earlier,
    "timeline-which-day": _which_day,
    "timeline-evidence": _evidence,
    "timeline-known": _known,
    "timeline-import": _table(
        _HEAD
        + "2026-01-02 10:00,UTC,Reader 12 stops answering,observation,controller\n"
        + "2026-01-02 10:04,UTC,Restarted the controller,action,Operator 2\n"
    ),
    "timeline-import-wrong": _table(_HEAD + "soon,UTC,Late,note,\n2026-01-02 10:00,UTC,,note,\n"),
}
