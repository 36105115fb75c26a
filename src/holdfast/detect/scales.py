"""What the words and numbers of other systems mean here: severities from 1 to 5, and statuses."""

from typing import Final, Literal

from holdfast.domain.signal import CRITICAL, HIGH, INFORMATION, LOW, UNSAID, WARNING, AlertStatus

SeverityWord = Literal["critical", "high", "warning", "information", "low"]
"""How a severity is written in texts of Holdfast's own."""
SEVERITIES: Final[dict[str, int]] = {
    **dict.fromkeys(
        ("critical", "crit", "disaster", "fatal", "emergency", "emerg", "alert", "panic", "page"), CRITICAL
    ),
    **dict.fromkeys(("very-high", "very high", "blocker", "p1", "sev1", "sev-1"), CRITICAL),
    **dict.fromkeys(("high", "major", "error", "err", "p2", "sev2", "sev-2"), HIGH),
    **dict.fromkeys(
        ("warning", "warn", "average", "medium", "moderate", "minor", "p3", "sev3", "sev-3"), WARNING
    ),
    **dict.fromkeys(("information", "informational", "info", "notice", "p4", "sev4", "sev-4"), INFORMATION),
    **dict.fromkeys(("low", "debug", "trivial", "p5", "sev5", "sev-5"), LOW),
}
STATUSES: Final[dict[str, AlertStatus]] = {
    **dict.fromkeys(
        ("firing", "problem", "alerting", "alert", "active", "triggered", "open", "new", "down", "failed"),
        "firing",
    ),
    **dict.fromkeys(
        ("resolved", "ok", "recovery", "recovered", "closed", "cleared", "normal", "up", "inactive"),
        "resolved",
    ),
    **dict.fromkeys(("acknowledged", "acknowledgement", "ack"), "acknowledged"),
    **dict.fromkeys(
        ("suppressed", "silenced", "muted", "inhibited", "downtime", "maintenance"), "suppressed"
    ),
}
ZABBIX: Final = (UNSAID, INFORMATION, WARNING, WARNING, HIGH, CRITICAL)
SYSLOG: Final = (CRITICAL, CRITICAL, CRITICAL, HIGH, WARNING, INFORMATION, INFORMATION, LOW)
CEF: Final = (LOW, LOW, LOW, LOW, WARNING, WARNING, WARNING, HIGH, HIGH, CRITICAL, CRITICAL)
# Of Nagios and Icinga; UNKNOWN says that the check itself could not tell.
STATES: Final[dict[str, int]] = {
    "OK": UNSAID,
    "UP": UNSAID,
    "WARNING": WARNING,
    "CRITICAL": CRITICAL,
    "DOWN": CRITICAL,
    "UNREACHABLE": HIGH,
    "UNKNOWN": UNSAID,
}
GOOD: Final = frozenset({"OK", "UP"})
HOST_STATES: Final = ("UP", "DOWN", "UNREACHABLE")
SERVICE_STATES: Final = ("OK", "WARNING", "CRITICAL", "UNKNOWN")
# What a notification of Nagios or Icinga is about -> the status it tells, None where its state tells it.
NOTIFICATIONS: Final[dict[str, AlertStatus | None]] = {
    "PROBLEM": "firing",
    "RECOVERY": "resolved",
    "ACKNOWLEDGEMENT": "acknowledged",
    "FLAPPINGSTART": "firing",
    "FLAPPINGSTOP": None,
    "FLAPPINGEND": None,
    "FLAPPINGDISABLED": None,
    "DOWNTIMESTART": "suppressed",
    "DOWNTIMEEND": None,
    "DOWNTIMEREMOVED": None,
    "DOWNTIMECANCELLED": None,
    "CUSTOM": None,
}


def severity(word: str) -> int:
    """The severity that a word tells; 0 where it is unknown."""
    return SEVERITIES.get(word.strip().casefold(), UNSAID)


def status_of_state(state: str) -> AlertStatus:
    """The status that a state of Nagios or Icinga tells by itself."""
    return "resolved" if state in GOOD else "firing"
