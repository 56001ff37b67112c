"""The fields of a request, in the order of the paper; each shows only while it can matter."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from officeapp.domain.leave import RELIGIOUS, SOMEBODY_ELSE, LeaveRequest
from officeapp.domain.record import ContactId
from officeapp.domain.school_year import Session
from officeapp.gui.leave.ask_child import ChildChooser
from officeapp.gui.leave.asking import applicants, days_typed
from officeapp.gui.widgets.cards import label
from officeapp.gui.widgets.day_field import DayField
from officeapp.procedures.ask_leave import kinds

if TYPE_CHECKING:
    from officeapp.books.office import Office

HALVES = {
    "from": (("all day", Session.AM), ("from the afternoon", Session.PM)),
    "to": (("all day", Session.PM), ("morning only", Session.AM)),
}
WORDS = {
    "name": "Name",
    "is": "Is to the children",
    "set-apart": "Day set apart by the religious body",
    "purpose": "For what, in the family's words",
    "destination": "Where the family will be",
    "there": "How to reach them there",
    "evidence": "Evidence seen",
    "why": "Why it is changed",
}
HALF_WIDTH = 170


class AskFields(QWidget):
    """Everything that is on the paper.

    Signals:
        changed: Something else is typed or chosen.
    """

    changed = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._changing = False
        self.child = ChildChooser(office, self)
        self._chosen = {name: QComboBox(self) for name in ("who", "kind", "from", "to")}
        self._days = {
            name: DayField(self, today=office.today) for name in ("first", "last", "received")
        }
        self._typed = {name: QLineEdit(self) for name in WORDS}
        self._signed = QCheckBox("The paper is signed", self)
        self._captions: dict[QWidget, QWidget] = {}
        self._grid = QGridLayout(self)
        self._build()
        self._connect()

    @property
    def why(self) -> str:
        """Return why a request is changed."""
        return self._typed["why"].text()

    @property
    def has_days(self) -> bool:
        """Say whether there is a child and a first day, so that sessions can be counted."""
        return bool(self.child.children_ticked() and self._days["first"].text().strip())

    @property
    def is_begun(self) -> bool:
        """Say whether anything was typed."""
        typed = (*self._typed.values(), self._days["first"], self._days["last"])
        return bool(self.child.children_ticked()) or any(one.text().strip() for one in typed)

    def request(self, base: LeaveRequest | None) -> LeaveRequest:
        """Return the request as it is typed.

        Args:
            base: The request that is changed; None for a new one.

        Raises:
            OfficeError: A day is missing, or is none; the message says which.
        """
        first = self._days["first"].day()
        last = self._days["last"].day_or_none() or first
        text = {name: line.text().strip() for name, line in self._typed.items()}
        kind, who = str(self._chosen["kind"].currentData()), self._chosen["who"].currentData()
        before = base or LeaveRequest(0, (), kind, "", first, last, self._office.today())
        return replace(
            before,
            children=self.child.children_ticked(),
            kind=kind,
            purpose=text["purpose"],
            first=first,
            last=last,
            received=self._days["received"].day(),
            from_session=Session(self._chosen["from"].currentData()),
            to_session=Session(self._chosen["to"].currentData()),
            set_apart=days_typed(text["set-apart"], first) if kind == RELIGIOUS else (),
            applicant=ContactId(who or SOMEBODY_ELSE),
            applicant_name="" if who else text["name"],
            applicant_is="" if who else text["is"],
            destination=text["destination"],
            contact_there=text["there"],
            evidence=text["evidence"],
            signed=self._signed.isChecked(),
        )

    def fill(self, request: LeaveRequest | None) -> None:
        """Show a request, or empty fields."""
        self._changing = request is not None
        self.child.forget()
        self._chosen["kind"].clear()
        for number, kind in enumerate(kinds(self._office, self._office.today()).values(), start=1):
            self._chosen["kind"].addItem(f"{number}  {kind.words}", kind.key)
        self.put(_values_of(request) if request else {"received": self._office.today()})

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {
            "children": self.child.children_ticked(),
            "signed": self._signed.isChecked(),
            **{name: one.currentData() for name, one in self._chosen.items()},
            **{name: one.text() for name, one in (*self._days.items(), *self._typed.items())},
        }

    def put(self, values: dict[str, Any]) -> None:
        """Show values; what is not among them is empty."""
        self.child.tick(values.get("children", ()))
        self._show_applicants()
        for name, chosen in self._chosen.items():
            chosen.setCurrentIndex(max(0, chosen.findData(values.get(name))))
        for name, day in self._days.items():
            value = values.get(name)
            if isinstance(value, str):
                day.setText(value)
            else:
                day.show_day(value)
        for name, line in self._typed.items():
            line.setText(values.get(name, ""))
        self._signed.setChecked(values.get("signed", False))
        self._show_rows()

    def _show_applicants(self) -> None:
        """Show who may be asking for the children ticked; stay on who was chosen."""
        who = self._chosen["who"]
        is_named = bool(self._typed["name"].text().strip())
        chosen = who.currentData() or (SOMEBODY_ELSE if is_named else None)
        pupils = [self._office.roll.pupil(child) for child in self.child.children_ticked()]
        who.clear()
        for one in applicants(self._office, pupils):
            who.addItem(one.words, one.contact)
        who.setCurrentIndex(max(0, who.findData(chosen)))

    def _show_rows(self) -> None:
        """Show the fields that can matter now."""
        nobody = not self._chosen["who"].currentData()
        religious = self._chosen["kind"].currentData() == RELIGIOUS
        matters = {"name": nobody, "is": nobody, "set-apart": religious, "why": self._changing}
        for name, shown in matters.items():
            self._typed[name].setVisible(shown)
            self._captions[self._typed[name]].setVisible(shown)

    def _on_children(self) -> None:
        self._show_applicants()
        self._on_changed()

    def _on_found(self) -> None:
        """Go on to the family's boxes where there is more than one, else to who asks."""
        boxes = self.child.findChildren(QCheckBox)
        first = boxes[0] if len(boxes) > 1 else self._chosen["who"]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changed(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _build(self) -> None:
        for name, halves in HALVES.items():
            for words, session in halves:
                self._chosen[name].addItem(words, session)
            self._chosen[name].setMaximumWidth(HALF_WIDTH)
        for chosen in self._chosen.values():
            chosen.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            chosen.setMinimumContentsLength(12)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(5)
        self._grid.addWidget(label("Children", "note", self), 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.child, 0, 1, 1, 3)
        for name in itertools.chain.from_iterable(_ROWS):
            if name:
                part, words = self._part(name), _CAPTIONS.get(name) or WORDS[name]
                part.setObjectName(f"leave.ask.{name}")
                part.setAccessibleName(words)
                self._captions[part] = label(words, "note", self)
        self._signed.setObjectName("leave.ask.signed")
        self.arrange(wide=True)

    def arrange(self, *, wide: bool) -> None:
        """Put two fields in a row, or one where there is little room."""
        self._grid.setColumnStretch(1, 4)
        self._grid.setColumnStretch(3, 3 if wide else 0)
        row = 0
        for left, right in _ROWS:
            row += 1
            self._put_at(row, 0, left, across=1 if right and wide else 3)
            if right:
                row += 0 if wide else 1
                self._put_at(row, 2 if wide else 0, right, across=1 if wide else 3)
        self._grid.addWidget(self._signed, row + 1, 1)

    def _put_at(self, row: int, column: int, name: str, *, across: int) -> None:
        part = self._part(name)
        self._grid.addWidget(self._captions[part], row, column)
        self._grid.addWidget(part, row, column + 1, 1, across)

    def _part(self, name: str) -> QWidget:
        return {**self._chosen, **self._days, **self._typed}[name]

    def _connect(self) -> None:
        self.child.changed.connect(self._on_children)
        self.child.found.connect(self._on_found)
        for chosen in self._chosen.values():
            chosen.currentIndexChanged.connect(self._on_changed)
        for typed in (*self._days.values(), *self._typed.values()):
            typed.textChanged.connect(self._on_changed)
        self._signed.toggled.connect(self._on_changed)
        order = [self._part(name) for row in _ROWS for name in row if name]
        for before, after in itertools.pairwise([*order, self._signed]):
            QWidget.setTabOrder(before, after)


_ROWS = (
    ("who", ""), ("name", "is"), ("kind", "set-apart"), ("first", "from"), ("last", "to"),
    ("purpose", ""), ("destination", "there"), ("evidence", "received"), ("why", ""),
)  # fmt: skip
_CAPTIONS = {
    "who": "Who asks",
    "kind": "For what",
    "first": "First day away",
    "from": "On that day",
    "last": "Last day away",
    "to": "On that day",
    "received": "Received on",
}


def _values_of(request: LeaveRequest) -> dict[str, Any]:
    return {
        "children": request.children,
        "who": request.applicant,
        "kind": request.kind,
        "first": request.first,
        "last": request.last,
        "from": request.from_session,
        "to": request.to_session,
        "received": request.received,
        "signed": request.signed,
        "name": request.applicant_name,
        "is": request.applicant_is,
        "set-apart": ", ".join(request.set_apart),
        "purpose": request.purpose,
        "destination": request.destination,
        "there": request.contact_there,
        "evidence": request.evidence,
    }
