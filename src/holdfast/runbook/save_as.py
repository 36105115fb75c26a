"""A runbook made of what was done in a run: a text to be read and changed before it is recorded.

Steps stand in the order in which they were done, each with its source as it was, annotations included. What
was done instead of a step takes its place; what was skipped is left out and named below.
"""

import json
import re
from collections.abc import Iterator

from holdfast.domain.document import Document, Step
from holdfast.domain.run import Run, StepMark
from holdfast.domain.value import REMOVED, title_text
from holdfast.runbook.typed import one_line, typed
from holdfast.words import _

_SAFE = re.compile(r"[A-Za-z][\w ()/.,-]*[\w)]|[A-Za-z]")  # YAML reads it as these words and nothing else
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def runbook_of(document: Document, run: Run, source: str, title: str = "") -> str:
    """The Markdown of a runbook of what was done; `source` is the incident's reference.

    `document` is the run's own, as `document_of_run` gives it. Nothing is recorded.
    """
    done, left = _parted(document, run)
    head = [
        "---",
        f"title: {_scalar(title or title_text(run.title))}",
        f"source: {_scalar(source)}",
        "---",
        "",
    ]
    body = [f"# {one_line(title or title_text(run.title))}", "", "## Mitigation", ""]
    for number, (step, mark) in enumerate(done, 1):
        body += [*_item(number, step, mark), ""]
    if left:
        body += [f"## {_('Notes')}", "", *(f"> {line}" for line in _left_out(left)), ""]
    return "\n".join([*head, *body])


def _parted(
    document: Document, run: Run
) -> tuple[list[tuple[Step, StepMark]], list[tuple[Step, StepMark | None]]]:
    """What was done, in that order, and the others in the order of the text."""
    done: list[tuple[Step, StepMark]] = []
    left: list[tuple[Step, StepMark | None]] = []
    for step in document.steps:
        mark = run.marks.get(step.id)
        if mark is None or mark.state in ("open", "skipped"):
            left.append((step, mark if mark and mark.state == "skipped" else None))
        else:
            done.append((step, mark))
    recorded = list(run.marks)
    done.sort(key=lambda pair: (pair[1].at.timestamp() if pair[1].at else 0.0, recorded.index(pair[0].id)))
    return done, left


def _item(number: int, step: Step, mark: StepMark) -> Iterator[str]:
    """One step as an item of a numbered list."""
    said = "" if mark.remark == REMOVED else mark.remark
    if mark.state == "deviated" and said:
        text = _("{what} (instead of: {step})").format(what=typed(said), step=one_line(step.plain))
        yield from _indented(number, text)
        return
    yield from _indented(number, step.text)
    if mark.state == "failed":
        said = _("It failed: {why}").format(why=said)
    if said:
        yield ""
        pad = " " * len(f"{number}. ")
        yield from (f"{pad}> {line}".rstrip() for line in typed(said).split("\n"))


def _indented(number: int, text: str) -> Iterator[str]:
    """A text as the item of a list: its first line behind the number, the others as deep as that."""
    marker = f"{number}. "
    first, *rest = text.split("\n")
    if first.startswith((" ", "\t")):  # behind the number, indented code would be of another depth
        yield marker.rstrip()
        rest = [first, *rest]
    else:
        yield marker + first
    pad = " " * len(marker)
    yield from ((pad + line) if line.strip() else "" for line in rest)


def _left_out(left: list[tuple[Step, StepMark | None]]) -> Iterator[str]:
    for step, mark in left:
        if mark is None:
            yield _("Not done: {step}").format(step=one_line(step.plain))
        else:
            why = "" if mark.remark == REMOVED else one_line(mark.remark)
            yield _("Skipped: {step} ({why})").format(step=one_line(step.plain), why=why)


def _scalar(words: str) -> str:
    """Words as YAML: bare where that is sure to be read as words, else between quotation marks."""
    line = one_line(words)
    bare = _SAFE.fullmatch(line) and line.casefold() not in _WORDS_OF_YAML
    return line if bare else json.dumps(line, ensure_ascii=False)
