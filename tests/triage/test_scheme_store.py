"""The store's own scheme: adopted whole or not at all; incidents keep the one that they were judged by."""

from collections.abc import Callable

import pytest

from holdfast.domain.classification import Answer
from holdfast.domain.errors import UserError
from holdfast.store.store import Store
from holdfast.triage.answers import Answers
from holdfast.triage.declare import Declaration, assess_incident, declare
from holdfast.triage.scheme_file import default_text, load, shipped
from holdfast.triage.scheme_store import adopt, adopted_text, current, hash_of, scheme_of, text_in_use
from tests.triage.conftest import OLD_SCHEMES

SCORED = shipped()["severity.toml"]
HIGH = Answers(Answer.HIGH, Answer.HIGH)


def test_nothing_adopted_is_the_shipped_one(store: Store) -> None:
    assert (text_in_use(store), adopted_text(store), current(store)) == (
        default_text(),
        "",
        load(default_text()),
    )


def test_what_is_adopted_judges_from_then_on(store: Store, open_here: Callable[..., Store]) -> None:
    old = declare(store, Declaration("Disk full"), HIGH)
    adopt(store, SCORED, "  We think in\nseverities ")
    assert current(store) == load(SCORED)
    (entry,) = store.entries("store", store.facts.id)
    assert entry.body == {
        "scheme": [None, hash_of(SCORED)],
        "content": {"blob": hash_of(SCORED), "size": len(SCORED.encode())},
        "title": "Severity definitions",
        "reason": "We think in severities",
    }
    beside = open_here()
    beside.by = store.by
    new = declare(beside, Declaration("Disk full again"), HIGH)
    assert (new.scheme, scheme_of(store, new).kind) == (hash_of(SCORED), "scored")
    assert (old.scheme, scheme_of(store, old)) == (hash_of(default_text()), load(default_text()))
    again = assess_incident(
        store, old.id, Answers(choices={"reach": "many", "purpose": "nothing", "told": "outside"})
    )
    assert (again.scheme, again.priority, again.conflicts) == (hash_of(SCORED), 1, ())
    (last,) = [entry for entry in store.entries("incident", old.id) if "choices" in entry.body]
    assert last.body["choices"] == {"reach": "many", "purpose": "nothing", "told": "outside"}


def test_the_shipped_one_can_be_adopted_back_and_the_change_is_told(store: Store) -> None:
    adopt(store, OLD_SCHEMES["default-1.toml"], "as before")
    assert current(store).version == 1
    adopt(store, default_text(), "the new one is better")
    first, second = store.entries("store", store.facts.id)
    assert second.body["scheme"] == [first.body["scheme"][1], hash_of(default_text())]
    assert store.facts.conflicts == ()


def test_nothing_is_half_adopted(store: Store) -> None:
    before = store.journal.count()
    with pytest.raises(UserError, match=r"This scheme can't be used: version \(line 12\) is too small"):
        adopt(store, default_text().replace("version = 3", "version = 0"), "why not")
    with pytest.raises(UserError, match="The reason is empty"):
        adopt(store, SCORED, " \n")
    with pytest.raises(UserError, match="Impact and urgency is in use already"):
        adopt(store, default_text(), "once more")
    assert store.journal.count() == before
    assert store.facts.scheme == ""
    assert store.blobs.get(hash_of(SCORED)) is None


OURS = default_text().replace('word = "Very low"', 'word = "Whenever"')
NEXT = OURS.replace("version = 3", "version = 4")


def test_a_known_version_stands_for_one_text(store: Store) -> None:
    before = store.journal.count()
    with pytest.raises(UserError, match="Impact and urgency, version 3, is known here with another") as told:
        adopt(store, OURS, "a better word")
    assert told.value.hint.endswith("Give this one a new version: 4 is free.")
    assert store.journal.count() == before
    assert adopt(store, NEXT, "a better word").version == 4
    with pytest.raises(UserError, match="version 4, is known here with another text") as told:
        adopt(store, NEXT + "# changed\n", "again")
    assert "5 is free" in told.value.hint
    with pytest.raises(UserError, match="impact and  URGENCY, version 4, is known here"):
        adopt(store, NEXT.replace("Impact and urgency", "impact and  URGENCY"), "in other letters")
    adopt(store, default_text(), "the shipped one again")
    adopt(store, NEXT, "and the one of before")


def test_what_incidents_were_judged_by_is_known_too(store: Store) -> None:
    old = OLD_SCHEMES["default-1.toml"]
    adopt(store, old, "as an older program had it")
    incident = declare(store, Declaration("Disk full"), HIGH)
    adopt(store, SCORED, "in severities")
    with pytest.raises(UserError, match="version 1, is known here with another text") as told:
        adopt(store, old + "# ours\n", "ours")
    assert "4 is free" in told.value.hint
    assert scheme_of(store, incident).version == 1


def test_line_ends_make_no_other_text(store: Store) -> None:
    adopt(store, SCORED.replace("\n", "\r\n"), "from another system")
    assert text_in_use(store) == SCORED


def test_what_is_kept_and_no_scheme_is_passed_over(store: Store) -> None:
    with store.command():
        store.blobs.put(b"ask_again_in = [")
        store.blobs.put(b'ask_again_in = "x"\nname = 1\nversion = 4')
        store.blobs.put(b'ask_again_in = "x"\nname = "Impact and urgency"\nversion = "3"')
    assert adopt(store, NEXT, "a better word").version == 4


def test_a_text_that_only_a_newer_program_reads_is_passed_over(store: Store) -> None:
    from holdfast.domain.entry import New
    from holdfast.domain.ids import subject

    with store.command():
        content = store.blobs.put(b'kind = "oracle"')
        body = {"scheme": [None, content["blob"]], "content": content, "title": "Oracle"}
        store.record(New(subject("store", store.facts.id), "store.scheme_adopted", body))
    assert current(store) == load(default_text())
    assert adopted_text(store) == 'kind = "oracle"'
    incident = declare(store, Declaration("Disk full"), HIGH)
    assert incident.scheme == hash_of(default_text())
    adopt(store, SCORED, "one that can be read")
    assert current(store).kind == "scored"
