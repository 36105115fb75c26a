"""`holdfast store new`: a store begun by a call of its own, for a host that only listens or watches."""

from pathlib import Path

from tests.cli.conftest import Call


def test_a_store_is_begun_once(call: Call, tmp_path: Path) -> None:
    assert call("watch", "list")[0] == 1
    status, said = call("store", "new")
    assert (status, said["folder"]) == (0, str(tmp_path / "store"))
    assert said["code"]
    assert call("watch", "list") == (0, [])
    assert call("journal", "verify")[1]["ok"]
    status, text = call("store", "new", plain=True)
    assert status == 1
    assert "There is a store" in text
