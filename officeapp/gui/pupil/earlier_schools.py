"""What earlier schools counted of a pupil's attendance: shown apart, never part of our figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.gui.tables import ROW_HEIGHT, Column, RecordTable, RecordView
from officeapp.gui.widgets.cards import Card

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.earlier_years import EarlierYear
    from officeapp.domain.roll import Pupil

MOST_ROWS = 5
FIGURE_WIDTH = 112
APART = "As the school sent it. These sessions are in no figure of this school."


def _counted(name: str) -> Column[EarlierYear]:
    """Return the column of one count; what was not said is a dash, and no nought."""

    def number(one: EarlierYear) -> int | None:
        found: int | None = getattr(one, name)
        return found

    return Column(
        name.capitalize(),
        lambda one: "–" if number(one) is None else f"{number(one):,}",
        lambda one: number(one) or 0,
        number=True,
        width=FIGURE_WIDTH,
    )


COLUMNS: tuple[Column[EarlierYear], ...] = (
    Column("Year", lambda one: one.year or "not said", width=80),
    Column(
        "School",
        lambda one: one.school or one.number or "not said",
        tip=lambda one: f"{one.said}. {one.number}".strip(),
    ),
    *(_counted(name) for name in ("possible", "attended", "authorised", "unauthorised")),
)


class EarlierSchools(Card):
    """The totals a transfer file brought, one line a year; not there where there are none."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("Attendance at earlier schools", parent)
        self._office = office
        self._table: RecordTable[EarlierYear] = RecordTable(COLUMNS, self)
        self.list = RecordView(self._table, "pupils.earlier", self)
        self.list.setAccessibleName("Attendance at earlier schools")
        self.say(APART)
        self.inside.addWidget(self.list)

    def show_pupil(self, pupil: Pupil) -> None:
        """Show what earlier schools counted of a pupil."""
        years = self._office.roll.earlier_years(pupil.id)
        self._table.show(years)
        head = self.list.horizontalHeader().sizeHint().height()
        self.list.setFixedHeight(head + min(len(years), MOST_ROWS) * ROW_HEIGHT + 6)
        self.setVisible(bool(years))
