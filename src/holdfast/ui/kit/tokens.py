"""A theme as a value: colours by role, read from `resources/themes/<name>.toml`."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QColor, QPalette

THEMES = ("light", "dark", "contrast")
NONE = QColor(0, 0, 0, 0)


@dataclass(frozen=True)
class SeverityColours:
    """The colours of one severity's chip; `fill` is fully transparent where there is none."""

    fill: QColor
    text: QColor
    border: QColor


@dataclass(frozen=True, eq=False, repr=False)
class Theme:
    """Every colour that a widget or a painter may use. Painters take roles, never hex."""

    name: str
    dark: bool
    text: QColor
    muted: QColor
    placeholder: QColor
    base: QColor  # pages and fields
    window: QColor  # rail, status bar, what lies behind a page
    well: QColor  # code, cells: a step back from `base`
    line: QColor  # hairlines between areas
    row_line: QColor  # fainter hairlines between rows
    field_line: QColor
    button_line: QColor
    accent: QColor  # the one filled button, the bar of what is chosen
    accent_hover: QColor
    on_accent: QColor
    accent_text: QColor
    soft: QColor  # the fill of what is chosen
    hover: QColor
    focus: QColor  # the ring of what has the focus
    highlight: QColor  # selected text
    on_highlight: QColor
    link: QColor
    visited: QColor
    error: QColor
    success: QColor
    on_success: QColor
    disabled: QColor
    disabled_line: QColor
    quiet_shape: QColor
    banner: QColor
    banner_text: QColor
    banner_line: QColor
    severities: tuple[SeverityColours, ...]

    def severity(self, severity: int | None) -> SeverityColours:
        """Colours of severity 1 to 5; of *not assessed* for None."""
        return self.severities[severity or 0]

    def colour(self, role: str) -> QColor:
        """The colour of a role by its name, for what is described by text (icons, labels)."""
        value = getattr(self, role)
        if not isinstance(value, QColor):
            raise KeyError(role)
        return value


def load(folder: Path, name: str) -> Theme:
    """The theme `name` from the folder of themes."""
    raw = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    colours = {role: QColor(text) for role, text in raw["colour"].items()}
    severities = tuple(_severity(raw["severity"][str(number)]) for number in range(6))
    return Theme(name=raw["name"], dark=raw["dark"], severities=severities, **colours)


def _severity(raw: dict[str, str]) -> SeverityColours:
    fill = QColor(raw["fill"]) if "fill" in raw else NONE
    return SeverityColours(fill, QColor(raw["text"]), QColor(raw["border"]) if "border" in raw else fill)


def palette(theme: Theme) -> QPalette:
    """The theme as a palette, for everything that Qt paints by itself."""
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.base,
        QPalette.ColorRole.AlternateBase: theme.well,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.base,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.error,
        QPalette.ColorRole.Highlight: theme.highlight,
        QPalette.ColorRole.HighlightedText: theme.on_highlight,
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Link: theme.link,
        QPalette.ColorRole.LinkVisited: theme.visited,
        QPalette.ColorRole.PlaceholderText: theme.placeholder,
        QPalette.ColorRole.ToolTipBase: theme.window,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Light: theme.base,
        QPalette.ColorRole.Midlight: theme.row_line,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Dark: theme.field_line,
        QPalette.ColorRole.Shadow: theme.line,
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, colour)
    off = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
    for role in off:
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.disabled)
    return result


def from_palette(theme: Theme, system: QPalette) -> Theme:
    """`theme` in the colours of the system's own contrast theme, which a person chose for their eyes."""
    text, base = system.color(QPalette.ColorRole.WindowText), system.color(QPalette.ColorRole.Base)
    chosen, on_chosen = (
        system.color(QPalette.ColorRole.Highlight),
        system.color(QPalette.ColorRole.HighlightedText),
    )
    plain = (
        "text",
        "muted",
        "placeholder",
        "field_line",
        "button_line",
        "line",
        "row_line",
        "quiet_shape",
        "error",
    )
    ground = ("base", "window", "well", "soft", "hover", "banner")
    own = dict.fromkeys(plain, text) | dict.fromkeys(ground, base)
    own |= {"accent": chosen, "accent_hover": chosen, "on_accent": on_chosen, "highlight": chosen}
    own |= {
        "on_highlight": on_chosen,
        "accent_text": text,
        "focus": chosen,
        "banner_text": text,
        "banner_line": text,
    }
    own |= {
        "link": system.color(QPalette.ColorRole.Link),
        "success": text,
        "on_success": base,
    }
    outlined = SeverityColours(NONE, text, text)
    return replace(theme, dark=base.lightness() < text.lightness(), severities=(outlined,) * 6, **own)
