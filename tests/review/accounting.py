"""Which lines of a source are found nowhere in what was read of it."""

from holdfast.review.foreign import Foreign


def lost_lines(text: str, found: Foreign) -> list[str]:
    """The lines that have words and stand neither in a section nor in the appendix as they were."""
    kept = "\n".join((*found.texts.values(), found.appendix)).split("\n")
    there = {line.strip() for line in kept}
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line for line in lines if line.strip() and line.strip() not in there]
