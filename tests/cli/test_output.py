"""What a call ends with where its output can't be written, where it is stopped, and where it fails."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from holdfast.cli.output import hint_here
from holdfast.domain.errors import UserError
from holdfast.domain.text import clean_line
from holdfast.main import main
from holdfast.store.failures import full
from tests.cli.conftest import Call

HOLDFAST = [sys.executable, "-m", "holdfast"]
linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")


def shell(folder: Path, words: str, where: str) -> subprocess.CompletedProcess[str]:
    """Run a call through a shell that redirects its output."""
    line = f'"{sys.executable}" -m holdfast --data "{folder}" --operator Ana {words} {where}'
    return subprocess.run(
        ["/bin/sh", "-c", line], capture_output=True, text=True, check=False, timeout=60, cwd=folder.parent
    )


@linux
@pytest.mark.parametrize("where", [">/dev/full", ">&-"])
def test_what_was_recorded_is_not_called_a_failure_when_its_answer_is_lost(
    tmp_path: Path, where: str, call: Call
) -> None:
    done = shell(tmp_path / "store", "incident declare --title Once --json", where)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("It was recorded; the answer could not be printed")
    assert len(done.stderr.splitlines()) == 1
    assert [row["title"] for row in call("incident", "list")[1]] == ["Once"]
    done = shell(tmp_path / "store", "incident list", where)
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Something went wrong" not in done.stderr


@linux
def test_a_file_that_was_written_is_done_when_its_answer_is_lost(tmp_path: Path, incident: str) -> None:
    done = shell(tmp_path / "store", f"store backup {tmp_path / 'copy.backup'}", ">/dev/full")
    assert done.returncode == 0, incident
    assert done.stderr.startswith("It was done; the answer could not be printed")
    done = shell(tmp_path / "store", "incident show INC-ZZ-9 --json", ">/dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no")


@linux
def test_the_demo_is_made_to_its_end_where_nobody_can_be_told(tmp_path: Path) -> None:
    done = shell(tmp_path / "unused", f"demo --out {tmp_path / 'demo'}", ">&-")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("It was done")
    assert list((tmp_path / "demo").glob("*.pdf"))


@pytest.mark.parametrize("out", ["", "  "])
def test_a_demo_without_a_folder_leaves_the_current_one_alone(
    out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--out", out]) == 1
    assert "--out" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def _until_it_waits(pid: int, made: Path) -> None:
    """Until a process has made this file and uses no processor time any more: then it waits for words."""
    used = [""]
    while not (made.exists() and len(used) > 10 and len(set(used[-10:])) == 1):
        used.append(" ".join(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[13:15]))
        time.sleep(0.1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc, and signals are sent otherwise")
def test_a_call_that_is_stopped_says_one_sentence(tmp_path: Path) -> None:
    words = ["--data", str(tmp_path / "store"), "--operator", "Ana", "--passphrase"]
    waiting = subprocess.Popen(
        [*HOLDFAST, *words, "incident", "declare", "--title", "x", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # whoever runs the tests in the background has them ignore the signal
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    _until_it_waits(waiting.pid, tmp_path / "store" / "holdfast.db")
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=60)
    assert waiting.returncode == 130
    assert err.startswith("Stopped. What was recorded until then stays")
    assert "Traceback" not in err
    assert json.loads(out)["error"]["what"].startswith("Stopped.")


def test_a_failure_is_one_json_value_beside_its_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--data", str(tmp_path / "s"), "--operator", "Ana", "incident", "declare", "--title", "x"])
    capsys.readouterr()
    assert main(["--data", str(tmp_path / "s"), "incident", "show", "INC-ZZ-9", "--json"]) == 1
    out, err = capsys.readouterr()
    error = json.loads(out)["error"]
    assert err.splitlines() == [error["what"], error["hint"]]
    assert error["what"].startswith("There is no incident")
    assert main(["--data", str(tmp_path / "s"), "incident", "show", "INC-ZZ-9"]) == 1
    assert capsys.readouterr().out == ""


def test_a_wrong_call_is_one_json_value_too(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["incident", "declare", "--json"], ["--json"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
        out, err = capsys.readouterr()
        assert json.loads(out)["error"]["what"] in err
    with pytest.raises(SystemExit):
        main(["incident", "declare"])
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: holdfast incident declare")


def test_only_a_window_still_has_what_was_typed(call: Call) -> None:
    with pytest.raises(UserError) as long:
        clean_line("x" * 400, "The title")
    for error in (long.value, full()):
        assert "text is still here" in error.hint
        assert "still here" not in hint_here(error)
        assert "in a note" not in hint_here(error)
        assert hint_here(error).endswith((".", "again."))
    status, said = call("--operator", "n" * 100, "incident", "declare", "--title", "x")
    assert status == 1
    assert "still here" not in said
    assert "Make it shorter" in said
