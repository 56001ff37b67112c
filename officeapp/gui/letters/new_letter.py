"""Choose a kind of letter and for whom: one child, a class, or everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QPushButton, QWidget

from officeapp.domain.rights import Right
from officeapp.domain.roll import folded, list_order
from officeapp.gui.widgets.cards import label
from officeapp.procedures.draft_letters import Wanted

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil

EVERYBODY = "Everybody on roll"


class NewLetter(QWidget):
    """Two fields and a key.

    Signals:
        wanted: What letters are wanted, and about whom: a `Wanted` and a list of pupils.
    """

    wanted = Signal(object, object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._kind = QComboBox(self)
        self._whom = QComboBox(self)
        self._household = QCheckBox("One copy for a &household", self)
        self._write = QPushButton("Write  Enter", self)
        self._first = self._kind
        self._build()

    def open(self) -> None:
        """Show the fields with what there is to choose now."""
        chosen = self._kind.currentData()
        self._first = self._kind
        self._kind.clear()
        for template in sorted(self._office.letters.templates().values(), key=lambda t: t.name):
            self._kind.addItem(template.name, template.kind)
        self._kind.setCurrentIndex(max(0, self._kind.findData(chosen)))
        self._fill_whom()
        self._household.setChecked(self._office.letters.stationery().household)
        self.show()
        self._kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, pupil: Pupil, kind: str = "") -> None:
        """Show the fields for one child; where a kind is named too, Enter writes the letter."""
        self.open()
        if kind:
            self._kind.setCurrentIndex(max(0, self._kind.findData(kind)))
            self._first = self._whom
        self._whom.setCurrentText(pupil.listed)

    def first_field(self) -> QWidget:
        """Return the field to begin with: whom it is for, where the kind was chosen already."""
        return self._first

    def _build(self) -> None:
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 6)
        for row, (words, field, name) in enumerate(
            (("Letter", self._kind, "kind"), ("For", self._whom, "whom"))
        ):
            field.setObjectName(f"letters.new.{name}")
            field.setAccessibleName(words)
            rows.addWidget(label(words, "note", self), row, 0)
            rows.addWidget(field, row, 1)
        self._whom.setEditable(True)
        self._whom.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._household.setObjectName("letters.new.household")
        self._write.setObjectName("letters.new.write")
        self._write.clicked.connect(self._on_write)
        line = self._whom.lineEdit()
        if line is not None:
            line.returnPressed.connect(self._on_write)
        rows.addWidget(self._household, 2, 1)
        rows.addWidget(self._write, 2, 0)
        rows.setColumnStretch(1, 1)

    def _fill_whom(self) -> None:
        office, today = self._office, self._office.today()
        typed = self._whom.currentText()
        self._whom.clear()
        for pupil in sorted(office.roll.on_roll(today), key=list_order):
            self._whom.addItem(pupil.listed, [pupil])
        if office.may(Right.WRITE_LETTERS):
            for one in office.roll.classes():
                self._whom.addItem(f"Class {one.name}", office.roll.members(one.id, today))
            self._whom.addItem(EVERYBODY, sorted(office.roll.on_roll(today), key=list_order))
        self._whom.setCurrentText(typed)

    def _on_write(self) -> None:
        typed = folded(self._whom.currentText())
        places = range(self._whom.count())
        fits = [place for place in places if folded(self._whom.itemText(place)) == typed]
        fits = fits or [
            p for p in places if typed and folded(self._whom.itemText(p)).startswith(typed)
        ]
        if not fits:
            self._whom.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        wanted = Wanted(self._kind.currentData(), by_household=self._household.isChecked())
        self.wanted.emit(wanted, self._whom.itemData(fits[0]))
