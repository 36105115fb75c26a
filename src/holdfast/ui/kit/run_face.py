"""What an open step says: its words, its code, its links, the answers before it, what became of it."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from holdfast.runbook.parts import Part, PartKind, parts_of
from holdfast.ui.kit import theme
from holdfast.ui.kit.buttons import quiet_button
from holdfast.ui.kit.forms import row
from holdfast.ui.kit.run_box import StepBox
from holdfast.ui.kit.run_code import CodeWell
from holdfast.ui.kit.run_flow import FlowLayout
from holdfast.ui.kit.run_links import Link
from holdfast.ui.kit.run_values import FAILED, StepState
from holdfast.ui.kit.text import label, literal, set_tooltip
from holdfast.words import _

INDENT: Final = 31
"""Where the words of a card begin, behind its box."""
_DEPTH: Final = 16
_LONG: Final = 200


class StepFace(QWidget):
    """Everything of a step that is to be read and copied."""

    link_wanted = Signal(object)
    """The Link of the text that a person follows."""

    def __init__(self, state: StepState, links: Sequence[Link], answers: Mapping[str, str]) -> None:
        super().__init__()
        self.wells: list[CodeWell] = []
        self._answers = answers
        parts = list(parts_of(state.step))
        head = parts.pop(0).text if parts and parts[0].kind is not PartKind.CODE else state.step.plain
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addLayout(_head(state, head))
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.px(INDENT), 0, 0, 0)
        inner.setSpacing(8)
        for part in parts:
            inner.addLayout(self._text(part))
        if links:
            inner.addLayout(FlowLayout(*(self._follower(link) for link in links)))
        self._add_answers(inner, state)
        _add_said(inner, state)
        down.addLayout(inner)

    def _follower(self, link: Link) -> QPushButton:
        made = quiet_button(literal(link.words), lambda: self.link_wanted.emit(link))
        made.setAccessibleName(link.words)
        made.setAccessibleDescription(link.whole)
        set_tooltip(made, link.whole)
        return made

    def _text(self, part: Part) -> QHBoxLayout:
        if part.kind is PartKind.CODE:
            self.wells.append(CodeWell(part.text, part.language, self._answers))
            line = row(self.wells[-1])
        else:
            tone = "muted" if part.kind is PartKind.QUOTE else ""
            line = row(label(part.text, tone=tone, wrap=True, select=True))
        line.setContentsMargins(theme.px(_DEPTH) * part.depth, 0, 0, 0)
        return line

    def _add_answers(self, inner: QVBoxLayout, state: StepState) -> None:
        """What was asked before, to be seen where it is used."""
        pairs = [f"{name} = {value}" for name, value in self._answers.items()]
        if pairs and not state.settled:
            inner.addWidget(label("   ·   ".join(pairs), "mono_small", "muted", wrap=True, select=True))


def _head(state: StepState, words: str) -> QHBoxLayout:
    title = label(_("{number}. {text}").format(number=state.step.number, text=words), wrap=True)
    title.setProperty("type", "strong" if len(words) < _LONG else "body")
    title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    line = QHBoxLayout()
    line.setSpacing(theme.px(12))
    line.addWidget(StepBox(state.box), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(title, 1)
    return line


def _add_said(inner: QVBoxLayout, state: StepState) -> None:
    if not state.needed and not state.settled:
        said = _("Not needed: an answer led elsewhere. It can be done all the same.")
        inner.addWidget(label(said, "small", "muted", wrap=True))
    if not state.settled:
        return
    inner.addWidget(label(state.said, "small", "error" if state.state == FAILED else "muted"))
    if state.answer:
        inner.addWidget(label(_("Answer: {answer}").format(answer=state.answer), wrap=True, select=True))
    if state.remark:
        inner.addWidget(label(state.remark, wrap=True, select=True))
