"""A German document says every fixed word in German."""

import gettext
from collections.abc import Iterator
from datetime import timedelta

import pytest

from holdfast import words
from holdfast.desk import metrics_read, register_export
from holdfast.desk.card_export import gather_draft
from holdfast.desk.export import Handout, prove_handout, review_handout
from holdfast.desk.handover_export import handover_handout
from holdfast.desk.log_export import personal_handout, shift_handout
from holdfast.desk.metrics_export import metrics_handout
from holdfast.desk.paper import binder_handout, checklist_handout
from holdfast.desk.record_export import record_handout
from holdfast.desk.register_export import register_handout
from holdfast.desk.sample import FINISHED, play
from holdfast.report.pdf import render_pdf
from holdfast.report.text import render_markdown
from holdfast.review.interviews import add_note
from holdfast.review.writing import begin
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


class Listening(gettext.NullTranslations):
    """A catalogue that remembers what it was asked for and had no words for."""

    def __init__(self, known: gettext.NullTranslations) -> None:
        super().__init__()
        self._known, self.missing = known, set[str]()
        self._has = set(getattr(known, "_catalog", {}))

    def gettext(self, message: str) -> str:
        if message not in self._has:
            self.missing.add(message)
        return self._known.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        if (msgid1, 0) not in self._has:
            self.missing.add(msgid1)
        return self._known.ngettext(msgid1, msgid2, n)


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """What German documents were asked to say and could only say in English."""
    real = words._documents
    heard = set[str]()

    def listening(folder: object, language: str) -> gettext.NullTranslations:
        listener = Listening(real(folder, language))  # type: ignore[arg-type]
        listener.missing = heard
        return listener

    monkeypatch.setattr(words, "_documents", listening)
    return heard


def handouts(store: Store) -> Iterator[Handout]:
    hand = store.by
    incident = play(store, FINISHED, store.now())
    store.by = hand
    review = begin(store, incident).id
    since = store.now() - timedelta(days=3650)
    assert store.by is not None
    yield review_handout(store, review, language="de")
    yield record_handout(store, incident, language="de")
    yield handover_handout(store, incident, language="de")
    yield shift_handout(store, since, language="de")
    yield personal_handout(store, store.by.operator, since, language="de")
    yield checklist_handout(store, store.runbooks.page()[0].id, language="de")
    yield binder_handout(store, language="de")
    yield metrics_handout(store, metrics_read.Asked(since, store.now(), store.now()), language="de")
    yield register_handout(store, register_export.Asked(since, store.now(), "A4", "de"))
    told = begin(store, declare(store, Declaration("Disk full")).id).id
    yield review_handout(store, add_note(store, told, "Cleo", "The alert was muted.").id, language="de")


def test_no_fixed_word_of_a_german_document_is_english(store: Store, missing: set[str]) -> None:
    for handout in handouts(store):
        render_pdf(handout.document, prove_handout(store, handout).proof)
        render_markdown(handout.document)
    render_pdf(gather_draft(store, store.incidents.find("1").id, "", "Words", language="de"))
    assert sorted(missing) == []
