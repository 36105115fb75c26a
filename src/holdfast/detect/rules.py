"""The store's rules by which incidents are declared when nobody answers: their text, and which alerts fit."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any, Final, cast

import msgspec

from holdfast.detect.own_texts import OwnText, text_in_use
from holdfast.detect.scales import SEVERITIES, SeverityWord
from holdfast.detect.silences import fits, matcher
from holdfast.domain import toml_check
from holdfast.domain.alert import Alert
from holdfast.domain.errors import UserError
from holdfast.domain.ladder import Asking
from holdfast.domain.silence import Matcher
from holdfast.domain.toml_check import Problem
from holdfast.domain.toml_shape import Fault
from holdfast.store.store import Store
from holdfast.words import _

_LONGEST: Final = 24 * 60  # minutes
_MOST: Final = 50  # rules

_Text = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=300)]


class _RuleSaid(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: _Text
    matchers: tuple[_Text, ...]
    severity: SeverityWord
    minutes: int


class _Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: _Text
    rules: tuple[_RuleSaid, ...] = ()
    most_in_an_hour: int = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """Alerts that fit every matcher, of at least this severity, unanswered for this time."""

    name: str
    matchers: tuple[Matcher, ...]
    severity: int
    after: timedelta

    def means(self, alert: Alert, now: datetime) -> bool:
        """Whether an alert that nobody has answered is one of those, by now."""
        return self.is_time(alert.asking, now) and all(fits(alert, one) for one in self.matchers)

    def is_time(self, asking: Asking, now: datetime) -> bool:
        """Whether an alert that fires so has waited long enough."""
        began = min((since for severity, since in asking if severity >= self.severity), default=None)
        return began is not None and now - began >= self.after


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in their order, and how many incidents they declare within an hour at most."""

    rules: tuple[Rule, ...] = ()
    most: int = 3


@lru_cache(maxsize=8)
def problems(text: str) -> tuple[Problem, ...]:
    """Everything that keeps a text from being rules, by line."""
    return toml_check.check(text, _Said, _broken).problems


def _broken(data: dict[str, Any]) -> Iterator[Fault]:
    most = data.get("most_in_an_hour")
    if isinstance(most, int) and not 1 <= most <= 20:
        yield Fault(("most_in_an_hour",), _("is no number from 1 to 20"), _("A few an hour are enough."))
    rules = data.get("rules")
    said = cast("list[object]", rules) if isinstance(rules, list) else []
    if len(said) > _MOST:
        yield Fault(("rules",), _("has too many rules"), _("At most {most}.").format(most=_MOST))
    names = [cast("dict[str, object]", rule).get("name") for rule in said if isinstance(rule, dict)]
    if len(set(map(str, names))) < len(names):
        yield Fault(("rules",), _("names two rules alike"), _("An incident says which one declared it."))
    for place, rule in enumerate(said):
        if isinstance(rule, dict):
            yield from _broken_rule(place, cast("dict[str, object]", rule))


def _broken_rule(place: int, rule: dict[str, object]) -> Iterator[Fault]:
    minutes, lines = rule.get("minutes"), rule.get("matchers")
    if isinstance(minutes, int) and not 0 <= minutes <= _LONGEST:
        hint = _("From 0 to {most} minutes.").format(most=_LONGEST)
        yield Fault(("rules", place, "minutes"), _("is no time to wait"), hint)
    if lines == []:
        hint = _("Name at least one label, such as service=billing.")
        yield Fault(("rules", place, "matchers"), _("would mean every alert"), hint)
    for line in cast("list[object]", lines) if isinstance(lines, list) else ():
        try:
            matcher(str(line))
        except UserError as error:
            yield Fault(("rules", place, "matchers"), _("names no label to compare"), error.hint)


RULES: Final = OwnText("rules", problems, lambda text, _people: problems(text))


@lru_cache(maxsize=8)
def load(text: str) -> Rules:
    """The rules of a text without problems."""
    said = msgspec.convert(tomllib.loads(text), _Said, strict=True)
    made = (
        Rule(
            " ".join(each.name.split()),
            tuple(map(matcher, each.matchers)),
            SEVERITIES[each.severity],
            timedelta(minutes=each.minutes),
        )
        for each in said.rules
    )
    return Rules(tuple(made), said.most_in_an_hour)


def rules_of(store: Store) -> Rules:
    """The rules that hold here; none where none do."""
    return load(text_in_use(store, RULES))
