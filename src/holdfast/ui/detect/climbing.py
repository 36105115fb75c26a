"""Who is asked about what nobody answers: looked for now and then, told when another step is reached."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from holdfast.domain.changes import Changes
from holdfast.domain.errors import UserError
from holdfast.store.alerts import Alerts, Unanswered
from holdfast.store.store import Store
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.long_reading import read_beside
from holdfast.ui.kit.tasks import CancelToken, Tasks
from holdfast.words import _, ngettext

if TYPE_CHECKING:
    from holdfast.domain.ladder import Ladder

_LOOK: Final = 10_000  # milliseconds between two looks: steps last minutes
_SOON: Final = 500  # milliseconds after a change
_MOST: Final = 500  # alerts that are looked at, those that wait longest
_KINDS: Final = ("alert", "silence", "store", "person", "incident")


@dataclass(frozen=True, slots=True)
class Climbed:
    """What one look found: a sentence, "" for nothing to say; the step of each alert; the worst that rose."""

    words: str = ""
    places: tuple[tuple[str, int], ...] = ()
    severities: tuple[tuple[str, int], ...] = ()


class Climbing(QObject):
    """Reads aside, so that many alerts hold nothing up. Nothing of it is recorded: times say it all."""

    asked = Signal(str)
    """Who is asked now and about what, in a sentence; "" when nobody is any more."""
    stepped = Signal(int)
    """Somebody else is asked now than before; the worst severity that it is about."""

    def __init__(self, store: Store, bridge: Bridge, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks, self._token = store, tasks, CancelToken()
        self._places: dict[str, int] | None = None  # before the first look nothing is news
        self._words, self._is_looking = "", False
        self._timer, self._soon = QTimer(self), QTimer(self)
        self._timer.setInterval(_LOOK)
        self._soon.setInterval(_SOON)
        self._soon.setSingleShot(True)
        for timer in (self._timer, self._soon):
            timer.timeout.connect(self.look)
        bridge.changed.connect(self._changed)

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._soon.stop()
        self._token.cancel()

    def look(self) -> None:
        """Look who is asked now."""
        from holdfast.detect.ladder import ladder_of  # noqa: PLC0415  (start-up time)

        self._soon.stop()
        ladder = ladder_of(self._store)
        if not ladder.steps:
            self._show(Climbed())
            return
        now = self._store.now()
        if self._store.read_only:
            self._show(self._told(climbed(ladder, now, self._store.alerts), ladder))
            return
        if self._is_looking:
            self._soon.start()
            return
        self._is_looking = True
        self._tasks.run(
            partial(
                read_beside,
                self._store.database,
                lambda beside: climbed(ladder, now, Alerts(beside)),
                self._token,
                lambda: Found((), now),
            ),
            lambda found: self._looked(found, ladder),
            self._failed,
            token=self._token,
        )

    def _looked(self, found: "Found", ladder: "Ladder") -> None:
        self._is_looking = False
        self._show(self._told(found, ladder))

    def _failed(self, problem: Exception) -> None:
        self._is_looking = False
        if not isinstance(problem, UserError):  # a disk that is gone for a moment is looked at again
            raise problem

    def _told(self, found: "Found", ladder: "Ladder") -> Climbed:
        if not found.rows:
            return Climbed()
        words = asked_words(found, ladder, self._store)
        return Climbed(
            words,
            tuple((row.id, place) for row, place in found.rows),
            tuple((row.id, row.severity) for row, _place in found.rows),
        )

    def _show(self, found: Climbed) -> None:
        before, now, severities = self._places, dict(found.places), dict(found.severities)
        self._places = now
        if found.words != self._words:
            self._words = found.words
            self.asked.emit(found.words)
        # who is asked first is told with the news of the alert itself
        risen = [ident for ident, place in now.items() if place > (before or {}).get(ident, 0)]
        if before is not None and risen:
            self.stepped.emit(max(severities[ident] for ident in risen))

    def _changed(self, changes: Changes) -> None:
        if self._timer.isActive() and changes.touches(*_KINDS) and not self._soon.isActive():
            self._soon.start()


@dataclass(frozen=True, slots=True)
class Found:
    """The unanswered alerts, each with the place of its step, the furthest first; and when it was looked.

    Those of a drill only where no real one waits.
    """

    rows: tuple[tuple[Unanswered, int], ...]
    now: datetime


def climbed(ladder: "Ladder", now: datetime, alerts: Alerts) -> Found:
    """Which steps the unanswered alerts have reached; for any thread."""
    from holdfast.domain.ladder import step_at  # noqa: PLC0415  (start-up time)

    reached = [(row, step_at(ladder, row.asking, now)) for row in alerts.unanswered(ladder.severity, _MOST)]
    rows = [(row, asked.place) for row, asked in reached if asked is not None]
    real = [each for each in rows if not each[0].drill]
    return Found(tuple(sorted(real or rows, key=lambda each: (-each[1], -each[0].severity))), now)


def asked_words(found: Found, ladder: "Ladder", store: Store) -> str:
    """Who is asked about the alert that got furthest, how to reach them, and who is next."""
    from holdfast.detect.ladder import asked_texts  # noqa: PLC0415  (start-up time)
    from holdfast.domain.ladder import step_at  # noqa: PLC0415

    first = found.rows[0][0]
    asked = step_at(ladder, first.asking, found.now)
    assert asked is not None
    who, then = asked_texts(asked, ladder, store.directory.people(), found.now)
    what = "  ·  ".join(filter(None, (first.summary or first.name, first.service)))
    more = len(found.rows) - 1
    parts = [_("Nobody has answered: {what}.").format(what=what)]
    if more:
        told = ngettext("{count} more waits too.", "{count} more wait too.", more)
        parts.append(told.format(count=more))
    parts.append(_("Asked now: {who}.").format(who=who))
    if then:
        parts.append(then if asked.over else _("Next: {who}.").format(who=then))
    if first.drill:
        parts = [_("DRILL:"), *parts, _("Reach them only if they take part in the drill.")]
    else:
        parts.append(_("Holdfast calls nobody: please reach them."))
    return " ".join(parts)
