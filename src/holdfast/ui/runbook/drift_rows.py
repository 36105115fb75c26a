"""A finding as a row of a list, and all that is known of its step in a few lines."""

from typing import Final

from holdfast.domain.timewords import span_text
from holdfast.runbook.drift import Drift, Finding, StepStats, finding_text, what_text
from holdfast.runbook.drift_steps import FindingSort
from holdfast.runbook.typed import one_line
from holdfast.ui.kit.rows import Row
from holdfast.words import _, ngettext


def key_of(finding: Finding) -> str:
    """What tells it from the others of its runbook."""
    return f"{finding.sort}:{finding.step.id}"


def finding_row(finding: Finding) -> Row:
    """Its row: the step, what was found, and the kind of finding."""
    number = _("step {number}").format(number=finding.step.number)
    told = what_text(finding)
    return Row(
        one_line(finding.step.plain), told[:1].upper() + told[1:], age=number, due=sort_word(finding.sort)
    )


def sort_word(sort: FindingSort) -> str:
    """The kind of finding."""
    return {
        "skipped": _("always skipped"),
        "failing": _("failing"),
        "replaced": _("done differently"),
        "slow": _("slow"),
    }[sort]


def finding_facts(drift: Drift, finding: Finding) -> str:
    """The finding as a sentence, what else people said there, and what became of the step in all."""
    said = "\n".join(_("Also: {words}").format(words=words) for words in finding.said[1:])
    stats = next(each for each in drift.steps if each.step.id == finding.step.id)
    return "\n".join(filter(None, (finding_text(finding), said, _counts(stats))))


_STATES: Final = ("done", "skipped", "failed", "deviated")


def _counts(stats: StepStats) -> str:
    words = {
        "done": _("done {count}"),
        "skipped": _("skipped {count}"),
        "failed": _("failed {count}"),
        "deviated": _("done differently {count}"),
    }
    counts = [(state, getattr(stats, state)) for state in _STATES]
    told = [words[state].format(count=count) for state, count in counts if count]
    if stats.timed:
        told.append(_("{span} in the middle").format(span=span_text(stats.median)))
    reached = ngettext("{count} run came to it", "{count} runs came to it", stats.reached)
    return _("{reached}: {told}").format(reached=reached.format(count=stats.reached), told=", ".join(told))
