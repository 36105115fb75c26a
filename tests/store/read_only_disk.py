"""Opens a store on a disk that is mounted for reading only, with a log that was never written back.

    python tests/store/read_only_disk.py FOLDER

prints one JSON object. FOLDER is a disk of its own, which is made read-only on the way.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.respond.incident import add_note
from holdfast.store.opening import open_store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare


def write_and_die(folder: Path) -> None:
    """Leave a store whose last commits stand in the log alone."""
    child = os.fork()
    if child == 0:
        store = open_store(folder)
        sign_in(store, "Ana")
        declare(store, Declaration("Disk full"))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(part.name for part in folder.iterdir())


def said(folder: Path, incident: str) -> str:
    """What is said when something is to be recorded."""
    with open_store(folder) as store:
        try:
            sign_in(store, "Ana")
            add_note(store, incident, "no")
        except UserError as error:
            return error.what
    return ""


def main() -> int:
    """The command."""
    disk = Path(sys.argv[1])
    aside = Path(tempfile.mkdtemp())
    tempfile.tempdir = str(aside)
    result: dict[str, object] = {}
    for name in ("log", "no log"):
        write_and_die(disk / name)
    open_store(disk / "no log").close()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    for name in ("log", "no log"):
        log = disk / name / "holdfast.db-wal"
        before = names(disk / name)
        with open_store(disk / name) as store:
            (row,) = store.incidents.page(store.query(""), "due", 0, 9)
            result[name] = {
                "log": log.exists() and log.stat().st_size > 0,
                "read_only": store.read_only,
                "title": row.title,
                "verified": verify(store.database, store.blobs).ok,
                "beside": verify(store.database.beside(), store.blobs).ok,
                "said": said(disk / name, row.id),
            }
        assert names(disk / name) == before
    result["left"] = names(aside)
    try:
        open_store(disk / "new")
    except UserError as error:
        result["new"] = error.what
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
