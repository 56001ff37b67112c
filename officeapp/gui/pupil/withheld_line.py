"""The line that says that an address here is withheld, and shows it to who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.pupil.calling import has_withheld
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.gui.pupil.calling import Sight

HIDDEN = "An address is withheld."
OPEN = "The withheld address is shown until this pupil is left."
MAY_CHANGE = "The withheld address is shown until this pupil is left; you may change it."


class WithheldLine(QWidget):
    """Shown only where a contact's address is withheld and the person may read it.

    Signals:
        changed: The address is shown now, or hidden again.
    """

    changed = Signal()

    def __init__(self, office: Office, sight: Sight, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._sight = office, sight
        self._pupil: Pupil | None = None
        self._said = label("", "note", self)
        self._said.setObjectName("pupils.withheld.said")
        self._act = QPushButton("", self)
        self._act.setObjectName("pupils.withheld.show")
        self._act.setProperty("class", "small")
        self._act.clicked.connect(self._on_act)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._said)
        row.addWidget(self._act)
        row.addStretch(1)
        key = QShortcut(QKeySequence("F8"), parent)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._on_act)
        self.hide()

    def show_pupil(self, pupil: Pupil) -> None:
        """Say whether a pupil's addresses are shown, where one is withheld."""
        self._pupil = pupil
        may = self._office.may(Right.READ_WITHHELD)
        self.setVisible(may and has_withheld(self._office, pupil.id))
        shows = self._sight.shows(pupil.id)
        opened = MAY_CHANGE if self._office.may(Right.CHANGE_WITHHELD) else OPEN
        self._said.setText(opened if shows else HIDDEN)
        self._act.setText("Hide it  F8" if shows else "Show it  F8")

    def _on_act(self) -> None:
        if self._pupil is None or self.isHidden():
            return
        try:
            if self._sight.shows(self._pupil.id):
                self._sight.close()
            else:
                self._sight.open(self._pupil.id)
        except OfficeError as refusal:
            if not ask_first(self, refusal, self._on_act):
                self._said.setText(str(refusal))
            return
        self.changed.emit()
