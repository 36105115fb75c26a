"""The actions that every window has, whatever its pages are."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from holdfast import settings as declared
from holdfast.settings import Settings
from holdfast.ui.shell.actions import Action, Actions
from holdfast.ui.shell.pages import PageSpec
from holdfast.ui.shell.window import MainWindow
from holdfast.words import _

if TYPE_CHECKING:
    from holdfast.ui.shell.picker import Find, Picker

_SIZES = [percent for percent, _words in declared.TEXT_PERCENT.choices]


class Standard:
    """Makes the standard actions. They are registered before the window is made, and bound to it after."""

    def __init__(self, actions: Actions, settings: Settings, quick_open: "Find", search: "Find") -> None:
        self._actions, self._settings = actions, settings
        self._quick_open, self._search = quick_open, search
        self._window: MainWindow | None = None
        self._pickers: dict[str, Picker] = {}

    def register(self, specs: list[PageSpec]) -> None:
        """Register them all; the sections in the rail get Ctrl+1, Ctrl+2 …"""
        self._actions.add(*self._going(), *self._sections(specs), *self._viewing(), *self._helping())

    def bind(self, window: MainWindow) -> None:
        """The window that they act on."""
        self._window = window

    def _going(self) -> list[Action]:
        go = _("Go")
        return [
            Action("go.palette", _("Command &palette…"), go, self.open_palette, "Ctrl+K", ("Ctrl+Shift+P",)),
            Action(
                "go.open",
                _("Quick &open…"),
                go,
                self.open_quick,
                "Ctrl+O",
                keywords=_("jump incident runbook"),
            ),
            Action(
                "go.search",
                _("&Search everything…"),
                go,
                self.open_search,
                "Ctrl+Shift+F",
                keywords=_("find"),
            ),
            Action("go.back", _("&Back"), go, self._on(MainWindow.back), "Alt+Left", reason=self._no_way(-1)),
            Action(
                "go.forward",
                _("&Forward"),
                go,
                self._on(MainWindow.forward),
                "Alt+Right",
                reason=self._no_way(1),
            ),
        ]

    def _sections(self, specs: list[PageSpec]) -> list[Action]:
        found = []
        for number, spec in enumerate([each for each in specs if each.rail == "top"], start=1):
            run = partial(self._go, spec.key)
            found.append(Action(f"go.{spec.key}", spec.label, _("Go"), run, f"Ctrl+{number}"))
        return found

    def _viewing(self) -> list[Action]:
        view = _("View")
        return [
            Action("view.next_pane", _("&Next area"), view, self._pane(1), "F6"),
            Action("view.previous_pane", _("&Previous area"), view, self._pane(-1), "Shift+F6"),
            Action("view.larger", _("&Larger text"), view, partial(self._resize, 1), "Ctrl++", ("Ctrl+=",)),
            Action("view.smaller", _("&Smaller text"), view, partial(self._resize, -1), "Ctrl+-"),
            Action("view.usual", _("&Usual text size"), view, partial(self._resize, 0), "Ctrl+0"),
            *(self._theme(key, words()) for key, words in declared.THEME.choices),
            Action(
                "view.rail",
                _("&Words in the rail"),
                view,
                self._on(MainWindow.toggle_rail),
                keywords=_("collapse"),
            ),
        ]

    def _helping(self) -> list[Action]:
        return [
            Action("help.manual", _("&Manual"), _("Help"), partial(self._go, "help"), "F1"),
            Action("help.keys", _("&Keys"), _("Help"), self.open_sheet, "Ctrl+/", keywords=_("shortcuts")),
            Action("file.settings", _("&Settings"), _("File"), partial(self._go, "settings"), "Ctrl+,"),
            Action(
                "file.quit", _("&Quit"), _("File"), self._on(MainWindow.close), "Ctrl+Q", keywords=_("exit")
            ),
        ]

    def open_palette(self) -> None:
        """Open the command palette."""
        from holdfast.ui.shell.palette import commands  # noqa: PLC0415  (start-up time, as for the others)

        find = partial(commands, self._actions)
        self._open("palette", _("Command palette"), _("What do you want to do?"), find)

    def open_quick(self) -> None:
        """Open quick open."""
        prompt = _("Reference or title of an incident, runbook or review")
        self._open("quick", _("Quick open"), prompt, self._quick_open)

    def open_search(self) -> None:
        """Open the search over everything."""
        self._open(
            "search",
            _("Search everything"),
            _("Words from incidents, timelines, runbooks and reviews"),
            self._search,
        )

    def picker(self, key: str) -> "Picker":
        """The dialog palette, quick or search, once it was opened."""
        return self._pickers[key]

    def open_sheet(self) -> None:
        """Open the sheet of keys."""
        from holdfast.ui.shell.shortcuts import ShortcutSheet  # noqa: PLC0415

        sheet = ShortcutSheet(self._actions, self._window)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _open(self, key: str, title: str, prompt: str, find: "Find") -> None:
        from holdfast.ui.shell.picker import Picker  # noqa: PLC0415

        if key not in self._pickers:
            self._pickers[key] = Picker(title, prompt, find, self._window, compact=key == "palette")
        self._pickers[key].open_empty()

    def _go(self, key: str) -> None:
        if self._window is not None:
            self._window.go(key)

    def _on(self, act: Callable[[MainWindow], object]) -> Callable[[], None]:
        def run() -> None:
            if self._window is not None:
                act(self._window)

        return run

    def _pane(self, step: int) -> Callable[[], None]:
        return self._on(lambda window: window.next_pane(step))

    def _no_way(self, by: int) -> Callable[[], str]:
        def reason() -> str:
            can = self._window is not None and self._window.can_go(by)
            return (
                "" if can else (_("This is where you started.") if by < 0 else _("There is nothing ahead."))
            )

        return reason

    def _resize(self, step: int) -> None:
        now = _SIZES.index(self._settings.value(declared.TEXT_PERCENT))
        wanted = _SIZES.index(100) if step == 0 else max(0, min(len(_SIZES) - 1, now + step))
        self._settings.put(declared.TEXT_PERCENT, _SIZES[wanted])

    def _theme(self, key: str, words: str) -> Action:
        run = partial(self._settings.put, declared.THEME, key)
        return Action(
            f"view.{key}", _("Colours: {name}").format(name=words), _("View"), run, keywords=_("theme")
        )
