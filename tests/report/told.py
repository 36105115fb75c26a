"""A store as a station has it after some years, and every document that it hands out."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from holdfast.desk import metrics_read
from holdfast.desk.card_export import card_handout
from holdfast.desk.export import Handout, make_file, prove_handout, review_handout
from holdfast.desk.facts import configure
from holdfast.desk.handover_export import handover_handout
from holdfast.desk.log_export import personal_handout, shift_handout
from holdfast.desk.metrics_export import metrics_handout
from holdfast.desk.operators import sign_in
from holdfast.desk.pack_export import PackAsked, make_pack
from holdfast.desk.paper import binder_handout, checklist_handout
from holdfast.desk.record_export import record_handout
from holdfast.desk.register_export import Asked, register_handout
from holdfast.desk.sample import FINISHED, OPEN, play
from holdfast.domain.incident import Person
from holdfast.report.content import Paper
from holdfast.respond.corrections import correct, pin, withdraw
from holdfast.respond.evidence import add
from holdfast.respond.evidence_files import of_bytes
from holdfast.respond.handover import answer, offer
from holdfast.respond.handover_sheet import compose
from holdfast.respond.incident import add_note
from holdfast.respond.resources import ask, move_supply
from holdfast.respond.tasks import add_task, move_task
from holdfast.review.actions import add_action
from holdfast.review.factors import add_factor
from holdfast.review.impact import add_figure
from holdfast.review.workflow import approve as approve_review
from holdfast.review.workflow import open_again, release, submit
from holdfast.runbook.writing import approve
from holdfast.store.certificates import certify
from holdfast.store.opening import open_store
from holdfast.store.store import Store
from tests.bench.populate import populate

_OTHER = "Boris Ek"
_INCIDENTS = 130
BEGIN = datetime(2020, 12, 31, tzinfo=UTC)
"""Before everything in it."""
_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass
class Told:
    """The open store, and in it a closed incident with a review and one that goes on."""

    folder: Path
    store: Store
    closed: str
    open: str
    handover: str

    @classmethod
    @contextmanager
    def begin(cls, folder: Path, incidents: int = _INCIDENTS) -> Iterator["Told"]:
        """Tell the store in this folder; before its two incidents, so many others."""
        populate(folder / "store", incidents)
        clock = _Hands()
        with open_store(folder / "store", clock=clock, zone=ZoneInfo("Europe/Berlin")) as store:
            closed, going_on = (play(store, name, store.now()) for name in (FINISHED, OPEN))
            sign_in(store, "Ana")
            configure(store, marking="INTERNAL USE", site="Plant K7")
            certify(store)
            _more_of_the_review(store, closed)
            _more_of_the_record(store, going_on)
            for book in store.runbooks.page():
                approve(store, book.id, store.runbooks.get(book.id).version)
            yield cls(folder, store, closed, going_on, _handed_over(store, going_on))

    def handouts(self, language: str, paper: Paper) -> Iterator[tuple[str, Handout]]:
        """Every document of the store."""
        store, until = self.store, self.store.now()
        assert store.by is not None
        said: dict[str, Any] = {"language": language, "paper": paper}
        yield "review", review_handout(store, store.incidents.get(self.closed).review_id, **said)
        yield "record", record_handout(store, self.open, **said)
        yield "register", register_handout(store, Asked(BEGIN, until, paper, language))
        yield "metrics", metrics_handout(store, metrics_read.Asked(BEGIN, until, until), **said)
        yield "handover", handover_handout(store, self.open, self.handover, **said)
        yield "shift", shift_handout(store, until - timedelta(days=3), **said)
        yield "personal", personal_handout(store, store.by.operator, BEGIN, **said)
        yield "card", card_handout(store, self.open, **said)
        book = next(row for row in store.runbooks.page() if row.path.startswith("database"))
        yield "checklist", checklist_handout(store, book.id, **said)
        yield "binder", binder_handout(store, **said)

    def signed(self, handout: Handout) -> bytes:
        """The PDF as it is handed out."""
        file = self.folder / "signed.pdf"
        make_file(prove_handout(self.store, handout), file, "pdf")
        return file.read_bytes()

    def pack(self, size: str, language: str, paper: Paper) -> list[bytes]:
        """The PDFs of an audit pack: of one incident, of six, of all."""
        sample = {"small": 1, "typical": 6}.get(size)
        asked = PackAsked(Asked(BEGIN, self.store.now(), paper, language), sample, "2026")
        file = self.folder / "pack.zip"
        make_pack(self.store, asked, file)
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as pack:
            return [pack.read(name) for name in pack.namelist() if name.endswith(".pdf")]


class _Hands:
    """A clock: a second passes at each look."""

    def __init__(self) -> None:
        self.at = _NOW

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def _more_of_the_review(store: Store, incident: str) -> None:
    review = store.incidents.get(incident).review_id
    open_again(store, review, "A factor was missing.")
    add_factor(
        store,
        review,
        "A retired standby kept its replication slot",
        category="change",
        root=True,
        reasonable="The checklist for retiring a server was complete for the servers that it described.",
        whys=("Nobody looks for slots.", "No checklist names them.", "The slots came later than the list."),
    )
    add_factor(store, review, "The alert comes at 95 %, eleven minutes before the volume is full")
    add_figure(store, review, "Orders that were delayed", "1200", "orders")
    add_figure(store, review, "Time without writes", "36.5", "min")
    add_action(store, review, "Ask for the spare module", "Ana", "2026-11-01", "It lies in the store")
    by = store.by
    submit(store, review, [sign_in(store, _OTHER).id])
    approve_review(store, review)
    store.by = by
    release(store, review)


def _more_of_the_record(store: Store, incident: str) -> None:
    for text in ("Module changed in slot 3, errors go on", "Reader 3-07 ansers again"):
        add_note(store, incident, text, "action")
    wrong, misspelt = (entry.hash for entry in store.entries("incident", incident)[-2:])
    withdraw(store, incident, wrong, "it was slot 4")
    correct(store, incident, misspelt, text="Reader 3-07 answers again")
    pin(store, incident, misspelt)
    add(
        store,
        incident,
        of_bytes("errors-port-24.txt", b"2300/min", "text/plain"),
        "From the side of the hall",
    )
    task = add_task(store, incident, "Order a second module for the store", Person("Sam Okafor"))
    move_task(store, task.id, "done")
    add_task(store, incident, "Label both ends of the new cable", Person("Ada Lindqvist"))
    supply = ask(
        store, incident, "Optical module", "SFP-10G-LR", store.now() + timedelta(hours=1), "from gate 2"
    )
    move_supply(store, incident, supply.id, "arrived")


def _handed_over(store: Store, incident: str) -> str:
    by = store.by
    other = sign_in(store, _OTHER)
    store.by = by
    offered = offer(
        store, incident, Person(other.name, other.id), compose(store, incident, store.now()).texts
    )
    sign_in(store, other.name)
    answer(store, offered.id, "accepted")
    store.by = by
    return offered.id
