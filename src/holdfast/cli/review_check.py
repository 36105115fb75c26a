"""`holdfast review check`: words that look for blame, and what somebody decided to leave as it is."""

import argparse
from typing import Any

from holdfast.cli.parts import Answer, lines, plain, reading, verb, writing
from holdfast.cli.review_find import review_of
from holdfast.domain.errors import UserError
from holdfast.review.hints import PlacedHint, dismiss_hint, review_hints
from holdfast.review.readiness import Looked, readiness
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verb."""
    words = _("look for words of blame or hindsight in a review, with better questions")
    parser = verb(verbs, "check", words, _check)
    parser.add_argument("ref")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--leave", type=int, metavar="N", help=_("leave this one as it is, with --reason"))
    which.add_argument("--again", type=int, metavar="N", help=_("tell of one again that was left"))
    parser.add_argument("--reason", metavar="TEXT", default="")


def _check(args: argparse.Namespace) -> Answer:
    number = args.leave if args.leave is not None else args.again
    if number is not None:
        with writing(args) as store:
            return _answered(store, args, number)
    with reading(args) as store:
        incident, review = store.incidents.find(args.ref), review_of(store, args.ref)
        actions = store.reviews.actions(review.id)
    missing = readiness(Looked(review, review.texts, actions))
    found = review_hints(review)
    value: dict[str, Any] = {
        "ref": incident.ref,
        "hints": [_value(at, one) for at, one in enumerate(found, 1)],
    }
    value["missing"] = [plain(each) for each in missing]
    told = [line for at, one in enumerate(found, 1) for line in _told(at, one)]
    return Answer(value, lines(*told) or _("Nothing found."))


def _answered(store: Store, args: argparse.Namespace, number: int) -> Answer:
    with store.command():
        incident, review = store.incidents.find(args.ref), review_of(store, args.ref)
        found = review_hints(review)
        if not 1 <= number <= len(found):
            raise UserError(
                _("There is no hint {number}. Nothing was recorded.").format(number=number),
                hint=_("See them: holdfast review check {ref}.").format(ref=incident.ref),
            )
        hint, leave = found[number - 1].hint, args.leave is not None
        section = found[number - 1].section
        dismiss_hint(store, review.id, section, hint.rule, hint.phrase, args.reason, dismissed=leave)
        after = review_hints(store.reviews.get(review.id))[number - 1]
    told = _("Left as it is: {phrase}") if leave else _("Told of again: {phrase}")
    return Answer(_value(number, after), told.format(phrase=hint.phrase))


def _value(number: int, placed: PlacedHint) -> dict[str, Any]:
    hint = placed.hint
    return {
        "number": number,
        "section": placed.section,
        "line": placed.line,
        "start": hint.start,
        "end": hint.end,
        "phrase": hint.phrase,
        "rule": hint.rule,
        "category": hint.category,
        "language": hint.language,
        "why": hint.reason,
        "question": hint.question,
        "left": placed.left is not None,
        "reason": placed.left.reason if placed.left else "",
    }


def _told(number: int, placed: PlacedHint) -> tuple[str, ...]:
    hint = placed.hint
    head = _("{number}  {section}, line {line}: “{phrase}”").format(
        number=number, section=placed.section, line=placed.line, phrase=hint.phrase
    )
    if placed.left is not None:
        return (_("{head}  (left: {reason})").format(head=head, reason=placed.left.reason),)
    return head, f"   {hint.reason}", f"   {hint.question}"
