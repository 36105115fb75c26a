"""What a person does about alerts: acknowledge, resolve, let fire again, join to an incident."""

from collections.abc import Iterable, Sequence

from holdfast.domain.alert import Alert, status_word
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.signal import AlertStatus
from holdfast.domain.text import clean_line, needed
from holdfast.store.store import Store
from holdfast.words import _


def move_news(alerts: Iterable[Alert], status: AlertStatus, reason: str = "", silence: str = "") -> list[New]:
    """The entries that move alerts to a status; those that have it already are left out."""
    body: dict[str, object] = {"reason": reason} if reason else {}
    return [
        New(
            subject("alert", alert.id),
            "alert.moved",
            {"name": alert.name, "status": [alert.status, status], **body},
            about=_beside(alert, silence),
        )
        for alert in alerts
        if alert.status != status
    ]


def _beside(alert: Alert, silence: str = "") -> tuple[str, ...]:
    named = (("incident", alert.incident), ("silence", silence))
    return tuple(subject(kind, ident) for kind, ident in named if ident)


def drill_of(alerts: Sequence[Alert]) -> str:
    """The drill that alerts are of, "" for real ones. UserError where some are and some are not."""
    drills = {alert.drill for alert in alerts}
    if len(drills) > 1:
        raise UserError(
            _("Some of these alerts are of a drill, and some are not. Nothing was recorded."),
            hint=_("Choose the real ones alone, or those of one drill alone."),
        )
    return next(iter(drills), "")


def acknowledge(store: Store, idents: Sequence[str]) -> int:
    """Say that somebody looks after alerts; they ask for nobody any more until they get worse. How many."""
    return _move(store, idents, "acknowledged", "", refused=("resolved",))


def resolve(store: Store, idents: Sequence[str], reason: str) -> int:
    """Say that alerts are over although their source has not said so; a reason is needed. How many."""
    reason = needed(clean_line(reason, _("The reason")), _("The reason"))
    return _move(store, idents, "resolved", reason)


def reopen(store: Store, idents: Sequence[str]) -> int:
    """Let alerts ask for somebody again. How many."""
    return _move(store, idents, "firing", "")


def _move(
    store: Store,
    idents: Sequence[str],
    status: AlertStatus,
    reason: str,
    refused: tuple[str, ...] = (),
) -> int:
    """How many there were that had another status."""
    with store.command():
        alerts = store.alerts.all_of(idents)
        news = move_news((each for each in alerts if each.status not in refused), status, reason)
        if not news:
            raise UserError(
                _("Nothing to do: {state} already.").format(state=status_word(alerts[0].status))
                if alerts
                else _("None of these alerts is there any more."),
                hint=_("Nothing was recorded."),
            )
        store.record(*news)
    return len(news)


def link(store: Store, idents: Sequence[str], incident: str) -> None:
    """Join alerts to an incident, which answers those that fire."""
    with store.command():
        alerts = store.alerts.all_of(idents)
        _check_same_drill(store, alerts, incident)
        others = [alert for alert in alerts if alert.incident != incident]
        store.record(*(_linking(alert, alert.incident, present=False) for alert in others if alert.incident))
        store.record(*(_linking(alert, incident, present=True) for alert in others))
        joined = store.alerts.all_of(idents)
        store.record(*move_news((each for each in joined if each.status == "firing"), "acknowledged"))


def join_by_station(store: Store, idents: Sequence[str], incident: str) -> int:
    """Join alerts that belong to none to an incident; they fire on until a person answers. How many."""
    with store.command():
        alerts = [each for each in store.alerts.all_of(idents) if not each.incident]
        news = [_linking(each, incident, present=True) for each in alerts]
        store.record(*news, by_station=True)
    return len(news)


def _check_same_drill(store: Store, alerts: Iterable[Alert], incident: str) -> None:
    """Refuse to mix what is real with what is practised."""
    value = store.incidents.get(incident)
    if all(alert.drill == value.drill_id for alert in alerts):
        return
    if value.drill:
        what = _("{ref} is practised in a drill; this alert is not of that drill. Nothing was recorded.")
    else:
        what = _("{ref} is a real incident, and this alert is of a drill. Nothing was recorded.")
    raise UserError(
        what.format(ref=value.ref),
        hint=_("Real alerts belong to real incidents, those of a drill to an incident declared in it."),
    )


def unlink(store: Store, ident: str) -> None:
    """Take an alert off its incident."""
    with store.command():
        alert = store.alerts.get(ident)
        if not alert.incident:
            raise UserError(_("This alert belongs to no incident."), hint=_("Nothing was changed."))
        store.record(_linking(alert, alert.incident, present=False))


def _linking(alert: Alert, incident: str, *, present: bool) -> New:
    about = (subject("incident", incident),)
    body = {"name": alert.name, "present": [not present, present]}
    return New(subject("alert", alert.id), "alert.linked", body, about=about)
