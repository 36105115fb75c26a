"""How much of a long file was read, told while it is read aside."""

from collections.abc import Callable
from typing import Final

from holdfast.ui.kit.tasks import CancelToken

_BLOCK: Final = 262_144  # bytes between two questions whether to go on


class ReadShare:
    """How much of a file was read, told once for each percent; from the other thread."""

    def __init__(self, tell: Callable[[int], object], size: int, token: CancelToken) -> None:
        self._tell, self._blocks, self._token = tell, max(1, size // _BLOCK), token
        self._asked, self._told = 0, 0

    def going_on(self) -> bool:
        self._asked += 1
        percent = min(99, self._asked * 100 // self._blocks)
        if percent != self._told and not self._token.cancelled:
            self._told = percent
            self._tell(percent)
        return not self._token.cancelled
