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
from holdfast.domain.timeline import kind_word, timeline
from holdfast.domain.told_alerts import TOLD_ALERTS
from holdfast.report.language import SOURCE, spoken
from holdfast.report.pdf import render_pdf
from holdfast.report.text import render_markdown
from holdfast.review.interviews import add_note
from holdfast.review.workflow import submit
from holdfast.review.writing import begin, import_rows, offered_rows, write
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
        if language == SOURCE:  # what was recorded in English is looked for, and said in German
            return real(folder, language)  # type: ignore[arg-type]
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
    import_rows(store, review, [row for row, _there in offered_rows(store, review)])
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


def test_a_german_review_names_the_kind_of_every_row_in_german(tmp_path: Path) -> None:
    with Told.begin(tmp_path, incidents=3) as told:
        store, review = told.store, begin(told.store, told.open).id
        import_rows(store, review, [row for row, _there in offered_rows(store, review)])
        rows = review_handout(store, review, language="de").document.timeline
    kinds = {row.kind for row in rows}
    assert {"Beweismittel", "Aufgabe", "Lagemeldung", "Übergabe"} <= kinds
    assert not kinds & {"evidence", "task", "update", "handover", "alert"}


def test_the_kind_of_an_alerts_row_is_german_and_an_unknown_one_stays() -> None:
    with spoken("de"):
        assert {kind_word(kind) for kind, _told in TOLD_ALERTS.values()} == {"Alarm"}
        assert kind_word("sighting") == "sighting"


def test_an_assessment_is_told_in_german_with_lower_case_levels(tmp_path: Path) -> None:
    with Told.begin(tmp_path, incidents=3) as told, spoken("de"):
        rows = timeline(told.store.entries("incident", told.open), {})
    said = {row.text.split(":")[0] for row in rows if row.kind == "assessment"}
    assert said == {"Auswirkung mittel, Dringlichkeit hoch"}
