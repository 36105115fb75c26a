"""E-mail files: the subject, the body's own form, and what hostile ones cost."""

import pytest

from holdfast.detect.reading import read
from holdfast.domain.errors import UserError
from holdfast.domain.signal import Reading, Signal


def mail(subject: str, body: str = "", head: str = "") -> Reading:
    return read("a.eml", f"From: w@site.example\nSubject: {subject}\n{head}\n{body}".encode())


def signal(subject: str, body: str = "", head: str = "") -> Signal:
    (told,) = mail(subject, body, head).signals
    return told


SUBJECTS = {
    "Cooling fails": ("Cooling fails", "firing", 0),
    "[FIRING:3] Cooling fails (room 3)": ("Cooling fails (room 3)", "firing", 0),
    "[RESOLVED] Cooling fails": ("Cooling fails", "resolved", 0),
    "Problem: Cooling fails": ("Cooling fails", "firing", 0),
    "Resolved in 5m 3s: Cooling fails": ("Cooling fails", "resolved", 0),
    "** PROBLEM Service Alert: h/s is CRITICAL **": ("Service Alert: h/s", "firing", 5),
    "** RECOVERY Service Alert: h/s is OK **": ("Service Alert: h/s", "resolved", 0),
    "[ACKNOWLEDGEMENT] disk on h is WARNING!": ("disk on h", "acknowledged", 3),
    "[site] Cooling fails": ("[site] Cooling fails", "firing", 0),
}


@pytest.mark.parametrize(("subject", "told"), SUBJECTS.items())
def test_a_subject_names_the_alert_and_its_status(subject: str, told: tuple[str, str, int]) -> None:
    of = signal(subject, "words")
    assert (of.name, of.status, of.severity) == told
    assert of.labels == {"from": "w@site.example"}


def test_a_recovery_by_mail_is_the_same_alert_as_its_problem() -> None:
    problem, recovery = signal("[FIRING:1] Full"), signal("[RESOLVED] Full")
    assert problem.fingerprint == recovery.fingerprint


def test_a_body_of_icinga_takes_what_it_is_about_from_the_subject() -> None:
    body = "***** Service Monitoring on i *****\n\ndisk on h is WARNING!\n\nService: disk\nHost:    h\n"
    told = signal("[ACKNOWLEDGEMENT] disk on h is WARNING!", body)
    assert (told.source, told.name, told.status, told.severity) == ("icinga", "disk", "acknowledged", 3)


def test_a_body_in_json_is_read_as_such() -> None:
    body = '{"version": "4", "alerts": [{"status": "firing", "labels": {"alertname": "Inner"}}]}'
    assert signal("Outer", body).name == "Inner"
    assert signal("Outer", body[:-1]).name == "Outer"


def test_a_body_that_only_looks_like_a_notification_leaves_the_subject_and_says_so() -> None:
    told = mail("Full", "***** Nagios *****\nNotification Type: PROBLEM\n")
    assert [each.name for each in told.signals] == ["Full"]
    assert [each.why for each in told.unread] == ["it names no host"]


def test_html_is_read_as_its_words() -> None:
    unshown = "<head><title>x</title></head><style>p {}</style>"
    body = f"<html>{unshown}<p>Room&nbsp;3 &lt;hot&gt;</p><script>go()</script>"
    assert signal("Hot", body, "Content-Type: text/html\n").annotations["description"] == "Room 3 <hot>"


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-8", "\x80"])
def test_a_wrong_charset_loses_no_mail(charset: str) -> None:
    data = (
        f"From: w\nSubject: =?{charset}?q?=E4?=\nContent-Type: text/plain; charset={charset}\n\n".encode()
        + b"\xe4"
    )
    (told,) = read("a.eml", data).signals
    assert told.name == "ä" or charset == "\x80"
    assert told.annotations["description"] == "ä"


def test_an_encoded_subject_that_is_damaged_stays_as_it_is() -> None:
    assert signal("=?utf-8?b?abcde?=").name == "=?utf-8?b?abcde?="


def test_a_mail_inside_a_mail_is_an_attachment() -> None:
    inner = "--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ninner words\n--b--\n"
    told = mail("Outer", inner, 'Content-Type: multipart/mixed; boundary="b"\n')
    assert [each.name for each in told.signals] == ["Outer"]
    assert "inner" not in str(told.signals)
    assert len(told.unread) == 1


def test_a_mail_without_a_subject_is_refused() -> None:
    with pytest.raises(UserError, match="no subject"):
        read("a.eml", b"From: w@site.example\n\nwords")


HOSTILE = {
    "parts in parts": b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(2_000)
    ),
    "a header without end": b"Subject: " + b"=?utf-8?q?a?= " * 100_000,
    "parameters without end": b"Content-Type: multipart/mixed" + b'; a="b\\"' * 100_000,
    "lines without end": b"Subject: a\n\n" + b"\n" * 300_000,
    "many parts": b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 200,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_mail_that_would_take_too_long_is_refused_first(data: bytes) -> None:
    with pytest.raises(UserError, match=r"too many parts or lines|header line of more"):
        read("a.eml", b"From: w\n" + data)


def test_marks_without_end_in_a_body_cost_little() -> None:
    # with a parser that looks back from each mark, each of these takes hours
    for marks in ("<style", "<", "<!--", "&amp"):
        assert signal("Hot", marks * 100_000, "Content-Type: text/html\n").name == "Hot"
