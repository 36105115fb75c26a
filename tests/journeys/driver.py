"""Plays a story in a process of its own, and says each point that it reaches: one line of JSON.

    python -m tests.journeys.driver STORY STORE PDF FIRST STOP

It begins with the act FIRST and plays on until the point STOP, such as "resolve draft". There the
window stays as it is, until the process is killed.
"""

import faulthandler
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication

from holdfast.ui.kit.theme import Appearance
from tests.journeys import drill_story, runbook_story, story
from tests.journeys.player import Acts, Player, Tell
from tests.journeys.room import OpenWindow

_LONGEST = 30  # seconds
_STORIES: Mapping[str, tuple[Callable[[OpenWindow, Tell, Path], Player], Acts]] = {
    "main": (story.Story, story.ACTS),
    "drill": (drill_story.DrillStory, drill_story.ACTS),
    "runbook": (runbook_story.RunbookStory, runbook_story.ACTS),
}


def main(named: str, folder: Path, pdf: Path, first: str, stop: str) -> None:
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

    make, table = _STORIES[named]
    player, acts = make(room, tell, pdf), list(table)
    for act in acts[acts.index(first) :]:
        player.play(act)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4], sys.argv[5])
