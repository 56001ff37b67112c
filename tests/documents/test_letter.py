"""Letters read back from the PDF: hostile names, one address a copy, pages numbered (R14).

Seen red: a name read as markup; one address block for all copies; a draft without its mark.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from officeapp.documents.letter import (
    PartTooTallError,
    draw_letters,
    latin,
    spelled_otherwise,
)
from officeapp.domain.letter_paper import COPY, DRAFT, Letterhead, LetterPaper
from officeapp.domain.letters import Template, fill
from officeapp.domain.recipients import Recipient
from officeapp.domain.record import ContactId

NAMES = 5_000 if os.environ.get("OFFICEAPP_PROOF") == "full" else 300
HEAD = Letterhead("Moorside Primary School", "Moorside Lane, Kearsley · 01632 960 000")
ACTIVE = (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/Annots")
FIGURES = (("Sessions this year", "98"), ("Attended", "85"), ("Attendance", "86.7%"))


def a_letter(name="Kai", body="About {name}.\n\n[figures]\n\n- one\n- two", **changes):
    text = fill(Template("k", "K", "{name}: a meeting", body), {"name": name})
    to = Recipient((ContactId(1),), "Ms Dana Johnson", "Ms Johnson", ("12 Example Street", "BL4"))
    given_fields = {
        "number": "L-0017",
        "date": "18 November 2026",
        "to": to,
        "text": text,
        "figures": FIGURES,
        "signed_by": "A. Example, pastoral manager",
    }
    return LetterPaper(**{**given_fields, **changes})


def pages_of(*letters, **options):
    document = pypdfium2.PdfDocument(draw_letters(letters, HEAD, **options))
    return [page.get_textpage().get_text_range() for page in document]


def squeezed(text):
    """Return a text without the blanks that a line's end puts into it."""
    return "".join(text.split())


def test_a_letter_says_who_to_whom_and_what():
    [page] = pages_of(a_letter())
    said = ("Moorside Primary School", "L-0017", "12 Example Street", "Dear Ms Johnson")
    for words in (*said, "Kai: a meeting", "86.7%", "Yours sincerely", "Page 1 of 1"):
        assert words in page


@settings(max_examples=NAMES, deadline=None)
@given(st.text(st.characters(categories=("L", "P", "S", "N", "Zs")), min_size=1, max_size=40))
def test_any_name_comes_out_as_letters_or_as_its_latin_spelling(name):
    if not name.strip():
        return
    paper = draw_letters([a_letter(name)], HEAD)
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    folded = unicodedata.normalize("NFKC", squeezed(latin(name)))
    assert folded in unicodedata.normalize("NFKC", squeezed(text))
    assert not any(word in paper for word in ACTIVE)


@pytest.mark.parametrize("name", ["<b>Kai</b>", "Kai & Co", "<a href='x'>Kai</a>", "&lt;Kai&gt;"])
def test_markup_in_a_name_is_printed_and_never_read(name):
    [page] = pages_of(a_letter(name))
    assert f"About {name}." in page


def test_a_name_in_letters_the_typeface_lacks_is_spelled_and_said_before():
    letter = a_letter("李明")
    assert spelled_otherwise([letter]) == {"李明": "LiMing"}
    assert "About LiMing." in pages_of(letter)[0]
    assert spelled_otherwise([a_letter("Łucja Święcicka")]) == {}


def test_each_copy_has_its_own_address_and_no_other():
    other = Recipient((ContactId(2),), "Mr Jo Roe", "Mr Roe", ("9 Far Lane", "York"))
    first, second = pages_of(a_letter(), a_letter(to=other))
    assert "12 Example Street" in first
    assert "9 Far Lane" not in first
    assert "9 Far Lane" in second
    assert "12 Example Street" not in second
    assert "Johnson" not in second


@pytest.mark.parametrize("mark", [DRAFT, COPY])
def test_a_draft_and_a_copy_say_so_on_every_page(mark):
    long = "\n\n".join(["Word " * 80] * 12)
    pages = pages_of(a_letter(body=f"{{name}} {long}", mark=mark))
    assert len(pages) > 1
    assert all(mark in page for page in pages)
    assert [f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)]


def test_large_print_takes_the_same_text_to_more_room():
    body = "{name} " + "Word " * 500
    small, large = pages_of(a_letter(body=body)), pages_of(a_letter(body=body, large=True))
    assert len(large) > len(small)
    assert squeezed("".join(large)).count("Word") == 500


def test_duplex_begins_each_letter_on_the_front_of_a_sheet():
    pages = pages_of(a_letter(), a_letter(), duplex=True)
    assert [bool(page.strip()) for page in pages] == [True, False, True, False]


def test_the_slip_to_tear_off_names_child_and_letter():
    letter = a_letter()
    text = replace(letter.text, reply=("I can come",))
    [page] = pages_of(replace(letter, text=text, about="Kai Johnson, 3 Oak"))
    assert "Kai Johnson, 3 Oak · L-0017" in page
    assert "I can come" in page


def test_fonts_are_embedded_and_the_file_is_small():
    paper = draw_letters([a_letter()], HEAD)
    assert b"/FontFile2" in paper
    assert len(paper) < 60_000


def test_what_is_taller_than_a_page_is_refused_in_words():
    with pytest.raises(PartTooTallError, match="shorter paragraphs"):
        draw_letters([a_letter(figures=(("Word " * 2_000, "1"),))], HEAD)
