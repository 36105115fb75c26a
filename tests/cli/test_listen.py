"""`holdfast listen` in a process of its own: it says where it listens, and ends in order."""

import json
import signal
import socket
import ssl
from dataclasses import replace
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from holdfast.detect.address import Address
from holdfast.detect.limits import Limits
from holdfast.detect.webhook import Webhook
from holdfast.store.opening import open_store
from tests.cli.conftest import Call
from tests.detect.knocking import payload, token
from tests.detect.listener import line, listener, url_of
from tests.detect.server_files import make_server_files


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


def test_a_folder_that_comes_back_is_said(folder: Path, tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    with listener(folder, "--no-webhook", "--folder", str(drop)) as process:
        line(process)
        assert process.stderr is not None
        drop.rename(tmp_path / "aside")
        assert "What was taken is stored; it is looked for again." in process.stderr.readline()
        (tmp_path / "aside").rename(drop)
        assert process.stderr.readline() == "All is taken again.\n"


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
        (("--host", "10.0.0.4"), "nothing would be encrypted"),
        (("--key", "x.key"), "without its certificate"),
        (("--certificate", "/nowhere/x.pem"), "can't be read"),
        (("--certificate", "/dev/null"), "are no certificate with its key"),
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


def test_it_speaks_https_with_a_certificate_of_ones_own(folder: Path, tmp_path: Path) -> None:
    certificate, key = make_server_files(tmp_path)
    trusting = ssl.create_default_context(cafile=str(certificate))
    words = ("--port", "0", "--json", "--certificate", str(certificate), "--key", str(key))
    with listener(folder, *words) as process:
        url = urlsplit(url_of(process))
        assert url.scheme == "https"
        fields = {"Authorization": f"Bearer {token(folder)}", "Content-Type": "application/json"}
        for headers, status in ((fields, 200), (fields | {"Authorization": "Bearer x"}, 401)):
            secure = HTTPSConnection(url.netloc, timeout=20, context=trusting)
            secure.request("POST", url.path, payload("DiskFull"), headers)
            assert secure.getresponse().status == status
            secure.close()
        with pytest.raises(OSError):  # noqa: PT011  (cut off, in a way that systems differ in)
            post(f"http://{url.netloc}{url.path}", folder, payload("DiskFull"))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, err, json.loads(out)["stored"]) == (0, "", 1)


def test_who_begins_no_handshake_is_let_go_and_holds_nobody_up(folder: Path, tmp_path: Path) -> None:
    address = Address("127.0.0.1", 0, (), *make_server_files(tmp_path))
    webhook = Webhook(lambda: open_store(folder), folder, address, replace(Limits(), head_seconds=0.2))
    webhook.start()
    try:
        silent = socket.create_connection(("127.0.0.1", webhook.port), timeout=20)
        assert silent.recv(1) == b""
        silent.close()
    finally:
        webhook.stop()
    assert webhook.refused[400] >= 1


def test_a_key_of_another_certificate_is_refused(call: Call, folder: Path, tmp_path: Path) -> None:
    certificate, _key = make_server_files(tmp_path)
    (tmp_path / "other").mkdir()
    _certificate, key = make_server_files(tmp_path / "other")
    words = ("listen", "--certificate", str(certificate), "--key", str(key))
    status, said = call(*words, plain=True)
    assert (status, "is not that of the certificate" in said) == (1, True)
