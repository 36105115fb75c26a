"""`holdfast scheme`: check a file, list what there is, show the text, adopt one for the store."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from holdfast.cli.adopting import add_reason, faulty
from holdfast.cli.parts import Answer, noun, reading, store_folder, table, verb, writing
from holdfast.domain.errors import UserError
from holdfast.domain.toml_check import Problem
from holdfast.store.folder import Folder
from holdfast.triage.scheme_check import check, check_file, read_file
from holdfast.triage.scheme_file import default_text, load, shipped
from holdfast.triage.scheme_store import adopt, hash_of, text_in_use
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun and its verbs."""
    verbs = noun(nouns, "scheme", _("what incidents are judged by"))
    checked = verb(verbs, "check", _("name everything that is wrong with a scheme"), _check)
    checked.add_argument("file")
    verb(verbs, "list", _("list the schemes that Holdfast comes with, and the one in use"), _list)
    shown = verb(verbs, "show", _("print the text of the scheme in use, or of one by its name"), _show)
    shown.add_argument("name", nargs="?", default="", help=_("a file of scheme list, or its name"))
    taken = verb(verbs, "adopt", _("judge by another scheme from now on"), _adopt)
    taken.add_argument("scheme", metavar="FILE|NAME", help=_("a file, or a name of scheme list"))
    add_reason(taken)


def _check(args: argparse.Namespace) -> Answer:
    checked = check_file(Path(args.file))
    if checked.problems:
        answer = _faulty(args.file, checked.problems)
        return replace(answer, value=answer.value | {"name": checked.name})
    value: dict[str, Any] = {"ok": True, "name": checked.name, "problems": []}
    return Answer(value, _("{name}: this scheme can be used.").format(name=checked.name))


def _faulty(file: str, problems: Sequence[Problem]) -> Answer:
    return faulty(_("{file} can't be used as a scheme; {count} to correct:"), file, problems)


def _used(args: argparse.Namespace) -> str:
    """The text in use; where no store was begun yet, the one that it would begin with."""
    if not Folder(store_folder(args)).exists():
        return default_text()
    with reading(args) as store:
        return text_in_use(store)


def _list(args: argparse.Namespace) -> Answer:
    used, there = _used(args), shipped()
    values = [_value(file, text, used=text == used) for file, text in there.items()]
    if used not in there.values():
        values.append(_value("", used, used=True))
    rows = [
        (
            each["name"],
            str(each["version"]),
            each["file"] or _("this store's own"),
            each["hash"][:16],
            _("in use") if each["used"] else "",
        )
        for each in values
    ]
    return Answer(values, table(rows))


def _value(file: str, text: str, *, used: bool) -> dict[str, Any]:
    """`hash` is what an incident judged by this scheme names; `file` is "" for a store's own."""
    scheme = load(text)
    return {
        "name": scheme.name,
        "version": scheme.version,
        "kind": scheme.kind,
        "file": file,
        "hash": hash_of(text),
        "used": used,
    }


def _show(args: argparse.Namespace) -> Answer:
    used = _used(args)
    text = _named(args.name) if args.name else used
    if text is None:
        raise _no_such(args.name)
    value = _value(_file_of(text), text, used=text == used)
    return Answer(value | {"text": text}, text.removesuffix("\n"))


def _adopt(args: argparse.Namespace) -> Answer:
    file = Path(args.scheme)
    text = _named(args.scheme)
    if text is None:
        if not file.exists():
            raise _no_such(args.scheme)
        text = read_file(file)
        if problems := check(text).problems:
            return _faulty(args.scheme, problems)
    with writing(args, begins=True) as store:
        scheme = adopt(store, text, args.reason)
    told = _("{name}, version {version}, is in use from now on. Incidents keep the one they were judged by.")
    value = _value(_file_of(text), text, used=True) | {"ok": True}
    return Answer(value, told.format(name=scheme.name, version=scheme.version))


def _named(name: str) -> str | None:
    """The shipped text of this file or scheme name; None where there is none."""
    found = (
        text
        for file, text in shipped().items()
        if name in (file, file.removesuffix(".toml")) or name.casefold() == load(text).name.casefold()
    )
    return next(found, None)


def _file_of(text: str) -> str:
    return next((file for file, each in shipped().items() if each == text), "")


def _no_such(name: str) -> UserError:
    return UserError(
        _("There is no scheme {name}.").format(name=name),
        hint=_("Name a file, or one of: {names}.").format(names=", ".join(shipped())),
    )
