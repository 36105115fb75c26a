"""What a person can set on this workstation: declared once, kept in one JSON file beside the store.

The settings page, the manual and the reading of the file all come from `DECLARED`. Nothing here is part of
the record.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from holdfast.words import _

T = TypeVar("T", str, int, bool)
Words = Callable[[], str]


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. Words are functions, since the language is chosen after this module is read."""

    key: str
    default: T
    group: Words
    label: Words
    hint: Words
    choices: tuple[tuple[T, Words], ...] = ()
    is_folder: bool = False
    many: bool = False
    span: tuple[int, int] | None = None
    """The least and the most of a number, where no choices say it."""

    def allows(self, value: object) -> bool:
        """Whether `value` may be kept: of the right type and, where there are choices, one of them."""
        if type(value) is not type(self.default):
            return False
        if self.span is not None and isinstance(value, int):
            return self.span[0] <= value <= self.span[1]
        return not self.choices or any(value == choice for choice, _words in self.choices)


def _appearance() -> str:
    return _("Appearance")


def _keyboard() -> str:
    return _("Keyboard")


def _alerts() -> str:
    return _("Alerts")


def _safety() -> str:
    return _("Backup")


def _percent(number: int) -> tuple[int, Words]:
    return number, lambda: f"{number} %"


THEME = Setting(
    "theme",
    "system",
    _appearance,
    lambda: _("Colours"),
    lambda: _("Changes at once, without losing anything."),
    (
        ("system", lambda: _("As the system")),
        ("light", lambda: _("Light")),
        ("dark", lambda: _("Dark")),
        ("contrast", lambda: _("High contrast")),
    ),
)
TEXT_PERCENT = Setting(
    "text_percent",
    100,
    _appearance,
    lambda: _("Text size"),
    lambda: _("Also by Ctrl+plus, Ctrl+minus and Ctrl+0."),
    tuple(_percent(number) for number in (80, 90, 100, 110, 125, 150, 175, 200)),
)
SINGLE_LETTERS = Setting(
    "single_letters",
    False,
    _keyboard,
    lambda: _("Single-letter keys in lists"),
    lambda: _("J and K move, A assigns, S sets the severity. Only while a list has the focus."),
)
SECOND_BACKUP = Setting(
    "second_backup",
    "",
    _safety,
    lambda: _("Second folder for backups"),
    lambda: _("Each daily backup is copied there too, for example to a stick. Empty for none."),
    is_folder=True,
)
WEBHOOK = Setting(
    "webhook",
    False,
    _alerts,
    lambda: _("Take alerts over the network"),
    lambda: _("From programs of this computer, at 127.0.0.1. They need the token, which stands below."),
)
WEBHOOK_PORT = Setting(
    "webhook_port",
    9095,
    _alerts,
    lambda: _("Port"),
    lambda: _("A number from 1024 to 65535 that no other program listens at."),
    span=(1024, 65535),
)
ALERT_FOLDERS = Setting(
    "alert_folders",
    "",
    _alerts,
    lambda: _("Drop folders for alerts"),
    lambda: _("Files that are put there are taken in and moved away. Several with ; between them."),
    is_folder=True,
    many=True,
)
WATCHES = Setting(
    "watches",
    "",
    _alerts,
    lambda: _("Watches that are on"),
    lambda: _("Files of the folder watches in the store: names without .toml, several with ; between them."),
    many=True,
)

ALERT_SOUND = Setting(
    "alert_sound",
    "high",
    _alerts,
    lambda: _("Sound"),
    lambda: _("For new alerts; critical and high ones sound again until somebody answers."),
    (
        ("high", lambda: _("Critical and high")),
        ("warning", lambda: _("Warnings too")),
        ("off", lambda: _("None")),
    ),
)
ALERT_TRAY = Setting(
    "alert_tray",
    True,
    _alerts,
    lambda: _("Notices beside the clock"),
    lambda: _("Where this desktop has a tray, new alerts are told there too."),
)

DECLARED: tuple[Setting[Any], ...] = (
    THEME,
    TEXT_PERCENT,
    SINGLE_LETTERS,
    WEBHOOK,
    WEBHOOK_PORT,
    ALERT_FOLDERS,
    WATCHES,
    ALERT_SOUND,
    ALERT_TRAY,
    SECOND_BACKUP,
)


class Settings:
    """The settings of one file: what it does not know it keeps, what it cannot read is at its default."""

    def __init__(self, file: Path | None) -> None:
        """`file` None keeps nothing: read-only media, tests."""
        self._file = file
        self._listeners: list[Callable[[str], None]] = []
        self.note = ""
        """What was wrong with the file, for the status bar; "" if nothing."""
        self._raw: dict[str, Any] = self._read()

    def value(self, setting: Setting[T]) -> T:
        """The value that holds: the person's, else the default."""
        kept = self._raw.get(setting.key, setting.default)
        return kept if setting.allows(kept) else setting.default

    def put(self, setting: Setting[T], value: T) -> None:
        """Set and keep a value, and tell whoever listens; a value that is not allowed is a bug."""
        if not setting.allows(value):
            raise ValueError(f"{setting.key}: {value!r}")
        if self.value(setting) == value:
            return
        self._raw = {**self._others(), setting.key: value}
        self._write()
        for listener in tuple(self._listeners):
            listener(setting.key)

    def on_change(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the key of each setting that changes."""
        self._listeners.append(listener)

    def remembered(self, key: str, default: str = "") -> str:
        """What the window remembers by itself (its place, a splitter), which nobody sets on a page."""
        return str(self._memory().get(key, default))

    def remember(self, **texts: str) -> None:
        """Remember texts for the next start."""
        memory = self._memory()
        if all(memory.get(key) == text for key, text in texts.items()):
            return
        self._raw = {**self._others(), "remembered": {**memory, **texts}}
        self._write()

    def _memory(self) -> dict[str, object]:
        memory = self._raw.get("remembered")
        return cast("dict[str, object]", memory) if isinstance(memory, dict) else {}

    def _others(self) -> dict[str, Any]:
        """What the file holds by now: another program may have set something else in it."""
        note, there = self.note, self._read()
        self.note = note
        return there or self._raw

    def _read(self) -> dict[str, Any]:
        if self._file is None:
            return {}
        try:
            raw = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            raw = None
        if not isinstance(raw, dict):
            self.note = _("The settings file could not be read; the usual settings hold.")
            return {}
        return cast("dict[str, Any]", raw)

    def _write(self) -> None:
        if self._file is None:
            return
        beside = self._file.with_name(self._file.name + ".new")
        try:
            with beside.open("w", encoding="utf-8") as out:
                json.dump(self._raw, out, indent=1, ensure_ascii=False)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(self._file)
        except OSError:
            self.note = _("The settings could not be kept; they hold until the window is closed.")
