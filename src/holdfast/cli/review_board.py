"""`holdfast review factor` and `figure`: what contributed, and the impact in numbers."""

import argparse
from collections.abc import Sequence
from typing import Any, TypeVar

from holdfast.cli.of_incident import noun_of
from holdfast.cli.parts import Answer, plain, reading, table, verb, writing
from holdfast.cli.review_find import review_of
from holdfast.domain.errors import UserError
from holdfast.domain.review import Review
from holdfast.domain.review_board import CATEGORIES, Factor, Figure, category_word
from holdfast.respond.corrections import named
from holdfast.respond.naming import the_one
from holdfast.review.factors import add_factor, change_factor, drop_factor, link_factor
from holdfast.review.impact import add_figure, change_figure, drop_figure
from holdfast.review.writing import begin
from holdfast.store.store import Store
from holdfast.words import _

Thing = TypeVar("Thing", Factor, Figure)
_FIELDS = ("text", "category", "reasonable", "whys", "root")


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add both nouns."""
    factors = noun_of(verbs, "factor", _("the contributing factors of a review"))
    new = verb(factors, "add", _("say what contributed; begins the review where there is none"), _add_factor)
    new.add_argument("text")
    _add_fields(new)
    changed = verb(
        factors, "change", _("say otherwise what contributed, or where it is seen"), _change_factor
    )
    changed.add_argument("factor", help=_("its number in the list, or its id"))
    changed.add_argument("--text")
    _add_fields(changed)
    changed.add_argument("--no-root", dest="root", action="store_false", default=None)
    changed.add_argument("--unlink", metavar="ENTRY", action="append", default=[], help=_("not seen in this"))
    dropped = verb(factors, "drop", _("take a factor off the board"), _drop_factor)
    dropped.add_argument("factor", help=_("its number in the list, or its id"))
    verb(factors, "list", _("list the factors"), _list_factors)
    figures = noun_of(verbs, "figure", _("the impact of an incident in numbers"))
    counted = verb(figures, "add", _("add a number; begins the review where there is none"), _add_figure)
    counted.add_argument("what", help=_("what was counted"))
    counted.add_argument("amount", help=_("digits, with a point before a fraction"))
    counted.add_argument("unit")
    altered = verb(figures, "change", _("say another number, unit or thing counted"), _change_figure)
    altered.add_argument("figure", help=_("its number in the list, or its id"))
    for name in ("what", "amount", "unit"):
        altered.add_argument(f"--{name}")
    gone = verb(figures, "drop", _("take a figure away"), _drop_figure)
    gone.add_argument("figure", help=_("its number in the list, or its id"))
    verb(figures, "list", _("list the figures"), _list_figures)


def _add_fields(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--category", choices=CATEGORIES)
    parser.add_argument("--reasonable", metavar="TEXT", help=_("what made it reasonable at the time"))
    parser.add_argument(
        "--why", dest="whys", metavar="TEXT", action="append", help=_("an answer; again for the next why")
    )
    parser.add_argument("--root", action="store_true", default=None, help=_("a root cause"))
    parser.add_argument(
        "--evidence", metavar="ENTRY", action="append", default=[], help=_("an entry in which it is seen")
    )


def _given(args: argparse.Namespace, names: Sequence[str]) -> dict[str, Any]:
    found = {name: getattr(args, name) for name in names}
    return {name: said for name, said in found.items() if said is not None}


# --- factors -----------------------------------------------------------------------------------------


def _add_factor(args: argparse.Namespace) -> Answer:
    with writing(args) as store, store.command():
        review = begin(store, store.incidents.find(args.ref).id)
        review = add_factor(store, review.id, **_given(args, _FIELDS))
        review = _linked(store, review, review.parts.factors[-1].id, args.evidence, present=True)
    return _factor_told(review, len(review.parts.factors))


def _change_factor(args: argparse.Namespace) -> Answer:
    fields = _given(args, _FIELDS)
    if not fields and not args.evidence and not args.unlink:
        raise UserError(
            _("Nothing was said to change."), hint=_("Give --text, --category, --why, --evidence or another.")
        )
    with writing(args) as store, store.command():
        review = review_of(store, args.ref)
        number, factor = _found(review.parts.factors, args.factor, _("factor"))
        change_factor(store, review.id, factor.id, **fields)
        _linked(store, review, factor.id, args.unlink, present=False)
        review = _linked(store, review, factor.id, args.evidence, present=True)
    return _factor_told(review, number)


def _linked(store: Store, review: Review, factor: str, entries: Sequence[str], *, present: bool) -> Review:
    for words in entries:
        entry = named(store, review.incident, words)
        link_factor(store, review.id, factor, entry.hash, present=present)
    return store.reviews.get(review.id)


def _factor_told(review: Review, number: int) -> Answer:
    factor = review.parts.factors[number - 1]
    told = _("Factor {number}: {text}").format(number=number, text=factor.text)
    return Answer(_factor_value(number, factor), told)


def _drop_factor(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        review = review_of(store, args.ref)
        number, factor = _found(review.parts.factors, args.factor, _("factor"))
        drop_factor(store, review.id, factor.id)
    told = _("Taken off the board: {text}").format(text=factor.text)
    return Answer(_factor_value(number, factor), told)


def _list_factors(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        factors = review_of(store, args.ref).parts.factors
    rows = [(str(number), *_factor_row(each)) for number, each in enumerate(factors, 1)]
    values = [_factor_value(number, each) for number, each in enumerate(factors, 1)]
    return Answer(values, table(rows) or _("No factors."))


def _factor_row(factor: Factor) -> tuple[str, ...]:
    root = _("root cause") if factor.root else ""
    kind = ", ".join(filter(None, (root, category_word(factor.category) if factor.category else "")))
    return " > ".join((factor.text, *factor.whys)), kind


def _factor_value(number: int, factor: Factor) -> dict[str, Any]:
    names = ("id", *_FIELDS, "evidence")
    return {"number": number, **{name: plain(getattr(factor, name)) for name in names}}


# --- figures -----------------------------------------------------------------------------------------


def _add_figure(args: argparse.Namespace) -> Answer:
    with writing(args) as store, store.command():
        review = begin(store, store.incidents.find(args.ref).id)
        review = add_figure(store, review.id, args.what, args.amount, args.unit)
    return _figure_told(review, len(review.parts.figures))


def _change_figure(args: argparse.Namespace) -> Answer:
    fields = _given(args, ("what", "amount", "unit"))
    if not fields:
        raise UserError(_("Nothing was said to change."), hint=_("Give --what, --amount or --unit."))
    with writing(args) as store:
        review = review_of(store, args.ref)
        number, figure = _found(review.parts.figures, args.figure, _("figure"))
        review = change_figure(store, review.id, figure.id, **fields)
    return _figure_told(review, number)


def _figure_told(review: Review, number: int) -> Answer:
    figure = review.parts.figures[number - 1]
    words = " ".join(_figure_row(figure))
    return Answer(_figure_value(number, figure), f"{number}: {words}")


def _drop_figure(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        review = review_of(store, args.ref)
        number, figure = _found(review.parts.figures, args.figure, _("figure"))
        drop_figure(store, review.id, figure.id)
    told = _("Taken away: {what}").format(what=figure.what)
    return Answer(_figure_value(number, figure), told)


def _list_figures(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        figures = review_of(store, args.ref).parts.figures
    rows = [(str(number), *_figure_row(each)) for number, each in enumerate(figures, 1)]
    values = [_figure_value(number, each) for number, each in enumerate(figures, 1)]
    return Answer(values, table(rows) or _("No figures."))


def _figure_row(figure: Figure) -> tuple[str, ...]:
    return figure.what, figure.amount, figure.unit


def _figure_value(number: int, figure: Figure) -> dict[str, Any]:
    names = ("id", "what", "amount", "unit")
    return {"number": number, **{name: getattr(figure, name) for name in names}}


def _found(things: Sequence[Thing], which: str, word: str) -> tuple[int, Thing]:
    thing = the_one(things, which)
    if thing is None:
        raise UserError(
            _("There is no {thing} {which} in this review. Nothing was recorded.").format(
                thing=word, which=which.strip()[:40]
            ),
            hint=_("See what there is with the verb list."),
        )
    return things.index(thing) + 1, thing
