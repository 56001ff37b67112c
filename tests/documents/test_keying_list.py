from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pypdfium2

from officeapp.documents.keying_list import draw_keying_list
from officeapp.documents.sheets import Furniture
from officeapp.domain.given_out import KeyingOrder, MarkOut
from officeapp.domain.school_year import Session
from tests.builders import a_pupil

DAY = dt.date(2026, 11, 18)
ON = Furniture("Marks to key", "Wednesday 18 November 2026", "Moorside Primary", "Printed today")
ZOE = replace(a_pupil("Święcicka", "Łucja <b>"), admission_no="0412")
CHANGED = MarkOut(ZOE, "3 Oak", DAY, Session.AM, "U", 40, "bus & rain", before="L 12")
GONE = MarkOut(ZOE, "3 Oak", DAY, Session.PM, "", before="N")


def pages(paper):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper)]


def test_a_line_says_what_to_key_and_what_was_given_out_before():
    (text,) = pages(draw_keying_list([CHANGED, GONE], KeyingOrder.BY_CLASS, ON))
    for words in ("Święcicka, Łucja <b>", "0412", "3 Oak · 2 entries", "U 40 was L 12"):
        assert words in text
    assert "take out was N" in text
    assert "bus & rain" in text


def test_a_list_of_several_pages_says_which_page_of_how_many():
    pupils = [replace(ZOE, id=n, legal_forename=f"No{n}") for n in range(120)]
    marks = [replace(CHANGED, pupil=pupil) for pupil in pupils]
    texts = pages(draw_keying_list(marks, KeyingOrder.BY_ADMISSION_NUMBER, ON))
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of {len(texts)}" in text
        assert "Admission no" in text
    assert set(re.findall(r"No\d+", "".join(texts))) == {f"No{n}" for n in range(120)}
