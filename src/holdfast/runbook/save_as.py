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
from holdfast.words import _

_SAFE = re.compile(r"[A-Za-z][\w ()/.,-]*[\w)]|[A-Za-z]")  # YAML reads it as these words and nothing else
_WORDS_OF_YAML = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
# What begins a block of Markdown: in words that a person typed it stands for itself.
_MARKUP = re.compile(r"(?m)^([ \t]*)([#>|~`+*=<\[-]|\d{1,9}(?=[.)]))")
_LONGEST_WORDS = 2_000


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
    body = [f"# {_one_line(title or title_text(run.title))}", "", "## Mitigation", ""]
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
        text = _("{what} (instead of: {step})").format(what=_typed(said), step=_one_line(step.plain))
        yield from _indented(number, text)
        return
    yield from _indented(number, step.text)
    if mark.state == "failed":
        said = _("It failed: {why}").format(why=said)
    if said:
        yield ""
        pad = " " * len(f"{number}. ")
        yield from (f"{pad}> {line}".rstrip() for line in _typed(said).split("\n"))


def _indented(number: int, text: str) -> Iterator[str]:
    """A text as the item of a list: its first line behind the number, the others as deep as that."""
    marker = f"{number}. "
    first, *rest = text.split("\n")
    if first.startswith((" ", "\t")) or not first.strip():  # indented code would be another depth here
        yield marker.rstrip()
        first, rest = "", [first, *rest]
        if not rest[0].strip():
            rest = rest[1:]
    else:
        yield marker + first
    pad = " " * len(marker)
    yield from ((pad + line) if line.strip() else "" for line in rest)


def _left_out(left: list[tuple[Step, StepMark | None]]) -> Iterator[str]:
    for step, mark in left:
        if mark is None:
            yield _("Not done: {step}").format(step=_one_line(step.plain))
        else:
            why = "" if mark.remark == REMOVED else _one_line(mark.remark)
            yield _("Skipped: {step} ({why})").format(step=_one_line(step.plain), why=why)


def _typed(words: str) -> str:
    """What a person typed, so that no line of it begins a block of Markdown."""
    short = words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS].rstrip() + "…"
    lines = (line.strip() for line in short.split("\n"))
    return _MARKUP.sub(_escaped, "\n".join(line for line in lines if line))


def _escaped(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _scalar(words: str) -> str:
    """Words as YAML: bare where that is sure to be read as words, else between quotation marks."""
    line = _one_line(words)
    bare = _SAFE.fullmatch(line) and line.casefold() not in _WORDS_OF_YAML
    return line if bare else json.dumps(line, ensure_ascii=False)
