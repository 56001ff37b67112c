from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.domain.record import UNWRITTEN
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.errors import OfficeError
from officeapp.procedures import keep_school as k
from officeapp.procedures.keep_roll import BackwardsError, ClassInUseError, add_class, change_class
from tests.builders import a_class, with_pin

AM = Session.AM


def bell(office, day=None):
    site = office.school.sites()[0].id
    return office.school.bells().bell(site, "", day or office.today(), AM)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dfe": "8162999"}, "816/2999"),
        ({"urn": "12345"}, "six digits"),
        ({"name": " "}, "no name"),
    ],
)
def test_details_that_cannot_be_right_are_refused(office, changes, said):
    with pytest.raises(OfficeError, match=said):
        k.change_school(office, replace(office.school.card(), **changes))


def test_a_new_site_begins_with_the_times_of_the_first(office):
    site = k.add_site(office, "Hill Top")
    times = office.school.bells().bell(site.id, "", office.today(), AM)
    assert (times.begins, times.closes) == (bell(office).begins, bell(office).closes)
    assert times.id != bell(office).id


def test_two_sites_of_one_name_are_refused(office):
    k.add_site(office, "Hill Top")
    with pytest.raises(k.SiteThereError):
        k.add_site(office, "HILL TOP")
    with pytest.raises(k.SiteThereError):
        k.change_site(office, replace(office.school.sites()[0], name="Hill top"))


def test_times_taken_back_let_the_earlier_ones_hold_again(office):
    before = bell(office)
    later = replace(before, first=dt.date(2026, 11, 1), begins=dt.time(8, 0), line=UNWRITTEN)
    k.set_times(office, [later])
    assert bell(office).begins == dt.time(8, 0)
    k.take_back_times(office, bell(office))
    assert bell(office) == before


def test_the_last_times_of_a_session_cannot_be_taken_back(office):
    with pytest.raises(k.TimesNeededError):
        k.take_back_times(office, bell(office))


def test_times_out_of_order_are_refused(office):
    with pytest.raises(k.TimesOrderError):
        k.set_times(office, [replace(bell(office), closes=dt.time(8, 0))])


def test_a_closure_that_ends_before_it_begins_is_refused(office):
    with pytest.raises(BackwardsError):
        k.set_calendar(office, [Closure(0, dt.date(2026, 9, 2), dt.date(2026, 9, 1), "x")])


def test_somebody_always_keeps_the_heads_rights(office):
    head = office.staff.first()
    with pytest.raises(k.LastHeadError):
        k.change_person(office, replace(head, role=Role.OFFICE))
    with_pin(office, k.add_person(office, "Sam Osei", "Deputy", Role.HEAD, office.today()))
    k.change_person(office, replace(head, role=Role.OFFICE))
    assert office.person.role is Role.OFFICE


def test_a_class_is_used_no_longer_when_nobody_is_in_it(office):
    oak, _ = a_class(office)
    with pytest.raises(ClassInUseError, match="3 pupils are in 3 Oak"):
        change_class(office, replace(oak, gone=True))
    spare = add_class(office, "Spare", office.school.sites()[0].id)
    change_class(office, replace(spare, gone=True))
    assert [one.name for one in office.roll.classes()] == ["3 Oak"]
