"""The one kind of failure that a person can do something about."""


class UserError(Exception):
    """The world, not the program, is in the way; shown where the person is looking.

    `what` says what happened and what is safe, `hint` what to do next. Both are whole sentences.
    Anything that is not a UserError is a bug and reaches the crash report.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what} {self.hint}".strip()
