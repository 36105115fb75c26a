"""How a review gets from its author to its readers: reviewers, comments, judgements and releases.

What a review says is its *content*: each entry that changes it goes into one running digest. A judgement
names the digest that it was given for, so an approval stands exactly as long as nothing else was written,
also where a merge brings what the reviewer could not know of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Final, Literal

from holdfast.domain.entry import Entry
from holdfast.domain.value import Conflict, altered, contradiction, moment, words

State = Literal["draft", "in_review", "changes_asked", "approved", "released"]
Verdict = Literal["approved", "changes_asked"]

NEXT: Final[Mapping[str, frozenset[str]]] = {
    "draft": frozenset({"in_review", "released"}),
    "in_review": frozenset({"changes_asked", "approved", "draft", "released"}),
    "changes_asked": frozenset({"in_review", "draft", "released"}),
    "approved": frozenset({"changes_asked", "draft", "released"}),
    "released": frozenset({"draft"}),
}
FROZEN: Final = frozenset({"approved", "released"})
"""States in which nothing of a review can be written."""
# What is said about a review, or done with it, and not what it says to its readers.
_BESIDE: Final = frozenset(
    {
        "review.moved",
        "review.reviewer_named",
        "review.judged",
        "review.offer_dismissed",
        "action.moved",
        "report.made",
        "entry.removed",
    }
)
_BESIDE_ALL: Final = ("review.comment", "review.hint", "review.interview")
_ACTIONS: Final = "action."


@dataclass(frozen=True, slots=True)
class Deed:
    """By whom (an operator's id, "" for nobody), how sure we are of it, and when it was recorded."""

    entry: str
    by: str
    sure: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer said of a revision. `content` is the digest of what it was given for.

    `ended` names the entry that changed the content since, or sent the review back to its author; "" while it
    stands. `unseen`: a merge brought content that the reviewer could not know of.
    """

    deed: Deed
    verdict: str
    revision: int
    content: str
    reason: str = ""
    ended: str = ""
    unseen: bool = False

    @property
    def holds(self) -> bool:
        """Whether it is of what the review still says."""
        return not self.ended and not self.unseen


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to a comment."""

    deed: Deed
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a section ("" for the whole), on the words quoted, which began at the letter `offset`."""

    id: str
    deed: Deed
    revision: int
    section: str
    text: str
    quote: str = ""
    offset: int = 0
    state: str = "open"
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Release:
    """A revision as it was released. Without a second person `approvals` is empty, and `reason` says why."""

    deed: Deed
    revision: int
    content: str
    approvals: tuple[Judgement, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """Why a revision was opened again, by whom and when."""

    deed: Deed
    revision: int
    reason: str


@dataclass(frozen=True, slots=True)
class Flow:
    """`reviewers` and `writers` are operators' ids; `writers` wrote in this revision, or began the review."""

    reviewers: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    content: str = ""
    judgements: tuple[Judgement, ...] = ()
    comments: tuple[Comment, ...] = ()
    releases: tuple[Release, ...] = ()
    opened: tuple[Opened, ...] = ()

    def approvals(self, revision: int) -> tuple[Judgement, ...]:
        """Those that stand: each reviewer's last word, of the content as it is, by nobody who wrote it."""
        last = {each.deed.by: each for each in self.judgements if each.revision == revision}
        return tuple(
            each
            for each in last.values()
            if each.verdict == "approved" and each.holds and each.deed.by not in self.writers
        )

    def waiting(self, revision: int) -> tuple[str, ...]:
        """The reviewers who have not approved the content as it is."""
        there = {each.deed.by for each in self.approvals(revision)}
        return tuple(each for each in self.reviewers if each not in there)

    def comment(self, ident: str) -> Comment | None:
        """The comment of an id."""
        return next((each for each in self.comments if each.id == ident), None)

    @property
    def open_comments(self) -> int:
        """How many comments are not resolved."""
        return sum(each.state == "open" for each in self.comments)


NO_FLOW: Final = Flow()


@dataclass(frozen=True, slots=True)
class Step:
    """What an entry made of the flow and of the review's state, and what it contradicted."""

    flow: Flow
    state: str
    conflicts: tuple[Conflict, ...] = field(default=())


def is_content(kind: str, state: str) -> bool:
    """Whether an entry of this kind changes what a review in this state says to its readers.

    Preventive actions outlive a release: what becomes of them then is no change of what was released.
    """
    if kind in _BESIDE or kind.startswith(_BESIDE_ALL):
        return False
    return kind.startswith("review.") or (kind.startswith(_ACTIONS) and state != "released")


def deed_of(entry: Entry) -> Deed:
    """Who stands behind an entry, and how sure we are."""
    by = entry.header.by
    return Deed(entry.hash, by.operator if by else "", by.sure if by else "declared", moment(entry.at))


def with_content(flow: Flow, state: str, entry: Entry) -> Step:
    """After an entry that changed what the review says: approvals end, and with them that state."""
    by = entry.header.by
    writers = (*flow.writers, by.operator) if by and by.operator not in flow.writers else flow.writers
    ended = _ended(flow, entry, "approved", "changes_asked")
    content = sha256(f"{flow.content}{entry.hash}".encode()).hexdigest()
    after = altered(flow, writers=writers, content=content, judgements=ended)
    late = (Conflict(entry.hash, "content", "released", ""),) if state == "released" else ()
    return Step(after, "in_review" if state == "approved" else state, late)


def moved(flow: Flow, entry: Entry, state: str, revision: int) -> Step:
    """After a step from state to state; `state` and `revision` are those before it."""
    to = str(entry.new("state", state))
    conflicts = contradiction(entry, "state", state)
    number = entry.body.get("revision", revision)
    if to == "approved" and not flow.approvals(revision):
        return Step(flow, "in_review", (*conflicts, Conflict(entry.hash, "content", "", "approved")))
    if to == "released" and state != "released":
        release = Release(
            deed_of(entry), number, flow.content, flow.approvals(revision), words(entry, "reason")
        )
        return Step(altered(flow, releases=(*flow.releases, release)), to, conflicts)
    if to in ("draft", "changes_asked"):
        flow = altered(flow, judgements=_ended(flow, entry, "approved"))
    if to == "draft" and number > revision:
        opened = Opened(deed_of(entry), number, words(entry, "reason"))
        return Step(altered(flow, writers=(), reviewers=(), opened=(*flow.opened, opened)), to, conflicts)
    return Step(flow, to, conflicts)


def _ended(flow: Flow, entry: Entry, *verdicts: str) -> tuple[Judgement, ...]:
    return tuple(
        altered(each, ended=entry.hash) if each.holds and each.verdict in verdicts else each
        for each in flow.judgements
    )


def _reviewer_named(flow: Flow, entry: Entry, state: str, _revision: int) -> Step:
    who, present = entry.text("operator"), bool(entry.new("present", True))
    conflicts = contradiction(entry, "present", who in flow.reviewers)
    others = tuple(each for each in flow.reviewers if each != who)
    return Step(altered(flow, reviewers=(*others, who) if present else others), state, conflicts)


def _judged(flow: Flow, entry: Entry, state: str, revision: int) -> Step:
    given_for = entry.text("given_for")
    judgement = Judgement(
        deed_of(entry),
        entry.text("verdict"),
        entry.body.get("revision", revision),
        given_for,
        words(entry, "reason"),
        unseen=given_for != flow.content,
    )
    conflicts = (Conflict(entry.hash, "content", flow.content, given_for),) if judgement.unseen else ()
    return Step(altered(flow, judgements=(*flow.judgements, judgement)), state, conflicts)


def _commented(flow: Flow, entry: Entry, state: str, revision: int) -> Step:
    comment = Comment(
        entry.hash,
        deed_of(entry),
        revision,
        entry.text("section"),
        words(entry, "text"),
        words(entry, "quote"),
        entry.body.get("offset", 0),
    )
    return Step(altered(flow, comments=(*flow.comments, comment)), state)


def _comment_answered(flow: Flow, entry: Entry, state: str, _revision: int) -> Step:
    answer = Answer(deed_of(entry), words(entry, "text"))
    return Step(_with_comment(flow, entry, lambda one: altered(one, answers=(*one.answers, answer))), state)


def _comment_moved(flow: Flow, entry: Entry, state: str, _revision: int) -> Step:
    there = flow.comment(entry.text("comment"))
    conflicts = contradiction(entry, "state", there.state) if there else ()
    to = str(entry.new("state", "open"))
    return Step(_with_comment(flow, entry, lambda one: altered(one, state=to)), state, conflicts)


def _with_comment(flow: Flow, entry: Entry, change: Callable[[Comment], Comment]) -> Flow:
    ident = entry.text("comment")
    return altered(flow, comments=tuple(change(one) if one.id == ident else one for one in flow.comments))


FOLDS: Final[Mapping[str, Callable[[Flow, Entry, str, int], Step]]] = {
    "review.moved": moved,
    "review.reviewer_named": _reviewer_named,
    "review.judged": _judged,
    "review.commented": _commented,
    "review.comment_answered": _comment_answered,
    "review.comment_moved": _comment_moved,
}
