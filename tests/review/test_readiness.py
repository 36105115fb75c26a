"""What a review lacks, each with its place; nothing where everything is there."""

from dataclasses import replace
from datetime import UTC, datetime

from holdfast.domain.action import Action
from holdfast.domain.review import Review, Row
from holdfast.domain.review_board import Factor, Figure
from holdfast.domain.review_content import Parts, Section
from holdfast.domain.review_flow import Comment, Deed, Flow
from holdfast.review.readiness import WISHED, Finding, Looked, readiness

AT = datetime(2026, 11, 28, tzinfo=UTC)
ROW = Row("row", "source", AT, AT, "note", "Ana", "The disk is full")
ACTION = Action("a", title="Watch", owner="Ana", due="2026-12-01", verify="An alert")
COMMENT = Comment("c", Deed("e", "ana", "declared", AT), 1, "summary", "Why?")
WHOLE = Looked(
    Review("r", rows=(ROW,), flow=Flow(reviewers=("ben",))),
    dict.fromkeys(WISHED, "36 minutes"),
    (ACTION,),
)


def test_a_whole_review_lacks_nothing() -> None:
    assert readiness(WHOLE) == []


def test_an_empty_review_lacks_every_part() -> None:
    found = readiness(Looked(Review("r"), {}, ()))
    assert [each.section for each in found if each.lack == "text"] == list(WISHED)
    assert {each.lack for each in found} == {"text", "rows", "actions", "reviewer"}


def test_each_lack_names_its_place() -> None:
    review, texts = WHOLE.review, dict(WHOLE.texts)
    bare = replace(ACTION, owner="", due="", verify="")
    cases = {
        Finding("impact", "", "figure"): replace(WHOLE, texts=texts | {"impact": "Many users"}),
        Finding("timeline", "row", "source"): replace(
            WHOLE, review=replace(review, rows=(replace(ROW, source=""),))
        ),
        Finding("factors", "f", "evidence"): replace(
            WHOLE, review=replace(review, parts=Parts(factors=(Factor("f", "No alert"),)))
        ),
        Finding("", "", "reviewer"): replace(WHOLE, review=replace(review, flow=Flow())),
        Finding("summary", "c", "comment"): replace(
            WHOLE, review=replace(review, flow=Flow(reviewers=("ben",), comments=(COMMENT,)))
        ),
    }
    for finding, looked in cases.items():
        assert readiness(looked) == [finding]
    lacks = readiness(replace(WHOLE, actions=(bare,)))
    assert lacks == [Finding("actions", "a", name) for name in ("owner", "due", "verify")]
    assert readiness(replace(WHOLE, actions=(ACTION, replace(bare, id="b", state="dropped")))) == []


def test_a_resolved_comment_is_no_lack() -> None:
    flow = Flow(reviewers=("ben",), comments=(replace(COMMENT, state="resolved"),))
    assert readiness(replace(WHOLE, review=replace(WHOLE.review, flow=flow))) == []


def test_a_figure_beside_the_words_is_enough() -> None:
    figures = (Figure("i", "Orders", "12", "orders"),)
    review = replace(WHOLE.review, parts=Parts(figures=figures))
    assert readiness(replace(WHOLE, review=review, texts={**WHOLE.texts, "impact": "Many users"})) == []
    assert readiness(replace(WHOLE, review=review, texts={**WHOLE.texts, "impact": ""})) == []


def test_a_section_that_the_template_lacks_is_not_asked_for() -> None:
    review = Review("r", parts=Parts(template="t", sections=(Section("summary"),)))
    assert [each.section for each in readiness(Looked(review, {}, ()))] == ["summary", ""]
