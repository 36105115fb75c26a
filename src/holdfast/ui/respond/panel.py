"""Something asked for in place in the live view, above the foot of the page."""

from PySide6.QtCore import Signal

from holdfast.domain.incident import Incident
from holdfast.ui.kit import panel


class Panel(panel.Panel):
    """A panel that belongs to the incident that is shown."""

    whole = False
    """Whether it takes the place of timeline and runbook while it is open."""
    wanted = Signal(str, str)
    """A verb of the page, or the key of another page, and what that is to show."""

    def show_changed(self, incident: Incident) -> None:
        """The incident as it is now, when something was recorded while the panel is open."""
