"""Every text that a report holds."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import cast

import msgspec


def all_texts(value: object) -> Iterator[str]:
    """The texts in a report or any part of it, in the order of its fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from all_texts(item)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from all_texts(getattr(value, name))
    elif is_dataclass(value):
        for each in fields(value):
            yield from all_texts(getattr(value, each.name))
