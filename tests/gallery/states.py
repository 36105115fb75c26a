"""States of the pages that a click or a mistake leads to; what changes the store comes last."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from holdfast.review.workflow import open_again
from holdfast.review.writing import write
from holdfast.triage.clocks import start_clock
from holdfast.triage.scheme_file import default_text, shipped
from holdfast.triage.scheme_store import adopt
from holdfast.ui.incidents.page import IncidentsPage
from holdfast.ui.kit.read_out import ReadOut
from holdfast.ui.report.page import PaperPage
from holdfast.ui.respond.criteria_panel import CriteriaPanel
from holdfast.ui.respond.page import LivePage
from holdfast.ui.respond.update_panel import UpdatePanel
from holdfast.ui.review.actions_section import ActionsSection
from holdfast.ui.review.editor import ReviewEditor
from holdfast.ui.review.text_section import TextSection
from holdfast.ui.runbook.page import RunbooksPage
from holdfast.ui.settings.scheme_page import SchemePage
from holdfast.ui.settings.template_page import TemplatePage
from holdfast.ui.triage.declare_page import DeclarePage
from tests.gallery.alarming import ALARMING
from tests.gallery.bringing import BRINGING
from tests.gallery.calling import CALLING
from tests.gallery.drifting import DRIFTING
from tests.gallery.drilling import DRILLING
from tests.gallery.following import FOLLOWING
from tests.gallery.handing import HANDING
from tests.gallery.library import LIBRARY
from tests.gallery.measuring import MEASURING
from tests.gallery.meeting import MEETING
from tests.gallery.playing import PLAYING
from tests.gallery.reviewing import REVIEWING
from tests.gallery.scenes import Room
from tests.gallery.telling import TELLING
from tests.gallery.verifying import VERIFYING
from tests.gallery.watching import WATCHING
from tests.gallery.writing import WRITING

Scene = Callable[[Room], QWidget | None]


def _list(query: str) -> Scene:
    def scene(room: Room) -> None:
        room.go("incidents", query)

    return scene


def _incidents(room: Room) -> IncidentsPage:
    room.go("incidents")
    page = room.window.page("incidents")
    assert isinstance(page, IncidentsPage)
    return page


def _of_list(verb: str, query: str = "") -> Scene:
    """What a verb of the list asks, for the two rows that are chosen."""

    def scene(room: Room) -> None:
        page = _incidents(room)
        page._acts.close()
        page._bar.set_text(query)
        page._view.go_to(0)
        QTest.keyClick(page._view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        page._acts.do(verb)
        room.settle()

    return scene


def _preview(room: Room) -> None:
    page = _incidents(room)
    page._acts.close()
    page.focus_list()
    page._view.glance_wanted.emit()
    room.settle()


def _all_again(room: Room) -> None:
    page = _incidents(room)
    page._acts.close()
    page._acts.do("list.compact")
    page._bar.set_text("")
    room.settle()


def _wizard(room: Room) -> DeclarePage:
    room.go("declare")
    page = room.window.page("declare")
    assert isinstance(page, DeclarePage)
    return page


def _wrong_time(room: Room) -> None:
    page = _wizard(room)
    QTest.keyClicks(page.focusWidget() or page, "Primary database refuses writes")
    page._steps.what._started.set_text("14:61")
    page.go_on()


def _how_bad(room: Room) -> None:
    page = _wizard(room)
    page._steps.what._started.set_text("")
    page.go_on()


def _who(room: Room) -> None:
    _wizard(room).go_on()


def _assess(room: Room) -> None:
    room.go("assess", room.incident("Badge readers"))


def _scored(room: Room) -> None:
    """By a scored scheme, and back to the shipped one when the next state is shown."""
    adopt(room.store, shipped()["severity.toml"], "For the picture")
    _assess(room)
    adopt(room.store, default_text(), "As before")


def _wrong_template(room: Room) -> None:
    room.go("templates")
    page = room.window.page("templates")
    assert isinstance(page, TemplatePage)
    page.text.put(page.text.edit.toPlainText().replace("{need}", "{ned}"))
    room.settle()


def _wrong_scheme(room: Room) -> None:
    room.go("scheme")
    page = room.window.page("scheme")
    assert isinstance(page, SchemePage)
    page.text.put(default_text().replace("version = 3", "version = 0"))
    room.settle()


def _known_scheme(room: Room) -> None:
    room.go("scheme")
    page = room.window.page("scheme")
    assert isinstance(page, SchemePage)
    page.text.put(default_text() + "# ours\n")
    page.reason_edit.setText("It is ours now")
    page.adopt_now()
    room.settle()


def _live(room: Room) -> LivePage:
    room.go("incident", room.incident("Badge readers"))
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    return page


def _typing(room: Room) -> None:
    page = _live(room)
    page.compose()
    page._composer.edit.setPlainText("22:70 the uplink is back")


def _pasting(room: Room) -> None:
    page = _live(room)
    page._composer.edit.setPlainText("")
    given = QMimeData()
    given.setText("\x1b[31mFilesystem   Size  Used\x1b[0m\r\n/dev/sda1     40G   40G")
    page._composer.edit.insertFromMimeData(given)


def _pasted_text(room: Room) -> None:
    _live(room)._composer._offer.button.click()


def _next_phase(room: Room) -> None:
    page = _live(room)
    page._composer.edit.setPlainText("")
    page._bottom.next.click()


def _panel(verb: str) -> Scene:
    def scene(room: Room) -> None:
        _live(room).do(verb)

    return scene


def _clock_panel(room: Room) -> CriteriaPanel:
    """One runs, one waits for it."""
    page = _live(room)
    ident = page.incident_id()
    if not room.store.incidents.get(ident).clocks:
        start_clock(room.store, ident, "final_report")
        start_clock(room.store, ident, "notification")
    page.do("incident.criteria")
    assert isinstance(page._foot.panel, CriteriaPanel)
    return page._foot.panel


def _clocks(room: Room) -> None:
    _clock_panel(room)


def _clock_asked(room: Room) -> None:
    panel = _clock_panel(room)
    panel.list.stand_at("clock/notification")
    panel._acts[2].click()


def _roles(room: Room) -> None:
    _live(room).do("incident.roles")


def _update(room: Room) -> None:
    _live(room).do("incident.update")


def _final_update(room: Room) -> None:
    page = _live(room)
    page.do("incident.update")
    assert isinstance(page._foot.panel, UpdatePanel)
    page._foot.panel.choose("final")


def _read_out(room: Room) -> QWidget | None:
    page = _live(room)
    page.do("incident.update")
    assert isinstance(page._foot.panel, UpdatePanel)
    page._foot.panel.ways.read_out()
    return room.window.findChild(ReadOut)


def _snooze(room: Room) -> None:
    card = room.window.findChild(ReadOut)
    if card is not None:
        card.leave()
    _live(room).do("incident.snooze")


def _presentation(room: Room) -> QWidget | None:
    _live(room).do("incident.present")
    room.settle()
    shown = room.wiring.rooms.presented
    if shown is not None:
        shown.resize(room.window.size())
    return shown


def _presented(room: Room) -> None:
    """The window again, once the presentation is left."""
    if room.wiring.rooms.presented is not None:
        room.wiring.rooms.presented.close()
    _live(room)


def _books(room: Room) -> RunbooksPage:
    (book, *_others) = room.store.runbooks.page()
    room.go("runbooks", book.id)
    page = room.window.page("runbooks")
    assert isinstance(page, RunbooksPage)
    return page


def _search(room: Room) -> None:
    page = _books(room)
    page._list.query.setText("server")
    page._list._look()


def _find(room: Room) -> None:
    page = _books(room)
    page._list.query.clear()
    page._viewer.finder.begin()
    page._viewer.finder._edit.setText("certificate")


def _review(room: Room, section: str) -> ReviewEditor:
    """The review of the practice store, opened for its next revision."""
    ident = room.store.incidents.get(room.incident("Primary database")).review_id
    if room.store.reviews.get(ident).state == "released":
        open_again(room.store, ident, "The lessons were rewritten")
        write(room.store, ident, "lessons", "")
    room.go("review", ident)
    page = room.window.page("review")
    assert isinstance(page, ReviewEditor)
    page.show_section(section)
    room.settle()
    return page


def _section(key: str) -> Scene:
    def scene(room: Room) -> None:
        _review(room, key)

    return scene


def _hint(room: Room) -> None:
    page = _review(room, "lucky")
    section = page.middle.section()
    assert isinstance(section, TextSection)
    section.edit.setPlainText("The night shift should have noticed it sooner.\n\nIt was human error.\n")
    page.next_hint()
    page.leave_hint()


def _importing(room: Room) -> None:
    _review(room, "timeline").questions.import_timeline()


def _action_form(room: Room) -> None:
    section = _review(room, "actions").middle.section()
    assert isinstance(section, ActionsSection)
    section.add()


def _releasing(room: Room) -> None:
    _review(room, "summary").questions.act("release")


def _evidence(room: Room) -> None:
    _review(room, "response").frame.turn()


def _paper(kind: str, *, of_incident: bool = False) -> Scene:
    def scene(room: Room) -> None:
        room.go("paper", f"{kind}/{room.incident('Badge readers')}" if of_incident else kind)
        page = room.window.page("paper")
        assert isinstance(page, PaperPage)
        room.settle()
        page._preview.pages.viewport().repaint()  # the pages in sight are asked for

    return scene


STATES: dict[str, Scene] = {
    "incidents-wrong": _list("sev:9 printer"),
    "incidents-misspelt": _list('phase:open servce:"core network"'),
    "incidents-nothing": _list("sev:1 printer"),
    "incidents-compact": _of_list("list.compact"),
    "incidents-label": _of_list("list.label"),
    "incidents-dismiss": _of_list("list.dismiss"),
    "incidents-save": _of_list("list.save", "sev:1..2 phase:open"),
    "incidents-again": _all_again,
    "incidents-preview": _preview,
    "declare-wrong": _wrong_time,
    "declare-how-bad": _how_bad,
    "declare-who": _who,
    "assess": _assess,
    "assess-scored": _scored,
    "scheme-wrong": _wrong_scheme,
    "scheme-known": _known_scheme,
    "templates-wrong": _wrong_template,
    "live-typing": _typing,
    "live-pasting": _pasting,
    "live-pasted-text": _pasted_text,
    "live-next-phase": _next_phase,
    "live-roles": _roles,
    "live-update": _update,
    "live-update-final": _final_update,
    "live-read-out": _read_out,
    "live-snooze": _snooze,
    "presentation": _presentation,
    "live-presented": _presented,
    "live-criteria": _panel("incident.criteria"),
    "live-clocks": _clocks,
    "live-clock-asked": _clock_asked,
    "live-dismiss": _panel("phase.dismissed"),
    "live-noticed": _panel("incident.detection"),
    **HANDING,
    **TELLING,
    **FOLLOWING,
    **LIBRARY,
    "runbooks-search": _search,
    "runbook-find": _find,
    "paper-handover": _paper("handover", of_incident=True),
    "paper-update": _paper("update", of_incident=True),
    "paper-record": _paper("record", of_incident=True),
    "paper-register": _paper("register"),
    "paper-pack": _paper("pack"),
    "paper-shift": _paper("shift"),
    "paper-person": _paper("person"),
    **CALLING,
    "review-lessons": _section("lessons"),
    "review-timeline": _section("timeline"),
    "review-hint": _hint,
    "review-import": _importing,
    "review-actions": _section("actions"),
    "review-action-form": _action_form,
    "review-release": _releasing,
    "review-evidence": _evidence,
    **BRINGING,
    **MEETING,
    **DRIFTING,
    **DRILLING,
    **WRITING,
    **REVIEWING,
    **VERIFYING,
    **ALARMING,
    **PLAYING,
    **MEASURING,
    **WATCHING,
}
