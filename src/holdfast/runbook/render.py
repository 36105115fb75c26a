"""Safe HTML of untrusted Markdown, made by a worker process that is killed when it takes too long."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import BinaryIO, cast

from holdfast.runbook import frames
from holdfast.runbook.pieces import pre_in_pieces
from holdfast.words import _

LARGEST = 256 * 1024
LIMIT = 2.0
# Starting takes 0.1 s; a machine that scans each program first, or has other work, may take long.
_START_LIMIT = 15.0

_MOST_LINES = 6_000
_LONGEST_LINE = 1_000
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffc]")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document for the viewer.

    `html` has no targets but `hf-runbook:`, `hf-web:`, `hf-image:`, `hf-copy:`, `hf-fold:` and `#`, and
    the comments that `folds` and `pieces` understand. `code` is the text of code block n for each
    `hf-copy:n`. `fallback` is "" or a sentence that says why the
    document is shown as plain text.
    """

    html: str
    code: tuple[str, ...] = ()
    fallback: str = ""


_GONE: dict[str, object] = {"refused": "gone"}


class Renderer:
    """Owns the worker process. Any thread may call it; calls wait for each other.

    `limit` is how many seconds one document may take. The process starts with the first document,
    or earlier with `start`, and ends with `close`.
    """

    def __init__(self, limit: float = LIMIT) -> None:
        self._limit = limit
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._ready = False
        self._closed = False

    def start(self) -> None:
        """Start the worker ahead of the first document; returns at once."""
        with self._turn:
            self._running()

    def render(self, text: str, images: Mapping[str, str], base: str) -> Rendered:
        """The document at path `base` of its source, as safe HTML, or as plain text and why.

        `images` gives the SHA-256, in hex, of each image of the source by its path. Takes at most
        the limit, and does not raise for any text.
        """
        text = text.encode("utf-8", "replace").decode("utf-8")
        if len(text) > LARGEST:
            return plain(text, _("This text is longer than 256 kB, so it is shown as plain text."))
        request: dict[str, object] = {
            "text": text,
            "base": base,
            "images": dict(images),
            "copy": _("Copy"),
            "more": _("More"),
        }
        with self._turn:
            answer = self._ask(request)
        return _rendered(text, answer)

    def close(self) -> None:
        """End the worker. A call that is still waiting gets plain text."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
        with self._turn:
            self._discard()

    def _running(self) -> subprocess.Popen[bytes] | None:
        if self._process is not None and self._process.poll() is not None:
            self._discard()
        if self._process is None and not self._closed:
            self._process = _started()
        return self._process

    def _ask(self, request: dict[str, object]) -> dict[str, object]:
        process = self._running()
        if process is None:
            return _GONE
        if not self._ready:
            self._ready = "ready" in _exchange(process, None, _START_LIMIT)
        answer = _exchange(process, request, self._limit) if self._ready else _GONE
        if answer.get("refused") in {"slow", "gone"}:
            self._discard()
        return answer

    def _discard(self) -> None:
        """Kill the worker and wait until it is gone."""
        process, self._process, self._ready = self._process, None, False
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what was still to be written to it does not matter any more
        process.wait()


def _exchange(
    process: subprocess.Popen[bytes], request: dict[str, object] | None, seconds: float
) -> dict[str, object]:
    """The worker's next message, after sending it a request; the worker is killed when it is late."""
    deadline = _Deadline(process, seconds)
    try:
        if request is not None:
            frames.write(cast("BinaryIO", process.stdin), request)
        answer = frames.read(cast("BinaryIO", process.stdout))
    except OSError:
        answer = None
    if deadline.passed():
        return {"refused": "slow"}
    return answer or _GONE


class _Deadline:
    """Kills a process unless it is told in time that the process has answered."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._lock = threading.Lock()
        self._over = False
        self._killed = False
        self._timer = threading.Timer(seconds, self._kill)
        self._timer.daemon = True
        self._timer.start()

    def _kill(self) -> None:
        with self._lock:
            if not self._over:
                self._killed = True
                self._process.kill()

    def passed(self) -> bool:
        """Stop the clock; whether it had run out."""
        with self._lock:
            self._over = True
        self._timer.cancel()
        return self._killed


def plain(text: str, why: str) -> Rendered:
    """The text as it is, in lines that any viewer can lay out, with the reason for it."""
    lines = [
        line[at : at + _LONGEST_LINE]
        for line in text[:LARGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for at in range(0, max(len(line), 1), _LONGEST_LINE)
    ]
    if len(lines) > _MOST_LINES or len(text) > LARGEST:
        why = f"{why} {_('Only its beginning is shown.')}"
    shown = (escape(_UNSEEN.sub("\ufffd", line), quote=False) for line in lines[:_MOST_LINES])
    return Rendered(pre_in_pieces(shown), (), why)


def _rendered(text: str, answer: dict[str, object]) -> Rendered:
    html, code = answer.get("html"), answer.get("code")
    if isinstance(html, str) and isinstance(code, list):
        return Rendered(html, tuple(str(block) for block in cast("list[object]", code)))
    return plain(text, _why(str(answer.get("refused"))))


def _why(refused: str) -> str:
    return {
        "slow": _("This text took too long to lay out, so it is shown as plain text."),
        "deep": _("Lists or quotes in this text are nested too deeply, so it is shown as plain text."),
        "much": _("This text has more parts than can be laid out well, so it is shown as plain text."),
    }.get(refused, _("This text could not be laid out, so it is shown as plain text."))


def _started() -> subprocess.Popen[bytes] | None:
    """A new worker, without anything of this process's environment that it can do without."""
    frozen = getattr(sys, "frozen", False)
    command = (
        [sys.executable, "--render-worker"]
        if frozen
        else [sys.executable, "-I", "-m", "holdfast.runbook.worker"]
    )
    # Without these a Windows process, or a Python built for another place, finds no libraries.
    kept = ("SYSTEMROOT", "LD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=Path(os.sep).resolve(),
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None
