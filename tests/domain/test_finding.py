from __future__ import annotations

import pytest

from officeapp.domain.finding import Listed, PupilIndex, Reached, dialled
from officeapp.domain.record import PupilId

DANA = Reached("mother", "Ms Dana Berisha", ("+44 7700 900123",))


def listed(number, name, *names, school_class="3 Oak", **more):
    return Listed(PupilId(number), name, names or tuple(name.split(", ")), school_class, **more)


INDEX = PupilIndex(
    [
        listed(1, "Dąbrowski, Jan"),
        listed(2, "Johnson, Kai", contacts=(DANA,)),
        listed(3, "O’Neill, Siân", school_class="R Ash"),
        listed(4, "Smith-Jones, Lily-Mae"),
        listed(5, "Kaur, Simran", "Kaur", "Simran", "Gill", upns=("A820200326001",)),
        listed(6, "Johnson, Abel", school_class="left Jul 2026", on_roll=False),
        listed(7, "Johansson, Tove"),
    ]
)


def found(typed):
    return [hit.listed.name for hit in INDEX.find(typed)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("dabrow", ["Dąbrowski, Jan"]),
        ("oneill", ["O’Neill, Siân"]),
        ("o'neill sian", ["O’Neill, Siân"]),
        ("smithjones", ["Smith-Jones, Lily-Mae"]),
        ("mae", ["Smith-Jones, Lily-Mae"]),
        ("kai jo", ["Johnson, Kai"]),
        ("gill", ["Kaur, Simran"]),
        ("ash", ["O’Neill, Siân"]),
        ("a8202", ["Kaur, Simran"]),
        ("berisha", ["Johnson, Kai"]),
        ("07700 900", ["Johnson, Kai"]),
        ("+44 7700 900123", ["Johnson, Kai"]),
        ("nobody", []),
        ("", []),
    ],
)
def test_a_pupil_is_found_by_whatever_is_said(typed, names):
    assert found(typed) == names


def test_those_on_roll_come_before_those_who_left():
    assert found("johnson") == ["Johnson, Kai", "Johnson, Abel"]


def test_a_surname_begun_comes_before_a_part_of_a_name():
    assert found("jo")[:2] == ["Johansson, Tove", "Johnson, Kai"]
    assert found("jo")[-1] == "Smith-Jones, Lily-Mae"


def test_a_find_through_a_contact_says_so():
    assert INDEX.find("dana")[0].through == "mother Ms Dana Berisha"
    assert INDEX.find("900123")[0].through == "mother Ms Dana Berisha, +44 7700 900123"
    assert INDEX.find("a8202")[0].through == "UPN A820200326001"
    assert not INDEX.find("kai")[0].through


def test_a_few_digits_are_no_telephone_number():
    assert found("123") == []


def test_no_more_are_found_than_asked_for():
    assert len(INDEX.find("jo", limit=2)) == 2


@pytest.mark.parametrize(
    ("typed", "number"),
    [("+44 (0)114 496 0123", "01144960123"), ("0114-496 0123", "01144960123"), ("kai", "")],
)
def test_a_number_is_dialled_within_the_country(typed, number):
    assert dialled(typed) == number
