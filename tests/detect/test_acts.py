"""What a person does about alerts."""

from dataclasses import replace

import pytest

from holdfast.detect.acts import acknowledge, link, reopen, resolve, unlink
from holdfast.domain.errors import UserError
from holdfast.respond.incident import timeline_of
from holdfast.respond.undo import undo
from holdfast.store.alerts_asked import AlertsAsked
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.detect.signals import DISK, OVER, disk_alert, hand_in


def test_an_alert_is_answered_opened_again_and_resolved_with_a_reason(store: Store) -> None:
    hand_in(store, DISK)
    ident = disk_alert(store).id
    acknowledge(store, [ident])
    alert = disk_alert(store)
    assert (alert.status, alert.answered_by) == ("acknowledged", store.by and store.by.operator)
    with pytest.raises(UserError, match="acknowledged already"):
        acknowledge(store, [ident])
    reopen(store, [ident])
    alert = disk_alert(store)
    assert (alert.status, alert.answered is not None) == ("firing", True)
    with pytest.raises(UserError, match="reason"):
        resolve(store, [ident], " ")
    resolve(store, [ident], "Seen on the host")
    alert = disk_alert(store)
    assert (alert.status, alert.said) == ("resolved", "Seen on the host")


def test_who_answers_several_hears_how_many_had_no_answer_yet(store: Store) -> None:
    hand_in(store, *(replace(DISK, given=f"{number}") for number in range(5)))
    idents = store.alerts.idents(AlertsAsked(), 10)
    assert acknowledge(store, idents[:2]) == 2
    assert acknowledge(store, idents) == 3
    assert reopen(store, idents[1:]) == 4
    assert resolve(store, idents[:4], "Seen") == 4
    assert resolve(store, idents, "Seen") == 1


def test_what_is_over_is_not_answered(store: Store) -> None:
    hand_in(store, OVER)
    with pytest.raises(UserError, match="resolved already"):
        acknowledge(store, [disk_alert(store).id])


def test_joining_answers_what_fires_and_taking_off_is_said(store: Store) -> None:
    hand_in(store, DISK)
    incident = declare(store, Declaration("Billing is slow"))
    link(store, [disk_alert(store).id], incident.id)
    alert = disk_alert(store)
    assert (alert.incident, alert.status) == (incident.id, "acknowledged")
    assert store.alerts.of_incident(incident.id) == [alert]
    assert [row.ref for row in store.alerts.page(AlertsAsked(), 5)] == [incident.ref]
    unlink(store, alert.id)
    assert disk_alert(store).incident == ""
    with pytest.raises(UserError, match="belongs to no incident"):
        unlink(store, alert.id)
    with pytest.raises(UserError):
        link(store, [alert.id], "none")


def test_an_alert_that_joins_another_incident_leaves_the_first(store: Store) -> None:
    hand_in(store, DISK)
    first, other = (declare(store, Declaration(title)) for title in ("Billing is slow", "Disk full"))
    ident = disk_alert(store).id
    for incident in (first, other):
        link(store, [ident], incident.id)
    assert store.alerts.of_incident(first.id) == []
    assert [each.id for each in store.alerts.of_incident(other.id)] == [ident]
    told = [row.text for row in timeline_of(store, first.id) if row.kind == "alert"]
    assert told == [
        "Alert joined: DiskFilling",
        "Alert acknowledged: DiskFilling",
        "Alert taken off: DiskFilling",
    ]


def test_joining_is_taken_back_and_done_again(store: Store) -> None:
    hand_in(store, DISK)
    incident = declare(store, Declaration("Billing is slow"))
    link(store, [disk_alert(store).id], incident.id)
    undo(store, incident.id)
    assert (disk_alert(store).incident, disk_alert(store).status) == ("", "firing")
    undo(store, incident.id, again=True)
    assert (disk_alert(store).incident, disk_alert(store).status) == (incident.id, "acknowledged")
    hand_in(store, OVER)
    with pytest.raises(UserError):
        undo(store, incident.id)
    assert disk_alert(store).conflicts == ()
