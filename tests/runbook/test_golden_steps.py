"""Twenty real runbooks, checked by hand: no step that is there to be done is lost.

The golden file has nothing of their texts: hashes, numbers, ids of steps and anchors of sections. To write it
anew, read the file that changed, and say of each of its steps whether it is an act or only tells something.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from holdfast.runbook.parse import parse

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "real_steps.json").read_text("utf-8"))
RUNBOOKS: dict[str, dict[str, Any]] = GOLDEN["runbooks"]


def test_there_are_twenty_of_many_folders() -> None:
    assert len(RUNBOOKS) == 20
    assert len({path.rpartition("/")[0] for path in RUNBOOKS}) >= 12
    assert sum(len(each["acts"]) for each in RUNBOOKS.values()) == 159


@pytest.mark.parametrize("path", RUNBOOKS)
def test_the_steps_are_those_that_were_found_by_hand(path: str, real_runbooks: Path) -> None:
    told = RUNBOOKS[path]
    data = (real_runbooks / path).read_bytes()
    assert hashlib.sha256(data).hexdigest() == told["sha256"], f"{path} is another text: read it again"
    steps = [[step.number, step.id, step.section] for step in parse(data.decode(), "").steps]
    assert steps == told["steps"], path
    assert sorted(told["acts"] + told["told"]) == [number for number, _id, _section in steps], path
