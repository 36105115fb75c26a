"""Preventive actions: who sees to it, until when, and how we will know it worked."""

from collections.abc import Mapping
from datetime import date

from holdfast.domain.action import Action
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.text import clean_line, needed
from holdfast.review.frozen import refuse_approved
from holdfast.store.store import Store
from holdfast.words import _

STATES = ("open", "done", "dropped")


def add_action(
    store: Store, review: str, title: str, owner: str = "", due: str = "", verify: str = ""
) -> Action:
    """Add a preventive action to a review. `due` is a date, YYYY-MM-DD."""
    return _added(store, review, {"title": title, "owner": owner, "due": due, "verify": verify})


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
    """Change title, owner, due or verify; what stays the same is not recorded."""
    with store.command():
        value = store.reviews.action(action)
        refuse_approved(store.reviews.get(value.review))
        body: dict[str, object] = {}
        for name, text in fields.items():
            clean = _date(text) if name == "due" else clean_line(text, _("The text"))
            if name == "title":
                needed(clean, _("The action"))
            if clean != getattr(value, name):
                body[name] = (
                    [value.due or None, clean or None] if name == "due" else [value.wrote.get(name), clean]
                )
        if body:
            store.record(New(subject("action", action), "action.changed", body, _about(value)))
        return store.reviews.action(action)


def move_action(store: Store, action: str, state: str, reason: str = "") -> Action:
    """Say that an action is done or dropped, or open again."""
    if state not in STATES:
        raise UserError(_("An action is open, done or dropped."), hint=_("Choose one of the three."))
    with store.command():
        value = store.reviews.action(action)
        if value.state != state:
            body: dict[str, object] = {"state": [value.state, state]}
            if reason:
                body["reason"] = clean_line(reason, _("The reason"))
            store.record(New(subject("action", action), "action.moved", body, _about(value)))
        return store.reviews.action(action)


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
