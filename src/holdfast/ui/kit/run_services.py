"""What the runs of an incident need of the window that they stand in."""

from collections.abc import Callable
from dataclasses import dataclass

from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.run_reader import Render
from holdfast.ui.kit.tasks import Tasks


@dataclass(frozen=True)
class RunServices:
    """`ask_operator` is True once somebody is at the keyboard, `switch_operator` once somebody else is."""

    store: Store
    render: Render
    ask_operator: Callable[[], bool]
    switch_operator: Callable[[], bool]
    notices: Notices
    tasks: Tasks
    clock: Clock
    asking: Asking
