"""The rail: the places of the window, finding a pupil, and who is signed in."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.gui.theme import text_font

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QPaintEvent

    from officeapp.domain.school import Person
    from officeapp.gui.places import Entry
    from officeapp.gui.screen import Place
    from officeapp.gui.theme import Theme

WIDE, NARROW = 200, 104
TALL, SHORT = 38, 58
WORD_PX, KEY_PX, SMALL_PX = 14, 12, 12
BADGE = 20


class RailButton(QAbstractButton):
    """An icon, a word and its key; in a narrow window the icon stands above the word."""

    def __init__(
        self, theme: Theme, icon: str, word: str, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._key = key
        self._narrow = False
        self._count = 0
        self.setText(word)
        self.setAccessibleName(word)
        self.setAccessibleDescription(f"{key} from anywhere.")
        self.setToolTip(f"{word}  {key}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the icon above the word, or beside it."""
        self._narrow = narrow
        self.updateGeometry()

    @property
    def count(self) -> int:
        """Return the number shown beside the word."""
        return self._count

    def show_count(self, count: int, counts: str) -> None:
        """Show how many wait there; nothing where there are none.

        Args:
            count: How many.
            counts: What they are, for a screen reader: 'to decide'.
        """
        self._count = count
        said = f"{self.text()}, {count or 'none'} {counts}"
        self.setAccessibleName(said)
        self.setToolTip(f"{said}  {self._key}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(NARROW - 24, SHORT) if self._narrow else QSize(WIDE - 24, TALL)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        lit = self.isChecked() or self.hasFocus() or self.underMouse()
        role = "rail.text" if lit else "rail.faded"
        painter.setPen(self._theme.colour(role))
        icon = self._theme.icon(self._icon, role)
        if self._narrow:
            icon.paint(painter, (self.width() - 20) // 2, 9, 20, 20)
            painter.setFont(text_font(SMALL_PX, bold=self.isChecked()))
            painter.drawText(
                self.rect().adjusted(0, 31, 0, 0), Qt.AlignmentFlag.AlignHCenter, self.text()
            )
            self._paint_count(painter, self.width() // 2 + 12, 5)
        else:
            self._paint_row(painter, icon)

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.isDown():
            painter.setBrush(self._theme.colour("rail_on"))
            painter.drawRoundedRect(ground, 8, 8)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("rail.text"), 2))
            painter.drawRoundedRect(ground, 8, 8)

    def _paint_row(self, painter: QPainter, icon: QIcon) -> None:
        middle = (self.height() - 20) // 2
        icon.paint(painter, 12, middle, 20, 20)
        painter.setFont(text_font(WORD_PX, bold=self.isChecked()))
        row = self.rect().adjusted(42, 0, -12, 0)
        centred = Qt.AlignmentFlag.AlignVCenter
        key_width = QFontMetrics(text_font(KEY_PX)).horizontalAdvance(self._key) + 8
        metrics = painter.fontMetrics()
        word = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, row.width() - key_width)
        painter.drawText(row, centred | Qt.AlignmentFlag.AlignLeft, word)
        self._paint_count(painter, row.left() + metrics.horizontalAdvance(word) + 8, middle)
        painter.setFont(text_font(KEY_PX))
        painter.setPen(self._theme.colour("rail.faded"))
        painter.drawText(row, centred | Qt.AlignmentFlag.AlignRight, self._key)

    def _paint_count(self, painter: QPainter, left: int, top: int) -> None:
        """Paint how many wait as a badge."""
        if not self._count:
            return
        painter.setFont(text_font(SMALL_PX, bold=True))
        said = str(self._count)
        width = max(BADGE, painter.fontMetrics().horizontalAdvance(said) + 10)
        badge = QRectF(left, top, width, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("late.fill"))
        painter.drawRoundedRect(badge, BADGE / 2, BADGE / 2)
        painter.setPen(self._theme.colour("late.text"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, said)


class Rail(QFrame):
    """The left edge of the window.

    Signals:
        place_chosen: A place was chosen; carries it.
        find_requested: A pupil is to be found.
        lock_requested: The window is to be locked, or the person to be switched.
        help_requested: Help for the screen in view is wanted.
        colours_requested: The next choice of light and dark is wanted.
    """

    place_chosen = Signal(object)
    find_requested = Signal()
    lock_requested = Signal()
    help_requested = Signal()
    colours_requested = Signal()

    def __init__(self, theme: Theme, school: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._narrow = False
        self._school = QLabel(school, self)
        self._office = QLabel("Attendance office", self)
        self._find = RailButton(theme, "search", "Find a pupil", "Ctrl+K", self)
        self._places: dict[Place, RailButton] = {}
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._help = RailButton(theme, "help", "Help", "F1", self)
        self._colours = RailButton(theme, "colours", "Light or dark", "Ctrl+D", self)
        self._signed_in = QLabel("Signed in", self)
        self._name = QLabel(self)
        self._lock = RailButton(theme, "lock", "Lock or switch", "Ctrl+L", self)
        self._build()
        self._find.clicked.connect(self.find_requested)
        self._help.clicked.connect(self.help_requested)
        self._colours.clicked.connect(self.colours_requested)
        self._lock.clicked.connect(self.lock_requested)
        theme.changed.connect(self.update)

    def show_school(self, name: str) -> None:
        """Show another name of the school."""
        self._school.setText(name)

    def show_person(self, person: Person) -> None:
        """Show who is signed in."""
        self._name.setText(f"{person.name}, {person.post}")

    def let_find(self, *, may_find: bool) -> None:
        """Offer to find a pupil, or not, to who may not read names."""
        self._find.setVisible(may_find)

    def show_places(self, entries: Iterable[Entry]) -> None:
        """Show the places that the person may open."""
        for entry in entries:
            button = RailButton(self._theme, entry.icon, entry.word, entry.key, self)
            button.setObjectName(f"rail.{entry.place}")
            button.setCheckable(True)
            button.set_narrow(narrow=self._narrow)
            button.clicked.connect(lambda _=False, place=entry.place: self.place_chosen.emit(place))
            self._group.addButton(button)
            self._list.addWidget(button)
            self._places[entry.place] = button
        in_reading_order = (
            self._find,
            *self._places.values(),
            self._help,
            self._colours,
            self._lock,
        )
        for before, after in itertools.pairwise(in_reading_order):
            self.setTabOrder(before, after)

    def show_count(self, place: Place, count: int, counts: str) -> None:
        """Show beside a place how many of something wait there."""
        if place in self._places:
            self._places[place].show_count(count, counts)

    def check(self, place: Place) -> None:
        """Show which place is in view."""
        if place in self._places:
            self._places[place].setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Take less of a narrow window."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        for button in self.findChildren(RailButton):
            button.set_narrow(narrow=narrow)
        for label in (self._office, self._signed_in):
            label.setVisible(not narrow)
        QTimer.singleShot(0, self, self._lay_out)

    def _lay_out(self) -> None:
        """Lay the inside out anew: a frame made in a narrow window keeps its first widths else."""
        inside = self.findChild(QWidget, "rail.inside")
        column = inside.layout() if inside is not None else None
        if column is not None:
            column.invalidate()
            column.activate()

    def _build(self) -> None:
        self.setObjectName("rail")
        for part, name in (
            (self._find, "rail.find"),
            (self._help, "rail.help"),
            (self._colours, "rail.colours"),
            (self._lock, "rail.lock"),
            (self._school, "rail.school"),
            (self._office, "rail.office"),
            (self._signed_in, "rail.signed-in"),
            (self._name, "rail.name"),
        ):
            part.setObjectName(name)
        for label in (self._school, self._name):
            label.setWordWrap(True)
            label.setMinimumWidth(1)  # the longest word may be cut, never the buttons
        inside = QWidget(self)
        inside.setObjectName("rail.inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(6, 14, 6, 8)
        column.setSpacing(4)
        self._list.setSpacing(3)
        for label in (self._school, self._office):
            column.addWidget(label)
        column.addSpacing(10)
        column.addWidget(self._find)
        column.addSpacing(6)
        column.addLayout(self._list)
        column.addStretch(1)
        for part in (self._help, self._colours):
            column.addWidget(part)
        column.addSpacing(8)
        for part in (self._signed_in, self._name, self._lock):
            column.addWidget(part)
        self._scrolled(inside)
        self.set_narrow(narrow=False)

    def _scrolled(self, inside: QWidget) -> None:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
