"""The control block of a document that an auditor takes: which edition it is, and who stands behind it."""

from dataclasses import dataclass

from holdfast.words import _


@dataclass(frozen=True, slots=True)
class Control:
    """`edition` counts those that were made of the same thing before; `supersedes` names the newest of them.

    `approvals` are ready to read, a line each: who, when, how sure. `more` are further label and value pairs.
    """

    edition: int
    status: str
    supersedes: str = ""
    approvals: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


def control_rows(control: Control, zone: str) -> tuple[tuple[str, str], ...]:
    """The label and value pairs, to which the marking and the heads are added where they are printed."""
    rows = (
        (_("Edition"), str(control.edition)),
        (_("Status"), control.status),
        (_("Supersedes"), control.supersedes or _("nothing; this is the first")),
        *control.more,
        (_("Times in"), zone),
        (_("Approvals"), "\n".join(control.approvals) or _("none recorded")),
    )
    return tuple((label, text) for label, text in rows if text)
