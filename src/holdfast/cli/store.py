"""`holdfast store`, `holdfast journal`, `holdfast entry`: keeping the record, and proving it."""

import argparse
from pathlib import Path
from typing import Any

from holdfast.cli.parts import Answer, Exit, lines, noun, plain, reading, store_folder, verb, writing
from holdfast.desk.opening import open_here
from holdfast.domain.errors import UserError
from holdfast.store.backup import back_up, prove_backup, restore
from holdfast.store.check import Checked, check_store
from holdfast.store.folder import Folder
from holdfast.store.opening import open_backup, open_store
from holdfast.store.rebuild import rebuild
from holdfast.store.removal import remove_words
from holdfast.store.verify import Verdict, verify
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the three nouns and their verbs."""
    verbs = noun(nouns, "journal", _("prove the journal"))
    verb(verbs, "verify", _("read every entry and prove it"), _verify)
    verbs = noun(nouns, "store", _("back up, restore, check and rebuild the store"))
    verb(verbs, "new", _("begin a store in the folder of --data, which must hold none"), _new)
    verb(verbs, "backup", _("write one file that holds the whole store"), _backup).add_argument("file")
    verb(
        verbs, "restore", _("lay a backup into the folder of --data, which must hold no store"), _restore
    ).add_argument("file")
    checked = verb(
        verbs, "check", _("check the file, the journal and the rows of the store or of a backup"), _check
    )
    checked.add_argument("file", nargs="?", help=_("a backup; without it, the store of --data"))
    verb(verbs, "fingerprint", _("print the commissioning sheet: what this station signs with"), _fingerprint)
    verb(verbs, "rebuild", _("make every row again from the journal"), _rebuild)
    verbs = noun(nouns, "entry", _("single entries of the journal"))
    removed = verb(verbs, "remove", _("remove what was written in an entry; every hash still holds"), _remove)
    removed.add_argument("id", help=_("the beginning of the entry's hash; see incident show REF --json"))
    removed.add_argument("--reason", required=True)


def _verify(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        verdict = verify(store.database, store.blobs)
    return Answer(_verdict(verdict), _told(verdict), Exit.DONE if verdict.ok else Exit.NOT_VERIFIED)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "ok": verdict.ok,
        "entries": verdict.entries,
        "stations": [
            {"station": head.station, "count": head.seq, "head": head.hash} for head in verdict.stations
        ],
        "problems": plain(verdict.problems),
        "removed": plain(verdict.removed),
        "clock_jumps": plain(verdict.clock_jumps),
    }


def _told(verdict: Verdict) -> str:
    first = (
        _("All {count} entries prove themselves.").format(count=verdict.entries)
        if verdict.ok
        else _("{count} entries read. The record was altered:").format(count=verdict.entries)
    )
    return lines(
        first,
        *(f"{one.station[:8]} {one.seq}: {one.what}" for one in verdict.problems),
        *(
            _("{station} {seq}: words removed, {reason}").format(
                station=one.station[:8], seq=one.seq, reason=one.reason
            )
            for one in verdict.removed
        ),
        *(f"{one.station[:8]} {one.seq}: {one.what}" for one in verdict.clock_jumps),
    )


def _new(args: argparse.Namespace) -> Answer:
    folder = Folder(store_folder(args))
    if args.read_only:
        raise UserError(_("Nothing is begun with --read-only."), hint=_("Call it without."))
    if folder.exists():
        raise UserError(
            _("There is a store in {folder} already.").format(folder=folder.path),
            hint=_("Nothing was changed. Choose another folder with --data."),
        )
    with open_here(folder.path) as store:
        value = {"folder": str(folder.path), "station": store.station.id, "code": store.station.code}
    return Answer(value, _("A store begins in {folder}; its station is {code}.").format(**value))


def _backup(args: argparse.Namespace) -> Answer:
    with reading(args) as store:
        made = back_up(store.database, store.blobs.folder, Path(args.file))
    verdict = prove_backup(made.file)
    value = {"file": str(made.file), "size": made.size, "journal": _verdict(verdict)}
    text = _("{file}, {size} bytes.").format(**value)
    if verdict.ok:
        return Answer(value, lines(text, _told(verdict)))
    kept = _("The copy is kept. Older backups may verify: holdfast store check FILE.")
    return Answer(value, lines(text, _told(verdict), kept), Exit.NOT_VERIFIED)


def _restore(args: argparse.Namespace) -> Answer:
    folder = Folder(store_folder(args))
    restore(Path(args.file), folder)
    with open_here(folder.path) as store:
        station = store.station
        value = {
            "folder": str(folder.path),
            "station": station.id,
            "code": station.code,
            "previous": dict(station.previous),
        }
    text = _("Restored to {folder}. A new station begins here: {code}.").format(
        folder=folder.path, code=station.code
    )
    return Answer(plain(value), text)


def _check(args: argparse.Namespace) -> Answer:
    # not `reading`: a row that can't be read must not keep anyone from being told of it
    with (
        open_backup(Path(args.file))
        if args.file
        else open_store(store_folder(args), read_only=args.read_only, create=False)
    ) as store:
        checked = check_store(store)
    different = checked.different
    value = {
        "ok": checked.ok,
        "file": checked.file,
        "journal": _verdict(checked.journal),
        "different": None if different is None else list(different),
    }
    text = lines(
        _("File: {verdict}").format(verdict=checked.file),
        _told(checked.journal),
        _compared(checked),
    )
    return Answer(value, text, Exit.DONE if checked.ok else Exit.NOT_VERIFIED)


def _compared(checked: Checked) -> str:
    """What is said of the rows, and what helps."""
    if not checked.journal.ok:
        return _("Rows were not compared, since the journal does not verify.")
    if checked.missing:
        return _("Rows were not compared, since tables are missing. Next: holdfast store rebuild.")
    count = len(checked.different or ())
    told = _("{count} rows differ from the journal.").format(count=count)
    return told + " " + _("Make them again: holdfast store rebuild.") if count else told


def _rebuild(args: argparse.Namespace) -> Answer:
    with open_store(store_folder(args), read_only=args.read_only, create=False) as store:
        made = rebuild(store)
    value = {"subjects": made.subjects, "different": len(made.different)}
    return Answer(value, _("{subjects} subjects made again, {different} were different.").format(**value))


def _fingerprint(args: argparse.Namespace) -> Answer:
    from holdfast.store.certificates import certify, pem_of  # noqa: PLC0415  (start-up: cryptography is large)

    with open_store(store_folder(args), read_only=args.read_only, create=False) as store:
        seal = certify(store)
        station = store.station
        value = {
            "station": station.id,
            "code": station.code,
            "public_key": station.public_key,
            "fingerprint": station.fingerprint,
            "certificate": "" if seal is None else pem_of(seal.certificate),
        }
    return Answer(value, _sheet(value))


def _sheet(value: dict[str, str]) -> str:
    """The commissioning sheet in words: to be printed once, kept where the store is not."""
    told = [
        _("Commissioning sheet of station {code}").format(code=value["code"]),
        _("Key (SHA-256, its beginning): {digits}").format(digits=_grouped(value["station"])),
    ]
    if value["fingerprint"]:
        told.append(_("Certificate (SHA-256): {digits}").format(digits=_grouped(value["fingerprint"])))
    else:
        told.append(_("Certificate: none yet; the station's key is not here, or the store is read-only."))
    told.append(
        _("Print this sheet and keep it away from the store. Whoever checks a signed document compares both.")
    )
    return lines(*told, *([value["certificate"].rstrip()] if value["certificate"] else []))


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _remove(args: argparse.Namespace) -> Answer:
    with writing(args) as store:
        removed = remove_words(store, args.id, args.reason)
    value = {
        "id": removed.entry.hash,
        "seq": removed.entry.header.seq,
        "members": list(removed.members),
        "repeated_in": list(removed.repeated_in),
        "drafts": removed.drafts,
        "lingering": removed.lingering,
    }
    return Answer(
        value,
        lines(
            _("Removed from entry {seq}: {members}.").format(
                seq=removed.entry.header.seq, members=", ".join(removed.members)
            ),
            *(
                _("The same words also stand in entry {id}.").format(id=other[:16])
                for other in removed.repeated_in
            ),
            *(
                [_("Another program is reading the store: close it, or the words stay in its file for now.")]
                if removed.lingering
                else []
            ),
            _(
                "The daily backups keep the words until seven newer ones were made, on days when the window "
                "was open. Backups made before an update and copies made by hand keep them for good."
            ),
        ),
    )
