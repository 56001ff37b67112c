from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school_calendar import Closure, ClosureKind
from officeapp.domain.school_year import Session
from officeapp.gui.register import printing
from officeapp.gui.register.page import View, read_page
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.take_register import pencil_mark
from tests.gui.conftest import TODAY, class_of, pupil_of, take

MONDAY = dt.date(2026, 11, 16)


@pytest.fixture
def printed(office):
    """Return what draws 3 Oak's week, and returns the text on paper and the sheet's data."""
    take(office, "3 Oak", MONDAY, Session.AM, "/LI///")
    zara = pupil_of(office, "Abbasi").id
    amend_mark(office, office.register.standing(zara, MONDAY, Session.AM), "M", "card seen")
    oak = class_of(office, "3 Oak").id

    def draw(*, blank=False):
        paper = printing.paper_of(office, read_page(office, View(oak, TODAY)), blank=blank)
        drawn = printing.draw(paper, lambda done, total: None)
        (page,) = pypdfium2.PdfDocument(drawn.paper)
        return page.get_textpage().get_text_range(), paper

    return draw


def test_a_filled_register_has_the_marks_and_what_was_corrected(printed):
    text, _ = printed()
    assert "M* was /" in text
    assert "Abbasi, Zara, Mon 16 Nov am: / to M, card seen; Petra Lindqvist, Office manager" in text
    assert all(name in text for name in ("Dąbrowski, Jan", "O'Neill, Siân", "Smith-Jones"))


def test_a_blank_register_has_names_and_no_marks(printed):
    text, paper = printed(blank=True)
    assert {mark.code for _, marks in paper.pupils for mark in marks} == {""}
    assert "Kaur, Simran" in text
    assert "Corrected" not in text


def test_pencil_is_not_printed_as_if_it_stood(printed, office):
    sheet = Sheet(class_of(office, "3 Oak").id, TODAY, Session.AM)
    pencil_mark(office, sheet, pupil_of(office, "Kaur").id, Draft("U"))
    _, paper = printed()
    assert paper.pupils[3][1][4].code == ""


def test_a_closed_day_is_shaded_with_its_reason(printed, office):
    friday = dt.date(2026, 11, 20)
    set_calendar(office, [Closure(0, friday, friday, "INSET", ClosureKind.INSET)])
    text, paper = printed()
    assert "closed: INSET" in text
    assert [mark.shut for mark in paper.pupils[0][1]] == [False] * 8 + [True] * 2


def test_a_files_name_holds_nothing_a_file_system_minds(printed):
    _, paper = printed()
    assert printing.file_name(paper, blank=False) == "3 Oak register 2026-11-16"
