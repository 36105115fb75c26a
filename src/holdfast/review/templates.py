"""Which templates there are for reviews, and which one a review has."""

import os
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from holdfast import paths
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.review import Review
from holdfast.domain.text import clean_line
from holdfast.review.frozen import about, open_review
from holdfast.review.template import ReviewTemplate, load, problems, read_file
from holdfast.store.adopting import adopt_text, adopted_text
from holdfast.store.store import Store
from holdfast.words import _

STANDARD: Final = "standard"
OWN: Final = "own"
_ADOPTED: Final = "review:own"
_ORDER: Final = (STANDARD, "short", "causes", "story", "learning", "after-action")
_loaded = lru_cache(maxsize=32)(load)


class Choice(NamedTuple):
    """A template to choose: its name for the command line, what it is called, its text."""

    name: str
    template: ReviewTemplate
    text: str

    @property
    def hash(self) -> str:
        """The SHA-256 of the text, as reviews name it."""
        return sha256(self.text.encode()).hexdigest()


@lru_cache(maxsize=1)
def shipped() -> dict[str, str]:
    """The text of every template that Holdfast comes with, by name; the standard one first."""
    folder = paths.resources() / "templates" / "reviews"
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.toml"))}
    return {name: texts[name] for name in (*_ORDER, *texts) if name in texts}


def choices(store: Store) -> list[Choice]:
    """What can be chosen here: what Holdfast comes with, and the station's own where it adopted one."""
    texts = dict(shipped())
    own = _own(store)
    if own:
        texts[OWN] = own
    return [Choice(name, _loaded(text), text) for name, text in texts.items()]


def named(store: Store, name: str) -> Choice:
    """The template of a name, or of the title that is listed. UserError where there is none."""
    there = {each.name: each for each in choices(store)}
    titled = {each.template.name.casefold(): each for each in reversed(there.values())}
    found = there.get(name) or titled.get(" ".join(name.split()).casefold())
    if found is None:
        raise UserError(
            _("There is no template {name} for reviews.").format(name=name),
            hint=_("There are: {names}. Or name a file that ends in .toml.").format(names=", ".join(there)),
        )
    return found


def template_of(store: Store, review: Review) -> ReviewTemplate:
    """The template of a review, with what its sections ask; the standard one where its text is not here."""
    data = store.blobs.get(review.parts.template) if review.parts.template else None
    text = "" if data is None else data.decode("utf-8", "replace")
    return _loaded(text if text and not problems(text) else shipped()[STANDARD])


def adopt_review_template(store: Store, text: str, reason: str) -> ReviewTemplate:
    """Let a text be the station's own template; the same text again records nothing.

    UserError, naming key and line, for what is no template, and where the reason says nothing.
    """
    template = load(text)
    adopt_text(store, _ADOPTED, text, reason, lambda: _own(store))
    return template


def set_template(store: Store, review: str, text: str) -> Review:
    """Let a review have the sections of a template. No text is lost: what it lacks stands at the end."""
    template = load(text)
    with store.command():
        value = open_review(store, review)
        content = store.blobs.put(text.encode())
        if value.parts.template != content["blob"]:
            body = {
                "template": [value.parts.template or None, content["blob"]],
                "content": content,
                "title": clean_line(template.name, _("The name")),
                "sections": [
                    {"key": each.key, "title": clean_line(each.title, _("The title"))}
                    for each in template.sections
                ],
            }
            store.record(New(subject("review", review), "review.template_set", body, about(value)))
        return store.reviews.get(review)


def take_file(store: Store, file: Path) -> str:
    """Let a file be the station's own template; gives its text. UserError for what is no template.

    Its reason is that a review was to have it.
    """
    text = read_file(file)
    name = os.fsencode(file.name).decode("utf-8", "replace")
    adopt_review_template(store, text, _("Chosen for a review, from {file}").format(file=name))
    return text


def _own(store: Store) -> str:
    """The station's own text, "" where it has none that this version can read."""
    text = adopted_text(store, _ADOPTED)
    return "" if not text or problems(text) else text
