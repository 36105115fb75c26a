"""Words that look for blame: precision and recall on our own sentences, and what is never looked into."""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast import paths
from holdfast.review.language import check, languages_of
from holdfast.review.language_lists import word_lists

SENTENCES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
LISTS = word_lists(paths.resources() / "language")
BLAME = "The operator should have checked the disk."


class Score(NamedTuple):
    """How many phrases were found, how many hits were none, and how many were missed."""

    found: int
    wrong: int
    missed: int

    def precision(self) -> float:
        return self.found / (self.found + self.wrong)

    def recall(self) -> float:
        return self.found / (self.found + self.missed)


def labelled(part: str, language: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each sentence without its signs, and the places that stood between them."""
    for sentence in SENTENCES[language][part]:
        plain, wanted, begun = "", list[tuple[int, int]](), 0
        for piece in re.split("([⟦⟧])", sentence):
            if piece == "⟦":
                begun = len(plain)
            elif piece == "⟧":
                wanted.append((begun, len(plain)))
            else:
                plain += piece
        yield plain, wanted


def score(part: str, *languages: str) -> Score:
    found = wrong = missed = 0
    for language in languages:
        for text, wanted in labelled(part, language):
            hints = check(text)  # both lists: a sentence is too short to be sure
            met = {place for place in wanted if any(h.start < place[1] and place[0] < h.end for h in hints)}
            found += len(met)
            missed += len(wanted) - len(met)
            wrong += sum(not any(h.start < b and a < h.end for a, b in wanted) for h in hints)
    return Score(found, wrong, missed)


def test_the_sentences_that_the_lists_were_never_tuned_on() -> None:
    n = sum(len(SENTENCES[language]["held"]) for language in SENTENCES)
    held = score("held", "en", "de")
    print(f"held n={n} {held} precision={held.precision():.3f} recall={held.recall():.3f}")
    assert n >= 100
    assert held.precision() >= 0.95
    assert held.recall() >= 0.75


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_sentences_that_the_lists_were_tuned_on(language: str) -> None:
    tuned = score("tuning", language)
    print(f"tuning {language} {tuned} precision={tuned.precision():.3f} recall={tuned.recall():.3f}")
    assert len(SENTENCES[language]["tuning"]) >= 100
    assert tuned.precision() >= 0.98
    assert tuned.recall() >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        "`should have checked`",
        "``who did this ` obviously``",
        "```\nThe operator should have checked\n```",
        "~~~\nhuman error\n```\nhuman error\n~~~",
        "Steps:\n\n    human error\n    careless\n",
        "> The operator should have checked.",
        "  > nested\n> > human error",
        "He said “it was human error” and left.",
        "Er sagte: „Wer hat das verursacht?“",
        '"It was human error," he said.',
        "See [who did this](https://example.org/human-error).",
        "![human error](image.png)",
        "https://example.org/human-error/obviously",
        "<https://example.org/obviously>",
        "the file human_error.log and obviously_wrong",
        "It was human. Error rates rose.",
        "- human\n- error",
        "human\n\nerror",
        "| human | error |",
    ],
)
def test_code_quotes_links_and_ends_of_sentences_hide(text: str) -> None:
    assert check(text, ("en", "de")) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("It was _human error_.", "human error"),
        ("It was **Human\nError**!", "Human Error"),
        ('A 19" rack: human error, and a 24" one.', "human error"),
        ("Someone shouldn’t have merged it.", "shouldn’t have"),
        ("- a list\n\n    human error in its second paragraph", "human error"),
        ("Das haette man pruefen muessen.", "haette man pruefen muessen"),
        ("Ein Bedienfehlers wegen.", "Bedienfehlers"),
        ("Die Nachtschicht vergass es.", "vergass"),
        ("Es war ein u\u0308bersehen, nein: sie hat es u\u0308bersehen.", "hat es u\u0308bersehen"),
        ("\U0001f4a5 Obviously.", "Obviously"),
        ("İİ obviously", "obviously"),
    ],
)
def test_what_is_found_is_the_phrase_as_it_was_typed(text: str, phrase: str) -> None:
    (hint,) = check(text, ("en", "de"))
    assert hint.phrase == phrase
    assert " ".join(text[hint.start : hint.end].split()) == phrase


def test_a_hint_has_a_reason_and_a_question() -> None:
    (hint,) = check(BLAME)
    assert (hint.rule, hint.category, hint.language) == ("en.should-have", "counterfactual", "en")
    assert hint.reason.endswith(".")
    assert hint.question.endswith("?")


def test_the_language_is_known_by_its_small_words() -> None:
    english = "The disk of the host was full and the log was not written to it."
    german = "Die Platte des Rechners war voll, und das Protokoll wurde nicht auf sie geschrieben."
    assert languages_of(english) == ("en",)
    assert languages_of(german) == ("de",)
    assert languages_of("") == languages_of(english + german) == ("de", "en")
    assert check(english + " Bedienfehler.") == []
    assert check(german + " Bedienfehler.") != []


def test_the_lists_are_whole() -> None:
    lists = {one.language: one for one in LISTS}
    assert set(lists) == {"de", "en"}
    ids = {language: [rule.id.partition(".")[2] for rule in one.rules] for language, one in lists.items()}
    assert ids["de"] == ids["en"]
    assert len(set(ids["en"])) == len(ids["en"])
    for rule in (rule for one in lists.values() for rule in one.rules):
        assert rule.phrases
        assert rule.reason.endswith(".")
        assert rule.question.endswith("?")
        assert check(rule.question, (rule.language,)) == [], rule.id


PIECES = st.sampled_from(
    [
        "human error", "obviously", "hätte", "prüfen", "müssen", "`", "```", "\n", "\n\n", "    ", "> ", "“",
        "”", '"', "[", "](", ")", "who did this", ".", " ", "İ", "\U0001f4a5", "\0", "ä", "u\u0308",
        "'s fault", "Tom", "if", "had",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_hits_stand_in_the_text_apart_and_in_order(text: str) -> None:
    hints = check(text, ("en", "de"))
    for hint in hints:
        assert 0 <= hint.start < hint.end <= len(text)
        assert " ".join(text[hint.start : hint.end].split()) == hint.phrase
    assert all(one.end <= other.start for one, other in pairwise(hints))


@given(st.text(), st.text(alphabet="abc \n.", max_size=30))
def test_any_text_is_read_and_what_comes_before_a_paragraph_does_not_hide_it(text: str, before: str) -> None:
    check(text, ("en", "de"))
    found = check(f"{before}\n\n{BLAME}", ("en",))
    assert [hint.phrase for hint in found] == ["should have checked"]
