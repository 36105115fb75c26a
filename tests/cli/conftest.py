"""Calling the command line within the test, and an incident to call it on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdfast.main import main

Call = Callable[..., tuple[int, Any]]


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """`call("incident", "list")` gives the exit status and the JSON value, or the text that was printed."""

    def run(*words: str, data: str = "store", plain: bool = False) -> tuple[int, Any]:
        status = main(
            ["--data", str(tmp_path / data), "--operator", "Ana", *words, *([] if plain else ["--json"])]
        )
        out, err = capsys.readouterr()
        if plain or status == 1:
            return status, out + err
        return status, json.loads(out)

    return run


@pytest.fixture
def incident(call: Call) -> str:
    """The reference of an incident that is contained."""
    _status, made = call(
        "incident", "declare", "--title", "Disk full", "--impact", "high", "--urgency", "medium"
    )
    call("incident", "move", made["ref"], "contained")
    return made["ref"]
