"""Parts of the case view that arrange themselves: the keys at its head, brothers and sisters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from officeapp.domain.reviews import said
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from officeapp.procedures.case_year import Relative

GAP = 4
A_ROW = 2


class KeyRow(QWidget):
    """Buttons in as few rows as the width allows, those that are hidden left out."""

    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = buttons
        self._arranged: tuple[tuple[QPushButton, ...], int] = ((), 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        # What is arranged by the room there is must not itself say how much room it needs.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def arrange(self) -> None:
        """Put the buttons that are shown into rows."""
        shown = tuple(one for one in self._buttons if not one.isHidden())
        if (shown, self.width()) == self._arranged:
            return
        self._arranged = shown, self.width()
        widths = [one.sizeHint().width() for one in shown]
        many = next((n for n in range(len(shown), 1, -1) if self._fits(widths, n)), 1)
        for column in range(len(self._buttons) + 1):
            self._grid.setColumnStretch(column, int(column == many))
        for place, button in enumerate(shown):
            self._grid.addWidget(button, place // many, place % many)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def _fits(self, widths: Sequence[int], many: int) -> bool:
        columns = [max(widths[column::many]) for column in range(many)]
        return sum(columns) + GAP * (many - 1) <= self.width()


class FamilyRow(QWidget):
    """Brothers and sisters on the roll beside the pupil: figures, ten weeks, days together.

    Signals:
        pupil_chosen: One is to be opened; carries the pupil's number.
    """

    pupil_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(GAP)
        for place in range(A_ROW):
            self._grid.setColumnStretch(2 * place + 1, 1)

    def show_family(self, relatives: Sequence[Relative]) -> None:
        """Show the brothers and sisters of another pupil."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, relative in enumerate(relatives):
            self._put(place, relative)
        self.setVisible(bool(relatives))

    def _put(self, place: int, relative: Relative) -> None:
        name, days = relative.pupil.forename or relative.pupil.surname, relative.away_together
        together = f"{days} day{'s' if days != 1 else ''} away together"
        facts = f"{said(relative.figures)}, {relative.weeks} in ten weeks, {together}"
        button = QPushButton(name, self)
        button.setObjectName(f"pupils.case.family.{place}")
        button.setProperty("class", "small")
        button.setAccessibleName(f"{name}: {facts}")
        button.setToolTip(f"Opens {name}.")
        button.clicked.connect(partial(self.pupil_chosen.emit, relative.pupil.id))
        told = label(facts, "note", self)
        told.setWordWrap(True)
        row, column = divmod(place, A_ROW)
        self._grid.addWidget(button, row, 2 * column)
        self._grid.addWidget(told, row, 2 * column + 1)
