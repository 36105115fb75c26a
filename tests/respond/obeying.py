"""Does in a store what it is told, line by line, until there are no more lines.

    python tests/respond/obeying.py FOLDER NAME

A line is JSON: `{"now", "act", "two", "text", "number"}`, an act of `acts.py` at a time of its own. For each
prints a line: whether it was done, and else why it was refused. Anything but a refusal ends it.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from holdfast.desk.operators import sign_in
from holdfast.domain.errors import UserError
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from tests.respond.acts import ACTS


class Told:
    """A clock that says what it was told."""

    at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


def obey(store: Store, order: dict[str, object]) -> dict[str, object]:
    """Do one act."""
    try:
        ACTS[str(order["act"])](store, order["two"], order["text"], order["number"])  # pyright: ignore[reportArgumentType]
    except UserError as refused:
        return {"done": False, "why": str(refused)}
    return {"done": True}


if __name__ == "__main__":
    clock = Told()
    with open_store(Path(sys.argv[1]), clock=clock) as store:
        sign_in(store, sys.argv[2])
        for line in sys.stdin:
            order = json.loads(line)
            clock.at = datetime.fromisoformat(order["now"])
            print(json.dumps(obey(store, order)), flush=True)
