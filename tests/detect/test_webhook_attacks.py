"""What attackers send to the webhook: each is refused with its status, logged, and stores nothing."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from holdfast.detect.limits import Limits, Rate
from holdfast.store.opening import open_store
from tests.detect.knocking import Knock, heard, listening, payload, status

BODY = payload("DiskFull")
LARGE = 300 * 1024
QUICK = Limits(head_seconds=0.1, body_seconds=0.1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_store(tmp_path / "store").close()
    return tmp_path / "store"


@pytest.fixture
def knock(folder: Path) -> Iterator[Knock]:
    with listening(folder, QUICK) as webhook:
        yield Knock(folder, webhook)


def sent(
    start: str = "POST /alerts HTTP/1.1", body: bytes = BODY, **fields: str | None
) -> Callable[[Knock], int]:
    """A request that differs from a good one by this."""

    def send(knock: Knock) -> int:
        fields.setdefault("Content_Length", str(len(body)))
        return status(knock.send(knock.head(start, **fields) + body))

    return send


def as_it_is(data: bytes) -> Callable[[Knock], int]:
    return lambda knock: status(knock.send(data))


def chunked(knock: Knock) -> int:
    head = knock.head(Transfer_Encoding="chunked")
    return status(knock.send(head + b"4b000\r\n" + b" " * LARGE + b"\r\n0\r\n\r\n"))


def both_lengths(knock: Knock) -> int:
    head = knock.head(Transfer_Encoding="chunked", Content_Length="4")
    return status(knock.send(head + b"0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n"))


def two_lengths(knock: Knock) -> int:
    head = knock.head(Content_Length="4").replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n")
    return status(knock.send(head + b"{}{}{"))


def two_tokens(knock: Knock) -> int:
    head = knock.head(Content_Length=str(len(BODY)))
    return status(knock.send(head.replace(b"\r\n\r\n", b"\r\nAuthorization: Bearer x\r\n\r\n") + BODY))


def slow_head(knock: Knock) -> int:
    """It begins, and never ends; nothing more of it comes."""
    with socket.create_connection(("127.0.0.1", knock.webhook.port), 20) as line:
        line.sendall(b"POST /alerts HTTP/1.1\r\nHost: ")
        return status(heard(line))


def slow_body(knock: Knock) -> int:
    with socket.create_connection(("127.0.0.1", knock.webhook.port), 20) as line:
        line.sendall(knock.head(Content_Length="1000") + b"{")
        return status(heard(line))


def half_body(knock: Knock) -> int:
    return status(knock.send(knock.head(Content_Length="1000") + BODY, shut=True))


def slow_second_head(knock: Knock) -> int:
    """It begins behind a good request, where a connection may otherwise rest."""
    head = knock.head(Content_Length=str(len(BODY)))
    with socket.create_connection(("127.0.0.1", knock.webhook.port), 20) as line:
        line.sendall(head + BODY + b"POST /al")
        good, _blank, refused = heard(line).partition(b"HTTP/1.1 4")
        assert status(good) == 200
        return status(b"HTTP/1.1 4" + refused)


def promised_body(knock: Knock) -> int:
    """It is refused by what its head says, before it sends a body."""
    head = knock.head(Content_Length=str(LARGE), Expect="100-continue")
    answer = knock.send(head)
    assert b"100 Continue" not in answer
    return status(answer)


ATTACKS: dict[str, tuple[Callable[[Knock], int], int]] = {
    "no token": (sent(Authorization=None), 401),
    "wrong token": (sent(Authorization="Bearer " + "A" * 43), 401),
    "another scheme": (sent(Authorization="Basic aG9sZGZhc3Q6eA=="), 401),
    "two tokens": (two_tokens, 401),
    "DNS rebinding": (sent(Host="attacker.example"), 421),
    "another port's host": (sent(Host="127.0.0.1"), 421),
    "a page's request": (sent(Origin="http://attacker.example"), 403),
    "a page's null origin": (sent(Origin="null"), 403),
    "a form": (sent(Content_Type="application/x-www-form-urlencoded"), 415),
    "text": (sent(Content_Type="text/plain"), 415),
    "no type": (sent(Content_Type=None), 415),
    "a packed body": (sent(Content_Encoding="gzip"), 415),
    "another charset": (sent(Content_Type="application/json; charset=utf-16"), 415),
    "oversize": (sent(body=b" " * LARGE), 413),
    "oversize, promised": (promised_body, 413),
    "oversize in pieces": (chunked, 411),
    "two ways to end": (both_lengths, 411),
    "two lengths": (two_lengths, 400),
    "no length": (sent(body=b"", Content_Length=None), 411),
    "slow head": (slow_head, 408),
    "slow body": (slow_body, 408),
    "half a body": (half_body, 400),
    "path traversal": (sent("POST /alerts/../../etc/passwd HTTP/1.1"), 404),
    "another path": (sent("POST / HTTP/1.1"), 404),
    "a question": (sent("POST /alerts?token=x HTTP/1.1"), 404),
    "GET": (sent("GET /alerts HTTP/1.1"), 405),
    "OPTIONS": (sent("OPTIONS /alerts HTTP/1.1"), 405),
    "DELETE": (sent("DELETE /alerts HTTP/1.1"), 405),
    "an unmet expectation": (sent(Expect="the-moon"), 417),
    "no HTTP": (as_it_is(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), 400),
    "a field without a name": (sent("POST /alerts HTTP/1.1\r\n: x"), 400),
    "a folded field": (sent("POST /alerts HTTP/1.1\r\nX: a\r\n\tb\r\nHost : c"), 400),
    "a huge head": (sent(X="x" * 100_000), 431),
    "deeply nested": (sent(body=b"[" * 100_000 + b"]" * 100_000), 400),
    "no JSON": (sent(body=b"{" + BODY), 400),
    "no alerts": (sent(body=b'{"hello": "world"}'), 400),
    "no JSON at all": (sent(body=b"DOWN db1"), 400),
    "nothing": (sent(body=b""), 400),
    "NaN": (sent(body=BODY.replace(b'"4"', b"NaN")), 400),
    "a key twice": (sent(body=BODY.replace(b'"version"', b'"alerts": [], "version"')), 400),
    "a long key": (sent(Idempotency_Key="k" * 201), 400),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_and_logged(folder: Path, knock: Knock, attack: str) -> None:
    send, refused = ATTACKS[attack]
    assert send(knock) == refused
    assert knock.webhook.refused == {refused: 1}
    assert knock.webhook.stored == 0
    log = (folder / "webhook.log").read_text().splitlines()
    assert [line.split()[1] for line in log] == [str(refused)]
    assert knock.token not in log[0]
    assert knock.post(BODY)[0] == 200  # the door is still open to who has the token


def test_an_answer_says_why_in_json(knock: Knock) -> None:
    answer = knock.send(knock.head("GET /alerts HTTP/1.1"))
    head, _blank, body = answer.partition(b"\r\n\r\n")
    assert b"allow: post" in head.lower()
    assert b"connection: close" in head.lower()
    assert json.loads(body)["error"]["what"]


def test_a_flood_without_the_token_is_damped_and_stops_nobody_else(folder: Path) -> None:
    with listening(folder, Limits(refused=Rate(0.001, 5))) as webhook:
        knock = Knock(folder, webhook)
        answers = [knock.post(BODY, Authorization="Bearer x")[0] for _time in range(30)]
        assert answers == [401] * 5 + [429] * 25
        assert knock.post(BODY)[0] == 200
        assert webhook.refused == {401: 5, 429: 25}
    assert len((folder / "webhook.log").read_text().splitlines()) <= 30


def test_a_flood_with_the_token_is_damped(folder: Path) -> None:
    with listening(folder, Limits(taken=Rate(0.001, 3))) as webhook:
        knock = Knock(folder, webhook)
        head = knock.head(Content_Length=str(len(BODY)), Connection="close")
        answers = [knock.send(head + BODY) for _time in range(4)]
        assert [status(answer) for answer in answers] == [200, 200, 200, 429]
        answer = answers[-1]
        assert b"retry-after: 1" in answer.lower()


def test_what_an_attacker_asks_for_cannot_write_lines_of_the_log(folder: Path, knock: Knock) -> None:
    knock.send(knock.head("POST /\x7f\x80%0a2026-11-28 HTTP/1.1".replace("\x80", "é")))
    assert len((folder / "webhook.log").read_text().splitlines()) == 1


def test_the_log_does_not_grow_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from holdfast.detect import refusals

    monkeypatch.setattr(refusals, "_LINES", 10**9)
    log = refusals.RefusalLog(folder / "webhook.log")
    for _time in range(20_000):
        log.add(refusals.Refused(404, "Nothing here. " * 10), "127.0.0.1", "GET /" + "x" * 999)
    log.close()
    assert sum(file.stat().st_size for file in folder.glob("webhook.log*")) < 1_100_000


def test_a_second_lists_few_refusals_and_counts_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from holdfast.detect import refusals

    now = [1.0]
    monkeypatch.setattr(refusals, "monotonic", lambda: now[0])
    log = refusals.RefusalLog(folder / "webhook.log")
    for _time in range(100):
        log.add(refusals.Refused(404, "Nothing here."), "127.0.0.1", "GET /")
    now[0] = 2.0
    log.add(refusals.Refused(404, "Nothing here."), "127.0.0.1", "GET /")
    log.close()
    rows = (folder / "webhook.log").read_text().splitlines()
    assert len(rows) == 21
    assert rows[-1].endswith("(and 80 more that are not listed)")
    assert log.counts == {404: 101}


def test_a_second_request_that_never_ends_is_given_up_like_a_first(folder: Path, knock: Knock) -> None:
    assert slow_second_head(knock) == 408
    assert knock.webhook.refused == {408: 1}
    assert knock.webhook.stored == 1
