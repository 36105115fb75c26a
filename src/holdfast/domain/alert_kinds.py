"""The kinds of entry of alerts, of the deliveries that they came in, and of the silences laid on them."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec

from holdfast.domain.bodies import BlobRef, Count, Flag, Hex64, Text, Time, When
from holdfast.domain.kind import Kind
from holdfast.domain.signal import AlertStatus

_Severity = Annotated[int, msgspec.Meta(ge=0, le=5)]
_Status = tuple[AlertStatus, AlertStatus]
_Sign = Literal["=", "!=", "=~", "!~"]


class UnreadPart(msgspec.Struct, forbid_unknown_fields=True):
    """A part of a delivery that gave no signal, and why."""

    place: str
    why: str


class MatcherSaid(msgspec.Struct, forbid_unknown_fields=True):
    """A matcher of a silence, as Alertmanager has them: a label, how it is compared, and with what."""

    label: str
    sign: _Sign
    value: str


ALERT_KINDS: Final[Mapping[str, Kind]] = {
    "delivery.received": Kind(
        1,
        {"door": str, "name": str, "format": str, "content": BlobRef, "alerts": Count},
        {"unread": list[UnreadPart]},
    ),
    "alert.raised": Kind(
        1,
        {"fingerprint": Hex64, "name": str, "status": AlertStatus, "times": Count},
        {
            "severity": _Severity,
            "source": str,
            "service": str,
            "labels": dict[str, str],
            "annotations": dict[str, str],
            "url": str,
            "started": When,
            "ended": When,
        },
    ),
    "alert.updated": Kind(
        1,
        {"status": _Status, "times": Count},
        {
            "name": str,
            "severity": tuple[_Severity, _Severity],
            "annotations": tuple[Hex64 | None, dict[str, str]],
            "url": Text,
            "started": Time,
            "ended": Time,
        },
    ),
    "alert.moved": Kind(1, {"name": str, "status": _Status}, {"reason": str}),
    "alert.linked": Kind(1, {"name": str, "present": Flag}),
    "alert.calmed": Kind(1, {"flapping": Flag}),
    "silence.added": Kind(1, {"matchers": list[MatcherSaid], "until": When, "reason": str}),
    "silence.ended": Kind(1, {"ended": Flag}),
}
