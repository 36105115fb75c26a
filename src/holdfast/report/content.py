"""What reports show: plain values, gathered elsewhere, that every face of a report is made from.

A report is a function of these values alone. The same value gives the same bytes, so nothing here may
depend on the clock, the machine or the person who exports.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from holdfast.words import _

RENDERER: Final = 6  # raised whenever the same value would give other bytes; it stands in every report

Status = Literal["draft", "released"]
Paper = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class SectionText:
    """One written section. `text` is Markdown; empty means that nobody has written it yet."""

    key: str
    heading: str
    text: str = ""


class TimelineRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the timeline. Times are ready to read, zone included.

    `recorded` is given where it says something that `occurred` does not: when the entry was written down.
    `elsewhere` is one whose entry is another incident's too, so that no proof carries it.
    `group` is the heading that it stands under; a record says it only where there is one.
    """

    occurred: str
    recorded: str
    late: bool
    kind: str
    who: str
    text: str
    elsewhere: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One preventive action; what is not known yet is empty."""

    title: str
    owner: str
    due: str
    verify: str
    state: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One person behind a review, with a line to sign on. `sure` and `at` are ready to read."""

    role: str
    name: str
    sure: str
    at: str


@dataclass(frozen=True, slots=True)
class FactorRow:
    """A contributing factor. `evidence` are entries in words, ready to read; `whys` a chain of answers."""

    text: str
    category: str = ""
    root: bool = False
    reasonable: str = ""
    whys: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A part of the impact; `amount` is a decimal number as it was written."""

    what: str
    amount: str
    unit: str


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """What a person told, and when they talked, where that was said; `recorded` says when and by whom it was
    written down. Times are ready to read.
    """

    person: str
    text: str
    occurred: str
    recorded: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One use of a runbook, or of a checklist without one (`version` is then empty). Times are ready to read.

    `who` names everybody who recorded something in it, `ended` is empty while it goes on. Then how many steps
    became what, how many an answer left out, and how many nobody settled; `deviations` say what was done
    instead of a step, a sentence each.
    """

    title: str
    version: str
    who: str
    started: str
    ended: str
    done: int = 0
    skipped: int = 0
    failed: int = 0
    deviated: int = 0
    deviations: tuple[str, ...] = ()
    left_out: int = 0
    unsettled: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of one station that the report was made from. `hash` is 64 lowercase hex digits."""

    station: str
    code: str
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every report says of how it came to be.

    `made_at` is the time of the newest head, `YYYY-MM-DDTHH:MM:SSZ`: the only date that a report has of its
    own. `zone` is the one that its times are told in, `language` a BCP 47 tag.
    """

    marking: str = ""
    heads: tuple[Head, ...] = ()
    author: str = ""
    made_at: str = ""
    zone: str = "UTC"
    language: str = "en"
    paper: Paper = "A4"
    practice: bool = False


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """A whole review, ready to print.

    `facts` stand under the title ("SEV1 Critical", "36 min to contain"). `control` holds the label and
    value pairs of the control block; the heads are added to it by the renderer. The key "timeline" in
    `sections` says where the timeline's table stands, "actions" where the preventive actions stand; the
    runbooks that were used stand behind the timeline. `interviews` are there only where somebody chose so.
    `made_at` is the time of the newest head, `YYYY-MM-DDTHH:MM:SSZ`: the only date that a report has of its
    own. `language` is a BCP 47 tag.
    """

    title: str
    incident_ref: str
    revision: str
    status: Status
    marking: str = ""
    facts: tuple[str, ...] = ()
    control: tuple[tuple[str, str], ...] = ()
    sections: tuple[SectionText, ...] = ()
    timeline: tuple[TimelineRow, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    runs: tuple[RunRow, ...] = ()
    signatures: tuple[Signature, ...] = ()
    factors: tuple[FactorRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    interviews: tuple[InterviewRow, ...] = ()
    heads: tuple[Head, ...] = ()
    author: str = ""
    made_at: str = ""
    zone: str = "UTC"
    language: str = "en"
    paper: Paper = "A4"
    drill: bool = False
    practice: bool = False

    @property
    def imprint(self) -> Imprint:
        """What it says of its making; its own fields, since the attached record has them side by side."""
        return Imprint(
            self.marking,
            self.heads,
            self.author,
            self.made_at,
            self.zone,
            self.language,
            self.paper,
            self.practice,
        )

    def shown_sections(self) -> Iterator[SectionText]:
        """The sections, and the two tables even where no section makes room for them."""
        yield from self.sections
        keys = {section.key for section in self.sections}
        if "timeline" not in keys and self.timeline:
            yield SectionText("timeline", _("Timeline"))
        if "actions" not in keys and self.actions:
            yield SectionText("actions", _("Preventive actions"))
