"""An edited text follows the record where nobody touched it."""

from hypothesis import given
from hypothesis import strategies as st

from holdfast.respond.refill import refilled

BEFORE = "INC-1 Disk full\n\nConditions: not said yet\nNext update: 14:20"
NOW = "INC-1 Disk full\n\nConditions: 98 % full\nNext update: 14:35"
LINES = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=6).map("\n".join)


def test_a_text_that_nobody_touched_is_the_new_one() -> None:
    assert refilled(BEFORE, BEFORE, NOW) == NOW
    assert refilled(" \n", BEFORE, NOW) == NOW


def test_what_was_added_stays_and_the_rest_follows() -> None:
    edited = BEFORE.replace("\n\n", "\nFor all.\n") + "\nRegards"
    assert refilled(edited, BEFORE, NOW) == NOW.replace("\n\n", "\nFor all.\n") + "\nRegards"


def test_an_edited_line_stays_as_it_is() -> None:
    before, now = "Up: yes\nNext update: 14:20", "Up: no\nNext update: 14:35"
    assert refilled("Up: mostly\nNext update: 14:20", before, now) == "Up: mostly\nNext update: 14:35"


def test_a_list_that_grew_follows_as_a_whole() -> None:
    assert refilled("Hello\n- a\nEnd", "- a\nEnd", "- a\n- b\nEnd") == "Hello\n- a\nEnd"
    assert refilled("Hello\n- none\nEnd", "- none\nEnd", "- a\n- b\nEnd") == "Hello\n- a\n- b\nEnd"


def test_a_line_that_could_be_either_of_two_stays() -> None:
    assert refilled("a\nx\na", "x\na", "x\nb") == "a\nx\na"


@given(LINES, LINES, LINES)
def test_whatever_was_typed_no_typed_line_is_lost(text: str, before: str, now: str) -> None:
    after = refilled(text, before, now)
    if text.strip() and text != before:
        kept = [line for line in text.split("\n") if line not in before.split("\n")]
        assert [line for line in after.split("\n") if line in kept and line not in now.split("\n")] == [
            line for line in kept if line not in now.split("\n")
        ]
