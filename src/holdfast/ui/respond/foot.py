"""The foot of the live view: the bar, or the panel that is open."""

from PySide6.QtWidgets import QWidget


class Foot(QWidget):
    """As high as its panel asks for; one that takes the room there is must take none of the header's."""

    def __init__(self) -> None:
        super().__init__()
        self._takes_room = False

    def take_room(self, *, takes: bool) -> None:
        """Whether the panel in it takes whatever room there is, and scrolls within."""
        self._takes_room = takes
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        # a layout takes the height for a width as the least there may be, and cuts the header for it
        return not self._takes_room and super().hasHeightForWidth()
