"""A log that was rotated more than once between two looks: every part of it is read, or told as missed."""

import os
from pathlib import Path

import pytest

from holdfast.detect.watches.follow import Place, follow
from holdfast.detect.watches.notes import Notes


def read(log: Path, place: Place, notes: Notes) -> list[str]:
    return [text for lines in follow(log, place, notes) for text in lines.texts]


def written(file: Path, text: str, at: int) -> None:
    file.write_text(text)
    os.utime(file, (at, at))


@pytest.mark.parametrize("names", [("2", "1"), ("20261127", "20261128")])
def test_two_rotations_between_two_looks_lose_nothing(tmp_path: Path, names: tuple[str, str]) -> None:
    log, place, notes = tmp_path / "app.log", Place(), Notes()
    written(tmp_path / "app.log.3", "long ago\n", 10)
    written(tmp_path / "other.log.1", "of another\n", 150)
    written(log, "", 100)
    assert read(log, place, notes) == []
    written(log, "one\n", 100)
    log.rename(tmp_path / f"app.log.{names[0]}")
    written(log, "two\nhalf", 200)
    log.rename(tmp_path / f"app.log.{names[1]}")
    written(log, "three\n", 300)
    assert read(log, place, notes) == ["one", "two", "half", "three"]
    assert (notes["rotated"].count, "missed" in notes) == (2, False)
    assert read(log, place, notes) == []


def test_a_part_that_is_gone_is_told(tmp_path: Path) -> None:
    log, place, notes = tmp_path / "app.log", Place(), Notes()
    written(log, "", 100)
    assert read(log, place, notes) == []
    log.rename(tmp_path / "gone")
    written(log, "three\n", 300)
    (tmp_path / "gone").rename(tmp_path.parent / "gone")
    assert read(log, place, notes) == ["three"]
    assert notes["missed"].count == 1
