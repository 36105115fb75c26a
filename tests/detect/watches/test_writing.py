"""Files of watches are written whole or not at all, and never over what somebody else wrote."""

from pathlib import Path

import pytest

from holdfast.detect.watches.watch import check
from holdfast.detect.watches.writing import examples, text_of, write
from holdfast.domain.errors import UserError

TEXT = examples()[0].text


def test_every_example_can_be_used_as_it_is_shipped(tmp_path: Path) -> None:
    assert len(examples()) >= 3
    for each in examples():
        assert check(each.text).problems == ()
        assert text_of(write(tmp_path, each.key, each.text, None)) == each.text


@pytest.mark.parametrize("name", ["", "../out", "a;b", ".hidden"])
def test_a_name_that_leaves_the_folder_is_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        write(tmp_path, name, TEXT, None)
    assert list(tmp_path.rglob("*.toml")) == []


def test_a_new_watch_replaces_none(tmp_path: Path) -> None:
    file = write(tmp_path, "disk", TEXT, None)
    with pytest.raises(UserError, match="of this name already"):
        write(tmp_path, "disk", TEXT.replace("10m", "20m"), None)
    assert file.read_text() == TEXT


def test_what_another_program_wrote_meanwhile_stays(tmp_path: Path) -> None:
    file = write(tmp_path, "disk", TEXT, None)
    file.write_text(TEXT + "# by hand\n")
    with pytest.raises(UserError, match="changed by another program"):
        write(tmp_path, "disk", TEXT.replace("10m", "20m"), TEXT)
    assert file.read_text().endswith("# by hand\n")


def test_a_text_that_is_no_watch_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="can't be used yet"):
        write(tmp_path, "disk", TEXT.replace("[rule]", "[rules]"), None)
    assert list(tmp_path.rglob("*.toml")) == []
