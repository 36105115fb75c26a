"""Reporting clocks that run calendar months, and those that count from the report of another clock."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.desk.operators import sign_in
from holdfast.domain.classification import Answer
from holdfast.domain.clock import occurred_text
from holdfast.domain.coordination import ReportClock
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident
from holdfast.domain.months import months_after
from holdfast.respond.handover_texts import texts_of
from holdfast.respond.incident import timeline_of
from holdfast.respond.times import correct_time
from holdfast.respond.undo import undo
from holdfast.store.opening import open_store
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.answers import Answers
from holdfast.triage.clocks import offered, start_clock, stop_clock
from holdfast.triage.declare import Declaration, declare
from holdfast.triage.scheme_file import default_text
from holdfast.triage.scheme_store import adopt

BERLIN = ZoneInfo("Europe/Berlin")
HIGH = Answers(Answer.HIGH, Answer.HIGH)
HOUR = timedelta(hours=1)
FIRST, FINAL = "notification", "final_report"
OURS = default_text().replace('name = "Impact and urgency"', 'name = "Ours"')


def detected(store: Store) -> Incident:
    return declare(store, Declaration("Disk full", detected=store.now() - 5 * HOUR), HIGH)


def clock(store: Store, incident: Incident, key: str = FINAL) -> ReportClock:
    return next(each for each in store.incidents.get(incident.id).clocks if each.key == key)


def dues(store: Store, incident: Incident) -> list[str]:
    return [due.name for due in store.incidents.get(incident.id).dues() if due.what == "report"]


def told(store: Store, incident: Incident) -> list[str]:
    return [row.text for row in timeline_of(store, incident.id)]


@pytest.fixture
def berlin(store: Store) -> Store:
    store.zone = BERLIN
    return store


def test_what_counts_from_a_report_waits_until_that_was_made(berlin: Store) -> None:
    incident = detected(berlin)
    start_clock(berlin, incident.id, FIRST)
    start_clock(berlin, incident.id, FINAL)
    waits = clock(berlin, incident)
    assert (waits.state, waits.begins, waits.due, waits.months) == ("waiting", None, None, 1)
    assert (waits.follows, waits.after) == (FIRST, "Notification to the authority")
    assert dues(berlin, incident) == ["Notification to the authority"]
    assert told(berlin, incident)[-1] == (
        "Reporting clock: Final report to the authority, within 1 month, "
        "counts from Notification to the authority when that was sent"
    )
    sent = berlin.now() - HOUR
    stop_clock(berlin, incident.id, FIRST, "met", "", sent)
    runs = clock(berlin, incident)
    assert (runs.state, runs.begins, runs.due) == ("running", sent, months_after(sent, 1, BERLIN))
    assert dues(berlin, incident) == ["Final report to the authority"]
    stopped, dated = berlin.entries("incident", incident.id)[-2:]
    assert stopped.header.command == dated.header.command
    assert dated.body["due"] == [None, occurred_text(months_after(sent, 1, BERLIN))]
    assert rebuild(berlin).different == ()


def test_it_starts_by_itself_with_the_report_and_undo_takes_both_back(berlin: Store) -> None:
    incident = detected(berlin)
    start_clock(berlin, incident.id, FIRST)
    assert [each.key for each in offered(berlin, incident)] == ["early_warning", FIRST, FINAL]
    before = berlin.incidents.get(incident.id)
    after = stop_clock(berlin, incident.id, FIRST, "met")
    assert [(each.key, each.state) for each in after.clocks] == [(FIRST, "met"), (FINAL, "running")]
    undo(berlin, incident.id)
    assert berlin.incidents.get(incident.id).clocks == before.clocks
    undo(berlin, incident.id, again=True)
    again = berlin.incidents.get(incident.id)
    assert (again.clocks, again.conflicts) == (after.clocks, ())
    assert rebuild(berlin).different == ()


def test_a_report_that_is_taken_back_lets_what_waited_wait_again(berlin: Store) -> None:
    incident = detected(berlin)
    start_clock(berlin, incident.id, FINAL)
    start_clock(berlin, incident.id, FIRST)
    waiting = berlin.incidents.get(incident.id).clocks
    made = stop_clock(berlin, incident.id, FIRST, "met").clocks
    undo(berlin, incident.id)
    assert berlin.incidents.get(incident.id).clocks == waiting
    undo(berlin, incident.id, again=True)
    assert berlin.incidents.get(incident.id).clocks == made
    after = start_clock(berlin, incident.id, FIRST)  # it was not made after all
    assert [(each.state, each.due is None) for each in after.clocks] == [
        ("waiting", True),
        ("running", False),
    ]
    assert after.clocks[1].met is None
    undo(berlin, incident.id)
    assert berlin.incidents.get(incident.id).clocks == made
    assert berlin.incidents.get(incident.id).conflicts == ()
    assert rebuild(berlin).different == ()


def test_correcting_when_the_report_was_made_moves_what_counts_from_it(berlin: Store) -> None:
    incident = detected(berlin)
    start_clock(berlin, incident.id, FIRST)
    first, right = berlin.now() - HOUR, berlin.now() - 3 * HOUR
    stop_clock(berlin, incident.id, FIRST, "met", "", first)
    with pytest.raises(UserError, match="The reason is empty"):
        stop_clock(berlin, incident.id, FIRST, "met", "", right)
    with pytest.raises(UserError, match="does not run") as refused:
        stop_clock(berlin, incident.id, FIRST, "met", "once more")
    assert "give the right time with a reason" in refused.value.hint
    with pytest.raises(UserError, match="began only"):
        stop_clock(berlin, incident.id, FIRST, "met", "x", incident.times["detected"] - HOUR)
    stop_clock(berlin, incident.id, FIRST, "met", "by the fax's log", right)
    moved = clock(berlin, incident)
    assert (moved.begins, moved.due) == (right, months_after(right, 1, BERLIN))
    assert any(", corrected (by the fax's log)" in text for text in told(berlin, incident))
    undo(berlin, incident.id)
    back = clock(berlin, incident)
    assert (back.begins, back.due) == (first, months_after(first, 1, BERLIN))
    assert clock(berlin, incident, FIRST).met == first
    undo(berlin, incident.id, again=True)
    assert clock(berlin, incident) == moved
    assert berlin.incidents.get(incident.id).conflicts == ()


def test_a_report_is_not_taken_back_under_what_somebody_settled_since(berlin: Store) -> None:
    incident, ana = detected(berlin), berlin.by
    start_clock(berlin, incident.id, FIRST)
    stop_clock(berlin, incident.id, FIRST, "met")
    sign_in(berlin, "Ben")
    stop_clock(berlin, incident.id, FINAL, "not_needed", "the first said it all")
    berlin.by = ana
    before = berlin.incidents.get(incident.id)
    with pytest.raises(UserError, match="Ben"):
        undo(berlin, incident.id)
    assert berlin.incidents.get(incident.id) == before


def test_one_that_was_started_meanwhile_waits_again(berlin: Store) -> None:
    adopt(berlin, OURS.replace("met:notification", "declared"), "nothing starts with it")
    other, ana = detected(berlin), berlin.by
    start_clock(berlin, other.id, FIRST)
    stop_clock(berlin, other.id, FIRST, "met")
    sign_in(berlin, "Ben")
    empty = {"clock": FINAL, "title": "Final", "state": ["offered", "running"], "months": 1}
    begins = [None, occurred_text(berlin.now())]
    news = {**empty, "counts_from": "met:notification", "from": begins, "due": begins}
    berlin.record(New(subject("incident", other.id), "incident.clock_dated", news))
    berlin.by = ana
    undo(berlin, other.id)
    assert clock(berlin, other).state == "waiting"
    undo(berlin, other.id, again=True)
    assert clock(berlin, other).state == "running"


def test_a_chain_of_clocks_gives_way_link_by_link(berlin: Store) -> None:
    chain = OURS.replace('within = "24h"\nfrom = "detected"', 'within = "24h"\nfrom = "met:final_report"')
    adopt(berlin, chain, "one after the other")
    incident = detected(berlin)
    start_clock(berlin, incident.id, FIRST)
    for key in (FIRST, FINAL):
        stop_clock(berlin, incident.id, key, "met")
    last = clock(berlin, incident, "early_warning")
    assert (last.state, last.begins) == ("running", clock(berlin, incident, FINAL).met)
    assert last.due == (last.begins or last.due) + 24 * HOUR
    start_clock(berlin, incident.id, FINAL)
    assert (clock(berlin, incident).state, clock(berlin, incident).met) == ("running", None)
    assert clock(berlin, incident, "early_warning").state == "waiting"
    undo(berlin, incident.id)
    assert clock(berlin, incident, "early_warning") == last


def test_what_is_settled_stays_when_the_other_is_corrected(berlin: Store) -> None:
    incident = detected(berlin)
    start_clock(berlin, incident.id, FIRST)
    stop_clock(berlin, incident.id, FIRST, "met", "", berlin.now() - HOUR)
    stop_clock(berlin, incident.id, FINAL, "met")
    was = clock(berlin, incident)
    stop_clock(berlin, incident.id, FIRST, "met", "by the log", berlin.now() - 2 * HOUR)
    assert clock(berlin, incident) == was
    again = start_clock(berlin, incident.id, FINAL).clocks[-1]  # it runs on from the right time
    assert (again.state, again.begins) == ("running", clock(berlin, incident, FIRST).met)


def test_a_waiting_clock_can_be_settled_and_waits_again(berlin: Store) -> None:
    incident = detected(berlin)
    start_clock(berlin, incident.id, FINAL)
    with pytest.raises(UserError, match="waits already") as refused:
        start_clock(berlin, incident.id, FINAL)
    assert "Notification to the authority" in refused.value.hint
    with pytest.raises(UserError, match="The reason is empty"):
        stop_clock(berlin, incident.id, FINAL, "not_needed")
    stop_clock(berlin, incident.id, FINAL, "not_needed", "no duty")
    assert (clock(berlin, incident).state, clock(berlin, incident).due) == ("not_needed", None)
    assert told(berlin, incident)[-1].endswith("Final report to the authority: not needed (no duty)")
    start_clock(berlin, incident.id, FIRST)
    stop_clock(berlin, incident.id, FIRST, "met")
    assert clock(berlin, incident).state == "not_needed"  # somebody said so
    start_clock(berlin, incident.id, FINAL)
    assert clock(berlin, incident).begins == clock(berlin, incident, FIRST).met
    undo(berlin, incident.id)
    assert clock(berlin, incident).state == "not_needed"
    assert rebuild(berlin).different == ()


def test_a_report_made_before_anything_counts_from_it_is_counted_from(berlin: Store) -> None:
    """Also where its entry does not say so in the words of this version."""
    adopt(berlin, OURS.replace("met:notification", "declared"), "nothing follows")
    incident = detected(berlin)
    start_clock(berlin, incident.id, FIRST)
    sent = berlin.now() - HOUR
    stop_clock(berlin, incident.id, FIRST, "met", "", sent)
    (entry,) = [each for each in berlin.entries("incident", incident.id) if each.kind.endswith("stopped")]
    assert (entry.header.kv, "met" in entry.body) == (1, False)
    undo(berlin, incident.id)
    undo(berlin, incident.id, again=True)  # the time goes along
    empty = {"clock": FINAL, "title": "Final", "state": ["offered", "waiting"], "months": 1}
    news = {**empty, "counts_from": "met:notification", "from": [None, None], "due": [None, None]}
    berlin.record(New(subject("incident", incident.id), "incident.clock_dated", news))
    right = sent - HOUR
    stop_clock(berlin, incident.id, FINAL, "not_needed", "no")
    assert start_clock(berlin, incident.id, FINAL).clocks[-1].begins == sent
    stop_clock(berlin, incident.id, FIRST, "met", "by the log", right)
    assert clock(berlin, incident).begins == right
    undo(berlin, incident.id)
    assert clock(berlin, incident).begins == sent


def test_months_from_the_detection_follow_its_correction(berlin: Store) -> None:
    adopt(berlin, OURS.replace('within = "72h"', 'within = "1mo"'), "a month for it")
    incident = detected(berlin)
    (runs,) = start_clock(berlin, incident.id, FIRST).clocks
    was = incident.times["detected"]
    assert (runs.begins, runs.due) == (was, months_after(was, 1, BERLIN))
    earlier = was - 30 * HOUR
    (moved,) = correct_time(berlin, incident.id, "detected", earlier, "By the log").clocks
    assert (moved.begins, moved.due) == (earlier, months_after(earlier, 1, BERLIN))
    assert told(berlin, incident)[-1].startswith("Reporting clock Notification to the authority counts from ")
    undo(berlin, incident.id)
    assert berlin.incidents.get(incident.id).clocks == (runs,)
    assert rebuild(berlin).different == ()


def test_a_clock_of_a_severity_waits_from_the_assessment_on(berlin: Store) -> None:
    text = OURS.replace('from = "met:notification"', 'from = "met:notification"\nseverities = [1]')
    adopt(berlin, text, "so that nobody forgets it")
    incident = detected(berlin)
    assert [(each.key, each.state) for each in incident.clocks] == [(FINAL, "waiting")]


def test_a_month_has_its_date_in_the_stations_zone(
    open_here: Callable[..., Store], hands: Callable[[], datetime]
) -> None:
    del hands
    store = open_here()
    sign_in(store, "Ana")
    store.zone = BERLIN
    store.clock = lambda: datetime(2027, 1, 30, 23, 30, tzinfo=UTC)  # 31 January in Berlin
    incident = declare(store, Declaration("Disk full"), HIGH)
    start_clock(store, incident.id, FIRST)
    stop_clock(store, incident.id, FIRST, "met")
    assert clock(store, incident).due == datetime(2027, 2, 27, 23, 30, tzinfo=UTC)


def test_the_handover_names_what_waits(berlin: Store) -> None:
    incident = detected(berlin)
    value = start_clock(berlin, incident.id, FINAL)
    assert (
        "Final report to the authority: report counts from Notification to the authority when that was sent"
        in texts_of(berlin, value, (), berlin.now())["next_update"]
    )


# --- any order of commands -------------------------------------------------------------------------

KEYS = ("early_warning", FIRST, FINAL)
ACTS = st.tuples(
    st.sampled_from(["start", "met", "not_needed", "correct", "detected", "undo", "redo"]),
    st.sampled_from(KEYS),
    st.integers(0, 4),
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("clocks")
    at = [datetime(2027, 1, 31, 12, tzinfo=UTC)]

    def tick() -> datetime:
        at[0] += timedelta(seconds=1)
        return at[0]

    with open_store(folder / "store", clock=tick, zone=BERLIN) as store:
        sign_in(store, "Ana")
        chain = OURS.replace('within = "24h"\nfrom = "detected"', 'within = "1mo"\nfrom = "met:final_report"')
        adopt(store, chain, "one counts from the other")
        yield store


def obey(store: Store, incident: Incident, act: str, key: str, number: int) -> None:
    at = store.now() - number * timedelta(minutes=1)
    if act == "start":
        start_clock(store, incident.id, key)
    elif act in ("met", "correct"):
        stop_clock(store, incident.id, key, "met", "x", at if act == "correct" else None)
    elif act == "not_needed":
        stop_clock(store, incident.id, key, "not_needed", "x")
    elif act == "detected":
        correct_time(store, incident.id, "detected", at - HOUR - number * HOUR, "x")
    else:
        undo(store, incident.id, again=act == "redo")


def check(store: Store, ident: str) -> None:
    value = store.incidents.get(ident)
    assert value.conflicts == ()
    clocks = {each.key: each for each in value.clocks}
    for each in value.clocks:
        other = clocks.get(each.follows)
        made = other.met if other and other.state == "met" else None
        if each.follows and each.state in ("waiting", "running"):
            assert (each.state == "waiting") == (made is None)
            assert each.begins == made
        if each.state == "running" and each.begins is not None:
            due = months_after(each.begins, each.months, BERLIN) if each.months else each.begins + 72 * HOUR
            assert each.due == due
        assert each.met is None or each.state == "met"


@settings(max_examples=60, deadline=None)
@given(acts=st.lists(ACTS, min_size=2, max_size=14))
def test_what_waits_and_runs_is_right_after_any_commands(
    shared: Store, acts: list[tuple[str, str, int]]
) -> None:
    incident = declare(shared, Declaration("Disk full", detected=shared.now() - 2 * HOUR), HIGH)
    for act, key, number in acts:
        try:
            obey(shared, incident, act, key, number)
        except UserError:
            continue
        check(shared, incident.id)
    name = subject("incident", incident.id)
    assert not shared.rows.differs(name, shared.journal.of(name))
