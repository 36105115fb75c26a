"""`holdfast incident assess`, and how its answers are given when declaring, too."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, lines, moment, plain, verb, writing
from holdfast.domain.classification import Answer as Said
from holdfast.domain.classification import severity_text
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.store.store import Store
from holdfast.triage.answers import Answers
from holdfast.triage.assessment import assess
from holdfast.triage.declare import assess_incident
from holdfast.triage.override import Override, former, kept, lapsed_words
from holdfast.triage.scheme import ScoredScheme
from holdfast.triage.scheme_store import current, scheme_of
from holdfast.words import _

_SAID = tuple(answer.value for answer in Said)


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add `assess` to the verbs of an incident."""
    judged = verb(verbs, "assess", _("say how much harm there is and how fast it grows"), _assess)
    judged.add_argument("ref")
    add_answers(judged)
    judged.add_argument(
        "--severity", type=int, metavar="N", help=_("set another severity, 1 to 5, than is proposed")
    )
    judged.add_argument("--reason", default="", metavar="TEXT", help=_("why it is another severity"))
    judged.add_argument("--occurred", metavar="TIME", help=_("when it happened, if not now"))


def add_answers(parser: argparse.ArgumentParser) -> None:
    """Add what answers the questions of the scheme in use."""
    parser.add_argument("--impact", choices=_SAID, help=_("counts only together with --urgency"))
    parser.add_argument("--urgency", choices=_SAID, help=_("counts only together with --impact"))
    parser.add_argument(
        "--choice",
        action="append",
        default=[],
        metavar="KEY=OPTION",
        help=_("the answer to a scored question, or KEY=unsure; once for each question"),
    )


def answers_of(args: argparse.Namespace) -> Answers:
    """What the call answers."""
    return Answers(
        Said(args.impact) if args.impact else None,
        Said(args.urgency) if args.urgency else None,
        severity_override=getattr(args, "severity", None),
        override_reason=getattr(args, "reason", ""),
        choices=dict(map(_choice, args.choice)),
    )


def _choice(text: str) -> tuple[str, str]:
    key, equals, option = text.partition("=")
    if not equals:
        raise UserError(
            _("{text} is no answer to a question. Nothing was recorded.").format(text=text),
            hint=_("Write KEY=OPTION; holdfast scheme show names both."),
        )
    return key.strip(), option.strip()


def missing(store: Store, args: argparse.Namespace, incident: Incident) -> list[str]:
    """Which questions were left open: impact and urgency, or those of a scored scheme that was answered."""
    if incident.assessed:
        return []
    scheme = scheme_of(store, incident)
    if isinstance(scheme, ScoredScheme) and args.choice:
        answered = answers_of(args).choices
        return [each.key for each in scheme.questions() if each.key not in answered]
    return [name for name in ("impact", "urgency") if not getattr(args, name)]


def not_assessed(store: Store, args: argparse.Namespace, incident: Incident) -> list[str]:
    """What is said where only some of the questions were answered: that alone is not recorded."""
    left = missing(store, args, incident)
    if args.choice and left:
        told = _("Not assessed: half of the answers alone is not recorded. Still open: {keys}.")
        hint = _("Give all: holdfast incident assess {ref} --choice KEY=OPTION …")
        return [told.format(keys=", ".join(left)), hint.format(ref=incident.ref)]
    if len(left) != 1:
        return []
    told = _("Not assessed: --{missing} was not given, and one answer alone is not recorded.")
    hint = _("Give both: holdfast incident assess {ref} --impact LEVEL --urgency LEVEL")
    return [told.format(missing=left[0]), hint.format(ref=incident.ref)]


def _assess(args: argparse.Namespace) -> Answer:
    if args.reason.strip() and args.severity is None:
        raise UserError(
            _("The reason goes with another severity. Nothing was recorded."),
            hint=_("Give --severity N too, or leave --reason out; a note says anything else."),
        )
    said = answers_of(args)
    with writing(args) as store, store.command():
        before, scheme = store.incidents.find(args.ref), current(store)
        was = former(before)
        found = assess(kept(said, was, scheme), scheme)
        incident = assess_incident(store, before.id, said, moment(store, args.occurred))
        gone = was if was and said.severity_override is None and was.lapsed(said, scheme) else None
    assert incident.severity is not None
    text = _("{ref} is assessed: priority {priority}, {severity}.").format(
        ref=incident.ref, priority=incident.priority, severity=severity_text(incident.severity)
    )
    value = short(incident) | {
        "before": {"priority": before.priority, "severity": before.severity},
        "proposed": found.proposed_severity,
        "override": incident.override,
        "no_longer_holds": gone and {"severity": gone.severity, "reason": gone.reason},
        "reasons": list(found.reasons),
        "what_would_change": list(found.what_would_change),
        "targets": plain(incident.targets),
        "cadence": plain(incident.cadence),
    }
    return Answer(value, lines(text, *found.reasons, *_lapsed(gone), *found.what_would_change[:1]))


def _lapsed(gone: Override | None) -> list[str]:
    """What is said of a severity that was set for another impact or urgency."""
    if gone is None:
        return []
    hint = _("To set it again: --severity {number} with a --reason.").format(number=gone.severity)
    return [lapsed_words(gone), hint]


def short(incident: Incident) -> dict[str, Any]:
    """An incident as the verbs that judge it answer."""
    return {
        "id": incident.id,
        "ref": incident.ref,
        "phase": incident.phase.value,
        "impact": incident.impact,
        "urgency": incident.urgency,
        "priority": incident.priority,
        "severity": incident.severity,
    }
