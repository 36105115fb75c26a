"""Templates of status updates: read strictly, filled from the record, adopted by the site."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.domain.coordination import Cadence
from holdfast.domain.entry import New
from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.domain.incident import Incident, Person
from holdfast.domain.phase import Phase
from holdfast.domain.task import Task
from holdfast.domain.timeline import TimelineRow
from holdfast.respond.template import Ask, fill, load, names, problems
from holdfast.respond.templates import adopt_template, is_own, shipped, template_of, text_of
from holdfast.respond.update_fields import FIELDS, Facts
from holdfast.store.store import Store

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
HEAD = 'name = "Ours"\naudiences = ["users"]\n'


def facts(incident: Incident | None = None, rows: tuple[TimelineRow, ...] = ()) -> Facts:
    value = incident or Incident("i", ref="INC-K7-1", title="Disk full")
    return Facts(value, rows, (), "Ana", "Site A", NOW, UTC)


def row(minute: int, text: str, kind: str = "action", **more: object) -> TimelineRow:
    at = NOW.replace(hour=13, minute=minute)
    made = TimelineRow(f"{minute:064}", at, at, kind, "Ana", text, late=False, seq=minute, station="s")
    return (
        made if not more else type(made)(**{**{n: getattr(made, n) for n in made.__struct_fields__}, **more})
    )


def found(text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.key, each.what) for each in problems(text)]


@pytest.mark.parametrize("form", ["can", "executive", "final"])
def test_what_is_shipped_is_a_template(form: str) -> None:
    template = load(shipped()[form])
    assert template.audiences
    assert template.asks == ((Ask.RECOVERY, Ask.DATA_LOSS) if form == "final" else ())
    assert list(shipped()) == ["can", "executive", "final"]


def test_every_fault_is_named_at_its_line() -> None:
    text = 'name = ""\naudiences = []\ncolour = 1\ntext = """\n{ref}\n{tilte}\n{ \n"""\nasks = ["blood"]\n'
    assert found(text) == [
        (1, "name", "is empty"),
        (2, "audiences", "is empty"),
        (3, "colour", "is not known here"),
        (6, "text", "names {tilte}, which the record does not have"),
        (7, "text", "has a brace that names nothing"),
        (9, "asks.1", "is not one of the words known here"),
    ]
    assert "{title}" in next(each.hint for each in problems(text) if each.line == 6)


@pytest.mark.parametrize(
    ("rest", "what"),
    [
        ('text = "{recovery}"\n', "says {recovery}, which nobody is asked for"),
        ('text = "x"\nasks = ["data_loss"]\n', "asks for data_loss, which the text does not say"),
        ('text = "}"\n', "has a brace that names nothing"),
        ('text = "{a b}"\n', "names {a b}, which the record does not have"),
        (f'text = "{"x" * 10_001}"\n', "has 10001 characters, the most is 10000"),
        ("", "is missing"),
        ("text = 3\n", "is no text"),
    ],
)
def test_what_is_no_template_is_refused(rest: str, what: str) -> None:
    assert [each.what for each in problems(HEAD + rest)] == [what]
    with pytest.raises(UserError, match=r"This template can't be used: .* \(line \d\)"):
        load(HEAD + rest)


@pytest.mark.parametrize("text", ["", "name = ", "[" * 5000, "\udcff", "x = " + "9" * 5000])
def test_no_text_breaks_the_reader(text: str) -> None:
    assert problems(text)


@given(st.text(alphabet="{}ab_\n \\\"'", max_size=60))
def test_whatever_stands_in_the_text_it_is_refused_or_fills(body: str) -> None:
    text = HEAD + "text = '''\n.\n" + body.replace("'", "") + "'''\n"
    if not problems(text):
        fill(load(text), facts())


def test_braces_written_twice_are_braces() -> None:
    assert fill(load(HEAD + 'text = "{{ref}} {ref} }}"\n'), facts()) == ("{ref} INC-K7-1 }", ())


@pytest.mark.parametrize("name", FIELDS)
def test_every_name_has_words_for_what_the_record_does_not_say(name: str) -> None:
    empty = Facts(Incident("i"), (), (), "", "", NOW, UTC)
    assert FIELDS[name].value(empty) in ("", stamp_now(), "declared", "(untitled)")
    assert FIELDS[name].blank()
    assert names()[name]


def stamp_now() -> str:
    return "2026-11-23 14:00 UTC"


def test_a_template_is_filled_from_the_record() -> None:
    incident = Incident(
        "i",
        ref="INC-K7-1",
        title="Disk full",
        severity=2,
        priority=2,
        phase=Phase.CONTAINED,
        times={"declared": NOW - timedelta(minutes=90)},
        know="Disk 98 % full",
        roles={"commander": Person("Ben"), "scribe": Person("Cy")},
        cadence=Cadence(300, 1200),
        updated=NOW.replace(hour=13, minute=20),
    )
    rows = (
        row(10, "before the last update"),
        row(30, "Logs deleted\nby hand"),
        row(31, "looked", "observation"),
        row(32, "wrong", withdrawn="typo"),
        row(33, "Step 1 done", "runbook"),
    )
    tasks = (Task("t", title="Free space", person="Cy"), Task("u", title="over", state="done"))
    given_ = replace(facts(incident, rows), tasks=tasks, next_update=NOW + timedelta(minutes=20))
    text, blanks = fill(load(HEAD + f'text = """{"|".join(f"{{{name}}}" for name in FILLED)}"""\n'), given_)
    assert text.split("|") == list(FILLED.values())
    assert blanks == ("service", "plan", "need")


FILLED = {
    "ref": "INC-K7-1",
    "severity": "SEV2 Major",
    "priority": "P2",
    "phase": "contained",
    "since": "2026-11-23 12:30 UTC",
    "duration": "1 h 30 min",
    "know": "Disk 98 % full",
    "service": "not named",
    "plan": "not said yet",
    "need": "none named",
    "commander": "Ben",
    "roles": "Commander Ben, Scribe Cy",
    "actions": "- 13:30 Logs deleted by hand\n- 13:33 Step 1 done",
    "tasks": "- Free space, Cy",
    "next_update": "14:20 UTC",
    "by": "Ana",
    "site": "Site A",
    "now": "2026-11-23 14:00 UTC",
}


def test_many_actions_are_cut_to_the_newest_and_long_ones_to_a_line() -> None:
    text, _blanks = fill(
        load(HEAD + 'text = "{actions}"\n'), facts(rows=tuple(row(each, "x" * 300) for each in range(9)))
    )
    lines = text.splitlines()
    assert [line[2:7] for line in lines] == [f"13:0{each}" for each in range(3, 9)]
    assert all(len(line) == 168 and line.endswith("…") for line in lines)


def test_a_promise_for_another_day_says_the_day() -> None:
    filled = replace(facts(), next_update=NOW + timedelta(days=1))
    assert fill(load(HEAD + 'text = "{next_update}"\n'), filled)[0] == "2026-11-24 14:00 UTC"


# --- the site's own ----------------------------------------------------------------------------------


def test_a_site_adopts_its_own_text_and_goes_back(store: Store) -> None:
    own = HEAD + 'text = "{ref}!"\n'
    assert not is_own(store, "can")
    assert adopt_template(store, "can", own, "shorter").name == "Ours"
    assert (text_of(store, "can"), is_own(store, "can")) == (own, True)
    entries = store.entries("store", store.facts.id)
    assert entries[-1].kind == "store.template_adopted"
    assert entries[-1].body["reason"] == "shorter"
    adopt_template(store, "can", own, "again")
    assert store.entries("store", store.facts.id) == entries
    adopt_template(store, "can", shipped()["can"], "back")
    assert not is_own(store, "can")
    assert store.entries("store", store.facts.id)[-1].old("version") == entries[-1].new("version")
    assert store.facts.conflicts == ()
    assert template_of(store, "executive") == load(shipped()["executive"])


def test_a_broken_text_is_not_adopted(store: Store) -> None:
    with pytest.raises(UserError, match=r"text \(line 3\) names \{reff\}"):
        adopt_template(store, "can", HEAD + 'text = "{reff}"\n', "ours")
    assert not is_own(store, "can")
    with pytest.raises(UserError, match="no form poem"):
        adopt_template(store, "poem", shipped()["can"], "ours")


def test_a_text_that_this_program_cannot_read_gives_way_to_the_shipped_one(store: Store) -> None:
    adopt_template(store, "can", HEAD + 'text = "{ref}"\n', "ours")
    own = store.facts.templates["can"]
    with store.command():
        newer = store.blobs.put(b"form = 2")
        body = {"template": "can", "version": [own, newer["blob"]], "content": newer}
        store.record(New(subject("store", store.facts.id), "store.template_adopted", body))
    assert template_of(store, "can") == load(shipped()["can"])


def test_shipped_texts_are_plain_toml() -> None:
    for text in shipped().values():
        assert set(tomllib.loads(text)) <= {"name", "audiences", "text", "asks"}
