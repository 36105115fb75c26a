"""What checking a document found: a sentence for each question, and never more than was asked."""

from dataclasses import dataclass
from typing import Literal

from holdfast.domain.proof import SignedHead
from holdfast.words import _

State = Literal["holds", "wrong", "open"]
"""It was checked and holds; it was checked and does not; it could not be checked here."""
Topic = Literal["file", "signature", "signer", "record", "entries", "heads", "pages", "store", "order"]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question."""

    topic: Topic
    state: State
    told: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one file. `title` is what its record calls it, `heads` what it was made from.

    `signer` is the SHA-256 of the certificate that it is signed with, empty where it is not signed.
    `bare` is a document that by its nature carries no entries of the journal.
    """

    findings: tuple[Finding, ...]
    title: str = ""
    heads: tuple[SignedHead, ...] = ()
    signer: str = ""
    bare: bool = False

    @property
    def wrong(self) -> bool:
        """Whether something contradicts itself."""
        return any(one.state == "wrong" for one in self.findings)

    @property
    def ok(self) -> bool:
        """Whether everything holds, and who signed was compared."""
        return self.fits and self.compared

    @property
    def fits(self) -> bool:
        """Whether everything that a document must prove by itself holds, whoever signed it."""
        held = {one.topic for one in self.findings if one.state == "holds"}
        needed = {"signature", "record", "heads", "pages"} | (set[str]() if self.bare else {"entries"})
        return not self.wrong and needed <= held

    @property
    def compared(self) -> bool:
        """Whether the signer is one that somebody vouched for."""
        return any(one.topic == "signer" and one.state == "holds" for one in self.findings)

    @property
    def summary(self) -> str:
        """All of it in one sentence."""
        if self.wrong:
            return _("Do not rely on this document: something in it is wrong.")
        if not self.fits:
            return self._open()
        if self.bare and not self.compared:
            return _(
                "Signature, pages and heads hold. It carries no entries of the journal: what it says rests on"
                " who signed it, and that was not compared."
            )
        if self.bare:
            return _(
                "Signature, pages and heads hold, and the signer was compared. It carries no entries of the"
                " journal: what it says rests on that signature."
            )
        if not self.compared:
            return _("Everything in this document fits together. Who signed it was not compared.")
        return _("Everything in this document fits together, and the signer was compared.")

    def _open(self) -> str:
        topics = {one.topic: one.state for one in self.findings}
        if topics.get("file") == "open" and len(self.findings) == 1:
            return _("A file of this form proves nothing.")
        if "file" in topics:
            return _("The pack lists these very files, but is not signed itself; each document follows.")
        if topics.get("signature") != "open":
            return _("Not everything could be checked; what is open stands below.")
        if "pages" in topics:
            return _("It is not signed: nobody vouches for it. What was checked and what not stands below.")
        return _(
            "A record alone is not signed: its words need the signed PDF. What was checked stands below."
        )


def holds(topic: Topic, told: str) -> Finding:
    """Something that was checked and is as it should be."""
    return Finding(topic, "holds", told)


def wrong(topic: Topic, told: str) -> Finding:
    """Something that was checked and is not as it should be."""
    return Finding(topic, "wrong", told)


def unknown(topic: Topic, told: str) -> Finding:
    """Something that could not be checked here."""
    return Finding(topic, "open", told)
