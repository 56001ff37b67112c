"""The request form, blank and filled, read back from the PDF."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2

from officeapp.documents.leave_form import draw_leave_form
from officeapp.procedures.leave_form import blank_form, filled_form
from tests.leave_builders import NO, a_child, a_parent, decided


def text_of(paper):
    """Return the words of the one page there is."""
    (page,) = pypdfium2.PdfDocument(paper)
    return page.get_textpage().get_text_range()


def test_a_blank_form_asks_for_everything_and_names_nobody(office):
    _, child = a_child(office)
    text = text_of(draw_leave_form(blank_form(office)))
    for words in ("First day away", "family holiday", "Signature", "Evidence enclosed", "£160"):
        assert words in text
    assert child.surname not in text


def test_a_filled_form_has_the_request_and_what_was_decided(office):
    _, child = a_child(office)
    mother = a_parent(office, child, surname="Święcicka")
    request = decided(
        office, child, ruling=NO, applicant=mother.id, destination="Faro", evidence="flight booking"
    )
    text = text_of(draw_leave_form(filled_form(office, request)))
    for words in ("Święcicka", "Monday 23 November 2026", "Faro", "flight booking", "10 refused"):
        assert words in text
    assert "no exceptional circumstances" in text


def test_a_long_purpose_stays_in_its_box(office):
    _, child = a_child(office)
    request = decided(office, child, purpose="a wedding in the family " * 60)
    text = text_of(draw_leave_form(filled_form(office, request)))
    assert "…" in text
    assert "Decided by" in text


def test_nine_children_of_a_family_leave_room_for_what_is_under_them(office):
    """Seen red with two children in a row however many there are."""
    named = replace(blank_form(office), children=(("Ada Berisha", "03.03.2019", "2 Elm"),) * 9)
    (page,) = pypdfium2.PdfDocument(draw_leave_form(named))
    words = page.get_textpage()
    feet = [words.search(said).get_next() for said in ("Decided by", "Page 1")]
    decided_by, foot = (words.get_charbox(place) for place, _ in feet)
    assert decided_by[1] - foot[3] > 20
    assert words.get_text_range().count("Ada Berisha") == 9
