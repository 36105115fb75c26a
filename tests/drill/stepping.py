"""Steps a drill again and again, as a window or `drill run` does, and may be killed at any time.

    python tests/drill/stepping.py FOLDER DRILL

ends when everything that is due by the clock, which stands still, is in.
"""

import sys
from datetime import datetime
from pathlib import Path

from holdfast.drill import play
from holdfast.store.opening import open_store

if __name__ == "__main__":
    folder, drill, at = Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
    with open_store(folder, clock=lambda: at) as store:
        print("begun", flush=True)
        for _time in range(3):
            play.step(store, drill)
