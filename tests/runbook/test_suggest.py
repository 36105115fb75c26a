"""Suggestions: rare words that are shared count, words that every runbook has do not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast.desk.operators import sign_in
from holdfast.runbook.library import import_folder
from holdfast.runbook.suggest import suggest, words_of
from holdfast.store.opening import open_store
from holdfast.store.store import Store

BOOKS = {
    "db/disk-full.md": "# Database disk full\n\nThe volume is full and the server refuses writes.",
    "db/replica-behind.md": "# Replica falls behind\n\nThe database server waits for the standby.",
    "KubeNodeNotReady.md": "# KubeNodeNotReady\n\nThe node does not answer to the server.",
    "clock.md": "# Clock drift\n\nThe time on the server is wrong.",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "store")
    sign_in(made, "Ana")
    _import(made, tmp_path / "books", BOOKS)
    yield made
    made.close()


def _import(store: Store, folder: Path, books: dict[str, str]) -> None:
    for name, text in books.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    import_folder(store, folder)


def _titles(store: Store, words: str, most: int = 5) -> list[str]:
    return [row.title for row in suggest(store, words, most)]


def test_the_best_comes_first(store: Store) -> None:
    assert (
        _titles(store, "Primary database refuses writes after disk filled db-core")[0] == "Database disk full"
    )


def test_words_that_stand_together_in_a_title_are_found_one_by_one(store: Store) -> None:
    assert _titles(store, "node 7 is not ready") == ["KubeNodeNotReady"]
    assert words_of("KubeAPIErrorBudgetBurn") == {"kube", "api", "error", "budget", "burn"}


def test_a_word_of_the_text_alone_is_not_enough(store: Store) -> None:
    assert _titles(store, "server") == []
    assert _titles(store, "wrong colour in the office printer") == []


@pytest.mark.parametrize("words", ["", "x", '"', "OR AND NEAR", "* (", "ärger"])
def test_any_words_may_be_asked(store: Store, words: str) -> None:
    assert _titles(store, words) == []


def test_what_is_gone_is_not_suggested(store: Store, tmp_path: Path) -> None:
    (tmp_path / "books" / "db" / "disk-full.md").unlink()
    import_folder(store, tmp_path / "books")
    assert "Database disk full" not in _titles(store, "database disk full")


def test_as_many_as_asked_for(store: Store) -> None:
    assert len(_titles(store, "database disk full replica", 1)) == 1
