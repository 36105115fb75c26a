"""The runbooks that Holdfast comes with."""

from pathlib import Path
from typing import Final

from holdfast import paths
from holdfast.runbook.library import ImportReport, import_folder
from holdfast.store.store import Store

SOURCE: Final = "Holdfast starter"
"""Where the library says they are from."""


def folder() -> Path:
    """Where they lie."""
    return paths.resources() / "runbooks"


def bring(store: Store) -> ImportReport:
    """Bring them into the library, as the page of runbooks does when it is asked."""
    return import_folder(store, folder(), SOURCE)
