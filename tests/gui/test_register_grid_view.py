from __future__ import annotations

import datetime as dt
import tomllib

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible

from officeapp import paths
from officeapp.domain.codes import Age, Category, Code, CodeTable
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import Session
from officeapp.gui.register import grid_model as g
from officeapp.gui.register.sheet_view import SheetView
from officeapp.gui.theme import Choice, Theme

MONDAY = dt.date(2026, 11, 16)
HEADINGS = (("Year", "attendance this school year"), ("Late", "lates this half term"))


@pytest.fixture(params=[Choice.LIGHT, Choice.DARK])
def theme(request, qapp, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    theme = Theme(qapp, settings)
    theme.choose(request.param)
    return theme


@pytest.fixture
def sheet(qtbot, theme):
    read = tomllib.loads(paths.seed("codes.toml").read_text(encoding="utf-8"))["code"]
    ready = ({"last": None, "age": "any", **row} for row in read)
    codes = CodeTable(
        Code(**{**row, "category": Category(row["category"]), "age": Age(row["age"])})
        for row in ready
    )
    sheet = SheetView(codes, theme, HEADINGS)
    qtbot.addWidget(sheet)
    columns = [g.Column(MONDAY, session) for session in Session]
    marks = ["U\\", "I~", "..", "/N"]
    signs = ["  ", "a ", "  ", "p "]
    sheet.show_page(
        columns,
        [
            g.Row(PupilId(n), f"Pupil {n}", "", mark, sign, {}, ("91.7%", "3"))
            for n, (mark, sign) in enumerate(zip(marks, signs, strict=True))
        ],
    )
    sheet.resize(900, 300)
    with qtbot.waitExposed(sheet):
        sheet.show()
    sheet.view.put_cursor((3, 1))
    return sheet


def pixel(sheet, cell, dx=0, dy=0):
    """Return the colour painted at a place of a cell, from its top left corner inwards."""
    area = sheet.view.visualRect(sheet.grid.index(*cell))
    return sheet.view.viewport().grab().toImage().pixelColor(area.left() + dx, area.top() + dy)


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ((0, 0), "unauthorised.fill"),
        ((1, 0), "authorised.fill"),
        ((2, 0), "unmarked.fill"),
        ((0, 1), "paper"),
    ],
)
def test_absence_speaks_and_presence_is_quiet(sheet, theme, cell, role):
    assert pixel(sheet, cell, 10, 16) == theme.colour(role)


def test_a_corrected_mark_has_a_corner(sheet, theme):
    width = sheet.view.columnWidth(0)
    assert pixel(sheet, (1, 0), width - 5, 4) == theme.colour("corrected.corner")
    assert pixel(sheet, (0, 0), width - 6, 6) == theme.colour("unauthorised.fill")


def test_a_closed_session_is_hatched_and_pencil_is_underlined(sheet):
    area = range(6, 30)
    assert len({pixel(sheet, (1, 1), x, 16).name() for x in area}) > 1
    sheet.grid.write((2, 0), "/", g.PENCIL)
    in_pencil = {
        pixel(sheet, (2, 0), sheet.view.columnWidth(0) // 2 - 8 + x, 27).name() for x in range(8)
    }
    sheet.grid.write((2, 0), "/", g.PLAIN)
    in_ink = {
        pixel(sheet, (2, 0), sheet.view.columnWidth(0) // 2 - 8 + x, 27).name() for x in range(8)
    }
    assert len(in_pencil) > 1
    assert len(in_ink) == 1


def test_a_screen_reader_hears_whose_session_it_is(sheet):
    table = QAccessible.queryAccessibleInterface(sheet.view)
    cell = table.child(3 * 3 + 1)  # headers count as the first row and column
    assert cell.text(QAccessible.Text.Name) == "Pupil 2, Monday morning, not marked"


def test_letters_are_codes_and_right_leads_to_the_figures(sheet, qtbot):
    with qtbot.waitSignal(sheet.view.code_typed) as typed:
        qtbot.keyClicks(sheet.view, "l")
    assert typed.args == ["l"]
    qtbot.keyClick(sheet.view, Qt.Key.Key_Right)
    assert sheet.focusWidget() is sheet.sums
    with qtbot.waitSignal(sheet.sums.sum_requested) as asked:
        qtbot.keyClick(sheet.sums, Qt.Key.Key_Return)
    assert asked.args == [3, 0]
    qtbot.keyClick(sheet.sums, Qt.Key.Key_Left)
    assert sheet.view.cursor_cell() == (3, 1)


def test_shift_and_arrows_choose_a_block(sheet, qtbot):
    sheet.view.put_cursor((1, 0))
    qtbot.keyClick(sheet.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(sheet.view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.view.chosen() == [(1, 0), (1, 1), (2, 0), (2, 1)]


def test_figures_stay_beside_their_names_however_far_the_page_is_scrolled(sheet, qtbot):
    rows = [g.Row(PupilId(n), f"Pupil {n}", "", "/.", "  ", {}, (f"{n}%", "-")) for n in range(400)]
    sheet.show_page([g.Column(MONDAY, session) for session in Session], rows)
    for row in (399, 200, 0, 390):
        sheet.view.put_cursor((row, 1))
        offset = sheet.view.verticalHeader().offset()
        assert sheet.sums.verticalHeader().offset() == offset
    qtbot.keyClick(sheet.view, Qt.Key.Key_Right)
    for _ in range(60):
        qtbot.keyClick(sheet.sums, Qt.Key.Key_Up)
    assert sheet.sums.currentIndex().row() == 330
    assert sheet.view.verticalHeader().offset() == sheet.sums.verticalHeader().offset()
    assert sheet.sums.visualRect(sheet.sums.currentIndex()).top() >= 0
