"""A transfer file in the hands of who may not admit: proposed, confirmed, declined."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.export import book_rows, withheld
from officeapp.books.office import MayNotError
from officeapp.domain.earlier_years import EarlierYear
from officeapp.domain.record import PupilId
from officeapp.domain.school import Role
from officeapp.procedures.import_transfer import import_transfer
from officeapp.procedures.keep_roll import (
    change_contact,
    change_pupil,
)
from officeapp.procedures.keep_school import change_school
from officeapp.procedures.propose_pupil import (
    confirm_admissions,
    decline_admission,
)
from tests.procedures.transfer_plans import MOTHER, OMAR, ZARA, bring_in, counts, on_roll, one, plan

YEAR = EarlierYear(0, PupilId(0), "2025", "816/2001", "Whitby Infants", 380, 360, 12, 8)
TWINS = [
    replace(
        one(upn="", legal_surname="Hill", legal_forename=forename, dob=dt.date(2019, 1, 1),
            sen="K", contacts=[replace(MOTHER, surname="Hill", address="1 High St")]),
        years=(YEAR,), place=place,
    )
    for place, forename in enumerate(("Kim", "Lee"), 1)
]  # fmt: skip


@pytest.fixture
def office(office):
    """Return an office that knows its own number."""
    change_school(office, replace(office.school.card(), dfe="816/2999"))
    return office


@pytest.fixture
def zara(office):
    """Return Zara Abbasi, on the roll in 3 Oak with nothing but her name, birth and number."""
    return on_roll(office, upn=ZARA)


def test_a_plan_of_the_head_is_not_written_by_who_may_not_admit(office, zara):
    made = plan(office, one(upn=OMAR, legal_forename="Omar"))
    office.sign_in(replace(office.person, role=Role.ATTENDANCE_OFFICER))
    with pytest.raises(MayNotError):
        import_transfer(office, made)
    assert counts(bring_in(office, one(address="1 High St"))) == (0, 1, 0, 0)


def propose_twins(office):
    """Bring in two new pupils of one mother as the office, who may not admit."""
    office.sign_in(replace(office.person, role=Role.OFFICE))
    made = plan(office, *TWINS)
    import_transfer(office, made)
    office.sign_in(replace(office.person, role=Role.HEAD))
    return made


def test_the_office_proposes_the_pupils_of_a_file_and_nothing_of_them_stands_before(office, zara):
    """Seen red with contacts written at once: a declined pupil left a mother behind."""
    made = propose_twins(office)
    assert {change.field for change in made.preview.changes} >= {
        "new pupil, for the head to confirm"
    }
    assert (len(office.roll.arrivals()), len(office.roll.pupils())) == (2, 1)
    assert office.contacts.contacts() == {}
    assert counts(bring_in(office, *TWINS))[3] == 2


def test_the_head_confirms_them_together_with_contacts_family_and_earlier_years(office, zara):
    propose_twins(office)
    kim, lee = confirm_admissions(office, office.roll.arrivals())
    assert kim.family == lee.family != 0
    ((tie, mother),) = office.contacts.of(kim.id)
    assert office.contacts.of(lee.id)[0][1] == mother
    assert (mother.address, tie.relationship, kim.sen) == ("1 High St", "Mother", "K")
    assert [one.possible for one in office.roll.earlier_years(kim.id)] == [380]
    assert office.roll.placed(lee.id, office.today()) is not None


def test_a_twin_who_is_declined_takes_no_contact_from_the_other(office, zara):
    propose_twins(office)
    kim, lee = office.roll.arrivals()
    decline_admission(office, kim, "goes elsewhere")
    office.forget()
    new = confirm_admissions(office, [lee])[0]
    ((_, mother),) = office.contacts.of(new.id)
    assert (len(office.contacts.contacts()), mother.forename) == (1, "Noor")


def test_nobody_else_imports_even_nothing(office):
    office.sign_in(replace(office.person, role=Role.TEACHER))
    with pytest.raises(MayNotError):
        import_transfer(office, plan(office))


def test_who_waits_for_the_head_gives_no_withheld_address_away_in_an_export(office, zara):
    """Seen red with the books of arrivals exported as they stand."""
    change_pupil(office, replace(zara, address="1 Refuge Lane"))
    bring_in(office, one(contacts=[replace(MOTHER, address="1 Refuge Lane", lives_with=True)]))
    ((tie, noor),) = office.contacts.of(zara.id)
    change_contact(office, replace(noor, address_withheld=True), tie)
    office.sign_in(replace(office.person, role=Role.OFFICE))
    lives = replace(MOTHER, forename="Amal", address="1 Refuge Lane", lives_with=True)
    bring_in(
        office,
        replace(
            one(upn=OMAR, legal_forename="Omar", address="1 Refuge Lane", contacts=[lives]),
            place=2,
        ),
    )
    hidden = withheld(office)
    for book in ("arrival", "arrival_contact", "contact", "pupil"):
        rows = str(list(book_rows(office, book, hidden)[1]))
        assert ("withheld" in rows, "Refuge" in rows) == (True, False), book
