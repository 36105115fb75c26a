"""A silence: which alerts are kept quiet, until when, and why."""

from dataclasses import dataclass
from datetime import datetime

from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.value import altered, moment, words


@dataclass(frozen=True, slots=True)
class Matcher:
    """A label, how it is compared (`=`, `!=`, `=~`, `!~`), and with what; `=~` takes words with `*`.

    The label `alertname` is the alert's name, `source` and `service` are its own fields.
    """

    label: str
    sign: str
    value: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Alerts that every matcher fits are kept quiet until a time, or until a person ends it: those of `drill`
    alone, "" for real ones.
    """

    id: str
    matchers: tuple[Matcher, ...] = ()
    until: datetime | None = None
    reason: str = ""
    by: str = ""
    ended: bool = False
    drill: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether it keeps alerts quiet now."""
        return not self.ended and self.until is not None and now < self.until


def fold_silence(silence: Silence | None, entry: Entry, ident: str) -> Silence | None:
    """The silence after an entry that touches it; None until it is set."""
    if entry.kind == "silence.added":
        said: list[dict[str, str]] = entry.body.get("matchers", [])
        return Silence(
            id=ident,
            matchers=tuple(Matcher(each["label"], each["sign"], each["value"]) for each in said),
            until=moment(entry.text("until")) if entry.text("until") else None,
            reason=words(entry, "reason"),
            by=entry.header.by.operator if entry.header.by else "",
            drill=next((id_of(name) for name in entry.header.about if kind_of(name) == "drill"), ""),
        )
    if silence is not None and entry.kind == "silence.ended":
        return altered(silence, ended=bool(entry.new("ended")))
    return silence
