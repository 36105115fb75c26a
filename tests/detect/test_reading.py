"""Any bytes at all: they give signals, or a sentence; never anything else, and no line is lost."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.detect.reading import read
from holdfast.domain.errors import UserError
from holdfast.domain.signal import STATUSES, Reading
from tests.detect.sampled import SAMPLES, mappings

FILES = {path.name: path.read_bytes() for path in SAMPLES.iterdir() if path.suffix != ".toml"}
NAMES = st.sampled_from([*FILES, "", "x", "a.eml", "a.json"])
SIGNS = (
    "CEF:0|",
    "|",
    "\\",
    "=",
    "<34>1 ",
    "- ",
    '[a b="',
    "Subject: ",
    "\n",
    "{",
    "[",
    '"',
    ":",
    "Host: ",
    "\0",
)
WORDS_OF_FORMS = (
    "State: DOWN\n",
    "servicestatus {",
    "}",
    "boundary=",
    "=?utf-8?b?",
    "?=",
    "\ufeff",
    "***** Nagios *****",
)
KNOWN = [*FILES.values(), *(text.encode() for text in (*SIGNS, *WORDS_OF_FORMS)), b"\xff\xfe"]
PIECES = st.lists(st.sampled_from(KNOWN) | st.binary(max_size=20))


def outcome(name: str, data: bytes) -> Reading | None:
    try:
        return read(name, data, mappings())
    except UserError as error:
        return None if error.what and error.hint else pytest.fail(f"no sentence: {error}")


def in_bounds(told: Reading) -> None:
    for signal in told.signals:
        assert signal.name
        assert signal.status in STATUSES
        assert 0 <= signal.severity <= 5
        for text in (signal.name, *signal.labels, *signal.labels.values(), *signal.annotations):
            assert "\n" not in text
            assert "\x1b" not in text
        for text in (*signal.labels.values(), *signal.annotations.values()):
            assert len(text.encode()) <= 64 * 1024
    assert told.signals or not told.unread


@given(NAMES, st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(name: str, data: bytes) -> None:
    if told := outcome(name, data):
        in_bounds(told)


@given(NAMES, PIECES)
def test_pieces_of_known_forms_are_read_or_refused_with_a_sentence(name: str, pieces: list[bytes]) -> None:
    if told := outcome(name, b"".join(pieces)):
        in_bounds(told)


@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_file_with_a_wrong_byte_is_read_or_refused_with_a_sentence(name: str, data: st.DataObject) -> None:
    whole = bytearray(FILES[name])
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=5)):
        whole[at] = data.draw(st.integers(0, 255))
    if told := outcome(name, bytes(whole)):
        in_bounds(told)


@pytest.mark.parametrize("name", ["alertmanager.json", "grafana.json", "zabbix.json", "backup-1.json"])
def test_a_half_written_json_file_never_gives_a_part(name: str) -> None:
    whole = FILES[name].rstrip()
    assert [size for size in range(len(whole)) if outcome(name, whole[:size])] == []


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Mn", "Mc", "Z"]), min_size=1, max_size=20
)
LABELS = st.dictionaries(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), WORDS, max_size=5)
MOMENTS = st.datetimes().filter(lambda at: 1 < at.year <= 9900)  # what the journal can say
ALERTS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["firing", "resolved"]),
        "labels": st.tuples(LABELS, WORDS).map(lambda both: {**both[0], "alertname": both[1]}),
        "annotations": LABELS,
        "startsAt": MOMENTS.map(lambda at: at.isoformat() + "Z"),
        "endsAt": st.just("0001-01-01T00:00:00Z"),
        "fingerprint": st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    }
)


@given(st.lists(ALERTS, max_size=5))
def test_a_payload_of_alertmanager_reads_back(alerts: list[dict[str, Any]]) -> None:
    told = read("a.json", json.dumps({"version": "4", "groupLabels": {}, "alerts": alerts}).encode())
    assert told.unread == ()
    back = [(each.status, each.given) for each in told.signals]
    assert back == [(each["status"], each["fingerprint"]) for each in alerts]
    for signal, alert in zip(told.signals, alerts, strict=True):
        assert {key: normal(text) for key, text in alert["labels"].items()} == signal.labels
        assert {key: normal(text) for key, text in alert["annotations"].items()} == signal.annotations


def normal(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


SHAPES = (
    "CEF:0|a|b|1|2|Name|5|src=1 msg=x",
    "CEF:0|a|b",
    "<34>Nov 28 15:59:41 h app[1]: words",
    "<11>1 2026-11-28T15:59:41Z h app - - - words",
    "<11>1 - - - - - [broken",
    "<34>words",
    "<999>x",
    "words",
    "",
)
FREE = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=20)
LINES = st.lists(st.sampled_from(SHAPES) | FREE, max_size=12)


@given(LINES)
def test_every_line_of_a_file_of_lines_is_a_signal_or_is_told(lines: list[str]) -> None:
    first = "CEF:0|a|b|1|2|Name|5|"
    told = outcome("a.log", "\n".join([first] * 20 + lines).encode())
    assert told
    assert len(told.signals) + len(told.unread) == 20 + sum(bool(line.strip()) for line in lines)
    places = {int(each.place.removeprefix("line ")) for each in told.unread}
    assert all(lines[place - 21].strip() for place in places)


REFUSED = {
    "empty": b"",
    "nothing but white space": b" \r\n\t",
    "free words": b"The disk is full.",
    "JSON of something else": b'{"hello": 1}',
    "a list of something else": b"[1, 2]",
    "binary": bytes(range(256)),
    "too large": b"x" * (16 * 1024 * 1024 + 1),
    "too many alerts": b"<34>Nov 28 15:59:41 h app: words\n" * 10_001,
    "only bad alerts": b'{"version": "4", "alerts": [{"status": "firing"}]}',
    "no list of alerts": b'{"version": "4", "alerts": {}}',
}


@pytest.mark.parametrize("data", REFUSED.values(), ids=REFUSED)
def test_what_is_no_delivery_says_why_and_what_to_do(data: bytes) -> None:
    with pytest.raises(UserError) as refused:
        read("x", data)
    assert refused.value.what.endswith(".")
    assert refused.value.hint.endswith(".")


@pytest.mark.parametrize(
    ("alert", "why"),
    [
        ({"status": "firing"}, "“labels” is missing"),
        ({"status": "firing", "labels": {"a": 1}}, "a value of “labels” is no text"),
        ({"status": "firing", "labels": []}, "“labels” is no object"),
        ({"status": "odd", "labels": {}}, "“status” is “odd”, which is not known"),
        ({"status": "firing", "labels": {}, "annotations": 3}, "“annotations” is no object"),
        ({"status": {}, "labels": {}}, "“status” is no text"),
        (7, "it is no object"),
    ],
)
def test_the_reason_names_the_alert_that_can_not_be_read_and_its_member(alert: object, why: str) -> None:
    with pytest.raises(UserError, match=f"alert 1: {why}"):
        read("x", json.dumps({"version": "4", "alerts": [alert]}).encode())


def test_an_empty_list_of_alerts_is_a_delivery_that_says_nothing() -> None:
    assert read("x", b'{"version": "4", "alerts": []}') == Reading("alertmanager")


def payload(**alert: object) -> bytes:
    whole = {"status": "firing", "labels": {"alertname": "A"}, **alert}
    return json.dumps({"version": "4", "alerts": [whole]}).encode()


def test_texts_are_cleaned_of_what_only_terminals_understand() -> None:
    said = {"summary": "one\x1b[31m\r\ntwo\u202e\tthree"}
    (signal,) = read("x", payload(labels={"alertname": "A\x1b[2J\nB\u202e"}, annotations=said)).signals
    assert signal.name == "A[2J B"
    assert signal.annotations == {"summary": "one[31m\ntwo\tthree"}


def test_a_long_annotation_is_cut_and_says_so_and_a_long_label_refuses_its_alert() -> None:
    (signal,) = read("x", payload(annotations={"a": "ü" * 70_000})).signals
    assert signal.annotations["a"].endswith("… (cut here; all of it has 70000 characters)")
    assert len(signal.annotations["a"].encode()) <= 64 * 1024
    with pytest.raises(UserError, match="its label long is longer than 65536 bytes"):
        read("x", payload(labels={"alertname": "A", "long": "ü" * 40_000}))


def test_a_name_of_which_nothing_can_be_seen_is_none() -> None:
    with pytest.raises(UserError, match="it has no name"):
        read("x", payload(labels={"alertname": "\u200b"}))


def test_a_line_too_long_for_an_alert_is_told_and_the_others_come_in() -> None:
    line = "CEF:0|a|b|1|2|Name|5|"
    told = read("x", f"{line}\n{line}{'a=b ' * 40_000}\n".encode())
    assert len(told.signals) == 1
    assert [each.why for each in told.unread] == ["the line has more than 131072 characters"]


def test_many_combining_marks_are_bounded() -> None:
    # composing them takes the square of their number: 64 kB took 0.8 s
    (signal,) = read("x", payload(annotations={"a": "a" + "\u0315\u0300" * 30_000})).signals
    assert len(signal.annotations["a"]) <= 31


def test_half_a_sign_is_no_label() -> None:
    with pytest.raises(UserError, match="bytes that are not text"):
        read("x", b'{"version": "4", "alerts": [{"status": "firing", "labels": {"alertname": "\\ud800"}}]}')


def test_labels_that_become_the_same_are_no_labels() -> None:
    with pytest.raises(UserError, match="two of its labels have the same name"):
        read("x", payload(labels={"alertname": "A", "a\x1b": "1", "a": "2"}))


def test_a_good_alert_comes_in_beside_a_bad_one() -> None:
    alerts = [{"status": "firing", "labels": {"alertname": "A"}}, {"status": "odd", "labels": {}}, 7]
    told = read("x", json.dumps({"version": "4", "alerts": alerts}).encode())
    assert [each.name for each in told.signals] == ["A"]
    assert [each.place for each in told.unread] == ["alert 2", "alert 3"]
    assert "odd" in told.unread[0].why


def test_a_file_of_events_keeps_the_good_lines() -> None:
    good = '{"type":"StateChange","host":"h","state":1.0,"state_type":1.0}'
    told = read("x", f"{good}\n{{}}\n{good[:-9]}\n\n{good}\n".encode())
    assert len(told.signals) == 2
    assert [each.place for each in told.unread] == ["line 2", "line 3"]


def test_a_mapping_for_the_name_goes_before_known_formats() -> None:
    from holdfast.detect.mapping import load

    about = 'name = "mine"\nmatch = "A*.JSON"\nformat = "json"\nalerts = "alerts"\n'
    mine = load(about + '[fields]\nname = "labels.alertname"\n')
    assert read("alerts.json", payload(), [mine]).format == "mine"
    assert read("other.json", payload(), [mine]).format == "alertmanager"
