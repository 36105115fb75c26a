"""The examples that come with Holdfast, played through the same commands that people use.

A sample tells one incident (its shape stands at the head of `resources/sample/finished.toml`). It
is played into a practice store, whose clock follows the story: its entries are an example's, never
a record of what happened, and the store says so in its first entry.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from holdfast import paths
from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.phase import Phase
from holdfast.domain.timewords import clock_text
from holdfast.respond.incident import add_note, assign, change, timeline_of
from holdfast.respond.updates import Said, Update, send
from holdfast.review.actions import add_action
from holdfast.review.workflow import approve, release, submit
from holdfast.review.writing import begin, import_rows, offered_rows, write
from holdfast.runbook import run as runs
from holdfast.runbook.library import document_of, import_folder
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.words import _

FINISHED: Final = "finished.toml"
OPEN: Final = "open.toml"
_UNITS: Final = {"m": 60, "h": 3600, "d": 86400}

Event = Mapping[str, Any]
Tell = Callable[[str], None]


class StoryClock:
    """A clock that stands where the story is; a millisecond passes at each look, so order shows."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The next moment of the story."""
        self.at += timedelta(milliseconds=1)
        return self.at


@dataclass(slots=True)
class _Play:
    """One sample being played: the store, its clock, and what the next event builds on."""

    store: Store
    clock: StoryClock
    people: Mapping[str, str]
    review: Mapping[str, Any]
    incident: str = ""
    run: str = ""
    told: int = 0  # the last entry that was told
    resolved: datetime | None = None
    ids: dict[str, str] = field(default_factory=dict[str, str])

    def at_keyboard(self, key: str) -> None:
        self.ids[key] = sign_in(self.store, self.people[key]).id


def folder() -> Path:
    """Where the samples lie."""
    return paths.resources() / "sample"


def play(store: Store, name: str, now: datetime, tell: Tell = lambda _line: None) -> str:
    """Play a sample into a practice store as if it were now `now`; gives the incident's id.

    Afterwards nobody is at the keyboard, and the store's own clock is back.
    """
    story = tomllib.loads((folder() / name).read_text(encoding="utf-8"))
    real = store.clock
    said = story["incident"]
    began = now - _offset(said["age"])
    clock = StoryClock(began - timedelta(seconds=2))
    playing = _Play(store, clock, story["people"], story.get("review", {}))
    store.clock = clock
    try:
        playing.at_keyboard(said["by"])
        report = import_folder(store, folder() / "runbooks")
        tell(
            _("Library: {count} runbooks, {new} of them new").format(
                count=store.runbooks.count(), new=report.new
            )
        )
        clock.at = began
        times = {name: began + _offset(said[name]) for name in ("started", "detected") if name in said}
        incident = declare(store, Declaration(said["title"], said["service"], said["noticed"], **times))
        playing.incident = incident.id
        _tell_new(playing, tell)
        for event in story["events"]:
            clock.at = max(clock.at, began + _offset(event["after"]))
            playing.at_keyboard(event["by"])
            _ACTS[event["do"]](playing, event)
            _tell_new(playing, tell)
    finally:
        store.clock = real
        store.by = None
    return playing.incident


def _tell_new(playing: _Play, tell: Tell) -> None:
    """Tell what the timeline says since the last time."""
    rows = [row for row in timeline_of(playing.store, playing.incident) if row.seq > playing.told]
    for row in rows:
        tell(f"{clock_text(row.occurred, playing.store.zone)}  {row.who}: {row.text.splitlines()[0]}")
        playing.told = max(playing.told, row.seq)


def _offset(text: str) -> timedelta:
    """The length of `25m`, `-5m` or `1d3h`."""
    seconds = sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([mhd])", text))
    return timedelta(seconds=-seconds if text.startswith("-") else seconds)


def _occurred(playing: _Play, event: Event) -> datetime | None:
    if "occurred" not in event:
        return None
    return playing.store.incidents.get(playing.incident).times["declared"] + _offset(event["occurred"])


def _assess(playing: _Play, event: Event) -> None:
    answers = Answers(
        Answer(event["impact"]),
        Answer(event["urgency"]),
        tuple(event.get("impact_checks", ())),
        tuple(event.get("urgency_checks", ())),
    )
    assess_incident(playing.store, playing.incident, answers)


def _assign(playing: _Play, event: Event) -> None:
    key = event["person"]
    assign(playing.store, playing.incident, event["role"], playing.people[key], playing.ids.get(key, ""))


def _note(playing: _Play, event: Event) -> None:
    add_note(playing.store, playing.incident, event["text"], event["kind"], _occurred(playing, event))


def _situation(playing: _Play, event: Event) -> None:
    change(
        playing.store,
        playing.incident,
        **{key: event[key] for key in ("know", "plan", "need") if key in event},
    )


def _update(playing: _Play, event: Event) -> None:
    within = int(_offset(event["next"]).total_seconds())
    update = Update(event["form"], event["audience"], event["text"], Said(within))
    send(playing.store, playing.incident, update)


def _run(playing: _Play, event: Event) -> None:
    book = next(row for row in playing.store.runbooks.page() if row.path == event["runbook"])
    playing.run = runs.start(playing.store, playing.incident, book.id).id


def _step(playing: _Play, event: Event) -> None:
    run = playing.store.runbooks.run(playing.run)
    number: int = event["number"]
    step = document_of(playing.store, run.version, run.title).steps[number - 1]
    runs.mark(playing.store, run.id, step, event["state"], event.get("remark", ""), _occurred(playing, event))


def _finish(playing: _Play, _event: Event) -> None:
    runs.finish(playing.store, playing.run)


def _move(playing: _Play, event: Event) -> None:
    to = Phase(event["phase"])
    value = move(playing.store, playing.incident, to, _occurred(playing, event), event.get("reason", ""))
    playing.resolved = value.times.get("resolved")


def _review(playing: _Play, _event: Event) -> None:
    review = begin(playing.store, playing.incident)
    for section, text in playing.review["sections"].items():
        write(playing.store, review.id, section, text)
    import_rows(playing.store, review.id, [row for row, _there in offered_rows(playing.store, review.id)])
    for action in playing.review["actions"]:
        due = (playing.resolved or playing.clock.at) + _offset(action["due"])
        add_action(
            playing.store,
            review.id,
            action["title"],
            action["owner"],
            due.date().isoformat(),
            action["verify"],
        )


def _release(playing: _Play, event: Event) -> None:
    """Submitted, approved by a second person, and released by the first."""
    store, review, who = playing.store, begin(playing.store, playing.incident).id, event["reviewer"]
    submit(store, review, [playing.ids[who]])
    playing.at_keyboard(who)
    approve(store, review)
    playing.at_keyboard(event["by"])
    release(store, review)


_ACTS: Final[Mapping[str, Callable[[_Play, Event], None]]] = {
    "assess": _assess,
    "assign": _assign,
    "note": _note,
    "situation": _situation,
    "update": _update,
    "run": _run,
    "step": _step,
    "finish": _finish,
    "move": _move,
    "review": _review,
    "release": _release,
}
