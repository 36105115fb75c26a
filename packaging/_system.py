"""The machine below Python: running commands, and the libraries that Qt expects to find."""

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What PySide6's libraries and its X11 and Wayland plugins are linked to, and the Debian package of each.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# What tests call beside Python, and the Debian package of each. A test without its program is skipped.
PROGRAMS = {"qpdf": "qpdf"}

# Services that tests run on loopback, and the Debian package of each. They are unpacked into this folder, and
# never installed: Debian starts what is installed. A test without its service is skipped.
SERVICES = {"prometheus": "prometheus", "prometheus-alertmanager": "prometheus-alertmanager"}
TOOLS = ROOT / "build" / "tools"


class Stop(Exception):
    """Something that the person at the keyboard must do first; the text says what."""


def say(text: str) -> None:
    """Tell what is going on, on standard error: the verbs' own last lines belong to standard output."""
    print(text, file=sys.stderr, flush=True)


def call(command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> int:
    """Run a command with `env` added to the environment; its exit code."""
    sys.stdout.flush()
    return subprocess.run(command, env={**os.environ, **(env or {})}, cwd=cwd, check=False).returncode


def must(command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> None:
    """Run a command that has to succeed; raises Stop with the command when it does not."""
    code = call(command, env, cwd)
    if code:
        raise Stop(f"This failed with exit code {code}: {shlex.join(str(part) for part in command)}")


def missing_packages() -> list[str]:
    """The Debian packages of those libraries that the loader cannot find; empty outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in LIBRARIES.items() if not _loads(library)]


def missing_programs() -> list[str]:
    """The Debian packages of those programs that tests call and that are not found."""
    return [package for program, package in PROGRAMS.items() if shutil.which(program) is None]


def missing_services() -> list[str]:
    """The Debian packages of those services that tests run and that are neither installed nor unpacked."""
    places = os.pathsep.join([os.environ.get("PATH", ""), str(TOOLS / "usr" / "bin")])
    return [package for program, package in SERVICES.items() if shutil.which(program, path=places) is None]


def unpack(packages: Sequence[str]) -> None:
    """Fetch Debian packages and unpack them below build; needs no root, where apt knows what there is."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        say(f"Services that tests run are missing. On Debian they are named: {' '.join(packages)}")
        return
    say(f"Services that tests run are missing. Unpacking below {TOOLS}: {' '.join(packages)}")
    TOOLS.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        call(["apt-get", "update", "-qq"], {"DEBIAN_FRONTEND": "noninteractive"})
    with tempfile.TemporaryDirectory(dir=TOOLS) as folder:
        call(["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", *packages], cwd=Path(folder))
        for file in sorted(Path(folder).glob("*.deb")):
            call(["dpkg-deb", "--extract", file, TOOLS])
    if missing_services():
        say("They could not be fetched; the tests that run them are skipped.")


def install(packages: Sequence[str]) -> None:
    """Install missing Debian packages as root on Debian; otherwise say the one command that does."""
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        say(f"System packages are missing. On Debian they are named: {' '.join(packages)}")
        return
    if os.geteuid() != 0:
        say(f"System packages are missing. Install them once with: sudo {shlex.join(command)}")
        return
    say(f"System packages are missing. Installing: {' '.join(packages)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    # A fresh machine has no package lists yet; a stale list names files that are gone.
    brief = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    call(["apt-get", "update", "-qq"], quiet)
    call([*command, *brief], quiet)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
