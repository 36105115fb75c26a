"""Checking documents beside the store: whether it knows what they were made from, and which came later."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from holdfast.desk.aside import Beside
from holdfast.desk.verify_pack import documents_in, is_pack, judge_pack
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.merkle import extends
from holdfast.domain.proof import SignedHead
from holdfast.report.verdict import Finding, Verdict, holds, unknown, wrong
from holdfast.store.store import Store
from holdfast.store.trees import tree_of
from holdfast.words import _

_NO_OBJECT: Final = re.compile(rb"\s*[\w\"[-]")
_LARGEST: Final = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """A file and what was found of it. `name` tells it apart without its folder."""

    file: str
    verdict: Verdict
    name: str


@dataclass(frozen=True, slots=True)
class Together:
    """Several files, and whether each one's journal goes on from that of the one before it."""

    checked: tuple[Checked, ...]
    order: tuple[Finding, ...]


def verify_files(files: Sequence[Path], store: Store | None = None, fingerprint: str = "") -> Together:
    """Check documents, each by itself and in their order, and those inside packs.

    The errors of `verify_file` where it is one file; of several, one that can't be read keeps nothing from
    the others.
    """
    told = fingerprint_digits(fingerprint)
    checked = [_some(file, store, told, alone=len(files) == 1) for file in files]
    pairs = pairwise(one.verdict for (one,) in (each for each in checked if _is_document(each)))
    order = (found for one, other in pairs for found in order_of(one, other, store))
    return Together(tuple(one for each in checked for one in each), tuple(order))


def _is_document(checked: tuple[Checked, ...]) -> bool:
    """Whether it is what was found of one document, and neither of a pack nor of what could not be read."""
    return len(checked) == 1 and not all(each.topic == "file" for each in checked[0].verdict.findings)


def _some(file: Path, store: Store | None, told: str, *, alone: bool) -> tuple[Checked, ...]:
    try:
        return tuple(_each(file, _bytes(file), store, told))
    except UserError as error:
        if alone:
            raise
        return (Checked(str(file), Verdict((wrong("file", error.what),)), file.name),)


def _each(file: Path, data: bytes, store: Store | None, told: str) -> Iterator[Checked]:
    """A document, or a pack and then every document inside it."""
    if _is_formless(file, data):
        none = unknown("file", _("It carries no proof: ask for the PDF or the JSON of it."))
        yield Checked(str(file), Verdict((none,)), file.name)
        return
    if not is_pack(data):
        yield Checked(str(file), _judged(data, store, told), file.name)
        return
    yield Checked(str(file), judge_pack(data), file.name)
    for name, content in documents_in(data):
        yield Checked(f"{file}: {name}", _judged(content, store, told), f"{file.name}: {name}")


def _is_formless(file: Path, data: bytes) -> bool:
    """Whether it is a form that never proves anything: a table, a text, or JSON that is no object."""
    ending = file.suffix.lower()
    return ending in (".csv", ".md") or (ending == ".json" and _NO_OBJECT.match(data) is not None)


def verify_aside(place: Beside, files: Sequence[Path], fingerprint: str = "") -> Together:
    """`verify_files` on another thread, over a connection of its own."""
    with place.open() as store:
        return verify_files(files, store, fingerprint)


def verify_file(file: Path, store: Store | None = None, fingerprint: str = "") -> Checked:
    """Check a document; beside a store, also against it. `fingerprint` is the certificate's, as a
    commissioning sheet tells it.

    UserError where the file can't be read or `fingerprint` is none.
    """
    told = fingerprint_digits(fingerprint)
    return Checked(str(file), _judged(_bytes(file), store, told), file.name)


def _judged(data: bytes, store: Store | None, told: str) -> Verdict:
    # pyHanko, reportlab and pikepdf take a second to load: at start nobody needs them.
    from holdfast.report.verify import verify_document  # noqa: PLC0415

    verdict = verify_document(data)
    if verdict.signer:
        verdict = _compared(verdict, store, told)
    if verdict.heads:
        beside = _no_store() if store is None else tuple(_in_store(store, verdict.heads))
        verdict = replace(verdict, findings=verdict.findings + beside)
    return verdict


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise UserError(_("{file} is larger than 512 MiB and was not read.").format(file=file))
        return file.read_bytes()
    except OSError as error:
        raise UserError(
            _("{file} can't be read: {why}.").format(file=file, why=error.strerror),
            hint=_("Check the name and the permissions."),
        ) from error


def fingerprint_digits(fingerprint: str, *, given: bool = False) -> str:
    """A fingerprint without what people put between its digits; UserError where it is none.

    An empty one is none to compare with; where one was `given` it is refused: a script's variable was empty.
    """
    digits = fingerprint.replace(" ", "").replace(":", "").lower()
    if (digits or given) and (len(digits) != 64 or set(digits) - set("0123456789abcdef")):
        raise UserError(
            _("A fingerprint has 64 hexadecimal digits."),
            hint=_("Copy it from the commissioning sheet: holdfast store fingerprint prints one."),
        )
    return digits


def _compared(verdict: Verdict, store: Store | None, told: str) -> Verdict:
    """Who signed, beside what somebody vouches for: the typed fingerprint, or the stations of the store."""
    if any(one.topic == "signer" and one.state == "wrong" for one in verdict.findings):
        return verdict
    if told:
        said = _by_fingerprint(told == verdict.signer)
    elif store is not None and verdict.signer in _known(store):
        said = holds("signer", _("The certificate is one that this store's own journal names."))
    else:
        return verdict
    kept = tuple(said if one.topic == "signer" else one for one in verdict.findings)
    return replace(verdict, findings=kept)


def _by_fingerprint(same: bool) -> Finding:
    if same:
        return holds("signer", _("The certificate is the one of the fingerprint that you gave."))
    return wrong("signer", _("Signed by somebody else: the certificate has another fingerprint than yours."))


def _known(store: Store) -> set[str]:
    stations = (store.rows.load(subject("station", head.station)) for head in store.journal.heads())
    return {one.fingerprint for one in stations if one is not None and one.fingerprint}


def _no_store() -> tuple[Finding, ...]:
    return (unknown("store", _("There is no store here to compare the journal with.")),)


def _in_store(store: Store, heads: Sequence[SignedHead]) -> Iterator[Finding]:
    ends = {head.station: head.seq for head in store.journal.heads()}
    for head in heads:
        where = {"code": head.code or head.station[:8], "seq": head.seq, "end": ends.get(head.station, 0)}
        if head.station not in ends:
            yield unknown("store", _("Station {code} is not in this store.").format(**where))
        elif head.seq > ends[head.station]:
            told = _("This store knows station {code} only up to entry {end}; the document is of {seq}.")
            yield unknown("store", told.format(**where))
        elif tree_of(store.database, head.station, head.seq).root.hex() != head.root:
            told = _("This store has another journal: up to entry {seq} of station {code} it was rewritten.")
            yield wrong("store", told.format(**where))
        else:
            told = _("This store's own journal is the same up to entry {seq} of station {code}.")
            yield holds("store", told.format(**where))


def order_of(first: Verdict, second: Verdict, store: Store | None) -> tuple[Finding, ...]:
    """Whether of two documents the later one's journal goes on from the earlier one's (RFC 9162, 2.1.4)."""
    others = {head.station: head for head in second.heads}
    pairs = [(head, others[head.station]) for head in first.heads if head.station in others]
    if not pairs:
        return (unknown("order", _("The two documents come from no common station.")),)
    return tuple(_order(min(pair, key=_seq), max(reversed(pair), key=_seq), store) for pair in pairs)


def _seq(head: SignedHead) -> int:
    return head.seq


def _order(earlier: SignedHead, later: SignedHead, store: Store | None) -> Finding:
    where = {"code": later.code or later.station[:8], "before": earlier.seq, "after": later.seq}
    if earlier.seq == later.seq:
        if (earlier.hash, earlier.root) == (later.hash, later.root):
            return holds("order", _("Both were made from the same head, {after} of {code}.").format(**where))
        return wrong("order", _("Two different heads claim place {after} of station {code}.").format(**where))
    tree = None if store is None else tree_of(store.database, later.station, later.seq)
    if tree is None or tree.size != later.seq:
        told = _("Whether head {after} of station {code} extends head {before}, only its store can show.")
        return unknown("order", told.format(**where))
    proof = tree.consistency(earlier.seq)
    roots = bytes.fromhex(earlier.root), bytes.fromhex(later.root)
    if extends(earlier.seq, roots[0], later.seq, roots[1], proof):
        return holds("order", _("Head {after} of station {code} extends head {before}.").format(**where))
    return wrong("order", _("Head {after} of station {code} does not extend head {before}.").format(**where))
