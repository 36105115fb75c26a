"""The webhook takes what monitoring systems post, and says so only after it is stored."""

import asyncio
import gc
import json
import os
import socket
import stat
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier, Thread
from threading import enumerate as enumerate_threads

import pytest

from holdfast.detect import intake
from holdfast.detect.address import Address
from holdfast.detect.commits import Commits, Sent, Stored
from holdfast.detect.intake import Arrived
from holdfast.detect.limits import Buckets, Limits, Rate
from holdfast.detect.refusals import Refused
from holdfast.detect.token import Token
from holdfast.detect.webhook import Webhook
from holdfast.domain.errors import UserError
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from tests.beside import Beside, going_first, until_somebody_waits
from tests.detect.knocking import Knock, listening, payload, status


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_store(tmp_path / "store").close()
    return tmp_path / "store"


@pytest.fixture
def knock(folder: Path) -> Iterator[Knock]:
    with listening(folder) as webhook:
        yield Knock(folder, webhook)


def alerts(folder: Path) -> list[tuple[str, int, str]]:
    with open_store(folder, read_only=True) as store:
        return store.database.rows("SELECT name, count, status FROM alert ORDER BY name")


def test_an_alert_is_stored_when_it_is_answered(folder: Path, knock: Knock) -> None:
    answered, value = knock.post(payload("DiskFilling", "DiskFull"))
    assert answered == 200
    assert (value["alerts"], value["unread"]) == (2, [])
    assert alerts(folder) == [("DiskFilling", 1, "firing"), ("DiskFull", 1, "firing")]
    with open_store(folder, read_only=True) as store:
        assert store.deliveries.has(value["delivery"])


def test_the_window_goes_first(knock: Knock) -> None:
    with going_first():  # one that is refused asks the store for nothing
        other = Beside(lambda: knock.post(payload("DiskFull"), Authorization=None))
        until_somebody_waits()
        assert not other.did.is_set()
    assert other.ends()
    assert knock.webhook.refused == {401: 1}


@pytest.mark.skipif(sys.platform != "linux", reason="threads have ranks on Linux")
def test_the_window_has_the_processor_first_too(knock: Knock) -> None:
    usual = os.getpriority(os.PRIO_PROCESS, 0)
    ranks = {
        each.name: os.getpriority(os.PRIO_PROCESS, each.native_id or 0) - usual
        for each in enumerate_threads()
        if each.name.startswith("holdfast")
    }
    assert ranks == {"holdfast-webhook": 10, "holdfast-webhook-commits_0": 10}


def test_repeats_fold_and_resolved_closes(folder: Path, knock: Knock) -> None:
    for _time in range(3):
        knock.post(payload("DiskFull"))
    knock.post(payload("DiskFull", status="resolved"))
    assert alerts(folder) == [("DiskFull", 4, "resolved")]


def test_a_request_sent_again_under_its_key_is_stored_once(folder: Path, knock: Knock) -> None:
    first = knock.post(payload("DiskFull"), Idempotency_Key="one")[1]
    again = knock.post(payload("DiskFull"), Idempotency_Key="one")[1]
    assert again["delivery"] == first["delivery"]
    assert alerts(folder) == [("DiskFull", 1, "firing")]


def test_one_connection_carries_many_requests(folder: Path, knock: Knock) -> None:
    connection = HTTPConnection("127.0.0.1", knock.webhook.port, timeout=20)
    for number in range(5):
        connection.request("POST", "/alerts", payload(f"A{number}"), knock.fields())
        answer = connection.getresponse()
        assert (answer.status, answer.will_close) == (200, False)
        answer.read()
    connection.close()
    assert len(alerts(folder)) == 5


def test_requests_sent_without_waiting_are_answered_in_order(folder: Path, knock: Knock) -> None:
    one, two = payload("First"), payload("Second")
    whole = b"".join(
        knock.head(Content_Length=str(len(body)), **more) + body
        for body, more in ((one, {}), (two, {"Connection": "close"}))
    )
    assert knock.send(whole).count(b"HTTP/1.1 200") == 2
    assert [name for name, _count, _status in alerts(folder)] == ["First", "Second"]


def test_who_waits_for_100_continue_is_told_to_go_on(knock: Knock) -> None:
    body = payload("DiskFull")
    fields = {"Content_Length": str(len(body)), "Expect": "100-continue", "Connection": "close"}
    with socket.create_connection(("127.0.0.1", knock.webhook.port), 20) as line:
        line.sendall(knock.head(**fields))
        assert line.recv(100).startswith(b"HTTP/1.1 100")
        line.sendall(body)
        assert line.recv(100).startswith(b"HTTP/1.1 200")


def test_a_part_that_cannot_be_read_is_told_and_the_rest_is_stored(folder: Path, knock: Knock) -> None:
    value = json.loads(payload("DiskFull"))
    value["alerts"].append({"status": "firing", "labels": {}})
    answered, told = knock.post(json.dumps(value).encode())
    assert answered == 200
    assert [part["place"] for part in told["unread"]]
    assert len(alerts(folder)) == 1


def test_many_at_once_are_stored_in_few_commits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: list[int] = []
    real = Commits._commit
    monkeypatch.setattr(
        Commits, "_commit", lambda self, batch: batches.append(len(batch)) or real(self, batch)
    )
    ready = Barrier(24)
    answers: list[int] = []

    def one(number: int) -> None:
        ready.wait()
        answers.append(knock.post(payload(f"A{number}"))[0])

    with listening(folder) as webhook:
        knock = Knock(folder, webhook)
        threads = [Thread(target=one, args=(number,)) for number in range(24)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [200] * 24
    assert sum(batches) == 24
    assert len(batches) < 24
    assert len(alerts(folder)) == 24


def test_nothing_is_acknowledged_that_cannot_be_stored(folder: Path) -> None:
    """A store that another program holds; and it is well again afterwards."""

    def impatient(path: Path) -> Store:
        store = open_store(path)
        store.database.raw().set_busy_timeout(20)
        return store

    other = open_store(folder)
    with listening(folder, opened=impatient) as webhook:
        knock = Knock(folder, webhook)
        with other.database.writing():
            answered, value = knock.post(payload("DiskFull"))
        assert answered == 503
        assert "Another program" in value["error"]["what"]
        assert alerts(folder) == []
        assert knock.post(payload("DiskFull"))[0] == 200
    other.close()
    assert alerts(folder) == [("DiskFull", 1, "firing")]


@pytest.mark.parametrize(("room", "most"), [(0, 100), (60, 300)])
def test_nothing_is_acknowledged_on_a_full_disk(folder: Path, room: int, most: int) -> None:
    """SQLite finds so many pages more at first, for a part of a long request; then there is room again."""
    opened: list[Path] = []

    def small(path: Path) -> Store:
        store = open_store(path)
        if not opened:
            pages = store.database.one("PRAGMA page_count")
            store.database.one(f"PRAGMA max_page_count = {pages + room}")
        opened.append(path)
        return store

    with listening(folder, opened=small) as webhook:
        knock = Knock(folder, webhook)
        names = [f"A{number}" for number in range(most)]
        answered, value = knock.post(payload(*names))
        assert (answered, "disk is full" in value["error"]["what"]) == (503, True)
        assert alerts(folder) == []
        assert knock.post(payload(*names))[0] == 200
    assert alerts(folder) == sorted((name, 1, "firing") for name in names)


@pytest.mark.parametrize("error", [ZeroDivisionError(), UserError("The disk is full.")])
def test_what_shares_a_batch_with_one_that_fails_is_stored_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """The second of two that are too long for one commit fails once; whoever is told so sends it again."""
    real, failing = intake._delivery, [error]

    def fails_once(store: Store, each: Arrived, kept: dict[bytes, object]) -> dict[str, object]:
        if b"B0" in each.data and failing:
            raise failing.pop()
        return real(store, each, kept)

    monkeypatch.setattr(intake, "_delivery", fails_once)
    bodies = [payload(*(f"{letter}{number}" for number in range(60))) for letter in "AB"]
    _taken(folder, [Sent("", "peer", body) for body in bodies])
    assert {count for _name, count, _status in alerts(folder)} == {1}
    assert len(alerts(folder)) == 120


def test_another_request_under_a_key_is_refused_also_in_the_same_moment(folder: Path, knock: Knock) -> None:
    one, other = payload("DiskFull"), payload("Other", "Third")
    answers = _taken(folder, [Sent("key", "peer", one), Sent("key", "peer", other), Sent("key", "peer", one)])
    assert [answer if isinstance(answer, int) else answer.delivery for answer in answers] == [
        "key",
        422,
        "key",
    ]
    assert knock.post(one, Idempotency_Key="k")[0] == 200
    assert knock.post(payload(*(f"A{number}" for number in range(150))), Idempotency_Key="k")[0] == 422
    assert [name for name, _count, _status in alerts(folder)] == ["DiskFull"]


def _taken(folder: Path, sent: list[Sent]) -> list[Stored | int]:
    """The answers to requests of one moment; one that may be sent again is."""

    async def answered(commits: Commits, one: Sent) -> Stored | int:
        try:
            return await commits.take(one)
        except Refused as refused:
            return await answered(commits, one) if refused.status >= 500 else refused.status

    async def together() -> list[Stored | int]:
        commits = Commits(lambda: open_store(folder), 100, lambda _error: None, lambda _error: None)
        await commits.begin()
        answers = await asyncio.gather(*(answered(commits, one) for one in sent))
        await commits.end()
        return answers

    return asyncio.run(together())


def test_one_that_breaks_the_program_takes_no_other_with_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = intake.take_whole

    def breaks(store: Store, arrived: Sequence[Arrived]) -> None:
        if any(b"Broken" in each.data for each in arrived):
            raise ZeroDivisionError
        real(store, arrived)

    monkeypatch.setattr("holdfast.detect.commits.take_whole", breaks)
    with listening(folder) as webhook:
        knock = Knock(folder, webhook)
        answers = {}
        ready = Barrier(8)

        def one(name: str) -> None:
            ready.wait()
            answers[name] = knock.post(payload(name))[0]

        names = ["Broken", *(f"A{number}" for number in range(7))]
        threads = [Thread(target=one, args=(name,)) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers.pop("Broken") == 500
    assert set(answers.values()) == {200}
    assert "ZeroDivisionError" in (folder / "webhook.log").read_text()


def test_a_port_that_is_taken_is_told(folder: Path, knock: Knock) -> None:
    with (
        pytest.raises(UserError, match=f"Port {knock.webhook.port} is taken"),
        listening(folder, address=Address(port=knock.webhook.port)),
    ):
        pass


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "example.org", ""])
def test_it_listens_at_one_address_alone(folder: Path, host: str) -> None:
    with pytest.raises(UserError, match="not one address"):
        Webhook(partial(open_store, folder), folder, Address(host))


def test_a_store_that_cannot_be_opened_is_told_at_the_start(tmp_path: Path, folder: Path) -> None:
    def broken() -> Store:
        raise UserError("No store here.")

    webhook = Webhook(broken, folder, Address(port=0))
    with pytest.raises(UserError, match="No store here"):
        webhook.start()
    webhook.stop()


def test_a_request_under_way_is_answered_when_the_door_closes(folder: Path) -> None:
    body = payload("DiskFull")
    with listening(folder) as webhook:
        knock = Knock(folder, webhook)
        line = socket.create_connection(("127.0.0.1", webhook.port), 20)
        line.sendall(knock.head(Content_Length=str(len(body)), Expect="100-continue"))
        assert line.recv(100).startswith(b"HTTP/1.1 100")
        stopping = Thread(target=webhook.stop)
        stopping.start()
        line.sendall(body)
        assert line.recv(100).startswith(b"HTTP/1.1 200")
        stopping.join()
        line.close()
    assert alerts(folder) == [("DiskFull", 1, "firing")]


# -- the token -------------------------------------------------------------------------------------


def test_the_token_is_256_bits_that_its_user_alone_can_read(folder: Path) -> None:
    file = folder / "webhook.token"
    text = Token(file).text()
    assert len(text) == 43
    assert Token(file).text() == text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_a_token_that_others_can_read_is_refused(folder: Path) -> None:
    file = folder / "webhook.token"
    Token(file).text()
    file.chmod(0o640)
    with pytest.raises(UserError, match="Other users"):
        Token(file).text()


def test_a_token_without_letters_opens_nothing(folder: Path) -> None:
    file = folder / "webhook.token"
    Token(file).replace()
    file.write_text("\n")
    with pytest.raises(UserError, match="too short"):
        Token(file).fits("")
    with pytest.raises(UserError, match="too short"):
        Token(file).text()


def test_a_token_that_cannot_be_read_here_turns_nobody_away_for_good(folder: Path, knock: Knock) -> None:
    """Senders give up after 401, and send again after 503."""
    file = folder / "webhook.token"
    file.rename(folder / "aside")
    assert knock.post(payload("DiskFull"))[0] == 503
    (folder / "aside").rename(file)
    file.chmod(0o644)
    assert knock.post(payload("DiskFull"))[0] in (200, 503)
    file.chmod(0o600)
    assert knock.post(payload("DiskFull"))[0] == 200


def test_a_new_token_holds_at_once(folder: Path, knock: Knock) -> None:
    assert knock.post(payload("A"))[0] == 200
    new = Token(folder / "webhook.token").replace()
    assert knock.post(payload("A"))[0] == 401
    assert knock.post(payload("A"), Authorization=f"Bearer {new}")[0] == 200


# -- how much may be asked ---------------------------------------------------------------------------


def test_a_bucket_fills_with_time() -> None:
    bucket = Buckets(Rate(2, 3))
    assert [bucket.take("a", 0) for _time in range(4)] == [True, True, True, False]
    assert bucket.take("b", 0)
    assert [bucket.take("a", 1) for _time in range(3)] == [True, True, False]


def test_buckets_of_many_peers_take_no_more_room() -> None:
    bucket = Buckets(Rate(1, 1))
    for number in range(5_000):
        bucket.take(str(number), 0)
    assert len(bucket._left) <= 1_024


def test_too_many_connections_are_told_so(folder: Path) -> None:
    with listening(folder, Limits(connections=1)) as webhook:
        knock = Knock(folder, webhook)
        connection = HTTPConnection("127.0.0.1", webhook.port, timeout=20)
        connection.request("POST", "/alerts", payload("A"), knock.fields())
        assert connection.getresponse().status == 200
        assert status(knock.send(b"")) == 503
        connection.close()


def test_connections_that_were_only_just_made_are_closed_with_the_door(folder: Path) -> None:
    """What is left open would be told as a ResourceWarning, which fails a test."""
    for _time in range(20):
        with listening(folder) as webhook:
            lines = [socket.create_connection(("127.0.0.1", webhook.port), 20) for _one in range(8)]
        for line in lines:
            line.close()
    gc.collect()
