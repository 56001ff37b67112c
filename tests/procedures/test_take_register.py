"""A register in pencil and in ink: what is refused, what stands, what is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.office import open_office
from officeapp.domain.codes import CodeNotInForceError, WrongAgeError
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure, NotASchoolDayError
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import (
    NoReasonError,
    NothingChangedError,
    amend_mark,
)
from officeapp.procedures.keep_roll import change_enrolment
from officeapp.procedures.keep_school import add_person, set_calendar
from officeapp.procedures.mark_unable import (
    NobodyToMarkError,
    NotForManyError,
    mark_unable,
    plan_unable,
)
from officeapp.procedures.take_register import (
    Difference,
    InInkError,
    NotBegunError,
    NotOnRollError,
    hand_in,
    pencil_mark,
    pencil_marks,
    rub_out,
)
from tests.builders import a_class, take
from tests.conftest import MONDAY


@pytest.fixture
def oak(office):
    """Return a class of three with its pupils."""
    return a_class(office)


@pytest.fixture
def sheet(oak):
    """Return the class's register of Monday morning."""
    return Sheet(oak[0].id, MONDAY, Session.AM)


def stands(office, pupil, session=Session.AM, day=MONDAY):
    """Return the code that stands."""
    mark = office.register.standing(pupil.id, day, session)
    return mark.code if mark else None


def test_pencil_is_on_disk_before_anything_is_handed_in(office, oak, sheet, clock):
    """Planted: the pencil kept in memory: red."""
    pencil_mark(office, sheet, oak[1][0].id, Draft("L", 12))
    with open_office(office.path, read_only=True, clock=clock) as other:
        found = other.pencil.open_sheets()
    assert [(one.sheet, one.name, one.drafts) for one in found] == [
        (sheet, "Petra Lindqvist", {oak[1][0].id: Draft("L", 12)})
    ]


def test_pencil_is_no_mark_yet(office, oak, sheet):
    pencil_mark(office, sheet, oak[1][0].id, Draft("/"))
    assert stands(office, oak[1][0]) is None


def test_pencil_is_freely_changed_and_rubbed_out(office, oak, sheet):
    first, second, _ = (pupil.id for pupil in oak[1])
    pencil_marks(office, sheet, {first: Draft("/"), second: Draft("I")})
    pencil_mark(office, sheet, first, Draft("L"))
    rub_out(office, sheet, second)
    assert office.pencil.read(sheet).drafts == {first: Draft("L")}


def test_handing_in_is_one_act_and_wipes_the_pencil(office, oak, sheet):
    pencil_marks(office, sheet, {pupil.id: Draft("/") for pupil in oak[1]})
    answer = hand_in(office, sheet)
    lines = {office.register.standing(p.id, MONDAY, Session.AM).line for p in oak[1]}
    assert (answer.written, answer.blanks) == (3, 0)
    assert len({line.act for line in lines}) == 1
    assert office.pencil.read(sheet) is None


def test_blanks_may_be_handed_in_and_are_counted(office, oak):
    take(office, oak[0], MONDAY, Session.AM, "/..")
    (handed,) = office.register.handed_in(MONDAY, MONDAY).values()
    assert handed.blanks == 2


def test_what_another_book_wrote_meanwhile_stands(office, oak, sheet):
    """Planted: handing in over a mark that stands: refused by the book, seen red."""
    first = oak[1][0]
    pencil_marks(office, sheet, {pupil.id: Draft("N") for pupil in oak[1]})
    plan = plan_unable(office, "Y2", MONDAY, [Session.AM], sites=[oak[0].site])
    mark_unable(office, replace(plan, marks=plan.marks[:1]))
    answer = hand_in(office, sheet)
    assert answer.differences == (Difference(first.id, "N", "Y2"),)
    assert [stands(office, pupil) for pupil in oak[1]] == ["Y2", "N", "N"]


def test_a_mark_in_ink_is_not_pencilled_over(office, oak, sheet):
    take(office, oak[0], MONDAY, Session.AM, "///")
    with pytest.raises(InInkError, match="as an amendment"):
        pencil_mark(office, sheet, oak[1][0].id, Draft("L"))


def test_a_code_not_in_force_is_refused_and_nothing_kept(office, oak, sheet):
    first, second, _ = (pupil.id for pupil in oak[1])
    with pytest.raises(CodeNotInForceError):
        pencil_marks(office, sheet, {first: Draft("/"), second: Draft("H")})
    assert office.pencil.read(sheet) is None


def test_x_is_refused_for_a_pupil_of_compulsory_age(office, oak, sheet):
    with pytest.raises(WrongAgeError):
        pencil_mark(office, sheet, oak[1][0].id, Draft("X"))


def test_a_closed_day_is_refused(office, oak, sheet):
    set_calendar(office, [Closure(0, MONDAY, MONDAY, "INSET")])
    with pytest.raises(NotASchoolDayError, match="INSET"):
        pencil_mark(office, sheet, oak[1][0].id, Draft("/"))


def test_a_pupil_who_left_is_refused(office, oak, sheet):
    enrolment = office.roll.enrolments(oak[1][0].id)[0]
    change_enrolment(
        office, replace(enrolment, last=MONDAY - dt.timedelta(days=3), ground="moved away")
    )
    with pytest.raises(NotOnRollError, match="is not on the roll"):
        pencil_mark(office, sheet, oak[1][0].id, Draft("/"))


def test_a_day_to_come_is_not_taken(office, oak):
    sheet = Sheet(oak[0].id, dt.date(2026, 11, 23), Session.AM)
    with pytest.raises(NotBegunError, match="has not come yet"):
        pencil_mark(office, sheet, oak[1][0].id, Draft("/"))


def test_a_correction_keeps_the_original_with_reason_and_person(office, oak):
    """Planted: the original line updated in place: refused by the trigger, seen red."""
    take(office, oak[0], MONDAY, Session.AM, "N//")
    mark = office.register.standing(oak[1][0].id, MONDAY, Session.AM)
    amend_mark(office, mark, "I", "mother rang at ten")
    found = office.register.history(oak[1][0].id, MONDAY, Session.AM)
    assert [(one.mark.code, one.mark.reason, one.by.post) for one in found] == [
        ("N", "", "Headteacher"),
        ("I", "mother rang at ten", "Headteacher"),
    ]
    assert stands(office, oak[1][0]) == "I"
    assert office.register.amended(office.roll.spans(oak[1][0].id)[0]) == {
        (oak[1][0].id, MONDAY, Session.AM)
    }


def test_a_correction_needs_a_reason(office, oak):
    take(office, oak[0], MONDAY, Session.AM, "N//")
    mark = office.register.standing(oak[1][0].id, MONDAY, Session.AM)
    with pytest.raises(NoReasonError):
        amend_mark(office, mark, "I", "  ")


def test_a_correction_to_the_same_is_refused(office, oak):
    take(office, oak[0], MONDAY, Session.AM, "N//")
    mark = office.register.standing(oak[1][0].id, MONDAY, Session.AM)
    with pytest.raises(NothingChangedError):
        amend_mark(office, mark, "N", "again")


def test_a_second_correction_of_the_same_line_is_refused(office, oak):
    take(office, oak[0], MONDAY, Session.AM, "N//")
    mark = office.register.standing(oak[1][0].id, MONDAY, Session.AM)
    amend_mark(office, mark, "I", "rang")
    with pytest.raises(Exception, match="corrected Mon 16 Nov morning meanwhile"):
        amend_mark(office, mark, "O", "did not ring")


def test_a_mark_taken_out_leaves_the_session_unmarked(office, oak):
    take(office, oak[0], MONDAY, Session.AM, "///")
    mark = office.register.standing(oak[1][0].id, MONDAY, Session.AM)
    amend_mark(office, mark, "", "wrong child")
    assert stands(office, oak[1][0]) is None
    take(office, oak[0], MONDAY, Session.AM, "L..")
    assert stands(office, oak[1][0]) == "L"


def test_reception_may_take_a_register_and_not_amend_it(office, oak):
    office.sign_in(add_person(office, "A. Clerk", "Receptionist", Role.RECEPTION, MONDAY))
    take(office, oak[0], MONDAY, Session.AM, "///")
    mark = office.register.standing(oak[1][0].id, MONDAY, Session.AM)
    with pytest.raises(Exception, match="may not amend a mark"):
        amend_mark(office, mark, "L", "came late")


def test_snow_marks_everybody_without_a_mark_in_one_act(office, oak):
    take(office, oak[0], MONDAY, Session.AM, "/..")
    plan = plan_unable(office, "Y4", MONDAY, list(Session), sites=[oak[0].site])
    assert (len(plan.marks), [mark.code for mark in plan.standing]) == (5, ["/"])
    mark_unable(office, plan)
    assert [stands(office, pupil) for pupil in oak[1]] == ["/", "Y4", "Y4"]
    with pytest.raises(NobodyToMarkError):
        mark_unable(office, plan_unable(office, "Y4", MONDAY, [Session.AM], sites=[oak[0].site]))


def test_part_of_the_premises_for_some_year_groups_only(office, oak):
    plan = plan_unable(
        office, "Y3", MONDAY, [Session.AM], sites=[oak[0].site], year_groups=["R", "1"]
    )
    assert plan.marks == ()


def test_illness_is_not_given_to_a_whole_site(office, oak):
    with pytest.raises(NotForManyError):
        plan_unable(office, "I", MONDAY, [Session.AM], sites=[oak[0].site])
