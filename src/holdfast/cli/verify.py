"""`holdfast verify`: whether a document proves itself, and whether this store knows it."""

import argparse
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from holdfast.cli.output import complain
from holdfast.cli.parts import Answer, Exit, asked_who, lines, store_folder
from holdfast.desk.opening import open_here
from holdfast.desk.verify import Checked, fingerprint_digits, verify_files
from holdfast.report.verdict import Finding
from holdfast.store.folder import Folder
from holdfast.store.store import Store
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun; it has no verbs."""
    words = _("check documents: signature, entries, pages, and whether this store knows them")
    ends = _(
        "exit status: 0 it holds and who signed was compared, 3 something is wrong or open,"
        " 1 a file can't be read, 2 the call is wrong"
    )
    parser = nouns.add_parser("verify", help=words, description=words, epilog=ends)
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help=_("a PDF, a JSON or an audit pack that was exported")
    )
    parser.add_argument(
        "--fingerprint", metavar="HEX", help=_("the certificate's, from the commissioning sheet")
    )
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=_("print one JSON value")
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> Answer:
    told = "" if args.fingerprint is None else fingerprint_digits(args.fingerprint, given=True)
    with _store(args) as store:
        both = verify_files([Path(file) for file in args.files], store, told)
    checked, order = both.checked, both.order
    ok = all(one.verdict.ok for one in checked) and not any(one.state == "wrong" for one in order)
    value = {"ok": ok, "files": [_value(one) for one in checked], "order": [_plain(one) for one in order]}
    told = lines(*(_told(one) for one in checked), *_listed(order))
    return Answer(value, told, Exit.DONE if ok else Exit.NOT_VERIFIED)


@contextmanager
def _store(args: argparse.Namespace) -> Generator[Store | None]:
    """The store of --data, for reading; none where there is none: an auditor needs none."""
    folder = store_folder(args)
    if not Folder(folder).exists():
        if args.data and not folder.exists():
            told = _("There is no folder {folder}: the documents are checked without a store.")
            complain(told.format(folder=folder))
        yield None
        return
    with asked_who(args, open_here(folder, read_only=True, create=False)) as store:
        yield store


def _value(one: Checked) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "file": one.file,
        "ok": verdict.ok,
        "compared": verdict.compared,
        "summary": verdict.summary,
        "title": verdict.title,
        "signer": verdict.signer,
        "heads": [
            {name: getattr(head, name) for name in ("station", "code", "seq", "hash", "root")}
            for head in verdict.heads
        ],
        "findings": [_plain(each) for each in verdict.findings],
    }


def _plain(finding: Finding) -> dict[str, str]:
    return {"topic": finding.topic, "state": finding.state, "told": finding.told}


def _told(one: Checked) -> str:
    return lines(one.file, f"  {one.verdict.summary}", *_listed(one.verdict.findings))


def _listed(findings: Sequence[Finding]) -> list[str]:
    said = {"holds": _("holds"), "wrong": _("WRONG"), "open": _("open")}
    wide = max(map(len, said.values()))
    return [f"  {said[each.state].ljust(wide)}  {each.told}" for each in findings]
