"""Leaving and coming back through the procedures themselves: who may collect, and what is marked.

Seen red: a barred father let go like anybody; a receptionist and a teaching assistant who agree
between them; a sign-out that undoes the morning's mark; an unproved dentist marked M; a return
that leaves N; a child marked present overwritten when the desk hears that it is back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.confirmations import ConfirmFirstError
from officeapp.books.derived import derived
from officeapp.books.office import MayNotError
from officeapp.books.reasons import reasons
from officeapp.domain.appointments import Appointment
from officeapp.domain.desk_books import DeskBook
from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.rights import Care, Right
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import NotASchoolDayError
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.amend_mark import NoReasonError, NothingChangedError, amend_mark
from officeapp.procedures.arrive_late import Coming, OffRollError, SignedOutError, arrive_late
from officeapp.procedures.come_back import BackBeforeLeavingError, NotOutError, come_back
from officeapp.procedures.confirm import confirm, countersign, seconds
from officeapp.procedures.desk_books import desk_book
from officeapp.procedures.desk_entries import StillToComeError
from officeapp.procedures.keep_appointments import add_appointment
from officeapp.procedures.keep_roll import add_contact, change_contact
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.sign_out import (
    ExpectedBeforeError,
    Leaving,
    NobodyAgreedError,
    NobodyCollectsError,
    NoReasonToLetGoError,
    OutAlreadyError,
    effect_of_leaving,
    sign_out,
)
from officeapp.procedures.take_register import hand_in, pencil_marks
from officeapp.procedures.withdraw_arrival import TakenBackError
from officeapp.procedures.withdraw_sign_out import (
    BackAlreadyError,
    StillOutError,
    expect_back,
    take_back_coming,
    take_back_sign_out,
)
from tests.builders import PIN, SINCE, a_class, take, with_pin

FRIDAY = dt.date(2026, 11, 20)  # today
THURSDAY = dt.date(2026, 11, 19)
AM, PM = Session.AM, Session.PM
UNWELL, APPOINTMENT, EMERGENCY = (reasons().leaving[place] for place in (0, 1, 3))
MOTHER, FATHER, AUNT = "Dana", "Marek", "Lena"


@pytest.fixture
def oak(office, clock):
    """Return a class of three; a mother may collect the first, its father must not."""
    made = a_class(office)
    pupil = made[1][0]
    for number, name in enumerate((MOTHER, FATHER, AUNT), 1):
        tie = Tie(0, pupil.id, ContactId(0), "parent", number)
        tie = replace(tie, may_collect=name == MOTHER, not_released=name == FATHER)
        add_contact(office, Contact(ContactId(0), "", "Nowak", name), tie)
    clock.now = clock.now.replace(hour=15, minute=0)
    return made


@pytest.fixture
def desk(office):
    """Return people with a PIN: a receptionist who is signed in, and others."""
    for role in (Role.RECEPTION, Role.TEACHER, Role.HEAD):
        with_pin(office, add_person(office, f"A {role}", str(role).title(), role, SINCE))
    people = {role: office.staff.named(f"A {role}", FRIDAY) for role in (*_ROLES,)}
    office.sign_in(people[Role.RECEPTION])
    return people


_ROLES = (Role.RECEPTION, Role.TEACHER, Role.HEAD)


def at(text):
    return dt.time.fromisoformat(text)


def contact(office, name):
    return next(one.id for one in office.contacts.contacts().values() if one.forename == name)


def leaving(office, pupil, when="10:05", reason=UNWELL, **changes):
    changes = changes or {"collector": contact(office, MOTHER)}
    return Leaving(pupil.id, at(when), reason, **changes)


def with_mother(office, pupil, **changes):
    mother = contact(office, MOTHER)
    return replace(leaving(office, pupil), collector=mother, **changes)


def expects(office, pupil, session=PM):
    said = derived(office, [pupil], [FRIDAY]).get((pupil.id, FRIDAY, session))
    return said.code if said else None


def stands(office, pupil, session=PM):
    mark = office.register.standing(pupil.id, FRIDAY, session)
    return (mark.code, mark.minutes) if mark else None


def bell(office, session=PM):
    return office.school.bells().bell(office.school.sites()[0].id, "3", FRIDAY, session)


def after(time, minutes):
    return (dt.datetime.combine(FRIDAY, time) + dt.timedelta(minutes=minutes)).time()


def test_who_may_collect_takes_the_child_and_nobody_else_is_asked(office, oak):
    _, (pupil, *_) = oak
    entry = sign_out(
        office, leaving(office, pupil, expected=at("13:00"), collector=contact(office, MOTHER))
    )
    assert office.front_desk.out.on(FRIDAY) == [entry]
    assert (entry.reason, entry.code, entry.expected, entry.second) == (
        "Unwell",
        "I",
        at("13:00"),
        0,
    )


@pytest.mark.parametrize("how", [{"collector": FATHER}, {"collected_by": "Mr Marek Nowak, father"}])
def test_the_child_is_not_let_go_with_a_barred_parent_without_a_second_person(
    office, oak, desk, how
):
    """Planted: a tie that bars looked at after one that may collect; a typed name not compared."""
    _, (pupil, *_) = oak
    how = {"collector": contact(office, FATHER)} if "collector" in how else how
    with pytest.raises(NoReasonToLetGoError):
        sign_out(office, leaving(office, pupil, **how))
    with pytest.raises(ConfirmFirstError, match="must not be released to") as refusal:
        sign_out(office, leaving(office, pupil, **how, why_other="court order of 18 Nov seen"))
    assert refusal.value.lacks is Care.SECOND
    assert office.front_desk.out.on(FRIDAY) == []


def test_a_bar_comes_before_leave_to_collect(office, oak, desk):
    _, (pupil, *_) = oak
    office.sign_in(office.staff.first())
    tie, mother = next(one for one in office.contacts.of(pupil.id) if one[1].forename == MOTHER)
    change_contact(office, mother, replace(tie, not_released=True))
    office.sign_in(desk[Role.RECEPTION])
    with pytest.raises(ConfirmFirstError):
        sign_out(office, with_mother(office, pupil, why_other="she says so"))


def test_somebody_not_on_the_list_needs_a_name_a_reason_and_somebody_senior(office, oak, desk):
    """Planted: any second person taken as senior: red."""
    _, (pupil, *_) = oak
    stranger = leaving(office, pupil, collected_by="Ruth Bell, neighbour", why_other="mother rang")
    with pytest.raises(NobodyCollectsError):
        sign_out(office, replace(stranger, collected_by=" "))
    countersign(office, desk[Role.TEACHER], PIN)
    with pytest.raises(NobodyAgreedError):
        sign_out(office, stranger)
    countersign(office, desk[Role.HEAD], PIN)
    entry = sign_out(office, stranger)
    assert entry.second == desk[Role.HEAD].id
    assert office.countersigned.of(entry.line.act).name == "A head"


def test_the_book_says_why_and_with_whom_a_child_was_let_go(office, oak, desk):
    """Seen red with a book that named the stranger and neither the reason nor who agreed."""
    _, (pupil, *_) = oak
    stranger = leaving(office, pupil, collected_by="Ruth Bell, neighbour", why_other="mother rang")
    countersign(office, desk[Role.HEAD], PIN)
    sign_out(office, stranger)
    [row] = desk_book(office, DeskBook.OUT, Span(FRIDAY, FRIDAY)).rows
    head = f"A head, {desk[Role.HEAD].post}"
    assert f"Ruth Bell, neighbour, not on the list: mother rang; agreed with {head}" in row


def test_only_those_who_may_agree_are_offered_to_whoever_may_not(office, oak, desk):
    assert [one.name for one in seconds(office, Right.LET_GO_BARRED)] == ["A head"]
    assert len(seconds(office, Right.EXPORT)) == 2
    office.sign_in(desk[Role.HEAD])
    assert [one.name for one in seconds(office, Right.LET_GO)] == ["A class teacher", "A reception"]


def test_a_contact_who_may_not_collect_is_somebody_not_on_the_list(office, oak, desk):
    _, (pupil, *_) = oak
    aunt = leaving(office, pupil, collector=contact(office, AUNT), why_other="mother rang")
    with pytest.raises(ConfirmFirstError, match="not on the list"):
        sign_out(office, aunt)


def test_who_may_agree_types_a_pin_and_has_somebody_stand_by(office, oak, desk):
    _, (pupil, *_) = oak
    office.sign_in(desk[Role.HEAD])
    stranger = leaving(office, pupil, collected_by="Ruth Bell", why_other="mother rang")
    with pytest.raises(ConfirmFirstError):
        sign_out(office, stranger)
    countersign(office, desk[Role.TEACHER], PIN)
    confirm(office, PIN)
    assert sign_out(office, stranger).second == desk[Role.TEACHER].id


def test_leaving_marks_the_afternoon_and_undoes_no_mark_of_the_morning(office, oak):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, "///")
    sign_out(office, leaving(office, pupil))
    assert stands(office, pupil, AM) == ("/", None)
    assert (expects(office, pupil, AM), expects(office, pupil)) == (None, "I")


def test_a_register_that_has_begun_is_not_marked_for_leaving(office, oak):
    """By the bells, in pencil or handed in. Planted: only the bells asked: red."""
    school_class, (first, second, third) = oak
    mother = contact(office, MOTHER)
    by_bell = Leaving(first.id, bell(office).begins, UNWELL, collector=mother)
    assert sign_out(office, by_bell).code == ""
    pencil_marks(office, Sheet(school_class.id, FRIDAY, PM), {third.id: Draft("\\")})
    early = Leaving(second.id, at("10:05"), UNWELL, collected_by="Ruth", why_other="so")
    assert sign_out(office, early).code == ""


def test_a_child_who_is_there_after_all_is_present(office, oak):
    school_class, (pupil, *_) = oak
    sign_out(office, leaving(office, pupil))
    take(office, school_class, FRIDAY, PM, "\\\\\\")
    assert stands(office, pupil) == ("\\", None)


def test_who_is_not_back_is_marked_when_the_afternoons_register_is_handed_in(office, oak):
    school_class, (pupil, *_) = oak
    sign_out(office, leaving(office, pupil))
    take(office, school_class, FRIDAY, PM, ".\\\\")
    assert stands(office, pupil) == ("I", None)


def test_the_class_that_writes_n_gives_way_to_the_desk_that_knows(office, oak):
    school_class, (pupil, *_) = oak
    sign_out(office, leaving(office, pupil))
    sheet = Sheet(school_class.id, FRIDAY, PM)
    pencil_marks(office, sheet, {pupil.id: Draft("N")})
    done = hand_in(office, sheet)
    assert stands(office, pupil) == ("I", None)
    assert [(one.drafted, one.stands) for one in done.differences] == [("N", "I")]


@pytest.mark.parametrize(("evidence", "code"), [("", None), ("appointment card", "M")])
def test_an_appointment_is_medical_only_where_its_proof_was_seen(office, oak, evidence, code):
    """Seen red with the code of the reason taken without looking at the evidence."""
    _, (pupil, *_) = oak
    sign_out(office, with_mother(office, pupil, reason=APPOINTMENT, evidence=evidence))
    assert expects(office, pupil) == code
    kept = office.front_desk.appointments.on(FRIDAY)
    assert [one.evidence for one in kept] == ([evidence] if evidence else [])
    assert all(one.seen_by == "Petra Lindqvist, Headteacher" for one in kept)


def test_the_book_counts_and_not_the_plan_once_the_child_has_left(office, oak):
    _, (pupil, *_) = oak
    planned = Appointment(0, pupil.id, FRIDAY, at("13:30"), "dentist", at("11:00"), evidence="card")
    planned = add_appointment(office, planned)
    assert expects(office, pupil) == "M"
    left = with_mother(office, pupil, reason=APPOINTMENT, appointment=planned.id)
    entry = sign_out(office, left)
    assert entry.code == expects(office, pupil) == "M"
    come_back(office, entry.id, bell(office).late_from)
    assert expects(office, pupil) is None


def test_back_in_time_gives_the_afternoon_back(office, oak):
    _, (pupil, *_) = oak
    entry = sign_out(office, leaving(office, pupil))
    back = come_back(office, entry.id, bell(office).late_from)
    assert back.back_at == bell(office).late_from
    assert expects(office, pupil) is stands(office, pupil) is None


def test_back_while_the_register_is_open_is_late(office, oak):
    """Regulation 10(2): absent when taking began, there before it ended."""
    _, (pupil, *_) = oak
    entry = sign_out(office, leaving(office, pupil))
    came = after(bell(office).late_from, 2)
    come_back(office, entry.id, came)
    assert stands(office, pupil) == ("L", 2)


@pytest.mark.parametrize(("reason", "code"), [(UNWELL, "I"), (EMERGENCY, "U")])
def test_back_after_the_close_an_unknown_absence_is_settled(office, oak, reason, code):
    """N must not stay when the child came: U only where no other code applies (Table 3)."""
    school_class, (pupil, *_) = oak
    entry = sign_out(office, with_mother(office, pupil, reason=reason))
    take(office, school_class, FRIDAY, PM, "N\\\\")
    come_back(office, entry.id, after(bell(office).closes, 5))
    assert stands(office, pupil)[0] == code
    first = office.register.history(pupil.id, FRIDAY, PM)[0].mark.code
    assert first == ("I" if reason is UNWELL else "N")


def test_a_child_marked_present_stays_present_when_the_desk_hears_of_it(office, oak):
    school_class, (pupil, *_) = oak
    entry = sign_out(office, leaving(office, pupil))
    take(office, school_class, FRIDAY, PM, "\\\\\\")
    come_back(office, entry.id, after(bell(office).closes, 5))
    assert stands(office, pupil) == ("\\", None)


def test_undo_puts_back_what_stood_and_the_child_is_out_again(office, oak):
    school_class, (pupil, *_) = oak
    entry = sign_out(office, with_mother(office, pupil, reason=EMERGENCY))
    take(office, school_class, FRIDAY, PM, "N\\\\")
    come_back(office, entry.id, after(bell(office).closes, 5))
    take_back_coming(office, entry.id)
    assert stands(office, pupil) == ("N", None)
    assert office.front_desk.out.on(FRIDAY)[0].is_out
    take_back_sign_out(office, entry.id)
    assert office.front_desk.out.on(FRIDAY) == []
    assert expects(office, pupil) is None


def test_a_correction_made_meanwhile_stands(office, oak):
    _, (pupil, *_) = oak
    entry = sign_out(office, with_mother(office, pupil, reason=EMERGENCY))
    come_back(office, entry.id, after(bell(office).closes, 5))
    amend_mark(office, office.register.standing(pupil.id, FRIDAY, PM), "M", "letter seen")
    take_back_coming(office, entry.id)
    assert stands(office, pupil) == ("M", None)
    codes = [one.mark.code for one in office.register.history(pupil.id, FRIDAY, PM)]
    assert codes == ["U", "M"]


def test_after_the_minute_a_reason_is_needed(office, oak, clock):
    _, (pupil, *_) = oak
    entry = sign_out(office, leaving(office, pupil))
    clock.now += dt.timedelta(seconds=60)
    with pytest.raises(NoReasonError):
        take_back_sign_out(office, entry.id)
    take_back_sign_out(office, entry.id, "wrong child")
    [(_, _), (gone, by)] = office.front_desk.out.versions(entry.id)
    assert (gone.gone, gone.correction, by.name) == (True, "wrong child", "Petra Lindqvist")


def test_what_cannot_be_is_refused_and_nothing_written(office, oak):
    _, (pupil, *_) = oak
    with pytest.raises(StillToComeError):
        sign_out(office, leaving(office, pupil, "15:01"))
    with pytest.raises(ExpectedBeforeError):
        sign_out(office, with_mother(office, pupil, expected=at("10:05")))
    entry = sign_out(office, leaving(office, pupil))
    with pytest.raises(OutAlreadyError):
        sign_out(office, leaving(office, pupil, "11:00"))
    with pytest.raises(BackBeforeLeavingError):
        come_back(office, entry.id, at("10:04"))
    come_back(office, entry.id)
    with pytest.raises(NotOutError):
        come_back(office, entry.id)


def test_a_child_expected_later_is_not_overdue(office, oak):
    _, (pupil, *_) = oak
    entry = sign_out(office, with_mother(office, pupil, expected=at("11:00")))
    assert office.front_desk.out.on(FRIDAY)[0].overdue(at("11:01"))
    with pytest.raises(NoReasonError):
        expect_back(office, entry.id, at("13:00"), " ")
    expect_back(office, entry.id, at("13:00"), "dentist is behind")
    assert not office.front_desk.out.on(FRIDAY)[0].overdue(at("11:01"))


def test_who_left_comes_back_and_is_no_late_arrival(office, oak):
    """Else the child stays out in the book and on the roll call. Planted: not asked: red."""
    _, (pupil, *_) = oak
    entry = sign_out(office, leaving(office, pupil))
    late = Coming(pupil.id, after(bell(office).closes, 5), reasons().late[0])
    with pytest.raises(SignedOutError):
        arrive_late(office, [late])
    come_back(office, entry.id, bell(office).begins)
    arrive_late(office, [late])


@pytest.mark.parametrize(
    ("code", "absent"), [("/", ""), ("L", ""), ("U", ""), ("V", ""), ("N", "N"), ("I", "I")]
)
def test_the_desk_is_told_that_the_register_has_the_child_absent(office, oak, code, absent):
    school_class, (pupil, *_) = oak
    take(office, school_class, FRIDAY, AM, [code, "/", "/"])
    assert effect_of_leaving(office, leaving(office, pupil), FRIDAY).absent == absent


def test_an_earlier_day_is_for_who_may_amend_marks(office, oak, desk, clock):
    """Planted: the day not asked in each of the four: red."""
    _, (pupil, *_) = oak
    with pytest.raises(MayNotError):
        sign_out(office, leaving(office, pupil), THURSDAY)
    entry = sign_out(office, leaving(office, pupil))
    clock.now += dt.timedelta(days=3)
    with pytest.raises(MayNotError):
        come_back(office, entry.id, at("11:00"))
    with pytest.raises(MayNotError):
        take_back_sign_out(office, entry.id, "wrong child")
    with pytest.raises(MayNotError):
        expect_back(office, entry.id, at("11:00"), "rang")
    office.sign_in(office.staff.first())
    assert come_back(office, entry.id, at("11:00")).back_at == at("11:00")


def test_what_was_taken_back_or_never_was_cannot_be_taken_back(office, oak):
    _, (pupil, *_) = oak
    entry = sign_out(office, leaving(office, pupil))
    with pytest.raises(StillOutError):
        take_back_coming(office, entry.id)
    with pytest.raises(NothingChangedError):
        expect_back(office, entry.id, None, "same")
    with pytest.raises(ExpectedBeforeError):
        expect_back(office, entry.id, at("10:05"), "rang")
    come_back(office, entry.id, at("11:00"))
    with pytest.raises(BackAlreadyError):
        expect_back(office, entry.id, at("12:00"), "rang")
    take_back_sign_out(office, entry.id)
    for act in (take_back_sign_out, take_back_coming):
        with pytest.raises(TakenBackError):
            act(office, entry.id)


def test_the_proof_shown_at_the_hatch_goes_into_the_appointment_that_is_in_the_book(office, oak):
    _, (pupil, *_) = oak
    planned = add_appointment(office, Appointment(0, pupil.id, FRIDAY, at("11:00"), "dentist"))
    left = with_mother(office, pupil, reason=APPOINTMENT, appointment=planned.id, evidence="card")
    assert sign_out(office, left).code == "M"
    [kept] = office.front_desk.appointments.on(FRIDAY)
    assert (kept.id, kept.evidence, kept.correction) == (
        planned.id,
        "card",
        "evidence seen at the desk",
    )


def test_nobody_leaves_who_is_not_on_the_roll_or_on_a_closed_day(office, oak):
    _, (pupil, *_) = oak
    with pytest.raises(OffRollError):
        sign_out(office, leaving(office, pupil), dt.date(2026, 8, 31))
    with pytest.raises(NotASchoolDayError):
        sign_out(office, leaving(office, pupil), dt.date(2026, 11, 14))
