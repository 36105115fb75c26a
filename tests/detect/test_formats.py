"""What each format says in cases of its own, beyond the samples."""

import json
from collections.abc import Mapping

import pytest

from holdfast.detect import cef, moments, scales, syslog
from holdfast.detect.reading import read
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Signal

MOMENTS = {
    "2026-11-28T15:59:41.123456789Z": "2026-11-28T15:59:41.123456Z",
    "2026-11-28T15:59:41+01:00": "2026-11-28T14:59:41Z",
    "2026-11-28 15:59:41 +0100": "2026-11-28T14:59:41Z",
    "1795881581": "2026-11-28T15:59:41Z",
    "1795881581.25": "2026-11-28T15:59:41.250000Z",
    "1795881581000": "2026-11-28T15:59:41Z",
    "1795881581000000000": "2026-11-28T15:59:41Z",
    "Sat Nov 28 15:59:41 UTC 2026": "2026-11-28T15:59:41Z",
    "Nov 28 2026 15:59:41.5 GMT": "2026-11-28T15:59:41Z",
    "Sat, 28 Nov 2026 15:59:41 +0100": "2026-11-28T14:59:41Z",
    "Sat, 28 Nov 2026 15:59:41 -0000": "2026-11-28T15:59:41Z",
    "0001-01-01T00:00:00Z": "",
    "2026-11-28T15:59:41": "",
    "2026-13-28T15:59:41Z": "",
    "Nov 28 15:59:41": "",
    "Sat Nov 28 16:59:41 CET 2026": "",
    "9999-12-31T23:59:59-10:00": "",
    "٣" * 10: "",
    "soon": "",
    "0": "",
    "": "",
}


@pytest.mark.parametrize(("text", "stored"), MOMENTS.items())
def test_a_moment_has_one_form_and_none_without_its_zone(text: str, stored: str) -> None:
    assert moments.moment(text) == stored


def test_a_time_that_is_no_moment_stays_readable() -> None:
    kept: dict[str, str] = {}
    assert moments.kept_moment("last night", "time", kept) == ""
    assert moments.kept_moment("0001-01-01T00:00:00Z", "never", kept) == ""
    assert kept == {"time": "last night"}


def test_words_of_severity_are_known_in_any_case_and_others_are_none() -> None:
    words = {
        "Critical": 5,
        "DISASTER": 5,
        "high": 4,
        "error": 4,
        "Warning": 3,
        "average": 3,
        "info": 2,
        "low": 1,
    }
    assert {word: scales.severity(word) for word in words} == words
    assert scales.severity("hot") == scales.severity("5") == scales.severity("") == 0


# --- Alertmanager and Grafana ---


def alert(**members: object) -> dict[str, object]:
    return {"status": "firing", "labels": {"alertname": "A"}, **members}


def signals(value: object) -> tuple[Signal, ...]:
    return read("x.json", json.dumps(value).encode()).signals


def test_the_list_of_the_api_tells_silenced_alerts() -> None:
    listed = [{**alert(), "status": {"state": state}} for state in ("active", "suppressed")]
    assert [each.status for each in signals(listed)] == ["firing", "suppressed"]


def test_an_alert_without_a_name_is_called_by_its_title() -> None:
    (told,) = signals({"version": "4", "alerts": [alert(labels={"a": "1"}, annotations={"summary": "Full"})]})
    assert told.name == "Full"
    with pytest.raises(UserError, match="no name"):
        signals({"version": "4", "alerts": [alert(labels={"a": "1"})]})


def test_the_end_of_a_firing_alert_is_only_expected() -> None:
    ends = "2026-11-28T15:59:41Z"
    firing, resolved = signals(
        {"version": "4", "alerts": [alert(endsAt=ends), alert(endsAt=ends, status="resolved")]}
    )
    assert (firing.ended, resolved.ended) == ("", ends)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "//host/x", "http://a b", "https://a\n"]
)
def test_an_address_that_no_browser_should_open_is_left_out(url: str) -> None:
    (told,) = signals({"version": "4", "alerts": [alert(generatorURL=url)]})
    assert told.url in {"", "https://a"}


def test_two_organisations_of_one_grafana_are_two_sources_of_alerts() -> None:
    of = [signals({"version": "1", "orgId": org, "alerts": [alert(fingerprint="f")]})[0] for org in (1, 2)]
    assert of[0].fingerprint != of[1].fingerprint


# --- Nagios and Icinga ---


def notification(kind: str, state: str) -> str:
    return f"Notification Type: {kind}\nHost: h\nState: {state}\n"


STATUSES = {
    ("PROBLEM", "DOWN"): "firing",
    ("RECOVERY", "UP"): "resolved",
    ("ACKNOWLEDGEMENT", "DOWN"): "acknowledged",
    ("ACKNOWLEDGEMENT (ben)", "DOWN"): "acknowledged",
    ("FLAPPINGSTART", "UP"): "firing",
    ("FLAPPINGSTOP", "UP"): "resolved",
    ("DOWNTIMESTART", "UP"): "suppressed",
    ("DOWNTIMEEND", "DOWN"): "firing",
    ("CUSTOM", "OK"): "resolved",
}


@pytest.mark.parametrize(("said", "status"), STATUSES.items())
def test_a_notification_tells_its_status(said: tuple[str, str], status: str) -> None:
    (told,) = read("notification.txt", notification(*said).encode()).signals
    assert told.status == status


def test_several_notifications_in_one_file_are_several_alerts() -> None:
    text = (
        notification("PROBLEM", "DOWN")
        + "\n"
        + notification("RECOVERY", "UP")
        + "\nNotification Type: PROBLEM\n"
    )
    told = read("notification.txt", text.encode())
    assert [each.status for each in told.signals] == ["firing", "resolved"]
    assert [(each.place, each.why) for each in told.unread] == [("line 9", "it names no host")]


def test_a_block_that_is_not_closed_gives_no_state() -> None:
    block = b"servicestatus {\n\thost_name=h\n\tservice_description=s\n\tcurrent_state=2\n\t}\n"
    told = read("status.dat", block * 2 + block.rstrip(b"}\n\t"))
    assert len(told.signals) == 2
    assert [each.place for each in told.unread] == ["line 11"]
    assert "not closed" in told.unread[0].why


EVENTS: list[tuple[Mapping[str, object], str]] = [
    ({"type": "StateChange", "state": 1.0, "state_type": 1.0}, "firing DOWN"),
    ({"type": "StateChange", "state": 0.0, "state_type": 1.0}, "resolved UP"),
    ({"type": "CheckResult", "check_result": {"state": 1.0, "state_type": 1.0}}, "resolved UP"),
    ({"type": "CheckResult", "check_result": {"state": 2.0, "state_type": 1.0}}, "firing DOWN"),
    ({"type": "StateChange", "service": "s", "state": 1.0, "downtime_depth": 1}, "suppressed WARNING"),
    ({"type": "StateChange", "service": "s", "state": 3.0, "acknowledgement": True}, "acknowledged UNKNOWN"),
]


@pytest.mark.parametrize(("event", "told"), EVENTS)
def test_an_event_of_icinga_tells_its_state(event: Mapping[str, object], told: str) -> None:
    (signal,) = read("event.json", json.dumps({"host": "h", **event}).encode()).signals
    assert f"{signal.status} {signal.annotations['state']}" == told


# --- Zabbix ---


def zabbix(**members: object) -> Signal:
    (told,) = signals(
        {"event_value": "1", "trigger_name": "T", "trigger_id": "7", "host_name": "h", **members}
    )
    return told


def test_a_problem_of_zabbix_is_acknowledged_and_resolved() -> None:
    assert zabbix().status == "firing"
    assert zabbix(event_update_action="acknowledged").status == "acknowledged"
    assert zabbix(event_update_action="unacknowledged").status == "firing"
    assert zabbix(event_value=0, event_id="2").status == "resolved"
    assert zabbix(event_value="0").fingerprint == zabbix(event_id="3").fingerprint


def test_each_severity_of_zabbix_has_one_here() -> None:
    assert [zabbix(event_nseverity=str(number)).severity for number in range(6)] == [0, 2, 3, 3, 4, 5]
    assert zabbix(event_severity="Disaster").severity == 5


def test_names_are_known_as_macros_are_written_and_what_has_no_value_is_left_out() -> None:
    (told,) = signals(
        {"{EVENT.VALUE}": "1", "TRIGGER.NAME": "T", "HOST.NAME": "{HOST.NAME}", "EVENT.OPDATA": "*UNKNOWN*"}
    )
    assert told.labels == {}
    assert "event_opdata" not in told.annotations


def test_tokens_of_a_webhook_are_not_kept() -> None:
    assert "s3cret" not in str(zabbix(zabbix_api_token="s3cret", HTTP_Password="s3cret"))


# --- CEF ---


def test_the_escapes_of_a_cef_header_and_extension() -> None:
    told = cef.read_line(
        r"CEF:0|A\|B|P\\|1|id|a\|b=c|10|msg=x\=y\\z\nnew act= cs1Label=L cs1=two words dst=d"
    )
    assert (told.source, told.name, told.severity) == (r"A|B P\ ".strip(), "a|b=c", 5)
    assert told.annotations["msg"] == "x=y\\z\nnew"
    assert told.annotations["cs1"] == "two words"
    assert told.labels["destination"] == "d"


@pytest.mark.parametrize(
    ("word", "number"), [("0", 1), ("3", 1), ("4", 3), ("7", 4), ("9", 5), ("Very-High", 5), ("11", 0)]
)
def test_severities_of_cef(word: str, number: int) -> None:
    assert cef.read_line(f"CEF:1|v|p|1|id|n|{word}|").severity == number


# --- syslog ---


def test_severity_comes_from_the_priority() -> None:
    of = [syslog.read_line(f"<{8 * 16 + number}>Nov  8 15:59:41 h app: x") for number in range(8)]
    assert [each.severity for each in of] == [5, 5, 5, 4, 3, 2, 2, 1]
    assert of[0].labels["facility"] == "local0"


def test_a_line_of_rfc_5424_may_say_nothing_but_its_priority() -> None:
    told = syslog.read_line("<165>1 - - evntslog - ID47 -")
    assert (told.name, told.started) == ("ID47", "")


@pytest.mark.parametrize(
    "line", ["<192>x", "<1>1 - - -", '<1>1 - - - - - [a b="c"', '<1>1 - - - - - [a b="c"]x', "words"]
)
def test_what_is_no_line_of_syslog_says_why(line: str) -> None:
    with pytest.raises(UserError):
        syslog.read_line(line)


def test_a_long_message_names_its_alert_by_its_beginning() -> None:
    told = syslog.read_line("<34>Nov 28 15:59:41 h app: " + "word " * 100)
    assert told.name == ("word " * 40)[:200] + "…"
    assert told.annotations["description"] == ("word " * 100).strip()
