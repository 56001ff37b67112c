"""A pupil's record for the family.

Seen red: a record that kept comments naming a sister, one with the family's number in the changes
of the card, one with the address a mother had withheld.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pypdfium2
import pytest

from officeapp.books.act import TABLES, Book
from officeapp.documents.pupil_record import draw_pupil_record
from officeapp.domain.earlier_years import EarlierYear
from officeapp.domain.given_out import What
from officeapp.domain.record import ContactId
from officeapp.domain.returns import MadeReturn, ReturnKind
from officeapp.domain.rights import Right
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session
from officeapp.errors import NotAllowedError
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_roll import Admission, add_class, add_contact, admit
from officeapp.procedures.pupil_record import NoRecipientError, note_record_given, pupil_record
from officeapp.procedures.record_discretion import NAMES_ANOTHER
from officeapp.procedures.settle_marks import Difference, keep_ours, settle
from tests.builders import SINCE, a_pupil, take

DAY = dt.date(2026, 11, 18)
MOTHER = Contact(ContactId(0), "Ms", "Marsh", "Dana", ("07700 900123",), "dana@example.org")
HOME = "4 Mill Row\nWychbeck"


@pytest.fixture
def family(office):
    """Return two sisters of one family and class with their mother, each marked twice."""
    school_class = add_class(office, "3 Oak", office.school.sites()[0].id)
    cards = [
        a_pupil("Marsh", name, upn=f"M8162999260{n}", family=77, address=HOME)
        for n, name in ((21, "Ottilie"), (22, "Perpetua"))
    ]
    sisters = admit(office, [Admission(card, SINCE, school_class.id, "3") for card in cards])
    mother = add_contact(office, MOTHER, Tie(0, sisters[0].id, ContactId(0), "mother", 1))
    add_contact(office, mother, Tie(0, sisters[1].id, mother.id, "mother", 1))
    take(office, school_class, DAY, Session.AM, "LN")
    amend(office, sisters[0], "U", "walked with Perpetua")
    return sisters


def amend(office, pupil, code, note):
    mark = office.register.standing(pupil.id, DAY, Session.AM)
    amend_mark(office, mark, code, f"told at the gate: {note}", note=note)


def change(office, card):
    with office.writing("test", Right.CHANGE_CARD, Book.ROLL) as act:
        return office.roll.pupil_cards.amend(act, card)


def text_of(office, pupil):
    """Return the whole text of a pupil's record on paper."""
    paper = draw_pupil_record(pupil_record(office, pupil.id, "Dana Marsh, mother"))
    pages = pypdfium2.PdfDocument(paper)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_nothing_of_brothers_and_sisters_is_in_it(office, family):
    first, second = family
    change(office, replace(office.roll.pupil(first.id), medical="as Perpetua: nuts", family=78))
    change(office, replace(office.roll.pupil(first.id), medical="nuts", family=77))
    text = text_of(office, first)
    for theirs in ("Perpetua", second.upn, str(second.id), "77", "78", "family"):
        assert theirs not in text
    assert " ".join(text.split()).count(NAMES_ANOTHER) == 4


def test_every_mark_is_in_it_with_its_history_who_and_when(office, family):
    rows = next(one for one in pupil_record(office, family[1].id, "her").sections[-1:]).rows
    assert [row[:3] for row in rows] == [("Wed 18 Nov 2026 am", "N", "no reason yet")]
    rows = pupil_record(office, family[0].id, "her").sections[-1].rows
    assert [row[1] for row in rows] == ["L", "U"]
    assert rows[1][0].strip() == "corrected"
    assert all(
        row[-2:] == ("Petra Lindqvist, Headteacher", "Fri 20 Nov 2026, 16:00") for row in rows
    )


def test_of_other_people_only_the_name_and_what_they_are(office, family):
    text = text_of(office, family[0])
    assert "Ms Dana Marsh" in text
    assert "mother" in text
    for own in ("07700", "dana@example.org"):
        assert own not in text
    assert "Their telephone numbers, e-mail addresses" in text


def test_an_address_that_is_withheld_is_nowhere(office, family):
    assert "4 Mill Row, Wychbeck" in text_of(office, family[0])
    (_, mother), *_ = office.contacts.of(family[0].id)
    with office.writing("test", Right.CHANGE_CARD, Book.CONTACTS) as act:
        office.contacts.cards.amend(act, replace(mother, address=HOME, address_withheld=True))
    change(office, replace(office.roll.pupil(family[0].id), address="9 Far Lane"))
    text = text_of(office, family[0])
    assert "Mill Row" not in text
    assert "Far Lane" not in text
    assert "without showing where another person lives" in text


def test_giving_it_is_an_act_and_the_next_record_says_so(office, family):
    record = pupil_record(office, family[0].id, " Dana Marsh, mother ")
    note_record_given(office, family[0].id, record, "d1g35t")
    ((line, by),) = office.given_out.all()
    assert (line.what, line.pupil, line.recipient) == (
        What.RECORD,
        family[0].id,
        "Dana Marsh, mother",
    )
    assert (line.first, line.last, line.entries, by.name) == (DAY, DAY, 2, "Petra Lindqvist")
    assert "This record was given before" in text_of(office, family[0])
    assert "This record was given before" not in text_of(office, family[1])


def test_it_is_given_to_somebody_by_somebody_who_may(office, family):
    with pytest.raises(NoRecipientError):
        pupil_record(office, family[0].id, " ")
    record = pupil_record(office, family[0].id, "Dana Marsh, mother")
    office.sign_in(None)
    with pytest.raises(NotAllowedError):
        note_record_given(office, family[0].id, record, "")


def test_it_says_which_page_of_how_many_and_has_no_other_typeface(office, family):
    paper = draw_pupil_record(pupil_record(office, family[0].id, "Łucja Ünsal"))
    assert b"Helvetica" not in paper
    assert b"(en-GB)" in paper
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    for words in ("Record of Ottilie Marsh", "For Łucja Ünsal", "Page 1 of 1", "What is left out"):
        assert words in text


#: Every book with lines about a pupil, and what a record calls its part of it.
PARTS = {
    "enrolment": "Times on the roll",
    "placement": "Classes",
    "tie": "Contacts",
    "pattern": "Timetables agreed",
    "register": "Attendance register",
    "removal": "Removal and returns",
    "made_return": "Removal and returns",
    "earlier_year": "Attendance at earlier schools",
    "given_out": "This record was given before",
    "settled": "Differences with the other record system, settled",
    "leave_decision": "Leave of absence",
    "leave_note": "Leave of absence",
    "late_arrival": "Late book",
    "sign_out": "Signing out and in",
    "message": "Messages",
    "appointment": "Appointments",
    "attempt": "First-day contact",
    "found": "Roll calls",
    "meeting": "Attendance case",
    "plan": "Attendance case",
    "target": "Attendance case",
    "case_note": "Attendance case",
    "referral": "Attendance case",
    "step_taken": "Attendance case",
    "penalty_notice": "Attendance case",
    "letter": "Letters",
    "letter_note": "Letters",
}

#: What is decided on apart, and never printed here.
APART = {"confidential_note", "note_opened"}


def test_every_book_with_lines_about_a_pupil_has_a_part_in_the_record(office):
    about = {
        table
        for table in TABLES
        for column in office.connection.execute("SELECT name FROM pragma_table_info(?)", [table])
        if column[0] == "pupil"
    }
    assert about == PARTS.keys() | APART


def test_what_earlier_schools_counted_is_in_it(office, family):
    year = EarlierYear(9, family[1].id, "2025", "816/2001", "Whitby Infants", 380, 360, 12, 8)
    with office.writing("test", Right.CHANGE_CARD, Book.ROLL) as act:
        office.roll.earlier_year_cards.enter(act, year)
    text = text_of(office, family[1])
    assert "Whitby Infants" in text
    assert "380 possible" in text


def test_a_settled_difference_and_a_return_are_in_it(office, family):
    (mark,) = office.register.history(family[1].id, DAY, Session.AM)
    difference = Difference(2, family[1], DAY, Session.AM, mark.mark, "I", None)
    settle(office, [keep_ours(difference)], "the doctor's note")
    made = MadeReturn(1, ReturnKind.SICKNESS, family[1].id, DAY, DAY, "by the authority's form")
    with office.writing("test", Right.CHANGE_CARD, Book.ROLL) as act:
        office.roll.return_cards.enter(act, made)
    text = text_of(office, family[1])
    for words in ("the doctor's note", "by the authority's form", "Other system"):
        assert words in text
