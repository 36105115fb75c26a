"""`holdfast listen`: the doors for alerts, open until they are closed by Ctrl+C or the system."""

import argparse
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from holdfast.cli.ending import until_told
from holdfast.cli.output import NotPrinted, complain, put, silence
from holdfast.cli.parts import Answer, lines, store_folder, unattended
from holdfast.desk.declare_by_rule import follow_rules
from holdfast.desk.opening import open_here
from holdfast.detect.address import LOOPBACK, PORT, Address
from holdfast.detect.doors import Doors, Listening, Wanted
from holdfast.detect.gate import PATH
from holdfast.detect.token import Token
from holdfast.detect.watches.shelf import names_in
from holdfast.domain.errors import UserError
from holdfast.paths import settings_file
from holdfast.settings import WATCHES, Settings
from holdfast.store.folder import Folder
from holdfast.words import _


def add(nouns: Any) -> None:  # noqa: ANN401
    """Add the noun; it has no verbs."""
    words = _("take alerts by the webhook, from folders and by watches, until Ctrl+C")
    parser = nouns.add_parser("listen", help=words, description=words)
    parser.add_argument(
        "--port", metavar="N", type=_port, default=PORT, help=_("the webhook's port; 9095 by default")
    )
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        default=LOOPBACK,
        help=_(
            "one address of this machine to listen at; 127.0.0.1 by default, which no other machine reaches"
        ),
    )
    parser.add_argument(
        "--name",
        metavar="NAME",
        action="append",
        default=[],
        help=_("a further name of this machine that senders use in the URL; may be given several times"),
    )
    parser.add_argument(
        "--certificate", metavar="FILE", help=_("speak HTTPS with this (PEM); needed beyond loopback")
    )
    parser.add_argument(
        "--key", metavar="FILE", help=_("the certificate's key (PEM), where it does not lie in the same file")
    )
    parser.add_argument(
        "--folder",
        metavar="DIR",
        action="append",
        default=[],
        help=_("a folder that files with alerts are dropped into; may be given several times"),
    )
    parser.add_argument(
        "--no-webhook", action="store_true", help=_("only folders and the watches that are on")
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--token", action="store_true", help=_("show the token that senders need, and end"))
    shown.add_argument(
        "--new-token", action="store_true", help=_("make a new token, show it, and end; it holds at once")
    )
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=_("print one JSON value")
    )
    parser.set_defaults(run=_run)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(_("a port is a number from 1 to 65535, or 0 for any free one"))
    return int(text)


def _run(args: argparse.Namespace) -> Answer:
    with unattended(args) as store:
        if store.read_only:
            raise store.database.refusal()
        token = Token(Folder(store.path).token)
    if args.token or args.new_token:
        text = token.replace() if args.new_token else token.text()
        return Answer({"token": text}, text)
    return _listen(args, _wanted(args))


def _wanted(args: argparse.Namespace) -> Wanted:
    folders = tuple(dict.fromkeys(Path(folder).absolute() for folder in args.folder))
    if not all(map(str.strip, args.folder)):
        raise UserError(
            _("A folder was given without its name. Nothing listens."), hint=_("Name it after --folder.")
        )
    watches = names_in(Settings(settings_file(store_folder(args))).value(WATCHES))
    if args.no_webhook and not folders and not watches:
        raise UserError(
            _("Nothing was named to listen at."),
            hint=_("Name a folder with --folder, switch a watch on, or allow the webhook."),
        )
    missing = next((folder for folder in folders if not folder.is_dir()), None)
    if missing is not None:
        raise UserError(
            _("There is no folder {folder}. Nothing listens.").format(folder=missing),
            hint=_("Make it first, or correct its name."),
        )
    webhook = None if args.no_webhook else _address(args)
    return Wanted(webhook, folders, watches)


def _address(args: argparse.Namespace) -> Address:
    if args.key is not None and args.certificate is None:
        raise UserError(
            _("A key was given without its certificate. Nothing listens."),
            hint=_("Name it with --certificate."),
        )
    certificate, key = (None if file is None else Path(file) for file in (args.certificate, args.key))
    return Address(args.host, args.port, tuple(args.name), certificate, key)


def _listen(args: argparse.Namespace, wanted: Wanted) -> Answer:
    folder = store_folder(args)
    told: list[str] = []

    def tell(listening: Listening) -> None:
        for problem in listening.problems:
            if problem not in told:
                complain(problem)
        if told and not listening.problems:
            complain(_("All is taken again."))
        told[:] = listening.problems

    doors = Doors(partial(open_here, folder, create=False), folder, wanted, tell, follow_rules)
    with until_told() as ending:
        doors.start()
        try:
            _said(doors.listening, wanted.webhook, as_json=args.json)
            ending.wait()
        finally:
            doors.stop()
    args.records = doors.stored > 0
    refused = sum(doors.refused.values())
    value = {"stored": doors.stored, "refused": refused}
    return Answer(value, _("Closed. Requests stored: {stored}, refused: {refused}.").format(**value))


def _said(listening: Listening, webhook: Address | None, *, as_json: bool) -> None:
    """Say where it listens; that nobody hears it is no reason to take no alerts."""
    try:
        url = f"{webhook.scheme}://{listening.webhook}{PATH}" if webhook else ""
        _say(listening, url, as_json=as_json)
    except (BrokenPipeError, NotPrinted):
        silence()
        complain(_("Where it listens could not be printed. It listens all the same."))


def _say(listening: Listening, url: str, *, as_json: bool) -> None:
    if as_json:
        value = {
            "webhook": url,
            "folders": [str(folder) for folder in listening.folders],
            "watches": list(listening.watches),
        }
        put(msgspec.json.encode(value).decode())
        return
    told = [_("Webhook: {url}").format(url=url)] if url else []
    told += [_("Folder: {folder}").format(folder=folder) for folder in listening.folders]
    told += [_("Watch: {name}").format(name=name) for name in listening.watches]
    put(lines(*told, _("Ctrl+C ends it.")))
