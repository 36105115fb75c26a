"""What a person types into the list's query line, and where it is not understood."""

from datetime import UTC, datetime, timedelta, timezone
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.errors import UserError
from holdfast.domain.phase import Phase
from holdfast.domain.query import LONGEST, Query, parse_query, quoted_value, terms, without_term

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECONDS = int(NOW.timestamp())


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
        ("lead:ben", Query(leads=("ben",))),
        ("service:db-core", Query(services=("db-core",))),
        ("due:over", Query(overdue_at=int(NOW.timestamp()))),
        ("review:needed", Query(reviews=("needed",))),
        ("review:none review:needed", Query(reviews=("none", "needed"))),
        ("update:over", Query(update_overdue_at=SECONDS)),
        ("label:Noise", Query(labels=("noise",))),
        ('label:"power  cut" label:x', Query(labels=("power cut", "x"))),
        ("-label:noise", Query(without=(Query(labels=("noise",)),))),
        ("disk full", Query(words="disk full")),
        (" disk  sev:2\tfull ", Query(severities=(2,), words="disk full")),
        ("http://db:5432 db:5432", Query(words="http://db:5432 db:5432")),
        ("sev:3 sev:1", Query(severities=(1, 3))),
        ("phase:open phase:closed", Query(open=True, phases=("closed",))),
        ("phase:Contained phase:contained", Query(phases=("contained",))),
        ("service:db service:mail", Query(services=("db", "mail"))),
        ('lead:"Shift lead" lead:me', Query(leads=("Shift lead",), lead_operators=("nobody",))),
        ('service:"core network"', Query(services=("core network",))),
        ('"disk full" now', Query(words='"disk full" now')),
        ("since:30m", Query(since=SECONDS - 1800)),
        ("since:24h since:7d", Query(since=SECONDS - 7 * 86_400)),
        ("since:2w", Query(since=SECONDS - 14 * 86_400)),
        ("since:99999d", Query(since=SECONDS - 99_999 * 86_400)),
        ("since:2026-11-01", Query(since=int(datetime(2026, 11, 1, tzinfo=UTC).timestamp()))),
        ("due:over due:over", Query(overdue_at=SECONDS)),
        ("-sev:5", Query(without=(Query(severities=(5,)),))),
        ("-phase:open", Query(without=(Query(open=True),))),
        (
            "-phase:dismissed -phase:closed x",
            Query(words="x", without=(Query(phases=("dismissed",)), Query(phases=("closed",)))),
        ),
        ('-service:"core network"', Query(without=(Query(services=("core network",)),))),
        ("-since:30m", Query(without=(Query(since=SECONDS - 1800),))),
        ("-due:over -review:needed", Query(without=(Query(overdue_at=SECONDS), Query(reviews=("needed",))))),
        ("-noise disk", Query(words="disk", without=(Query(words="noise"),))),
        ('-"disk full"', Query(without=(Query(words="disk full"),))),
        ('- --x -""', Query(words='- --x -""')),
        ("a\0b", Query(words="a b")),
        (":", Query(words=":")),
    ],
)
def test_every_form_is_understood(text: str, query: Query) -> None:
    assert parsed(text) == query


@pytest.mark.parametrize("phase", Phase)
def test_every_phase_can_be_asked_for(phase: Phase) -> None:
    assert parsed(f"phase:{phase}").phases == (phase.value,)


def test_me_is_who_is_at_the_keyboard() -> None:
    assert parsed("lead:me", "ana-id") == Query(lead_operators=("ana-id",))
    assert parsed("lead:me").lead_operators == ("nobody",)


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
        ("update:soon", 1, "update:soon"),
        ("x label:", 3, "label:"),
        (f"label:{'x' * 41}", 1, f"label:{'x' * 41}"),
        ("lead:", 1, "lead:"),
        ("service:", 1, "service:"),
        ("xsev:9 sev:9", 8, "sev:9"),
        ("service:sev:9 sev:9", 15, "sev:9"),
        ("db -sev:9", 4, "-sev:9"),
        ('lead:"" x', 1, 'lead:""'),
        ("since:7", 1, "since:7"),
        ("since:100000d", 1, "since:100000d"),
        ("since:2026-02-30", 1, "since:2026-02-30"),
        ("since:0000-01-01", 1, "since:0000-01-01"),
    ],
)
def test_what_is_not_understood_is_named_with_its_place(text: str, place: int, part: str) -> None:
    with pytest.raises(UserError, match="can't be understood") as refused:
        parsed(text)
    assert refused.value.what == f"Character {place}: {part} can't be understood."
    field = part.removeprefix("-").partition(":")[0]
    assert f"Write {field}:" in refused.value.hint


@pytest.mark.parametrize(
    "text",
    [
        *("12:30", "22:10:05", "http://db:5432/x", "file:///srv", "mailto:ana@example.org"),
        *("db:5432", "db:8080/health", "leaf:22", "seq:12", "nginx:1.25", "sevv:443", "größe:5"),
        *("10.0.0.1:80", "db-core:up", "web1:down", "aa:bb:cc:dd:ee:ff", "fe80::1", "std::vector", "urn:x"),
        *("C:", r"C:\logs", "d:/x", "D:backup", "log:/var", "Error:", "servce:", "a:", ":b", "x_y:z"),
        *("#12", "#INC-12", "#net:up", "INC-K7-12", '"foo:bar"', '"servce:db" x', '14"', 'x"y', '-"a"'),
    ],
)
def test_what_only_looks_like_a_field_is_looked_for_as_words(text: str) -> None:
    query = parsed(text)
    (plain,) = query.without if text.startswith("-") else (query,)
    assert plain == Query(words=text.removeprefix("-").strip('"') if plain is not query else text)


@pytest.mark.parametrize(
    ("text", "place", "name", "near"),
    [
        ("servce:db", 1, "servce", "service"),
        ("disk  servce:db", 7, "servce", "service"),
        ("-servce:db", 1, "servce", "service"),
        ("Services:db", 1, "Services", "service"),
        ('lable:"power cut"', 1, "lable", "label"),
        ("laed:me", 1, "laed", "lead"),
        ("sve:1", 1, "sve", "sev"),
        ("severity:1..2", 1, "severity", "sev"),
        ("sev:1 pase:open", 7, "pase", "phase"),
        ("sinse:7d", 1, "sinse", "since"),
        ("revew:none", 1, "revew", "review"),
        ("status:open", 1, "status", "phase"),
        ("owner:me", 1, "owner", "lead"),
        ("tag:noise", 1, "tag", "label"),
        ("foo:bar", 1, "foo", ""),
        ("größe:klein", 1, "größe", ""),
    ],
)
def test_an_unknown_field_is_refused_with_its_place_and_the_nearest(
    text: str, place: int, name: str, near: str
) -> None:
    with pytest.raises(UserError, match="there is no field") as refused:
        parsed(text)
    nearest = f"; did you mean {near}?" if near else "."
    assert refused.value.what == f"Character {place}: there is no field {name}{nearest}"
    assert refused.value.hint.endswith("Put it in quotes to look for the words.")
    assert near or "Fields are sev, phase, lead" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "place"),
    [('"abc', 1), ('disk "full now', 6), ('service:"core network', 9), ('-"x', 2), ('x "', 3), ('foo:"x', 5)],
)
def test_a_quotation_mark_that_is_not_closed_is_told_with_its_place(text: str, place: int) -> None:
    with pytest.raises(UserError, match="is not closed") as refused:
        parsed(text)
    assert refused.value.what == f"Character {place}: this quotation mark is not closed."


def test_a_day_begins_in_the_zone_of_now() -> None:
    zone = timezone(timedelta(hours=3))
    began = parse_query("since:2026-11-01", NOW.astimezone(zone)).since
    assert began == int(datetime(2026, 10, 31, 21, tzinfo=UTC).timestamp())


def test_each_term_knows_its_place_and_can_be_taken_out() -> None:
    line = '  sev:1  -"disk full"   x '
    found = list(terms(line))
    assert [(line[term.start : term.end], term.text) for term in found] == [
        ("sev:1", "sev:1"),
        ('-"disk full"', '-"disk full"'),
        ("x", "x"),
    ]
    assert [without_term(line, term) for term in found] == [
        '-"disk full"   x',
        "sev:1 x",
        'sev:1  -"disk full"',
    ]


def test_a_query_has_an_end() -> None:
    assert parsed("x" * LONGEST).words == "x" * LONGEST
    with pytest.raises(UserError, match="longer than 1000"):
        parsed("x" * (LONGEST + 1))


def test_ten_thousand_characters_are_refused_at_once() -> None:
    began = perf_counter()
    for text in ("a" * 10_000, '"' * 10_000, "-" * 10_000, "sev:1 " * 2_000):
        with pytest.raises(UserError, match="longer than 1000"):
            parsed(text)
    for text in ("a" * LONGEST, '"' * LONGEST, "-" * LONGEST, ":" * LONGEST, "-a " * 333, "sev:1 " * 166):
        parsed(text)
    assert perf_counter() - began < 5  # a guard against a pattern gone astray: it takes 0.03


names = st.sampled_from(
    ["since:", "sev:", "phase:", "lead:", "service:", "due:", "review:", "label:", "update:", "servce:"]
)
others = st.sampled_from(["-", '"', "7d", "2026-11-0", "1..2", "open", "me", "x", " ", ":"])


@given(st.lists(names | others | st.text(max_size=3), max_size=12).map("".join))
def test_anything_typed_is_read_or_refused_in_words(text: str) -> None:
    try:
        query = parsed(text, "ana-id")
    except UserError as refused:
        place = int(refused.what.split()[1].rstrip(":"))
        found = list(terms(text.replace("\0", " ")))
        assert place - 1 in {term.start for term in found} | {term.unclosed for term in found}
    else:
        assert all(word in text for word in query.words.split())


@given(st.text(max_size=40))
def test_terms_leave_nothing_out(text: str) -> None:
    assert "".join(term.text for term in terms(text)).split() == "".join(text.split()).split() or '"' in text


@pytest.mark.parametrize(
    "value", ["Disk", "Team 3", 'The "old" one', '"old"', 'a"b', '"', '" "', "a\tb", '""']
)
def test_a_value_is_read_as_it_is_written(value: str) -> None:
    first, last = terms(f"source:{quoted_value(value)} x", ["source"])
    assert (first.field, first.value, first.unclosed, last.value) == ("source", value.strip(), -1, "x")


@pytest.mark.parametrize("line", ['service:"', 'service:"a', 'service:"a""', 'service:"""'])
def test_a_doubled_quotation_mark_closes_nothing(line: str) -> None:
    (term,) = terms(line)
    assert term.unclosed == len("service:")
