"""The two lines above the register: which page is open, how far it is, what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.gui.register.class_picker import ClassPicker
from officeapp.gui.register.page import Scope

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.gui.theme import Theme

NARROWEST, TIGHT_BELOW, COMPACT_BELOW = 440, 730, 1000  # pixels
SCOPE_KEYS = {Scope.DAY: "F2", Scope.WEEK: "F3", Scope.HALF_TERM: "F4", Scope.YEAR: "F5"}


class Toolbar(QWidget):
    """Classes and views over the page's title, its state and its three acts.

    Signals:
        step_requested: An earlier (-1) or later (1) page is wanted.
        scope_chosen: More or less of the year is wanted; carries a `Scope`.
        undo_requested: The last entry in pencil is to be taken back.
        fill_requested: Everybody else is present.
        hand_in_requested: The register is finished.
    """

    step_requested = Signal(int)
    scope_chosen = Signal(object)
    undo_requested = Signal()
    fill_requested = Signal()
    hand_in_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.classes = ClassPicker(theme, self)
        self._scope = QComboBox(self)
        self._title, self._state = QLabel(self), QLabel(self)
        self._earlier, self._later = QPushButton(self), QPushButton(self)
        self._undo = QPushButton(self)
        self._fill = QPushButton(self)
        self._hand_in = QPushButton(self)
        self._titles = ("", "")
        self._compact = True
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()
        self._draw_icons()

    def show_page(self, titles: tuple[str, str], scope: Scope) -> None:
        """Show what the page is called, at length or in short, and how much of the year it is."""
        self._titles = titles
        self._title.setText(titles[self._compact])
        self._scope.setCurrentIndex(list(Scope).index(scope))

    def show_state(self, text: str, *, can_undo: bool, to_mark: int, can_hand_in: bool) -> None:
        """Show how far the register is; the one primary button is the next thing to do."""
        self._state.setText(text)
        self._state.setToolTip(text)
        self._undo.setEnabled(can_undo)
        self._fill.setEnabled(to_mark > 0)
        self._hand_in.setEnabled(can_hand_in)
        self._make_primary(self._fill if to_mark else self._hand_in)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(compact=self.width() < COMPACT_BELOW)
        tight = self.width() < TIGHT_BELOW
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._lower.setDirection(down if tight else right)

    def _fit(self, *, compact: bool) -> None:
        """Say everything at length, or in short where the window is narrow."""
        if compact != self._compact:
            self._compact = compact
            self._title.setText(self._titles[compact])
            for button, words in self._words():
                button.setText(words[compact])

    def _words(self) -> list[tuple[QPushButton, tuple[str, str]]]:
        return [
            (self._undo, ("Undo  Ctrl+Z", "Undo")),
            (self._fill, ("Fill the rest present  Ctrl+/", "Rest present")),
            (self._hand_in, ("Hand in  Ctrl+Enter", "Hand in")),
        ]

    def _make_primary(self, chosen: QPushButton) -> None:
        for button in (self._fill, self._hand_in):
            wanted = "primary" if button is chosen else ""
            if button.property("class") != wanted:
                button.setProperty("class", wanted)
                button.style().unpolish(button)
                button.style().polish(button)

    def _build(self) -> None:
        heading = QLabel("Register", self)
        heading.setProperty("class", "title")
        self._title.setProperty("class", "section")
        self._state.setProperty("class", "faded")
        self._state.setMinimumWidth(160)
        self._state.setWordWrap(True)
        for scope in Scope:
            self._scope.addItem(f"{scope.value}  {SCOPE_KEYS[scope]}", scope)
        self._name_parts()
        upper, where, acts = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(16)
        upper.addWidget(heading)
        upper.addWidget(self.classes, 1)
        upper.addWidget(self._scope)
        for row in (where, acts, self._lower):
            row.setSpacing(8)
        for part in (self._earlier, self._title, self._later):
            where.addWidget(part)
        where.addSpacing(8)
        where.addWidget(self._state, 1)
        for button in (self._undo, self._fill, self._hand_in):
            acts.addWidget(button)
        self._lower.addLayout(where, 1)
        self._lower.addLayout(acts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(upper)
        layout.addLayout(self._lower)

    def _name_parts(self) -> None:
        for widget, name, spoken in (
            (self._scope, "scope", "How much is in view"),
            (self._earlier, "earlier", "Earlier, Ctrl and left arrow"),
            (self._later, "later", "Later, Ctrl and right arrow"),
            (self._title, "title", ""),
            (self._state, "state", ""),
            (self._undo, "undo", "Undo"),
            (self._fill, "fill", "Fill the rest present"),
            (self._hand_in, "hand-in", "Hand in"),
        ):
            widget.setObjectName(f"register.{name}")
            if spoken:
                widget.setAccessibleName(spoken)
        for button, (words, _) in self._words():
            button.setText(words)
            button.setToolTip(words)
        self._compact = False
        self._earlier.setToolTip("Earlier (Ctrl+←)")
        self._later.setToolTip("Later (Ctrl+→)")
        for button in (self._earlier, self._later):
            button.setFixedWidth(36)

    def _connect(self) -> None:
        self._theme.changed.connect(self._draw_icons)
        self._scope.activated.connect(self._on_scope)
        self._earlier.clicked.connect(partial(self._on_step, -1))
        self._later.clicked.connect(partial(self._on_step, 1))
        self._undo.clicked.connect(self.undo_requested)
        self._fill.clicked.connect(self.fill_requested)
        self._hand_in.clicked.connect(self.hand_in_requested)

    def _draw_icons(self) -> None:
        self._earlier.setIcon(self._theme.icon("left", "text"))
        self._later.setIcon(self._theme.icon("right", "text"))

    def _on_scope(self, place: int) -> None:
        self.scope_chosen.emit(list(Scope)[place])

    def _on_step(self, step: int) -> None:
        self.step_requested.emit(step)
