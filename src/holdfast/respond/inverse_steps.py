"""What takes back an entry about a run: a step is again what it was, with the words that were said of it.

A run that was finished since stands: its end is taken back first.
"""

from collections.abc import Mapping
from typing import Final

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import Entry
from holdfast.domain.run import MARKS, Run, StepMark, Waiting
from holdfast.respond.inverse import Body, Inverse, Met, same


def _mark(met: Met, run: Run) -> object:
    """What stands of the step that an entry speaks of: state, words, answer, time and clock."""
    step = met.entry.text("step")
    mark = run.marks.get(step, StepMark("open"))
    at = None if mark.state == "open" else mark.at
    return mark.state, mark.remark, mark.value, at, run.waits.get(step), run.state


def _mark_back(met: Met) -> tuple[str, Body]:
    step = met.entry.text("step")
    mark = met.before.marks.get(step, StepMark("open"))
    waiting: Waiting | None = met.before.waits.get(step)
    now = met.now.state_of(step)
    if waiting and now == "open":  # a step that is opened again gets its clock back by itself
        since = occurred_text(waiting.since)
        return "step.began", {**_named(met.entry), "wait": waiting.seconds, "occurred": since}
    body = _named(met.entry) | {"state": [now, mark.state]} | same(met.entry, "section", "sort")
    if mark.state == "open":
        return MARKS["open"], body
    said = {"remark": mark.remark, "name": mark.name, "value": mark.value}
    body |= {name: text for name, text in said.items() if text} | _whose(met, mark)
    return MARKS[mark.state], body | ({"occurred": occurred_text(mark.at)} if mark.at else {})


def _whose(met: Met, mark: StepMark) -> Body:
    """Who had said it, behind which step: an approval asks who said the last word, not who took one back."""
    step = met.entry.text("step")
    was, now = list(met.before.marks), [name for name in met.now.marks if name != step]
    behind = was[was.index(step) - 1] if was.index(step) else ""
    body: Body = {} if [behind] == (now[-1:] or [""]) else {"behind": behind}
    return body | ({"operator": mark.by} if mark.by else {})


def _named(entry: Entry) -> Body:
    return {"step": entry.text("step"), "number": entry.body.get("number", 0), "text": entry.text("text")}


def _demoted(met: Met, run: Run) -> object:
    return met.entry.text("step") in run.demoted, run.state


def _demotion_back(met: Met) -> tuple[str, Body]:
    pair = [met.entry.text("step") in run.demoted for run in (met.now, met.before)]
    return "step.demoted", {**_without_number(met.entry), "demoted": pair}


def _added(met: Met, run: Run) -> object:
    """Whether the step is there, and what became of it: one that is settled is built on."""
    step = met.entry.text("step")
    return run.has_step(step), run.state_of(step), run.state


def _addition_back(met: Met) -> tuple[str, Body]:
    return "step.demoted", {**_without_number(met.entry), "demoted": [False, True]}


def _without_number(entry: Entry) -> Body:
    return {"step": entry.text("step"), "text": entry.text("text")[:300]}


def _run_state(_met: Met, run: Run) -> str:
    return run.state


def _finish_back(met: Met) -> tuple[str, Body]:
    return "run.finished", {"state": [met.now.state, met.before.state]}


STEPS: Final[Mapping[str, Inverse]] = {
    **{kind: Inverse(_mark, _mark_back) for kind in (*MARKS.values(), "step.began")},
    "step.demoted": Inverse(_demoted, _demotion_back),
    "step.added": Inverse(_added, _addition_back),
    "run.finished": Inverse(_run_state, _finish_back),
}
"""The kinds of entries about runs that can be taken back."""
