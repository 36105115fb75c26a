"""How the timeline tells of runbooks: runs, and what became of each step."""

from collections.abc import Callable, Mapping
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
    reason = words(entry, "reason")
    return _("Runbook finished: {reason}").format(reason=reason) if reason else _("Runbook finished")


def _step(state: Callable[[Entry], str]) -> Callable[[Entry], str]:
    def told(entry: Entry) -> str:
        text = _("Step {number} {state}: {text}").format(
            number=entry.body.get("number", "?"), state=state(entry), text=words(entry, "text")
        )
        said = "; ".join(filter(None, (_value(entry), words(entry, "remark"))))
        return _("{text} ({remark})").format(text=text, remark=said) if said else text

    return told


def _value(entry: Entry) -> str:
    """What an input or a choice was answered, or what a check had to find."""
    value, name = words(entry, "value"), entry.text("name")
    if value:
        return _("{name}: {text}").format(name=name, text=value) if name else value
    expect = words(entry, "expect")
    return _("expected: {text}").format(text=expect) if expect else ""


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
    "step.demoted": ("runbook", _demoted),
}
