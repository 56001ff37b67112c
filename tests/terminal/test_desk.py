"""The front desk's books from the terminal: on paper and as lists."""

from __future__ import annotations

import csv
import datetime as dt

import pypdfium2
import pytest

from officeapp.books.reasons import reasons
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.withdraw_arrival import take_back_arrival
from officeapp.terminal.commands import run
from tests.builders import a_class

OVERSLEPT = reasons().late[0]
AT = [dt.time(9, 5), dt.time(9, 40), dt.time(9, 10)]


@pytest.fixture
def school(office):
    """Return a school where three came late on Friday 20 November, the last taken back."""
    _, pupils = a_class(office)
    entries = [
        arrive_late(office, [Coming(pupil.id, at, OVERSLEPT, brought="Gran")])[0]
        for pupil, at in zip(pupils, AT, strict=True)
    ]
    take_back_arrival(office, entries[-1].id, "wrong child")
    office.close()
    return office.path


def ask(school, book, out, *more):
    words = ["desk-book", school, book, "--from", "2026-11-16", "--to", "2026-11-20", "--out", out]
    return run([str(word) for word in [*words, *more]])


def rows(path):
    return list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))[1:]


def test_the_late_book_as_a_list_shows_what_was_taken_back_and_why(school, tmp_path):
    assert ask(school, "late", tmp_path / "late.csv") == 0
    found = [(row[1], row[2], row[4], row[7], row[9]) for row in rows(tmp_path / "late.csv")]
    assert found == [
        ("09:05", "Name000, Zara", "L", "Gran", ""),
        ("09:40", "Name001, Zara", "U", "Gran", ""),
        ("09:10", "Name002, Zara", "L", "Gran", "taken back: wrong child"),
    ]


def test_the_late_book_on_paper_has_every_entry(school, tmp_path):
    assert ask(school, "late", tmp_path / "late.pdf", "--class", "3 oak") == 0
    text = pypdfium2.PdfDocument(tmp_path / "late.pdf")[0].get_textpage().get_text_range()
    assert "Late book" in text
    assert all(f"Name{number:03}, Zara" in text for number in range(3))


def test_minutes_lost_add_up_by_child_and_by_class(school, tmp_path):
    assert ask(school, "minutes-lost", tmp_path / "lost.csv") == 0
    assert ask(school, "minutes-lost-by-class", tmp_path / "by.csv") == 0
    by_child = rows(tmp_path / "lost.csv")
    assert [row[0] for row in by_child] == ["Name001, Zara", "Name000, Zara"]
    [by_class] = rows(tmp_path / "by.csv")
    assert by_class == ["3 Oak", "2", "2", "1", str(sum(int(row[4]) for row in by_child))]


@pytest.mark.parametrize("book", ["out", "messages", "contact"])
def test_an_empty_book_says_so(school, tmp_path, book):
    assert ask(school, book, tmp_path / "none.pdf") == 0
    text = pypdfium2.PdfDocument(tmp_path / "none.pdf")[0].get_textpage().get_text_range()
    assert "Nothing is entered" in text
