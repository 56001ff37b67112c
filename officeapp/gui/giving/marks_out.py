"""Marks out: what the record system is to have, as a list to key from and as a file."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from officeapp.domain.given_out import KeyingOrder, MarkOut, written
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Span, long_day, short_day
from officeapp.errors import OfficeError
from officeapp.gui.giving.papers import Made, ask_place, save
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import FieldGrid, RefusedLine
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.cards import Card, label
from officeapp.gui.widgets.day_field import DayField
from officeapp.procedures.give_marks import (
    HEADINGS,
    MarksOut,
    NothingToGiveError,
    marks_to_give,
    note_marks_given,
    set_keying_order,
)
from officeapp.procedures.printing import printed_line, span_words

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.errors import Problem
    from officeapp.gui.screen import WindowServices

COLUMNS: tuple[Column[MarkOut], ...] = (
    Column("Class", lambda one: one.class_name, width=110),
    Column("Pupil", lambda one: one.pupil.listed, tip=lambda one: one.pupil.listed),
    Column("Adm. no", lambda one: one.pupil.admission_no, width=90),
    Column("Session", lambda one: f"{short_day(one.day)} {one.session.lower()}", width=124),
    Column("Mark", lambda one: written(one.code, one.minutes) or "take out", width=84),
    Column("Was", lambda one: "" if one.before is None else one.before or "no mark", width=84),
    Column("Comment", lambda one: one.note, tip=lambda one: one.note, width=130),
)
SHOWN_PROBLEMS = 3


class MarksOutPage(QWidget):
    """The day's marks, whole or what changed, in the record system's order.

    Signals:
        given: Marks were given out; carries a sentence about it.
    """

    given = Signal(str)

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._out: MarksOut | None = None
        self._noted = False
        self._day, self._what, self._order = (
            DayField(self, today=office.today),
            QComboBox(self),
            QComboBox(self),
        )
        self._file = QPushButton("Save the file…", self)
        self._paper = QPushButton("Print the list…", self)
        self._state, self._problems = label("", "strong", self), label("", "note", self)
        self.refused = RefusedLine(services.theme, "school.beside.out.refused", self)
        self._table: RecordTable[MarkOut] = RecordTable(COLUMNS, self)
        self.list = FittedView(self._table, "school.beside.list", self, spare=(6, 2, 0))
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read anew what there is to give."""
        card = self._office.school.card()
        self._order.setCurrentIndex(self._order.findData(KeyingOrder(card.keying_order)))
        self._read()

    def focus_first(self) -> None:
        """Put the focus on the day."""
        self._day.setFocus()

    def _build(self) -> None:
        self._day.show_day(self._office.today())
        self._what.addItem("Only what changed since the last time", True)  # noqa: FBT003  # Qt's own
        self._what.addItem("All marks of the day", False)  # noqa: FBT003  # Qt's own
        for order in KeyingOrder:
            self._order.addItem(order.said, order)
        grid = FieldGrid(self)
        grid.add("Day", self._day, "school.beside.day")
        grid.add("What", self._what, "school.beside.what")
        grid.add("The record system lists pupils", self._order, "school.beside.order")
        self._order.setEnabled(self._office.may(Right.CHANGE_SCHOOL))
        for part, name in (
            (self._file, "file"),
            (self._paper, "paper"),
            (self._state, "state"),
            (self._problems, "problems"),
        ):
            part.setObjectName(f"school.beside.{name}")
        self._file.setProperty("class", "primary")
        self.list.setAccessibleName("Marks to key")
        self.list.setMinimumHeight(140)
        for said in (self._state, self._problems):
            said.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._state, 1)
        buttons.addWidget(self._paper)
        buttons.addWidget(self._file)
        card = Card("Marks out", self)
        card.say("A file and a list of the same marks. What was given out is noted, so that the "
                 "next list has only what changed.")  # fmt: skip
        card.inside.addWidget(grid)
        card.inside.addLayout(buttons)
        for below in (self.refused, self.list, self._problems):
            card.inside.addWidget(below, 1 if below is self.list else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)

    def _connect(self) -> None:
        self._day.editingFinished.connect(self._on_day)
        self._what.currentIndexChanged.connect(self._on_asked)
        self._order.activated.connect(self._on_order)
        self._file.clicked.connect(partial(self._on_give, to_print=False))
        self._paper.clicked.connect(partial(self._on_give, to_print=True))

    def _on_day(self) -> None:
        """Read another day; leaving the field as it was changes nothing."""
        with self.refused.hears():
            if self._out is None or self._day.day() != self._out.span.first:
                self._on_asked()

    def _on_asked(self) -> None:
        """Read what is asked for, whatever was given out before."""
        self._noted = False
        self._read()

    def _read(self) -> None:
        with self.refused.hears():
            day = self._day.day()
            changed = bool(self._what.currentData())
            self._show(marks_to_give(self._office, Span(day, day), changed=changed))
        allowed = bool(self._table.records) and self._office.may(Right.GIVE_OUT)
        for button in (self._file, self._paper):
            button.setEnabled(allowed)

    def _show(self, out: MarksOut) -> None:
        """Show what there is to give; what was just given stays, to be given in the other way."""
        self._state.setText(_said(self._office, out))
        before = self._out.marks if self._out else []
        if self._noted and out.marks in ([], before):
            return
        self._out, self._noted = out, False
        self._table.show(out.marks)
        self._problems.setText(_left_out(out.problems))
        self._problems.setVisible(bool(out.problems))

    def _on_order(self) -> None:
        with self.refused.hears():
            set_keying_order(self._office, KeyingOrder(self._order.currentData()))
            self._on_asked()

    def _on_give(self, *, to_print: bool) -> None:
        with self.refused.hears(partial(self._on_give, to_print=to_print)):
            out = self._out
            if out is None or not out.marks:
                raise NothingToGiveError(changed=out.changed if out else False)
            self._office.require(Right.GIVE_OUT)
            if not self._noted and not to_print:  # a list that is shown has not left yet
                self._office.require_confirmed(Right.GIVE_OUT)
            name = f"Marks {out.span.first}{' changed' if out.changed else ''}"
            if to_print:
                self._print(out, name)
            elif said := self._save(out, name):
                self.given.emit(said)

    def _save(self, out: MarksOut, name: str) -> str:
        path = ask_place(self, name, ".csv")
        if path is None:
            return ""
        save(Made(name, headings=HEADINGS, rows=out.rows()), path)
        self._note(out, path.read_bytes())
        return f"{len(out.rows())} marks are in {path.name}"

    def _print(self, out: MarksOut, name: str) -> None:
        from officeapp.gui.printing.preview import print_pdf

        paper = _paper(self._office, out)
        note = partial(self._note, out, paper)
        print_pdf(self, paper, name, self._services, before=note)

    def _note(self, out: MarksOut, given: bytes) -> None:
        """Note once that these marks were given out, with the digest of what was given first."""
        if not self._noted:
            self._noted = True  # before the act: its notice reads the page anew
            try:
                note_marks_given(self._office, out, hashlib.sha256(given).hexdigest())
            except OfficeError:
                self._noted = False
                raise


def _paper(office: Office, out: MarksOut) -> bytes:
    from officeapp.documents.keying_list import draw_keying_list
    from officeapp.documents.sheets import Furniture

    on = Furniture(
        f"Marks to key{', changed only' if out.changed else ''}",
        f"{span_words(out.span)}, {out.order.said}",
        office.school.card().name,
        printed_line(office),
    )
    return draw_keying_list(out.marks, out.order, on)


def _said(office: Office, out: MarksOut) -> str:
    """Return how many marks there are to give, and when some were given last."""
    day = out.span.first
    last = office.given_out.last_marks(day)
    marks = "1 mark" if len(out.marks) == 1 else f"{len(out.marks)} marks"
    if last is None:
        return f"{long_day(day)}: {marks} to give, never given out before."
    at, name = last[1].at, last[1].name
    since = f"last given out {short_day(at.date())} {at:%H:%M} by {name}"
    return f"{long_day(day)}: {marks} to give, {since}."


def _left_out(problems: list[Problem]) -> str:
    """Return what a file does not say, the pupils it cannot name first."""
    problems = sorted(problems, key=lambda one: one.field != "UPN")
    said = [f"{one.where}: {one.found + ': ' if one.found else ''}{one.reason}" for one in problems]
    more = [f"and {len(said) - SHOWN_PROBLEMS} more"] if len(said) > SHOWN_PROBLEMS else []
    return "\n".join([*said[:SHOWN_PROBLEMS], *more])
