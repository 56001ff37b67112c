"""The list of pupils on the left: a filter, a class, leavers or not, and who fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.roll import folded, list_order
from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.pupil.readings import left_or_coming
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.record import LineId
    from officeapp.domain.roll import Pupil
    from officeapp.gui.screen import WindowServices

ALL_CLASSES = 0
LEAST_HEIGHT = 300


@dataclass(frozen=True, slots=True)
class Listed:
    """A pupil as the list shows one.

    Attributes:
        pupil: The pupil's number.
        name: The name as lists write it.
        where: The class, or when the pupil left.
        school_class: The class; None without any.
        is_here: Whether the pupil is on the roll today.
        order: What the list is sorted by.
        folded: Everything the pupil is found by, folded.
    """

    pupil: PupilId
    name: str
    where: str
    school_class: ClassId | None
    is_here: bool
    order: tuple[str, str, int]
    folded: str


COLUMNS: tuple[Column[Listed], ...] = (
    Column("Pupil", lambda one: one.name, sort_key=lambda one: one.order),
    Column("Class", lambda one: one.where, width=110),
)


class PupilList(QWidget):
    """Pupils to choose from.

    Signals:
        pupil_shown: Another row is current; carries the pupil's number.
        pupil_chosen: A pupil was chosen with Enter or a double click; carries the number.
        new_requested: A new pupil is to be admitted.
    """

    pupil_shown = Signal(object)
    pupil_chosen = Signal(object)
    new_requested = Signal()

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._everybody: list[Listed] = []
        self._texts: dict[PupilId, tuple[LineId, str]] = {}
        self._showing = False
        self._shown: PupilId | None = None
        self.search = QLineEdit(self)
        self._classes = QComboBox(self)
        self._leavers = QCheckBox("Leavers too", self)
        self._new = QPushButton("New pupil  Ctrl+N", self)
        self._table: RecordTable[Listed] = RecordTable(COLUMNS, self)
        self.list = ShortList(self._table, "pupils.list", self, LEAST_HEIGHT)
        self._count = label("", "note", self)
        self._build(services)
        self._connect()

    @property
    def pupils(self) -> tuple[Listed, ...]:
        """Return the pupils shown, in order."""
        return self._table.records

    def read(self) -> None:
        """Read the roll again and show who fits."""
        self._show_classes()
        pupils = sorted(self._office.roll.pupils().values(), key=list_order)
        self._everybody = [self._listed(pupil) for pupil in pupils]
        self._show()

    def mark(self, pupil: PupilId | None) -> None:
        """Show which pupil is open, where the list has that pupil."""
        self._shown = pupil
        self._showing = True
        rows = [row for row, one in enumerate(self._table.records) if one.pupil == pupil]
        if rows:
            self.list.selectRow(rows[0])
            QTimer.singleShot(0, self, self._scroll_to_open)
        else:
            self.list.clearSelection()
            self.list.setCurrentIndex(self._table.index(-1, -1))
        self._showing = False

    def beside(self, pupil: PupilId | None, step: int) -> PupilId | None:
        """Return the pupil some rows further on, or None at an end."""
        numbers = [one.pupil for one in self._table.records]
        place = numbers.index(pupil) + step if pupil in numbers else 0
        return numbers[place] if 0 <= place < len(numbers) else None

    def let_admit(self, *, may_admit: bool) -> None:
        """Offer to admit a pupil, or do not."""
        self._new.setVisible(may_admit)

    def step_back(self) -> bool:
        """Go from the list to the filter, then show everybody again; say whether it did."""
        if self.list.hasFocus():
            self.search.setFocus()
            return True
        was_filtered = bool(self.search.text())
        self.search.clear()
        return was_filtered

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go from the filter into the list, and Enter open who fits first."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown) and self._table.records:
                self.list.setFocus()
                self.list.selectRow(0)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._table.records:
                chosen = self.list.current() or self._table.records[0]
                self.pupil_chosen.emit(chosen.pupil)
                return True
        return super().eventFilter(watched, event)

    def _build(self, services: WindowServices) -> None:
        self.search.setObjectName("pupils.search")
        self.search.setAccessibleName("Filter the list of pupils")
        self.search.setPlaceholderText("Name, class or UPN")
        self.search.addAction(
            services.theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.installEventFilter(self)
        self._classes.setObjectName("pupils.class")
        self._classes.setAccessibleName("Class")
        self._leavers.setObjectName("pupils.leavers")
        self._new.setObjectName("pupils.new")
        self._new.setIcon(services.theme.icon("plus"))
        self._count.setObjectName("pupils.count")
        self.list.setAccessibleName("Pupils")
        self.list.horizontalHeader().hide()
        head = QHBoxLayout()
        head.addWidget(label("Pupils", "title", self), 1)
        head.addWidget(self._new)
        choice = QHBoxLayout()
        choice.addWidget(self._classes, 1)
        choice.addWidget(self._leavers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addLayout(choice)
        column.addWidget(self.list, 1)
        column.addWidget(self._count)
        for before, after in (
            (self._new, self.search),
            (self.search, self._classes),
            (self._classes, self._leavers),
            (self._leavers, self.list),
        ):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self._classes.activated.connect(self._show)
        self._leavers.toggled.connect(self._show)
        self._new.clicked.connect(self.new_requested)
        self.list.record_shown.connect(self._on_shown)
        self.list.record_chosen.connect(self._on_chosen)

    def _show(self, _changed: object = None) -> None:
        """Show who fits; the pupil that is open stays marked, and no other is opened."""
        words = folded(self.search.text()).split()
        in_class: int = self._classes.currentData() or ALL_CLASSES
        leavers = self._leavers.isChecked()
        fits = [
            one
            for one in self._everybody
            if (leavers or one.is_here)
            and in_class in (ALL_CLASSES, one.school_class)
            and all(word in one.folded for word in words)
        ]
        self._showing = True
        self._table.show(fits)
        self._showing = False
        self.mark(self._shown)
        self._count.setText(self._said(len(fits)))

    def _said(self, fits: int) -> str:
        if not self._everybody:
            return "No pupil yet."
        if not fits:
            return "Nobody fits. Try fewer letters, all classes, or leavers too."
        return f"{fits} pupils" if fits > 1 else "1 pupil"

    def _listed(self, pupil: Pupil) -> Listed:
        today = self._office.today()
        placed = self._office.roll.placed(pupil.id, today)
        away = left_or_coming(self._office, pupil, today)
        name = self._office.roll.school_class(placed.school_class).name if placed else "no class"
        return Listed(
            pupil.id,
            pupil.listed,
            away or name,
            placed.school_class if placed else None,
            not away or away.startswith("from"),
            list_order(pupil),
            f"{self._folded(pupil)} {'' if away else folded(name)}",
        )

    def _folded(self, pupil: Pupil) -> str:
        """Return what a pupil is found by; worked out anew only for a new version of the card."""
        kept = self._texts.get(pupil.id)
        if kept is None or kept[0] != pupil.line:
            names = (pupil.surname, pupil.forename, pupil.legal_surname, pupil.legal_forename)
            every = (*names, pupil.middle_names, pupil.upn, *pupil.former_upns)
            plain = " ".join(folded(text) for text in dict.fromkeys(every) if text)
            kept = self._texts[pupil.id] = (pupil.line, plain)
        return kept[1]

    def _show_classes(self) -> None:
        chosen = self._classes.currentData()
        self._classes.clear()
        self._classes.addItem("All classes", ALL_CLASSES)
        for one in self._office.roll.classes():
            self._classes.addItem(one.name, one.id)
        self._classes.setCurrentIndex(max(0, self._classes.findData(chosen)))

    def _scroll_to_open(self) -> None:
        """Scroll to the pupil that is open, once the list has its height."""
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())

    def _on_shown(self, one: Listed) -> None:
        if not self._showing:
            self.pupil_shown.emit(one.pupil)

    def _on_chosen(self, one: Listed) -> None:
        self.pupil_chosen.emit(one.pupil)
