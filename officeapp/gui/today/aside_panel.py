"""The panel under what waits: a person says why thresholds are put aside, of one or many pupils."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.gui.messages import announce
from officeapp.gui.widgets.cards import label
from officeapp.procedures.put_aside import put_aside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.procedures.newly_reached import Threshold

NAMES_SHOWN = 4


class AsidePanel(QFrame):
    """Asks for one reason; Enter keeps it for all the pupils it names.

    Signals:
        settled: Thresholds were put aside; carries the sentence for the status line.
        closed: The panel is left with nothing written.
    """

    settled = Signal(str)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._thresholds: Sequence[Threshold] = ()
        self._title = label("", "section", self)
        self._whom = label("", "note", self)
        self._said = label("", "refused", self)
        self._why = QLineEdit(self)
        self._back = QPushButton("Go back  Esc", self)
        self._build()

    def open(self, thresholds: Sequence[Threshold]) -> None:
        """Ask about thresholds of one rule."""
        self._thresholds = thresholds
        names = [one.pupil.called for one in thresholds]
        more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
        whose = f"{len(names)} pupils" if len(names) > 1 else names[0]
        self._title.setText(f"Put aside: {thresholds[0].reached.rule.words}, {whose}")
        self._whom.setText(f"{', '.join(names[:NAMES_SHOWN])}{more}. Their steps stay as they are.")
        self.setAccessibleName(self._title.text())
        self._why.clear()
        self._refuse("")
        self.show()
        self._why.setFocus()

    def _build(self) -> None:
        self.setObjectName("today.aside")
        self.setProperty("class", "panel")
        self._back.setObjectName("today.aside.back")
        self._back.setProperty("class", "quiet")
        self._back.clicked.connect(self.closed)
        self._why.setObjectName("today.aside.why")
        self._why.setAccessibleName("Why it is put aside")
        self._why.setPlaceholderText("why it is put aside; Enter keeps it")
        self._why.returnPressed.connect(self._on_entered)
        self._said.setObjectName("today.aside.refused")
        for words in (self._title, self._whom, self._said):
            words.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for part in (self._whom, self._why, self._said):
            column.addWidget(part)
        self.hide()

    def _on_entered(self) -> None:
        try:
            made = put_aside(self._office, self._thresholds, self._why.text())
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        whose = f"{len(made)} pupils" if len(made) > 1 else self._thresholds[0].pupil.called
        self.settled.emit(f"Put aside for {whose}.")

    def _refuse(self, why: str) -> None:
        self._said.setText(why)
        self._said.setVisible(bool(why))
        if why:
            announce(self._said, why)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
