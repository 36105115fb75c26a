"""The program in a process of its own, while a window lives on."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QProcessEnvironment

from tests.journeys.keyboard import until

ROOT = Path(__file__).resolve().parents[2]


def holdfast(*arguments: str) -> QProcess:
    """Start it with these words."""
    process, environment = QProcess(), QProcessEnvironment.systemEnvironment()
    environment.insert("QT_QPA_PLATFORM", "offscreen")
    environment.insert("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), str(ROOT)]))
    process.setProcessEnvironment(environment)
    process.start(sys.executable, ["-m", "holdfast", *arguments])
    return process


def ended(process: QProcess) -> int:
    """Its exit status, once it has ended."""
    until(lambda: process.state() == QProcess.ProcessState.NotRunning, "the other process ends")
    assert process.exitStatus() == QProcess.ExitStatus.NormalExit
    return process.exitCode()


def said(process: QProcess) -> str:
    """What it said, once it has ended well."""
    assert ended(process) == 0, bytes(process.readAllStandardError().data()).decode()
    return bytes(process.readAllStandardOutput().data()).decode()
