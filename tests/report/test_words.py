"""Every word of a review is found again in the PDF, as often as it was written."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.report import markdown
from holdfast.report.content import ActionRow, ReviewReport, SectionText, TimelineRow
from holdfast.report.pdf import render_pdf
from holdfast.report.runs import words_of

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789äöüßéñçøłżščαβγδωабвгдяЖ€§%"
# Short enough for the narrowest column: a broken word is another test's matter.
words = st.text(LETTERS, min_size=1, max_size=6)
phrases = st.lists(words, min_size=1, max_size=30).map(" ".join)
markups = st.sampled_from(
    ["{}", "**{}**", "*{}*", "`{}`", "- {}", "1. {}", "> {}", "### {}", "- [x] {}", "```\n{}\n```"]
)
paragraphs = st.builds(lambda markup, words: markup.format(words), markups, phrases)
bodies = st.lists(paragraphs, max_size=8).map("\n\n".join)
rows = st.builds(TimelineRow, words, words, st.booleans(), words, words, phrases)
actions = st.builds(ActionRow, phrases, words, words, phrases, words)
sections = st.builds(
    lambda headings, texts: tuple(
        SectionText(f"key{number}", heading, text)
        for number, (heading, text) in enumerate(zip(headings, texts, strict=False))
    ),
    st.lists(phrases, min_size=1, max_size=6),
    st.lists(bodies, min_size=1, max_size=6),
)
reviews = st.builds(
    ReviewReport,
    title=phrases,
    incident_ref=words,
    revision=words,
    status=st.sampled_from(["draft", "released"]),
    control=st.lists(st.tuples(words, phrases), max_size=6).map(tuple),
    sections=sections,
    timeline=st.lists(rows, max_size=40).map(tuple),
    actions=st.lists(actions, max_size=10).map(tuple),
    paper=st.sampled_from(["A4", "Letter"]),
)


def written(report: ReviewReport) -> Counter[str]:
    """The words of a review, the marks of its Markdown taken away."""
    texts = [report.title]
    for label, value in report.control:
        texts += [label, value]
    for section in report.sections:
        texts += [section.heading, *(text_of(node) for node in markdown.parse(section.text))]
    for row in report.timeline:
        texts += [row.occurred, row.recorded, row.kind, row.who, row.text]
    for action in report.actions:
        texts += [action.title, action.owner, action.due, action.verify, action.state]
    return Counter(" ".join(texts).split())


def text_of(node: Any) -> str:
    match node:
        case markdown.Code(text):
            return text
        case markdown.Text(runs) | markdown.Heading(runs) | markdown.Item(runs):
            return words_of(runs)
        case _:
            raise AssertionError(node)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(report=reviews)
def test_every_word_is_there(report: ReviewReport, texts: Callable[[bytes], list[str]]) -> None:
    shown = Counter(" ".join(texts(render_pdf(report))).split())
    assert written(report) - shown == Counter()


@settings(max_examples=200, deadline=None)
@given(bodies)
def test_the_markdown_reader_keeps_every_word(body: str) -> None:
    read = Counter(" ".join(text_of(node) for node in markdown.parse(body)).split())
    marks = {"-", "1.", ">", "###", "[x]", "```"}
    typed = Counter(word.strip("*`") for word in body.split() if word not in marks)
    assert read == typed
