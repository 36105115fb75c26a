import io
import subprocess
import sys

from holdfast.runbook import frames, worker

REQUEST: dict[str, object] = {"text": "# *A*", "base": "a.md", "images": {}, "copy": "Copy"}


def test_an_answer_for_each_request() -> None:
    requests, answers = io.BytesIO(), io.BytesIO()
    frames.write(requests, REQUEST)
    frames.write(requests, {**REQUEST, "text": "> " * 90 + "x"})
    requests.seek(0)
    worker.serve(requests, answers, lambda: None)
    answers.seek(0)
    assert frames.read(answers) == {"html": '<h1><a name="a"></a><em>A</em></h1>\n', "code": []}
    assert frames.read(answers) == {"refused": "deep"}
    assert frames.read(answers) is None


def test_too_many_parts_and_what_no_library_can_read() -> None:
    assert worker.answer({**REQUEST, "text": "a  \n" * 9_000}) == {"refused": "much"}
    assert worker.answer({"text": "a"}) == {"refused": "failed"}


def test_frames_that_make_no_sense() -> None:
    assert frames.read(io.BytesIO(b"\0\0")) is None
    assert frames.read(io.BytesIO(b"\0\0\0\5{")) is None
    assert frames.read(io.BytesIO(b"\xff\xff\xff\xff{}")) is None
    assert frames.read(io.BytesIO(b"\0\0\0\2[]")) is None
    assert frames.read(io.BytesIO(b"\0\0\0\2{x")) is None


RIGHTS = """
import os, socket, sys
from holdfast.runbook import worker
worker.give_up_rights()
worker._allow_time()
for what, attempt in {
    "file": lambda: open("/etc/hostname"),
    "socket": lambda: socket.socket(),
    "pipe": lambda: os.pipe(),
}.items():
    try:
        attempt()
    except OSError:
        print(what, "refused")
print(worker.answer({"text": "# A", "base": "a.md", "images": {}, "copy": "Copy"})["html"])
"""


def test_on_posix_the_worker_can_open_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", RIGHTS], capture_output=True, text=True, check=True)
    if sys.platform != "win32":
        assert done.stdout.splitlines()[:3] == ["file refused", "socket refused", "pipe refused"]
    assert "<h1>" in done.stdout
