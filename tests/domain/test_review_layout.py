"""Rows under headings: a group stands where its first row would, and no row changes its place in time."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.review import Row
from holdfast.domain.review_layout import group_title, in_groups

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def rows_of(groups: str) -> list[Row]:
    """A row a minute; a letter is its heading, a dot none."""
    return [
        Row(str(number), "", at, at, "note", "Ana", str(number), group=letter.strip("."))
        for number, letter in enumerate(groups)
        for at in (NOON + timedelta(minutes=number),)
    ]


def told(groups: str) -> str:
    found = in_groups(rows_of(groups))
    return " ".join(f"{group or '-'}{''.join(row.id for row in there)}" for group, there in found)


def test_a_group_stands_where_its_first_row_would() -> None:
    assert told("..a.a.") == "-01 a24 -35"
    assert told("a..a") == "a03 -12"
    assert told("b.ab.") == "b03 -1 a2 -4"
    assert told("...") == "-012"
    assert told("") == ""


def test_rows_without_a_heading_have_one_behind_a_group_only() -> None:
    assert [group_title("", first=True), group_title("", first=False)] == ["", "Other entries"]
    assert [group_title("a", first=one) for one in (True, False)] == ["a", "a"]


@given(st.text("..abc", max_size=12), st.randoms())
def test_every_row_is_there_once_in_order(groups: str, chance: object) -> None:
    rows = rows_of(groups)
    chance.shuffle(rows)  # type: ignore[attr-defined]
    found = in_groups(rows)
    assert sorted((row for _group, there in found for row in there), key=lambda row: row.occurred) == rows_of(
        groups
    )
    firsts = [there[0].occurred for _group, there in found]
    assert firsts == sorted(firsts)
    named = [group for group, _there in found if group]
    assert len(named) == len(set(named))
    assert all(row.group == group for group, there in found for row in there)
    assert all(one or other for (one, _a), (other, _b) in pairwise(found))
