"""Where the webhook listens, and whether it may."""

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from holdfast.domain.errors import UserError
from holdfast.words import _

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 9095


@dataclass(frozen=True, slots=True)
class Address:
    """Where it listens, and by which further names it may be asked for. Port 0: any free one.

    With a certificate it speaks HTTPS alone; without a key file the key lies in the certificate's.
    """

    host: str = LOOPBACK
    port: int = PORT
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None

    @property
    def scheme(self) -> str:
        """How a URL of it begins."""
        return "http" if self.certificate is None else "https"

    def checked(self) -> "Address":
        """This address. UserError where it is none that one machine has."""
        try:
            found = ip_address(self.host)
        except ValueError:
            found = None
        if found is None or found.is_unspecified or found.is_multicast:
            raise UserError(
                _("“{host}” is not one address of this machine. Nothing listens.").format(host=self.host),
                hint=_("Give its number, for example 127.0.0.1, or that of one network card."),
            )
        if not found.is_loopback and self.certificate is None:
            raise UserError(
                _(
                    "Other machines reach {host}, and nothing would be encrypted: whoever can read that "
                    "network would read the alerts and the token. Nothing listens."
                ).format(host=self.host),
                hint=_("Give a certificate with --certificate and --key, or listen at 127.0.0.1."),
            )
        return self
