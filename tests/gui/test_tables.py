from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from officeapp.gui.tables import FITS, Column, RecordTable, RecordView

COLUMNS: tuple[Column[tuple[str, int]], ...] = (
    Column("Name", lambda record: record[0]),
    Column("Days", lambda record: f"{record[1]} days", sort_key=lambda record: record[1]),
)
RECORDS = [("Zara", 9), ("Ada", 10), ("Kai", 2)]


@pytest.fixture
def table():
    table = RecordTable(COLUMNS)
    table.show(RECORDS)
    return table


@pytest.fixture
def view(qtbot, table):
    view = RecordView(table, "test.list")
    qtbot.addWidget(view)
    view.show()
    return view


def test_a_table_is_a_sound_model(table, qtmodeltester):
    qtmodeltester.check(table)


def test_a_column_is_sorted_by_its_key_and_not_by_its_text(table):
    table.sort(1)
    assert [record[1] for record in table.records] == [2, 9, 10]


def test_records_shown_later_stand_in_the_order_last_sorted_by(table):
    table.sort(0, Qt.SortOrder.DescendingOrder)
    table.show([("Ben", 1), ("Uma", 2)])
    assert [record[0] for record in table.records] == ["Uma", "Ben"]


def test_a_chosen_row_stays_chosen_when_the_table_is_sorted(view):
    view.selectRow(0)
    view.sort_by(0)
    assert view.current() == ("Zara", 9)


def test_a_cell_is_read_out_with_its_heading(table):
    said = table.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Days: 9 days"


def test_enter_chooses_the_row(view, qtbot):
    view.selectRow(1)
    with qtbot.waitSignal(view.record_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [("Ada", 10)]


def test_rows_are_copied_as_a_spreadsheet_takes_them(view, qtbot):
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == ["Name\tDays", "Zara\t9 days", "Ada\t10 days", "Kai\t2 days"]


def test_the_row_stays_where_it_was_when_others_are_shown(view, table):
    view.selectRow(2)
    table.show([("Ben", 1), ("Uma", 2)])
    assert view.current() == ("Uma", 2)


def test_a_column_that_fits_is_as_wide_as_its_widest_text(qtbot):
    """Seen red with a column of a set width, which cut '34 min' to '34 …'."""
    columns: tuple[Column[str], ...] = (Column("Who", str), Column("Away", str, width=FITS))
    table = RecordTable(columns)
    view = RecordView(table, "test.fits")
    qtbot.addWidget(view)
    table.show(["1 h 05 min and more", "5"])
    text = view.fontMetrics().horizontalAdvance("1 h 05 min and more")
    view.show()
    assert text <= view.columnWidth(1) <= text + 40
