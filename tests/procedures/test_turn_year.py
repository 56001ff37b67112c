"""A school turned from one year to the next; what last year was stays as it was."""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.figures import totals
from officeapp.books.office import MayNotError
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure, ClosureKind, Term
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.domain.turning import LEAVES, Goals, Part
from officeapp.procedures.copy_calendar import (
    CalendarThereError,
    NothingToCopyError,
    copy_calendar,
)
from officeapp.procedures.keep_roll import Admission, add_class, admit
from officeapp.procedures.keep_school import add_person, set_calendar
from officeapp.procedures.remove_pupil import CannotRemoveError, confirm_removals
from officeapp.procedures.turn_year import (
    NobodyLeavesError,
    NobodyMovesError,
    NoFirstDayError,
    OtherGroundError,
    TakenAlreadyError,
    UndecidedError,
    WrongDaysError,
    first_goals,
    let_leave,
    move_up,
    plan_turn,
    turn_days,
    year_to_turn,
)
from tests.builders import a_pupil, take

YEAR = SchoolYear(2026)
LAST, FIRST = dt.date(2027, 7, 21), dt.date(2027, 9, 2)
CLASSES = ("N Acorn", "R Ash", "5/6 Elm", "6 Elm", "1 Ash")


@pytest.fixture
def school(office, clock):
    """Return a school of nursery to Year 6 on the last day of its year, one week of it marked."""
    site = office.school.sites()[0].id
    made = {name: add_class(office, name, site) for name in CLASSES}
    seats = [("N Acorn", "N2", 2022), ("R Ash", "R", 2021), ("5/6 Elm", "5", 2016)]
    seats += [("5/6 Elm", "6", 2015), ("1 Ash", "1", 2020)]
    admit(
        office,
        [
            Admission(
                a_pupil(f"{group}{n}", born=dt.date(born, 10, 3)),
                dt.date(2026, 9, 1),
                made[name].id,
                group,
            )
            for name, group, born in seats
            for n in range(3)
        ],
    )
    set_calendar(office, terms=[Term(0, dt.date(2026, 9, 3), LAST, "Year")])
    clock.now = dt.datetime(2027, 7, 21, 16, tzinfo=dt.UTC)
    for card in made.values():
        members = len(office.roll.members(card.id, LAST))
        if members:
            take(office, card, LAST, Session.AM, "/OL/I/"[:members])
            take(office, card, LAST, Session.PM, "\\OL\\I\\"[:members])
    return made


def goals_of(office, school, **changes):
    parts = first_goals(office, LAST)
    parts[Part(school["1 Ash"].id, "1")] = school["5/6 Elm"].id
    return Goals(parts, **changes)


def names_in(office, card, day):
    return [pupil.surname for pupil in office.roll.members(card.id, day)]


def everything(office):
    """What last year says: figures in every way, classes and register lines."""
    year = totals(office, Span(YEAR.span.first, LAST))
    lines = {
        pupil: office.register.line(pupil, YEAR)[: YEAR.slots_of(Span(YEAR.span.first, LAST))[1]]
        for pupil in office.roll.pupils()
    }
    members = {one.id: office.roll.members(one.id, LAST) for one in office.roll.classes()}
    return year, lines, members


def test_classes_move_up_from_the_first_day_and_not_before(office, school):
    assert move_up(office, plan_turn(office, LAST, FIRST, goals_of(office, school))) == 12
    assert names_in(office, school["1 Ash"], FIRST) == ["R0", "R1", "R2"]
    assert names_in(office, school["1 Ash"], FIRST - dt.timedelta(1)) == ["10", "11", "12"]
    placed = office.roll.placed(office.roll.members(school["R Ash"].id, FIRST)[0].id, FIRST)
    assert placed.year_group == "R"


def test_last_year_is_the_same_before_and_after(office, school):
    before = everything(office)
    assert before[0].school.possible == 30
    plan = plan_turn(office, LAST, FIRST, goals_of(office, school))
    move_up(office, plan)
    let_leave(office, plan)
    office.forget()
    assert everything(office) == before


def test_year_6_leave_on_the_last_day_with_their_ground(office, school):
    plan = plan_turn(office, LAST, FIRST, goals_of(office, school))
    six = [seat.pupil for seat in plan.turn.leavers]
    let_leave(office, plan, {six[0]: "Marlow High"})
    times = [office.roll.enrolments(pupil)[0] for pupil in six]
    assert {(one.last, one.ground) for one in times} == {(LAST, "end of Year 6")}
    assert [one.destination for one in times] == ["Marlow High", "", ""]
    assert len(office.roll.on_roll(LAST)) == len(office.roll.on_roll(FIRST)) + 3


def test_a_nursery_child_who_leaves_does_so_on_the_nurserys_ground(office, school):
    child = office.roll.members(school["N Acorn"].id, LAST)[0]
    chosen = goals_of(office, school, pupils={child.id: LEAVES})
    plan = plan_turn(office, LAST, FIRST, chosen)
    let_leave(office, plan)
    (time,) = office.roll.enrolments(child.id)
    assert time.ground == "nursery ended and not expected back"
    move_up(office, plan)
    assert names_in(office, school["R Ash"], FIRST) == ["N21", "N22"]


def test_the_end_of_the_year_is_no_ground_for_a_pupil_of_year_1(office, school):
    child = office.roll.members(school["1 Ash"].id, LAST)[0]
    plan = plan_turn(office, LAST, FIRST, goals_of(office, school, pupils={child.id: LEAVES}))
    with pytest.raises(OtherGroundError, match="Zara 10"):
        let_leave(office, plan)


def test_nobody_is_moved_while_somebody_is_undecided(office, school):
    plan = plan_turn(office, LAST, FIRST)
    assert {seat.year_group for seat in plan.turn.undecided} == {"1"}
    with pytest.raises(UndecidedError, match="3 pupils have no class in the new year: Zara 10"):
        move_up(office, plan)
    assert names_in(office, school["1 Ash"], FIRST) == ["10", "11", "12"]


def test_the_year_is_turned_once(office, school):
    plan = plan_turn(office, LAST, FIRST, goals_of(office, school))
    move_up(office, plan)
    let_leave(office, plan)
    with pytest.raises(NobodyMovesError):
        move_up(office, plan)
    with pytest.raises(NobodyLeavesError):
        let_leave(office, plan)
    after = plan_turn(office, LAST, FIRST, plan.goals)
    assert (len(after.placed), len(after.leaving)) == (12, 3)


def test_the_office_turns_the_year_and_proposes_the_leavers(office, school):
    head = office.person
    manager = add_person(office, "Ines Moreau", "Office manager", Role.OFFICE, LAST)
    office.sign_in(manager)
    plan = plan_turn(office, LAST, FIRST, goals_of(office, school))
    move_up(office, plan)
    assert len(let_leave(office, plan)) == 3
    assert len(office.roll.on_roll(FIRST)) == 15
    with pytest.raises(NobodyLeavesError):
        let_leave(office, plan)
    office.sign_in(head)
    confirm_removals(office, office.roll.removals())
    assert len(office.roll.on_roll(FIRST)) == 12


def test_a_class_teacher_turns_nothing(office, school):
    teacher = add_person(office, "Tom Hale", "Teacher", Role.TEACHER, LAST)
    office.sign_in(teacher)
    with pytest.raises(MayNotError):
        move_up(office, plan_turn(office, LAST, FIRST, goals_of(office, school)))


def test_registers_of_the_new_year_keep_the_classes_they_were_taken_in(office, school, clock):
    clock.now = dt.datetime(2027, 9, 2, 16, tzinfo=dt.UTC)
    take(office, school["R Ash"], FIRST, Session.AM, "///")
    plan = plan_turn(office, LAST, FIRST, goals_of(office, school))
    with pytest.raises(TakenAlreadyError, match="1 register is handed in on or after Thursday 2"):
        move_up(office, plan)


@pytest.mark.parametrize("first", [LAST, dt.date(2027, 7, 22), dt.date(2028, 9, 1)])
def test_the_new_year_begins_in_the_school_year_after(office, school, first):
    with pytest.raises(WrongDaysError):
        plan_turn(office, LAST, first)


def test_next_years_calendar_is_begun_from_this_years(office, school):
    with pytest.raises(NoFirstDayError):
        turn_days(office, YEAR)
    inset = Closure(0, dt.date(2026, 9, 3), dt.date(2026, 9, 3), "INSET", ClosureKind.INSET)
    set_calendar(office, closures=[inset])
    before = office.calendar.of(office.school.sites()[0].id, "1").days(YEAR)
    assert copy_calendar(office, YEAR) == (1, 1)
    assert turn_days(office, YEAR) == (LAST, dt.date(2027, 9, 3))
    assert office.calendar.of(office.school.sites()[0].id, "1").days(YEAR) == before
    with pytest.raises(CalendarThereError):
        copy_calendar(office, YEAR)


def test_a_pupil_to_come_is_nowhere_before_the_starting_day(office, school):
    new = Admission(a_pupil("Young", born=dt.date(2023, 1, 5)), FIRST, school["R Ash"].id, "R")
    before = everything(office)
    (pupil,) = admit(office, [new])
    assert everything(office)[0] == before[0]
    assert everything(office)[2] == before[2]
    assert pupil.id not in {one.id for one in office.roll.on_roll(FIRST - dt.timedelta(1))}
    assert set(office.register.line(pupil.id, YEAR)) == {"-"}
    members = office.roll.members(school["R Ash"].id, FIRST)
    assert pupil.id in {one.id for one in members}


def test_in_august_it_is_last_year_that_is_turned(office, school, clock):
    assert year_to_turn(office) == YEAR
    clock.now = dt.datetime(2027, 8, 20, 9, tzinfo=dt.UTC)
    assert year_to_turn(office) == YEAR
    plan = plan_turn(office, LAST, FIRST, goals_of(office, school))
    with pytest.raises(CannotRemoveError, match="Wednesday 21 July 2027 has gone"):
        let_leave(office, plan)
    assert len(let_leave(office, plan, why_late="written in the holidays")) == 3
    clock.now = dt.datetime(2027, 9, 2, 16, tzinfo=dt.UTC)
    take(office, school["R Ash"], FIRST, Session.AM, "///")
    assert year_to_turn(office) == YEAR.next()


def test_a_year_without_a_calendar_is_not_copied(office):
    with pytest.raises(NothingToCopyError):
        copy_calendar(office, YEAR)
