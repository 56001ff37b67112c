"""Colours, type and icons, from ``resources/theme`` to what Qt wants.

A colour has a name in ``light.toml`` and ``dark.toml``; a *role* such as ``late.text`` names one
of them. Code asks for roles, and the style sheet for names.
"""

from __future__ import annotations

import enum
import string
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QObject, QRectF, QSettings, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from officeapp import paths
from officeapp.domain.codes import Category

FAMILIES = ("Atkinson Hyperlegible Next", "Source Sans Pro")
FONT_FILES = (
    "AtkinsonHyperlegibleNext-Regular.ttf",
    "AtkinsonHyperlegibleNext-Bold.ttf",
    "SourceSansPro-Regular.ttf",
    "SourceSansPro-Bold.ttf",
)
TEXT_PX = 14
ICON_PX = 20
CHOICE_KEY = "window/theme"


class Choice(enum.StrEnum):
    """Which colours the person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme.

    Attributes:
        name: 'light' or 'dark'.
        colours: A value by name.
        roles: The name of a colour by role.
    """

    name: str
    colours: Mapping[str, str]
    roles: Mapping[str, str]

    def value(self, role: str) -> str:
        """Return the value of a role, or of a colour named outright: '#16202e'."""
        return self.colours[self.roles.get(role, role)]


@dataclass(frozen=True, slots=True)
class Pair:
    """A fill and the text on it.

    Attributes:
        fill: The ground; transparent where there is none.
        text: The colour of the text.
    """

    fill: QColor
    text: QColor


FAMILY = {
    Category.PRESENT: "attending",
    Category.EDUCATIONAL: "attending",
    Category.LATE: "late",
    Category.AUTHORISED: "authorised",
    Category.UNAUTHORISED: "unauthorised",
    Category.NOT_POSSIBLE: "closed",
    Category.ADMINISTRATIVE: "closed",
}


def application() -> QApplication:
    """Return the one application, with the style that looks the same everywhere."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101  # nobody makes another kind here
    app.setApplicationName("officeapp")
    app.setStyle("Fusion")
    app.setWindowIcon(QIcon(str(paths.resource("icons/officeapp.svg"))))
    return app


def read_tokens(name: str) -> Tokens:
    """Return the colours of a theme, 'light' or 'dark'."""
    table = tomllib.loads(paths.resource(f"theme/{name}.toml").read_text(encoding="utf-8"))
    return Tokens(name, table["colour"], table["role"])


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet with the theme's colours put in."""
    text = paths.resource("theme/office.qss").read_text(encoding="utf-8")
    arrow = paths.resource(f"theme/down-{tokens.name}.svg").as_posix()
    tick = paths.resource(f"theme/check-{tokens.name}.svg").as_posix()
    return string.Template(text).substitute(tokens.colours, down_arrow=arrow, check_mark=tick)


class Theme(QObject):
    """The look of the window, light or dark.

    Signals:
        changed: The colours are others now; what was painted with the old ones must be painted
            again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, settings: QSettings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._tokens = read_tokens("light")
        self._icons: dict[tuple[str, str], QIcon] = {}
        load_fonts()
        app.setFont(text_font())
        app.styleHints().colorSchemeChanged.connect(self.apply)

    @property
    def is_dark(self) -> bool:
        """Say whether the dark colours are in use."""
        if self.choice is Choice.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.choice is Choice.DARK

    @property
    def choice(self) -> Choice:
        """Return which colours the person chose; the system's if none."""
        stored = str(self._settings.value(CHOICE_KEY, Choice.SYSTEM))
        return Choice(stored) if stored in list(Choice) else Choice.SYSTEM

    def choose(self, choice: Choice) -> None:
        """Keep the person's choice and show it at once."""
        self._settings.setValue(CHOICE_KEY, str(choice))
        self.apply()

    def apply(self) -> None:
        """Give the application its palette and style sheet, and tell who paints."""
        self._tokens = read_tokens("dark" if self.is_dark else "light")
        self._icons.clear()
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(style_sheet(self._tokens))
        self.changed.emit()

    def colour(self, role: str) -> QColor:
        """Return the colour of a role: 'late.text', 'closed.hatch', 'text.faded', 'focus'."""
        return QColor(self._tokens.value(role))

    def mark(self, category: Category | None) -> Pair:
        """Return how a mark of a category looks; None is a session not marked."""
        family = "unmarked" if category is None else FAMILY[category]
        return Pair(self.colour(f"{family}.fill"), self.colour(f"{family}.text"))

    def icon(self, name: str, role: str = "text.faded") -> QIcon:
        """Return an icon by meaning, drawn in the colour of a role."""
        key = (name, role)
        if key not in self._icons:
            self._icons[key] = _tinted(name, self._tokens.value(role))
        return self._icons[key]

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text.disabled"))
        return palette


_PALETTE = {
    QPalette.ColorRole.Window: "page",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "page",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text.faded",
    QPalette.ColorRole.Button: "paper",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "selected",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.ToolTipBase: "paper",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "link",
}


def load_fonts() -> None:
    """Make the program's own typefaces known to Qt."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(paths.resource(f"fonts/{name}")))


def text_font(px: int = TEXT_PX, *, bold: bool = False) -> QFont:
    """Return the window's typeface, with the one that has the rarer letters behind it."""
    font = QFont(list(FAMILIES))
    font.setPixelSize(px)
    font.setBold(bold)
    return font


def _tinted(name: str, colour: str) -> QIcon:
    """Draw an outline in one colour, as sharp as the sharpest screen needs."""
    drawing = paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    icon = QIcon()
    for size in (ICON_PX, 2 * ICON_PX):
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        icon.addPixmap(pixmap)
    return icon
