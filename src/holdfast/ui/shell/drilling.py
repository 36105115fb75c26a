"""The drill that goes on at this station: stepped, shown over every page, stopped, reviewed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from holdfast.domain.drill import Drill, PutIn
from holdfast.domain.errors import UserError
from holdfast.settings import Settings
from holdfast.store.database import read_only_error
from holdfast.store.store import Store
from holdfast.ui.drill.beat import Beat
from holdfast.ui.kit.bridge import Bridge
from holdfast.ui.kit.clock import Clock
from holdfast.ui.kit.notices import Notices, announce
from holdfast.ui.kit.recording import Recording
from holdfast.ui.kit.tasks import Tasks
from holdfast.ui.shell.actions import Action
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.drill.players import Players
    from holdfast.ui.shell.rooms.shared import Rooms
    from holdfast.ui.shell.window import MainWindow

_KEY: Final = "drill"
_EXERCISE: Final = "first-exercise.md"


@dataclass(frozen=True, slots=True)
class Needs:
    """What the drill needs of the window; `practise` opens the practice store, with the first exercise."""

    store: Store
    settings: Settings
    bridge: Bridge
    clock: Clock
    tasks: Tasks
    notices: Notices
    record: Recording
    practise: Callable[[], None]


class Drilling(QObject):
    """Never takes the focus but where a person asked for it."""

    def __init__(self, needs: Needs) -> None:
        super().__init__()
        self._n = needs
        self._players: Players | None = None
        self._shown: Drill | None = None
        self.beat = Beat(needs.store, needs.bridge, needs.clock, self)
        self.beat.changed.connect(self._show)
        self.beat.failed.connect(needs.notices.error)
        needs.clock.second.connect(self._tick)

    def enter(self, window: "MainWindow", rooms: "Rooms") -> None:
        """The window that it is shown in."""
        self._window, self._rooms = window, rooms
        window.went.connect(self._fold)

    def stop(self) -> None:
        """The window closes; whoever opens the next one goes on with the drill."""
        self.beat.stop()

    def players(self) -> "Players | None":
        """What is shown over the pages, where a drill goes on."""
        return self._players

    def actions(self) -> Sequence[Action]:
        """What can be done from every page."""
        drill, none = _("Drill"), self._none_running
        exercise = _("practise begin newcomer")
        return [
            Action("drill.told", _("Show or hide messa&ges"), drill, self._turn, "Ctrl+Alt+D", reason=none),
            Action("drill.understood", _("&Understood"), drill, self._understood, "Ctrl+Alt+U", reason=none),
            Action("drill.real", _("Stop, this is rea&l"), drill, self._ask, "Ctrl+Alt+R", reason=none),
            Action(
                "help.exercise",
                _("&First exercise"),
                _("Help"),
                self.first_exercise,
                keywords=exercise,
                reason=self._why_no_exercise,
            ),
        ]

    # -- the first exercise ----------------------------------------------------------------------

    def first_exercise(self) -> None:
        """Begin it here where this is the practice store, else there."""
        if self._why_no_exercise():
            self._n.notices.error(UserError(self._why_no_exercise()))
        elif self._n.store.practice:
            self.begin_exercise()
        else:
            self._n.practise()

    def begin_exercise(self) -> None:
        """Begin it in this store; one that goes on already goes on."""
        from holdfast.drill import play  # noqa: PLC0415  (start-up time)
        from holdfast.drill.scenarios import shipped  # noqa: PLC0415

        if self._n.store.drills.running(self._n.store.journal.station) is None:
            self._n.record(lambda: play.start(self._n.store, shipped()[_EXERCISE], self._me()))

    def _me(self) -> list[str]:
        by = self._n.store.by
        name = self._n.store.operators.names().get(by.operator, "") if by else ""
        return [name] if name else []

    def _why_no_exercise(self) -> str:
        if self._n.store.read_only:
            return read_only_error().what
        going_on = self.beat.drill
        return _("A drill is going on already: {title}.").format(title=going_on.title) if going_on else ""

    # -- what is shown ---------------------------------------------------------------------------

    def _show(self, drill: Drill | None) -> None:
        before, self._shown = self._shown, drill
        self._window.show_drill(drill is not None)
        if drill is None:
            self._window.take_banner(_KEY)
            self._players = None
            if before is not None:
                self._tell_end(before)
            return
        now = self._n.clock.now()
        if self._players is None:
            self._make()
            announce(self._window, _("A drill is going on: {title}").format(title=drill.title))
        if self._players is not None:
            self._players.show_drill(drill, now)

    def _make(self) -> None:
        from holdfast.ui.drill.players import Players  # noqa: PLC0415  (start-up time)

        render = lambda: self._rooms.renderer.render  # noqa: E731
        self._players = Players(self._n.store, self._n.settings, render, self._n.tasks)
        self._players.banner.stop_wanted.connect(self._stop_drill)
        self._players.finish_wanted.connect(self._finish)
        self._players.file_wanted.connect(self._save)
        self._window.put_made(_KEY, self._players, self._players.panes)
        self._fold(self._window.current_key(), "")

    def _fold(self, page: str, _what: str) -> None:
        if self._players is not None:
            self._players.fold(by_page=page == "drill")

    def _tick(self, now: object) -> None:
        if self._players is not None and self._shown is not None and self._shown.state == "running":
            self._players.banner.show_time(now)  # type: ignore[arg-type]

    def _tell_end(self, before: Drill) -> None:
        ended = self._n.store.drills.get(before.id)
        if not ended.is_over or self._window.current_key() == "drill":
            return  # its own page says it
        go = partial(self._window.go, "drill", ended.id)
        if ended.state == "finished":
            told = _("The drill {title} is finished.").format(title=ended.title)
            self._n.notices.say(told, verb=_("Show score"), act=go)
        else:
            told = _("The drill {title} is stopped. All of it is kept.").format(title=ended.title)
            declare = partial(self._window.go, "declare")
            self._n.notices.say(told, verb=_("Declare incident"), act=declare)

    # -- what happens ----------------------------------------------------------------------------

    def _none_running(self) -> str:
        return "" if self.beat.drill is not None else _("No drill is going on.")

    def _turn(self) -> None:
        if self._players is not None:
            self._players.turn()

    def _understood(self) -> None:
        if self._players is not None:
            self._players.understood()

    def _ask(self) -> None:
        if self._players is not None:
            self._players.banner.ask()

    def _stop_drill(self) -> None:
        from holdfast.drill import play  # noqa: PLC0415

        drill = self.beat.drill
        if drill is not None:
            self._n.record(partial(play.cancel, self._n.store, drill.id, _("Something real happened")))

    def _finish(self) -> None:
        from holdfast.drill import play  # noqa: PLC0415

        drill = self.beat.drill
        if drill is not None and self._n.record(partial(play.finish, self._n.store, drill.id)) is not None:
            self._window.go("drill", drill.id)

    def _save(self, put: PutIn) -> None:
        from holdfast.ui.drill.told import content_of  # noqa: PLC0415

        content = content_of(self._n.store, put)
        target = self._rooms.asking.target(_("Save file"), put.name) if content is not None else None
        if target is None or content is None:
            return
        try:
            target.write_bytes(content)
        except OSError as error:
            what = _("The file can't be written: {why}.").format(why=error.strerror)
            self._n.notices.error(UserError(what, hint=_("Choose another folder.")))
        else:
            self._n.notices.say(_("Saved {file}.").format(file=target.name))
