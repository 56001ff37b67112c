"""Admitting, changing cards, leaving and coming back, classes and contacts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.domain.record import ClassId, ContactId, PupilId
from officeapp.domain.roll import Contact, Enrolment, Placement, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.procedures.keep_roll import (
    Admission,
    BackwardsError,
    BornLaterError,
    NoGroundError,
    OverlapError,
    UpnTakenError,
    add_class,
    add_contact,
    admit,
    change_contact,
    change_enrolment,
    change_pupil,
    enrol_again,
)
from officeapp.procedures.keep_school import (
    LastHeadError,
    PersonThereError,
    TimesOrderError,
    add_person,
    change_person,
    set_times,
)
from tests.builders import SINCE, a_class, a_pupil, take, with_pin
from tests.conftest import MONDAY

YEAR = SchoolYear(2026)
MOVED = "moved beyond a reasonable distance"


def test_a_pupil_admitted_is_on_roll_from_the_starting_day(office):
    oak, (pupil, *_) = a_class(office)
    assert office.roll.is_on_roll(pupil.id, SINCE)
    assert not office.roll.is_on_roll(pupil.id, SINCE - dt.timedelta(days=1))
    assert [one.id for one in office.roll.members(oak.id, MONDAY)] == [
        one.id for one in office.roll.on_roll(MONDAY)
    ]


def test_two_pupils_cannot_have_one_upn(office):
    a_class(office, pupils=1, upn="B801200005001")
    with pytest.raises(UpnTakenError, match="belongs to Zara Name000"):
        admit(office, [Admission(a_pupil(upn="B801200005001"), SINCE, ClassId(1), "3")])


def test_nobody_is_born_after_admission(office):
    oak, _ = a_class(office)
    late = a_pupil(born=dt.date(2026, 9, 2))
    with pytest.raises(BornLaterError):
        admit(office, [Admission(late, SINCE, oak.id, "3")])


def test_a_new_upn_makes_the_old_one_a_former_one(office):
    _, (pupil,) = a_class(office, pupils=1, upn="X00180001701A")
    change_pupil(office, replace(pupil_now(office, pupil), upn="B801200005001"))
    assert pupil_now(office, pupil).former_upns == ("X00180001701A",)
    assert office.roll.by_upn("X00180001701A").id == pupil.id


def pupil_now(office, pupil):
    """Return the card that stands."""
    return office.roll.pupil(pupil.id)


def test_leaving_ends_the_line_and_coming_back_opens_it(office):
    oak, (pupil,) = a_class(office, pupils=1)
    take(office, oak, MONDAY, Session.AM, "/")
    enrolment = office.roll.enrolments(pupil.id)[0]
    change_enrolment(office, replace(enrolment, last=MONDAY, ground="moved away"))
    slot = YEAR.slot(MONDAY, Session.AM)
    assert office.register.line(pupil.id, YEAR)[slot : slot + 4] == "/.--"
    again = Enrolment(0, pupil.id, MONDAY + dt.timedelta(days=2))
    enrol_again(office, again)
    assert office.register.line(pupil.id, YEAR)[slot : slot + 6] == "/.--.."


def test_who_comes_back_may_come_to_another_class_in_one_act(office):
    oak, (pupil, *_) = a_class(office, pupils=2)
    ash, _ = a_class(office, "4 Ash", pupils=1)
    (first,) = office.roll.enrolments(pupil.id)
    change_enrolment(office, replace(first, last=dt.date(2026, 10, 16), ground=MOVED))
    back = dt.date(2026, 11, 2)
    placement = Placement(0, pupil.id, back, ash.id, "4")
    enrol_again(office, Enrolment(0, pupil.id, back), placement)
    now, before = office.roll.members(ash.id, back), office.roll.members(oak.id, SINCE)
    assert pupil.id in {one.id for one in now}
    assert pupil.id in {one.id for one in before}


def test_a_leaver_leaves_lists_and_not_the_books(office):
    oak, (pupil,) = a_class(office, pupils=1)
    take(office, oak, MONDAY, Session.AM, "/")
    time = office.roll.enrolments(pupil.id)[0]
    change_enrolment(office, replace(time, last=MONDAY, ground=MOVED))
    assert office.roll.members(oak.id, MONDAY + dt.timedelta(days=1)) == []
    assert office.register.standing(pupil.id, MONDAY, Session.AM).code == "/"


def test_marks_after_the_last_day_are_kept_and_stand_again_when_it_is_put_right(office):
    oak, (pupil,) = a_class(office, pupils=1)
    take(office, oak, MONDAY, Session.AM, "L")
    change_enrolment(office, replace(office.roll.enrolments(pupil.id)[0], last=SINCE, ground=MOVED))
    slot = YEAR.slot(MONDAY, Session.AM)
    assert office.register.line(pupil.id, YEAR)[slot] == "-"
    change_enrolment(office, replace(office.roll.enrolments(pupil.id)[0], last=None))
    assert office.register.line(pupil.id, YEAR)[slot] == "L"


def test_putting_dates_right_ends_no_time_on_the_roll_without_a_ground(office):
    """Seen red with the check left out: a name was off the roll, and nothing said why."""
    _, (pupil,) = a_class(office, pupils=1)
    enrolment = office.roll.enrolments(pupil.id)[0]
    with pytest.raises(NoGroundError, match="on a ground of the regulations"):
        change_enrolment(office, replace(enrolment, last=MONDAY))
    change_enrolment(office, replace(enrolment, last=MONDAY, ground=MOVED))
    (ended,) = office.roll.enrolments(pupil.id)
    with pytest.raises(NoGroundError):
        change_enrolment(office, replace(ended, ground=" "))
    change_enrolment(office, replace(ended, last=None, ground=""))


def test_dates_cannot_run_backwards_or_overlap(office):
    _, (pupil,) = a_class(office, pupils=1)
    enrolment = office.roll.enrolments(pupil.id)[0]
    with pytest.raises(BackwardsError):
        change_enrolment(office, replace(enrolment, last=SINCE - dt.timedelta(days=1)))
    with pytest.raises(OverlapError):
        enrol_again(office, Enrolment(0, pupil.id, MONDAY))


def test_contacts_come_in_the_order_in_which_to_call_them(office):
    _, (pupil,) = a_class(office, pupils=1)
    for name, priority in (("Second", 2), ("Last", 0), ("First", 1)):
        tie = Tie(0, pupil.id, ContactId(0), "mother", priority)
        add_contact(office, Contact(ContactId(0), "Ms", name, "A"), tie)
    assert [contact.surname for _, contact in office.contacts.of(pupil.id)] == [
        "First",
        "Second",
        "Last",
    ]


def test_changing_a_contact_writes_only_the_card_that_changed(office):
    _, (pupil,) = a_class(office, pupils=1)
    add_contact(office, Contact(ContactId(0), "Ms", "A", "B"), Tie(0, pupil.id, ContactId(0), "x"))
    ((tie, contact),) = office.contacts.of(pupil.id)
    change_contact(office, replace(contact, do_not_contact=True), tie)
    assert len(office.contacts.cards.versions(contact.id)) == 2
    assert len(office.contacts.tie_cards.versions(tie.id)) == 1


def test_the_last_person_with_the_heads_rights_stays(office):
    """Planted: only people in post counted, whatever their role: red; without a PIN too: red."""
    head = office.staff.first()
    add_person(office, "A. Clerk", "Office manager", Role.OFFICE, SINCE)
    with pytest.raises(LastHeadError):
        change_person(office, replace(head, last=MONDAY))
    deputy = add_person(office, "D. Eputy", "Deputy head", Role.HEAD, SINCE)
    with pytest.raises(LastHeadError):  # who has no PIN yet could not sign in
        change_person(office, replace(head, role=Role.OFFICE))
    with_pin(office, deputy)
    change_person(office, replace(head, last=MONDAY))
    assert office.staff.in_post(MONDAY + dt.timedelta(days=1))[-1].id == deputy.id


def test_whoever_leaves_next_year_is_not_who_stays(office):
    """Planted: heads in post today counted, whatever their last day: red."""
    head = office.staff.first()
    leaves = MONDAY.replace(year=2027)
    with_pin(office, add_person(office, "D. Eputy", "Deputy head", Role.HEAD, SINCE, leaves))
    for changed in (
        replace(head, role=Role.OFFICE),
        replace(head, last=MONDAY.replace(year=2028)),
        replace(head, first=MONDAY.replace(year=2027)),
    ):
        with pytest.raises(LastHeadError):
            change_person(office, changed)


def test_two_people_of_one_name_are_told_apart(office):
    with pytest.raises(PersonThereError):
        add_person(office, "petra lindqvist", "Clerk", Role.OFFICE, MONDAY)


def test_an_earlier_post_stays_on_what_was_written_then(office):
    """Row A5 and R19. Planted: history joined to today's staff card: red."""
    oak, (pupil,) = a_class(office, pupils=1)
    take(office, oak, MONDAY, Session.AM, "/")
    change_person(office, replace(office.staff.first(), post="Executive head"))
    take(office, oak, MONDAY, Session.PM, "\\")
    posts = [office.register.history(pupil.id, MONDAY, session)[0].by.post for session in Session]
    assert posts == ["Headteacher", "Executive head"]


def test_times_follow_each_other(office):
    (bell, _) = office.school.bell_cards.standing().values()
    with pytest.raises(TimesOrderError):
        set_times(office, [replace(bell, closes=dt.time(8, 0))])


def test_new_times_hold_at_once(office):
    bell = next(iter(office.school.bell_cards.standing().values()))
    set_times(office, [replace(bell, closes=dt.time(9, 30))])
    found = office.school.bells().bell(bell.site, "3", MONDAY, Session.AM)
    assert found.closes == dt.time(9, 30)
    assert PupilId(0) not in office.roll.pupils()


def test_a_list_asked_twice_a_day_knows_who_left_and_who_is_called_otherwise_now(office):
    """Seen red with the day's list kept while the roll changes."""
    _, (first, second, third) = a_class(office)
    assert [one.id for one in office.roll.on_roll(MONDAY)] == [first.id, second.id, third.id]
    change_pupil(office, replace(pupil_now(office, first), preferred_surname="Zebedee"))
    found = office.roll.on_roll(MONDAY)
    assert [one.listed for one in found][-1] == "Zebedee, Zara"
    (time,) = office.roll.enrolments(second.id)
    change_enrolment(office, replace(time, last=MONDAY - dt.timedelta(days=1), ground=MOVED))
    assert [one.id for one in office.roll.on_roll(MONDAY)] == [third.id, first.id]
    assert len(office.roll.on_roll(MONDAY - dt.timedelta(days=1))) == 3


def test_classes_come_in_a_new_order_once_a_younger_pupil_is_in_one(office):
    """Seen red with the youngest year groups kept while the roll changes."""
    oak, _ = a_class(office)
    elm = add_class(office, "9 Elm", office.school.sites()[0].id)
    assert [one.id for one in office.roll.classes()] == [oak.id, elm.id]
    admit(office, [Admission(a_pupil("Young"), SINCE, elm.id, "1")])
    assert [one.id for one in office.roll.classes()] == [elm.id, oak.id]
