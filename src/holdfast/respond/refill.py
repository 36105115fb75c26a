"""A text that was filled from the record and then edited, when the record goes on: only whole parts that
nobody touched follow it.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher


def refilled(text: str, before: str, now: str) -> str:
    """`text`, which was edited from `before`, as far as it can follow the same template filled `now`.

    Lines that stand in `text` as they were filled give way to the new ones; edited ones stay.
    """
    if text == before or not text.strip():
        return now
    for old, new in _changes(before, now):
        if _framed(text).count(_framed(old)) == 1:
            text = _framed(text).replace(_framed(old), _framed(new))[1:-1]
    return text


def _changes(before: str, now: str) -> Iterator[tuple[str, str]]:
    """What changed, with what stands there now: line by line where as many came as went, else as a run."""
    old, new = before.split("\n"), now.split("\n")
    for what, begins, ends, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "replace" and ends - begins == last - first:
            yield from zip(old[begins:ends], new[first:last], strict=True)
        elif what == "replace":
            yield "\n".join(old[begins:ends]), "\n".join(new[first:last])


def _framed(text: str) -> str:
    """Between line ends, so that only whole lines are found in it."""
    return f"\n{text}\n"
