"""How a review stands, in one line."""

from datetime import datetime

from holdfast.domain.incident import Incident
from holdfast.domain.review import Review, review_word
from holdfast.domain.timewords import due_text, stamp_text
from holdfast.report.record import sure_words
from holdfast.store.as_it_was import is_as_released
from holdfast.store.store import Store
from holdfast.words import _, ngettext


def state_words(store: Store, review: Review, incident: Incident, now: datetime) -> str:
    """State, revision, author, who reviews it, when it is due, and the incident's title."""
    author = store.operators.names().get(review.author, "")
    parts = (
        _state(store, review),
        _judged(store, review),
        _contradictions(review),
        _("revision {number}").format(number=review.revision),
        _("author {name}").format(name=author) if author else "",
        _due(review, incident, now),
        incident.title,
    )
    return "  \N{MIDDLE DOT}  ".join(filter(None, parts))


def _state(store: Store, review: Review) -> str:
    if review.released is None:
        return review_word(review.state).capitalize()
    words = _("Released {time}").format(time=stamp_text(review.released, store.zone))
    stray = "" if is_as_released(review) else _("with text that came later from another station")
    return ", ".join(filter(None, (words, stray)))


def _judged(store: Store, review: Review) -> str:
    """Who is waited for, who approved, or what was asked for."""
    names = store.operators.names()
    if review.state == "in_review":
        taken_back = _("an approval was taken back by a change") if _was_taken_back(review) else ""
        waiting = ", ".join(names.get(each, each[:8]) for each in review.flow.waiting(review.revision))
        return ", ".join(filter(None, (_("waits for {names}").format(names=waiting), taken_back)))
    if review.state == "changes_asked" and review.flow.judgements:
        return review.flow.judgements[-1].reason
    releases = review.flow.releases
    given = releases[-1].approvals if review.state == "released" and releases else None
    if given is None:
        given = review.flow.approvals(review.revision) if review.state == "approved" else ()
    said = (f"{names.get(one.deed.by, one.deed.by[:8])} ({sure_words(one.deed.sure)})" for one in given)
    if given:
        return _("approved by {names}").format(names=", ".join(said))
    return _("without a second person") if review.state == "released" else ""


def _contradictions(review: Review) -> str:
    """Changes of two stations that met; the later one stands."""
    count = len(review.conflicts)
    words = ngettext("{count} change met another", "{count} changes met others", count)
    return words.format(count=count) if count else ""


def _was_taken_back(review: Review) -> bool:
    """Whether an approval of this revision ended by what somebody wrote."""
    last = {each.deed.by: each for each in review.flow.judgements if each.revision == review.revision}
    return any(each.verdict == "approved" and not each.holds for each in last.values())


def _due(review: Review, incident: Incident, now: datetime) -> str:
    due = incident.due()
    if review.released is not None or due is None or due.what != "review":
        return ""
    return due_words(int((due.at - now).total_seconds()))


def due_words(seconds: int) -> str:
    """When a review is due: "due in 2 d", "overdue by 2 d"."""
    words = due_text(seconds)
    return _("due {when}").format(when=words) if seconds > 0 else words
