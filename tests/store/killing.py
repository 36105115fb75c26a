"""Writes a store in children that are killed with SIGKILL, again and again, and counts what is lost.

    python tests/store/killing.py FOLDER KILLS

A process of its own: it forks, which a process with windows and threads must not.
"""

import json
import os
import signal
import sys
from pathlib import Path
from random import Random

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note
from holdfast.store.opening import open_store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare


def write(folder: Path, said: int) -> None:
    """What a child does: record without end, saying each acknowledged entry's number."""
    with open_store(folder) as store:
        sign_in(store, "Ana")
        rows = store.incidents.page(store.query(""), "due", 0, 1)
        incident = rows[0].id if rows else declare(store, Declaration("Disk full")).id
        while True:
            add_note(store, incident, "word " * 40)
            os.write(said, f"{store.journal.head().seq}\n".encode())


def kill_once(folder: Path, after: int) -> int:
    """Let a child record, kill it after so many acknowledged entries; gives the last one it said."""
    hear, said = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hear)
        try:
            write(folder, said)
        finally:
            os._exit(1)
    os.close(said)
    with os.fdopen(hear, "rb") as lines:
        heard = [lines.readline() for _entry in range(after)]
        os.kill(child, signal.SIGKILL)
        rest = lines.read().split(b"\n")
    os.waitpid(child, 0)
    whole = [line for line in [*heard, *rest[:-1]] if line.strip()]
    return int(whole[-1])


def main() -> int:
    """The command."""
    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    dice = Random(kills)
    lost = damaged = 0
    for _kill in range(kills):
        acknowledged = kill_once(folder, dice.randrange(1, 7))
        with open_store(folder) as store:
            lost += store.journal.head().seq < acknowledged
            damaged += store.database.one("PRAGMA quick_check") != "ok"
    with open_store(folder) as store:
        sound = store.database.one("PRAGMA integrity_check") == "ok"
        verdict = verify(store.database, store.blobs)
    result = {
        "kills": kills,
        "lost": lost,
        "damaged": damaged,
        "ok": sound and verdict.ok,
        "entries": verdict.entries,
    }
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
