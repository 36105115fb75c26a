"""The kinds of entry of a drill: what was put in and when, how it went on, and what people judged of it."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec

from holdfast.domain.bodies import BlobRef, Count, Flag
from holdfast.domain.drill_time import MOST_PACE
from holdfast.domain.kind import Kind
from holdfast.domain.scenario import InjectKind, Rating

DrillState = Literal["running", "paused", "finished", "cancelled"]
JudgedOf = Literal["objective", "expectation"]
Verdict = Rating | Literal["met", "missed"]
"""What a person says of an objective (P, S, M, U) or of an expectation that has to be judged."""

Pace = Annotated[int, msgspec.Meta(ge=1, le=MOST_PACE)]
"""How many seconds of the drill's own time pass in one of the clock; the clock's where nothing is said."""

DRILL_KINDS: Final[Mapping[str, Kind]] = {
    "drill.started": Kind(
        2,
        {"title": str, "key": str, "scenario": BlobRef},
        {"people": list[str], "pace": Pace},
        {"pace": 2},
    ),
    "drill.moved": Kind(
        2, {"state": tuple[DrillState, DrillState]}, {"reason": str, "pace": Pace}, {"pace": 2}
    ),
    "drill.injected": Kind(
        1,
        {"inject": str, "form": InjectKind, "title": str},
        {"text": str, "who": str, "name": str, "content": BlobRef},
    ),
    "drill.held": Kind(1, {"inject": str, "held": Flag}),
    "drill.noted": Kind(1, {"text": str}),
    "drill.judged": Kind(
        1, {"of": JudgedOf, "key": str, "rating": tuple[Verdict | None, Verdict | None]}, {"text": str}
    ),
    "drill.answered": Kind(1, {"question": Count, "text": str}),
}
