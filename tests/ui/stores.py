"""Real stores in temporary folders, filled by the real commands, with a clock that the test moves.

    store, hands = make_store(tmp_path)          # an empty store, Operator 1 at the keyboard
    told = tell(store, hands)                    # eight incidents; told.live is the one in full

At the end `hands` stands at NOW; close the store when done.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, assign, change
from holdfast.review.writing import begin
from holdfast.runbook import run as runs
from holdfast.runbook.library import document_of, import_folder
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 23, 14, 3, 24, tzinfo=ZONE)
ME = "Operator 1"

_LEVELS = {1: (Answer.HIGH, Answer.HIGH), 2: (Answer.HIGH, Answer.MEDIUM), 3: (Answer.MEDIUM, Answer.MEDIUM)}
_LEVELS |= {4: (Answer.MEDIUM, Answer.LOW), 5: (Answer.LOW, Answer.LOW)}
# title, service, severity, lead, days and minutes ago, phase; the oldest first
_TOLD = (
    ("Core switch lost its uplink during maintenance", "network", 2, "Operator 2", (9, 30), Phase.CLOSED),
    ("Printer queue stuck in control room", "office", 5, "Operator 3", (6, 40), Phase.CLOSED),
    ("Backup restore test failed on tape 0417", "backup", 3, ME, (5, 55), Phase.CLOSED),
    ("NTP drift of 1.8 s on isolated segment B", "time", 4, "Shift lead", (3, 5), Phase.RESOLVED),
    (
        "Certificate of the directory service expired",
        "directory",
        2,
        "Network duty",
        (2, 300),
        Phase.RESOLVED,
    ),
    ("Historian drops samples from turbine 2", "historian", 3, ME, (0, 185), Phase.TRIAGED),
    ("Badge readers in hall 3 time out", "access", 2, "Operator 2", (0, 246), Phase.TRIAGED),
)
_RUNBOOK = """# Database disk full

Free the volume that holds the data, then keep it from filling again.

## Diagnosis

1. Confirm the volume that holds the data is full

   ```
   df -h /var/lib/postgresql
   ```

2. Find what holds space: WAL, temporary files, logs

## Mitigation

1. Drop replication slots that no live standby uses
2. Check that the server accepts writes
3. Set max_slot_wal_keep_size so that it can't fill again

   ```sql
   ALTER SYSTEM SET max_slot_wal_keep_size = '16GB';
   ```

4. Take a base backup before the rebuild
"""


class Hands:
    """A clock that stands where the test puts it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at.astimezone(UTC)

    def put(self, hour: int, minute: int, second: int = 0) -> None:
        """Set the time of NOW's day."""
        self.at = NOW.replace(hour=hour, minute=minute, second=second)

    def forward(self, **length: float) -> None:
        """Let time pass, for example `minutes=5`."""
        self.at += timedelta(**length)


@dataclass
class Told:
    """The incidents of `tell`: all of them in order of declaration, and the one told in full."""

    live: Incident
    all: list[Incident] = field(default_factory=list[Incident])


def make_store(folder: Path, hands: Hands | None = None, *, practice: bool = False) -> tuple[Store, Hands]:
    """An empty store with Operator 1 at the keyboard, and its clock."""
    hands = hands or Hands()
    store = open_store(folder / "store", clock=hands, zone=ZONE, practice=practice)
    sign_in(store, ME)
    return store, hands


def tell(store: Store, hands: Hands) -> Told:
    """The eight incidents of the pictures, the database among them in full."""
    people = {
        name: sign_in(store, name).id for name in ("Operator 2", "Operator 3", "Shift lead", "Network duty")
    }
    people[ME] = sign_in(store, ME).id
    with store.command():  # one commit: a test waits for the disk once
        declared = [_tell_short(store, hands, people, *told) for told in _TOLD]
        live = _tell_live(store, hands, people)
    hands.at = NOW
    sign_in(store, ME)
    return Told(store.incidents.get(live), [*(store.incidents.get(each) for each in (*declared, live))])


def _tell_short(
    store: Store,
    hands: Hands,
    people: dict[str, str],
    title: str,
    service: str,
    severity: int,
    lead: str,
    ago: tuple[int, int],
    phase: Phase,
) -> str:
    days, minutes = ago
    hands.at = NOW - timedelta(days=days, minutes=minutes)
    impact, urgency = _LEVELS[severity]
    incident = declare(store, Declaration(title, service), Answers(impact, urgency))
    assign(store, incident.id, "commander", lead, people[lead])
    if phase != Phase.TRIAGED:
        hands.forward(minutes=25)
        move(store, incident.id, Phase.RESOLVED, reason="The part that failed was replaced.")
    if phase == Phase.CLOSED:
        hands.forward(minutes=4)
        move(store, incident.id, Phase.CLOSED, reason="Known and small; nothing to learn from it.")
    if severity == 4:
        begin(store, incident.id)
    return incident.id


def _tell_live(store: Store, hands: Hands, people: dict[str, str]) -> str:
    """The database whose disk filled, up to its fourth step."""
    library = store.path.parent / "runbooks"
    library.mkdir(exist_ok=True)
    (library / "database-disk-full.md").write_text(_RUNBOOK, encoding="utf-8")
    sign_in(store, "Shift lead")
    hands.put(13, 16, 12)
    import_folder(store, library)
    said = Declaration(
        "Primary database refuses writes after disk filled",
        "db-core",
        "alert",
        occurred=NOW.replace(minute=16, hour=13, second=12),
    )
    ident = declare(store, said).id
    say = _Teller(store, hands, ident)
    say(
        "Shift lead",
        (13, 17),
        "Alert DatabaseDiskFull (critical) on the monitoring screen",
        "observation",
        (13, 16),
    )
    hands.put(13, 18)
    assess_incident(store, ident, Answers(Answer.HIGH, Answer.HIGH))
    assign(store, ident, "commander", "Shift lead", people["Shift lead"])
    hands.put(13, 19)
    assign(store, ident, "operations", ME, people[ME])
    assign(store, ident, "scribe", "Operator 2", people["Operator 2"])
    run = runs.start(store, ident, store.runbooks.page()[0].id)
    step = _stepper(store, hands, run.id)
    step((13, 22), 0, "full")
    step((13, 23), 1, "WAL holds the space")
    say(
        ME,
        (13, 24),
        "Volume pgdata at 100 %, 41 GB of WAL kept for an inactive replication slot",
        "observation",
    )
    step((13, 31), 2, "dropped slot standby_b, retired in March")
    say("Shift lead", (13, 40), "We accept losing standby_b; it will be rebuilt tomorrow", "decision")
    step((13, 51), 3, "free space 38 %")
    hands.put(13, 52)
    move(store, ident, Phase.CONTAINED)
    say("Operator 2", (13, 55), "Told plant management: writes are accepted again", "communication")
    change(
        store,
        ident,
        know="an inactive slot held 41 GB of WAL.",
        plan="cap slot size, then rebuild the standby.",
        need="2 disks by tomorrow 08:00",
    )
    return ident


@dataclass
class _Teller:
    """Puts notes on one incident's timeline, each by its person at its time."""

    store: Store
    hands: Hands
    incident: str

    def __call__(
        self, who: str, at: tuple[int, int], text: str, kind: str, occurred: tuple[int, int] | None = None
    ) -> None:
        sign_in(self.store, who)
        self.hands.put(*at)
        when = NOW.replace(hour=occurred[0], minute=occurred[1], second=0) if occurred else None
        add_note(self.store, self.incident, text, kind, when)


def _stepper(store: Store, hands: Hands, run: str) -> Callable[[tuple[int, int], int, str], None]:
    """Marks the steps of a run as done, by Operator 1."""
    value = store.runbooks.run(run)
    steps = document_of(store, value.version, value.title).steps

    def done(at: tuple[int, int], place: int, remark: str) -> None:
        sign_in(store, ME)
        hands.put(*at)
        runs.mark(store, run, steps[place], "done", remark)

    return done
