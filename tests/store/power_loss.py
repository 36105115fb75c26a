"""Writes a store on a disk that can lose its power, and looks at it after many losses.

    python tests/store/power_loss.py FOLDER POINTS full|normal

prints one JSON object: how many points, how many lost acknowledged entries, how many were damaged.
A process of its own, since the disk is the default for every connection in it.
"""

import json
import shutil
import sys
from pathlib import Path
from random import Random

from power import PowerVFS, Record, acknowledged_before, disk_at

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note
from holdfast.store.opening import open_store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare

NOTES = 120


def written(folder: Path, synchronous: str) -> Record:
    """The record of a disk while a store is written, with check-points in between."""
    open_store(folder).close()
    record = Record(before={"holdfast.db": (folder / "holdfast.db").read_bytes()})
    disk = PowerVFS(record)
    store = open_store(folder)
    store.database.run(f"PRAGMA synchronous = {synchronous}")
    store.database.run("PRAGMA wal_autocheckpoint = 60")
    sign_in(store, "Ana")
    incident = declare(store, Declaration("Disk full"))
    for number in range(NOTES):
        add_note(store, incident.id, f"note {number} " + "word " * (number % 97))
        record.acknowledge(store.journal.head().seq)
    store.close()
    disk.unregister()
    return record


def look(record: Record, moment: int, dice: Random, folder: Path, key: Path) -> tuple[bool, bool]:
    """After a loss at a moment: whether acknowledged entries are lost, whether anything is damaged."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    disk_at(record, moment, dice, folder)
    shutil.copy(key, folder / "station.key")
    with open_store(folder) as store:
        sound = store.database.one("PRAGMA integrity_check") == "ok"
        verdict = verify(store.database, store.blobs)
        kept = max((head.seq for head in verdict.stations), default=0)
    return kept < acknowledged_before(record, moment), not (sound and verdict.ok)


def main() -> int:
    """The command."""
    folder, points, synchronous = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    record = written(folder / "written", synchronous)
    dice = Random(f"{points} {synchronous}")
    lost = damaged = 0
    for moment in (dice.randrange(1, len(record.events) + 1) for _point in range(points)):
        try:
            is_lost, is_damaged = look(
                record, moment, dice, folder / "after", folder / "written" / "station.key"
            )
        except Exception as error:  # noqa: BLE001  (whatever it is, the store could not be read)
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            is_lost, is_damaged = True, True
        lost, damaged = lost + is_lost, damaged + is_damaged
    print(json.dumps({"points": points, "events": len(record.events), "lost": lost, "damaged": damaged}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
