"""Whose signature a PDF gets, as the command line says it."""

import argparse
import os
from datetime import datetime
from pathlib import Path
from typing import Final

from holdfast.cli.parts import ask_passphrase
from holdfast.desk.export import Signer
from holdfast.domain.errors import UserError
from holdfast.words import _

PASSWORD: Final = "HOLDFAST_SIGN_PASSWORD"  # noqa: S105  (the name of the variable)


def add_signing(parser: argparse.ArgumentParser) -> None:
    """Add the options that say who signs; without them the station does."""
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument(
        "--sign", action="store_true", help=_("sign with the station's key, as is usual where it is here")
    )
    words = _("sign with your organisation's certificate (PKCS #12); asks for its password, or takes {name}")
    whose.add_argument("--sign-with", metavar="FILE", help=words.format(name=PASSWORD))
    whose.add_argument("--unsigned", action="store_true", help=_("do not sign"))


def signer_of(args: argparse.Namespace, now: datetime) -> Signer:
    """Who is to sign. UserError where the file, its password or its time is wrong."""
    if args.unsigned:
        return "nobody"
    if not args.sign_with:
        return "station"
    from holdfast.store.certificates import seal_from  # noqa: PLC0415  (start-up: cryptography is large)

    file = Path(args.sign_with)
    if not file.is_file():
        raise UserError(
            _("There is no file {file}. Nothing was signed.").format(file=file),
            hint=_("Give the .p12 or .pfx file that holds the certificate and its key."),
        )
    password = os.environ.get(PASSWORD)
    if password is None:
        password = ask_passphrase(_("Password of {file}: ").format(file=file.name))
    return seal_from(file, password, now)
