"""The webhook's token: 256 random bits in a file beside the store that this user alone may read."""

import os
import secrets
import stat
from hmac import compare_digest
from pathlib import Path
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.store.database import explained
from holdfast.store.folder import write_for_owner
from holdfast.words import _

_BYTES: Final = 32
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class Token:
    """The token in a file. One that is replaced while somebody listens holds at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read_at: tuple[int, int] | None = None
        self._text = ""

    def text(self) -> str:
        """The token, made where there is none yet. UserError where others can read it."""
        if not self._file.exists():
            return self.replace()
        with explained():
            found = self._file.stat()
            if os.name != "nt" and found.st_mode & _OTHERS:
                raise UserError(
                    _("Other users of this machine can read the token in {file}. Nothing listens.").format(
                        file=self._file
                    ),
                    hint=_("Make a new one: holdfast listen --new-token. Then give it to the senders."),
                )
            text = self._file.read_text(encoding="utf-8").strip()
        if len(text) < _BYTES:
            raise UserError(
                _("The token in {file} is too short to keep anybody out. Nothing listens.").format(
                    file=self._file
                ),
                hint=_("Make a new one: holdfast listen --new-token. Then give it to the senders."),
            )
        return text

    def replace(self) -> str:
        """Make a new token; the one before opens nothing any more."""
        made = secrets.token_urlsafe(_BYTES)
        with explained():
            write_for_owner(self._file, f"{made}\n".encode())
        return made

    def fits(self, given: str) -> bool:
        """Whether this is the token; how long that takes says nothing about it.

        UserError or OSError where nobody can tell: the token that senders have may be the right one.
        """
        found = self._file.stat()
        at = (found.st_ino, found.st_mtime_ns)
        if at != self._read_at:
            self._text, self._read_at = self.text(), at
        return compare_digest(given.encode(), self._text.encode())
