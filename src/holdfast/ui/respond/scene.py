"""What the live view and its panels work with, and what a panel is made from."""

from dataclasses import dataclass

from holdfast.domain.incident import Incident
from holdfast.settings import Settings
from holdfast.store.store import Store
from holdfast.ui.kit.asking import Asking
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks


@dataclass(frozen=True)
class Services:
    """What the live view and its panels work with."""

    store: Store
    record: Recording
    clock: Clock
    tasks: Tasks
    settings: Settings
    asking: Asking
    notices: Notices


@dataclass(frozen=True)
class Scene(Services):
    """What a panel is made from. `columns` is how many fields have room beside each other.

    `row` is the hash of the entry behind the timeline's chosen row, "" for none.
    """

    incident: Incident
    columns: int
    row: str = ""
    tall: bool = True  # whether timeline and runbook have room above a panel
