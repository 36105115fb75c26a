"""How a page is announced to the window: what it is called, and how it is made when first opened."""

from collections.abc import Callable
from dataclasses import dataclass

from holdfast.ui.kit.page import Page


@dataclass(frozen=True)
class PageSpec:
    """A page that is made on first use, so that start-up makes only the one it shows.

    `rail` is top, bottom or "" (not in the rail); `under` names the rail entry that lights up for a page that
    is not in it. `key_hint` is the shortcut shown in the rail's tooltip.
    """

    key: str
    label: str
    icon: str
    make: Callable[[], Page]
    rail: str = "top"
    under: str = ""
    key_hint: str = ""
