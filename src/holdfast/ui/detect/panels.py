"""What is asked in place before something is done to the alerts that are chosen."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from holdfast.detect import acts
from holdfast.detect.silences import matcher, silence
from holdfast.domain.alert import Alert
from holdfast.domain.errors import UserError
from holdfast.domain.silence import Matcher
from holdfast.domain.text import clean_line, needed
from holdfast.domain.timeahead import parse_until
from holdfast.domain.timewords import stamp_text
from holdfast.store.store import Store
from holdfast.ui.kit.aside import Aside
from holdfast.ui.kit.forms import Field, NoteEdit, ParsedField, combo, row
from holdfast.ui.kit.panel import Panel
from holdfast.words import _, ngettext

_MOST_OFFERED: Final = 200  # open incidents to choose from
_LABELS: Final = 4  # matchers that a silence begins with
_IN_PLACE: Final = ("severity", "priority")  # labels that say nothing of which alert it is


class AlertsPanel(Panel):
    """Asks one thing for all chosen alerts, and does it."""

    done = Signal(str)
    """What was done, in a sentence."""

    def __init__(self, store: Store, aside: Aside, alerts: Sequence[Alert], verb: str) -> None:
        super().__init__(f"{verb}: {which(alerts)}", verb)
        self._store, self._aside, self._alerts = store, aside, alerts
        self._idents = [each.id for each in alerts]
        self._is_doing = False
        self._fields = self._made()
        self._lay_out()

    def _lay_out(self) -> None:
        for field in self._fields:
            self._body.addWidget(field)

    def controls(self) -> list[QWidget]:
        return [field.control for field in self._fields]

    def submit(self) -> None:
        if self._is_doing:
            return
        for field in self._fields:
            field.clear_error()
        try:
            work = self._work()
        except UserError as error:
            self._wrong(error)
            return
        self._is_doing = self._aside(work, self._did, self._wrong)

    def _did(self, result: object) -> None:
        self.done.emit(self._told(result))
        self.left.emit()

    def _wrong(self, error: UserError) -> None:
        self._is_doing = False
        self._fields[0].show_error(error)

    def _made(self) -> list[Field]:
        raise NotImplementedError

    def _work(self) -> Callable[[Store], object]:
        """What is done on another thread with what the fields say; UserError where they lack something."""
        raise NotImplementedError

    def _told(self, result: Any) -> str:  # noqa: ANN401  (as each work has it)
        """What was done, from what the work gave."""
        raise NotImplementedError


class ResolvePanel(AlertsPanel):
    """Why alerts are over although their source has not said so."""

    def __init__(self, store: Store, aside: Aside, alerts: Sequence[Alert]) -> None:
        super().__init__(store, aside, alerts, _("Resolve"))
        self.add_foot(_("For what its source will not say is over. It comes back where it fires again."))

    def _made(self) -> list[Field]:
        return [Field(_("Reason"), QLineEdit())]

    def _work(self) -> Callable[[Store], object]:
        return partial(acts.resolve, idents=self._idents, reason=_reason(self._fields[0]))

    def _told(self, result: int) -> str:
        words = ngettext("{count} alert is resolved.", "{count} alerts are resolved.", result)
        return words.format(count=result)


class AttachPanel(AlertsPanel):
    """The open incident that alerts belong to."""

    def __init__(self, store: Store, aside: Aside, alerts: Sequence[Alert]) -> None:
        super().__init__(store, aside, alerts, _("Attach to incident"))
        self.add_foot(_("Alerts that fire are acknowledged by it, and what becomes of them is told there."))

    def _made(self) -> list[Field]:
        rows = self._store.incidents.page(self._store.query("phase:open"), "due", 0, _MOST_OFFERED)
        self._open = combo([(row.id, f"{row.ref}  {row.title}") for row in rows])
        self._open.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return [Field(_("Incident"), self._open)]

    def _work(self) -> Callable[[Store], object]:
        ident = self._open.currentData()
        if not ident:
            raise UserError(_("No incident is open."), hint=_("Declare one from the alert."))
        return partial(acts.link, idents=self._idents, incident=ident)

    def _told(self, result: object) -> str:
        return _("Attached to {incident}.").format(incident=self._open.currentText().split("  ")[0])


class SilencePanel(AlertsPanel):
    """Which alerts are kept quiet, until when, and why."""

    def __init__(self, store: Store, aside: Aside, alerts: Sequence[Alert]) -> None:
        super().__init__(store, aside, alerts, _("Silence"))
        told = _("Alerts that fit every line are kept quiet, those to come too.")
        of_drill = _("Alerts of this drill that fit every line are kept quiet until it ends, no real ones.")
        self.add_foot(of_drill if alerts and alerts[0].drill else told)

    def _made(self) -> list[Field]:
        self._lines, zone = NoteEdit(lines=2, most=4), self._store.zone
        self._lines.setPlainText("\n".join(_written(one) for one in shared(self._alerts)))
        hint = _("One a line: service=billing, host!=db1, alertname=~Disk* for names that begin so.")
        self._until = ParsedField(
            _("Until"),
            partial(parse_until, now=self._store.now(), zone=zone),
            lambda at: stamp_text(at, zone),
            required=True,
            empty=_("2h, 18:00, tomorrow 8:00"),
        )
        return [
            Field(_("Which alerts"), self._lines, hint=hint),
            self._until,
            Field(_("Reason"), QLineEdit()),
        ]

    def _lay_out(self) -> None:
        lines, until, reason = self._fields
        self._body.addWidget(lines)
        beside = row(until, reason, spacing=16)
        beside.setStretch(1, 1)
        for field in (until, reason):
            beside.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self._body.addLayout(beside)

    def first(self) -> QWidget:
        return self._until.control

    def submit(self) -> None:
        whole, until = self._until.checked()
        if (
            whole
            and until is not None
            and self._checked(self._fields[2], partial(_reason, self._fields[2])) is not None
        ):
            super().submit()

    def _checked(self, field: Field, work: Callable[[], str]) -> str | None:
        try:
            return work()
        except UserError as error:
            field.show_error(error)
            return None

    def _work(self) -> Callable[[Store], object]:
        until = self._until.value()
        assert until is not None
        lines = [line for line in self._lines.toPlainText().splitlines() if line.strip()]
        matchers, drill = [matcher(line) for line in lines], acts.drill_of(self._alerts)
        return partial(silence, matchers=matchers, until=until, reason=_reason(self._fields[2]), drill=drill)

    def _told(self, result: object) -> str:
        until = self._until.value()
        return _("Silenced until {time}.").format(time=stamp_text(until, self._store.zone) if until else "")


def shared(alerts: Sequence[Alert]) -> list[Matcher]:
    """The matchers that a silence of these begins with: the name, and what all of them say alike."""
    first = alerts[0]
    names = {each.name for each in alerts}
    found = [Matcher("alertname", "=", first.name)] if len(names) == 1 else []
    if first.service and all(each.service == first.service for each in alerts):
        found.append(Matcher("service", "=", first.service))
    for label, value in first.labels.items():
        alike = bool(value) and all(each.labels.get(label) == value for each in alerts)
        if alike and label not in (*_IN_PLACE, "alertname", "service") and len(found) < _LABELS:
            found.append(Matcher(label, "=", value))
    return found


def _reason(field: Field) -> str:
    return needed(clean_line(field.line().text(), _("The reason")), _("The reason"))


def _written(one: Matcher) -> str:
    return f"{one.label}{one.sign}{one.value}"


def which(alerts: Sequence[Alert]) -> str:
    """The one alert by its name, or how many they are."""
    if len(alerts) == 1:
        return alerts[0].name
    return ngettext("{count} alert", "{count} alerts", len(alerts)).format(count=len(alerts))
