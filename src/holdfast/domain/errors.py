"""The one kind of failure that a person can do something about."""

from collections.abc import Generator
from contextlib import contextmanager


class UserError(Exception):
    """The world, not the program, is in the way; shown where the person is looking.

    `what` says what happened and what is safe, `hint` what to do next. Both are whole sentences.
    `field` names what was wrong of several things that were given, "" where that is not known.
    Anything that is not a UserError is a bug and reaches the crash report.
    """

    field = ""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what} {self.hint}".strip()


@contextmanager
def of_field(name: str) -> Generator[None]:
    """What is wrong in here is wrong of this field."""
    try:
        yield
    except UserError as error:
        error.field = name
        raise
