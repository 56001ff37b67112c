"""The school's own names for the columns of other systems' lists.

Seen red: a column the school had named read as what its heading says, a map kept under the name of
one that comes with the program, a second version beside the first.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from officeapp.books.office import MayNotError
from officeapp.domain.import_map import IGNORED, ImportMap
from officeapp.domain.school import Role
from officeapp.errors import UnreadableFileError
from officeapp.exchange.headings import MissingColumnsError, fields_of, layout_of
from officeapp.exchange.pupil_lists import read_pupils
from officeapp.exchange.tables import table_of
from officeapp.procedures.keep_maps import NoMapNameError, UnknownMapError, keep_map, naming

LIST = b"Kid,Family,Birthday,Year,Year\nZara,Abbasi,2018-03-03,7,4\n"
HEADINGS = ("kid", "family", "birthday", "year", "year#2")
FIELDS = ("legal_forename", "legal_surname", "dob", IGNORED, "year_group")
KITCHEN = ImportMap(0, "Kitchen list", "pupils", "any", HEADINGS, FIELDS)


def test_a_list_is_read_by_the_names_the_school_gave(office):
    keep_map(office, KITCHEN)
    reading = read_pupils(table_of(LIST, "x"), *naming(office, "pupils", "kitchen LIST"))
    (row,) = reading.rows
    assert (row.legal_forename, row.legal_surname, row.year_group) == ("Zara", "Abbasi", "4")
    assert reading.warnings == []


def test_what_no_map_knows_is_shown_with_an_example():
    with pytest.raises(MissingColumnsError) as refused:
        read_pupils(table_of(LIST, "x"))
    seen = [(one.key, one.heading, one.example, one.field) for one in refused.value.columns]
    assert seen[0] == ("kid", "Kid", "Zara", "")
    assert seen[3:] == [("year", "Year", "7", "year_group"), ("year#2", "Year", "4", "")]
    assert issubclass(MissingColumnsError, UnreadableFileError)


def test_a_field_has_one_column_and_telephones_have_several():
    table = table_of(b"A,B,C,D\n1,2,3,4\n", "x")
    own = {"a": "phones", "b": "phones", "c": "surname", "d": "surname"}
    assert layout_of(table, "contacts", "any", own).columns == {"phones": (0, 1), "surname": (2,)}


def test_every_field_has_a_name_a_person_knows():
    assert fields_of("pupils")["dob"] == "DOB"
    assert all(words and IGNORED not in words for words in fields_of("contacts").values())


def test_the_same_name_again_is_a_new_version_and_the_same_map_none(office):
    first = keep_map(office, KITCHEN)
    assert keep_map(office, replace(KITCHEN, name=" kitchen  LIST ", fields=FIELDS)).id == first.id
    assert len(office.school.maps("pupils")) == 1
    stands = office.school.maps("pupils")[0]
    assert keep_map(office, replace(stands, id=0)) == stands
    assert len(office.school.map_cards.versions(first.id)) == 2


@pytest.mark.parametrize("name", ["", "  ", "SIMS", "any"])
def test_a_map_needs_a_name_of_its_own(office, name):
    with pytest.raises(NoMapNameError):
        keep_map(office, replace(KITCHEN, name=name))


def test_a_map_is_of_one_kind_of_list_and_an_unknown_one_is_refused(office):
    keep_map(office, KITCHEN)
    assert naming(office, "pupils", "any") == ("any", {})
    with pytest.raises(UnknownMapError, match="sims"):
        naming(office, "contacts", "Kitchen list")
    assert naming(office, "contacts", "SIMS") == ("sims", {})


def test_only_those_who_may_import_keep_maps(office):
    office.sign_in(replace(office.person, role=Role.TEACHER))
    with pytest.raises(MayNotError):
        keep_map(office, KITCHEN)
