"""Reviews as different as teams write them are read as a person reads them, and nothing of them is lost."""

import tomllib
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from holdfast.review.foreign import Foreign, read
from holdfast.review.foreign_rows import ForeignRow
from holdfast.review.foreign_words import shipped_words
from tests.review.accounting import lost_lines

CORPUS: Final = Path(__file__).parent / "corpus"
GOLDEN: Final[dict[str, dict[str, Any]]] = tomllib.loads((CORPUS / "golden.toml").read_text("utf-8"))


def text_of(name: str) -> str:
    return (CORPUS / name).read_bytes().decode()


def read_of(name: str) -> Foreign:
    zone = ZoneInfo(GOLDEN[name].get("zone", "Europe/Berlin"))
    return read(text_of(name), name, zone, shipped_words())


def told(rows: list[ForeignRow], place: int) -> str:
    row = rows[place] if rows else None
    return f"{row.occurred:%Y-%m-%dT%H:%MZ} {row.text.splitlines()[0]}" if row else ""


def test_every_review_of_the_corpus_has_its_golden_lines() -> None:
    assert sorted(GOLDEN) == sorted(file.name for file in CORPUS.glob("*.md"))
    assert len(GOLDEN) >= 32


@pytest.mark.parametrize("name", GOLDEN)
def test_a_review_is_read_as_a_person_reads_it(name: str) -> None:
    found = read_of(name)
    timed = [row for row in found.rows if row.occurred]
    assert {key: value for key, value in GOLDEN[name].items() if key != "zone"} == {
        "title": found.title,
        "day": str(found.day or ""),
        "sections": sorted(found.texts),
        "timed": len(timed),
        "unread": [row.text for row in found.rows if row.occurred is None],
        "first": told(timed, 0),
        "last": told(timed, -1),
        "early": sum(row.early for row in found.rows),
        "actions": len(found.actions),
        "done": sum(action.done for action in found.actions),
        "owned": sum(bool(action.owner) for action in found.actions),
        "due": sum(bool(action.due) for action in found.actions),
    }


@pytest.mark.parametrize("name", GOLDEN)
def test_every_line_of_it_is_found_again(name: str) -> None:
    assert lost_lines(text_of(name), read_of(name)) == []
