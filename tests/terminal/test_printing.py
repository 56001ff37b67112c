"""Books on paper, from the terminal."""

from __future__ import annotations

import csv
import json

import pypdfium2
import pytest

from officeapp.books.office import open_office
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.terminal.commands import run
from tests.builders import a_class, take
from tests.conftest import MONDAY


@pytest.fixture
def school(office):
    """Return the file of a school of one class with one corrected mark."""
    school_class, pupils = a_class(office)
    take(office, school_class, MONDAY, Session.AM, "/LN")
    mark = office.register.standing(pupils[1].id, MONDAY, Session.AM)
    amend_mark(office, mark, "U", "came at ten")
    office.close()
    return office.path


def ask(*words):
    return run([str(word) for word in words])


def given(school):
    with open_office(school, read_only=True) as office:
        return [(line.what.value, line.recipient) for line, _ in office.given_out.all()]


def test_a_register_is_a_paper_or_a_list(school, tmp_path):
    words = ("register-book", school, "--from", MONDAY, "--to", MONDAY, "--class", "3 oak")
    assert ask(*words, "--out", tmp_path / "book.pdf") == 0
    assert ask(*words, "--out", tmp_path / "book.csv") == 0
    text = pypdfium2.PdfDocument(tmp_path / "book.pdf")[0].get_textpage().get_text_range()
    assert "was L" in text
    lines = (tmp_path / "book.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.reader(lines))
    assert rows[2] == ["3 Oak", "Name001, Zara", "2026-11-16", "AM", "U", "L", "1"]
    assert given(school) == []


def test_an_extract_is_noted_with_who_had_it(school, tmp_path):
    words = ("register-book", school, "--from", MONDAY, "--to", MONDAY)
    assert ask(*words, "--extract-for", "an inspector", "--out", tmp_path / "x.pdf") == 0
    assert given(school) == [("extract", "an inspector")]
    assert ask(*words, "--extract-for", "", "--out", tmp_path / "y.pdf") == 1
    assert not (tmp_path / "y.pdf").exists()


def test_a_record_is_noted_with_who_had_it(school, tmp_path, capsys):
    assert ask("pupils", school, "--json") == 0
    pupil = json.loads(capsys.readouterr().out)[1]["id"]
    words = ("record", school, "--pupil", pupil, "--for", "Dana, mother")
    assert ask(*words, "--out", tmp_path / "record.pdf") == 0
    text = pypdfium2.PdfDocument(tmp_path / "record.pdf")[0].get_textpage().get_text_range()
    assert "came at ten" in text
    assert given(school) == [("record", "Dana, mother")]
