"""Another severity than the proposed one: it stays until impact or urgency changes."""

from dataclasses import dataclass, replace

from holdfast.domain.classification import Level, severity_text
from holdfast.domain.incident import Incident
from holdfast.triage.answers import Answers
from holdfast.triage.assessment import assess
from holdfast.triage.scheme import Scheme
from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Override:
    """A severity that a person set, why, and how the incident was judged when it was set."""

    severity: int
    reason: str
    impact: Level | None
    urgency: Level | None
    hurt: bool

    def holds(self, answers: Answers, scheme: Scheme) -> bool:
        """Whether these answers give the same levels. Danger to people that is new asks again as well."""
        found = assess(_plain(answers), scheme)
        newly_hurt = answers.someone_hurt and not self.hurt
        return (found.impact, found.urgency) == (self.impact, self.urgency) and not newly_hurt

    def lapsed(self, answers: Answers, scheme: Scheme) -> bool:
        """Whether whole answers change the severity by no longer letting it hold."""
        proposed = assess(_plain(answers), scheme).proposed_severity
        return proposed not in (None, self.severity) and not self.holds(answers, scheme)


def given(severity: int, reason: str, answers: Answers, scheme: Scheme) -> Override:
    """What a person sets beside these answers."""
    found = assess(_plain(answers), scheme)
    return Override(severity, reason, found.impact, found.urgency, answers.someone_hurt)


def former(incident: Incident) -> Override | None:
    """What was set with the assessment that holds until now."""
    if not incident.override or incident.severity is None:
        return None
    return Override(incident.severity, incident.override, incident.impact, incident.urgency, incident.hurt)


def kept(answers: Answers, before: Override | None, scheme: Scheme) -> Answers:
    """The answers with what was set before, where they name no severity and it still holds."""
    if before is None or answers.severity_override is not None or not before.holds(answers, scheme):
        return answers
    return replace(answers, severity_override=before.severity, override_reason=before.reason)


def lapsed_words(override: Override) -> str:
    """What is said of one that no longer holds."""
    return _(
        "{severity} was set before ({reason}). It no longer holds, since impact or urgency changed."
    ).format(severity=severity_text(override.severity), reason=override.reason.strip().rstrip("."))


def _plain(answers: Answers) -> Answers:
    return replace(answers, severity_override=None, override_reason="")
