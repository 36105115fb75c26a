"""The practice store: beside the real one, with a finished example and one that is going on."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from holdfast.desk import sample
from holdfast.desk.opening import open_here
from holdfast.desk.operators import sign_in, sign_out
from holdfast.domain.errors import UserError
from holdfast.runbook import starters
from holdfast.store.folder import Folder
from holdfast.store.opening import system_clock
from holdfast.store.store import Store
from holdfast.words import _


def practice_folder(real: Path) -> Path:
    """Where the practice store of a store lies."""
    return real / "practice"


def begin_practice(folder: Path) -> Store:
    """Begin an empty practice store whose first entry is older than the stories to be played."""
    store = open_here(folder, practice=True, clock=sample.StoryClock(system_clock() - timedelta(days=7)))
    store.clock = system_clock
    return store


def open_practice(real: Path) -> Store:
    """Open the practice store of the store in `real`, made with its examples the first time."""
    folder = Folder(practice_folder(real))
    if not folder.exists():
        _make(folder)
    return open_here(folder.path, practice=True)


def _stock(store: Store) -> None:
    """Bring the runbooks that the shipped scenarios ask for; one of the people of the examples does it."""
    sign_in(store, store.operators.all()[0].name)
    starters.bring(store)
    sign_out(store)


def _make(folder: Folder) -> None:
    """Play the examples under another name first: who is interrupted finds them whole the next time."""
    try:
        folder.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f"{folder.path.name}-", dir=folder.path.parent))
        try:
            with begin_practice(unfinished) as store:
                now = store.clock()
                sample.play(store, sample.FINISHED, now)
                sample.play(store, sample.OPEN, now)
                _stock(store)
            unfinished.rename(folder.path)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise UserError(
            _("The practice store {folder} can't be made: {why}.").format(
                folder=folder.path, why=error.strerror
            ),
            hint=_("Your own store is safe. Check the disk, or delete the practice folder."),
        ) from error
