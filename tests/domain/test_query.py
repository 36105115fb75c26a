"""What a person types into the list's query line, and where it is not understood."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.phase import Phase
from holdfast.domain.query import LONGEST, Query, parse_query

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def parsed(text: str, me: str = "") -> Query:
    return parse_query(text, NOW, me)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("   ", Query()),
        ("sev:1", Query(severities=(1,))),
        ("sev:1..3", Query(severities=(1, 2, 3))),
        ("sev:3..1", Query(severities=(1, 2, 3))),
        ("SEV:2", Query(severities=(2,))),
        ("phase:open", Query(open=True)),
        ("phase:contained", Query(phases=("contained",))),
        ("lead:ben", Query(lead="ben")),
        ("service:db-core", Query(service="db-core")),
        ("due:over", Query(overdue_at=int(NOW.timestamp()))),
        ("review:needed", Query(needs_review=True)),
        ("disk full", Query(words="disk full")),
        (" disk  sev:2\tfull ", Query(severities=(2,), words="disk full")),
        ("http://db:5432 colour:red", Query(words="http://db:5432 colour:red")),
        ("sev:1 sev:2", Query(severities=(2,))),
        (":", Query(words=":")),
    ],
)
def test_every_form_is_understood(text: str, query: Query) -> None:
    assert parsed(text) == query


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_can_be_asked_for(phase: Phase) -> None:
    assert parsed(f"phase:{phase}").phases == (phase.value,)


def test_me_is_who_is_at_the_keyboard() -> None:
    assert parsed("lead:me", "ana-id") == Query(lead_operator="ana-id")
    assert parsed("lead:me").lead_operator == "nobody"


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("sev:9", 1, "sev:9"),
        ("disk  sev:", 7, "sev:"),
        ("sev:1..9", 1, "sev:1..9"),
        ("sev:1-2", 1, "sev:1-2"),
        ("sev:1\u0662", 1, "sev:1\u0662"),
        ("phase:asleep", 1, "phase:asleep"),
        ("due:soon", 1, "due:soon"),
        ("review:no", 1, "review:no"),
        ("lead:", 1, "lead:"),
        ("service:", 1, "service:"),
        ("xsev:9 sev:9", 8, "sev:9"),
        ("service:sev:9 sev:9", 15, "sev:9"),
    ],
)
def test_what_is_not_understood_is_named_with_its_place(text: str, place: int, part: str) -> None:
    with pytest.raises(UserError, match="can't be understood") as refused:
        parsed(text)
    assert refused.value.what == f"Character {place}: {part} can't be understood."
    assert "sev:1..2" in refused.value.hint


def test_a_query_has_an_end() -> None:
    assert parsed("x" * LONGEST).words == "x" * LONGEST
    with pytest.raises(UserError, match="longer than 1000"):
        parsed("x" * (LONGEST + 1))


parts = st.sampled_from(
    ["sev:", "phase:", "lead:", "service:", "due:", "review:", "1..2", "open", "me", "x", " ", ":"]
)


@given(st.lists(parts | st.text(max_size=3), max_size=12).map("".join))
def test_anything_typed_is_read_or_refused_in_words(text: str) -> None:
    try:
        query = parsed(text, "ana-id")
    except UserError as refused:
        place = int(refused.what.split()[1].rstrip(":"))
        assert not text[place - 1].isspace()
        assert place == 1 or text[place - 2].isspace()
    else:
        assert all(word in text for word in query.words.split())
