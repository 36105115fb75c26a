"""Alerts sent evenly over some seconds: every other one by the webhook, the others as files of ten.

python -m tests.bench.storm_sender PORT TOKEN DROP ALERTS SECONDS
"""

import json
import socket
import sys
import time
from pathlib import Path

EACH = 10  # alerts of one file, and requests between two files
_HOSTS = 2_000


def main() -> int:
    """The command."""
    port, token, drop = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    alerts, seconds = int(sys.argv[4]), float(sys.argv[5])
    begun = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port)) as line:
        for number in range(0, alerts, 2 * EACH):
            pause = begun + seconds * number / alerts - time.perf_counter()
            time.sleep(max(0.0, pause))
            _drop(drop, number)
            for one in range(number + EACH, min(number + 2 * EACH, alerts)):
                line.sendall(_request(port, token, _body([one])))
                answer = line.recv(65536)
                assert answer.startswith(b"HTTP/1.1 200"), answer
    return 0


def _drop(drop: Path, number: int) -> None:
    """Written aside and renamed, as one should."""
    part = drop / f"{number:06d}.part"
    part.write_bytes(_body(range(number, number + EACH)))
    part.rename(drop / f"{number:06d}.json")


def _body(numbers: range | list[int]) -> bytes:
    alerts = [
        {
            "status": "firing",
            "labels": {
                "alertname": f"Storm{number % 40}",
                "instance": f"host{number % _HOSTS}",
                "service": f"service{number % 7}",
                "severity": ("critical", "warning", "info")[number % 3],
            },
            "annotations": {"summary": f"Something of host{number % _HOSTS} is out of its bounds"},
            "fingerprint": f"{number:016x}",
        }
        for number in numbers
    ]
    return json.dumps({"version": "4", "groupLabels": {}, "alerts": alerts}).encode()


def _request(port: int, token: str, body: bytes) -> bytes:
    rows = (
        "POST /alerts HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(rows) + "\r\n\r\n").encode() + body


if __name__ == "__main__":
    sys.exit(main())
