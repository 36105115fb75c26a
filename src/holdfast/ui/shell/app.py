"""Starting the window: the application, the store, one window per store, and how it all ends."""

import os
import sys
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout

from holdfast import paths
from holdfast.desk.opening import as_copy, open_here
from holdfast.domain.errors import UserError
from holdfast.settings import TEXT_PERCENT, THEME, Settings
from holdfast.store.place import is_elsewhere, machine, settle
from holdfast.store.store import Store
from holdfast.ui.kit import icons
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.first_paint import FirstPaint
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.text import label
from holdfast.ui.kit.theme import Appearance
from holdfast.ui.shell.instance import OneWindow
from holdfast.ui.shell.wiring import Wiring
from holdfast.words import _

EXERCISE = "exercise"
"""What a second start may want of the window that is open."""


def run(
    folder: Path,
    *,
    operator: str = "",
    read_only: bool = False,
    practice: bool = False,
    exercise: bool = False,
) -> int:
    """Open the window on the store in `folder`; gives the exit status when it is closed.

    With `exercise` the first exercise begins in it.
    """
    # by argument: choosing a style later would load QStyle, a twentieth of the start
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("Holdfast")
    app.setDesktopFileName("holdfast")
    try:
        store = _practice(folder) if practice else open_here(folder, read_only=read_only)
    except UserError as error:
        _appearance(app, Settings(None))
        return _say_why(error)
    return _show(app, store, operator, exercise=exercise)


def _practice(folder: Path) -> Store:
    from holdfast.desk.practice import open_practice  # noqa: PLC0415  (start-up time)

    return open_practice(folder)


def _show(app: QApplication, store: Store, operator: str, *, exercise: bool) -> int:
    one = OneWindow(store.path)
    if not store.read_only and not one.is_first(EXERCISE if exercise else ""):
        store.close()
        return 0
    settings = Settings(None if store.read_only else paths.settings_file(store.path))
    appearance = _appearance(app, settings)
    store = _settled(store)
    wiring = Wiring(store, settings, appearance)
    one.raise_wanted.connect(wiring.come_to_front)
    one.wished.connect(partial(begin_exercise, wiring))
    wiring.start(operator)
    painted = FirstPaint(wiring.window.page("incidents"))
    if not store.read_only:  # the one that writes hears from other starts
        painted.done.connect(one.listen_soon)
    if exercise:
        painted.done.connect(partial(begin_exercise, wiring, EXERCISE))
    if os.environ.get("HOLDFAST_BENCH") == "painted":
        painted.done.connect(partial(_quit, wiring))
    try:
        return app.exec()
    finally:
        wiring.stop()
        store.close()
        one.release()


def begin_exercise(wiring: Wiring, wish: str) -> None:
    """Somebody asked for it in another window, so that this one may come before it."""
    if wish == EXERCISE:
        wiring.come_to_front()
        wiring.drilling.begin_exercise()


def _settled(store: Store) -> Store:
    """Ask once where a store from another machine belongs; a copy opens again as a station of its own."""
    here = machine()
    if store.read_only or not is_elsewhere(store, here):
        return store
    from holdfast.ui.shell.moved import MovedDialog  # noqa: PLC0415  (start-up time: asked once in a store's life)

    if MovedDialog().exec() == MovedDialog.DialogCode.Accepted:
        settle(store, here)
        return store
    return as_copy(store)


def _appearance(app: QApplication, settings: Settings) -> Appearance:
    appearance = Appearance(app)
    appearance.changed.connect(icons.repaint)

    def choose(_key: str = "") -> None:
        appearance.choose(settings.value(THEME), settings.value(TEXT_PERCENT))

    choose()
    settings.on_change(lambda key: choose() if key in (THEME.key, TEXT_PERCENT.key) else None)
    return appearance


def _say_why(error: UserError) -> int:
    """The store can't be opened: say so in a window of its own, and on standard error."""
    sys.stderr.write(f"{error.what}\n{error.hint}\n")
    dialog = QDialog()
    dialog.setWindowTitle("Holdfast")
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 24, 24, 16)
    layout.setSpacing(8)
    layout.addWidget(label(error.what, "strong", wrap=True, select=True))
    layout.addWidget(label(error.hint, wrap=True, select=True))
    close = button(_("Close"), dialog.accept, primary=True)
    close.setDefault(True)
    layout.addLayout(row(None, close))
    dialog.setMinimumWidth(480)
    dialog.exec()
    return 1


def _quit(wiring: Wiring) -> None:
    """For the bench: say that the list's first rows have been painted, and end."""
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    wiring.window.close()
