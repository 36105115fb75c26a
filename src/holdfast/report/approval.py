"""Who stands behind a review: its state, approvals, what it supersedes, and the lines to sign on."""

from collections.abc import Iterator

from holdfast.domain.review import Review
from holdfast.domain.review_flow import Deed, Release
from holdfast.report.content import InterviewRow, Signature
from holdfast.report.record import operator_name, stamp, sure_words
from holdfast.store.store import Store
from holdfast.words import _, ngettext


def status_words(store: Store, review: Review) -> str:
    """The state in a sentence; it is a draft until it is released."""
    if review.released is not None:
        return _("Released {time}").format(time=stamp(review.released, store.zone))
    words = {
        "in_review": _("Draft, in review"),
        "changes_asked": _("Draft, changes were asked for"),
        "approved": _("Draft, approved and not released"),
    }
    return words.get(review.state, _("Draft, not released"))


def approval_pairs(store: Store, review: Review) -> Iterator[tuple[str, str]]:
    """The label and value pairs about reviewers, approvals, the release, and what it supersedes."""
    release = _release(review)
    reviewers = ", ".join(operator_name(store, each) for each in review.flow.reviewers)
    yield _("Also written by"), _others(store, review)
    yield _("Reviewers"), reviewers
    for each in release.approvals if release else review.flow.approvals(review.revision):
        yield _("Approved by"), _by(store, each.deed)
    if release is not None:
        yield _("Released by"), _by(store, release.deed)
        if not release.approvals:
            reason = release.reason or _("no reason was given")
            yield _("Approval"), _("Released without a second person: {reason}").format(reason=reason)
    yield _("Supersedes"), _supersedes(store, review)
    for opened in review.flow.opened:
        if opened.revision == review.revision:
            yield _("Why this revision"), opened.reason


def withheld_words(review: Review) -> str:
    """How many interview notes stay with the reviewers; empty where there are none."""
    count = len(review.parts.interviews)
    said = ngettext(
        "{count} interview note is withheld: it stays with the reviewers",
        "{count} interview notes are withheld: they stay with the reviewers",
        count,
    )
    return said.format(count=count) if count else ""


def printed_words(review: Review) -> str:
    """That the interview notes are in this copy; empty where there are none."""
    count = len(review.parts.interviews)
    said = ngettext(
        "{count} interview note is printed in this copy, as was chosen",
        "{count} interview notes are printed in this copy, as was chosen",
        count,
    )
    return said.format(count=count) if count else ""


def interview_rows(store: Store, review: Review) -> Iterator[InterviewRow]:
    """The interview notes, for a copy that somebody chose to print them in."""
    for each in review.parts.interviews:
        recorded = _("written down by {name}, {time}").format(
            name=operator_name(store, each.by), time=stamp(each.recorded, store.zone)
        )
        yield InterviewRow(each.person, each.text, stamp(each.occurred, store.zone), recorded)


def _others(store: Store, review: Review) -> str:
    """Who wrote in this revision besides its author: none of them could approve it."""
    return ", ".join(operator_name(store, each) for each in review.flow.writers if each != review.author)


def signatures(store: Store, review: Review) -> Iterator[Signature]:
    """A line for each person behind a released review, to be signed on paper."""
    release = _release(review)
    if release is None:
        return
    zone = store.zone
    author = operator_name(store, review.author)
    if author:
        yield Signature(_("Author"), author, sure_words(review.author_sure), stamp(review.begun, zone))
    for each in release.approvals:
        yield _signature(store, _("Approved by"), each.deed)
    yield _signature(store, _("Released by"), release.deed)


def _signature(store: Store, role: str, deed: Deed) -> Signature:
    return Signature(role, operator_name(store, deed.by), sure_words(deed.sure), stamp(deed.at, store.zone))


def _release(review: Review) -> Release | None:
    """How the revision that is shown was released; None while it is a draft."""
    releases = review.flow.releases
    return releases[-1] if releases and review.released is not None else None


def _by(store: Store, deed: Deed) -> str:
    return _("{name} ({sure}), {time}").format(
        name=operator_name(store, deed.by), sure=sure_words(deed.sure), time=stamp(deed.at, store.zone)
    )


def _supersedes(store: Store, review: Review) -> str:
    earlier = [each for each in review.flow.releases if each.revision < review.revision]
    if not earlier:
        return ""
    words = _("Revision {number}, released {time}")
    return words.format(number=earlier[-1].revision, time=stamp(earlier[-1].deed.at, store.zone))
