"""Preventive actions: who sees to it, until when, and how we will know it worked."""

from collections.abc import Callable, Mapping
from datetime import date

from holdfast.domain.action import NEXT, SORTS, STATES, Action, state_word
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.text import clean_line, needed
from holdfast.review.frozen import refuse_approved
from holdfast.store.store import Store
from holdfast.words import _


def add_action(  # noqa: PLR0913, PLR0917  (each is a field of the form)
    store: Store, review: str, title: str, owner: str = "", due: str = "", verify: str = "", sort: str = ""
) -> Action:
    """Add a preventive action to a review. `due` is a date, YYYY-MM-DD; `sort` is one of SORTS or none."""
    said = {"title": title, "owner": owner, "due": due, "verify": verify, "sort": sort}
    return _added(store, review, said)


def add_offered(
    store: Store, review: str, runbook: str, title: str, owner: str = "", due: str = ""
) -> Action:
    """Add one that the runs of a runbook gave rise to; it is about that one too."""
    return _added(store, review, {"title": title, "owner": owner, "due": due}, runbook)


def _added(store: Store, review: str, said: Mapping[str, str], runbook: str = "") -> Action:
    body = {
        "title": needed(clean_line(said["title"], _("The action")), _("The action")),
        "owner": clean_line(said["owner"], _("The owner")),
        "due": _date(said["due"]),
        "verify": clean_line(said.get("verify", ""), _("The test")),
        "sort": _sort(said.get("sort", "")),
    }
    with store.command():
        value = store.reviews.get(review)
        refuse_approved(value)
        ident = store.new_id()
        about = [subject("review", review), subject("incident", value.incident)]
        about += [subject("runbook", runbook)] if runbook else []
        kept = {name: text for name, text in body.items() if text}
        store.record(New(subject("action", ident), "action.added", kept, tuple(about)))
        return store.reviews.action(ident)


def change_action(store: Store, action: str, **fields: str) -> Action:
    """Change title, owner, due, verify or sort; what stays the same is not recorded."""
    with store.command():
        value = store.reviews.action(action)
        refuse_approved(store.reviews.get(value.review))
        body: dict[str, object] = {}
        for name, text in fields.items():
            clean = _PLAIN[name](text) if name in _PLAIN else clean_line(text, _("The text"))
            if name == "title":
                needed(clean, _("The action"))
            if clean != getattr(value, name):
                before = getattr(value, name) or None if name in _PLAIN else value.wrote.get(name)
                body[name] = [before, clean or None if name in _PLAIN else clean]
        if body:
            store.record(New(subject("action", action), "action.changed", body, _about(value)))
        return store.reviews.action(action)


def move_action(store: Store, action: str, state: str, reason: str = "") -> Action:
    """Say that an action is done, was seen to work, is dropped, or is open again.

    `reason` is any remark on it: how it was seen to work, why it is needless, or open again.
    """
    if state not in STATES:
        raise UserError(_("An action is open, done, verified or dropped."), hint=_("Choose one of the four."))
    why = clean_line(reason, _("The reason"))
    with store.command():
        value = store.reviews.action(action)
        _check_move(value, state)
        body: dict[str, object] = {"state": [value.state, state]}
        if why:
            body["reason"] = why
        store.record(New(subject("action", action), "action.moved", body, _about(value)))
        return store.reviews.action(action)


def _check_move(value: Action, state: str) -> None:
    if value.state == state:
        raise UserError(
            _("This action is {state} already. Nothing was recorded.").format(state=state_word(state)),
            hint=_("Open it again, if that is no longer so."),
        )
    if state not in NEXT.get(value.state, STATES):
        raise UserError(
            _("This action is {state}. Open it again first.").format(state=state_word(value.state)),
            hint=_("Then say what became of it."),
        )


def _about(value: Action) -> tuple[str, ...]:
    return (subject("review", value.review), subject("incident", value.incident))


def _date(text: str) -> str:
    plain = text.strip()
    if not plain:
        return ""
    try:
        return date.fromisoformat(plain).isoformat()
    except ValueError as error:
        raise UserError(
            _("{text} is no date.").format(text=plain), hint=_("Write it as 2026-12-31, or leave it empty.")
        ) from error


def _sort(text: str) -> str:
    plain = text.strip().lower()
    if plain and plain not in SORTS:
        raise UserError(
            _("{text} is no sort of action.").format(text=plain),
            hint=_("Choose one of: {sorts}.").format(sorts=", ".join(SORTS)),
        )
    return plain


_PLAIN: Mapping[str, Callable[[str], str]] = {"due": _date, "sort": _sort}
"""Fields that are no free text: a change of one names the value before, not the entry that wrote it."""
