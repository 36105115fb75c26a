"""The record of an incident on 50 and on 500 pages: what a page costs, and the memory of the whole; how long
a preview of ten pages takes to be made anew; and a register of very many incidents.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from holdfast.desk.register_export import Asked, make_register
from holdfast.report.content import Head, Imprint
from holdfast.report.control import Control
from holdfast.report.incident_record import IncidentRecord, RecordRow
from holdfast.report.pdf import render_pdf
from holdfast.report.preview import page_image, pages
from holdfast.store.opening import open_store
from tests.bench.figures import Bar, Figure, in_turns, median
from tests.bench.place import Place
from tests.bench.report import review

_NOTE = "df -h shows 100 % used on the log volume; the retired standby's slot holds 412 GiB of segments."
_ROWS = {50: 705, 500: 7_450}
_SCALE = 1.5  # pixels for a point, as in the window at 150 %


def record(rows: int) -> IncidentRecord:
    """A record with so many rows."""
    head = Head("7f3a9c", "K7", 1284, "9c41e2aa7b0c41d2" * 4)
    made = Imprint("INTERNAL USE", (head,), "Anna Berg", "2026-03-13T08:10:00Z", "Europe/Berlin")
    return IncidentRecord(
        "Primary database refuses writes",
        "INC-K7-142",
        made,
        Control(1, "Final: the incident is closed"),
        ended=True,
        timeline=tuple(_row(number) for number in range(rows)),
        entries=rows,
    )


def _row(number: int) -> RecordRow:
    return RecordRow(
        entry=f"{number:064x}",
        station="K7",
        seq=number,
        occurred=f"2026-03-12 13:{number % 60:02d} UTC+1",
        occurred_utc=f"2026-03-12T12:{number % 60:02d}:00+00:00",
        recorded="2026-03-12 23:40 UTC+1" if number % 7 == 3 else "",
        recorded_utc="2026-03-12T22:40:00+00:00",
        late=number % 7 == 3,
        kind="observation",
        who="Anna Berg",
        text=f"{_NOTE} {number}",
    )


def measure(place: Place) -> Iterator[Figure]:
    """The long ones each in a process of its own; the preview warm."""
    runs = [(_alone(50), _alone(500)) for _ in range(place.rounds(3))]
    short = median(one[0] for one, _other in runs)
    long = median(other[0] for _one, other in runs)
    yield Figure("a page of 500 of an incident record, and one of 50", long, "ms", Bar.RATIO, 1.3, short)
    yield Figure(
        "peak memory of a record of 500 pages", max(other[1] for _, other in runs), "MB", Bar.MOST, 400
    )
    (shown,) = in_turns(place.rounds(20), _refresh)
    yield Figure("10-page review made anew and its page drawn", median(shown), "ms", Bar.MOST, 400)
    yield from _registers(place)


def _registers(place: Place) -> Iterator[Figure]:
    """The whole store as a register, row by row, in each form that takes any number."""
    asked = Asked(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    target = place.scratch() / "register"
    with open_store(place.store(place.many), clock=lambda: datetime.now(UTC), read_only=True) as store:
        for form in ("csv", "json", "markdown"):
            start = time.perf_counter()
            make_register(store, asked, target, form)
            taken = time.perf_counter() - start
            yield Figure(f"register of {place.many:,} incidents as {form}", taken, "s", Bar.MOST, 20)


def _refresh() -> None:
    page_image(render_pdf(review()), 0, _SCALE)


def _alone(count: int) -> tuple[float, float]:
    """Milliseconds of the processor for each page, and the peak of memory in MB."""
    command = [sys.executable, "-m", "tests.bench.record", str(count)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    return float(said[0]), float(said[1])


def _main(count: int) -> None:
    import resource

    render_pdf(record(20))
    whole = record(_ROWS[count])
    start = time.process_time()
    made = render_pdf(whole)
    taken = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert abs(pages(made) - count) <= count / 20, pages(made)
    sys.stdout.write(f"{taken / pages(made) * 1000} {peak}\n")


if __name__ == "__main__":
    _main(int(sys.argv[1]))
