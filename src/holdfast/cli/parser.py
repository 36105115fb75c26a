"""The command line: its nouns and verbs, how answers and failures are printed, what they exit with."""

import argparse
import re
from collections.abc import Sequence
from importlib import import_module
from typing import Final, NoReturn

import msgspec

from holdfast.cli.output import NotPrinted, complain, hint_here, put, silence
from holdfast.cli.parts import Answer, Exit
from holdfast.cli.verbs import modules
from holdfast.domain.errors import UserError
from holdfast.store.verify import NotProven
from holdfast.version import VERSION
from holdfast.words import _

NOUNS: Final = (
    "incident",
    "alert",
    "drill",
    "watch",
    "runbook",
    "run",
    "review",
    "action",
    "log",
    "report",
    "directory",
    "scheme",
    "template",
    "store",
    "verify",
    "operator",
    "listen",
    "selftest",
    "demo",
)
"""Each is added by the module of its name."""
_WITH_VALUE: Final = ("--data", "--operator")
# What leaves something behind although nothing is recorded in the store.
_LEAVES: Final = frozenset({"backup", "restore", "rebuild", "export", "demo", "record", "register", "pack"})


class _Usage(Exception):
    """The call is wrong; `parser` is the part that found it."""

    def __init__(self, parser: "_Parser", what: str) -> None:
        super().__init__(what)
        self.parser = parser


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Usage(self, message)


def build(noun: str | None = None, verb: str | None = None) -> argparse.ArgumentParser:
    """The parser of one verb or noun, which loads a third faster, or the whole; without a noun the window
    opens.
    """
    parser = _Parser(
        prog="holdfast",
        description=_("Handle incidents where there is no network. Without a noun the window opens."),
    )
    parser.add_argument("--version", action="version", version=f"holdfast {VERSION}")
    parser.add_argument("--data", metavar="DIR", help=_("the folder of the store"))
    parser.add_argument(
        "--operator", metavar="NAME", help=_("who is at the keyboard; this machine's user by default")
    )
    parser.add_argument("--passphrase", action="store_true", help=_("ask for the operator's passphrase"))
    parser.add_argument("--read-only", action="store_true", help=_("open without being able to write"))
    found = parser.add_mutually_exclusive_group()
    found.add_argument(
        "--moved",
        action="store_true",
        help=_("the store was moved to this machine and goes on only here, as the same station"),
    )
    found.add_argument(
        "--copy", action="store_true", help=_("the store is a copy and begins a station of its own")
    )
    parser.add_argument("--practice", action="store_true", help=_("open the window on the practice store"))
    parser.add_argument(
        "--exercise", action="store_true", help=_("begin the first exercise in the practice store's window")
    )
    parser.add_argument("--json", action="store_true", default=False, help=_("print one JSON value"))
    nouns = parser.add_subparsers(dest="noun", metavar="NOUN")
    for name in NOUNS if noun is None else (noun,):
        verbs = import_module(f"holdfast.cli.{name}").add(nouns)
        for module in modules(name, verb):
            import_module(f"holdfast.cli.{module}").add(verbs)
    return parser


def run(args: argparse.Namespace) -> int:
    """Answer one call; gives the exit status."""
    try:
        return _print(args, args.run(args))
    except UserError as error:
        _fail(error.what, hint_here(error), as_json=args.json)
        return Exit.NOT_VERIFIED if isinstance(error, NotProven) else Exit.NOTHING_DONE
    except KeyboardInterrupt:
        told = _("Stopped. What was recorded until then stays; the rest was not recorded.")
        _fail(told, _("See what is there before you call again."), as_json=args.json)
        return Exit.STOPPED
    except Exception as error:  # noqa: BLE001  (the last resort: a sentence, never a trace)
        told = _("Something went wrong in Holdfast ({error}). What was recorded before is safe.")
        hint = _("See whether the store is sound: holdfast store check.")
        return _fail(told.format(error=repr(error)), hint, as_json=args.json)


def _print(args: argparse.Namespace, answer: Answer) -> int:
    text = msgspec.json.encode(answer.value).decode() if args.json else answer.text
    try:
        if text:
            put(text)
    except BrokenPipeError:
        silence()  # whoever read the answer has heard enough
        return answer.status
    except NotPrinted as error:
        silence()
        return _unheard(args, answer.status, str(error))
    return answer.status


def _unheard(args: argparse.Namespace, status: int, why: str) -> int:
    """The status of a call whose answer nobody could be given: what was done must not be done twice."""
    if getattr(args, "records", False):
        complain(_("It was recorded; the answer could not be printed ({why}).").format(why=why))
    elif getattr(args, "verb", args.noun) in _LEAVES:
        complain(_("It was done; the answer could not be printed ({why}).").format(why=why))
    else:
        complain(
            _("The answer could not be printed ({why}). Nothing was changed.").format(why=why),
            _("See to where standard output goes, and call again."),
        )
        return status or Exit.NOTHING_DONE
    return status


def _fail(what: str, hint: str, *, as_json: bool) -> int:
    complain(what, hint)
    if as_json:
        _put_error(what, hint)
    return Exit.NOTHING_DONE


def _put_error(what: str, hint: str) -> None:
    """The one JSON value of a call that failed."""
    try:
        put(msgspec.json.encode({"error": {"what": what, "hint": hint}}).decode())
    except (BrokenPipeError, NotPrinted):
        silence()  # it stands on standard error


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The call; a wrong one exits with status 2 and says what is right."""
    try:
        return _parsed(arguments)
    except _Usage as wrong:
        usage = wrong.parser.format_usage().strip()
        what = _("{call}: error: {what}").format(call=wrong.parser.prog, what=wrong)
        complain(usage, what)
        if "--json" in arguments:
            _put_error(str(wrong), usage)
        raise SystemExit(Exit.USAGE) from wrong


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    noun, verb = _called(arguments)
    try:
        return _read(build(noun, verb), arguments)
    except _Usage:
        if noun is None:
            raise
        return _read(build(), arguments)  # whoever mistyped is told of every noun


def _called(arguments: Sequence[str]) -> tuple[str | None, str | None]:
    """The noun and the word after it, as far as that can be seen without reading the call."""
    words = iter(arguments)
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return (word, next(words, None)) if word in NOUNS else (None, None)
    return None, None


def _read(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    args = parser.parse_args(_joined(arguments))
    if args.noun is None:
        parser.error(_("name a noun and a verb"))
    if args.practice or args.exercise:
        parser.error(_("--practice opens the window; give the practice store's folder with --data"))
    unfit = [word for word in arguments if not _is_text(word)]
    if unfit:
        parser.error(_("{word} is not text in this machine's encoding").format(word=ascii(unfit[0])))
    return args


def _is_text(word: str) -> bool:
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _joined(arguments: Sequence[str]) -> list[str]:
    """`--at -10m` as `--at=-10m`: argparse would take a time that begins with a minus for an option.

    What stands alone gets a space before it, which says the same and begins with no minus.
    """
    joined: list[str] = []
    for word in arguments:
        if joined and joined[-1] in ("--at", "--occurred") and re.match(r"-\d", word):
            joined[-1] += f"={word}"
        elif re.match(r"-\d", word):
            joined.append(f" {word}")
        else:
            joined.append(word)
    return joined
