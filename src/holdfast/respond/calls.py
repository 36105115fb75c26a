"""The call list: who was called on which number, and whether anybody answered; each call is an entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from holdfast.domain.clock import occurred_text
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import check_not_ahead
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.domain.timeline import TimelineRow, row
from holdfast.store.store import Store
from holdfast.words import _

Result = Literal["reached", "no_answer"]
RESULTS: Final = ("reached", "no_answer")
_NUMBER: Final = 120


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `number` is a telephone number or another line, such as "radio 4"; `text` what was said."""

    number: str
    result: str
    who: str = ""
    text: str = ""
    occurred: datetime | None = None  # None: now


def record_call(store: Store, incident: str, call: Call) -> TimelineRow:
    """Put a call on an incident's timeline."""
    body = _body(store, call)
    with store.command():
        store.incidents.get(incident)
        (entry,) = store.record(New(subject("incident", incident), "call.made", body))
    return row(entry, store.operators.names())


def checked(call: Call) -> Call:
    """The call as it can be recorded; a UserError says what is missing."""
    if call.result not in RESULTS:
        raise UserError(
            _("{result} is no result of a call.").format(result=call.result),
            hint=_("Choose one of: {results}.").format(results=", ".join(RESULTS)),
        )
    number = needed(clean_line(call.number, _("The number"), _NUMBER), _("The number"))
    who, text = clean_line(call.who, _("The name")), clean_prose(call.text, _("The note"))
    return Call(number, call.result, who, text, call.occurred)


def _body(store: Store, call: Call) -> dict[str, object]:
    said = checked(call)
    body: dict[str, object] = {"number": said.number, "result": said.result}
    body |= {name: text for name, text in (("who", said.who), ("text", said.text)) if text}
    if said.occurred is not None:
        check_not_ahead(said.occurred, store.now())
        body["occurred"] = occurred_text(said.occurred)
    return body


def calls_of(store: Store, incident: str) -> list[Call]:
    """The calls that were made for an incident, the last one first."""
    made = [entry for entry in store.entries("incident", incident) if entry.kind == "call.made"]
    rows = [(entry, row(entry, {})) for entry in made]
    calls = [
        Call(
            entry.text("number"),
            entry.text("result"),
            entry.text("who"),
            entry.text("text"),
            shown.occurred,
        )
        for entry, shown in rows
    ]
    return calls[::-1]


def result_word(result: str) -> str:
    """How a call ended, in the reader's language."""
    return {"reached": _("reached"), "no_answer": _("no answer")}.get(result, result)
