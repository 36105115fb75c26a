"""Begins a store and declares an incident; halts on the way, or waits for others only shortly.

    python tests/store/beginning.py FOLDER TITLE HALT_AT

HALT_AT is the touch of the disk at which the process stops itself until it is told to go on; 0 for
never, and then it waits no longer than a blink for whoever else begins the store.
"""

import signal
import sys
from pathlib import Path

from migrating import Mortal

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.store import opening
from holdfast.triage.declare import Declaration, declare

if __name__ == "__main__":
    folder, title, halt_at = sys.argv[1:]
    disk = Mortal(int(halt_at), signal.SIGSTOP)
    if halt_at == "0":
        opening._PATIENCE = 100
    try:
        with opening.open_store(Path(folder)) as store:
            sign_in(store, "Ana")
            declare(store, Declaration(title))
    except UserError as error:
        print(error.what)
