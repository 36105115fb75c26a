"""`review rows` and `review group`: rows by their numbers under a heading, and out of it again."""

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def reviewed(call: Call, incident: str) -> str:
    """An incident whose whole timeline is in its review."""
    for text in ("df shows 100 %", "Dropped the slot"):
        call("incident", "note", incident, text)
    assert call("review", "write", incident, "timeline")[0] == 0
    return incident


def test_rows_are_put_under_a_heading_and_out_of_it(call: Call, reviewed: str) -> None:
    listed = call("review", "rows", reviewed)[1]
    assert [row["number"] for row in listed] == list(range(1, len(listed) + 1))
    texts = [row["text"] for row in listed]
    slot, full = texts.index("Dropped the slot") + 1, texts.index("df shows 100 %") + 1
    words = ("review", "group", reviewed, str(slot), listed[full - 1]["id"][:12], str(slot))
    status, made = call(*words, "--heading", " Finding the\ncause ")
    assert (status, [row["number"] for row in made]) == (0, sorted((slot, full)))
    after = call("review", "rows", reviewed)[1]
    assert [row["text"] for row in after] == texts
    assert {row["number"] for row in after if row["group"] == "Finding the cause"} == {slot, full}
    assert call(*words, "--heading", "", plain=True)[1] == "2 rows stand under no heading.\n"
    assert call("review", "rows", reviewed)[1] == listed
    assert call(*words[:4], "--heading", "The slot", plain=True)[1] == "1 row stands under The slot.\n"
    assert "  The slot  Dropped the slot\n" in call("review", "rows", reviewed, plain=True)[1]


def test_a_row_that_is_not_there_leaves_all_as_they_were(call: Call, reviewed: str) -> None:
    before = call("review", "rows", reviewed)[1]
    status, said = call("review", "group", reviewed, "1", "99", "--heading", "x")
    assert (status, "There is no row 99" in said) == (1, True)
    assert call("review", "rows", reviewed)[1] == before
    for words in (["1"], ["--heading", "x"]):
        with pytest.raises(SystemExit, match="2"):
            call("review", "group", reviewed, *words)


def test_a_review_without_rows_says_so(call: Call, incident: str) -> None:
    assert "has no review yet" in call("review", "rows", incident)[1]
    call("review", "new", incident)
    assert call("review", "rows", incident, plain=True)[1] == "No rows.\n"
