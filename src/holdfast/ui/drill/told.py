"""What a drill tells its players: messages, facts, files, and who can't be reached."""

import re
from datetime import tzinfo

from holdfast.domain.drill import Drill, PutIn
from holdfast.domain.encodings import decoded
from holdfast.domain.timewords import clock_text
from holdfast.store.store import Store
from holdfast.ui.drill.words import clock_words
from holdfast.words import _

GUIDED = "first-exercise"
"""The key of the scenario whose messages say what to do next."""
_SHOWN = 20_000  # characters of a file


def told_by(drill: Drill) -> tuple[PutIn, ...]:
    """What was told so far, the oldest first; alerts are heard where alerts are."""
    return tuple(each for each in drill.injected if each.form != "alert")


def is_guided(drill: Drill) -> bool:
    """Whether each message says what to do next, so that the newest one is the one to read."""
    return drill.key == GUIDED


def who_words(put: PutIn) -> str:
    """From whom, or of whom, it is."""
    return {
        "message": _("Message from {who}") if put.who else _("Message"),
        "fact": _("{who} sees") if put.who else _("What can be seen now"),
        "file": _("File {name} from {who}") if put.who else _("File {name}"),
        "unavailable": _("{who} can't be reached from now on") if put.who else _("Not reachable from now on"),
    }.get(put.form, "").format(who=put.who, name=put.name)


def when_words(put: PutIn, drill: Drill, zone: tzinfo) -> str:
    """When it came: by the clock, and in the drill's own time."""
    into = clock_words(drill.elapsed(put.at))
    return _("{clock}, {time} into the drill").format(clock=clock_text(put.at, zone), time=into)


def content_of(store: Store, put: PutIn) -> bytes | None:
    """The bytes of the file that it brings, None where it brings none."""
    return store.blobs.get(put.content) if put.content else None


def markdown_of(put: PutIn, content: bytes | None) -> str:
    """Its text, with what stands in its file."""
    parts = [put.text.strip()]
    if content is not None and (text := decoded(content)[0][:_SHOWN]).strip():
        fence = "`" * max(3, 1 + max((len(run) for run in _ticks(text)), default=0))
        parts.append(f"{fence}text\n{text.rstrip()}\n{fence}")
    return "\n\n".join(filter(None, parts))


def _ticks(text: str) -> list[str]:
    return re.findall("`+", text)
