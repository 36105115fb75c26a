"""`holdfast runbook new|write|lint|diff|approve`: what it takes to write a runbook and to stand behind it."""

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, Exit, lines, plain, read_text, reading, verb, writing
from holdfast.cli.runbook_find import find_runbook, find_version
from holdfast.domain.diff import DiffLine, diff, differs_unseen
from holdfast.domain.encodings import decoded
from holdfast.domain.runbook import Runbook
from holdfast.runbook.collect import collect
from holdfast.runbook.found import is_zip
from holdfast.runbook.library import text_of
from holdfast.runbook.lint import Finding, lint
from holdfast.runbook.parse import parse
from holdfast.runbook.writing import approve, create, write
from holdfast.store.store import Store
from holdfast.words import _


def add(verbs: Any) -> None:  # noqa: ANN401
    """Add the verbs."""
    new = verb(verbs, "new", _("record a new runbook, written here"), _new)
    changed = verb(verbs, "write", _("record a new text of a runbook"), _write)
    changed.add_argument("id")
    for each in (new, changed):
        each.add_argument("--text-file", required=True, metavar="F", help=_("its Markdown"))
        each.add_argument("--reason", default="", help=_("why; it stands in the journal"))
    changed.add_argument("--base", default="", help=_("the version that was edited; the newest by default"))
    checked = verb(verbs, "lint", _("name what is wrong with a runbook, or missing from it"), _lint)
    checked.add_argument("what", metavar="PATH|ID")
    shown = verb(verbs, "diff", _("what changed between two versions, or is another in a file"), _diff)
    shown.add_argument("id")
    shown.add_argument(
        "one", nargs="?", default="", metavar="VERSION|FILE", help=_("by default the one before")
    )
    shown.add_argument("other", nargs="?", default="", metavar="VERSION", help=_("by default the one now"))
    stood = verb(verbs, "approve", _("say that a runbook was read and is accepted here"), _approve)
    stood.add_argument("id")
    stood.add_argument("version", nargs="?", default="", help=_("by default the one now"))
    stood.add_argument("--withdraw", action="store_true", help=_("it is no longer accepted"))
    stood.add_argument("--reason", default="", help=_("why; it stands in the journal"))


def _new(args: argparse.Namespace) -> Answer:
    file = Path(args.text_file)
    text = _text(file)
    with writing(args, begins=True) as store:
        book = create(store, text, args.reason, parse(text, file.stem).title)
    told = _("Recorded: {title}, version {version}, id {id}.")
    return Answer(plain(book), told.format(title=book.title, version=book.version[:8], id=book.id))


def _write(args: argparse.Namespace) -> Answer:
    text = _text(Path(args.text_file))
    with writing(args) as store:
        before = find_runbook(store, args.id)
        base = find_version(before, args.base) if args.base else before.version
        book = write(store, before.id, text, base, args.reason)
    if book.version == before.version:
        return Answer(plain(book), _("The text is the same. Nothing was recorded."))
    told = [_("Recorded: {title}, version {version}.").format(title=book.title, version=book.version[:8])]
    if before.is_approved:
        told.append(_("It was approved before; this version is not yet."))
    return Answer(plain(book), lines(*told))


def _text(file: Path) -> str:
    """The text as it is in the file, line ends and all."""
    read_text(str(file))
    return file.read_bytes().decode("utf-8")


def _lint(args: argparse.Namespace) -> Answer:
    values = [
        {"path": path} | plain(each)
        for path, found in (_of_path(Path(args.what)) if Path(args.what).exists() else _of_book(args))
        for each in found
    ]
    faulty = any(value["severity"] == "error" for value in values)
    told = [f"{value['path']}:{value['line']}: {value['severity']}: {value['words']}" for value in values]
    status = Exit.NOTHING_DONE if faulty else Exit.DONE
    return Answer(values, lines(*told) or _("Nothing to correct."), status)


def _of_path(path: Path) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """A folder's or zip's files, held against each other; or a file, held against what lies around it."""
    found, today = collect(path), datetime.now(UTC).date().isoformat()
    known: set[str] | Callable[[str], bool] = lambda name: (path.parent / name).is_file()  # noqa: E731
    if path.is_dir() or is_zip(path):
        known = {each.path for each in (*found.files, *found.images)}
    for file in found.files:
        if file.remark:
            yield file.path, (Finding(1, "encoding", file.remark, "hint"),)
        yield file.path, lint(file.text, file.path, known, today)
    for left in found.refused:
        yield left.file, (Finding(1, "refused", left.why, "error"),)


def _of_book(args: argparse.Namespace) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    with reading(args) as store:
        book = find_runbook(store, args.what)
        books = store.runbooks.of_source(book.source)
        known = set(books) | {path for each in books.values() for path in each.images}
        yield book.path, lint(text_of(store, book.version), book.path, known, store.now().date().isoformat())


def _diff(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        book = find_runbook(store, args.id)
        old, new, before, after = _compared(store, book, args)
    found = diff(before, after)
    value = {"id": book.id, "old": old, "new": new, "same": before == after, "lines": plain(found)}
    if not found:
        ends = _("Only line ends or the last newline differ.")
        return Answer(value, ends if differs_unseen(before, after) else _("The texts are the same."))
    return Answer(value, lines(f"--- {old[:8] or args.one}", f"+++ {new[:8] or args.one}", *_unified(found)))


def _compared(store: Store, book: Runbook, args: argparse.Namespace) -> tuple[str, str, str, str]:
    """Two versions (one is "" for a file) and their texts."""
    if args.one and not args.other and Path(args.one).is_file():
        return book.version, "", text_of(store, book.version), decoded(Path(args.one).read_bytes())[0]
    earlier = [each for each in book.versions if each != book.version]
    first = (
        find_version(book, args.one)
        if args.one
        else book.theirs or (earlier[-1] if earlier else book.version)
    )
    second = find_version(book, args.other) if args.other else book.version
    return first, second, text_of(store, first), text_of(store, second)


def _unified(found: tuple[DiffLine, ...]) -> Iterator[str]:
    """As other tools show it."""
    marks, hunk = {"same": " ", "added": "+", "removed": "-"}, -1
    for line in found:
        if line.hunk != hunk:
            hunk = line.hunk
            first = next((each.old for each in found if each.hunk == hunk and each.old), 0)
            after = next((each.new for each in found if each.hunk == hunk and each.new), 0)
            yield f"@@ -{first} +{after} @@"
        yield f"{marks[line.kind]}{line.text}"


def _approve(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        book = find_runbook(store, args.id)
        version = find_version(book, args.version) if args.version else book.version
        if args.withdraw:
            version = version if args.version else book.approved
        after = book
        if version:
            after = approve(store, book.id, version, approved=not args.withdraw, reason=args.reason)
    return Answer(plain(after), _approved_text(after, version))


def _approved_text(book: Runbook, version: str) -> str:
    if not book.approved:
        return _("{title} is not approved.").format(title=book.title)
    if book.is_approved:
        return _("{title} is approved, version {version}.").format(title=book.title, version=version[:8])
    return _("Version {version} of {title} is approved; the one now is another.").format(
        title=book.title, version=book.approved[:8]
    )
