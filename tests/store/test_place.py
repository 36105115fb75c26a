"""A store that turns up on another machine was moved, or is a copy that begins a station of its own."""

import shutil
from pathlib import Path

from holdfast.desk.opening import as_copy, open_here
from holdfast.desk.operators import sign_in
from holdfast.store.place import is_elsewhere, machine, settle
from holdfast.store.verify import verify
from holdfast.triage.declare import Declaration, declare


def test_a_store_knows_the_machine_that_it_was_begun_on(tmp_path: Path) -> None:
    with open_here(tmp_path / "store") as store:
        assert not is_elsewhere(store, machine())
        assert is_elsewhere(store, "another machine")
        settle(store, "another machine")
        assert is_elsewhere(store, machine())
    with open_here(tmp_path / "store") as store:
        assert is_elsewhere(store, machine())  # nobody has said yet which it is


def test_a_copy_goes_on_under_a_station_of_its_own_and_both_prove_themselves(tmp_path: Path) -> None:
    with open_here(tmp_path / "store") as store:
        sign_in(store, "Ana")
        declare(store, Declaration("Before the copy"))
        head = store.journal.head()
    shutil.copytree(tmp_path / "store", tmp_path / "copy")
    copy = as_copy(open_here(tmp_path / "copy"))
    with copy, open_here(tmp_path / "store") as original:
        assert copy.station.previous["hash"] == head.hash
        assert copy.journal.station != original.journal.station
        for one in (copy, original):
            sign_in(one, "Ana")
            declare(one, Declaration("After the copy"))
            assert verify(one.database, one.blobs).ok
        refs = {
            row.ref for one in (copy, original) for row in one.incidents.page(one.query(""), "due", 0, -1)
        }
        assert len(refs) == 3
