"""The base of every page: what the shell may ask of it, and its header."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.text import ElidedLabel


class Page(QWidget):
    """A page of the window. Children override what they need; wishes go up by signals."""

    title_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_place(self, what: str) -> None:
        """Show the thing `what` (an id) on this page; "" is the page as it is."""

    def panes(self) -> list[QWidget]:
        """The areas that F6 goes through, in order."""
        return [self]

    def first_focus(self) -> QWidget | None:
        """Where the focus goes when the page is opened; None leaves it to the order of tabs."""
        return None

    def belongs_to(self, focused: QWidget) -> QWidget:
        """What has to be in sight together with the control that has the focus."""
        return focused

    def operator_changed(self) -> None:
        """Somebody else is at the keyboard."""

    def leave(self) -> None:
        """The person goes elsewhere: save what is not saved."""

    def window_title(self) -> str:
        """What the window is called while this page is shown."""
        return ""

    def alarm(self) -> str:
        """What the window's title says is late here while another page is shown; "" for nothing."""
        return ""


class PageHeader(QWidget):
    """Title (and a quiet line below it) at the left, buttons at the right, on the page's margin of 24."""

    def __init__(self, title: str, subtitle: str = "", *, buttons: list[QWidget] | None = None) -> None:
        super().__init__()
        self._title = ElidedLabel(title, "page")
        self._subtitle = ElidedLabel(subtitle, "meta", "muted")
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 14, 24, 12)
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._subtitle.setVisible(bool(subtitle))  # not sooner: without a parent it would be a window
        for each in buttons or []:
            self._row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Replace title and the line below."""
        self._title.set_whole(title)
        self._subtitle.set_whole(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add(self, widget: QWidget) -> None:
        """One more widget at the right."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class FlowingHeader(PageHeader):
    """Its buttons stand below the title, and go on in the next line, where the page is narrow."""

    def __init__(self, title: str, subtitle: str = "", *, buttons: list[QWidget]) -> None:
        super().__init__(title, subtitle)
        self._side = QWidget()
        self._side.setLayout(FlowLayout(*buttons, gap=12))
        self._stand(beside=True)
        self._row.addWidget(self._side)

    def minimumSizeHint(self) -> QSize:
        margins = self._row.contentsMargins()
        least = self._side.minimumSizeHint().width() + margins.left() + margins.right()
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right() - self._row.spacing()
        self._stand(beside=self._side.sizeHint().width() + self._title.sizeHint().width() <= room)
        super().resizeEvent(event)

    def _stand(self, *, beside: bool) -> None:
        """A size policy that is fixed keeps the buttons from giving way to the title."""
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        across = QSizePolicy.Policy.Fixed if beside else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._side.setSizePolicy(policy)


def column(page: QWidget, *parts: QWidget, stretch: int = -1) -> QVBoxLayout:
    """Lay `parts` under each other without gaps; `stretch` is the index of the one that grows."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for index, part in enumerate(parts):
        layout.addWidget(part, 1 if index == stretch % len(parts) else 0)
    return layout
