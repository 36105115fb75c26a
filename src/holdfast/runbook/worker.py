"""The process that renders untrusted Markdown: `python -I -m holdfast.runbook.worker`.

It is expendable. Whoever started it kills it when it takes too long, and it gives up, before the
first document, what a document could misuse: on POSIX it can open no file and no socket, write no
file, start no process, and has a bounded memory and processor time.
"""

import sys
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from holdfast.runbook import frames
from holdfast.runbook.markup import TooDeep, to_html
from holdfast.runbook.parse import body_of
from holdfast.runbook.pieces import TooHeavy, cut
from holdfast.runbook.sanitize import sanitized
from holdfast.runbook.shape import TooMuch, shaped

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None

_MEMORY = 1024 * 1024 * 1024
_SECONDS_EACH = 10


def main() -> None:
    """Say on standard output that it is ready, then answer requests until standard input closes."""
    give_up_rights()
    frames.write(sys.stdout.buffer, {"ready": True})
    serve(sys.stdin.buffer, sys.stdout.buffer, _allow_time)


def serve(requests: BinaryIO, answers: BinaryIO, before_each: Callable[[], None]) -> None:
    """One answer for each request, in order."""
    while (request := frames.read(requests)) is not None:
        before_each()
        frames.write(answers, answer(request))


def answer(request: dict[str, object]) -> dict[str, object]:
    """`{"html", "code"}` for `{"text", "base", "images", "copy", "more"}`, or `{"refused": why}`.

    `why` is "deep" or "much" for a document that would not lay out well, "failed" for one that a
    library stumbled over.
    """
    try:
        html = to_html(body_of(str(request["text"])))
        images = cast("dict[str, str]", request["images"])
        clean = sanitized(html, str(request["base"]), images)
        done = shaped(clean, str(request["copy"]), str(request.get("more", "…")))
        pieces = cut(done.html)
    except TooDeep:
        return {"refused": "deep"}
    except (TooMuch, TooHeavy):
        return {"refused": "much"}
    except Exception:  # noqa: BLE001  (whatever a hostile text makes a library do, it is shown as plain text)
        return {"refused": "failed"}
    return {"html": pieces, "code": list(done.code)}


def give_up_rights() -> None:
    """Where the system can: no more files, sockets, processes; bounded memory."""
    limits: Any = resource
    if limits is None:
        return
    for name, most in (
        ("RLIMIT_NOFILE", 3),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_AS", _MEMORY),
        ("RLIMIT_CORE", 0),
    ):
        if hasattr(limits, name):
            limits.setrlimit(getattr(limits, name), (most, most))


def _allow_time() -> None:
    """Bound the processor time of one document, for a worker whose parent was killed."""
    limits: Any = resource
    if limits is not None:
        used = limits.getrusage(limits.RUSAGE_SELF)
        soon = int(used.ru_utime + used.ru_stime) + _SECONDS_EACH
        limits.setrlimit(limits.RLIMIT_CPU, (soon, limits.getrlimit(limits.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
