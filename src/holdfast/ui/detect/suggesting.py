"""The runbooks that are suggested for the alert that is shown, looked for on another thread."""

from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer

from holdfast.desk.from_alert import runbooks_for
from holdfast.store.opening import open_store
from holdfast.store.runbooks import RunbookRow
from holdfast.store.store import Store
from holdfast.ui.detect.details import Details
from holdfast.ui.kit.tasks import CancelToken, Tasks

_LINGER: Final = 0.4  # seconds


class Suggesting(QObject):
    """Looks once somebody lingers on an alert; not for each that one passes on the way."""

    def __init__(self, store: Store, tasks: Tasks, details: Details) -> None:
        super().__init__(details)
        self._store, self._tasks, self._details = store, tasks, details
        self._token, self._shown = CancelToken(), 0.0
        self._lingers = QTimer(self)
        self._lingers.setSingleShot(True)
        self._lingers.setInterval(int(_LINGER * 1000))
        self._lingers.timeout.connect(self._look)

    def follow(self) -> None:
        """Another alert is shown, or the same one says something else."""
        self._token.cancel()
        hurried = monotonic() - self._shown < _LINGER
        self._shown = monotonic()
        self._lingers.start() if hurried else self._look()

    def stop(self) -> None:
        """Nobody looks any more."""
        self._lingers.stop()
        self._token.cancel()

    def _look(self) -> None:
        ident = self._details.shown()

        def show(books: list[RunbookRow]) -> None:
            if self._details.shown() == ident:
                self._details.show_runbooks(books)

        self._token = CancelToken()
        if ident and not self._store.read_only:
            self._tasks.run(partial(_suggested, self._store.path, ident), show, token=self._token)


def _suggested(folder: Path, alert: str) -> list[RunbookRow]:
    with open_store(folder, read_only=True) as store:
        return runbooks_for(store, store.alerts.get(alert))
