"""What leaves a call: the answer on standard output, what failed on standard error, each where it is open."""

import contextlib
import os
import sys
from typing import TextIO, cast

from holdfast.domain.errors import UserError
from holdfast.words import _


class NotPrinted(Exception):
    """Standard output did not take the text; the message says why."""


def put(text: str) -> None:
    """Print a line at once. Raises NotPrinted, and BrokenPipeError where whoever read has left."""
    out = cast("TextIO | None", sys.stdout)  # None where the call was made with it closed
    if out is None:
        raise NotPrinted(_("standard output is closed"))
    try:
        out.write(_shown(text, out))
        out.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:  # ValueError: it was closed meanwhile
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise NotPrinted(why) from error


def complain(*told: str) -> None:
    """Print sentences on standard error, as far as it takes them."""
    err = cast("TextIO | None", sys.stderr)
    if err is None:
        return
    with contextlib.suppress(OSError, ValueError):
        for line in filter(None, told):
            err.write(_shown(line, err))
        err.flush()


def silence() -> None:
    """Nothing more goes to standard output: Python must not complain of what is left in it at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def hint_here(error: UserError) -> str:
    """The hint of an error as it is true of a call: only a window keeps what was typed."""
    hint = error.hint
    for there, here in (
        (
            _("Shorten it; put the rest in a note. Nothing was recorded, your text is still here."),
            _("Make it shorter and call again; nothing was recorded."),
        ),
        (
            _("Free some disk space, then do it again. Your text is still here."),
            _("Free some disk space, then call again."),
        ),
    ):
        hint = hint.replace(there, here)
    return hint


def _shown(text: str, to: TextIO) -> str:
    """A line that can be written there: a terminal that can't show a letter shows a question mark."""
    encoding = to.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding) + "\n"
