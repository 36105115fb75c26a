"""What the pages of reviews use of the program around them."""

from dataclasses import dataclass

from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks


@dataclass(frozen=True)
class Services:
    """Handed in whole by the composition; `record` knows who is at the keyboard before it does anything."""

    store: Store
    bridge: Bridge
    record: Recording
    notices: Notices
    tasks: Tasks
    asking: Asking
    clock: Clock
    settings: Settings
