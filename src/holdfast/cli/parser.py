"""The command line: its nouns and verbs, how answers and failures are printed, what they exit with."""

import argparse
import os
import re
import sys
from collections.abc import Sequence

import msgspec

from holdfast.cli import demo, incident, operator, review, runbook, scheme, selftest
from holdfast.cli import store as store_verbs
from holdfast.cli.parts import Answer, Exit
from holdfast.domain.errors import UserError
from holdfast.version import VERSION
from holdfast.words import _


def build() -> argparse.ArgumentParser:
    """The whole parser; without a noun the window opens."""
    parser = argparse.ArgumentParser(
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
    parser.add_argument("--json", action="store_true", default=False, help=_("print one JSON value"))
    nouns = parser.add_subparsers(dest="noun", metavar="NOUN")
    for part in (incident, runbook, review, scheme, store_verbs, operator, selftest, demo):
        part.add(nouns)
    return parser


def run(args: argparse.Namespace) -> int:
    """Answer one call; gives the exit status."""
    try:
        return _answer(args)
    except UserError as error:
        _say(error.what, error.hint)
    except BrokenPipeError:
        # whoever read the answer has heard enough; Python must not complain about it at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except Exception as error:  # noqa: BLE001  (the last resort: a sentence, never a trace)
        told = _("Something went wrong in Holdfast ({error}). What was recorded before is safe.")
        _say(told.format(error=repr(error)), _("See whether the store is sound: holdfast store check."))
    return Exit.NOTHING_DONE


def _answer(args: argparse.Namespace) -> int:
    answer: Answer = args.run(args)
    text = msgspec.json.encode(answer.value).decode() if args.json else answer.text
    if text:
        # a terminal that can't show a letter shows a question mark
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()
    return answer.status


def _say(what: str, hint: str) -> None:
    for line in filter(None, (what, hint)):
        sys.stderr.write(line.encode(sys.stderr.encoding, "replace").decode(sys.stderr.encoding) + "\n")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The call; a wrong one exits with status 2 and says what is right."""
    parser = build()
    args = parser.parse_args(_joined(arguments))
    if args.noun is None:
        parser.error(_("name a noun and a verb"))
    if args.practice:
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
    """`--at -10m` as `--at=-10m`: argparse would take a time that begins with a minus for an option."""
    joined: list[str] = []
    for word in arguments:
        if joined and joined[-1] in ("--at", "--occurred") and re.match(r"-\d", word):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined
