"""The second page: safety first, then what the scheme asks, and beside it what follows."""

from dataclasses import replace
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from holdfast.domain.incident import Incident
from holdfast.triage.answers import Answers
from holdfast.triage.scheme import Scheme
from holdfast.ui.kit.forms import card, row
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label, set_look, set_tone
from holdfast.ui.triage.asked import asked_by
from holdfast.ui.triage.layout import TwoColumns
from holdfast.ui.triage.outcome import Outcome
from holdfast.words import _


class HowBadStep(QWidget):
    """Holds the answers; `changed` tells of each one that a person gave."""

    changed = Signal()

    def __init__(self, scheme: Scheme, zone: tzinfo) -> None:
        super().__init__()
        self._scheme, self._zone = scheme, zone
        self._declared = datetime.min.replace(tzinfo=zone)
        self._build()
        self._hurt.clicked.connect(self._safety)
        self._asked.changed.connect(self._answered)
        self._outcome.changed.connect(self._changed)

    def first_focus(self) -> QWidget:
        """Safety comes first."""
        return self._hurt

    def answers(self) -> Answers:
        """What has been answered so far."""
        severity, reason = self._outcome.override()
        return replace(self._judged(), severity_override=severity, override_reason=reason)

    def show_answers(self, answers: Answers, declared: datetime) -> None:
        """Show these answers of an incident that was, or is about to be, declared then."""
        self._declared = declared
        self._hurt.setChecked(answers.someone_hurt)
        self._asked.show_answers(answers)
        self._outcome.show_given(answers)
        self._show_safety()
        self._show_outcome()

    def show_time(self, declared: datetime) -> None:
        """The target times count from this moment."""
        self._declared = declared
        self._show_outcome()

    def show_emergency(self, line: str) -> None:
        """The site's emergency line, "" where none was given."""
        self._line = line
        self._show_safety()

    def show_before(self, incident: Incident) -> None:
        """Say how it was judged until now, and what of that the answers change."""
        self._outcome.show_before(incident)
        self._show_outcome()

    def show_note(self, words: str) -> None:
        """Say something about the answers that are shown, "" for nothing."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def check(self) -> bool:
        """Whether the answers can be recorded; what is missing is said where it is missing."""
        return self._outcome.check(self.answers())

    def _build(self) -> None:
        self._line = ""
        self._hurt = QCheckBox(_(self._scheme.safety.label))
        self._hurt.setProperty("strong", "true")
        self._emergency = label("", "meta", "muted", wrap=True)
        self._emergency.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._help = label(_(self._scheme.safety.help), "meta", wrap=True)
        self._safety_card = card(kind="true")
        column = self._safety_card.layout()
        assert isinstance(column, QVBoxLayout)
        first = row(self._hurt, self._emergency, spacing=12)
        first.setStretch(1, 1)
        column.addLayout(first)
        column.addWidget(self._help)
        self._asked = asked_by(self._scheme)
        self._note = label("", "meta", "accent", wrap=True)
        self._outcome = Outcome(self._scheme)
        left = QWidget()
        down = QVBoxLayout(left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(24)
        for part in (self._note, self._safety_card, self._asked):
            down.addWidget(part)
        down.addStretch()
        self._note.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns(left, self._outcome))

    def _safety(self, hurt: bool) -> None:
        """Somebody is hurt: the impact is high whatever was said, and who did not say yet is not sure."""
        self._asked.hurt(is_so=hurt)
        if hurt:
            announce(self, f"{self._emergency.text()}. {self._help.text()}")
        self._show_safety()
        self._answered()

    def _show_safety(self) -> None:
        hurt = self._hurt.isChecked()
        self._help.setVisible(hurt)
        line = _("Site emergency line {number}").format(number=self._line)
        self._emergency.setText(line if self._line else "")
        set_look(self._emergency, "type", "strong" if hurt else "meta")
        set_tone(self._emergency, "error" if hurt else "muted")
        self._asked.hold(hurt=hurt)

    def _judged(self) -> Answers:
        """What the scheme judges by: everything but another severity."""
        return replace(self._asked.answers(), someone_hurt=self._hurt.isChecked())

    def _answered(self) -> None:
        self._outcome.settle(self._judged())
        self._changed()

    def _changed(self) -> None:
        self._show_outcome()
        self.changed.emit()

    def _show_outcome(self) -> None:
        self._outcome.show_answers(self.answers(), self._declared, self._zone)


def other_words(scheme: Scheme) -> str:
    """What is said where answers were given to what this scheme does not ask."""
    words = _("Answers by another scheme are left out here. In use now: {name}, version {version}.")
    return words.format(name=_(scheme.name), version=scheme.version)
