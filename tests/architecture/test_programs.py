"""`dev.py test`: programs that tests call are installed where that can be, or the command is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "packaging"
APT = """#!/bin/sh
echo "$@" >> {log}
case "$*" in *download*) : > service.deb;; esac
case "$*" in *install*) printf '#!/bin/sh\\n' > {qpdf}; /bin/chmod +x {qpdf};; esac
"""
DPKG = """#!/bin/sh
/bin/mkdir -p "$3/usr/bin" && : > "$3/usr/bin/watcher" && /bin/chmod +x "$3/usr/bin/watcher"
"""
CODE = """
import os, _checks, _system
os.geteuid = lambda: {user}
_system.TOOLS = _system.Path({tools!r})
_system.SERVICES = {services}
_checks.lint = lambda: print("linted") or 0
_checks._pytest = lambda arguments: print("all ran" if arguments == _checks.ALL else "some ran") or 0
_checks.test({arguments})
print(_system.missing_programs())
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no apt-get there")


def tried(
    folder: Path,
    user: int,
    arguments: list[str] | None = None,
    *,
    apt: bool = True,
    services: dict[str, str] | None = None,
) -> tuple[str, str]:
    """What `test` says where only apt-get is found, and what apt-get was asked for."""
    log = folder / "asked"
    log.touch()
    (folder / "bin").mkdir(exist_ok=True)
    if apt:
        script = folder / "bin" / "apt-get"
        script.write_text(APT.format(log=log, qpdf=folder / "bin" / "qpdf"))
        script.chmod(0o755)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            CODE.format(
                user=user, arguments=arguments or [], tools=str(folder / "tools"), services=services or {}
            ),
        ],
        cwd=TOOL,
        env={**os.environ, "PATH": f"{folder / 'bin'}", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout, log.read_text()


def test_root_on_debian_gets_them_installed_and_once_only(tmp_path: Path) -> None:
    said, asked = tried(tmp_path, 0)
    assert "Installing: qpdf" in said
    assert asked.splitlines()[0] == "update -qq"
    assert asked.splitlines()[1].startswith("install --yes --no-install-recommends qpdf")
    assert said.endswith("linted\nall ran\n[]\n")
    said, again = tried(tmp_path, 0)
    assert (said, again) == ("linted\nall ran\n[]\n", asked)


def test_others_are_told_the_one_command_and_tests_run_all_the_same(tmp_path: Path) -> None:
    said, asked = tried(tmp_path, 1000)
    assert "sudo apt-get install --yes --no-install-recommends qpdf\n" in said
    assert asked == ""
    assert said.endswith("linted\nall ran\n['qpdf']\n")


def test_where_there_is_no_apt_the_package_is_named(tmp_path: Path) -> None:
    said, _asked = tried(tmp_path, 0, apt=False)
    assert "On Debian they are named: qpdf" in said
    assert said.endswith("linted\nall ran\n['qpdf']\n")


def test_services_are_unpacked_and_never_installed(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "dpkg-deb"
    script.write_text(DPKG)
    script.chmod(0o755)
    said, asked = tried(tmp_path, 1000, services={"watcher": "some-watcher"})
    assert asked.splitlines() == ["download -qq -o APT::Sandbox::User=root some-watcher"]
    assert (tmp_path / "tools" / "usr" / "bin" / "watcher").is_file()
    assert "could not be fetched" not in said
    assert tried(tmp_path, 1000, services={"watcher": "some-watcher"})[1] == asked


def test_tests_run_all_the_same_where_a_service_cannot_be_fetched(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "dpkg-deb"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    said, _asked = tried(tmp_path, 1000, services={"watcher": "some-watcher"})
    assert "They could not be fetched" in said
    assert "all ran" in said


def test_a_few_tests_run_at_once(tmp_path: Path) -> None:
    said, asked = tried(tmp_path, 0, ["tests/domain"])
    assert (said, asked) == ("some ran\n['qpdf']\n", "")
