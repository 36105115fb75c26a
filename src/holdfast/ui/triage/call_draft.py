"""Calls made before there is an incident to record them on: kept with the draft, by their times."""

import json
from collections.abc import Sequence
from datetime import datetime

from holdfast.domain.clock import from_stored, to_stored
from holdfast.respond.calls import Call

CALLS = "calls"


def calls_text(calls: Sequence[Call]) -> str:
    """Calls as the text of a draft, "" for none; each has its time."""
    said = [
        {
            "number": call.number,
            "result": call.result,
            "who": call.who,
            "at": to_stored(call.occurred) if call.occurred else "",
        }
        for call in calls
    ]
    return json.dumps(said) if said else ""


def calls_of_text(text: str, now: datetime) -> list[Call]:
    """The calls that `calls_text` wrote; none for what a later version wrote otherwise.

    A call can't lie ahead: where the clock went back since, it was made now.
    """
    try:
        said = json.loads(text) if text else []
        return [
            Call(
                str(each["number"]),
                str(each["result"]),
                str(each["who"]),
                occurred=min(from_stored(each["at"]), now) if each["at"] else None,
            )
            for each in said
        ]
    except (ValueError, KeyError, TypeError):
        return []
