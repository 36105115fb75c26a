"""Records notes and incidents in a store that others write to as well.

python tests/store/writing.py FOLDER NAME REF COUNT
"""

import sys
from pathlib import Path

from holdfast.desk.operators import sign_in
from holdfast.respond.incident import add_note
from holdfast.store.opening import open_store
from holdfast.triage.declare import Declaration, declare

if __name__ == "__main__":
    folder, name, ref, count = sys.argv[1:]
    with open_store(Path(folder)) as store:
        sign_in(store, name)
        incident = store.incidents.find(ref).id
        for number in range(int(count)):
            add_note(store, incident, f"{name} {number}")
            declare(store, Declaration(f"{name} {number}"))
