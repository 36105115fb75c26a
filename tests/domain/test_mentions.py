"""What a text names: references, roles, runbooks; and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.mentions import mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As in #INC-K7-12, again", [("incident", "INC-K7-12")]),
        ("INC-K7-12 and (INC-A1B2-3)", [("incident", "INC-K7-12"), ("incident", "INC-A1B2-3")]),
        ("ask @scribe, then @network_lead.", [("role", "scribe"), ("role", "network_lead")]),
        ("by [[Database disk full]]", [("runbook", "Database disk full")]),
        ("mail ops@example.org or a@b@c", []),
        (
            "#12, #INC-12. (#3) #INC-K7-4",
            [
                ("number", "12"),
                ("number", "INC-12"),
                ("number", "3"),
                ("incident", "INC-K7-4"),
            ],
        ),
        ("x#12 &#12; ##12 #0 #012 #1.2 #1/2 #12a #12-3 /#12 INC-12 #INC- #1234567890123456", []),
        ("INC-K7-012 XINC-K7-1 INC-K7-1-2 /INC-K7-1 [[]] [[ ]] @A", []),
    ],
)
def test_what_is_named_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.what) for each in mentions(text)] == found


@given(st.text(alphabet="[]@#INC-K7 1\nab_é") | st.text())
def test_every_mention_stands_where_it_says(text: str) -> None:
    end = 0
    for each in mentions(text):
        assert each.start >= end
        end = each.start + each.length
        assert each.what.split()[0] in text[each.start : end]
