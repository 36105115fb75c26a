"""The runbooks that are suggested for an alert, looked for on another thread."""

from pathlib import Path

from holdfast.desk.from_alert import runbooks_for
from holdfast.store.opening import open_store
from holdfast.store.runbooks import RunbookRow


def suggested(folder: Path, alert: str) -> list[RunbookRow]:
    """The runbooks of an alert of the store in a folder; for any thread."""
    with open_store(folder, read_only=True) as store:
        return runbooks_for(store, store.alerts.get(alert))
