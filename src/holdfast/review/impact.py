"""The impact of an incident as figures with units, beside its words."""

import re
from typing import Final

from holdfast.domain.entry import New
from holdfast.domain.errors import UserError, of_field
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.review_board import Figure
from holdfast.domain.text import clean_line, needed
from holdfast.review.frozen import about, open_review
from holdfast.store.store import Store
from holdfast.words import _

_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_SPACES: Final = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")


def read_amount(text: str) -> str:
    """A number as it is recorded, of one as people type it: with spaces between thousands, or a minus.

    A comma is refused, since it means a thousand here and a fraction there.
    """
    plain = _SPACES.sub("", text.strip().replace("\N{MINUS SIGN}", "-"))
    if not _NUMBER.fullmatch(plain):
        raise UserError(
            _("{text} is no number.").format(text=text.strip()[:40] or _("Nothing")),
            hint=_("Write digits, with a point before a fraction: 1200 or 0.5. The unit has its own field."),
        )
    return plain


def add_figure(store: Store, review: str, what: str, amount: str, unit: str) -> Review:
    """Add a figure: what, how much, of which unit."""
    body = _clean({"what": what, "amount": amount, "unit": unit})
    with store.command():
        value = open_review(store, review)
        store.record(New(subject("review", review), "review.impact_added", body, about(value)))
        return store.reviews.get(review)


def change_figure(store: Store, review: str, figure: str, **fields: str) -> Review:
    """Change what, amount or unit; what stays the same is not recorded."""
    clean = _clean(fields)
    with store.command():
        value = open_review(store, review)
        there = figure_of(value, figure)
        body: dict[str, object] = {}
        for name, said in clean.items():
            was = getattr(there, name)
            if said != was:
                body[name] = [there.wrote.get(name) if name == "what" else was, said]
        if body:
            body = {"impact": figure, **body}
            store.record(New(subject("review", review), "review.impact_changed", body, about(value)))
        return store.reviews.get(review)


def drop_figure(store: Store, review: str, figure: str) -> Review:
    """Take a figure away; the journal keeps it."""
    with store.command():
        value = open_review(store, review)
        figure_of(value, figure)
        body = {"impact": figure}
        store.record(New(subject("review", review), "review.impact_dropped", body, about(value)))
        return store.reviews.get(review)


def figure_of(review: Review, ident: str) -> Figure:
    """A figure by its id. UserError where it is gone."""
    found = next((each for each in review.parts.figures if each.id == ident), None)
    if found is None:
        raise UserError(_("This figure is no longer in the review."), hint=_("Add it again."))
    return found


def _clean(fields: dict[str, str]) -> dict[str, str]:
    names = {"what": _("What was counted"), "unit": _("The unit")}
    clean = dict[str, str]()
    for name, said in fields.items():
        with of_field(name):
            clean[name] = (
                read_amount(said) if name == "amount" else needed(clean_line(said, names[name]), names[name])
            )
    return clean
