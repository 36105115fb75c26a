"""The store of the test, its clock and its people; the scheme texts that older versions came with."""

from pathlib import Path

from tests.store.conftest import hands, open_here, store

__all__ = ["OLD_SCHEMES", "hands", "open_here", "store"]

OLD_SCHEMES = {
    file.name: file.read_text(encoding="utf-8")
    for file in sorted((Path(__file__).parent.parent / "old_files" / "schemes").glob("*.toml"))
}
"""Incidents keep the text that they were judged by, so these have to be read for ever."""
