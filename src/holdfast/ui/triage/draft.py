"""What was typed into the wizard, kept under the id that the incident will have."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from holdfast.domain.classification import Answer
from holdfast.domain.clock import from_stored, to_stored
from holdfast.domain.ids import id_of, subject
from holdfast.store.store import Store
from holdfast.triage.answers import Answers
from holdfast.triage.declare import Declaration

ASSESSMENT = "assessment"
RUNBOOKS = "runbooks"
ALERTS = "alerts"
"""The ids of the alerts that the incident is declared from, with spaces between them."""
DRILL = "drill"
"""The id of the drill that it is part of; without a row it is real."""
Get = Callable[[str], str]
"""Reads a field of the draft."""
Put = Callable[[str, str], object]
"""Keeps one. UserError where it could not."""


class WizardDraft:
    """The draft rows of one incident, by field. A field that becomes empty has no row.

    The rows belong to the station and not to an operator: after a crash nobody is at the keyboard yet,
    and the text has to be there all the same.
    """

    def __init__(self, store: Store, ident: str) -> None:
        self.ident = ident
        self._store = store
        self._subject = subject("incident", ident)
        found = store.drafts.of(self._subject)
        self._texts = {field: draft.text for field, draft in found.items()}
        self._bases = {field: draft.base for field, draft in found.items()}
        self._saved = max((from_stored(each.saved) for each in found.values()), default=None)

    @property
    def saved(self) -> datetime | None:
        """When a row was last saved; None while there is none."""
        return self._saved

    def get(self, field: str) -> str:
        """The text of a field, "" where there is none."""
        return self._texts.get(field, "")

    def base(self, field: str) -> str:
        """The hash of the entry that the text of a field started from, "" where there was none."""
        return self._bases.get(field, "")

    def put(self, field: str, text: str, base: str = "") -> None:
        """Keep the text of a field; raises UserError where it could not be kept."""
        if (self.get(field), self.base(field)) == (text, base) or self._store.read_only:
            return
        at = to_stored(self._store.clock())
        if text:
            self._store.drafts.save(self._subject, field, text, at, base=base)
        else:
            self._store.drafts.drop(self._subject, field)
        self._texts[field], self._bases[field] = text, base
        self._saved = from_stored(at)

    def rows(self) -> dict[str, str]:
        """Every field that has text."""
        return {field: text for field, text in self._texts.items() if text}

    def restore(self, rows: Mapping[str, str]) -> None:
        """Keep these fields again after `drop`."""
        for field, text in rows.items():
            self.put(field, text)

    def drop(self) -> None:
        """Forget every field."""
        self._store.drafts.drop(self._subject)
        self._texts, self._bases = {}, {}
        self._saved = None


def newest(store: Store) -> str:
    """The incident id of the newest draft that was not declared; "" where there is none."""
    idents = [id_of(name) for name in store.drafts.subjects("incident")]
    declared = store.incidents.rows(idents) if idents else {}
    return next((ident for ident in idents if ident not in declared), "")


def fields_of(said: Declaration, zone: tzinfo) -> dict[str, str]:
    """What is known when an incident is declared, as it is typed into the wizard."""
    times = {"detected": said.detected, "started": said.started}
    told = {name: f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" for name, at in times.items() if at}
    return {"title": said.title, "service": said.service, "noticed": said.noticed, **told}


def answers_text(answers: Answers) -> str:
    """Answers as the text of a draft, "" for none at all."""
    if answers == Answers():
        return ""
    return json.dumps(
        {
            "impact": answers.impact,
            "urgency": answers.urgency,
            "impact_checks": answers.impact_checks,
            "urgency_checks": answers.urgency_checks,
            "someone_hurt": answers.someone_hurt,
            "severity_override": answers.severity_override,
            "override_reason": answers.override_reason,
            "choices": dict(answers.choices),
        }
    )


def answers_of(text: str) -> Answers | None:
    """The answers that `answers_text` wrote; None for "" and for what a later version wrote otherwise."""
    try:
        said = json.loads(text) if text else None
        return (
            None
            if said is None
            else Answers(
                impact=Answer(said["impact"]) if said["impact"] else None,
                urgency=Answer(said["urgency"]) if said["urgency"] else None,
                impact_checks=tuple(said["impact_checks"]),
                urgency_checks=tuple(said["urgency_checks"]),
                someone_hurt=bool(said["someone_hurt"]),
                severity_override=said["severity_override"],
                override_reason=str(said["override_reason"]),
                choices={str(key): str(option) for key, option in said.get("choices", {}).items()},
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
