"""Pupils, contacts and marks in the shapes of several systems.

Seen red: the contact's name taken for the pupil's, a blank cell read as 'no', the second heading of
a name overwriting the first, a slow row losing its minutes.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.lists import MarkRow, Named
from officeapp.domain.school_year import Session
from officeapp.errors import NotFoundError, UnreadableFileError
from officeapp.exchange.contact_lists import read_contacts
from officeapp.exchange.headings import map_names
from officeapp.exchange.mark_lists import read_marks
from officeapp.exchange.pupil_lists import read_pupils
from officeapp.exchange.tables import Table, table_of

SIMS = """\
Adno,UPN,Legal Surname,Legal Forename,Preferred Forename,DOB,Gender,Year,Reg
001234,M816299926001,O’Neill,Zoë,Zoë,28/02/2018,F,Year  3,3B
001236,,Smith-Jones,Mary Jane,MJ,01/09/2015,F,Year  6,6C
"""
PARENTMAIL = """\
StudentForename,StudentSurname,StudentID,Year,Reg,DOB,Gender,Relationship,Title,ContactForename,\
ContactSurname,ContactID,PrimaryEmail,MobileNumber,HouseName,HouseNumber,Street,District,Town,\
County,Postcode,Priority
Zoë,O'Neill,P1,Year 3,3B,28/02/2018,F,Father,Mr,Declan,O'Neill,C2,,07700900456,Flat 2,9,\
Sample Road,,Leeds,,LS1 4AP,2
"""
SCHOOLBOOKING = """\
ID,Forename,Surname,ID,Priority,Parental responsibility,Lives with Pupil,Title,Forename,Surname,\
Home Email,Main Telephone,Primary Email,Mobile number,ID,Class Name
7,Zoë,O'Neill,31,1,T,F,Ms,Aneta,Święcicka,home@example.org,01904 496000,,07700 900123,4,3 Oak
"""
EVERYTHING = """\
UPN,Legal surname,Legal forename,Preferred forename,DOB,Sex,Year group,Class,Site,\
Date of admission,Date of leaving,Pupil premium,SEN,EAL,FSM,Looked after,Medical,Address,Former UPN
q816200126001,Hill,,,2019-05-06,M,R,Ash,Main,2023-09-04,2024-07-19,yes,K,,no,N,"Nuts
Pen in office",1 High St,P81620012601A
"""


def pupils(text, map_name="any"):
    return read_pupils(table_of(text.encode("cp1252"), "pupils.csv"), map_name)


def contacts(text, map_name="any"):
    return read_contacts(table_of(text.encode(), "contacts.csv"), map_name)


def marks(text):
    return read_marks(table_of(text.encode(), "marks.csv"))


@pytest.mark.parametrize("map_name", ["any", "SIMS"])
def test_a_sims_list_of_pupils(map_name):
    zoe, mary = pupils(SIMS, map_name).rows
    assert (zoe.admission_no, zoe.legal_surname, zoe.legal_forename) == ("001234", "O’Neill", "Zoë")
    assert (zoe.dob, zoe.sex, zoe.year_group, zoe.school_class) == (
        dt.date(2018, 2, 28), "F", "3", "3B",
    )  # fmt: skip
    assert zoe.preferred_forename == ""
    assert (mary.upn, mary.preferred_forename) == (None, "MJ")


def test_every_column_of_the_pupil_card():
    (pupil,) = pupils(EVERYTHING).rows
    assert (pupil.upn, pupil.former_upn) == ("Q816200126001", "P81620012601A")
    assert (pupil.first, pupil.last) == (dt.date(2023, 9, 4), dt.date(2024, 7, 19))
    assert (pupil.pupil_premium, pupil.sen, pupil.fsm, pupil.looked_after) == (
        True,
        "K",
        False,
        False,
    )
    assert (pupil.medical, pupil.address) == ("Nuts\nPen in office", "1 High St")


def test_a_blank_cell_says_nothing():
    (pupil,) = pupils(EVERYTHING).rows
    assert (pupil.legal_forename, pupil.preferred_forename, pupil.eal) == (None, None, None)


def test_arbor_repeats_a_heading_and_the_first_counts():
    text = (
        'UPN,"Year group(s) this academic year",SEN status,SEN status\nQ816200126001,Year 2,K,E\n'
    )
    (pupil,) = pupils(text, "Arbor").rows
    assert (pupil.year_group, pupil.sen) == ("2", "K")


def test_a_wrong_check_letter_warns_and_names_the_right_one():
    reading = pupils("UPN,Surname,DOB\nA816200126001,Hill,2019-05-06\n")
    assert len(reading.rows) == 1
    assert [p.where for p in reading.warnings] == ["2"]
    assert "should be Q" in reading.warnings[0].reason


@pytest.mark.parametrize(
    ("cells", "field", "found"),
    [
        ("UN1,Hill,2019-05-06,M", "UPN", "UN1"),
        ("Q816200126001,Hill,05/31/2019,M", "Born", "05/31/2019"),
        ("Q816200126001,Hill,2019-05-06,Q", "Gender", "Q"),
        ("Q816200126001,H\x07ill,2019-05-06,M", "Surname", "H�ill"),
        ("Q816200126001," + "H" * 501 + ",2019-05-06,M", "Surname", "H" * 80),
    ],
)
def test_a_cell_that_cannot_be_understood_refuses_its_row(cells, field, found):
    text = f"UPN,Surname,Born,Gender\n{cells}\nB801200005001,Dale,2019-05-07,F\n"
    reading = read_pupils(table_of(text.encode(), "pupils.csv"))
    assert [row.where for row in reading.rows] == [3]
    assert [(p.where, p.field, p.found) for p in reading.refused] == [("2", field, found)]
    assert reading.read == 2


def test_columns_nobody_reads_are_named_once():
    reading = pupils("UPN,House,Shoe size\nQ816200126001,Red,3\n")
    assert [(p.where, p.found) for p in reading.warnings] == [("1", "House, Shoe size")]


def test_a_list_without_the_columns_it_needs_is_refused_whole():
    with pytest.raises(UnreadableFileError, match=r"no column for 'UPN' or .*Name the columns"):
        pupils("Surname,Forename\nHill,Jo\n")
    with pytest.raises(UnreadableFileError, match="'date' with 'session' with 'code'"):
        marks("UPN,Date,Session\nQ816200126001,2026-03-02,AM\n")


def test_a_map_that_does_not_exist_is_refused_with_those_that_do():
    assert {"arbor", "parentmail", "schoolbooking", "sims"} <= set(map_names())
    with pytest.raises(NotFoundError, match="choose one of any, arbor"):
        pupils(SIMS, "../simz")


@pytest.mark.parametrize("map_name", ["any", "ParentMail"])
def test_a_parentmail_list_joins_the_parts_of_an_address(map_name):
    (row,) = contacts(PARENTMAIL, map_name).rows
    assert row.pupil == Named("", "P1", "O'Neill", "Zoë", dt.date(2018, 2, 28))
    assert (row.forename, row.surname, row.external) == ("Declan", "O'Neill", "C2")
    assert (row.relationship, row.priority, row.phones) == ("Father", 2, ("07700900456",))
    assert row.address == "Flat 2\n9 Sample Road\nLeeds\nLS1 4AP"
    assert row.lives_with is None


@pytest.mark.parametrize("map_name", ["any", "SchoolBooking"])
def test_a_schoolbooking_list_has_id_three_times_and_names_twice(map_name):
    (row,) = contacts(SCHOOLBOOKING, map_name).rows
    assert row.pupil == Named("", "7", "O'Neill", "Zoë")
    assert (row.title, row.forename, row.surname, row.external) == (
        "Ms",
        "Aneta",
        "Święcicka",
        "31",
    )
    assert (row.parental_responsibility, row.lives_with) == (True, False)
    assert row.phones == ("01904 496000", "07700 900123")
    assert row.email == "home@example.org"


def test_a_plain_list_names_the_pupil_by_upn_alone():
    text = "UPN,Title,Forename,Surname,Relationship,Phone\nQ816200126001,Ms,Jo,Hill,Mother,07700\n"
    (row,) = contacts(text).rows
    assert (row.pupil, row.surname) == (Named("Q816200126001"), "Hill")


def test_a_contact_without_a_name_is_refused_and_a_mangled_phone_is_said():
    text = "UPN,Forename,Surname,Phone\nQ816200126001,,,1\nQ816200126001,Jo,,4.47701E+11\n"
    reading = contacts(text)
    assert [p.reason for p in reading.refused] == ["A contact needs a name."]
    assert [(p.where, p.field) for p in reading.warnings] == [("3", "phone")]


def test_marks_in_any_order_of_columns_with_mark_for_code():
    text = "Session,Mark,UPN,Date,Minutes late,Comment\nam,l,q816 200126001,2/3/2026,12,'=bus\n"
    upn, day = Named("Q816200126001"), dt.date(2026, 3, 2)
    assert marks(text).rows == [MarkRow(2, upn, day, Session.AM, "L", 12, "=bus")]


CELLS = st.text(max_size=6) | st.sampled_from(
    [
        "Q816200126001",
        "2026-03-02",
        "AM",
        "/",
        "5",
        "",
        "\u200b",
        "2026-03-02\u200b",
        "\x07",
        "a\nb",
    ]
)


@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=5))
def test_every_row_of_marks_is_read_or_refused(rows):
    headings = ("UPN", "Date", "Session", "Code", "Minutes late", "Comment")
    table = Table("marks.csv", headings, list(enumerate(rows, 2)))
    reading = read_marks(table)
    lines = {row.where for row in reading.rows} | {int(p.where) for p in reading.refused}
    assert lines == set(range(2, len(rows) + 2))
    assert reading.read == len(rows)


def test_a_list_that_makes_no_sense_at_all_is_refused_whole():
    nonsense = [(line, ["x", "y", "z", "q"]) for line in range(9_000)]
    with pytest.raises(UnreadableFileError, match="cells that make no sense"):
        read_marks(Table("marks.csv", ("UPN", "Date", "Session", "Code"), nonsense))
    with pytest.raises(UnreadableFileError, match="no list of pupils"):
        read_pupils(Table("pupils.csv", ("UPN", "Class"), [(2, ["", ""])] * 20_001))


def test_what_nobody_sees_around_a_cell_of_marks_does_not_matter():
    text = "UPN,Date,Session,Code\nQ816200126001\u200b,2026-03-02\u200b, AM\xa0,\ufeff/\n"
    assert marks(text).rows == [
        MarkRow(2, Named("Q816200126001"), dt.date(2026, 3, 2), Session.AM, "/")
    ]


def test_rows_of_one_pupil_share_one_name():
    text = "UPN,Date,Session,Code\nQ816200126001,2026-03-02,AM,/\nQ816200126001,2026-03-02,PM,\\\n"
    first, second = marks(text).rows
    assert first.pupil is second.pupil


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ("Q816200126001,2026-03-02,AM,,,", "Code"),
        ("Q816200126001,3/13/2026,AM,/,,", "Date"),
        ("Q816200126001,2026-03-02,P3,/,,", "Session"),
        ("Q816200126001,2026-03-02,AM,L,soon,", "Minutes late"),
        (",2026-03-02,AM,/,,", "UPN"),
        ("UN1,2026-03-02,AM,/,,", "UPN"),
    ],
)
def test_a_mark_with_something_wrong_names_the_field(cells, field):
    reading = marks(f"UPN,Date,Session,Code,Minutes late,Comment\n{cells}\n")
    assert reading.rows == []
    assert [(p.where, p.field) for p in reading.refused] == [("2", field)]


def test_a_contact_list_may_say_who_is_not_to_be_called_told_or_given_the_pupil():
    text = (
        "UPN,Contact surname,Contact forename,Not to be released to,Do not contact,"
        "Address withheld\nQ816200126001,Hill,Jo,yes,Y,true\nQ816200126001,Dale,Al,no,,\n"
    )
    rows = contacts(text).rows
    assert [(r.not_released, r.do_not_contact, r.address_withheld) for r in rows] == [
        (True, True, True),
        (False, None, None),
    ]
