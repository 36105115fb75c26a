"""How the timeline tells of runbooks: runs, and what became of each step."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.timewords import span_text
from holdfast.domain.told import Told
from holdfast.domain.value import words
from holdfast.words import _


def _started(entry: Entry) -> str:
    if not entry.text("runbook"):
        return _("Checklist started: {title}").format(title=words(entry, "title"))
    return _("Runbook started: {title}").format(title=words(entry, "title"))


def _finished(entry: Entry) -> str:
    if entry.new("state") == "running":
        return _("Runbook goes on")
    reason = words(entry, "reason")
    return _("Runbook finished: {reason}").format(reason=reason) if reason else _("Runbook finished")


def _step(state: Callable[[Entry], str]) -> Callable[[Entry], str]:
    def told(entry: Entry) -> str:
        text = _("Step {number} {state}: {text}").format(
            number=entry.body.get("number", "?"), state=state(entry), text=words(entry, "text")
        )
        said = "; ".join(filter(None, (_value(entry), _left_out(entry), words(entry, "remark"))))
        return _("{text} ({remark})").format(text=text, remark=said) if said else text

    return told


def _value(entry: Entry) -> str:
    """What an input or a choice was answered, or what a check had to find."""
    value, name = words(entry, "value"), entry.text("name")
    if value:
        has_name = name not in ("", entry.text("step"))
        return _("{name}: {text}").format(name=name, text=value) if has_name else value
    expect = words(entry, "expect")
    return _("expected: {text}").format(text=expect) if expect else ""


def _left_out(entry: Entry) -> str:
    """The steps that an answer leaves out."""
    numbers: list[int] = entry.body.get("left_out", [])
    return _("not needed: {numbers}").format(numbers=numbers_text(numbers)) if numbers else ""


def numbers_text(numbers: Iterable[int]) -> str:
    """Numbers as people write them: "3, 5–8"."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and spans[-1][-1] == number - 1:
            spans[-1] = [spans[-1][0], number]
        else:
            spans.append([number])
    return ", ".join("–".join(map(str, span)) for span in spans)


def _done(entry: Entry) -> str:
    return {
        "check": _("passed"),
        "input": _("answered"),
        "choice": _("decided"),
        "approval": _("approved"),
    }.get(entry.text("sort"), _("done"))


def _began(entry: Entry) -> str:
    return _("Step {number} waits {span}: {text}").format(
        number=entry.body.get("number", "?"),
        span=span_text(entry.body.get("wait", 0)),
        text=words(entry, "text"),
    )


def _demoted(entry: Entry) -> str:
    no_step = _("No step: {text}") if entry.new("demoted", True) else _("A step again: {text}")
    return no_step.format(text=words(entry, "text"))


TOLD_STEPS: Final[Mapping[str, Told]] = {
    "run.started": ("runbook", _started),
    "run.finished": ("runbook", _finished),
    "step.done": ("runbook", _step(_done)),
    "step.skipped": ("runbook", _step(lambda _entry: _("skipped"))),
    "step.failed": ("runbook", _step(lambda _entry: _("failed"))),
    "step.deviated": ("runbook", _step(lambda _entry: _("done differently"))),
    "step.reopened": ("runbook", _step(lambda _entry: _("open again"))),
    "step.began": ("runbook", _began),
    "step.added": ("runbook", lambda entry: _("Step added: {text}").format(text=words(entry, "text"))),
    "step.demoted": ("change", _demoted),
}
