"""The directory, the call list, linked incidents and what was seen before, as pictures."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from holdfast.respond.calls import Call, calls_of, record_call
from holdfast.respond.links import link
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.directory_csv import import_directory
from holdfast.ui.directory.page import DirectoryPage
from holdfast.ui.kit.seen_list import Looking, SeenList
from holdfast.ui.respond.page import LivePage
from holdfast.ui.triage.declare_page import DeclarePage
from tests.gallery.scenes import Room

Scene = Callable[[Room], QWidget | None]
_PEOPLE = """kind,name,roles,contact_lines,on_call_weeks,organisation,sort,identifier,place
person,Ana Ferreira,commander; operations,radio 4; +49 30 4711-12,2020-W01..2028-W50,Plant IT,,,
person,Ben Okafor,scribe,pager 118,,Plant IT,,,
person,Chidi Nwosu,communications,+49 30 4711-40,,,,,
resource,Core switch,,,,,spare,SN 40-118,"Store 2, shelf 4"
resource,War room,,,,,room,,Building A
"""


def _fill(room: Room) -> None:
    if not room.store.directory.people():
        import_directory(room.store, _PEOPLE)


def _directory(room: Room) -> DirectoryPage:
    _fill(room)
    (person, *_others) = room.store.directory.people()
    room.go("directory", person.id)
    page = room.window.page("directory")
    assert isinstance(page, DirectoryPage)
    return page


def _table(text: str) -> Scene:
    def scene(room: Room) -> None:
        page = _directory(room)
        file = room.store.path / "people.csv"
        file.write_text(text)
        page._importing.begin(file)

    return scene


def _imported(room: Room) -> None:
    """What the table said is not wanted; the page is as it was."""
    _directory(room)._importing.leave()


def _who(room: Room) -> None:
    """The wizard's third page, with people to ask and an incident like it."""
    _fill(room)
    room.go("declare")
    page = room.window.page("declare")
    assert isinstance(page, DeclarePage)
    page.start_empty()
    page._steps.what._title.setText("Badge readers in hall 1 time out")
    page._steps.what._service.setText("access")
    page.go_on()
    page.go_on()
    assert page._steps._looking is not None
    _look(room, page._steps._looking, page._steps.who._seen)
    page._steps.who._calls.called.emit(Call("radio 4", "reached", "Ana Ferreira"))


def _live(room: Room) -> LivePage:
    _fill(room)
    room.go("incident", room.incident("Badge readers"))
    page = room.window.page("incident")
    assert isinstance(page, LivePage)
    return page


def _calls(room: Room) -> None:
    page = _live(room)
    if not calls_of(room.store, page.incident_id()):
        record_call(room.store, page.incident_id(), Call("radio 4", "reached", "Ana Ferreira"))
    page.do("incident.calls")


def _links(room: Room) -> None:
    page = _live(room)
    link(room.store, page.incident_id(), room.incident("Primary database"), "related_to")
    page.do("incident.links")


def _seen(room: Room) -> None:
    title = "Readers of badges in hall 1 time out"
    if not room.store.incidents.count(room.store.query(f'"{title}"')):
        declare(room.store, Declaration(title, "access"))
    page = _live(room)
    page.do("incident.seen")
    panel = page._foot.panel
    assert panel is not None
    QCoreApplication.processEvents()
    (looking,) = panel.findChildren(Looking)
    (shown,) = panel.findChildren(SeenList)
    _look(room, looking, shown)


def _look(room: Room, looking: Looking, shown: SeenList) -> None:
    """Ask at once, and open the first that is found."""
    looking._timer.stop()
    looking._begin()
    room.settle()
    if shown._found:
        shown.rows.setCurrentIndex(shown._model.index(0, 0))
        shown.rows.opened.emit(shown.rows.currentIndex())


CALLING: dict[str, Scene] = {
    "directory-import": _table("name,contact_lines\nAna Ferreira,radio 5\nEmre Aydin,radio 7\n"),
    "directory-unknown-role": _table("name,roles\nEmre Aydin,scribe; electrician\nFay Lund,comander\n"),
    "directory-wrong": _table("name,on_call_weeks\nEmre Aydin,soon\n,2026-W48\n"),
    "directory-person": _imported,
    "declare-who-asked": _who,
    "live-calls": _calls,
    "live-links": _links,
    "live-seen": _seen,
}
