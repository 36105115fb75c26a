"""A process that is killed in the middle of what it does.

    python tests/store/interrupted.py FOLDER blob|drafts

`blob` dies after a large attachment was put beside the store and before the entry that names it;
`drafts` saves a draft again and again, saying each number that was kept, until it is killed.
"""

import os
import signal
import sys
from pathlib import Path

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note
from holdfast.store.opening import open_store
from holdfast.store.store import Store

ATTACHMENT = b"evidence " * 200_000


def put_and_die(store: Store) -> None:
    """Die between the file and the entry."""
    (row,) = store.incidents.page(store.query(""), "due", 0, 1)
    with store.command():
        store.blobs.put(ATTACHMENT)
        add_note(store, row.id, "never recorded")
        os.kill(os.getpid(), signal.SIGKILL)


def save_drafts(store: Store) -> None:
    """Save longer and longer text, saying what is kept."""
    number = 0
    while True:
        number += 1
        store.drafts.save("incident/i1", "composer", f"{number} " + "word " * number, f"{number:09}")
        os.write(1, f"{number}\n".encode())


if __name__ == "__main__":
    with open_store(Path(sys.argv[1])) as opened:
        sign_in(opened, "Ana")
        {"blob": put_and_die, "drafts": save_drafts}[sys.argv[2]](opened)
