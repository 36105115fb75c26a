"""Where values come from: metrics of files and endpoints of this computer, signs of life, ports."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from holdfast.detect.watches import metrics
from holdfast.detect.watches.beats import answer_of, beat_of
from holdfast.detect.watches.metrics import value_of
from holdfast.detect.watches.watch import Heartbeat, Metrics, Port
from holdfast.domain.errors import UserError

NOW = 1_795_867_200.0
EXPOSED = """# HELP free Bytes.
# TYPE free gauge
free{mount="/",dev="a b\\"c"} 1.5e3
free{mount="/srv"} 20 1795867200000
free_total 7
this line is { broken
# TYPE asked counter
asked_total{code="500"} 3
empty NaN
"""


@pytest.fixture
def exposed(tmp_path: Path) -> Path:
    file = tmp_path / "a.prom"
    file.write_text(EXPOSED)
    os.utime(file, (NOW, NOW))
    return file


def read(file: Path, metric: str, now: float = NOW, **more: object) -> float:
    return value_of(Metrics("metrics", metric, str(file), **more), now)  # type: ignore[arg-type]


def test_a_metric_is_found_by_its_name_and_labels(exposed: Path) -> None:
    assert read(exposed, "free", labels={"mount": "/"}) == 1500
    assert read(exposed, "free", labels={"mount": "/srv"}) == 20
    assert read(exposed, "free_total") == 7
    assert read(exposed, "asked_total", labels={"code": "500"}) == 3


@pytest.mark.parametrize(
    ("combine", "value"), [("sum", 1520), ("min", 20), ("max", 1500), ("average", 760), ("count", 2)]
)
def test_several_series_become_one_value(exposed: Path, combine: str, value: float) -> None:
    assert read(exposed, "free", combine=combine) == value
    assert read(exposed, "gone", combine="count") == 0


@pytest.mark.parametrize(
    ("metric", "now", "told"),
    [
        ("gone", NOW, "There is no metric gone"),
        ("free", NOW, "2 series of free fit"),
        ("free_total", NOW + 3601, "nothing new since 2026-11-28"),
    ],
)
def test_what_can_not_be_read_is_told(exposed: Path, metric: str, now: float, told: str) -> None:
    with pytest.raises(UserError, match=told):
        read(exposed, metric, now)


def test_a_broken_line_of_the_metric_is_told_and_other_lines_are_not_looked_at(exposed: Path) -> None:
    exposed.write_text("free{a= 1\nother {{{\n")
    with pytest.raises(UserError, match="is no metric"):
        read(exposed, "free", now=0)
    exposed.write_text("free " + "9" * 9000 + "\nfree 1\n" + "\0\xff{" * 100)
    assert read(exposed, "free", now=0) == 1


def test_a_file_that_is_too_large_or_gone_is_told(exposed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "LARGEST", 10)
    with pytest.raises(UserError, match="larger than 16 MiB"):
        read(exposed, "free_total")
    with pytest.raises(UserError, match="is no file"):
        read(exposed.with_name("gone"), "free")


@contextmanager
def endpoint(status: int, body: bytes) -> Iterator[str]:
    """One that answers a request with this."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/metrics"
        thread.join()


def test_an_endpoint_of_this_computer_is_read() -> None:
    with endpoint(200, EXPOSED.encode()) as url:
        assert value_of(Metrics("metrics", "free_total", url=url), NOW) == 7


def test_an_endpoint_that_leads_elsewhere_is_not_followed() -> None:
    with endpoint(302, b"") as url, pytest.raises(UserError, match="answers with status 302"):
        value_of(Metrics("metrics", "free", url=url), NOW)


def test_an_endpoint_that_does_not_answer_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
    with pytest.raises(UserError, match="does not answer"):
        value_of(Metrics("metrics", "free", url=f"http://127.0.0.1:{port}/"), NOW)


def test_a_sign_of_life_is_when_a_file_was_changed_or_what_it_says(tmp_path: Path) -> None:
    file = tmp_path / "beat"
    assert beat_of(Heartbeat("heartbeat", str(file)), NOW) is None
    file.write_text("2026-11-28T04:00:00+01:00\n")
    os.utime(file, (NOW - 60, NOW - 60))
    assert beat_of(Heartbeat("heartbeat", str(file)), NOW) == NOW - 60
    said = Heartbeat("heartbeat", str(file), "content")
    assert beat_of(said, NOW) == NOW - 9 * 3600
    for text, at in (("1795867100", NOW - 100), ("done at 2026-11-28 11:59:00 by cron", NOW - 60)):
        file.write_text(text)
        assert beat_of(said, NOW) == at
    file.write_text("done")
    with pytest.raises(UserError, match="holds no time"):
        beat_of(said, NOW)
    with pytest.raises(UserError, match="is no file"):
        beat_of(Heartbeat("heartbeat", str(tmp_path)), NOW)


def test_a_port_answers_or_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = Port("port", "127.0.0.1", line.getsockname()[1])
        answered = answer_of(port)
        assert answered is not None
        assert 0 < answered < 3000
    assert answer_of(port) is None


def test_what_is_far_away_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def far(host: str, port: int, **more: object) -> list[tuple[object, ...]]:
        if host == "far":
            return [(2, 1, 6, "", ("8.8.8.8", port))]
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", far)
    with pytest.raises(UserError, match="no host of the local network"):
        answer_of(Port("port", "far", 80))
    with pytest.raises(UserError, match="host unknown is not known"):
        answer_of(Port("port", "unknown", 80))
