"""What the verbs of the command line share: the call, the answer, and the store."""

import argparse
import getpass
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path
from typing import Any

import msgspec

from holdfast import paths
from holdfast.cli.output import complain
from holdfast.desk.opening import as_copy, open_here
from holdfast.desk.operators import check_passphrase, sign_in
from holdfast.domain.errors import UserError
from holdfast.domain.times import parse_when
from holdfast.store.place import is_elsewhere, machine, settle
from holdfast.store.store import Store
from holdfast.words import _


class Exit(IntEnum):
    """What a call ends with."""

    DONE = 0
    NOTHING_DONE = 1
    USAGE = 2
    NOT_VERIFIED = 3
    STOPPED = 130


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb answers: one JSON value, the same for people, and the exit status."""

    value: Any
    text: str
    status: Exit = Exit.DONE


Verb = Callable[[argparse.Namespace], Answer]
Verbs = "argparse._SubParsersAction[argparse.ArgumentParser]"


def noun(nouns: Any, name: str, words: str) -> Any:  # noqa: ANN401  (argparse names no public type for these)
    """Add a noun; gives what its verbs are added to."""
    parser = nouns.add_parser(name, help=words, description=words)
    return parser.add_subparsers(dest="verb", metavar="VERB", required=True)


def verb(verbs: Any, name: str, words: str, run: Verb) -> argparse.ArgumentParser:  # noqa: ANN401
    """Add a verb that answers by `run`; each takes --json."""
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=_("print one JSON value")
    )
    parser.set_defaults(run=run)
    return parser


def store_folder(args: argparse.Namespace) -> Path:
    """The folder of the store that this call means."""
    return Path(args.data) if args.data else paths.default_store()


def reading(args: argparse.Namespace) -> Store:
    """The store, to be read; one that does not exist yet is not begun."""
    store = _at_home(args, open_here(store_folder(args), read_only=args.read_only, create=False))
    if is_elsewhere(store, machine()):
        complain(_("This store was last written on another machine."), _how_to_answer())
    return asked_who(args, store)


def writing(args: argparse.Namespace, *, begins: bool = False) -> Store:
    """The store, to be written, with the operator of --operator or else this machine's user.

    Only a verb that `begins` makes a store where there is none: a slip in --data must not. A store that
    was last written on another machine is written only once a person has said why it is here.
    """
    store = unattended(args, begins=begins)
    if store.read_only:
        return asked_who(args, store)
    try:
        sign_in(store, args.operator or _user(), _passphrase(args))
    except BaseException:
        store.close()
        raise
    args.records = True
    return store


def unattended(args: argparse.Namespace, *, begins: bool = False) -> Store:
    """The store, to be written by the system itself; as `writing`, with nobody at the keyboard."""
    store = _at_home(args, open_here(store_folder(args), read_only=args.read_only, create=begins))
    try:
        if not store.read_only:
            _check_home(store)
    except BaseException:
        store.close()
        raise
    return store


def asked_who(args: argparse.Namespace, store: Store) -> Store:
    """The store; where --passphrase was given it must be right, though nothing is recorded."""
    try:
        if args.passphrase:
            check_passphrase(store, args.operator or _user(), ask_passphrase(_("Passphrase: ")))
    except BaseException:
        store.close()
        raise
    return store


def _at_home(args: argparse.Namespace, store: Store) -> Store:
    """The store, with what --moved or --copy says of it done."""
    here = machine()
    if store.read_only or not (args.moved or args.copy):
        return store
    if is_elsewhere(store, here):
        if args.copy and store.folder.key.exists():
            return as_copy(store)
        settle(store, here)  # without a key a new station begins in any case
    elif args.copy:
        store.close()
        raise UserError(
            _("This store belongs to this machine already. Nothing was recorded."),
            hint=_("Call again without --copy."),
        )
    return store


def _check_home(store: Store) -> None:
    """Two copies that both went on under one station's key would be a fork."""
    if is_elsewhere(store, machine()):
        raise UserError(
            _("This store was last written on another machine. Nothing was recorded."),
            hint=_how_to_answer(),
        )


def _how_to_answer() -> str:
    return _(
        "If it was moved and goes on only here: holdfast --moved NOUN VERB. If it is a copy and begins a"
        " station of its own: holdfast --copy NOUN VERB. The window asks the same."
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # this user id has no name
        return _("operator")


def _passphrase(args: argparse.Namespace) -> str | None:
    return ask_passphrase(_("Passphrase: ")) if args.passphrase else None


def ask_passphrase(prompt: str) -> str:
    """A passphrase from the terminal, or a line of standard input where there is none."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def moment(store: Store, text: str | None, ahead: int = 0) -> datetime | None:
    """The time that was typed, read as by a clock so many seconds `ahead`; None where none was."""
    return None if text is None else parse_when(text, store.now() + timedelta(seconds=ahead), store.zone)


def plain(value: Any) -> Any:  # noqa: ANN401  (any domain value)
    """A domain value as JSON: dataclasses and structs as objects, times as ISO text."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, msgspec.Struct):
        return plain(msgspec.structs.asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, datetime):
        return value.isoformat()
    return value


def lines(*rows: str) -> str:
    """Rows of text under each other; nothing for none."""
    return "\n".join(rows)


def table(rows: list[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell."""
    if not rows:
        return ""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def read_text(file: str) -> str:
    """The text of a file named on the command line."""
    try:
        return Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(
            _("{file} is not UTF-8 text.").format(file=file), hint=_("Save it as UTF-8 and try again.")
        ) from error
    except OSError as error:
        raise UserError(
            _("{file} can't be read: {why}.").format(file=file, why=error.strerror),
            hint=_("Check the name; nothing was recorded."),
        ) from error
