"""The store of the test, its clock and its people."""

from tests.store.conftest import hands, open_here, store

__all__ = ["hands", "open_here", "store"]
