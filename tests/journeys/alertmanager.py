"""Debian's own Prometheus and Alertmanager on loopback, with short intervals and a folder of their own."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from holdfast import paths

ROOT = Path(__file__).resolve().parents[2]
_PLACES = os.pathsep.join([os.environ.get("PATH", ""), str(ROOT / "build" / "tools" / "usr" / "bin")])
_UNPACKED = ROOT / "build" / "tools" / "usr" / "share"
_SHARED = Path("/usr/share/prometheus/alertmanager/default.tmpl")
_MOUNT = f'mount --bind "{_UNPACKED}" /usr/share && exec "$@"'
_ASIDE = ("unshare", "-m" if os.geteuid() == 0 else "-rm", "sh", "-c", _MOUNT, "sh")
PROMETHEUS = shutil.which("prometheus", path=_PLACES)
ALERTMANAGER = shutil.which("prometheus-alertmanager", path=_PLACES)

RULES = """
groups:
  - name: disks
    rules:
      - alert: DiskAlmostFull
        expr: disk_free_ratio < 0.1
        for: 200ms
        labels: {severity: critical, service: billing}
        annotations:
          summary: "{{ $labels.host }} has {{ $value | humanizePercentage }} left"
          runbook_url: "https://runbooks.example/disk"
"""
WATCHING = """
global: {{scrape_interval: 200ms, evaluation_interval: 200ms}}
rule_files: [rules.yml]
alerting:
  alertmanagers: [{{static_configs: [{{targets: ["127.0.0.1:{manager}"]}}]}}]
scrape_configs: [{{job_name: disks, static_configs: [{{targets: ["127.0.0.1:{disk}"]}}]}}]
"""
QUICK = "  group_wait: 100ms\n  group_interval: 300ms\n  repeat_interval: 600ms\n"


@cache
def refusal() -> str:
    """Why the two can't be run here; "" where they can."""
    if PROMETHEUS is None or ALERTMANAGER is None:
        return "Debian's prometheus and prometheus-alertmanager are missing: a run of all tests fetches them"
    if _SHARED.exists():
        return ""
    if shutil.which("unshare") is None:
        return "unshare(1) is needed where prometheus-alertmanager is not installed"
    tried = subprocess.run([*_ASIDE, "true"], capture_output=True, text=True, check=False)
    return "" if tried.returncode == 0 else f"its files can't be mounted here: {tried.stderr.strip()}"


@dataclass
class Disk:
    """A disk whose free space the test sets, as an exporter tells it."""

    free: float
    port: int = 0


def manual_config() -> str:
    """The configuration of Alertmanager that the manual shows."""
    text = (paths.resources() / "help" / "webhook.md").read_text("utf-8")
    found = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


@contextmanager
def watched(folder: Path, url: str, token: str) -> Iterator[Disk]:
    """A disk that Prometheus watches by a rule, and Alertmanager tells of as the manual says."""
    assert PROMETHEUS is not None
    assert ALERTMANAGER is not None
    manager, own = _free_port(), _free_port()
    (folder / "token").write_text(token)
    config = manual_config().replace("http://127.0.0.1:9095/alerts", url)
    config = config.replace("/etc/prometheus/holdfast.token", str(folder / "token"))
    (folder / "alertmanager.yml").write_text(config.replace("receivers:", f"{QUICK}receivers:", 1))
    with ExitStack() as stack:
        disk = stack.enter_context(_exported(Disk(0.5)))
        (folder / "rules.yml").write_text(RULES)
        (folder / "prometheus.yml").write_text(WATCHING.format(manager=manager, disk=disk.port))
        stack.enter_context(_running(folder, "alertmanager", _manager(ALERTMANAGER, folder, manager)))
        stack.enter_context(_running(folder, "prometheus", _watcher(PROMETHEUS, folder, own)))
        yield disk


def _manager(program: str, folder: Path, port: int) -> Sequence[str]:
    return (
        *(() if _SHARED.exists() else _ASIDE),  # it looks for its templates there alone
        program,
        f"--config.file={folder / 'alertmanager.yml'}",
        f"--storage.path={folder / 'alertmanager'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--cluster.listen-address=",
    )


def _watcher(program: str, folder: Path, port: int) -> Sequence[str]:
    return (
        program,
        f"--config.file={folder / 'prometheus.yml'}",
        f"--storage.tsdb.path={folder / 'prometheus'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--rules.alert.resend-delay=300ms",
    )


@contextmanager
def _running(folder: Path, name: str, command: Sequence[str]) -> Iterator[None]:
    with (
        (folder / f"{name}.log").open("w") as log,
        subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            yield
        finally:
            process.kill()


@contextmanager
def _exported(disk: Disk) -> Iterator[Disk]:
    class Metrics(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f'disk_free_ratio{{host="db1"}} {disk.free}\n'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_what: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Metrics) as server:
        disk.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield disk
        finally:
            server.shutdown()
            thread.join()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as line:
        return line.getsockname()[1]
