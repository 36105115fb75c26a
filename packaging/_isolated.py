"""A place without a network: a fresh home, a bare environment, a network namespace without a route."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from _system import Stop, call, must

# 192.0.2.1 is reserved for documentation (RFC 5737): nothing may answer there, here nothing may even leave.
PROBE = """
import errno, socket, sys
with socket.socket() as probe:
    probe.settimeout(2)
    sys.exit(probe.connect_ex(("192.0.2.1", 9)) != errno.ENETUNREACH)
"""
WINDOW_SECONDS = 10


class Isolated:
    """A temporary folder `home`, and ways to run commands there with no way out."""

    def __init__(self) -> None:
        self._unshare = ["unshare", "--net", "--"]
        if os.name == "posix" and os.geteuid() != 0:
            self._unshare.insert(1, "--map-root-user")

    def __enter__(self) -> Self:
        if shutil.which("unshare") is None or call([*self._unshare, sys.executable, "-c", PROBE]):
            raise Stop(
                "Everything is built, but nothing is proved: this user may not make a network namespace "
                "without a route. Run it as root on Linux."
            )
        self.home = Path(tempfile.mkdtemp(prefix="holdfast-proof-"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def must(self, *command: str | Path) -> None:
        """Run a command that has to succeed, knowing nothing of the developer's own environment."""
        must(self._apart(command), cwd=self.home)

    def must_open(self, *command: str | Path, store: Path) -> None:
        """Run a command that has to open a window on `store`, and end it after some seconds."""
        try:
            ended = subprocess.run(self._apart(command), cwd=self.home, check=False, timeout=WINDOW_SECONDS)
        except subprocess.TimeoutExpired:
            if (store / "holdfast.db").is_file():
                return
            raise Stop(f"The window is open, but there is no store in {store}.") from None
        raise Stop(f"The window did not stay open: exit code {ended.returncode}.")

    def _apart(self, command: tuple[str | Path, ...]) -> list[str | Path]:
        bare = {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": os.defpath,
            "QT_QPA_PLATFORM": "offscreen",
            "TMPDIR": str(self.home),
        }
        settings = [f"{name}={value}" for name, value in bare.items()]
        return [*self._unshare, "env", "--ignore-environment", *settings, *command]
