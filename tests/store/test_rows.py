"""The folded rows: labels beside them, and rows that an older program wrote."""

import msgspec
import pytest

from holdfast.domain.errors import UserError
from holdfast.domain.ids import subject
from holdfast.respond.incident import add_note
from holdfast.respond.labels import label
from holdfast.store.check import check_store
from holdfast.store.rebuild import rebuild
from holdfast.store.store import Store
from holdfast.triage.declare import Declaration, declare


def labels(store: Store) -> list[tuple[str, str]]:
    """The table beside: which label stands on which incident."""
    sql = "SELECT l.label, i.id FROM incident_label l JOIN incident i ON i.key = l.incident ORDER BY 1, 2"
    return [(row[0], row[1]) for row in store.database.rows(sql)]


def test_labels_stand_beside_the_rows(store: Store) -> None:
    one, two = (declare(store, Declaration(title)).id for title in ("One", "Two"))
    assert labels(store) == []
    label(store, [one, two], "noise")
    label(store, [one], "db")
    assert labels(store) == [("db", one), ("noise", one), ("noise", two)]
    label(store, [one], "noise", present=False)
    assert labels(store) == [("db", one), ("noise", two)]
    assert rebuild(store).different == ()


@pytest.mark.parametrize(
    "altered",
    ["DELETE FROM incident_label", "INSERT INTO incident_label SELECT 'rumour', key FROM incident"],
)
def test_labels_that_are_not_what_was_recorded_are_found_and_put_right(store: Store, altered: str) -> None:
    one = declare(store, Declaration("One")).id
    label(store, [one], "noise")
    with store.database.writing():
        store.database.run(altered)
    assert check_store(store).different == (f"incident/{one}",)
    assert rebuild(store).different == (f"incident/{one}",)
    assert labels(store) == [("noise", one)]
    assert check_store(store).ok


def older(store: Store, ident: str, *without: str) -> None:
    """Let a row say its value as a program did that did not know of some parts."""
    text = store.database.one("SELECT value FROM incident WHERE id = ?", (ident,))
    value = {name: part for name, part in msgspec.json.decode(text).items() if name not in without}
    with store.database.writing():
        said = msgspec.json.encode(value).decode()
        store.database.run("UPDATE incident SET value = ? WHERE id = ?", (said, ident))


def test_a_row_from_before_its_kind_had_a_part_is_the_same_without_it(store: Store) -> None:
    one = declare(store, Declaration("One")).id
    older(store, one, "labels", "links", "cadence", "update_by", "open_tasks")
    assert check_store(store).ok
    assert rebuild(store).different == ()
    add_note(store, one, "goes on")
    assert check_store(store).ok
    assert "labels" in store.database.one("SELECT value FROM incident")


def test_a_row_that_lacks_what_was_recorded_is_another(store: Store) -> None:
    one = declare(store, Declaration("One", "db")).id
    label(store, [one], "noise")
    older(store, one, "labels")
    assert check_store(store).different == (f"incident/{one}",)
    assert rebuild(store).different == (f"incident/{one}",)
    assert store.incidents.get(one).labels == ("noise",)


def test_only_what_is_folded_has_a_row(store: Store) -> None:
    rows = store.rows
    one = declare(store, Declaration("One")).id
    entries = store.entries("incident", one)
    rows.advance({"weather/x": entries})
    assert rows.refold("weather/x", entries) is False
    assert rows.differs("weather/x", entries) is False
    assert rows.refold("task/x", entries) is False
    assert rows.load(subject("task", "x")) is None


def test_tasks_handovers_and_the_directory_tell_what_is_not_there(store: Store) -> None:
    for ask in (
        store.tasks.get,
        store.handovers.get,
        store.directory.person,
        store.directory.resource,
    ):
        with pytest.raises(UserError, match="There is no"):
            ask("x")
    assert store.tasks.of_incident("x") == []
    assert (store.handovers.of_incident("x"), store.directory.people()) == ([], [])
    assert store.directory.resources() == []
