from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from officeapp.documents.layout import letters_missing
from officeapp.documents.register_sheet import PaperMark, PaperRegister, draw_register
from officeapp.domain.school_year import Session

MONDAY = dt.date(2026, 11, 16)
NAMES = (
    "Święcicka, Łucja",
    "O’Neill, Siân",
    "Nguyễn, Ánh",
    "<b>Tables</b> & Co, Bobby",
    "Çelik, İpek",
)


def a_register(**changes):
    """Return a sheet of five pupils and one day."""
    marks = [PaperMark("/"), PaperMark("U", before="L")]
    given = {
        "school": "Moorside Primary",
        "class_name": "3 Oak",
        "teacher": "Mr Osei",
        "week": "Week of Monday 16 November 2026",
        "sessions": [(MONDAY, session) for session in Session],
        "closed": {},
        "pupils": [(name, marks) for name in NAMES],
        "key": "L late",
        "amendments": ["Çelik, İpek, Mon 16 Nov pm: L to U, marked in error; P. Lindqvist"],
        "printed": "Printed Wed 18 Nov 2026",
    }
    return PaperRegister(**{**given, **changes})


def read_back(paper):
    """Return a PDF with the text of its pages."""
    document = pypdfium2.PdfDocument(paper)
    return document, [page.get_textpage().get_text_range() for page in document]


def test_names_of_any_origin_come_out_as_written():
    _, (text,) = read_back(draw_register(a_register()))
    assert all(name in text for name in NAMES)
    assert letters_missing("".join(NAMES)) == ""
    assert letters_missing("Ada 你 Ada") == "你"


def test_a_corrected_entry_is_told_apart_from_an_original_one():
    _, (text,) = read_back(draw_register(a_register()))
    assert "U* was L" in text
    assert "* Çelik, İpek, Mon 16 Nov pm: L to U, marked in error; P. Lindqvist" in text


def test_the_sheet_says_what_it_is_and_has_a_line_to_sign():
    document, (text,) = read_back(draw_register(a_register()))
    assert (
        document.get_metadata_value("Title") == "Register of 3 Oak, Week of Monday 16 November 2026"
    )
    for words in ("3 Oak, Mr Osei", "Moorside Primary", "Signed and dated", "Page 1", "Mon 16 Nov"):
        assert words in text


def test_every_typeface_is_embedded_and_the_language_is_said():
    paper = draw_register(a_register())
    assert b"Helvetica" not in paper
    assert b"(en-GB)" in paper


def test_a_closed_day_gives_its_reason():
    shut = [("Young, Ada", [PaperMark(shut=True), PaperMark(shut=True)])]
    _, (text,) = read_back(draw_register(a_register(closed={MONDAY: "INSET"}, pupils=shut)))
    assert "closed: INSET" in text


@pytest.mark.parametrize(("pupils", "pages"), [(30, 1), (34, 1), (120, 4)])
def test_a_class_stands_on_one_page_and_a_school_on_several(pupils, pages):
    several = [(f"Pupil {n}", [PaperMark(), PaperMark()]) for n in range(pupils)]
    document, texts = read_back(draw_register(a_register(pupils=several, amendments=[])))
    assert len(document) == pages
    assert all("Pupil" in text and "Mon 16 Nov" in text for text in texts)
