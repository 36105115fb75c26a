"""The resident memory of this process."""

from pathlib import Path

_STATUS = Path("/proc/self/status")


def resident() -> float:
    """Megabytes; 0 where the system does not say (it is Linux that does)."""
    if not _STATUS.is_file():
        return 0
    line = next(line for line in _STATUS.read_text("utf-8").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
