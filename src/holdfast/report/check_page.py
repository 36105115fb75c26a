"""The last page of a report: how anybody checks it, and what it can't say of itself."""

from collections.abc import Iterator

from holdfast.domain.proof import Proof, ProvenEntry, is_reserved
from holdfast.report.printed import Cell, Part, Table, cell
from holdfast.words import _, ngettext

_SHARES = (52, 63)
_GROUP = 4


def check_page(proof: Proof) -> Part:
    """The page *How to check this document*."""
    head = (_("What is asked"), _("With which program, and what it must say"))
    rows = tuple(_rows(proof))
    return Part(
        _("How to check this document"),
        text="\n\n".join(_words(proof)),
        table=Table(head, _SHARES, rows),
        fresh=True,
    )


def _words(proof: Proof) -> Iterator[str]:
    yield _carried() if proof.entries else _carried_bare()
    yield _entries(len(proof.entries))
    yield f"{_hidden(proof)} {_removed(proof.removed)}"
    yield _(
        "No document can vouch for its own key. Compare the fingerprints below with the commissioning sheet "
        "of the station, which `holdfast store fingerprint` prints. Until somebody does, they are **not "
        "compared**. The time in the signature is the station's own clock; nobody else attests it."
    )


def _carried() -> str:
    return _(
        "This document carries the record that its pages were made from, the journal's entries behind it, "
        "and the signed head that these lie under. Anybody who has the file can check it."
    )


def _carried_bare() -> str:
    return _(
        "This document carries the record that its pages were made from, and the signed head. Anybody who "
        "has the file can check it; its words rest on the signature."
    )


def _entries(count: int) -> str:
    if not count:
        return _("No entries of the journal are inside, only the signed heads.")
    told = ngettext("{count} entry proves itself.", "{count} entries prove themselves.", count)
    return _("{entries} Nothing of any incident that this document is not about is inside.").format(
        entries=told.format(count=count)
    )


def _hidden(proof: Proof) -> str:
    """What is withheld; where notes are printed, that is what they said before and what was taken away."""
    if not any(is_reserved(each.header["kind"]) and _shows(each) for each in proof.entries):
        return _withheld(proof.withheld)
    printed = _("Interview notes are in this copy, as was chosen.")
    if not proof.withheld:
        return f"{printed} {_withheld(0)}"
    rest = ngettext(
        "{count} entry is withheld, whole or in part: what notes said before, or ones taken away.",
        "{count} entries are withheld, whole or in part: what notes said before, or ones taken away.",
        proof.withheld,
    ).format(count=proof.withheld)
    return f"{printed} {rest}"


def _shows(entry: ProvenEntry) -> bool:
    return any(member.absent != "withheld" for member in entry.members.values())


def _withheld(count: int) -> str:
    if not count:
        return _("No entry is withheld.")
    return ngettext(
        "{count} entry is withheld: interview notes stay with the reviewers, only digests are here.",
        "{count} entries are withheld: interview notes stay with the reviewers, only digests are here.",
        count,
    ).format(count=count)


def _removed(count: int) -> str:
    if not count:
        return _("No words were removed from any.")
    return ngettext(
        "From {count} entry words were removed for cause; the journal says by whom and why.",
        "From {count} entries words were removed for cause; the journal says by whom and why.",
        count,
    ).format(count=count)


def _rows(proof: Proof) -> Iterator[tuple[Cell, ...]]:
    yield (
        cell(
            _("Unchanged, proven by the journal, pages like the record"),
            _("Beside the store that it came from, also: known to that store"),
        ),
        cell("holdfast verify FILE.pdf", _("or the page Verify of the window")),
    )
    yield (
        cell(_("The same, without trust in Holdfast"), _("The pages are not made again")),
        cell("python3 holdfast-verify FILE.pdf", _("one file of Python, and openssl")),
    )
    yield (
        cell(_("The signature alone")),
        cell("pdfsig FILE.pdf", _("must say both: Signature is Valid, Total document signed")),
    )
    for head in proof.heads:
        key = _("Key of station {code}").format(code=head.code or head.station[:8])
        yield cell(key, _("SHA-256, its beginning")), cell(_grouped(head.station))
    if proof.certificate:
        yield cell(_("Certificate of the signature"), _("SHA-256")), cell(_grouped(proof.certificate))
    else:
        yield cell(_("Certificate of the signature")), cell(_("none: this copy is not signed"))


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
