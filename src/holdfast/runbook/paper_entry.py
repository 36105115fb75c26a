"""What was done on paper, entered afterwards: a line for each step, read whole before any is recorded.

    3 1352 done two of three nodes answered
    4 13:55 skip the disk was replaced last week
    6 23.11. 14:10 answer db-core-2

Each line is the step's number, when it was done, what became of it, and the remark or the answer. The time
may be missing where the sheet has none. Empty lines, and those that begin with #, are passed over.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from holdfast.domain.document import Document, Step
from holdfast.domain.errors import UserError
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.run import Run
from holdfast.domain.table import Fault
from holdfast.domain.times import parse_when
from holdfast.runbook.answer import checked_answer
from holdfast.runbook.run import answer, document_of_run, going_run, mark
from holdfast.store.store import Store
from holdfast.words import _

_STATES: Final[Mapping[str, str]] = {
    "done": "done",
    "ok": "done",
    "answer": "done",
    "skip": "skipped",
    "skipped": "skipped",
    "fail": "failed",
    "failed": "failed",
    "instead": "deviated",
    "open": "open",
}
_LINE = re.compile(r"\s*(\d{1,6})[.)]?(?:\s+(.*))?", re.DOTALL)
_MOST_TIME: Final = 5  # words that a time may have: "Mon 23 Nov 14:03 UTC"
_MOST: Final = 2_000  # lines


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One line that was read: the step, what became of it, when (None: not known), and what was said."""

    line: int
    step: Step
    state: str
    occurred: datetime | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read; with any fault nothing of it is to be recorded."""

    rows: tuple[PaperRow, ...] = ()
    faults: tuple[Fault, ...] = ()


class _Wrong(Exception):
    """A line that can't be taken: which part of it, what is wrong, and what to do."""

    def __init__(self, part: str, what: str, hint: str) -> None:
        super().__init__(what)
        self.fault = (part, what, hint)


class _Refused(Exception):
    """Nothing is to be recorded."""


def read_lines(text: str, document: Document, now: datetime, zone: tzinfo) -> Sheet:
    """The lines of a sheet, for a run of this document. Pure; what is wrong is named line by line."""
    rows: list[PaperRow] = []
    faults: list[Fault] = []
    lines = text.removeprefix("\ufeff").split("\n")
    for number, line in enumerate(lines[:_MOST], 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            rows.append(_row(number, line, document, now, zone))
        except _Wrong as wrong:
            faults.append(Fault(number, *wrong.fault))
    if len(lines) > _MOST:
        what = _("There are more than {most} lines.").format(most=_MOST)
        faults.append(Fault(_MOST + 1, "", what, _("Enter the sheet in parts.")))
    return Sheet(tuple(rows), tuple(faults))


def record_lines(
    store: Store, run: str, rows: Sequence[PaperRow], *, again: bool = False
) -> tuple[Fault, ...]:
    """Record what was read, in its order: all of it, or none and what is wrong with each line.

    A sheet of which all is recorded already is refused, unless it is wanted `again`.
    It is a command of its own and not part of another. UserError where the run is finished.
    """
    faults: list[Fault] = []
    with suppress(_Refused), store.command():
        faults += () if again else _repeated(going_run(store, run), rows)
        if faults:
            raise _Refused
        going_run(store, run)
        for row in rows:
            try:
                _record(store, run, row)
            except UserError as error:
                faults.append(Fault(row.line, "", error.what, error.hint))
        if faults:
            raise _Refused
    return tuple(faults)


def enter(store: Store, run: str, text: str, *, again: bool = False) -> tuple[Sheet, tuple[Fault, ...]]:
    """Read a sheet for a run and record it; gives what was read, and every fault."""
    document = document_of_run(store, going_run(store, run))
    sheet = read_lines(text, document, store.now(), store.zone)
    return sheet, sheet.faults or record_lines(store, run, sheet.rows, again=again)


def _repeated(run: Run, rows: Sequence[PaperRow]) -> Iterator[Fault]:
    """Each line of a sheet that changes nothing, if none of it does."""
    last = {row.step.id: row for row in rows}
    if all(_stands(run, row) for row in last.values()):
        what = _("It is recorded like this already; the sheet was probably entered before.")
        for row in last.values():
            yield Fault(row.line, "", what, _("Record it once more only if it was done once more."))


def _stands(run: Run, row: PaperRow) -> bool:
    mark = run.marks.get(row.step.id)
    if mark is None or mark.state != row.state or row.said not in (mark.remark, mark.value):
        return False
    return row.occurred is None or row.occurred == mark.at


def _record(store: Store, run: str, row: PaperRow) -> None:
    if row.state == "done" and _asks(row.step):
        answer(store, run, row.step, row.said, occurred=row.occurred)
    else:
        mark(store, run, row.step, row.state, row.said, row.occurred)


def _asks(step: Step) -> bool:
    return step.annotation.sort in ("input", "choice")


# --- reading a line -------------------------------------------------------------------------------


def _row(number: int, line: str, document: Document, now: datetime, zone: tzinfo) -> PaperRow:
    found = _LINE.fullmatch(line)
    if found is None:
        raise _Wrong("", _("This line begins with no step's number."), _how())
    step = _step(document, int(found[1]))
    time, word, said = _parts(found[2] or "")
    state = _STATES[word]
    occurred = _time(" ".join(time), now, zone) if time else None
    if state not in ("done", "open") and not said:
        raise _Wrong(_("remark"), _("Why is missing."), _("Write it behind {word}.").format(word=word))
    if state == "done" and _asks(step):
        _check_answer(step, said)
    return PaperRow(number, step, state, occurred, said)


def _step(document: Document, number: int) -> Step:
    step = next((each for each in document.steps if each.number == number), None)
    if step is None:
        what = _("There is no step {number}; the last one is {last}.")
        raise _Wrong(
            _("step"),
            what.format(number=number, last=len(document.steps)),
            _("Look at the number on the sheet, and whether it is of this version."),
        )
    return step


def _parts(rest: str) -> tuple[list[str], str, str]:
    """The words of the time, the word for the state, and what stands behind it."""
    words = rest.split()
    for place, word in enumerate(words[: _MOST_TIME + 1]):
        if (key := word.rstrip(":,;").casefold()) in _STATES:
            return words[:place], key, " ".join(words[place + 1 :])
    raise _Wrong(_("state"), _("What became of the step is missing."), _how())


def _time(text: str, now: datetime, zone: tzinfo) -> datetime:
    try:
        moment = parse_when(text, now, zone)
        check_not_ahead(moment, now)
    except UserError as error:
        raise _Wrong(_("time"), error.what, error.hint) from error
    return moment


def _check_answer(step: Step, said: str) -> None:
    try:
        checked_answer(step.annotation, said)
    except UserError as error:
        raise _Wrong(_("answer"), error.what, error.hint or _("Correct this line.")) from error


def _how() -> str:
    return _("Write it as: 3 13:52 done. The words are done, skip, fail, instead, open and answer.")


def faults_text(faults: Sequence[Fault]) -> Iterator[str]:
    """Each fault as a line."""
    for fault in faults:
        told = _("line {line}: {what} {hint}").format(line=fault.line, what=fault.what, hint=fault.hint)
        yield told.rstrip()
