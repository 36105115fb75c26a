"""Plays the story in a process of its own, and says each point that it reaches: one line of JSON.

    python -m tests.journeys.driver STORE PDF FIRST STOP

It begins with the act FIRST and plays on until the point STOP, such as "resolve draft". There the
window stays as it is, until the process is killed.
"""

import faulthandler
import json
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from holdfast.ui.kit.theme import Appearance
from tests.journeys.room import OpenWindow
from tests.journeys.story import ACTS, Story

_LONGEST = 30  # seconds


def main(folder: Path, pdf: Path, first: str, stop: str) -> None:
    """The command."""
    faulthandler.dump_traceback_later(_LONGEST, exit=True)  # one that hangs says where
    app = QApplication(["driver"])
    appearance = Appearance(app)
    appearance.choose("light")
    room = OpenWindow(folder, appearance)

    def tell(point: str, text: str) -> None:
        head = room.store.journal.head()
        line = {"point": point, "text": text, "seq": head.seq, "hash": head.hash}
        sys.stdout.write(f"{json.dumps(line)}\n")
        sys.stdout.flush()
        if point == stop:
            app.exec()  # ended by the one who started it

    story = Story(room, tell, pdf)
    acts = list(ACTS)
    for act in acts[acts.index(first) :]:
        story.play(act)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4])
