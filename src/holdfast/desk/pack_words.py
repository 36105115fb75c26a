"""The page that lies on top of an audit pack: what is inside, how it was chosen, how to check it."""

from collections.abc import Iterator, Sequence

from holdfast.report.register import Register
from holdfast.words import _, ngettext


def read_me(register: Register, chosen: Sequence[str], sample: int | None, seed: str) -> str:
    """The page as Markdown."""
    return (
        "\n".join([*_opening(register), "", *_choice(register, chosen, sample, seed), "", *_check()]) + "\n"
    )


def _opening(register: Register) -> Iterator[str]:
    yield "# " + _("Audit pack")
    yield ""
    if register.imprint.marking:
        yield f"**{register.imprint.marking}**"
        yield ""
    if register.imprint.practice:
        yield _("From a practice store: nothing in it is real.")
        yield ""
    count = ngettext("{count} incident", "{count} incidents", register.incidents)
    drills = ngettext("{count} drill is left out.", "{count} drills are left out.", register.drills)
    yield _("Declared from {since} on and before {until}: {incidents}. {drills}").format(
        since=register.since,
        until=register.until,
        incidents=count.format(count=register.incidents),
        drills=drills.format(count=register.drills),
    )
    for head in register.imprint.heads:
        yield _("Made from head: station {code}, entry {seq}, {hash}").format(
            code=head.code, seq=head.seq, hash=head.hash
        )


def _choice(register: Register, chosen: Sequence[str], sample: int | None, seed: str) -> Iterator[str]:
    yield "## " + _("What is inside")
    yield ""
    yield "- `register.*`: " + _("every incident of the period, a row each")
    yield "- `records/`: " + _("the whole record of each chosen incident, as PDF and JSON")
    yield "- `reviews/`: " + _(
        "its review, where it has one; of one opened again the released revision, beside it the draft"
    )
    yield "- `evidence.csv`: " + _("the evidence of the chosen incidents with its SHA-256; not its content")
    yield "- `journal-headers.json`: " + _("the headers of the entries behind them, each with its proof")
    yield "- `contents.json`, `SHA256SUMS`: " + _("every file with its SHA-256")
    yield "- `holdfast-verify`: " + _("one file of Python that checks the documents without Holdfast")
    yield ""
    if sample is None:
        yield _("All incidents of the period were chosen.")
    else:
        told = _(
            "{chosen} of {all} were drawn by the seed {seed}: those with the smallest SHA-256 of the text"
        )
        yield told.format(chosen=len(chosen), all=register.incidents, seed=f"`{seed}`")
        yield _("\"SEED REFERENCE\". Draw them again: printf '%s' 'SEED REFERENCE' | sha256sum")
    yield ""
    yield ", ".join(chosen)


def _check() -> Iterator[str]:
    yield "## " + _("What vouches for each file")
    yield ""
    yield "- `records/`, `reviews/`: " + _("for each entry its own proof; for other words the list alone")
    yield "- `register.json`, `register.pdf`: " + _(
        "for the head the station's key; for the rows the list alone"
    )
    yield "- `register.csv`, `evidence.csv`, `READ-ME.md`: " + _("the list alone")
    yield "- `journal-headers.json`: " + _(
        "for each header its proof, which `holdfast verify` does not check; for all of it the list alone"
    )
    yield "- `holdfast-verify`: " + _("`holdfast verify` compares it with its own")
    yield "- `contents.json`, `SHA256SUMS`: " + _(
        "nothing in here: whoever makes a pack can write its list as they like"
    )
    yield ""
    yield _("The station's journal names the SHA-256 of the whole zip. Ask whoever keeps the store for it.")
    yield ""
    yield "## " + _("How to check it")
    yield ""
    yield "    sha256sum -c SHA256SUMS"
    yield "    python3 holdfast-verify records/REFERENCE.pdf"
    yield ""
    yield _("The PDFs here are not signed, so that the same journal and seed give the same pack; the head in")
    yield _("each is signed with the station's key. Compare its fingerprint with the commissioning sheet.")
