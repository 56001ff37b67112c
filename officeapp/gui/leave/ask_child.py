"""Whose leave it is: letters find a child, and the family's children are ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.gui.find_pupil import index_of
from officeapp.gui.leave.lines import classes_said
from officeapp.procedures.ask_leave import family_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from officeapp.books.office import Office
    from officeapp.domain.finding import Found, PupilIndex
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Pupil

MOST_FOUND, FOUND_ROW, A_ROW = 5, 24, 2


class _Field(QLineEdit):
    """A field whose up and down arrows go through what was found, and Enter takes it.

    Signals:
        moved: Up or down was pressed; carries -1 or 1.
    """

    moved = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                event.accept()  # it chose a child; the form is not to go on as well


class ChildChooser(QWidget):
    """The field that finds a child, and a box for each child of the family.

    Signals:
        changed: Other children are ticked.
        found: A child was chosen.
    """

    changed = Signal()
    found = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._index: PupilIndex | None = None
        self._fits: list[Found] = []
        self._boxes: dict[PupilId, QCheckBox] = {}
        self.field = _Field(self)
        self._names = QStringListModel(self)
        self._list = QListView(self)
        self._column = QVBoxLayout(self)
        self._family = QGridLayout()
        self._build()

    def forget(self) -> None:
        """Take every child away, and look at the roll anew."""
        self._index = None
        self.field.clear()
        for box in self._boxes.values():
            self._family.removeWidget(box)
            box.hide()
            box.setParent(None)
            box.deleteLater()
        self._boxes = {}

    def forget_roll(self) -> None:
        """Look at the roll anew when letters are typed next."""
        self._index = None

    def children_ticked(self) -> tuple[PupilId, ...]:
        """Return the children ticked, in the order in which they stand."""
        return tuple(child for child, box in self._boxes.items() if box.isChecked())

    def first_box(self) -> QWidget | None:
        """Return the first box of the family."""
        return next(iter(self._boxes.values()), None)

    def tick(self, children: Iterable[PupilId]) -> None:
        """Show the children's families with these ticked."""
        for child in children:
            self._add(self._office.roll.pupil(child))

    def _add(self, pupil: Pupil) -> None:
        for one in (pupil, *family_of(self._office, pupil)):
            if one.id not in self._boxes:
                self._boxes[one.id] = self._box(one)
        self._boxes[pupil.id].setChecked(True)

    def _box(self, pupil: Pupil) -> QCheckBox:
        today = self._office.today()
        name = classes_said(self._office, [pupil.id], today)
        box = QCheckBox(f"{pupil.called}  {name}".replace("&", "&&"), self)
        box.setObjectName(f"leave.ask.child.{pupil.id}")
        box.setAccessibleDescription("Space ticks who the request is for.")
        box.toggled.connect(self.changed)
        box.show()  # else it takes no focus before the layout is made anew
        self._family.addWidget(box, len(self._boxes) // A_ROW, len(self._boxes) % A_ROW)
        before = list(self._boxes.values())[-1] if self._boxes else self.field
        QWidget.setTabOrder(before, box)
        return box

    def _build(self) -> None:
        self.field.setObjectName("leave.ask.child")
        self.field.setAccessibleName("Child")
        self.field.setPlaceholderText("Letters of a child's or a parent's name, then Enter")
        self._list.setObjectName("leave.ask.found")
        self._list.setAccessibleName("Children found")
        self._list.setModel(self._names)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.clicked.connect(self._on_entered)
        self._list.hide()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.field)
        self._column.addWidget(self._list)
        self._column.addLayout(self._family)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_entered)
        self.field.moved.connect(self._on_moved)

    def _on_typed(self, typed: str) -> None:
        if self._index is None:
            self._index = index_of(self._office, only_here=True)
        self._fits = self._index.find(typed, MOST_FOUND) if typed.strip() else []
        self._names.setStringList([_said(one) for one in self._fits])
        self._list.setVisible(bool(self._fits))
        self._list.setFixedHeight(max(1, len(self._fits)) * FOUND_ROW + 6)
        if self._fits:
            self._list.setCurrentIndex(self._names.index(0))

    def _on_moved(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        if 0 <= row < len(self._fits):
            self._list.setCurrentIndex(self._names.index(row))

    def _on_entered(self) -> None:
        row = self._list.currentIndex().row()
        if not 0 <= row < len(self._fits):
            return
        chosen = self._fits[row].listed.pupil
        self.field.clear()
        self._add(self._office.roll.pupil(chosen))
        self.changed.emit()
        self.found.emit()


def _said(one: Found) -> str:
    through = f"   {one.through}" if one.through else ""
    return f"{one.listed.name}   {one.listed.school_class}{through}"
