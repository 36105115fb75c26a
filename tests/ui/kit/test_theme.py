"""Themes as data: every pair of colours that meets on a screen is legible; icons are of one hand."""

import gc
import re

import pytest
from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from holdfast import paths
from holdfast.ui.kit import icons, shapes, theme, tokens
from holdfast.ui.kit.tokens import THEMES, Theme
from tests.conftest import Look
from tests.ui.audit import ratio

ON_TEXT_GROUNDS = ("text", "muted", "placeholder", "accent_text", "error", "link", "visited", "success")
GROUNDS = ("base", "window", "soft", "hover", "well")
PAIRS = [
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_highlight", "highlight"),
    ("banner_text", "banner"),
]
BORDERS = [
    (line, "base") for line in ("field_line", "button_line", "accent", "quiet_shape", "error", "focus")
]
BORDERS += [(line, "soft") for line in ("focus", "accent", "quiet_shape")] + [("focus", "window")]


def _load(name: str) -> Theme:
    return tokens.load(paths.resources() / "themes", name)


def _against(look: Theme, one: str, other: str) -> float:
    return ratio(look.colour(one).rgb(), look.colour(other).rgb())


@pytest.mark.parametrize("name", THEMES)
def test_text_is_legible_on_every_ground(name: str) -> None:
    look = _load(name)
    pairs = PAIRS + [(text, ground) for text in ON_TEXT_GROUNDS for ground in GROUNDS]
    weak = {pair: round(_against(look, *pair), 2) for pair in pairs if _against(look, *pair) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("name", THEMES)
def test_edges_of_what_can_be_used_are_visible(name: str) -> None:
    look = _load(name)
    weak = {pair: round(_against(look, *pair), 2) for pair in BORDERS if _against(look, *pair) < 3}
    assert weak == {}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("severity", [None, 1, 2, 3, 4, 5])
def test_chips_are_legible_on_rows(name: str, severity: int | None) -> None:
    look = _load(name)
    chip = look.severity(severity)
    for ground in (look.base, look.soft, look.hover):
        fill = chip.fill if chip.fill.alpha() else ground
        assert ratio(chip.text.rgb(), fill.rgb()) >= 4.5


def test_severity_colours_are_those_of_the_table() -> None:
    light, dark = _load("light"), _load("dark")
    assert [
        light.severity(1).fill.name(),
        light.severity(2).text.name(),
        light.severity(3).border.name(),
    ] == [
        "#8b0020",
        "#000000",
        "#c99700",
    ]
    assert [dark.severity(1).fill.name(), dark.severity(4).text.name(), dark.severity(5).border.name()] == [
        "#ff6b6e",
        "#8cc7f2",
        "#767d86",
    ]


def test_a_system_contrast_theme_is_taken_as_it_is() -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.WindowText, QColor("#00FF00"))
    system.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    own = tokens.from_palette(_load("contrast"), system)
    assert (own.text.name(), own.field_line.name(), own.base.name(), own.dark) == (
        "#00ff00",
        "#00ff00",
        "#000000",
        True,
    )
    assert own.severity(1).text.name() == "#00ff00"


def test_an_unknown_role_is_a_bug() -> None:
    with pytest.raises(KeyError):
        _load("light").colour("name")


def test_text_size_scales_every_step_of_the_type_scale(look: Look) -> None:
    before = {style: theme.font(style).pointSizeF() for style in theme.TYPE}
    look.choose("light", 150)
    after = {style: theme.font(style).pointSizeF() for style in theme.TYPE}
    assert all(after[style] == pytest.approx(before[style] * 1.5, rel=0.01) for style in before)
    assert theme.px(20) == 30


def test_an_icon_that_was_put_follows_the_theme(look: Look) -> None:
    button = QPushButton()
    icons.put(button, "add")
    before = _strongest(button)
    look.choose("dark")
    assert (before, _strongest(button)) == (_load("light").text.name(), _load("dark").text.name())
    button.deleteLater()


def _strongest(button: QPushButton) -> str:
    image = button.icon().pixmap(button.iconSize()).toImage()
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(colours, key=lambda colour: colour.alpha()).name()


def test_icons_are_of_one_size_and_one_stroke() -> None:
    files = sorted((paths.resources() / "icons").glob("*.svg"))
    assert len(files) >= 30
    for file in files:
        drawing = file.read_text()
        assert 'viewBox="0 0 24 24"' in drawing, file.name
        assert re.findall(r'stroke-width="([^"]+)"', drawing) == ["1.6"], file.name
        assert re.findall("#[0-9A-Fa-f]{6}", drawing) == ["#000000"], file.name


@pytest.mark.parametrize("file", sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg")))
def test_every_icon_paints_something(look: Look, file: str) -> None:
    assert not _blank(lambda painter: icons.paint(painter, QRectF(0, 0, 24, 24), file, QColor("#FF0000")))


@pytest.mark.parametrize("shape", list(shapes.Shape))
def test_every_shape_paints_something(look: Look, shape: shapes.Shape) -> None:
    centre = QRectF(0, 0, 24, 24).center()
    red, white = QColor("#FF0000"), QColor("#FFFFFF")
    assert not _blank(lambda painter: shapes.paint(painter, shape, centre, 12, red, white))


def _blank(paint: object) -> bool:
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(0)
    with QPainter(image) as painter:
        paint(painter)  # pyright: ignore[reportCallIssue]
    return all(image.pixelColor(x, y).alpha() == 0 for x in range(24) for y in range(24))


def test_drawn_marks_use_the_colours_of_their_theme() -> None:
    for name in THEMES:
        look = _load(name)
        own = {value.name().upper() for value in vars(look).values() if isinstance(value, QColor)}
        for file in (paths.resources() / "themes" / name).glob("*.svg"):
            assert set(re.findall("#[0-9A-F]{6}", file.read_text())) <= own, file


def test_as_the_system_is_light_where_the_system_says_nothing(look: Look) -> None:
    told: list[str] = []
    look.choose("dark")
    look.appearance.changed.connect(lambda new: told.append(new.name))
    look.choose("system")
    assert (told, theme.current().name) == (["light"], "light")


def test_no_window_is_collected_while_qt_dresses_all_there_are(qtbot: QtBot, look: Look) -> None:
    collects = set[bool]()

    class Dressed(QWidget):
        def changeEvent(self, event: QEvent) -> None:
            super().changeEvent(event)
            if event.type() == QEvent.Type.StyleChange:
                collects.add(gc.isenabled())

    dressed = Dressed()
    qtbot.addWidget(dressed)
    dressed.show()
    collects.clear()
    look.choose("dark")
    assert collects == {False}
    assert gc.isenabled()
