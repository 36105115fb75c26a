"""Records on a disk until it is full, and looks at what is left.

    python tests/store/full_disk.py FOLDER [CHUNK]

prints one JSON object. FOLDER is a small disk of its own; CHUNK is the size of an attachment, if any.
"""

import json
import sys
from pathlib import Path

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.respond.incident import add_note, timeline_of
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare

_ROOM = 160 * 1024  # what taking the ballast away gives back: enough to write SQLite's log into its file


def fill(ballast: Path) -> None:
    """Take what is left of the disk, too."""
    with ballast.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


def record(store: Store, incident: str, chunk: int) -> tuple[int, UserError]:
    """Record until it is refused: the last acknowledged entry, and what was said."""
    number = 0
    while True:
        acknowledged = store.journal.head().seq
        try:
            with store.command():
                if chunk and number % 3 == 2:
                    store.blobs.put(number.to_bytes(4, "big") * (chunk // 4))
                add_note(store, incident, f"note {number} " + "word " * (number % 97))
        except UserError as error:
            return acknowledged, error
        number += 1


def refused(store: Store, incident: str) -> str:
    """What is said when a draft is to be kept."""
    try:
        store.drafts.save(f"incident/{incident}", "composer", "word " * 20_000, "t")
    except UserError as error:
        return error.what
    return ""


def look(store: Store, incident: str, acknowledged: int) -> dict[str, object]:
    """What can still be read."""
    return {
        "lost": acknowledged - store.journal.head().seq,
        "more": store.journal.head().seq - acknowledged,
        "notes": sum(row.kind == "note" for row in timeline_of(store, incident)),
        "found": len(store.search.find("note")),
        "listed": len(store.incidents.page(store.query(""), "due", 0, 9)),
        "integrity": store.database.one("PRAGMA integrity_check"),
        "verified": verify(store.database, store.blobs).ok,
        "left": [file.name for file in store.path.rglob("*.new")],
    }


def main() -> int:
    """The command."""
    disk, chunk = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    store = open_store(disk / "store")
    sign_in(store, "Ana")
    incident = declare(store, Declaration("Disk full")).id
    (disk / "ballast").write_bytes(bytes(_ROOM))
    acknowledged, error = record(store, incident, chunk)
    fill(disk / "ballast")
    result: dict[str, object] = {"acknowledged": acknowledged, "said": error.what, "hint": error.hint}
    result |= {"open": look(store, incident, acknowledged), "draft": refused(store, incident)}
    store.close()
    fill(disk / "ballast")
    with open_store(disk / "store") as again:
        result["full"] = look(again, incident, acknowledged)
    (disk / "ballast").unlink()
    with open_store(disk / "store") as after:
        sign_in(after, "Ana")
        result["goes_on"] = after.journal.head().seq == acknowledged and not after.read_only
    fill(disk / "ballast")  # the store was closed in order: SQLite has no files beside it any more
    for read_only in (False, True):
        with open_store(disk / "store", read_only=read_only) as reader:
            result[f"shut, {read_only}"] = look(reader, incident, acknowledged)
            result[f"told, {read_only}"] = reader.read_only, refused(reader, incident)
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
