"""What holds for the whole store is recorded, once for each change."""

import pytest

from holdfast.desk.facts import configure
from holdfast.domain.errors import UserError
from holdfast.store.store import Store


def test_facts_are_kept_until_they_are_changed(store: Store) -> None:
    assert (store.facts.marking, store.facts.site) == ("", "")
    configure(store, marking=" INTERNAL  USE ", site="Plant K7")
    after = configure(store, site="Plant K8", emergency="112", zone="Europe/Berlin")
    assert (after.marking, after.site, after.emergency, after.zone) == (
        "INTERNAL USE", "Plant K8", "112", "Europe/Berlin",
    )  # fmt: skip
    assert (store.facts, after.conflicts) == (after, ())
    before = store.journal.count()
    assert configure(store, site="Plant K8", marking="INTERNAL USE") == after
    assert store.journal.count() == before
    assert configure(store, marking="").marking == ""


def test_a_fact_that_does_not_fit_changes_none_of_them(store: Store) -> None:
    with pytest.raises(UserError, match="120 fit"):
        configure(store, site="Plant K7", marking="x" * 121)
    assert store.facts.site == ""
