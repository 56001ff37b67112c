"""The ten sessions of a week as boxes: ticked where the pupil is expected here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QWidget

from officeapp.domain.patterns import AWAY, HERE

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
HALVES = (("morning", "am"), ("afternoon", "pm"))
READY = (("Mornings only", HERE + AWAY), ("Afternoons only", AWAY + HERE))


class WeekBoxes(QWidget):
    """A box for each session from Monday morning to Friday afternoon; Space ticks."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._boxes = [
            self._box(f"{name}.{day[:3].lower()}-{short}", f"{day} {half}")
            for day in DAYS
            for half, short in HALVES
        ]
        self._ready = [QPushButton(words, self) for words, _ in READY]
        self.setFocusProxy(self._boxes[0])
        self._build(name)

    def week(self) -> str:
        """Return the week as ten symbols, '/' here and '-' not."""
        return "".join(HERE if box.isChecked() else AWAY for box in self._boxes)

    def show_week(self, week: str) -> None:
        """Tick the sessions of a week in which the pupil is expected."""
        for box, symbol in zip(self._boxes, week, strict=True):
            box.setChecked(symbol == HERE)

    def come_between(self, before: QWidget, after: QWidget) -> None:
        """Take a place in the order in which Tab goes through a form."""
        for part in (*self._boxes, *self._ready):
            QWidget.setTabOrder(before, part)
            before = part
        QWidget.setTabOrder(before, after)

    def _box(self, name: str, spoken: str) -> QCheckBox:
        box = QCheckBox(self)
        box.setObjectName(name)
        box.setAccessibleName(f"{spoken}, expected here")
        box.setToolTip(f"{spoken}: ticked where the pupil is expected here.")
        return box

    def _build(self, name: str) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for row, (half, _) in enumerate(HALVES, 1):
            grid.addWidget(QLabel(half.capitalize(), self), row, 0)
        for column, day in enumerate(DAYS, 1):
            head = QLabel(day[:3], self)
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignHCenter)
            for row in (1, 2):
                box = self._boxes[2 * (column - 1) + row - 1]
                grid.addWidget(box, row, column, Qt.AlignmentFlag.AlignHCenter)
        for row, (button, (_, half_day)) in enumerate(zip(self._ready, READY, strict=True), 1):
            button.setProperty("class", "small")
            button.setObjectName(f"{name}.{'mornings' if row == 1 else 'afternoons'}")
            button.clicked.connect(partial(self.show_week, half_day * len(DAYS)))
            grid.addWidget(button, row, len(DAYS) + 1)
        grid.setColumnStretch(len(DAYS) + 2, 1)
