"""Templates of reviews: read strictly, switched without loss, the station's own among them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.review import APPENDIX, Review
from holdfast.domain.review_layout import layout, title_of
from holdfast.report.gather import gather_review
from holdfast.report.text import render_markdown
from holdfast.review.actions import add_action
from holdfast.review.template import MOST, load, problems
from holdfast.review.templates import (
    adopt_review_template,
    choices,
    named,
    set_template,
    shipped,
    take_file,
    template_of,
)
from holdfast.review.workflow import release
from holdfast.review.writing import begin, write
from holdfast.store.removal import remove_words
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare
from tests.domain.making import entry as made
from tests.domain.making import fold

OURS = """name = "Ours"

[[sections]]
key = "summary"
title = "What it was"
prompt = "What was it?"

[[sections]]
key = "weather"
title = "Weather"
"""


@pytest.fixture
def review(store: Store) -> Review:
    return begin(store, declare(store, Declaration("Disk full")).id)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_what_comes_with_it_is_a_template_with_every_row_placed(name: str) -> None:
    template = load(shipped()[name])
    keys = [each.key for each in template.sections]
    assert {"summary", "timeline", "actions", "factors", "impact"} <= set(keys)
    assert template.about
    assert next(iter(shipped())) == "standard"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ('name = "x"', "sections (line 1) is missing"),
        ('name = "x"\nsections = []', "sections (line 2) is empty"),
        ('name = "x"\n[[sections]]\nkey = "summary"\ntile = "x"', "sections.1.tile (line 4) is not known"),
        ('name = "x"\n[[sections]]\nkey = "a b"', "sections.1.key (line 3) is not a key"),
        ('name = "x"\n[[sections]]\nkey = "lessons"', "has no section with the key summary"),
        ('name = ""\n[[sections]]\nkey = "summary"', "name (line 1) is empty"),
        (OURS + '[[sections]]\nkey = "weather"', "sections.3.key (line 12) names weather a second time"),
        (OURS.replace("Weather", "w" * 121), "sections.2.title (line 10) has 121 characters"),
        (OURS.replace("What was it?", "w" * 4001), "sections.1.prompt (line 6) has 4001 characters"),
        (
            'name = "x"\n[[sections]]\nkey = "summary"\n'
            + "".join(f'[[sections]]\nkey = "k{number}"\n' for number in range(MOST)),
            "has 41 sections, the most is 40",
        ),
        ('name = "x"\nsections = [1]', "sections.1 (line 2) is no table"),
    ],
)
def test_what_is_no_template_is_refused_with_its_line(text: str, said: str) -> None:
    assert any(said in str(each) for each in problems(text))
    with pytest.raises(UserError, match="can't be used"):
        load(text)


def test_text_moves_with_its_meaning_and_what_has_no_place_stays(store: Store, review: Review) -> None:
    write(store, review.id, "summary", "The disk was full.")
    write(store, review.id, "lucky", "The spare was there.")
    add_action(store, review.id, "Watch the disks")
    after = set_template(store, review.id, OURS)
    assert [(each.key, each.title, each.kept) for each in layout(after)] == [
        ("summary", "What it was", False),
        ("weather", "Weather", False),
        ("lucky", "Where we were lucky", True),
        ("actions", "Preventive actions", True),
    ]
    write(store, review.id, "weather", "It rained.")
    back = set_template(store, review.id, shipped()["standard"])
    last = layout(back)[-1]
    assert (last.key, last.heading) == ("weather", "Weather (from the earlier template)")
    text = render_markdown(gather_review(store, review.id))
    assert "## Weather (from the earlier template)\n\nIt rained." in text
    assert text.index("The spare was there.") < text.index("Weather (from")
    assert back.conflicts == ()


def test_the_same_template_again_records_nothing_and_a_released_review_keeps_its_own(
    store: Store, review: Review
) -> None:
    set_template(store, review.id, OURS)
    before = store.journal.count()
    set_template(store, review.id, OURS)
    assert store.journal.count() == before
    write(store, review.id, "summary", "x")
    release(store, review.id, "Nobody else is here")
    with pytest.raises(UserError, match="released"):
        set_template(store, review.id, shipped()["short"])


def test_only_sections_of_the_review_are_written(store: Store, review: Review) -> None:
    with pytest.raises(UserError, match="weather is no section"):
        write(store, review.id, "weather", "x")
    set_template(store, review.id, OURS)
    assert write(store, review.id, "weather", "Rain.").texts["weather"] == "Rain."
    with pytest.raises(UserError, match="timeline is no section"):
        write(store, review.id, "timeline", "x")


def test_the_stations_own_template_is_chosen_like_any_other(
    store: Store, review: Review, tmp_path: Path
) -> None:
    assert [each.name for each in choices(store)] == list(shipped())
    file = tmp_path / "ours.toml"
    file.write_text(OURS, encoding="utf-8")
    text = take_file(store, file)
    before = store.journal.count()
    adopt_review_template(store, text, "again")
    assert store.journal.count() == before
    assert named(store, "own").template.name == "Ours"
    after = set_template(store, review.id, named(store, "own").text)
    assert template_of(store, after).prompt("summary") == "What was it?"
    assert (template_of(store, after).prompt("lucky"), title_of(after, "lucky")) == (
        "",
        "Where we were lucky",
    )
    with pytest.raises(UserError, match="no template nothing") as refused:
        named(store, "nothing")
    assert "own" in (refused.value.hint or "")


def test_a_file_that_is_none_is_said_so_and_nothing_is_recorded(store: Store, tmp_path: Path) -> None:
    before = store.journal.count()
    odd, long = tmp_path / "odd.toml", tmp_path / "long.toml"
    odd.write_bytes(b"\xff\xfe")
    long.write_bytes(b"#" * 900_000)
    for file, said in ((odd, "not UTF-8"), (long, "far too long"), (tmp_path / "none.toml", "can't be read")):
        with pytest.raises(UserError, match=said):
            take_file(store, file)
    assert store.journal.count() == before


def test_a_removed_template_leaves_the_sections_and_asks_as_usual(store: Store, review: Review) -> None:
    set_template(store, review.id, OURS)
    entry = store.entries("review", review.id)[-1]
    remove_words(store, entry.hash, "a name in it")
    after = store.reviews.get(review.id)
    assert [each.key for each in layout(after)] == ["summary", "weather"]
    assert "newcomer" in template_of(store, after).prompt("summary")


def test_two_stations_that_chose_at_once_are_told() -> None:
    begun = made("review.begun", {"title": "x"}, 1, subject="review/v1")

    def chose(was: str | None, name: str, seq: int) -> object:
        body = {"template": [was, name * 64], "content": {"blob": name * 64, "size": 1}, "title": name,
                "sections": [{"key": "summary", "title": ""}]}  # fmt: skip
        return made("review.template_set", body, seq, subject="review/v1")

    value = fold("review", [begun, chose(None, "a", 2), chose(None, "b", 3)], "v1")  # type: ignore[list-item]
    assert value.parts.title == "b"
    assert [each.member for each in value.conflicts] == ["template"]


_KEYS = st.sampled_from(["summary", "impact", "lucky", "weather", "story", APPENDIX])


@given(
    asked=st.lists(st.lists(_KEYS, unique=True, min_size=1), max_size=4),
    written=st.dictionaries(_KEYS, st.text(min_size=1, max_size=5)),
)
def test_no_template_hides_a_text_or_shows_it_twice(asked: list[list[str]], written: dict[str, str]) -> None:
    entries = [made("review.begun", {"title": "x"}, 1, subject="review/v1")]
    for key, text in written.items():
        body = {"section": key, "text": [None, text]}
        entries.append(made("review.written", body, len(entries) + 1, subject="review/v1"))
    for keys in asked:
        body = {"template": [None, "a" * 64], "content": {"blob": "a" * 64, "size": 1}, "title": "x",
                "sections": [{"key": key, "title": ""} for key in keys]}  # fmt: skip
        entries.append(made("review.template_set", body, len(entries) + 1, subject="review/v1"))
    shown = [each.key for each in layout(fold("review", entries, "v1"))]
    assert len(shown) == len(set(shown))
    assert set(written) <= set(shown)
    if asked:
        assert shown[: len(asked[-1])] == asked[-1]
