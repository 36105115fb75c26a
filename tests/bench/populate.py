"""A store of realistic synthetic incidents with a valid journal, made by the real commands.

    python tests/bench/populate.py --data DIR --incidents N

The same N gives the same titles, services, severities and times. An existing store is added to
until it holds N, so that an interrupted run goes on where it stopped.
"""

import argparse
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.phase import Phase
from holdfast.respond.incident import add_note, assign
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare

_CHUNK = 1000
_WHAT = [
    "refuses writes",
    "times out",
    "drops samples",
    "restarts again and again",
    "fills its disk",
    "lost its uplink",
    "answers slowly",
    "shows stale data",
    "rejects logins",
    "reports a failed battery",
    "lost time synchronisation",
    "fails its backup",
    "runs out of memory",
    "has an expired certificate",
    "queues without end",
]
_THING = [
    "Primary database",
    "Badge reader",
    "Historian",
    "Directory service",
    "Mail relay",
    "Core switch",
    "Tape library",
    "Print server",
    "Turbine gateway",
    "Time server",
    "Build farm",
    "File server",
    "Camera recorder",
    "Backup host",
    "Access gateway",
    "Message broker",
]
_SERVICES = (
    "db-core",
    "access",
    "historian",
    "directory",
    "mail",
    "network",
    "backup",
    "office",
    "scada",
    "time",
)
_PEOPLE = ("Ana", "Ben", "Chidi", "Dagny", "Emre", "Farah")
_NOTES = (
    "Checked the log, nothing since the last restart",
    "Called the vendor, ticket open",
    "Restarted the service",
    "Free space is back at 38 %",
    "Users report that it works again",
    "Swapped the module in slot 3",
)
_LEVELS = (Answer.HIGH, Answer.MEDIUM, Answer.MEDIUM, Answer.LOW, Answer.LOW, Answer.LOW)
_START = datetime(2021, 1, 4, 6, tzinfo=UTC)
_UNTIL = datetime(2026, 11, 20, 6, tzinfo=UTC)


class _Hands:
    """A clock that only goes forward, set by the story."""

    def __init__(self) -> None:
        self.at = _START

    def __call__(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


def populate(folder: Path, incidents: int) -> None:
    """Bring the store in `folder` to this many incidents."""
    hands = _Hands()
    with open_store(folder, clock=hands) as store:
        sign_in(store, _PEOPLE[0])
        there = store.incidents.count(store.query(""))
        step = (_UNTIL - _START) / max(incidents, 1)
        while there < incidents:
            until = min(there + _CHUNK, incidents)
            with store.database.writing():
                for number in range(there, until):
                    hands.at = max(hands.at, _START + number * step)
                    _incident(store, number, incidents - number <= max(20, incidents // 1000))
            there = until


def _incident(store: Store, number: int, is_recent: bool) -> None:
    """One incident; most are long closed or dismissed, the newest are still open."""
    dice = Random(number)
    thing, what = dice.choice(_THING), dice.choice(_WHAT)
    said = Declaration(f"{thing} {dice.randrange(1, 400)} {what}", dice.choice(_SERVICES))
    kind = dice.random()
    answers = None if kind < 0.3 and not is_recent else Answers(dice.choice(_LEVELS), dice.choice(_LEVELS))
    incident = declare(store, said, answers)
    if is_recent:
        assign(store, incident.id, "commander", dice.choice(_PEOPLE))
        add_note(store, incident.id, dice.choice(_NOTES), "observation")
    elif answers is None:
        move(store, incident.id, Phase.DISMISSED, reason="false alarm")
    elif kind < 0.4:
        add_note(store, incident.id, dice.choice(_NOTES), "action")
        move(store, incident.id, Phase.RESOLVED, reason="fixed by restarting it")
        move(store, incident.id, Phase.CLOSED, reason="small and understood")
    else:
        move(store, incident.id, Phase.RESOLVED, reason="fixed by restarting it")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--incidents", required=True, type=int)
    args = parser.parse_args()
    began = time.monotonic()
    populate(args.data, args.incidents)
    sys.stdout.write(f"{args.incidents} incidents in {args.data}, {time.monotonic() - began:.1f} s\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
