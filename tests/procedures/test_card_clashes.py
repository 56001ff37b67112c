"""Cards and entries on which desks disagree: who sees it, and deciding one field at a time.

Seen red with: a decision that settles the card's other fields too; a withheld address shown to
whoever may read contacts; a decision written over what came in meanwhile.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.check import check
from officeapp.books.reasons import reasons
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.codes import NOT_ON_ROLL
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear
from officeapp.errors import NotAllowedError
from officeapp.procedures.amend_arrival import amend_arrival
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.card_clashes import reveal_clash
from officeapp.procedures.keep_roll import add_contact, change_contact, change_enrolment
from officeapp.procedures.keep_school import add_person, change_school
from officeapp.procedures.open_clashes import office_clashes
from officeapp.procedures.settle_clash import settle_clash
from officeapp.procedures.settle_open_clash import NoOtherValueError, keep_side, settle_with
from tests.desks import AM, NOW, books_of, desks, pupils, share, share_all

_PEOPLE = (
    ("Bo Lund", Role.RECEPTION),
    ("Eva Holm", Role.ATTENDANCE_OFFICER),
    ("Ada Ross", Role.OFFICE),
)
HOME, AWAY = "1 High Street\nMoorside", "2 Mill Lane\nMoorside"


@pytest.fixture
def two(tmp_path):
    """Return two desks that have one parent's card, and people of three roles."""
    with desks(tmp_path) as offices:
        here, _ = offices
        parent = Contact(ContactId(0), "Ms", "Święcicka", "Aneta", ("020 7946 0000",))
        add_contact(here, parent, Tie(0, pupils(here)[0].id, ContactId(0), "mother"))
        for name, role in _PEOPLE:
            add_person(here, name, str(role), role, NOW.date())
        share_all(offices)
        yield offices


def card(office):
    (found,) = office.contacts.contacts().values()
    return found


def change(office, **fields):
    (tie,) = office.contacts.ties()
    change_contact(office, replace(card(office), **fields), tie)


def seen_by(office, name):
    head = office.person
    office.sign_in(office.staff.named(name, NOW.date()))
    found = [clash.what for clash in office_clashes(office)]
    office.sign_in(head)
    return found


def test_one_field_is_decided_and_the_other_still_waits(two):
    here, there = two
    change(here, email="a@example.org", address=HOME)
    change(there, email="b@example.org", address=AWAY)
    share_all(two)
    email, address = sorted(office_clashes(here), key=lambda one: one.what, reverse=True)
    assert (email.about, email.what) == ("Ms Aneta Święcicka", "contact: e-mail")
    assert {side.words for side in email.sides} == {"a@example.org", "b@example.org"}
    keep_side(here, email, email.sides[0])
    share_all(two)
    for office in two:
        assert [one.key for one in office_clashes(office)] == [address.key]
        assert card(office).email == email.sides[0].words
        assert check(office) == []
    settle_with(there, address, "3 New Road")
    share_all(two)
    assert [office_clashes(office) for office in two] == [[], []]
    assert card(here).address == "3 New Road"
    assert books_of(here) == books_of(there)


def test_keeping_what_is_shown_decides_it_too(two):
    for office, said in zip(two, "ab", strict=True):
        change(office, email=f"{said}@example.org")
    share_all(two)
    (clash,) = office_clashes(two[0])
    keep_side(two[0], clash, next(side for side in clash.sides if side.words == clash.shown))
    assert office_clashes(two[0]) == []
    with pytest.raises(ChangedMeanwhileError):
        keep_side(two[0], clash, clash.sides[0])


def test_nothing_is_decided_past_what_came_in_meanwhile(two):
    here, there = two
    for office, said in zip(two, "ab", strict=True):
        change(office, email=f"{said}@example.org")
    share(there, here)
    (clash,) = office_clashes(here)
    change(there, email="c@example.org")
    share_all(two)
    with pytest.raises(ChangedMeanwhileError):
        keep_side(here, clash, clash.sides[0])
    assert len(office_clashes(here)) == 1


def test_what_both_say_alike_is_no_clash_and_a_third_value_joins(two):
    here, there = two
    for office in two:
        change(office, email="a@example.org")
    share_all(two)
    assert office_clashes(here) == []
    change(here, phones=("020 7946 0001",))
    change(there, phones=("020 7946 0002", "020 7946 0003"))
    share_all(two)
    (clash,) = office_clashes(there)
    settle_with(there, clash, "020 7946 0004, 020 7946 0005")
    assert card(there).phones == ("020 7946 0004", "020 7946 0005")


def test_a_withheld_address_clashes_for_those_only_who_may_read_it(two):
    here, there = two
    change(here, address=HOME, address_withheld=True)
    change(there, address=AWAY)
    share_all(two)
    assert seen_by(here, "Bo Lund") == seen_by(here, "Eva Holm") == []
    assert seen_by(here, "Ada Ross") == ["contact: address"]
    (clash,) = office_clashes(here)
    assert {side.words for side in clash.sides} == {clash.shown} == {"withheld"}
    told = reveal_clash(here, clash)
    assert {side.words for side in told.sides} == {
        "1 High Street, Moorside",
        "2 Mill Lane, Moorside",
    }
    assert not clash.may_settle
    with pytest.raises(NotAllowedError):
        keep_side(here, clash, clash.sides[0])


def test_an_entry_of_the_late_book_is_decided_as_a_whole(two):
    here, there = two
    today, why = NOW.date(), reasons().late[0]
    child = pupils(here)[1].id
    arrive_late(here, [Coming(child, dt.time(9, 20), why)], today)
    share_all(two)
    for office, minute in zip(two, (25, 30), strict=True):
        (entry,) = office.front_desk.late.on(today)
        amend_arrival(office, entry.id, Coming(child, dt.time(9, minute), why), "slow clock")
    share_all(two)
    mark, entry = office_clashes(there)
    settle_clash(there, mark.source, "U", "asked at the door", minutes=25)
    side = next(one for one in entry.sides if "09:25" in one.words)
    keep_side(there, entry, side)
    share_all(two)
    assert [one.at for one in here.front_desk.late.on(today)] == [dt.time(9, 25)]
    assert office_clashes(here) == []
    with pytest.raises(NoOtherValueError):
        settle_with(there, entry, "09:40")


def test_two_versions_of_a_setting_are_listed_and_the_later_shown(two):
    for office, phone in zip(two, ("020 7946 0100", "020 7946 0200"), strict=True):
        change_school(office, replace(office.school.card(), phone=phone))
    share_all(two)
    (clash,) = office_clashes(two[0])
    assert (clash.about, clash.what) == ("Moorside Primary", "school: phone")
    assert clash.shown == clash.sides[-1].words == two[1].school.card().phone
    assert seen_by(two[0], "Bo Lund") == []


def test_a_last_day_in_dispute_is_drawn_into_the_register_as_it_is_decided(two):
    here, there = two
    child = pupils(here)[2]
    for office, back in zip(two, (1, 0), strict=True):
        (time,) = office.roll.enrolments(child.id)
        last = NOW.date() - dt.timedelta(days=back)
        change_enrolment(office, replace(time, last=last, ground="a ground"))
    share_all(two)
    (clash,) = office_clashes(here)
    assert (clash.what, clash.takes_other) == ("time on roll", False)
    keep_side(here, clash, next(one for one in clash.sides if "19 November" in one.words))
    share_all(two)
    for office in two:
        assert [one.last for one in office.roll.spans(child.id)] == [dt.date(2026, 11, 19)]
        line = office.register.line(child.id, SchoolYear.of(NOW.date()))
        assert line[SchoolYear.of(NOW.date()).slot(NOW.date(), AM)] == NOT_ON_ROLL
        assert (office_clashes(office), check(office)) == ([], [])
    assert books_of(here) == books_of(there)
