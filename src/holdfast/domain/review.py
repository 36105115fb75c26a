"""A post-incident review: its sections, the timeline rows chosen for it, and its state."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from holdfast.domain.entry import Entry
from holdfast.domain.ids import id_of, kind_of
from holdfast.domain.review_content import FOLDS as PART_FOLDS
from holdfast.domain.review_content import NO_PARTS, Parts
from holdfast.domain.review_flow import FOLDS as FLOW_FOLDS
from holdfast.domain.review_flow import NO_FLOW, Flow, Step, is_content, with_content
from holdfast.domain.review_hints import DismissedHint
from holdfast.domain.review_hints import after as hints_after
from holdfast.domain.value import Conflict, altered, contradiction, moment, new_words, words, wrote
from holdfast.words import _

SECTIONS: Final = (
    "summary",
    "impact",
    "detection",
    "factors",
    "response",
    "timeline",
    "helped",
    "harder",
    "lucky",
    "lessons",
    "actions",
)
# The timeline and the actions are rows of their own; the rest is text.
WRITTEN: Final = tuple(key for key in SECTIONS if key not in ("timeline", "actions"))


APPENDIX: Final = "appendix"
"""The section of what a review that was written elsewhere says and no other section has."""


def review_word(state: str) -> str:
    """How far a review is, in a word or two; also that an incident needs none."""
    return {
        "draft": _("draft"),
        "in_review": _("in review"),
        "changes_asked": _("changes asked"),
        "approved": _("approved"),
        "released": _("released"),
        "waived": _("waived"),
    }.get(state, state)


def standing_words(state: str, released: int | None = None, revision: int | None = None) -> str:
    """How far a review is; of one opened again, after `released` was, which `revision` that is said of."""
    word = review_word(state)
    if released is None:
        return word
    return _("revision {released} released, revision {revision}: {state}").format(
        released=released, revision=revision, state=word
    )


def section_title(key: str) -> str:
    """A section's heading in the reader's language."""
    return {
        "summary": _("Summary"),
        "impact": _("Impact"),
        "detection": _("Detection and trigger"),
        "factors": _("Contributing factors and root causes"),
        "response": _("Response and resolution"),
        "timeline": _("Timeline"),
        "helped": _("What helped"),
        "harder": _("What made it harder"),
        "lucky": _("Where we were lucky"),
        "lessons": _("Lessons"),
        "actions": _("Preventive actions"),
        APPENDIX: _("Appendix"),
        "trigger": _("Trigger"),
        "story": _("What happened"),
        "responders": _("Who responded"),
        "message_inside": _("Message within the organisation"),
        "message_outside": _("Message to those affected"),
        "background": _("How it usually works"),
        "surprises": _("What surprised us"),
        "themes": _("Themes"),
        "questions": _("Open questions"),
        "supporting": _("Supporting material"),
    }.get(key) or key.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Row:
    """A timeline entry chosen for the review: the source's hash, its two times, and the text as edited.

    `group` is the heading that it stands under, "" for none.
    """

    id: str
    source: str
    occurred: datetime
    recorded: datetime
    type: str
    who: str
    text: str
    edited: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A finding of a runbook, by the runbook's id, the step's and its sort, that was offered as an action."""

    runbook: str
    step: str
    finding: str


@dataclass(frozen=True, slots=True)
class Review:
    """A review as the entries so far tell it. `wrote` names the entry that wrote each text.

    `dismissed` are the findings that somebody decided to make no action of. `origin` is the file that it was
    brought in from, `source` the SHA-256 of that.
    """

    id: str
    incident: str = ""
    title: str = ""
    state: str = "draft"  # see review_flow.NEXT
    revision: int = 1
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    rows: tuple[Row, ...] = ()
    dropped: tuple[str, ...] = ()  # sources of rows taken out again
    dismissed: tuple[Offered, ...] = ()
    actions: tuple[str, ...] = ()
    author: str = ""
    author_sure: str = "declared"
    begun: datetime | None = None
    changed: datetime | None = None
    released: datetime | None = None
    wrote: Mapping[str, str] = field(default_factory=dict[str, str])
    conflicts: tuple[Conflict, ...] = ()
    origin: str = ""
    source: str = ""
    flow: Flow = NO_FLOW
    parts: Parts = NO_PARTS
    hints: tuple[DismissedHint, ...] = ()  # of the language check, that stay as they are

    @property
    def words_beside(self) -> str:
        """The words of its rows and comments and of what stands beside its texts, to be searched."""
        comments = self.flow.comments
        said = (text for each in comments for text in (each.text, *(one.text for one in each.answers)))
        told = (text for row in self.rows for text in (row.text, row.group))
        return "\n".join(filter(None, (*told, *said, self.parts.words_beside)))


def _begun(review: Review, entry: Entry) -> Review:
    incident = next((id_of(name) for name in entry.header.about if kind_of(name) == "incident"), "")
    by = entry.header.by
    return altered(
        review,
        incident=incident,
        title=words(entry, "title"),
        origin=words(entry, "origin"),
        source=entry.text("source"),
        author=by.operator if by else "",
        author_sure=by.sure if by else "declared",
        begun=moment(entry.at),
    )


def _written(review: Review, entry: Entry) -> Review:
    section = entry.text("section")
    return altered(
        review,
        texts={**review.texts, section: new_words(entry, "text")},
        wrote=wrote(review.wrote, entry, section),
        conflicts=review.conflicts + contradiction(entry, "text", review.wrote.get(section)),
    )


def _row_added(review: Review, entry: Entry) -> Review:
    source = entry.text("source")
    row = Row(
        id=entry.hash,
        source=source,
        occurred=moment(entry.text("occurred") or entry.at),
        recorded=moment(entry.text("recorded") or entry.at),
        type=entry.text("type"),
        who=words(entry, "who"),
        text=words(entry, "text"),
    )
    return altered(
        review,
        rows=(*review.rows, row),
        dropped=tuple(s for s in review.dropped if s != source),
        wrote=wrote(review.wrote, entry, f"row:{entry.hash}"),
    )


def _row_changed(review: Review, entry: Entry) -> Review:
    ident = entry.text("row")
    key = f"row:{ident}"
    rows = tuple(
        altered(row, text=new_words(entry, "text"), edited=True) if row.id == ident else row
        for row in review.rows
    )
    return altered(
        review,
        rows=rows,
        wrote=wrote(review.wrote, entry, key),
        conflicts=review.conflicts + contradiction(entry, "text", review.wrote.get(key)),
    )


def _row_grouped(review: Review, entry: Entry) -> Review:
    ident, group = entry.text("row"), new_words(entry, "group")
    key = f"group:{ident}"
    return altered(
        review,
        rows=tuple(altered(row, group=group) if row.id == ident else row for row in review.rows),
        wrote=wrote(review.wrote, entry, key),
        conflicts=review.conflicts + contradiction(entry, "group", review.wrote.get(key)),
    )


def _row_dropped(review: Review, entry: Entry) -> Review:
    ident = entry.text("row")
    sources = tuple(row.source for row in review.rows if row.id == ident)
    return altered(
        review,
        rows=tuple(row for row in review.rows if row.id != ident),
        dropped=review.dropped + sources,
    )


def _offer_dismissed(review: Review, entry: Entry) -> Review:
    offered = Offered(entry.text("runbook"), entry.text("step"), entry.text("finding"))
    others = tuple(each for each in review.dismissed if each != offered)
    return altered(review, dismissed=(*others, offered) if entry.new("dismissed", True) else others)


def _hint_dismissed(review: Review, entry: Entry) -> Review:
    return altered(review, hints=hints_after(review.hints, entry))


def _moved(review: Review, entry: Entry) -> Review:
    """What the flow has no say in: the revision, and when it was released."""
    return altered(
        review,
        revision=entry.body.get("revision", review.revision),
        released=moment(entry.at) if review.state == "released" else None,
    )


def _action_added(review: Review, entry: Entry) -> Review:
    return altered(review, actions=(*review.actions, id_of(entry.subject)))


_FOLDS: Final[Mapping[str, Callable[[Review, Entry], Review]]] = {
    "review.written": _written,
    "review.row_added": _row_added,
    "review.row_changed": _row_changed,
    "review.row_dropped": _row_dropped,
    "review.row_grouped": _row_grouped,
    "review.moved": _moved,
    "review.offer_dismissed": _offer_dismissed,
    "review.hint_dismissed": _hint_dismissed,
    "action.added": _action_added,
}


def fold(review: Review | None, entry: Entry, ident: str) -> Review | None:
    """The review after an entry that touches it; None until it is begun."""
    if entry.kind == "review.begun":
        review = _begun(review or Review(id=ident), entry)
    elif review is None:
        return None
    review = _in_flow(review, entry)
    step = _FOLDS.get(entry.kind)
    after = _in_parts(step(review, entry) if step else review, entry)
    # Making a report says nothing new about the review itself.
    return after if entry.kind == "report.made" else altered(after, changed=moment(entry.at))


def _in_flow(review: Review, entry: Entry) -> Review:
    """The review with what the entry means for its way to the readers."""
    step = FLOW_FOLDS.get(entry.kind)
    if step:
        return _after(review, step(review.flow, entry, review.state, review.revision))
    if is_content(entry.kind, review.state):
        return _after(review, with_content(review.flow, review.state, entry))
    return review


def _after(review: Review, step: Step) -> Review:
    return altered(review, flow=step.flow, state=step.state, conflicts=review.conflicts + step.conflicts)


def _in_parts(review: Review, entry: Entry) -> Review:
    """The review with what the entry says of its template and what stands beside its texts."""
    step = PART_FOLDS.get(entry.kind)
    if step is None:
        return review
    parts, conflicts = step(review.parts, entry)
    return altered(review, parts=parts, conflicts=review.conflicts + conflicts)
