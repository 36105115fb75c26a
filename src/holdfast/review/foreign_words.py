"""What other teams call the parts of a review, read once."""

import tomllib
from functools import cache

from holdfast.paths import resources
from holdfast.review.foreign_rows import Words, simple


@cache
def shipped_words() -> Words:
    """The words of `resources/reviews/headings.toml`."""
    data = tomllib.loads((resources() / "reviews" / "headings.toml").read_text("utf-8"))
    sections = {simple(name): key for key, names in data["sections"].items() for name in names}
    return Words(sections, {key: tuple(map(simple, names)) for key, names in data["columns"].items()})
