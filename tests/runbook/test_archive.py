"""Zips that nobody has checked: what is honest comes in, and one foul entry refuses the whole, named."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.runbook import archive as module
from holdfast.runbook.collect import collect
from holdfast.runbook.library import import_folder
from holdfast.store.store import Store

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
Entry = tuple[str | zipfile.ZipInfo, bytes]


def packed(*entries: Entry, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def zipped(folder: Path, *entries: Entry, name: str = "books.zip") -> Path:
    file = folder / name
    file.write_bytes(packed(*entries))
    return file


def special(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    return info


def flagged(data: bytes, flag: int) -> bytes:
    """The zip with a flag set on its first entry, in both its headers."""
    there = bytearray(data)
    for start, offset in ((there.find(b"PK\x03\x04"), 6), (there.find(b"PK\x01\x02"), 8)):
        (bits,) = struct.unpack_from("<H", there, start + offset)
        struct.pack_into("<H", there, start + offset, bits | flag)
    return bytes(there)


def said_size(data: bytes, size: int) -> bytes:
    """The zip whose first entry says that it is so long."""
    there = bytearray(data)
    struct.pack_into("<I", there, there.find(b"PK\x03\x04") + 22, size)
    struct.pack_into("<I", there, there.find(b"PK\x01\x02") + 24, size)
    return bytes(there)


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    return data.replace(old, new)


def test_markdown_and_the_images_that_it_shows(tmp_path: Path) -> None:
    file = zipped(
        tmp_path,
        ("x/a.md", b"# A\n\n![p](../img/p.png) ![q](../img/q.png)\n"),
        ("b.MARKDOWN", b"\xef\xbb\xbf# B\r\n"),
        ("img/p.png", PNG),
        ("img/unused.png", PNG),
        ("img/q.png", b"not one"),
        ("notes.txt", b"x"),
        (".hidden.md", b"x"),
        ("__MACOSX/x/._a.md", b"x"),
        ("latin.md", b"K\xfcche \x81"),
        ("big.md", "".join(f"{n}\n" for n in range(60_000)).encode()),
        ("empty/", b""),
    )
    found = collect(file)
    assert [(each.path, each.data) for each in found.files] == [
        ("b.MARKDOWN", b"\xef\xbb\xbf# B\r\n"),
        ("x/a.md", b"# A\n\n![p](../img/p.png) ![q](../img/q.png)\n"),
    ]
    assert [image.path for image in found.images] == ["img/p.png"]
    assert [left.file for left in found.refused] == ["big.md", "img/q.png", "latin.md"]


def test_a_folder_called_as_the_zip_is_the_source_itself(tmp_path: Path) -> None:
    entries: tuple[Entry, ...] = (("books/", b""), ("books/a.md", b"# A\n"), ("books/deep/b.md", b"# B\n"))
    assert [each.path for each in collect(zipped(tmp_path, *entries)).files] == ["a.md", "deep/b.md"]
    other = collect(zipped(tmp_path, *entries, name="other.zip"))
    assert [each.path for each in other.files] == ["books/a.md", "books/deep/b.md"]


def test_a_zip_is_a_source_of_its_own_and_what_it_lacks_is_gone(store: Store, tmp_path: Path) -> None:
    file = zipped(tmp_path, ("a.md", b"# A\n\n![p](p.png)\n"), ("b.md", b"# B\n"), ("p.png", PNG))
    assert (import_folder(store, file).source, store.runbooks.count()) == ("books", 2)
    assert import_folder(store, file).unchanged == 2
    zipped(tmp_path, ("a.md", b"# A\n\n![p](p.png)\n"), ("c.md", b"# C\n"), ("p.png", PNG))
    report = import_folder(store, file)
    assert (report.new, report.unchanged, report.gone) == (1, 1, 1)
    folder = tmp_path / "deep" / "books"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("# Another\n")
    assert import_folder(store, folder).source == "books 2"


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "up": (lambda: packed(("a.md", b"x"), ("../evil.md", b"x")), "../evil.md"),
    "up inside": (lambda: packed(("a/../../evil.md", b"x")), "a/../../evil.md"),
    "up at the end": (lambda: packed(("a/..", b"x")), "a/.."),
    "absolute": (lambda: packed(("/etc/evil.md", b"x")), "/etc/evil.md"),
    "host": (lambda: packed(("//host/evil.md", b"x")), "//host/evil.md"),
    "backslash": (lambda: packed(("a\\evil.md", b"x")), "a\\evil.md"),
    "backslash up": (lambda: packed(("..\\evil.md", b"x")), "..\\evil.md"),
    "drive": (lambda: packed(("C:/evil.md", b"x")), "C:/evil.md"),
    "drive relative": (lambda: packed(("c:evil.md", b"x")), "c:evil.md"),
    "dot": (lambda: packed(("./evil.md", b"x")), "./evil.md"),
    "double slash": (lambda: packed(("a//evil.md", b"x")), "a//evil.md"),
    "null": (lambda: renamed(packed(("evil.md_.txt", b"x")), b"evil.md_", b"evil.md\0"), "evil.md?.txt"),
    "control": (lambda: packed(("evil\n.md", b"x")), "evil?.md"),
    "long name": (lambda: packed(("x" * 1200 + ".md", b"x")), "xxx"),
    "deep": (lambda: packed(("d/" * 60 + "evil.md", b"x")), "d/d/"),
    "twice": (lambda: packed(("evil.md", b"x"), ("evil.md", b"y")), "evil.md"),
    "twice by case": (lambda: packed(("evil.md", b"x"), ("EVIL.md", b"y")), "EVIL.md"),
    "twice by spelling": (lambda: packed(("\u00fc.md", b"x"), ("u\u0308.md", b"y")), "u\u0308.md"),
    "twice by folded case": (lambda: packed(("stra\u00dfe.md", b"x"), ("STRASSE.md", b"y")), "STRASSE.md"),
    "file and folder": (lambda: packed(("evil.md", b"x"), ("evil.md/", b"")), "evil.md/"),
    "file as folder": (lambda: packed(("evil.md", b"x"), ("evil.md/a.md", b"y")), "evil.md/a.md"),
    "link": (lambda: packed((special("evil.md", stat.S_IFLNK | 0o777), b"/etc/passwd")), "evil.md"),
    "device": (lambda: packed((special("evil.md", stat.S_IFCHR | 0o600), b"")), "evil.md"),
    "pipe": (lambda: packed((special("evil.md", stat.S_IFIFO | 0o600), b"")), "evil.md"),
    "link to a picture": (
        lambda: packed(("a.md", b"![p](p.png)"), (special("p.png", stat.S_IFLNK | 0o777), b"/etc/passwd")),
        "p.png",
    ),
    "encrypted": (lambda: flagged(packed(("evil.md", b"x")), 0x1), "evil.md"),
    "strongly encrypted": (lambda: flagged(packed(("evil.md", b"x")), 0x40), "evil.md"),
    "packed otherwise": (lambda: packed(("evil.md", b"x"), method=zipfile.ZIP_LZMA), "evil.md"),
    "bomb": (lambda: packed(("evil.md", bytes(5_000_000))), "evil.md"),
    "bomb beside": (lambda: packed(("a.md", b"# A"), ("evil.bin", bytes(5_000_000))), "evil.bin"),
    "too much": (
        lambda: said_size(packed(("evil.md", b"x")), 65 * 1024 * 1024),
        "evil.md",
    ),
    "longer than it says": (lambda: said_size(packed(("evil.md", b"x" * 5000)), 10), "evil.md"),
    "shorter than it says": (lambda: said_size(packed(("evil.md", b"x" * 10)), 50), "evil.md"),
    "another sum": (
        lambda: renamed(packed(("evil.md", b"abcdef"), method=zipfile.ZIP_STORED), b"abcdef", b"abcxef"),
        "evil.md",
    ),
    "another name inside": (lambda: packed(("evil.md", b"x")).replace(b"evil.md", b"good.md", 1), "evil.md"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_one_foul_entry_refuses_the_whole_and_is_named(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    make, entry = HOSTILE[what]
    file = tmp_path / "books.zip"
    file.write_bytes(make())
    before = store.journal.count()
    opened: list[object] = []
    for name in ("extract", "extractall", "_extract_member"):
        monkeypatch.setattr(zipfile.ZipFile, name, lambda *args, **_more: opened.append(args))
    with pytest.raises(UserError, match=r"books\.zip was not imported") as refused:
        import_folder(store, file)
    assert entry in refused.value.what
    assert (store.journal.count(), opened) == (before, [])
    assert [path.name for path in tmp_path.iterdir() if path.name != "store"] == ["books.zip"]


@pytest.mark.parametrize("size", [0, 1, 10, 60, 100, -1, -10, -22, -40])
def test_a_zip_that_is_cut_off_is_refused(tmp_path: Path, size: int) -> None:
    file = zipped(tmp_path, ("a.md", b"# A\n" * 20), ("b.md", b"# B\n"))
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(UserError, match="cut off, damaged or no zip"):
        collect(file)


def test_what_is_only_called_a_zip(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("# no zip")
    (tmp_path / "folder.zip").mkdir()
    (tmp_path / "folder.zip" / "a.md").write_text("# A\n")
    with pytest.raises(UserError, match="no zip"):
        collect(tmp_path / "text.zip")
    assert [each.path for each in collect(tmp_path / "folder.zip").files] == ["a.md"]
    with pytest.raises(UserError, match="neither a folder"):
        collect(tmp_path / "nothing.zip")
    with pytest.raises(UserError, match="no Markdown"):
        collect(zipped(tmp_path, ("a.txt", b"x")))
    with pytest.raises(UserError, match="no Markdown"):
        collect(zipped(tmp_path))


def test_more_entries_than_a_library_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ENTRIES", 3)
    file = zipped(tmp_path, *((f"{number}.md", b"# A\n") for number in range(4)))
    there = bytearray(file.read_bytes())
    struct.pack_into("<HH", there, there.rfind(b"PK\x05\x06") + 8, 1, 1)  # its own count lies
    file.write_bytes(there)
    with pytest.raises(UserError, match="more than 3 entries"):
        collect(file)


def test_a_zip_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_TOTAL", 50)
    with pytest.raises(UserError, match="larger than"):
        collect(zipped(tmp_path, ("a.md", b"# A\n")))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_zip_is_taken_whole_or_refused_in_a_sentence(tmp_path: Path, data: st.DataObject) -> None:
    whole = bytearray(packed(("a.md", b"# A\n\n![p](p.png)\n"), ("deep/b.md", b"# B\n" * 30), ("p.png", PNG)))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[place] = data.draw(st.integers(0, 255))
    file = tmp_path / "books.zip"
    file.write_bytes(whole)
    try:
        found = collect(file)
    except UserError:
        return
    assert all(not each.path.startswith("/") and ".." not in each.path.split("/") for each in found.files)
