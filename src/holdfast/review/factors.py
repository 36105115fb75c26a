"""The contributing factors of a review: what had to be so, what made it reasonable, where it is seen."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError, of_field
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_board import CATEGORIES, Factor
from holdfast.domain.text import clean_line, clean_prose, needed
from holdfast.review.frozen import about, open_review
from holdfast.store.store import Store
from holdfast.words import _

_MOST_WHYS = 20


def add_factor(store: Store, review: str, text: str, **fields: Any) -> Review:
    """Add a factor; of category, reasonable, whys and root what is known.

    `whys` is a chain of answers, each asked of the one before.
    """
    clean = _clean({"text": text, **{name: said for name, said in fields.items() if name != "root"}})
    with store.command():
        value = open_review(store, review)
        body: dict[str, object] = {name: said for name, said in clean.items() if said}
        if fields.get("root"):
            body["root"] = True
        store.record(New(subject("review", review), "review.factor_added", body, about(value)))
        return store.reviews.get(review)


def change_factor(store: Store, review: str, factor: str, **fields: Any) -> Review:
    """Change text, category, reasonable, whys or root; what stays the same is not recorded."""
    clean = _clean({name: said for name, said in fields.items() if name != "root"})
    if "root" in fields:
        clean["root"] = bool(fields["root"])
    with store.command():
        value = open_review(store, review)
        there = factor_of(value, factor)
        body: dict[str, object] = {}
        for name, said in clean.items():
            was = list(there.whys) if name == "whys" else getattr(there, name)
            if said != was:
                body[name] = [was if name in ("category", "root") else there.wrote.get(name), said]
        if body:
            body = {"factor": factor, **body}
            store.record(New(subject("review", review), "review.factor_changed", body, about(value)))
        return store.reviews.get(review)


def link_factor(store: Store, review: str, factor: str, entry: str, *, present: bool = True) -> Review:
    """Say in which entry a factor can be seen, or that it can't. UserError where the entry isn't here."""
    with store.command():
        value = open_review(store, review)
        was = entry in factor_of(value, factor).evidence
        if present and store.journal.at(entry) is None:
            raise UserError(
                _("That entry is not in this store."), hint=_("Choose one of the incident's timeline.")
            )
        if was != present:
            body = {"factor": factor, "entry": entry, "present": [was, present]}
            store.record(New(subject("review", review), "review.factor_linked", body, about(value)))
        return store.reviews.get(review)


def drop_factor(store: Store, review: str, factor: str) -> Review:
    """Take a factor off the board; the journal keeps it."""
    with store.command():
        value = open_review(store, review)
        factor_of(value, factor)
        store.record(
            New(subject("review", review), "review.factor_dropped", {"factor": factor}, about(value))
        )
        return store.reviews.get(review)


def put_back(store: Store, review: str, factor: Factor) -> Review:
    """Put a factor that was dropped on the board again, last, with all that it said and its evidence."""
    with store.command():
        value = add_factor(
            store,
            review,
            factor.text,
            category=factor.category,
            reasonable=factor.reasonable,
            whys=factor.whys,
            root=factor.root,
        )
        ident = value.parts.factors[-1].id
        for entry in factor.evidence:
            value = link_factor(store, review, ident, entry)
        return value


def factor_of(review: Review, ident: str) -> Factor:
    """A factor by its id. UserError where it is gone."""
    found = next((each for each in review.parts.factors if each.id == ident), None)
    if found is None:
        raise UserError(_("This factor is no longer on the board."), hint=_("Add it again."))
    return found


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    for name, said in fields.items():
        with of_field(name):
            clean[name] = _CLEAN[name](said)
    return clean


def _text(said: str) -> str:
    return needed(clean_prose(said, _("The factor"), 2_000), _("The factor"))


def _reasonable(said: str) -> str:
    return clean_prose(said, _("What made it reasonable"), 2_000)


def _chain(whys: Sequence[str]) -> list[str]:
    lines = [line for line in (clean_line(each, _("The answer")) for each in whys) if line]
    if len(lines) > _MOST_WHYS:
        raise UserError(
            _("A chain has at most {most} answers.").format(most=_MOST_WHYS), hint=_("Begin a second factor.")
        )
    return lines


def _category(said: str) -> str:
    if said and said not in CATEGORIES:
        raise UserError(
            _("{name} is no category of factors.").format(name=said),
            hint=_("Choose one of: {names}.").format(names=", ".join(CATEGORIES)),
        )
    return said


_CLEAN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": _text,
    "reasonable": _reasonable,
    "whys": _chain,
    "category": _category,
}
