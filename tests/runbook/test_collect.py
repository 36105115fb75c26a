import os
import sys
from pathlib import Path

import pytest

from holdfast.domain.errors import UserError
from holdfast.runbook import collect as module
from holdfast.runbook.collect import Collected, collect

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20
NO_ROOT = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user"
)


def write(folder: Path, name: str, content: str | bytes = "# A\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def names(found: Collected) -> list[str]:
    return [file.path for file in found.files]


def why(found: Collected, file: str) -> str:
    return next(left.why for left in found.refused if left.file == file)


def test_markdown_at_any_depth_in_the_order_of_paths(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.MARKDOWN", "a/b.txt", ".git/x.md", ".hidden.md", "folder.md/d.md"):
        write(tmp_path, name)
    found = collect(tmp_path)
    assert names(found) == ["a/c.MARKDOWN", "b.md", "folder.md/d.md"]
    assert found.files[0].data == b"# A\n"
    assert found.files[0].text == "# A\n"
    assert found.refused == ()


def test_one_file_alone(tmp_path: Path) -> None:
    write(tmp_path, "other.md")
    write(tmp_path, "img/p.png", PNG)
    found = collect(write(tmp_path, "one.md", "![p](img/p.png)"))
    assert names(found) == ["one.md"]
    assert [image.path for image in found.images] == ["img/p.png"]


@pytest.mark.parametrize("name", ["none", "notes.txt", "gone.md"])
def test_what_is_neither_is_refused(tmp_path: Path, name: str) -> None:
    write(tmp_path, "notes.txt")
    with pytest.raises(UserError, match="neither a folder nor a Markdown file nor a zip"):
        collect(tmp_path / name)


def test_a_folder_without_markdown(tmp_path: Path) -> None:
    write(tmp_path, "notes.txt")
    with pytest.raises(UserError, match=r"no Markdown.*Nothing was imported") as refused:
        collect(tmp_path)
    assert "end in .md" in refused.value.hint


def test_what_is_not_text_says_so(tmp_path: Path) -> None:
    write(tmp_path, "binary.md", b"\x7fELF\0\0")
    write(tmp_path, "broken.md", "K\u00fcche, T\u00fcr".encode() + b" \xfc")
    write(tmp_path, "wide.md", "# a".encode("utf-16-le"))
    write(tmp_path, "good.md", "\ufeff# a")
    found = collect(tmp_path)
    assert names(found) == ["good.md"]
    assert "not text" in why(found, "binary.md")
    assert "Byte 14 is not UTF-8" in why(found, "broken.md")
    assert "not text" in why(found, "wide.md")


def test_other_encodings_are_read_and_the_bytes_stay(tmp_path: Path) -> None:
    write(tmp_path, "a.md", b"# K\xfcche")
    write(tmp_path, "b.md", "# K\u00fcche".encode("utf-16"))
    write(tmp_path, "c.md", "# K\u00fcche")
    found = collect(tmp_path)
    assert {file.text for file in found.files} == {"# K\u00fcche"}
    assert [file.encoding for file in found.files] == ["Windows-1252", "UTF-16", "UTF-8"]
    assert [file.remark for file in found.files][1:] == ["Read as UTF-16; kept as it is.", ""]
    assert found.files[0].data == b"# K\xfcche"


@pytest.mark.parametrize("content", [b"", b" \n\r\n", b"\xef\xbb\xbf\n"])
def test_what_is_empty_says_so(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, "empty.md", content)
    found = collect(tmp_path)
    assert not found.files
    assert why(found, "empty.md").startswith("It is empty.")


def test_all_refused_is_a_report_and_not_an_error(tmp_path: Path) -> None:
    write(tmp_path, "binary.md", b"\0")
    assert [left.file for left in collect(tmp_path).refused] == ["binary.md"]


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with write(tmp_path, "huge.md").open("r+b") as file:
        file.truncate(50 * 1024 * 1024)
    write(tmp_path, "most.md", "x" * module.LARGEST_TEXT)
    opened: list[Path] = []
    really_open = Path.open
    monkeypatch.setattr(Path, "open", lambda path, mode: (opened.append(path), really_open(path, mode))[1])
    found = collect(tmp_path)
    assert names(found) == ["most.md"]
    assert [path.name for path in opened] == ["most.md"]
    assert "51\u202f200 kB" in why(found, "huge.md")


def test_more_than_fits_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_TOTAL", 6)
    write(tmp_path, "a.md", "1234")
    write(tmp_path, "b.md", "1234")
    found = collect(tmp_path)
    assert names(found) == ["a.md"]
    assert "Import it in parts" in why(found, "b.md")


def test_a_folder_with_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ENTRIES", 1)
    write(tmp_path, "a.md")
    write(tmp_path, "b.md")
    with pytest.raises(UserError, match="more than 1 files"):
        collect(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_never_lead_out_or_round(tmp_path: Path) -> None:
    outside = write(tmp_path, "secret/secret.md", "secret")
    folder = tmp_path / "runbooks"
    write(folder, "real.md")
    (folder / "out.md").symlink_to(outside)
    (folder / "same.md").symlink_to("real.md")
    (folder / "gone.md").symlink_to("nothing.md")
    (folder / "self.md").symlink_to("self.md")
    (folder / "round").symlink_to(".")
    (folder / "up").symlink_to(tmp_path / "secret")
    found = collect(folder)
    assert names(found) == ["real.md", "same.md"]
    assert "outside the folder" in why(found, "out.md")
    assert "cannot be read" in why(found, "gone.md")
    assert "cannot be read" in why(found, "self.md")
    assert "not followed" in why(found, "round")
    assert "not followed" in why(found, "up")


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no name there")
def test_a_pipe_named_like_a_runbook_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "not an ordinary file" in why(collect(tmp_path), "pipe.md")


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_weird_names(tmp_path: Path) -> None:
    for name in (b"a\nb.md", b"caf\xe9.md", "größe \u202ex.md".encode(), b"a'\"$(x).md"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("# A\n")
    found = collect(tmp_path)
    assert set(names(found)) == {"größe \u202ex.md", "a'\"$(x).md"}
    assert {left.file for left in found.refused} == {"a\nb.md", "caf\\udce9.md"}
    assert all("Rename it" in left.why for left in found.refused)


@pytest.mark.skipif(sys.platform != "linux", reason="names are normalised there")
def test_two_spellings_of_one_name(tmp_path: Path) -> None:
    write(tmp_path, "u\u0308.md")
    write(tmp_path, "\u00fc.md")
    found = collect(tmp_path)
    assert names(found) == ["\u00fc.md"]
    assert "same name" in why(found, "\u00fc.md")


@NO_ROOT
def test_what_may_not_be_read(tmp_path: Path) -> None:
    write(tmp_path, "locked.md").chmod(0)
    write(tmp_path, "closed/a.md")
    (tmp_path / "closed").chmod(0)
    found = collect(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert "Permission denied" in why(found, "locked.md")
    assert "Permission denied" in why(found, "closed")


def test_an_unreadable_folder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.md")
    write(tmp_path, "closed/b.md")
    scan = os.scandir

    def refuse(folder: Path) -> object:
        if folder.name == "closed":
            raise PermissionError(13, "no")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert "Permission denied" in why(collect(tmp_path), "closed")


def test_only_images_that_are_shown_and_are_images(tmp_path: Path) -> None:
    text = "![a](img/a.png) ![b](b.svg) ![c](../c.png) ![d](d.jpg) ![e](e.gif) ![f](gone.png) ![g](big.png)"
    write(tmp_path, "x/one.md", f"{text}\n<img src='f.JPG'>")
    write(tmp_path, "x/two.md", "![a](img/a.png) ![d](d.jpg) ![c](../../../c.png)")
    write(tmp_path, "x/img/a.png", PNG)
    write(tmp_path, "x/b.svg", "<svg/>")
    write(tmp_path, "c.png", PNG)
    write(tmp_path, "unused.png", PNG)
    write(tmp_path, "x/d.jpg", "not one")
    write(tmp_path, "x/e.gif", b"GIF89a..")
    write(tmp_path, "x/f.JPG", b"\xff\xd8\xff..")
    write(tmp_path, "x/big.png", PNG + b"x" * module.LARGEST_IMAGE)
    found = collect(tmp_path)
    assert [image.path for image in found.images] == ["c.png", "x/e.gif", "x/f.JPG", "x/img/a.png"]
    assert "kind of image" in why(found, "x/d.jpg")
    assert "4 MB" in why(found, "x/big.png")
    assert len(found.refused) == 2


def test_all_real_runbooks_are_accounted_for(real_runbooks: Path) -> None:
    found = collect(real_runbooks)
    assert len(found.files) + len(found.refused) == 273
    assert found.refused == ()
    assert len(found.images) == 6
