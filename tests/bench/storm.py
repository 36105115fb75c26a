"""A storm of alerts into the open window: how long it stands still, what is lost, how it can be used."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from holdfast.desk.operators import sign_in
from holdfast.store.opening import open_store
from tests.bench.alerts import fill
from tests.bench.figures import Bar, Figure
from tests.bench.place import Place

_ALERTS = 10_000
_SECONDS = 60
_STALL = 50.0
_FEW = 40


def measure(place: Place) -> Iterator[Figure]:
    """Half by the webhook, half by a drop folder, beside those that are there. The window is a process."""
    folder = place.scratch() / "store"
    with open_store(folder) as store:
        sign_in(store, "Ana")
        fill(store, place.most)
    os.sync()  # a gigabyte that the system still writes is none of the storm's
    alerts = max(_FEW, int(_ALERTS * min(1, place.effort)))
    seconds = max(2, int(_SECONDS * min(1, place.effort)))
    command = [sys.executable, "-m", "tests.bench.storm_window", str(folder), str(alerts), str(seconds)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    told = json.loads(answer.stdout)
    beside = f"{alerts:,} alerts in {seconds} s beside {place.most:,}"
    yield Figure(f"longest stall of the window, {beside}", told["stall"], "ms", Bar.MOST, _STALL)
    yield Figure("alerts lost in it", alerts - told["stored"], "", Bar.MOST, 0)
    yield Figure("a row further in it, p95", told["move"], "ms", Bar.MOST, 50)
    yield Figure("a group of hundreds acknowledged and told of", told["acknowledge"], "ms", Bar.MOST, 200)
    yield Figure("until the last one is stored after it", told["behind"], "s", Bar.MOST, 5)
