"""`holdfast review template`: which sections a review has."""

import argparse
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, reading, table, verb, writing
from holdfast.domain.review import Review
from holdfast.domain.review_layout import layout, shown_title
from holdfast.review.templates import STANDARD, choices, named, set_template, take_file
from holdfast.review.writing import begin
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs about what a review holds."""
    words = _("show the templates of reviews, or give a review one: a name, or a file that ends in .toml")
    chosen = verb(verbs, "template", words, _template)
    chosen.add_argument("ref")
    chosen.add_argument("name", nargs="?", default="", metavar="NAME|FILE.toml")


def with_template(store: Store, review: Review, name: str) -> Review:
    """The review with the template of a name, or of a file, which then is the station's own; "" for none."""
    if not name:
        return review
    text = take_file(store, Path(name)) if name.endswith(".toml") else named(store, name).text
    return set_template(store, review.id, text)


def _template(args: argparse.Namespace) -> Answer:
    if not args.name:
        return _show(args)
    with writing(args) as store:
        incident = store.incidents.find(args.ref)
        with store.command():
            review = with_template(store, begin(store, incident.id), args.name)
    sections = [{"key": each.key, "title": each.title, "earlier": each.kept} for each in layout(review)]
    words = _("The review of {ref} has the sections of “{name}” now. Every text is still there.")
    return Answer(
        {"ref": incident.ref, "review": review.id, "template": review.parts.title, "sections": sections},
        words.format(ref=incident.ref, name=review.parts.title),
    )


def _show(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        review = store.reviews.of_incident(store.incidents.find(args.ref).id)
        there = review.parts.template if review else ""
        found = choices(store)
    value: list[dict[str, Any]] = [
        {
            "name": each.name,
            "title": each.template.name,
            "about": each.template.about,
            "chosen": each.hash == there or (not there and each.name == STANDARD),
            "sections": [
                {"key": one.key, "title": shown_title(one.key, one.title)} for one in each.template.sections
            ],
        }
        for each in found
    ]
    rows = [("*" if each["chosen"] else " ", each["name"], each["title"]) for each in value]
    return Answer(value, table(rows))
