"""`holdfast action`: preventive actions over all reviews."""

import argparse
from typing import Any, Final

from holdfast.cli.parts import Answer, noun, plain, reading, table, verb, writing
from holdfast.cli.review_find import review_of
from holdfast.cli.runbook_list import number
from holdfast.domain.action import SORTS, STATES, Action, sort_word, state_word
from holdfast.domain.errors import UserError
from holdfast.domain.value import title_text
from holdfast.review.actions import add_action, change_action, move_action
from holdfast.store.action_list import ActionRow, Asked
from holdfast.words import _

_FIELDS: Final = ("title", "owner", "due", "verify", "sort")
_MOST: Final = 2**31
_MOVES: Final = {"done": "done", "verify": "verified", "drop": "dropped", "reopen": "open"}


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "action", _("preventive actions over all reviews"))
    _add_list(verbs)
    added = verb(verbs, "add", _("add one to an incident's review"), _add)
    added.add_argument("ref")
    added.add_argument("title")
    _add_fields(added, "owner", "due", "verify", "sort")
    changed = verb(verbs, "change", _("change what one says"), _change)
    changed.add_argument("action", metavar="ID")
    _add_fields(changed, *_FIELDS)
    words = {
        "done": _("say that one is done"),
        "verify": _("say that one was seen to work"),
        "drop": _("say that one is needless now, with --reason"),
        "reopen": _("say that one is still to be done"),
    }
    for name in _MOVES:
        moved = verb(verbs, name, words[name], _move)
        moved.add_argument("action", metavar="ID")
        moved.add_argument("--reason", metavar="TEXT", default="", help=_("why, or how it was seen to work"))


def _add_list(verbs: Any) -> None:  # noqa: ANN401
    listed = verb(verbs, "list", _("list them, what is due first at the top"), _list)
    listed.add_argument("words", nargs="*", metavar="WORD", help=_("words of the title or the owner"))
    listed.add_argument("--state", choices=(*STATES, "all"), default="open")
    listed.add_argument("--owner", metavar="NAME", default="")
    listed.add_argument("--sort", choices=SORTS, default="")
    listed.add_argument("--limit", type=number, metavar="N", default=_MOST)


def _add_fields(parser: argparse.ArgumentParser, *names: str) -> None:
    words = {
        "title": _("what will be done"),
        "owner": _("who sees to it"),
        "due": _("until when, YYYY-MM-DD"),
        "verify": _("how we will know it worked"),
        "sort": _("prevent, detect, mitigate or process"),
    }
    for name in names:
        parser.add_argument(f"--{name}", metavar=name.upper(), help=words[name])


def _list(args: argparse.Namespace) -> Answer:
    state = "" if args.state == "all" else args.state
    asked = Asked(state, args.owner, args.sort, " ".join(args.words))
    with reading(args) as store:
        found = store.reviews.list.page(asked, args.limit)
        today = store.now().date().isoformat()
    late = [row.state == "open" and bool(row.due) and row.due < today for row in found]
    value = [{**plain(row), "overdue": is_late} for row, is_late in zip(found, late, strict=True)]
    told = [_told(row, late=is_late) for row, is_late in zip(found, late, strict=True)]
    return Answer(value, table(told) or _("No actions."))


def _told(row: ActionRow, *, late: bool) -> tuple[str, ...]:
    due = f"{row.due} {_('overdue')}" if late else row.due
    title = title_text(row.title)
    return row.id, row.ref, state_word(row.state), due, row.owner, sort_word(row.sort), title


def _add(args: argparse.Namespace) -> Answer:
    given = {name: getattr(args, name) or "" for name in ("owner", "due", "verify", "sort")}
    with writing(args) as store, store.command():
        action = add_action(store, review_of(store, args.ref).id, args.title, **given)
    return _answer(action, _("Added: {title}"))


def _change(args: argparse.Namespace) -> Answer:
    given = {name: getattr(args, name) for name in _FIELDS if getattr(args, name) is not None}
    with writing(args) as store, store.command():
        action = change_action(store, store.reviews.list.find(args.action), **given)
    return _answer(action, _("Recorded: {title}"))


def _move(args: argparse.Namespace) -> Answer:
    if args.verb == "drop" and not args.reason.strip():
        raise UserError(
            _("Dropping an action needs a reason. Nothing was recorded."), hint=_("Give it with --reason.")
        )
    with writing(args) as store, store.command():
        action = move_action(store, store.reviews.list.find(args.action), _MOVES[args.verb], args.reason)
    return _answer(action, _("{title}: {state}"))


def _answer(action: Action, told: str) -> Answer:
    names = ("id", "review", "incident", "title", "owner", "due", "verify", "sort", "state", "said")
    value = {name: getattr(action, name) for name in names}
    return Answer(value, told.format(title=title_text(action.title), state=state_word(action.state)))
