"""The list of incidents: every order, page and question gives what reading everything would give."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.desk.phases import move
from holdfast.domain.classification import Answer
from holdfast.domain.errors import UserError
from holdfast.domain.incident import Incident
from holdfast.domain.phase import Phase
from holdfast.domain.query import Query, parse_query
from holdfast.respond.incident import add_note, assign, change
from holdfast.review.writing import begin
from holdfast.store.incidents import _OF_ANY_STATION, IncidentRow
from holdfast.store.list_walks import walks
from holdfast.store.opening import open_store
from holdfast.store.search import match_query
from holdfast.store.store import Store
from holdfast.triage.assessment import Answers
from holdfast.triage.declare import Declaration, declare

ORDERS = ("due", "severity", "age", "changed", "service")
ANSWERS = (None, Answer.HIGH, Answer.MEDIUM, Answer.LOW, Answer.UNSURE)


class Hours:
    """Seven minutes pass at each look."""

    at = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=7)
        return self.at


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Twenty-five incidents of every phase, judged in every way."""
    with open_store(tmp_path_factory.mktemp("many") / "store", clock=Hours()) as store:
        ana = sign_in(store, "Ana")
        for number, (impact, urgency) in enumerate(product(ANSWERS, ANSWERS)):
            answers = Answers(impact, urgency) if impact and urgency else None
            said = Declaration(f"Incident {number}", ("db-core", "mail", "")[number % 3])
            incident = declare(store, said, answers).id
            if number % 4 == 1:
                assign(store, incident, "commander", "Ana", ana.id)
            _carry_on(store, incident, number)
        yield store


@pytest.fixture(scope="module")
def everyone(many: Store) -> list[Incident]:
    return values(many)


def _carry_on(store: Store, incident: str, number: int) -> None:
    fate = number % 7
    if fate == 1:
        move(store, incident, Phase.DISMISSED, reason="a test")
        add_note(store, incident, "said after it was dismissed")
    elif fate == 2:
        move(store, incident, Phase.CONTAINED)
    elif fate > 3:
        move(store, incident, Phase.RESOLVED, reason="done")
    if fate == 5:
        begin(store, incident)
    if fate == 6 and store.incidents.get(incident).assessed:
        move(store, incident, Phase.CLOSED, reason="small")


def whole(store: Store, query: str = "", order: str = "due") -> list[IncidentRow]:
    return store.incidents.page(store.query(query), order, 0, -1)


def values(store: Store) -> list[Incident]:
    return [store.incidents.get(row.id) for row in whole(store)]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("query", ["", "phase:open", "service:mail", "incident"])
def test_pages_laid_side_by_side_are_the_whole_list(many: Store, order: str, query: str) -> None:
    rows, asked = whole(many, query, order), many.query(query)
    total = many.incidents.count(asked)
    assert len(rows) == total
    for size, known in product((1, 4, 9, 100), (None, total)):
        pages = [many.incidents.page(asked, order, start, size, known) for start in range(0, total, size)]
        assert [row for page in pages for row in page] == rows, (size, known)
    assert many.incidents.page(asked, order, total, 5, total) == []
    assert many.incidents.page(asked, order, total + 9, 5) == []


@pytest.mark.parametrize(
    "query", ["", "phase:open", "-phase:open", "incident", "service:mail -sev:1", "since:1d review:needed"]
)
def test_those_that_answer_to_a_query_are_told_from_the_others(many: Store, query: str) -> None:
    asked, every = many.query(query), [row.id for row in whole(many)]
    wanted = {row.id: row for row in whole(many, query)}
    answer = many.incidents.answering(asked, every)
    assert {row.id: row for row in answer.values()} == wanted
    assert [row.declared for _key, row in sorted(answer.items())] == sorted(
        row.declared for row in wanted.values()
    )
    assert max(many.incidents.answering(Query(), every)) == many.incidents.newest()
    assert many.incidents.answering(asked, []) == many.incidents.answering(asked, ["nobody"]) == {}


def test_every_order_is_the_one_it_is_called(many: Store) -> None:
    by_id = {value.id: value for value in values(many)}
    due = [row.due_at for row in whole(many, order="due")]
    with_due = [at for at in due if at is not None]
    assert due == sorted(with_due) + [None] * (len(due) - len(with_due))
    idle = [row.declared for row in whole(many, order="due") if row.due_at is None]
    assert idle == sorted(idle, reverse=True)
    ages = [row.declared for row in whole(many, order="age")]
    assert ages == sorted(ages, reverse=True)
    changes = [by_id[row.id].changed for row in whole(many, order="changed")]
    assert changes == sorted(changes, reverse=True)
    severities = [row.severity or 9 for row in whole(many, order="severity")]
    assert severities == sorted(severities)


def test_a_row_says_what_the_incident_says(many: Store) -> None:
    for row in whole(many):
        value = many.incidents.get(row.id)
        due, lead = value.due(), value.commander
        assert (row.ref, row.title, row.service, row.phase, row.severity, row.review) == (
            value.ref, value.title, value.service, value.phase, value.severity, value.review,
        )  # fmt: skip
        assert row.declared == int(value.times["declared"].timestamp())
        assert (row.lead, row.lead_operator) == ((lead.name, lead.operator) if lead else ("", ""))
        assert (row.due_at, row.due_what) == ((int(due.at.timestamp()), due.what) if due else (None, ""))
        assert many.incidents.rows([row.id]) == {row.id: row}
    assert many.incidents.rows(["nobody"]) == {}
    assert many.incidents.rows([]) == {}


def test_an_incident_ended_when_it_was_resolved_or_dismissed_and_not_when_it_was_last_spoken_of(
    many: Store,
) -> None:
    ended = {row.id: row.ended for row in whole(many)}
    for value in values(many):
        end = value.times.get("resolved") or value.times.get("dismissed")
        assert ended[value.id] == (int(end.timestamp()) if end and not value.is_open else None)
    dismissed = [value for value in values(many) if value.phase == Phase.DISMISSED]
    assert dismissed
    assert all(value.changed > value.times["dismissed"] for value in dismissed)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("", lambda _one, _now: True),
        ("phase:open", lambda one, _now: one.is_open),
        *((f"phase:{phase}", lambda one, _now, phase=phase: one.phase == phase) for phase in Phase),
        ("sev:1", lambda one, _now: one.severity == 1),
        ("sev:2..4", lambda one, _now: one.severity in (2, 3, 4)),
        ("service:db", lambda one, _now: "db" in one.service),
        ("lead:me", lambda one, _now: one.commander is not None),
        ("lead:an", lambda one, _now: one.commander is not None),
        (
            "due:over",
            lambda one, now: one.due() is not None and int(one.due().at.timestamp()) < int(now.timestamp()),
        ),
        ("review:needed", lambda one, _now: one.phase == Phase.RESOLVED and one.review in ("", "draft")),
        (
            "phase:open sev:1..2 service:mail",
            lambda one, _now: one.is_open and one.severity in (1, 2) and one.service == "mail",
        ),
        ("said after", lambda one, _now: one.phase == Phase.DISMISSED),
        (
            "phase:dismissed service:mail said",
            lambda one, _now: one.phase == Phase.DISMISSED and one.service == "mail",
        ),
    ],
)
def test_every_question_finds_those_and_no_others(
    many: Store, query: str, fits: Callable[[Incident, datetime], bool]
) -> None:
    asked = many.query(query)
    now = datetime.fromtimestamp(asked.overdue_at or 0, UTC)
    expected = {value.id for value in values(many) if fits(value, now)}
    assert {row.id for row in many.incidents.page(asked, "due", 0, -1)} == expected
    assert many.incidents.count(asked) == len(expected)
    assert expected or "sev:1..2" in query


_FIELDS: dict[str, Callable[[Incident, datetime], bool]] = {
    "sev:1": lambda one, _now: one.severity == 1,
    "sev:3..5": lambda one, _now: one.severity in (3, 4, 5),
    "phase:open": lambda one, _now: one.is_open,
    "phase:closed": lambda one, _now: one.phase == Phase.CLOSED,
    "phase:dismissed": lambda one, _now: one.phase == Phase.DISMISSED,
    "lead:me": lambda one, _now: one.commander is not None,
    "lead:ANA": lambda one, _now: one.commander is not None,
    "lead:ben": lambda _one, _now: False,
    "service:db": lambda one, _now: "db" in one.service,
    'service:"mai"': lambda one, _now: "mai" in one.service,
    "since:9h": lambda one, now: one.times["declared"].timestamp() >= int(now.timestamp()) - 9 * 3600,
    "since:2026-11-23": lambda _one, _now: True,
    "since:2026-11-24": lambda one, _now: one.times["declared"].day >= 24,
    "due:over": lambda one, now: (
        one.due() is not None and int(one.due().at.timestamp()) < int(now.timestamp())
    ),
    "review:needed": lambda one, _now: one.phase == Phase.RESOLVED and one.review in ("", "draft"),
    "said": lambda one, _now: one.phase == Phase.DISMISSED,
    '"it was dismissed"': lambda one, _now: one.phase == Phase.DISMISSED,
}


def _fits(one: Incident, positive: set[str], negative: set[str], now: datetime) -> bool:
    """What a person would say: any of a field's values, all the fields, and none of what is left out."""
    by_field: dict[str, list[bool]] = {}
    for term in positive:
        name = term.partition(":")[0] if ":" in term else term
        by_field.setdefault(name, []).append(_FIELDS[term](one, now))
    return all(map(any, by_field.values())) and not any(_FIELDS[term](one, now) for term in negative)


_SOME = st.sets(st.sampled_from(sorted(_FIELDS)), max_size=3)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(positive=_SOME, negative=_SOME, order=st.sampled_from(ORDERS))
def test_what_is_asked_is_what_a_plain_filter_leaves(
    many: Store, everyone: list[Incident], positive: set[str], negative: set[str], order: str
) -> None:
    text = " ".join([*positive, *(f"-{term}" for term in negative)])
    now = many.clock()
    asked = parse_query(text, now, many.by.operator if many.by else "")
    asked = replace(asked, match=match_query(asked.words)) if asked.words else asked
    expected = {one.id for one in everyone if _fits(one, positive, negative, now)}
    assert {row.id for row in many.incidents.page(asked, order, 0, -1)} == expected, text
    assert many.incidents.count(asked) == len(expected)


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("phase:open", "incident_open"),
        ("lead:me", "incident_by_lead"),
        ("due:over", "incident_by_due"),
        ("review:needed", "incident_by_phase"),
        ("phase:dismissed", "incident_by_phase"),
        ("", "incident_by_due"),
    ],
)
def test_what_is_shipped_is_answered_by_an_index_alone(many: Store, words: str, index: str) -> None:
    (walk,) = walks(many.database, many.query(words), "due")
    plan = many.database.rows(f"EXPLAIN QUERY PLAN {walk.sql()} LIMIT 9", walk.values())
    said = " / ".join(row[3] for row in plan)
    assert "TEMP B-TREE" not in said
    assert f"USING COVERING INDEX {index}" in said


def test_leads_are_those_of_open_incidents_by_how_many_they_lead(store: Store) -> None:
    made = [declare(store, Declaration(f"Incident {number}")).id for number in range(5)]
    assert store.incidents.leads() == []
    for ident, name in zip(made, ("Zoe", "Jo Lee", "Jo Lee", "Ann"), strict=False):
        assign(store, ident, "commander", name)
    assert store.incidents.leads() == ["Jo Lee", "Ann", "Zoe"]
    assert store.incidents.leads(1) == ["Jo Lee"]
    move(store, made[0], Phase.DISMISSED, reason="a test")
    assert store.incidents.leads() == ["Jo Lee", "Ann"]


def test_services_are_named_by_how_often_they_are_hit(many: Store) -> None:
    assert many.incidents.services() == ["db-core", "mail"]
    assert many.incidents.services(1) == ["db-core"]


def test_an_incident_is_found_by_its_reference_or_id(many: Store) -> None:
    row = whole(many)[3]
    code, number = row.ref.split("-")[1:]
    for ref in (
        row.ref,
        row.ref.lower(),
        f"{code}-{number}",
        number,
        f"INC-{number}",
        f" {row.ref} ",
        row.id,
    ):
        assert many.incidents.find(ref).id == row.id


@pytest.mark.parametrize(
    "ref",
    [
        "INC-ZZ-1",
        "INC-K7-",
        "",
        "x",
        "0",
        "9" * 15,
        "9" * 30,
        "INC-K7-" + "9" * 30,
        "\u00b2",
        "\0",
        "' OR 1 --",
        "-1",
    ],
)
def test_what_is_no_incident_is_said_so(many: Store, ref: str) -> None:
    with pytest.raises(UserError, match="There is no incident"):
        many.incidents.find(ref)


def test_a_number_that_two_stations_gave_is_asked_back(store: Store, open_here: Callable[..., Store]) -> None:
    first = declare(store, Declaration("First"))
    store.close()
    store.folder.key.unlink()
    again = open_here()
    sign_in(again, "Ana")
    second = declare(again, Declaration("Second"))
    assert first.ref.endswith("-1")
    assert second.ref.endswith("-1")
    assert first.ref != second.ref
    with pytest.raises(UserError, match="the number of more than one incident"):
        again.incidents.find("1")
    assert [again.incidents.find(one.ref).title for one in (first, second)] == ["First", "Second"]
    both = sorted((first.ref, second.ref))
    assert [again.incidents.refs(ref) for ref in ("1", "INC-1", " inc-1 ", first.ref)] == [both] * 3 + [
        [first.ref]
    ]
    third = declare(again, Declaration("Third"))
    assert again.incidents.refs("2") == [third.ref]
    assert again.incidents.refs("3") == again.incidents.refs("x") == []


def test_a_number_is_looked_up_without_looking_at_every_incident(many: Store) -> None:
    plan = many.database.rows("EXPLAIN QUERY PLAN " + _OF_ANY_STATION, (1, 20))
    looks = [step for *_numbers, step in plan if " incident" in step]
    assert looks
    assert all(step.startswith("SEARCH incident") for step in looks), plan


def test_numbers_go_on_without_a_gap(store: Store) -> None:
    refs = [declare(store, Declaration(f"Incident {number}")).ref for number in range(4)]
    assert [int(ref.rpartition("-")[2]) for ref in refs] == [1, 2, 3, 4]
    assert {ref.split("-")[1] for ref in refs} == {store.station.code}


def test_what_changes_while_pages_are_turned_is_shown_anew(store: Store) -> None:
    for number in range(6):
        declare(store, Declaration(f"Incident {number}"))
    last = store.incidents.page(Query(), "changed", 5, 1, 6)[0]
    change(store, last.id, title="Now the newest")
    assert store.incidents.page(Query(), "changed", 0, 1, 6)[0].title == "Now the newest"
    assert store.incidents.page(Query(), "changed", 5, 1, 6)[0].title == "Incident 1"


def test_a_store_of_none_has_empty_pages(tmp_path: Path) -> None:
    with open_store(tmp_path / "none") as store:
        assert store.incidents.page(Query(), "due", 0, 10, 0) == []
        assert store.incidents.count(Query()) == 0
        assert store.incidents.next_number("K7") == 1
