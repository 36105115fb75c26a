"""What begins with the window begins after its list was painted, and does not hold the list up."""

from pathlib import Path

from PySide6.QtCore import QTimer

from holdfast.desk.opening import open_here
from holdfast.settings import Settings
from holdfast.ui.kit.first_paint import FirstPaint
from holdfast.ui.shell.wiring import Wiring
from tests.conftest import Look, settle
from tests.journeys.keyboard import until


def _listens(wiring: Wiring) -> bool:
    return any(timer.isActive() for timer in wiring.receiving.findChildren(QTimer))


def test_the_painted_list_goes_on_before_others_are_listened_to(
    look: Look, nothing_left: None, tmp_path: Path
) -> None:
    store = open_here(tmp_path / "store", read_only=False)
    wiring = Wiring(store, Settings(None), look.appearance)
    wiring.start()
    listened = list[bool]()
    FirstPaint(wiring.window.page("incidents")).done.connect(lambda: listened.append(_listens(wiring)))
    until(lambda: _listens(wiring), "others are listened to")
    assert listened == [False]
    wiring.window.close()
    wiring.stop()
    wiring.window.deleteLater()
    settle()
    store.close()
