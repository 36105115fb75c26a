"""A German document says every fixed word in German."""

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast import words
from holdfast.desk.card_export import gather_draft
from holdfast.desk.export import Handout, prove_handout, review_handout
from holdfast.desk.handover_export import handover_handout
from holdfast.desk.pack_words import read_me
from holdfast.desk.record_export import record_handout
from holdfast.desk.register_export import Asked, register_start
from holdfast.report.language import spoken
from holdfast.report.pdf import render_pdf
from holdfast.report.text import render_markdown
from holdfast.review.interviews import add_note
from holdfast.review.workflow import submit
from holdfast.review.writing import begin, write
from tests.report.told import BEGIN, Told

CHECKED = {"the clock went back to {at}"}
"""What the journal is asked before a document is made; it stands on none."""


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


def handouts(told: Told) -> Iterator[Handout]:
    yield from (handout for _name, handout in told.handouts("de", "A4"))
    store = told.store
    yield handover_handout(store, told.open, language="de")
    review = begin(store, told.open).id
    write(store, review, "summary", "What happened.")
    yield review_handout(store, add_note(store, review, "Cleo", "The alert was muted.").id, language="de")
    submit(store, review, [store.operators.named("Boris Ek").id])  # type: ignore[union-attr]
    yield record_handout(store, told.open, language="de")


def test_no_fixed_word_of_a_german_document_is_english(missing: set[str], tmp_path: Path) -> None:
    with Told.begin(tmp_path, incidents=3) as told:
        for handout in handouts(told):
            render_pdf(handout.document, prove_handout(told.store, handout).proof)
            render_markdown(handout.document)
        render_pdf(gather_draft(told.store, told.open, "", "Words", language="de"))
        with spoken("de"):
            register = register_start(told.store, Asked(BEGIN, told.store.now(), "A4", "de"))
            assert read_me(register, ["INC-1"], 1, "2026") != read_me(register, ["INC-1"], None, "")
    assert sorted(missing - CHECKED) == []
