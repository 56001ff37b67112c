"""The school closed, or part of it: many pupils unable to attend, in one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from officeapp.domain.roll import year_group_name, year_group_order
from officeapp.domain.school_year import Session, long_day
from officeapp.errors import OfficeError
from officeapp.procedures.mark_unable import WHOLE_SCHOOL_CODES, Unable, mark_unable, plan_unable

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.record import SiteId

WHAT_HAPPENED = {
    "Y4": "the whole school is closed",
    "Y3": "part of the premises is closed",
    "Y2": "travel is widely disrupted",
}


class UnablePanel(QFrame):
    """Says who is to be marked before anything is written.

    Signals:
        written: Marks were written; carries a sentence about it.
        closed: The panel is to be closed.
    """

    written = Signal(str)
    closed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._day = office.today()
        self._title, self._plan_said = QLabel(self), QLabel(self)
        self._code, self._note = QComboBox(self), QLineEdit(self)
        self._sessions: dict[Session, QCheckBox] = {}
        self._sites: dict[SiteId, QCheckBox] = {}
        self._groups: dict[str, QCheckBox] = {}
        self._choices = QVBoxLayout()
        self._blocks: list[QWidget] = []
        self._write = QPushButton("Write", self)
        self._back = QPushButton("Go back  Esc", self)
        self._build()

    def open(self, day: dt.date) -> None:
        """Ask about a day."""
        self._day = day
        self._title.setText(f"School closed or part closed\n{long_day(day)}")
        self._code.clear()
        for code in WHOLE_SCHOOL_CODES:
            self._code.addItem(f"{code}  {WHAT_HAPPENED[code]}", code)
        self._show_choices()
        self._note.clear()
        self._on_changed()

    def _show_choices(self) -> None:
        for block in self._blocks:
            self._choices.removeWidget(block)
            block.deleteLater()
        roll = self._office.roll
        placed = [roll.placed(pupil.id, self._day) for pupil in roll.on_roll(self._day)]
        groups = sorted({one.year_group for one in placed if one}, key=year_group_order)
        sites = self._office.school.sites()
        self._sessions = {one: QCheckBox(one.word.capitalize(), self) for one in Session}
        self._sites = {one.id: QCheckBox(one.name, self) for one in sites}
        self._groups = {one: QCheckBox(year_group_name(one), self) for one in groups}
        for box in (*self._sessions.values(), *self._sites.values()):
            box.setChecked(True)
        self._blocks = [
            self._block("Sessions", list(self._sessions.values())),
            self._block("Sites", list(self._sites.values())),
            self._block("Only these year groups (none for all)", list(self._groups.values())),
        ]
        for block in self._blocks:
            self._choices.addWidget(block)

    def _block(self, title: str, boxes: list[QCheckBox]) -> QWidget:
        block = QWidget(self)
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        label = QLabel(title, block)
        label.setProperty("class", "note")
        grid.addWidget(label, 0, 0, 1, 2)
        for place, box in enumerate(boxes):
            box.setObjectName(f"register.unable.{box.text()}")
            box.setAccessibleDescription(title)
            box.toggled.connect(self._on_changed)
            grid.addWidget(box, 1 + place // 2, place % 2)
        return block

    def _plan(self) -> Unable:
        return plan_unable(
            self._office,
            str(self._code.currentData()),
            self._day,
            [one for one, box in self._sessions.items() if box.isChecked()],
            sites=[one for one, box in self._sites.items() if box.isChecked()],
            year_groups=[one for one, box in self._groups.items() if box.isChecked()],
            note=self._note.text().strip(),
        )

    def _on_changed(self) -> None:
        """Say what would be written, before the button is pressed."""
        try:
            plan = self._plan()
        except OfficeError as refusal:
            self._plan_said.setText(str(refusal))
            self._write.setEnabled(False)
            return
        pupils = len({mark.pupil for mark in plan.marks})
        kept = f" {len(plan.standing)} marks that stand stay as they are." if plan.standing else ""
        self._plan_said.setText(
            f"{len(plan.marks)} marks for {pupils} pupils will be written in one act.{kept}"
        )
        self._write.setEnabled(bool(plan.marks))

    def _on_write(self) -> None:
        try:
            plan = self._plan()
            mark_unable(self._office, plan)
        except OfficeError as refusal:
            self._plan_said.setText(str(refusal))
            return
        self.written.emit(f"{len(plan.marks)} marks written: {plan.marks[0].code}.")

    def _build(self) -> None:
        self.setProperty("class", "card")
        self.setObjectName("register.unable")
        self._title.setProperty("class", "section")
        self._write.setProperty("class", "primary")
        for widget, name, spoken in (
            (self._code, "code", "What happened"),
            (self._note, "note", "Note, such as what the cause was"),
            (self._write, "write", "Write the marks"),
            (self._back, "back", "Go back"),
            (self._plan_said, "plan", ""),
        ):
            widget.setObjectName(f"register.unable.{name}")
            widget.setAccessibleName(spoken)
        self._plan_said.setWordWrap(True)
        self._code.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._code.setMinimumContentsLength(24)
        self._code.currentIndexChanged.connect(self._on_changed)
        self._write.clicked.connect(self._on_write)
        self._back.clicked.connect(self.closed)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow("What happened", self._code)
        form.addRow("Note", self._note)
        buttons = QHBoxLayout()
        buttons.addWidget(self._write)
        buttons.addWidget(self._back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._title)
        layout.addLayout(form)
        layout.addLayout(self._choices)
        layout.addWidget(self._plan_said)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setFocusProxy(self._code)
