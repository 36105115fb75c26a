"""A folder with a review of another team, and a file in which nothing is written."""

from pathlib import Path

TEXT = """# Mail stood still

Date: 2024-07-05

## Summary

Mail stood still.

## Weather

Rain.

## Timeline

- 10:00 queue grows
- 10:40 CST vendor called
- 11:30 good again

## Action items

- [x] Watch the queue
"""


def foreign_folder(tmp_path: Path) -> Path:
    """The folder, made now."""
    there = tmp_path / "reviews"
    there.mkdir()
    (there / "mail.md").write_text(TEXT, encoding="utf-8")
    (there / "empty.md").write_text(" \n", encoding="utf-8")
    return there
