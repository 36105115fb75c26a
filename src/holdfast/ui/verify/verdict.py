"""What was found of one document: its name, all of it in a sentence, and an answer to each question."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from holdfast.report.verdict import Finding, State
from holdfast.ui.kit.text import ElidedLabel, label
from holdfast.words import _


class Found(QWidget):
    """A block of the page; its words can be copied."""

    def __init__(self, name: str, summary: str, findings: Sequence[Finding], wrong: bool) -> None:
        super().__init__()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(ElidedLabel(name, "title"))
        if summary:
            said = label(summary, "strong", "error" if wrong else "", wrap=True, select=True)
            down.addWidget(_wrapped(said))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for place, finding in enumerate(findings):
            word, tone = _word(finding.state)
            grid.addWidget(label(word, "strong", tone), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_wrapped(label(finding.told, wrap=True, select=True)), place, 1)
        down.addLayout(grid)


def _wrapped(made: QLabel) -> QLabel:
    """As high as its text at the width that it gets; what it would take in a narrow place keeps no room."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def _word(state: State) -> tuple[str, str]:
    """The answer in a word, which also without colour says it."""
    return {
        "holds": (_("Holds"), "success"),
        "wrong": (_("Wrong"), "error"),
        "open": (_("Open"), "muted"),
    }[state]
