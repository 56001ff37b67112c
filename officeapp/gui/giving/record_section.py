"""The part of a pupil's page that gives the pupil's record to the family."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from officeapp.domain.given_out import What
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.giving.papers import (
    LettersMissingError,
    Made,
    ask_place,
    safe_name,
    save,
)
from officeapp.gui.tables import Column, RecordTable, RecordView
from officeapp.gui.tasks import TaskCancelledError
from officeapp.gui.widgets.cards import Card, label
from officeapp.gui.widgets.day_field import day_said
from officeapp.procedures.pupil_record import LEFT_OUT, note_record_given, pupil_record

if TYPE_CHECKING:
    from pathlib import Path

    from officeapp.books.office import Office
    from officeapp.domain.given_out import GivenOut
    from officeapp.domain.printed import PupilRecord
    from officeapp.domain.record import Signature
    from officeapp.domain.roll import Pupil
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report

    Given = tuple[GivenOut, Signature]
    Found = tuple[Made, PupilRecord] | OfficeError

ABOUT = (
    "A family may ask for what the school holds of their child. The record has the card and its "
    "changes, the times on the roll, classes, timetables, contacts by name, and every mark with "
    "its history."
)
COLUMNS: tuple[Column[Given], ...] = (
    Column("When", lambda one: f"{day_said(one[1].at.date())} {one[1].at:%H:%M}", width=190),
    Column("To", lambda one: one[0].recipient, tip=lambda one: one[0].recipient),
    Column("By", lambda one: f"{one[1].name}, {one[1].post}", tip=lambda one: one[1].name),
)


class RecordSection(QWidget):
    """Asks to whom a record is given, makes it, and notes in an act that it was given."""

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._warned = ""
        self._card = Card("Record for the family (subject access)", self)
        self._recipient = QLineEdit(self)
        self._open = QPushButton("Print…", self)
        self._save = QPushButton("Save as PDF…", self)
        self._said = label("", "strong", self)
        self._table: RecordTable[Given] = RecordTable(COLUMNS, self)
        self._before = RecordView(self._table, "pupils.record.before", self)
        self._before_card = Card("Given out before", self)
        self._build()

    def show_pupil(self, pupil: Pupil) -> None:
        """Show to whom a pupil's record was given, and ask to whom it is given now."""
        if self._pupil is None or self._pupil.id != pupil.id:
            self._recipient.clear()
            self._said.clear()
            self._warned = ""
        self._pupil = pupil
        given = [
            one
            for one in self._office.given_out.all()
            if one[0].what is What.RECORD and one[0].pupil == pupil.id
        ]
        self._table.show(given[::-1])
        self._before_card.setVisible(bool(given))
        allowed = self._office.may(Right.GIVE_OUT)
        for part in (self._recipient, self._open, self._save):
            part.setEnabled(allowed)

    def set_read_only(self, *, read_only: bool) -> None:
        """Do nothing: who may give out records is asked of the rights themselves."""

    def settle(self) -> None:
        """Do nothing: nothing here is kept before it is given."""

    def step_back(self) -> bool:
        """Say that nothing is open here."""
        return False

    def first_part(self) -> QWidget:
        """Return what has the focus first."""
        return self._recipient

    def _build(self) -> None:
        self.setObjectName("pupils.record")
        self._recipient.setObjectName("pupils.record.recipient")
        self._recipient.setAccessibleName("To whom it is given")
        self._recipient.setPlaceholderText("name, and what they are to the pupil")
        self._open.setObjectName("pupils.record.open")
        self._open.setProperty("class", "primary")
        self._save.setObjectName("pupils.record.save")
        self._said.setObjectName("pupils.record.said")
        self._said.setWordWrap(True)
        self._before.setAccessibleName("To whom the record was given before")
        self._card.say(ABOUT)
        for text in LEFT_OUT:
            line = label(text, "note", self)
            line.setWordWrap(True)
            self._card.inside.addWidget(line)
        row = QHBoxLayout()
        row.addWidget(label("To whom it is given", "note", self))
        row.addWidget(self._recipient, 1)
        row.addWidget(self._open)
        row.addWidget(self._save)
        self._card.inside.addLayout(row)
        self._card.inside.addWidget(self._said)
        self._before.setMinimumHeight(110)
        self._before_card.inside.addWidget(self._before)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self._card)
        column.addWidget(self._before_card)
        column.addStretch(1)
        self._recipient.returnPressed.connect(self._open.click)
        self._open.clicked.connect(partial(self._on_give, to_save=False))
        self._save.clicked.connect(partial(self._on_give, to_save=True))

    def _on_give(self, *, to_save: bool) -> None:
        pupil, recipient = self._pupil, self._recipient.text()
        if pupil is None:
            return
        if not self._may_give(to_save=to_save):
            return
        path = None
        name = safe_name("Record of", pupil.called, f"{self._office.today()}")
        if to_save:
            path = ask_place(self, name, ".pdf")
            if path is None:
                return
        office = self._office

        def work(report: Report) -> Found:
            try:
                with office.aside() as side:
                    return _made(side, pupil, recipient, name, report)
            except TaskCancelledError:
                raise
            except OfficeError as refusal:
                return refusal

        try:
            answer = partial(self._on_made, pupil, path)
            self._services.tasks.run(self, "Drawing the record", work, answer)
            self._said.setText("Drawing the record…")
        except OfficeError as refusal:
            self._said.setText(str(refusal))

    def _may_give(self, *, to_save: bool) -> bool:
        """Say whether it may be given; a paper that is only shown has not left yet."""
        try:
            self._office.require(Right.GIVE_OUT)
            if to_save:
                self._office.require_confirmed(Right.GIVE_OUT)
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self._on_give, to_save=to_save)):
                self._said.setText(str(refusal))
            return False
        return True

    def _on_made(self, pupil: Pupil, path: Path | None, found: Found) -> None:
        try:
            if isinstance(found, OfficeError):
                raise found
            if path is not None:
                self._office.require_confirmed(Right.GIVE_OUT)  # drawing may have taken long
            self._finish(pupil, path, *found)
        except OfficeError as refusal:
            if not ask_first(self, refusal, partial(self._on_made, pupil, path, found)):
                self._said.setText(str(refusal))

    def _finish(self, pupil: Pupil, path: Path | None, made: Made, record: PupilRecord) -> None:
        """Show the paper or write the file, and note that it was given."""
        if made.missing and made.missing != self._warned:
            self._warned = made.missing
            raise LettersMissingError(made.missing)
        digest = hashlib.sha256(made.paper).hexdigest()
        if path is None:
            from officeapp.gui.printing.preview import print_pdf

            self._said.setText("")
            note = partial(self._note, pupil, record, digest)
            print_pdf(self, made.paper, made.name, self._services, before=note)
            return
        save(made, path)
        self._note(pupil, record, digest)
        said = f"The record of {pupil.called} for {record.recipient}: {path.name}."
        self._services.say(said)
        if self._pupil is not None and self._pupil.id == pupil.id:
            self._said.setText(f"Saved {self._office.now():%H:%M} · {said}")

    def _note(self, pupil: Pupil, record: PupilRecord, digest: str) -> None:
        note_record_given(self._office, pupil.id, record, digest)
        if self._pupil is not None and self._pupil.id == pupil.id:
            self.show_pupil(pupil)


def _made(
    office: Office, pupil: Pupil, recipient: str, name: str, report: Report
) -> tuple[Made, PupilRecord]:
    """Read and draw a pupil's record."""
    from officeapp.documents.layout import letters_missing
    from officeapp.documents.pupil_record import draw_pupil_record

    record = pupil_record(office, pupil.id, recipient)
    paper = draw_pupil_record(record, report)
    return Made(name, paper, missing=letters_missing(record.text), entries=record.entries), record
