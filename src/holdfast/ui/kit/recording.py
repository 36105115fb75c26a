"""How a page records: it knows who is at the keyboard first, and shows what is in the way."""

from collections.abc import Callable
from typing import TypeVar

from holdfast.domain.errors import UserError

T = TypeVar("T")
Failed = Callable[[UserError], None] | None


class Recording:
    """`record(work)` does `work` once somebody stands behind it.

    Gives what `work` gives; None when the person thought better of it or something was in the way, which has
    been shown by then.
    """

    def __init__(
        self,
        known: Callable[[], bool],
        ask: Callable[[], bool],
        failed: Callable[[BaseException], None],
        recorded: Callable[[], None],
    ) -> None:
        """`known`: is there an operator? `ask`: ask for one. `recorded` hears of every success."""
        self._known, self._ask, self._failed, self._recorded = known, ask, failed, recorded

    def __call__(self, work: Callable[[], T], failed: Failed = None) -> T | None:
        """Do `work`; a UserError goes to `failed` (a field) where it is given, else to the notices."""
        try:
            if not self.may():
                return None
            result = work()
        except UserError as error:
            self.refuse(failed, error)
            return None
        self.succeed()
        return result

    def may(self) -> bool:
        """Whether somebody stands behind what is recorded; asked for where nobody does yet."""
        return self._known() or self._ask()

    def succeed(self) -> None:
        """Something was recorded."""
        self._recorded()

    def refuse(self, failed: Failed, error: Exception) -> None:
        """Something was in the way: it is shown."""
        if failed is not None and isinstance(error, UserError):
            failed(error)
        else:
            self._failed(error)
