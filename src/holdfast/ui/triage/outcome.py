"""What follows from the answers, while they are given: priority, severity, target times, and why."""

from dataclasses import replace
from datetime import datetime, tzinfo

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from holdfast.domain.classification import LEVELS, NUMBERS, level_word, severity_text
from holdfast.domain.coordination import Cadence
from holdfast.domain.incident import Incident
from holdfast.triage.assessment import Answers, Assessment, assess
from holdfast.triage.override import Override, former, given, lapsed_words
from holdfast.triage.scheme import Scheme, ScoredScheme
from holdfast.ui.kit.buttons import button, quiet_button, set_words
from holdfast.ui.kit.chips import SeverityChip
from holdfast.ui.kit.forms import Field, card, combo, row
from holdfast.ui.kit.matrix import PriorityMatrix
from holdfast.ui.kit.notices import announce
from holdfast.ui.kit.text import label
from holdfast.ui.triage.changes import before_text, cadence_text, changes_text, targets_text
from holdfast.words import _


class Outcome(QWidget):
    """Priority in its matrix, the severity and its reason; the severity can be changed with a reason."""

    changed = Signal()
    """A person set another severity, took that back, or wrote why."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._incident: Incident | None = None
        self._answers = Answers()
        self._set: Override | None = None  # what a person set, and the answers that it holds for
        self._as_proposed = False  # a person took back what was set before
        self._build()
        self._why.clicked.connect(self._fold)
        self._change.clicked.connect(self._open)
        self._severity.activated.connect(self._chosen)
        self._reason.textEdited.connect(lambda _text: self._said())
        self._again.clicked.connect(self._set_again)

    def override(self) -> tuple[int | None, str]:
        """The severity that a person set, and the reason; None lets what was set before hold while it can."""
        if not self._panel.isVisibleTo(self):
            return (self._proposed(self._answers).proposed_severity if self._as_proposed else None), ""
        return int(self._severity.currentData() or 0) or None, self._reason.text()

    def show_given(self, answers: Answers) -> None:
        """Show what was set beside these answers, or before them."""
        wanted, proposed = answers.severity_override, self._proposed(answers).proposed_severity
        before = former(self._incident) if self._incident else None
        self._as_proposed = wanted is not None and wanted == proposed
        self._set = before
        if wanted is not None:
            set_now = given(wanted, answers.override_reason, answers, self._scheme)
            self._set = None if self._as_proposed else set_now
        self._show_override(None)
        self.settle(answers)

    def settle(self, answers: Answers) -> None:
        """Other answers: what was set counts while they give the levels it was set for, and only then."""
        self._answers = answers
        if self._set is None:
            return
        holds = self._set.holds(answers, self._scheme)
        if holds != self._panel.isVisibleTo(self):
            self._show_override(self._set if holds else None)
        self._say_lapsed()

    def check(self, answers: Answers) -> bool:
        """Whether a severity that was set has its reason; where it has none, that is said."""
        wanted, proposed = answers.severity_override, self._proposed(answers).proposed_severity
        if wanted is None or wanted == proposed or answers.override_reason.strip():
            return True
        self._reason_field.show_error(
            _("Say in a few words why {severity} fits better.").format(severity=severity_text(wanted))
        )
        return False

    def show_answers(self, answers: Answers, declared: datetime, zone: tzinfo) -> None:
        """Show what follows; the target times count from `declared`."""
        found = self._proposed(answers)
        severity = answers.severity_override or found.proposed_severity
        self._matrix.choose(found.impact, found.urgency)
        if found.priority is None:
            self._title.setText(_("Priority"))
            self._first.setText(_open_words(self._scheme))
        else:
            self._title.setText(_("Priority {number}").format(number=found.priority))
            self._first.setText(found.reasons[0])
        self._why.setVisible(found.priority is not None)
        self._reasons.setText("\n".join(found.reasons[1:]))
        self._others.setText("\n".join(found.what_would_change))
        self._chip.show_severity(severity)
        self._set_by.setText(_set_by(severity, found))
        self._change.setVisible(found.priority is not None and not self._panel.isVisibleTo(self))
        self._targets.setText("" if found.targets is None else targets_text(found.targets, declared, zone))
        self._updates.setText("" if found.targets is None else cadence_text(self._cadence(severity)))
        self._updates.setVisible(bool(self._updates.text()))
        if self._incident is not None:
            judged = replace(found, cadence=self._cadence(severity))
            self._changes.setText(changes_text(self._incident, judged, severity, zone))
            self._changes.setVisible(bool(self._changes.text()))

    def show_before(self, incident: Incident) -> None:
        """Say how it was judged until now, and from then on what of that the answers change."""
        self._incident = incident
        self._before.setText(before_text(incident))
        self._before.show()

    def _cadence(self, severity: int | None) -> Cadence | None:
        return self._scheme.severity(severity).cadence if severity else None

    def _proposed(self, answers: Answers) -> Assessment:
        return assess(replace(answers, severity_override=None, override_reason=""), self._scheme)

    def _build(self) -> None:
        levels = [(level.value, level_word(level)) for level in LEVELS]
        cells = {(i.value, u.value): self._scheme.priority_at(i, u) for i in LEVELS for u in LEVELS}
        self._title, self._matrix = label("", "item_strong"), PriorityMatrix(levels, cells)
        self._before = label("", "meta", "muted", wrap=True)
        self._changes = label("", "meta", wrap=True)
        self._first = label("", "meta", "muted", wrap=True)
        self._why = quiet_button(_("Why?"))
        self._why.setAccessibleDescription(_("What decided, and what would change it"))
        self._reasons = label("", "meta", wrap=True)
        self._others = label("", "meta", "muted", wrap=True)
        self._folded = card(self._reasons, self._others, kind="hint")
        self._chip, self._set_by = SeverityChip(None), label("", "meta", "muted")
        self._change = button(_("Change…"))
        self._change.setAccessibleName(_("Change the severity"))
        self._targets = label("", "meta", "muted", wrap=True)
        self._updates = label("", "meta", "muted", wrap=True)
        self._build_panel()
        self._build_lapsed()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._title, self._before, self._changes, self._lapsed, self._matrix):
            column.addWidget(part)
        reason = row(self._first, self._why)
        reason.setStretch(0, 1)
        column.addLayout(reason)
        column.addWidget(self._folded)
        column.addSpacing(8)
        column.addWidget(label(_("Severity"), "item_strong"))
        column.addLayout(row(self._chip, self._set_by, None, self._change, spacing=12))
        column.addWidget(self._panel)
        column.addWidget(self._targets)
        column.addWidget(self._updates)
        column.addStretch()
        self._folded.hide()
        self._panel.hide()
        self._before.hide()
        self._changes.hide()

    def _build_panel(self) -> None:
        severities = [("", _("As proposed")), *((str(number), severity_text(number)) for number in NUMBERS)]
        self._severity, self._reason = combo(severities), QLineEdit()
        self._reason_field = Field(_("Why not the proposed one"), self._reason, strong=False)
        self._panel = QWidget()
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(Field(_("Set to"), self._severity, strong=False))
        column.addWidget(self._reason_field)

    def _build_lapsed(self) -> None:
        self._gone, self._again = label("", "meta", wrap=True), quiet_button("")
        self._lapsed = card(self._gone, self._again, kind="hint")
        self._lapsed.hide()

    def _fold(self) -> None:
        self._folded.setVisible(not self._folded.isVisibleTo(self))

    def _open(self) -> None:
        self._show_panel(shown=True)
        self._severity.setFocus()

    def _chosen(self, _index: int) -> None:
        if not self._severity.currentData():
            self._set, self._as_proposed = None, bool(self._incident and self._incident.override)
            self._show_override(None)
            self._change.setFocus()
        self._said()

    def _said(self) -> None:
        self._reason_field.clear_error()
        severity, reason = self.override()
        if severity is not None and self._panel.isVisibleTo(self):
            self._set, self._as_proposed = given(severity, reason, self._answers, self._scheme), False
        self._say_lapsed()
        self.changed.emit()

    def _set_again(self) -> None:
        """The reason of then is offered, to be taken over or written anew."""
        if self._set is not None:
            self._show_override(self._set)
            self._reason.setFocus()
            self._reason.selectAll()
            self._said()

    def _say_lapsed(self) -> None:
        gone = self._set if self._set and self._set.lapsed(self._answers, self._scheme) else None
        if gone is not None:
            self._gone.setText(lapsed_words(gone))
            set_words(self._again, _("Set {severity} again…").format(severity=severity_text(gone.severity)))
            if not self._lapsed.isVisibleTo(self):
                announce(self, self._gone.text())
        self._lapsed.setVisible(gone is not None)

    def _show_override(self, override: Override | None) -> None:
        self._severity.setCurrentIndex(
            max(0, self._severity.findData(str(override.severity) if override else ""))
        )
        with QSignalBlocker(self._reason):
            self._reason.setText(override.reason if override else "")
        self._show_panel(shown=override is not None)

    def _show_panel(self, *, shown: bool) -> None:
        self._panel.setVisible(shown)
        self._change.setVisible(not shown)
        self._reason_field.clear_error()


def _set_by(severity: int | None, found: Assessment) -> str:
    if severity is None:
        return ""
    return _("proposed") if severity == found.proposed_severity else _("set by you")


def _open_words(scheme: Scheme) -> str:
    if isinstance(scheme, ScoredScheme):
        return _("Answer the questions; not sure is an answer.")
    return _("Answer impact and urgency; not sure is an answer.")
