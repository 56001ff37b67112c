"""The codes at the foot of the register: what each letter says; a click writes it."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget
from typing_extensions import override

from officeapp.domain.codes import AFTERNOON
from officeapp.gui.register.grid_model import PLAIN
from officeapp.gui.register.tiles import Face, Tiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from officeapp.domain.codes import Code
    from officeapp.gui.theme import Theme

BADGE = QSize(28, 26)
COMMON = ("/", "L", "N", "I", "M", "C", "V", "U", "G", "O")


class Legend(QFrame):
    """Codes in force on the day in view.

    Signals:
        code_chosen: A code was clicked; carries it.
    """

    code_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._codes: tuple[Code, ...] = ()
        self._buttons: list[QPushButton] = []
        self._beside: list[QWidget] = []
        self._menu = QMenu(self)
        self._all = QToolButton(self)
        self._build()
        theme.changed.connect(self._draw)

    def add_at_right(self, part: QWidget) -> None:
        """Put a further button at the end of the line."""
        self._row.addWidget(part)
        self._beside.append(part)

    def show_codes(self, codes: Sequence[Code]) -> None:
        """Show the codes of a date."""
        if tuple(codes) != self._codes:
            self._codes = tuple(codes)
            self._draw()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def _build(self) -> None:
        self.setProperty("class", "card")
        self.setObjectName("register.legend")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(2)
        self._row.addStretch(1)
        self._all.setText("All codes")
        self._all.setObjectName("register.codes")
        self._all.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._all.setMenu(self._menu)
        self._row.addWidget(self._all)

    def _draw(self) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._menu.clear()
        faces = {code.symbol: Face(code.code, code.word, code.category) for code in self._codes}
        tiles = Tiles(self._theme, faces, BADGE, self.devicePixelRatioF())
        in_order = {code.code: code for code in self._codes}
        common = [in_order[code] for code in COMMON if code in in_order]
        self._buttons = [self._button(code, tiles) for code in common]
        for place, button in enumerate(self._buttons):
            self._row.insertWidget(place, button)
        for before, after in pairwise([*self._buttons, self._all, *self._beside]):
            QWidget.setTabOrder(before, after)
        for code in self._codes:
            if code.code != AFTERNOON:
                action = self._menu.addAction(f"{code.code}   {code.meaning}")
                action.triggered.connect(partial(self._on_chosen, code.code))
        self._fit()

    def _button(self, code: Code, tiles: Tiles) -> QPushButton:
        button = QPushButton(QIcon(tiles[code.symbol, PLAIN]), code.word, self)
        button.setIconSize(BADGE)
        button.setProperty("class", "row")
        button.setStyleSheet("padding: 4px;")
        button.setObjectName(f"register.code.{code.code}")
        button.setAccessibleName(f"{code.code}, {code.word}")
        button.setAccessibleDescription(code.meaning)
        button.setToolTip(f"{code.code}: {code.meaning}. {code.caution}".strip())
        button.clicked.connect(partial(self._on_chosen, code.code))
        return button

    def _fit(self) -> None:
        """Show as many codes as there is room for; the rest stay under All codes."""
        beside = (self._all, *self._beside)
        room = self.width() - sum(part.sizeHint().width() + 4 for part in beside) - 24
        for button in self._buttons:
            room -= button.sizeHint().width() + self._row.spacing()
            button.setVisible(room >= 0)

    def _on_chosen(self, code: str) -> None:
        self.code_chosen.emit(code)
