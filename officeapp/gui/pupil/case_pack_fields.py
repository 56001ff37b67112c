"""Every field of a referral, to be copied one by one into an authority's form online."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from officeapp.gui.pupil.lists import ShortList
from officeapp.gui.tables import Column, RecordTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.domain.pack import Pack


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field of one parent's form.

    Attributes:
        heading: Under what it stands.
        label: What the form calls it.
        value: What is known; empty for nothing.
    """

    heading: str
    label: str
    value: str


COLUMNS: tuple[Column[FieldLine], ...] = (
    Column("Part of the form", lambda one: one.heading, width=190),
    Column("Asked", lambda one: one.label, width=230),
    Column("Answer", lambda one: one.value or "–", tip=lambda one: one.value),
)


class FieldList(ShortList):
    """The fields of one pack: Enter copies the answer in hand and goes on to the next.

    Signals:
        copied: An answer was put on the clipboard, or is to be written by hand; carries what was
            done, as a sentence.
    """

    copied = Signal(str)

    def __init__(self, parent: QWidget, least: int) -> None:
        self._fields: RecordTable[FieldLine] = RecordTable(COLUMNS, parent)
        super().__init__(self._fields, "pupils.case.pack.fields", parent, least)
        self.setAccessibleName("Fields of the referral, to be copied one by one")
        self.record_chosen.connect(self._on_field)

    def show_pack(self, pack: Pack | None) -> None:
        """Show the fields of a pack; none for no pack."""
        groups = pack.groups if pack is not None else ()
        self._fields.show(
            [
                FieldLine(group.heading, field.label, field.value)
                for group in groups
                for field in group.fields
            ]
        )

    def arrange(self, *, wide: bool) -> None:
        """Leave out the part of the form where there is little room."""
        self.setColumnHidden(0, not wide)

    def _on_field(self, line: FieldLine) -> None:
        """Copy an answer; the clipboard is cleared when the window is locked."""
        if line.value:
            QGuiApplication.clipboard().setText(line.value)
            said = f"{line.label}: copied. Enter copies the next."
        else:
            said = f"{line.label}: not known here; write it in the form by hand."
        row = self.currentIndex().row()
        self.selectRow(min(row + 1, len(self._fields.records) - 1))
        self.copied.emit(said)
