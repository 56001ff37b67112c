"""The roll call kept on the disk while a window has the school.

Seen red: kept only after an arrival; the window's own connection used on another thread.
"""

from __future__ import annotations

import csv

import pypdfium2
import pytest

from officeapp.domain.school_year import Session
from officeapp.exchange.table_files import CannotWriteError
from officeapp.gui.main_window import MainWindow
from officeapp.gui.roll_list import LIST, PAPER, RollList, keep_list, kept_folder
from tests.gui.conftest import NOW, TODAY, pupil_of, take

AM = Session.AM


@pytest.fixture
def kept(qapp, office):
    """Return what keeps the list; it is closed before the school is."""
    made = RollList(office)
    yield made
    made.close()


def listed(office):
    path = kept_folder(office.path) / LIST
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_the_list_is_there_after_a_register_is_handed_in(office, kept):
    take(office, "3 Oak", TODAY, AM, "//I///")
    kept.wait()
    assert ["3 Oak", "Johnson, Kai", "away", "08:50"] in listed(office)
    assert ["R Ash", "Young, Ada", "unknown", ""] in listed(office)


def test_the_paper_can_be_read_and_says_when_it_was(office, kept):
    take(office, "3 Oak", TODAY, AM, "//I///")
    kept.wait()
    paper = pypdfium2.PdfDocument(kept_folder(office.path) / PAPER)
    text = " ".join(paper[0].get_textpage().get_text_range().split())
    assert "Wednesday 18 November 2026, 09:31" in text
    assert "Kaur, Simran" in text
    paper.close()


def test_it_follows_the_next_register_and_leaves_nothing_else_behind(office, kept):
    take(office, "3 Oak", TODAY, AM, "//I///")
    kept.wait()
    take(office, "R Ash", TODAY, AM, "/")
    kept.wait()
    assert ["R Ash", "Young, Ada", "in", "08:50"] in listed(office)
    names = sorted(one.name for one in kept_folder(office.path).iterdir())
    assert names == [LIST, PAPER]


def test_it_says_names_classes_and_where_and_nothing_else(office, kept):
    take(office, "3 Oak", TODAY, AM, "//I///")
    kept.wait()
    files = [one.read_bytes() for one in kept_folder(office.path).iterdir()]
    phone = office.contacts.of(pupil_of(office, "Johnson").id)[0][1].phones[0]
    assert not any(phone.encode() in found or b"Berisha" in found for found in files)
    assert {len(row) for row in listed(office)} == {4}


def test_a_folder_that_cannot_be_made_is_refused_and_the_window_goes_on(office, kept):
    kept_folder(office.path).write_text("in the way")
    with pytest.raises(CannotWriteError):
        keep_list(office.path, NOW)
    take(office, "3 Oak", TODAY, AM, "//I///")
    kept.wait()
    assert kept_folder(office.path).read_text() == "in the way"


def test_a_window_keeps_it_and_has_written_it_when_it_is_closed(qtbot, office, theme, settings):
    window = MainWindow(office, theme, settings)
    qtbot.addWidget(window)
    office.sign_in(office.staff.first())
    window.let_in()
    take(office, "R Ash", TODAY, AM, "/")
    window.close()
    assert ["R Ash", "Young, Ada", "in", "08:50"] in listed(office)
