"""A file is written whole or not at all, and says why not."""

import errno
import os
import resource
import stat
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from holdfast.domain.errors import UserError
from holdfast.report.write import _explained, write_file


@contextmanager
def small_disk() -> Generator[None]:
    """No file may grow beyond 4 kB: not for the whole test, or pytest's own output in a file ends there."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "review.pdf"
    write_file(target, b"first")
    write_file(target, b"second")
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


def test_it_has_the_rights_of_any_other_file_of_the_person(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_file(tmp_path / "review.pdf", b"data")
    assert stat.S_IMODE((tmp_path / "review.pdf").stat().st_mode) == stat.S_IMODE(
        (tmp_path / "other").stat().st_mode
    )


def test_where_there_is_no_space_the_earlier_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "review.pdf"
    target.write_bytes(b"earlier")
    with pytest.raises(UserError, match="not enough space") as caught, small_disk():
        write_file(target, b"x" * 100_000)
    assert caught.value.hint
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        write_file(tmp_path / "none" / "review.pdf", b"data")


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is a folder"):
        write_file(tmp_path, b"data")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="too long"):
        write_file(tmp_path / ("x" * 300), b"data")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_folder_that_nobody_may_write_in() -> None:
    with pytest.raises(UserError, match=r"review\.pdf"):
        write_file(Path("/proc/self/fdinfo/review.pdf"), b"data")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "not enough space"),
        (errno.EDQUOT, "not enough space"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "can only be read"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_each_failure_has_its_own_sentence_and_a_way_out(number: int, words: str) -> None:
    explained = _explained(OSError(number, os.strerror(number)), Path("/media/stick/review.pdf"))
    assert words in explained.what
    assert "/media/stick/review.pdf" in explained.what
    assert explained.hint
