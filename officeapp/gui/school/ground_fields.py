"""On what ground a name goes, as the head completes what was proposed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from officeapp.books.law import grounds
from officeapp.gui.widgets.day_field import EXAMPLE_DAY, DayField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.domain.leaving import Ground, Removal
    from officeapp.gui.school.form import FieldGrid

CHOOSE = "choose the ground"


class GroundFields:
    """The ground, and what some grounds ask for beside it."""

    def __init__(self, parent: QWidget) -> None:
        self._ground = QComboBox(parent)
        self._destination = QLineEdit(parent)
        self._notice = DayField(parent)
        self._declared = QCheckBox("Declared by the school", parent)
        self._ground.currentIndexChanged.connect(self._on_ground)

    def add_to(self, grid: FieldGrid, name: str) -> None:
        """Add the fields to a form, under a name for scripts."""
        for words, field, what, wide in (
            ("Ground", self._ground, "ground", True),
            ("The other school", self._destination, "destination", False),
            ("Date in the parent's written notice", self._notice, "notice", False),
            ("Declaration", self._declared, "declared", False),
        ):
            grid.add(words, field, f"{name}.{what}", wide=wide)

    def fill(self, removal: Removal) -> None:
        """Show what was proposed, with the grounds of its last day to choose from."""
        self._ground.clear()
        self._ground.addItem(CHOOSE, None)
        for ground in grounds().on(removal.last):
            letter = f"({ground.letter})  " if ground.letter else ""
            self._ground.addItem(f"{letter}{ground.words}", ground)
        keys = [ground.key for ground in grounds().on(removal.last)]
        self._ground.setCurrentIndex(
            keys.index(removal.ground) + 1 if removal.ground in keys else 0
        )
        self._destination.setText(removal.destination)
        self._declared.setChecked(removal.declared)
        if removal.notice is None:
            self._notice.clear()
        else:
            self._notice.show_day(removal.notice)

    def completed(self, removal: Removal) -> Removal:
        """Return what was proposed with what is chosen here.

        Raises:
            NotADayError: What is typed as the date of the notice is none.
        """
        ground: Ground | None = self._ground.currentData()
        return replace(
            removal,
            ground=ground.key if ground else "",
            destination=self._destination.text().strip(),
            notice=self._notice.day_or_none() if self._notice.isEnabled() else None,
            declared=self._declared.isChecked() and self._declared.isEnabled(),
        )

    def _on_ground(self) -> None:
        """Offer only what the ground asks for."""
        ground: Ground | None = self._ground.currentData()
        noticed = ground is not None and ground.needs_notice
        self._notice.setEnabled(noticed)
        self._notice.setPlaceholderText(EXAMPLE_DAY if noticed else "")
        self._declared.setEnabled(ground is not None and bool(ground.declare))
        self._declared.setToolTip(ground.declare if ground else "")
