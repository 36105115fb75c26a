"""From the author to the readers: naming reviewers, submitting, judging, releasing, opening again."""

from collections.abc import Iterable

from holdfast.domain.entry import By, New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_flow import FROZEN, NEXT
from holdfast.domain.text import clean_line, needed
from holdfast.review.frozen import about, open_review
from holdfast.store.store import OperatorNeeded, Store
from holdfast.words import _


def name_reviewer(store: Store, review: str, operator: str, *, present: bool = True) -> Review:
    """Name an operator as a reviewer, or take one off; what was named already is not recorded."""
    with store.command():
        value = open_review(store, review)
        _name(store, value, operator, present=present)
        return store.reviews.get(review)


def _name(store: Store, value: Review, operator: str, *, present: bool) -> None:
    was = operator in value.flow.reviewers
    if was == present:
        return
    if present:
        _check_reviewer(store, value, operator)
    body = {"operator": operator, "present": [was, present]}
    store.record(New(subject("review", value.id), "review.reviewer_named", body, about(value)))


def _check_reviewer(store: Store, value: Review, operator: str) -> None:
    person = store.operators.get(operator)
    if person is None:
        raise UserError(
            _("There is no such operator in this store. Nothing was recorded."),
            hint=_("Add one first: holdfast operator add NAME, or choose another in the window."),
        )
    if operator in value.flow.writers:
        raise UserError(
            _("{name} wrote in this revision, and can't review it.").format(name=person.name),
            hint=_("Name somebody who did not. Where there is nobody, release it with a reason."),
        )


def submit(store: Store, review: str, reviewers: Iterable[str] = ()) -> Review:
    """Give a draft to its reviewers (operators' ids, added to those named before)."""
    with store.command():
        value = open_review(store, review)
        for operator in reviewers:
            _name(store, value, operator, present=True)
        value = store.reviews.get(review)
        if not value.flow.reviewers:
            raise UserError(
                _("Nobody is named as a reviewer. Nothing was recorded."),
                hint=_("Name who reads it first. Where there is nobody, release it with a reason."),
            )
        if value.state != "in_review":
            _move(store, value, "in_review")
        return store.reviews.get(review)


def approve(store: Store, review: str, seen: str = "") -> Review:
    """Approve what the review says now; it is approved once every reviewer has.

    `seen` is the digest of what was on the screen (`flow.content`): a text that came since is not approved.
    """
    with store.command():
        value = _judged_by(store, review)
        if value.state != "in_review":
            raise _not_in_review(value)
        if seen and seen != value.flow.content:
            raise UserError(
                _("The review changed since you read it. Nothing was approved."),
                hint=_("Read what changed, then approve again."),
            )
        me = _me(store).operator
        if me not in {each.deed.by for each in value.flow.approvals(value.revision)}:
            _judge(store, value, "approved")
        value = store.reviews.get(review)
        if value.flow.approvals(value.revision) and not value.flow.waiting(value.revision):
            _move(store, value, "approved")
        return store.reviews.get(review)


def ask_changes(store: Store, review: str, reason: str) -> Review:
    """Send the review back to its author, with what is asked for; approvals of it end."""
    why = needed(clean_line(reason, _("What is asked for")), _("What is asked for"))
    with store.command():
        value = _judged_by(store, review)
        if value.state not in ("in_review", "approved"):
            raise _not_in_review(value)
        _judge(store, value, "changes_asked", why)
        _move(store, store.reviews.get(review), "changes_asked", why)
        return store.reviews.get(review)


def may_judge(value: Review, by: By | None) -> str:
    """Why this person can't approve or ask for changes, in words; "" where they can."""
    if by is not None and by.operator in value.flow.writers:
        return _("You wrote in this revision, so somebody else has to approve it.")
    if by is None or by.operator not in value.flow.reviewers:
        return _("You are not named as a reviewer of this review.")
    return ""


def _judged_by(store: Store, review: str) -> Review:
    value = store.reviews.get(review)
    why = may_judge(value, _me(store))
    if why:
        raise UserError(why, hint=_who_may(store, value))
    return value


def _who_may(store: Store, value: Review) -> str:
    names = store.operators.names()
    able = [each for each in value.flow.waiting(value.revision) if each not in value.flow.writers]
    if value.state == "in_review" and able:
        return _("It waits for {names}, who can approve it or ask for changes.").format(
            names=", ".join(names.get(each, each) for each in able)
        )
    if value.state in FROZEN:
        return _now_possible(value)
    return _("Name the reviewers: holdfast review submit REF --reviewer NAME.")


def _judge(store: Store, value: Review, verdict: str, reason: str = "") -> None:
    body: dict[str, object] = {
        "verdict": verdict,
        "revision": value.revision,
        "given_for": value.flow.content,
    }
    if reason:
        body["reason"] = reason
    store.record(New(subject("review", value.id), "review.judged", body, about(value)))


def _not_in_review(value: Review) -> UserError:
    said = {
        "draft": _("This review was not submitted yet."),
        "changes_asked": _("Changes were asked for; the author has not submitted it again."),
        "approved": _("This review is approved already."),
        "released": _("This review is released and stands as it is."),
    }
    what = said.get(value.state, _("This review is not in review."))
    return UserError(what, hint=f"{_('Nothing was recorded.')} {_now_possible(value)}".strip())


def _now_possible(value: Review) -> str:
    """What can be done with a review that nobody judges now."""
    return {
        "draft": _("Its author submits it: holdfast review submit REF --reviewer NAME."),
        "changes_asked": _("Its author submits it again: holdfast review submit REF."),
        "approved": _(
            "It can be released now (holdfast review release REF), or a reviewer asks for changes."
        ),
        "released": _("For a correction open it again: holdfast review reopen REF --reason TEXT."),
    }.get(value.state, "")


def release(store: Store, review: str, reason: str = "") -> Review:
    """Release the review: it is no draft any more, and its text stands until it is opened again.

    Without an approval that stands it needs a reason, and then says that it had no second person.
    """
    why = clean_line(reason, _("The reason"))
    with store.command():
        value = store.reviews.get(review)
        if value.state == "released":
            raise _is_released()
        if not value.texts.get("summary"):
            raise UserError(
                _("The summary is empty, so the review can't be released yet."),
                hint=_("Write what happened in two or three sentences."),
            )
        if value.state != "approved" and not why:
            raise UserError(
                _("Nobody has approved this revision. Nothing was recorded."),
                hint=_("Submit it for review; or say why it is released without a second person."),
            )
        _move(store, value, "released", "" if value.state == "approved" else why)
        return store.reviews.get(review)


def _is_released() -> UserError:
    return UserError(
        _("This review is released and stands as it is."),
        hint=_("Open it again for a new revision, with a reason."),
    )


def open_again(store: Store, review: str, reason: str) -> Review:
    """Open a released review for its next revision, or one on its way for more writing.

    Approvals end with it.
    """
    why = needed(clean_line(reason, _("The reason")), _("The reason"))
    with store.command():
        value = store.reviews.get(review)
        if value.state in FROZEN or value.state == "in_review":
            more = 1 if value.state == "released" else 0
            _move(store, value, "draft", why, value.revision + more)
        return store.reviews.get(review)


def _move(store: Store, value: Review, to: str, reason: str = "", revision: int = 0) -> None:
    assert to in NEXT[value.state], f"{value.state} to {to}"
    body: dict[str, object] = {"state": [value.state, to], "revision": revision or value.revision}
    if reason:
        body["reason"] = reason
    store.record(New(subject("review", value.id), "review.moved", body, about(value)))


def _me(store: Store) -> By:
    if store.by is None:
        raise OperatorNeeded
    return store.by
