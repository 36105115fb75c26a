"""Suggestions: rare words that are shared count, words that every runbook has do not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast import paths
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


def test_small_words_and_endings_do_not_decide(store: Store) -> None:
    assert _titles(store, "it is down again and not working") == []
    assert _titles(store, "clocks drifting")[0] == "Clock drift"
    assert _titles(store, "printer is full of paper, nobody can print it out") == []


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, real_runbooks: Path) -> Iterator[Store]:
    made = open_store(tmp_path_factory.mktemp("real") / "store")
    sign_in(made, "Ana")
    import_folder(made, real_runbooks)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("etcd members down", "etcdMembersDown"),
        ("KubeNodeNotReady", "KubeNodeNotReady"),
        ("ceph osd down", "CephOSDDown"),
        ("registry storage full", "ImageRegistryStorageFull"),
        ("node filesystem almost out of space", "NodeFilesystemAlmostOutOfSpace"),
        ("alertmanager cluster failed to send notifications", "AlertmanagerClusterFailedToSendAlerts"),
        ("clock drift on node 7", "NodeClockNotSynchronising"),
        ("audit log full", "AuditLogError"),
    ],
)
def test_among_many_real_runbooks_the_right_one_is_first(library: Store, words: str, first: str) -> None:
    assert _titles(library, words)[0] == first


@pytest.mark.parametrize(
    "words",
    [
        "Badge reader rejects logins",
        "Badge readers in hall 3 time out access",
        "Primary database refuses writes, disk full",
        "printer queue stuck",
        "redis is down",
        "users cannot log in",
        "The system is not working",
        "email not delivered",
        "power outage in hall 3",
        "HTTP 500 errors after deploy",
        "Datenbank voll, nichts geht mehr",
    ],
)
def test_among_many_real_runbooks_nothing_is_better_than_nonsense(library: Store, words: str) -> None:
    assert _titles(library, words) == []


def test_the_runbooks_that_come_along_fit_what_is_said(store: Store) -> None:
    import_folder(store, paths.resources() / "sample" / "runbooks")
    assert _titles(store, "Primary database refuses writes, disk full")[0] == "Database disk full"
    assert _titles(store, "Switch uplink down") == ["Switch uplink lost"]
    assert _titles(store, "Badge readers in hall 3 time out access") == []
    assert _titles(store, "printer out of paper") == []
