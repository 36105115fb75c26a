"""Keeping alerts quiet for a while, with a reason; and what becomes of them when the while is over."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from holdfast.detect.acts import move_news
from holdfast.domain.alert import FLAP_WITHIN, Alert
from holdfast.domain.clock import to_stored
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.signal import Signal
from holdfast.domain.silence import Matcher, Silence
from holdfast.domain.text import clean_line, needed
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.store import Store
from holdfast.words import _

_CHUNK: Final = 250
_LONGEST: Final = timedelta(days=31)
_OWN_FIELDS: Final = {"alertname": "name", "source": "source", "service": "service"}


def said_of(signal: Signal | Alert, label: str) -> str:
    """What an alert says for a label; "" where it has none."""
    if label in signal.labels:
        return signal.labels[label]
    own = _OWN_FIELDS.get(label)
    return getattr(signal, own) if own else ""


def fits(signal: Signal | Alert, matcher: Matcher) -> bool:
    """Whether an alert is one that the matcher means; `*` stands for any text with `=~` and `!~`."""
    said = said_of(signal, matcher.label)
    same = _is_like(said, matcher.value) if "~" in matcher.sign else said == matcher.value
    return same != matcher.sign.startswith("!")


def _is_like(said: str, pattern: str) -> bool:
    """Whether a text is a pattern's, in one walk along the text for each of the pattern's parts."""
    parts = pattern.split("*")
    if len(parts) == 1:
        return said == pattern
    first, *middle, last = parts
    if not said.startswith(first) or not said.endswith(last) or len(said) < len(first) + len(last):
        return False
    at, end = len(first), len(said) - len(last)
    for part in middle:
        found = said.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def silence_of(signal: Signal | Alert, silences: Iterable[Silence]) -> Silence | None:
    """The silence that keeps an alert quiet, of those that hold for its drill, or for what is real."""
    return next((each for each in silences if all(fits(signal, one) for one in each.matchers)), None)


def of_drill(silences: Iterable[Silence], drill: str) -> list[Silence]:
    """The silences that hold for the alerts of a drill, for real ones where it is ""."""
    return [each for each in silences if each.drill == drill]


def matcher(text: str) -> Matcher:
    """A matcher as it is written: `service=billing`, `host!=db1`, `alertname=~Disk*`."""
    for sign in ("!~", "=~", "!=", "="):
        label, found, value = text.partition(sign)
        if found and label.strip():
            return Matcher(label.strip(), sign, value.strip().strip('"'))
    raise UserError(
        _("“{text}” names no label to compare. Nothing was silenced.").format(text=text),
        hint=_("Write for instance service=billing, or alertname=~Disk* for names that begin so."),
    )


def silence(
    store: Store, matchers: Sequence[Matcher], until: datetime, reason: str, *, drill: str = ""
) -> Silence:
    """Keep alerts that fit every matcher quiet until a time, those that are there and those to come: real
    ones, or those of the `drill` of an id, with whose end it ends.
    """
    reason = needed(clean_line(reason, _("The reason")), _("The reason"))
    now = store.now()
    if all(each.sign == "=~" and not each.value.strip("*") for each in matchers):
        raise UserError(
            _("A silence over everything would hide every alert. Nothing was silenced."),
            hint=_("Name at least one label, such as service=billing."),
        )
    if not now < until <= now + _LONGEST:
        raise UserError(
            _("A silence ends after now, and within 31 days. Nothing was silenced."),
            hint=_("Give another time; it can be set again when it is over."),
        )
    ident = store.new_id()
    body = {
        "matchers": [{"label": one.label, "sign": one.sign, "value": one.value} for one in matchers],
        "until": to_stored(until),
        "reason": reason,
    }
    with store.command():
        if drill:
            _check_goes_on(store, drill)
        about = (subject("drill", drill),) if drill else ()
        store.record(New(subject("silence", ident), "silence.added", body, about))
        set_now = store.silences.find(ident)
        quiet = [each for each in _firing(store) if each.drill == drill and silence_of(each, [set_now])]
        store.record(*move_news(quiet, "suppressed", silence=ident))
    return set_now


def _check_goes_on(store: Store, ident: str) -> None:
    drill = store.drills.get(ident)
    if drill.is_over:
        raise UserError(
            _("The drill {title} is over, and so are its alerts. Nothing was silenced.").format(
                title=drill.title
            )
        )


def end_with(store: Store, drill: str) -> list[New]:
    """The entries that end the silences of a drill with it."""
    held = of_drill(store.silences.holding(int(store.clock().timestamp())), drill)
    return [New(subject("silence", each.id), "silence.ended", {"ended": [False, True]}) for each in held]


def _firing(store: Store) -> list[Alert]:
    return store.alerts.all_of([row.id for row in store.alerts.page(AlertsAsked("firing"), limit=2**31)])


def end_silence(store: Store, ident: str) -> Silence:
    """End a silence before its time; what it kept quiet is heard again."""
    with store.command():
        there = store.silences.find(ident)
        if not there.holds(store.now()):
            raise UserError(_("This silence is over already. Nothing was changed."), hint="")
        store.record(New(subject("silence", there.id), "silence.ended", {"ended": [False, True]}))
    settle(store)
    return store.silences.find(there.id)


def end_silences_of(store: Store, idents: Sequence[str]) -> int:
    """End the silences that keep these alerts quiet, and say how many. UserError where none does."""
    alerts = store.alerts.all_of(idents)
    found = dict.fromkeys(each.silence for each in alerts if each.silence)
    if not found:
        raise UserError(_("No silence keeps this alert quiet."), hint=_("Nothing was changed."))
    for silenced in found:
        end_silence(store, silenced)
    return len(found)


def settle(store: Store) -> int:
    """Let time do its part: silences that are over let go, alerts that came and went are calm. How many.

    The system itself records it, so it needs nobody at the keyboard. However many programs do it in the same
    moment, each thing is done once: what is to be done is looked for again inside the command.
    """
    now = store.clock()
    settled = 0
    for over in store.silences.over(int(now.timestamp())):
        while count := _let_go(store, over, now):
            settled += count
    before = int((now - FLAP_WITHIN).timestamp())
    return settled + (_calm(store, before) if store.alerts.restless(before) else 0)


def _calm(store: Store, before: int) -> int:
    """Say of alerts that were last heard before a second that they come and go no more. How many."""
    body = {"flapping": [True, False]}
    with store.command():
        restless = store.alerts.restless(before)
        news = [New(subject("alert", alert.id), "alert.calmed", body) for alert in restless]
        store.record(*news, by_station=True)
    return len(news)


def _let_go(store: Store, over: Silence, now: datetime) -> int:
    """Let some alerts of a silence ask for somebody again, or hand them to another that holds. How many."""
    with store.command():
        quiet = store.alerts.kept_quiet(over.id, _CHUNK)
        holding = store.silences.holding(int(now.timestamp()))
        for alert in quiet:
            other = silence_of(alert, of_drill(holding, alert.drill))
            body = {"name": alert.name, "status": [alert.status, "suppressed" if other else "firing"]}
            about = [subject("silence", other.id)] if other else []
            about += [subject("incident", alert.incident)] if alert.incident and not other else []
            store.record(New(subject("alert", alert.id), "alert.moved", body, tuple(about)), by_station=True)
    return len(quiet)
