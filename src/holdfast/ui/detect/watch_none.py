"""The page of watches where there is none yet: what a watch is, and the examples to begin from."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from holdfast.detect.watches.writing import examples
from holdfast.ui.kit.buttons import button
from holdfast.ui.kit.text import label, literal
from holdfast.words import _


class NoWatches(QWidget):
    """What a watch is, and the examples to begin from."""

    example_wanted = Signal(str)
    manual_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 24, 24, 24)
        down.setSpacing(8)
        told = _(
            "A watch lets Holdfast look by itself: at a metric, a table, a log, a file or a port. "
            "When its rule holds, it raises an alert here, without a network."
        )
        begin = _("Begin from an example; you can change everything, and try it before it is on.")
        parts = [label(_("No watches yet"), "title", wrap=True)]
        parts += [label(words, "body", "muted", wrap=True) for words in (told, begin)]
        down.addStretch(2)
        for part in parts:
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            down.addWidget(part)
        down.addSpacing(8)
        made = [
            button(literal(each.title), partial(self.example_wanted.emit, each.key)) for each in examples()
        ]
        made.append(button(_("Read about watches"), self.manual_wanted.emit))
        made[-1].setProperty("quiet", "true")
        for each in made:
            each.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            down.addWidget(each, 0, Qt.AlignmentFlag.AlignHCenter)
        down.addStretch(3)
        self.setFocusProxy(made[0])
