"""What may be asked of the inbox, as conditions on the alerts `a`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from holdfast.domain.signal import STATUSES

_OF_DRILLS: Final = "SELECT key FROM alert WHERE drill <> '' AND drill > ?"
# Where words are looked for: first in the whole row, which is quick, then without the ids and times in it.
_WORDS: Final = (
    "(a.name || ' ' || a.service || ' ' || a.source || ' ' || a.value)",
    (
        "(a.name || ' ' || a.service || ' ' || a.source || ' ' || coalesce(a.value ->> '$.labels', '') "
        "|| ' ' || coalesce(a.value ->> '$.annotations', ''))"
    ),
)
# Which statuses a view shows, in the order of their urgency, and whether only those that belong in the inbox.
VIEWS: Final[Mapping[str, tuple[tuple[str, ...], int | None]]] = {
    "open": (STATUSES, 1),
    "firing": (("firing",), 1),
    "acknowledged": (("acknowledged",), 1),
    "silenced": (("suppressed",), 1),
    "resolved": (("resolved",), None),
    "all": (STATUSES, None),
}


@dataclass(frozen=True, slots=True)
class AlertsAsked:
    """Which alerts: those of a view, of a name, of a service, with all these words; "" asks for nothing.

    `drill` asks for those of drills alone, or for real ones alone.
    """

    view: str = "open"
    name: str | None = None
    service: str | None = None
    words: str = ""
    drill: bool | None = None

    def among(self) -> tuple[str, list[str]]:
        """The whole condition of the alerts `a`, where their order does not matter, and its values."""
        statuses, is_open = VIEWS[self.view]
        narrow, words = self.narrow()
        opened, marks = "1" if is_open else "0, 1", ", ".join("?" * len(statuses))
        return f"a.open IN ({opened}) AND a.status IN ({marks}){narrow}", [*statuses, *words]

    def narrow(self) -> tuple[str, list[str]]:
        """The conditions beside the view's own, each led by AND, and their values."""
        parts = list(self._parts())
        return "".join(f" AND {sql}" for sql, _value in parts), [value for _sql, value in parts]

    def _parts(self) -> Iterator[tuple[str, str]]:
        if self.name is not None:
            yield "a.name = ?", self.name
        if self.service is not None:
            yield "a.service = ?", self.service
        if self.drill is not None:
            # a short list, from an index of its own: the rows are not looked into
            yield f"a.key {'' if self.drill else 'NOT '}IN ({_OF_DRILLS})", ""
        for word in self.words.split():
            plain = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
            for place in _WORDS:
                yield f"{place} LIKE ? ESCAPE '!'", f"%{plain}%"
