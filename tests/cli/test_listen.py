"""`holdfast listen` in a process of its own: it says where it listens, and ends in order."""

import json
import signal
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from holdfast.cli.listen import _is_own
from holdfast.store.opening import open_store
from tests.cli.conftest import Call
from tests.detect.knocking import payload, token
from tests.detect.listener import line, listener, url_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_store(tmp_path / "store").close()
    return tmp_path / "store"


def post(url: str, folder: Path, body: bytes) -> int:
    place = urlsplit(url)
    connection = HTTPConnection(place.netloc, timeout=20)
    fields = {"Authorization": f"Bearer {token(folder)}", "Content-Type": "application/json"}
    connection.request("POST", place.path, body, fields)
    answer = connection.getresponse().status
    connection.close()
    return answer


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_it_listens_until_it_is_told_to_end(folder: Path, wish: int) -> None:
    with listener(folder, "--port", "0", "--json") as process:
        began: dict[str, Any] = json.loads(line(process))
        assert began["folders"] == []
        assert post(began["webhook"], folder, payload("DiskFull")) == 200
        process.send_signal(wish)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, err) == (0, "")
        assert json.loads(out) == {"stored": 1, "refused": 0}
    with open_store(folder) as store:
        assert store.database.one("SELECT count(*) FROM alert") == 1


def test_it_says_in_words_where_it_listens(folder: Path) -> None:
    with listener(folder, "--port", "0") as process:
        assert line(process).startswith("Webhook: http://127.0.0.1:")
        assert line(process) == "Ctrl+C ends it.\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20)[0] == "Closed. Requests stored: 0, refused: 0.\n"


def test_it_listens_though_nobody_reads_where(folder: Path) -> None:
    with listener(folder, "--port", "0", out="/dev/full") as process:
        assert process.stderr is not None
        assert "It listens all the same" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        assert "Something went wrong" not in process.stderr.read()


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with listener(folder, "--port", "0", "--json") as first:
        port = urlsplit(url_of(first)).port
        with listener(folder, "--port", str(port)) as second:
            out, err = second.communicate(timeout=20)
            assert (second.returncode, out) == (1, "")
            assert f"Port {port} is taken" in err


def test_the_token_is_shown_and_made_anew(call: Call, folder: Path) -> None:
    first = call("listen", "--token")[1]["token"]
    assert call("listen", "--token", plain=True) == (0, f"{first}\n")
    new = call("listen", "--new-token")[1]["token"]
    assert new != first
    assert call("listen", "--token")[1]["token"] == new


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--no-webhook",), "Nothing was named"),
        (("--folder", "/nowhere/at-all"), "There is no folder"),
        (("--folder", ""), "without its name"),
        (("--host", "0.0.0.0"), "not one address"),
        (("--host", "ops1"), "not one address"),
    ],
)
def test_what_cannot_listen_says_so(call: Call, folder: Path, words: tuple[str, ...], told: str) -> None:
    status, said = call("listen", *words, plain=True)
    assert status == 1
    assert told in said


@pytest.mark.parametrize("port", ["-1", "65536", "x", "٣"])
def test_a_port_is_a_number(call: Call, folder: Path, port: str) -> None:
    with pytest.raises(SystemExit):
        call("listen", f"--port={port}")


def test_no_store_is_begun(call: Call, tmp_path: Path) -> None:
    assert call("listen", "--token")[0] == 1
    assert not (tmp_path / "store").exists()


def test_a_store_that_is_only_read_has_no_door(call: Call, folder: Path) -> None:
    assert call("--read-only", "listen", "--token")[0] == 1
    assert not (folder / "webhook.token").exists()


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("10.0.0.4", False), ("0.0.0.0", False)],
)
def test_an_address_that_other_machines_reach_is_known(host: str, own: bool) -> None:
    assert _is_own(host) == own
