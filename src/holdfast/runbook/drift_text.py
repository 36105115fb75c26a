"""A runbook's text with what its runs say of it: only the lines of the steps in question are other ones.

Where a step stands in the text is tried and then proved: an edit counts only if the text that it makes is
read into the same steps as before, but for that one. What can't be changed so is left as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfast.domain.document import Document, Step
from holdfast.runbook.drift_steps import Finding
from holdfast.runbook.parse import parse
from holdfast.runbook.typed import one_line, typed
from holdfast.words import _

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MARKER = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?")
_DEFINITION = re.compile(r"\[[^\]]+\]: <.*>")  # added to a step, so that it can be shown alone
_TIMEBOX = re.compile(r"""(["']?timebox["']?\s*[=:]\s*["']?)([^\s,"'{}]+)""")
_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(?:`{3,}|~{3,})")
_ORDER = ("replaced", "skipped", "slow")


@dataclass(frozen=True, slots=True)
class _Edit:
    """Lines that would stand in place of those from `start` to before `end`."""

    start: int
    end: int
    lines: tuple[str, ...]


def proposed_text(text: str, document: Document, findings: Sequence[Finding]) -> str:
    """The text with the words of deviations, fitting time boxes, and without steps that are always skipped.

    `document` is the one that the findings are of; what people added to it does not stand in the text. The
    rest of the text is the same byte for byte; without findings all of it is.
    """
    mark = text[:1] if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    for finding in _one_for_each(findings):
        if document.step(finding.step.id) is not None:
            text = _changed(text, finding)
    return mark + text


def _one_for_each(findings: Sequence[Finding]) -> list[Finding]:
    """The finding that says most about a step; one that fails is for people to mend."""
    chosen: dict[str, Finding] = {}
    for finding in sorted((each for each in findings if each.sort in _ORDER), key=_rank):
        chosen.setdefault(finding.step.id, finding)
    return list(chosen.values())


def _rank(finding: Finding) -> int:
    return _ORDER.index(finding.sort)


def _changed(text: str, finding: Finding) -> str:
    before = parse(text, "")
    step = before.step(finding.step.id)
    if step is None:
        return text
    lines: list[str] = _LINES.findall(text)
    for edit in _edits(lines, step, finding):
        made = "".join((*lines[: edit.start], *edit.lines, *lines[edit.end :]))
        if made != text and _holds(before, parse(made, ""), step, finding):
            return made
    return text


def _edits(lines: Sequence[str], step: Step, finding: Finding) -> Iterator[_Edit]:
    for start, end in _places(lines, step):
        if finding.sort == "slow":
            yield from _with_timebox(lines, start, end, finding)
        elif finding.sort == "replaced" and finding.said:
            yield from _replaced(lines, start, end, one_line(typed(one_line(finding.said[0]))))
        elif finding.sort == "skipped":
            yield from _set_aside(lines, start, end, _usually_skipped(step, finding))


def _usually_skipped(step: Step, finding: Finding) -> str:
    why = f"{_('usually skipped')}: {one_line(finding.said[0])}" if finding.said else _("usually skipped")
    return typed(f"{one_line(step.plain)} ({why})")


def _replaced(lines: Sequence[str], start: int, end: int, words: str) -> Iterator[_Edit]:
    marker = _MARKER.match(lines[start])
    lead = marker[0] if marker else ""
    close = _end_of(lines[end - 1])
    for first in dict.fromkeys((lead, "", "- ")):
        yield _Edit(start, end, (f"{first}{words}{close}",))


def _set_aside(lines: Sequence[str], start: int, end: int, words: str) -> Iterator[_Edit]:
    """As a paragraph of its own, else as a quotation: neither is a step beside a list."""
    close = _end_of(lines[end - 1])
    newline = close or _end_of(lines[0]) or "\n"
    above = (newline,) if start and lines[start - 1].strip() else ()
    below = (newline,) if end < len(lines) and lines[end].strip() else ()
    for lead in ("", "> "):
        yield _Edit(start, end, (*above, f"{lead}{words}{close}", *below))


def _with_timebox(lines: Sequence[str], start: int, end: int, finding: Finding) -> Iterator[_Edit]:
    for place in range(start, end):
        if finding.timebox and _FENCE.match(lines[place]):
            made = _TIMEBOX.sub(lambda found: found[1] + _span(finding.timebox), lines[place], count=1)
            yield _Edit(place, place + 1, (made,))


def _span(seconds: int) -> str:
    """A length of time as an annotation says it: "20m", "1h30m"."""
    hours, minutes = divmod(seconds // 60, 60)
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if minutes else "")


def _end_of(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


# --- where a step stands --------------------------------------------------------------------------


def _places(lines: Sequence[str], step: Step) -> Iterator[tuple[int, int]]:
    """Where the lines of a step may stand, whatever is empty between: from one line to before another."""
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    source = [_bare(lines[number]) for number in numbers]
    for wanted in filter(None, _sources(step)):
        for start in range(len(source) - len(wanted) + 1):
            rest = source[start + 1 : start + len(wanted)]
            first = lines[numbers[start]]
            if rest == wanted[1:] and wanted[0] in (source[start], _bare(_without_marker(first))):
                yield numbers[start], numbers[start + len(wanted) - 1] + 1


def _sources(step: Step) -> Iterator[list[str]]:
    """The lines of a step that are not empty; then without the references that were added to it."""
    wanted = [_bare(line) for line in step.text.split("\n") if line.strip()]
    yield wanted
    while len(wanted) > 1 and _DEFINITION.fullmatch(wanted[-1]):
        wanted = wanted[:-1]
        yield wanted


def _without_marker(line: str) -> str:
    marker = _MARKER.match(line)
    return line[marker.end() :] if marker else line


def _bare(line: str) -> str:
    return " ".join(line.replace("\0", "\ufffd").split())


def _holds(before: Document, after: Document, step: Step, finding: Finding) -> bool:
    """Whether the step alone is another one, or gone where it was to be set aside."""
    place = before.steps.index(step)
    ids = [each.id for each in after.steps]
    others = [each.id for each in before.steps if each.id != step.id]
    if finding.sort == "skipped":
        return ids == others
    if len(ids) != len(before.steps) or ids[:place] + ids[place + 1 :] != others:
        return False
    made = after.steps[place]
    if finding.sort == "slow":
        return made.annotation.timebox == finding.timebox and made.plain == step.plain
    return made.id != step.id and not made.code
