"""Patterns as acts: who may not be written down, what is pre-marked, and when it becomes ink."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officeapp.books.check import check
from officeapp.books.derived import derived
from officeapp.books.figures import of_pupil
from officeapp.books.sheets import sheet_states
from officeapp.domain.patterns import Pattern, PatternKind, pattern_code
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_calendar import Closure, ClosureKind
from officeapp.domain.school_year import SchoolYear, Session, Span, long_day
from officeapp.errors import NotAllowedError, OfficeError
from officeapp.procedures import keep_patterns as kp
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_roll import BackwardsError, add_contact
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.take_register import hand_in, pencil_mark, rub_out
from tests.builders import a_class, take

MONDAY = dt.date(2026, 11, 16)
FRIDAY = dt.date(2026, 11, 20)
CHRISTMAS = dt.date(2026, 12, 18)
MORNINGS = "/-/-/-/-/-"
UNDER = dt.date(2022, 5, 2)
YEAR = SchoolYear(2026)


def parent_of(office, pupil, *, lives_with=True):
    """Write down a parent of a pupil; return the contact's number."""
    card = Contact(ContactId(0), "Ms", "Berisha", "Dana")
    tie = Tie(0, pupil.id, ContactId(0), "mother", 1, lives_with=lives_with)
    return add_contact(office, card, tie).id


def mornings(office, pupil, **changes):
    """Return a part-time timetable of mornings, agreed and ended as the law asks."""
    fields = {"first": MONDAY, "last": CHRISTMAS, "review": FRIDAY} | changes
    agreed = parent_of(office, pupil)
    return Pattern(0, pupil.id, PatternKind.PART_TIME, MORNINGS, agreed_with=agreed, **fields)


def codes_of(office, pupil, day=MONDAY):
    """Return what stands for a pupil on a day, '' for no mark."""
    found = [office.register.standing(pupil.id, day, session) for session in Session]
    return [mark.code if mark else "" for mark in found]


def premarked(office, pupil, *days):
    """Return what is pre-marked, by day and half."""
    found = derived(office, [pupil], days or [MONDAY])
    return {(day, session): one.code for (_, day, session), one in found.items()}


def hand_in_both(office, school_class, morning, day=MONDAY):
    """Hand in a class's morning, one character a pupil, and its afternoon untouched."""
    take(office, school_class, day, Session.AM, morning)
    return hand_in(office, Sheet(school_class.id, day, Session.PM))


def test_d1_present_in_the_morning_and_c2_in_the_afternoon(office):
    school_class, [zara] = a_class(office, pupils=1)
    kp.add_pattern(office, mornings(office, zara))
    done = hand_in_both(office, school_class, "/")
    assert codes_of(office, zara) == ["/", "C2"]
    assert (done.written, done.pre_marked, done.blanks) == (1, 1, 0)
    assert of_pupil(office, zara, Span(MONDAY, MONDAY)).as_dict() == {
        "possible": 2, "attended": 1, "authorised": 1, "unauthorised": 0, "late": 0, "unmarked": 0
    }  # fmt: skip


def test_d2_ill_in_the_morning_and_c2_in_the_afternoon(office):
    school_class, [zara] = a_class(office, pupils=1)
    kp.add_pattern(office, mornings(office, zara))
    hand_in_both(office, school_class, "I")
    assert codes_of(office, zara) == ["I", "C2"]
    assert of_pupil(office, zara, Span(MONDAY, MONDAY)).authorised == 2


def test_d3_below_compulsory_school_age_the_afternoon_is_x(office):
    school_class, [zara] = a_class(office, pupils=1, born=UNDER)
    kp.add_pattern(office, mornings(office, zara, last=dt.date(2027, 7, 20)))
    hand_in_both(office, school_class, "/")
    assert codes_of(office, zara) == ["/", "X"]
    assert of_pupil(office, zara, Span(MONDAY, MONDAY)).possible == 1


def test_d11_a_half_term_at_the_other_school_has_no_possible_session_here(office):
    school_class, [zara, other] = a_class(office, pupils=2)
    away = Pattern(0, zara.id, PatternKind.DUAL, "-" * 10, MONDAY, FRIDAY, nature="Ash Lane")
    kp.add_pattern(office, away)
    for day in Span(MONDAY, FRIDAY).days():
        take(office, school_class, day, Session.AM, "./")
        take(office, school_class, day, Session.PM, ".\\")
    assert of_pupil(office, zara, Span(MONDAY, FRIDAY)).possible == 0
    assert of_pupil(office, other, Span(MONDAY, FRIDAY)).attended == 10


def test_education_elsewhere_says_what_it_was_in_the_register(office):
    school_class, [zara] = a_class(office, pupils=1)
    farm = Pattern(0, zara.id, PatternKind.ELSEWHERE, MORNINGS, MONDAY, code="B", nature="Farm")
    kp.add_pattern(office, farm)
    hand_in_both(office, school_class, "/")
    mark = office.register.standing(zara.id, MONDAY, Session.PM)
    assert (mark.code, mark.note) == ("B", "Farm")


def test_presence_wins(office):
    school_class, [zara] = a_class(office, pupils=1)
    kp.add_pattern(office, mornings(office, zara))
    sheet = Sheet(school_class.id, MONDAY, Session.PM)
    pencil_mark(office, sheet, zara.id, Draft("\\"))
    assert hand_in(office, sheet).pre_marked == 0
    assert codes_of(office, zara) == ["", "\\"]


def test_what_is_rubbed_out_is_pre_marked_again(office):
    school_class, [zara] = a_class(office, pupils=1)
    kp.add_pattern(office, mornings(office, zara))
    sheet = Sheet(school_class.id, MONDAY, Session.PM)
    pencil_mark(office, sheet, zara.id, Draft("\\"))
    rub_out(office, sheet, zara.id)
    assert hand_in(office, sheet).pre_marked == 1
    assert codes_of(office, zara) == ["", "C2"]


def test_what_is_in_ink_is_never_written_over(office):
    school_class, [zara] = a_class(office, pupils=1)
    take(office, school_class, MONDAY, Session.PM, "\\")
    kp.add_pattern(office, mornings(office, zara))
    assert hand_in(office, Sheet(school_class.id, MONDAY, Session.PM)).written == 0
    assert codes_of(office, zara) == ["", "\\"]


def test_until_the_register_is_handed_in_nothing_is_ink(office):
    _, [zara] = a_class(office, pupils=1)
    before = office.register.line(zara.id, YEAR)
    kp.add_pattern(office, mornings(office, zara))
    assert office.register.line(zara.id, YEAR) == before
    assert premarked(office, zara) == {(MONDAY, Session.PM): "C2"}
    assert check(office) == []


def test_handing_in_and_what_was_pre_marked_are_one_act(office):
    school_class, [zara, _] = a_class(office, pupils=2)
    kp.add_pattern(office, mornings(office, zara))
    take(office, school_class, MONDAY, Session.PM, ".\\")
    rows = office.connection.execute("SELECT act FROM register UNION ALL SELECT act FROM handed_in")
    assert len({row[0] for row in rows}) == 1


def test_a_closed_day_and_a_day_off_the_roll_have_nothing_pre_marked(office):
    _, [zara] = a_class(office, pupils=1)
    kp.add_pattern(office, mornings(office, zara, first=dt.date(2026, 8, 3)))
    set_calendar(office, [Closure(0, MONDAY, MONDAY, "Induction", ClosureKind.CLOSURE)])
    assert premarked(office, zara, MONDAY, dt.date(2026, 8, 31)) == {}


def test_who_is_pre_marked_is_not_waited_for(office):
    _, [zara, _] = a_class(office, pupils=2)
    kp.add_pattern(office, mornings(office, zara))
    assert [state.unmarked for state in sheet_states(office, MONDAY)] == [2, 1]


def test_a_blank_in_a_register_that_is_handed_in_is_waited_for(office):
    school_class, [zara] = a_class(office, pupils=1)
    hand_in(office, Sheet(school_class.id, MONDAY, Session.PM))
    kp.add_pattern(office, mornings(office, zara))
    assert [state.unmarked for state in sheet_states(office, MONDAY)] == [1, 1]


def test_a_later_end_pre_marks_longer(office):
    _, [zara] = a_class(office, pupils=1)
    pattern = kp.add_pattern(office, mornings(office, zara, last=MONDAY))
    assert set(premarked(office, zara, MONDAY, FRIDAY)) == {(MONDAY, Session.PM)}
    kp.end_pattern(office, pattern, FRIDAY)
    assert set(premarked(office, zara, MONDAY, FRIDAY)) == {
        (day, Session.PM) for day in (MONDAY, FRIDAY)
    }


def test_an_earlier_end_keeps_marks_that_were_handed_in_and_names_them(office):
    school_class, [zara] = a_class(office, pupils=1)
    pattern = kp.add_pattern(office, mornings(office, zara))
    hand_in_both(office, school_class, "/")
    hand_in_both(office, school_class, "/", FRIDAY)
    ended = kp.end_pattern(office, pattern, MONDAY)
    assert ended.sessions == ((FRIDAY, Session.PM),)
    assert codes_of(office, zara, FRIDAY) == ["/", "C2"]


def test_what_was_handed_in_is_corrected_as_any_mark_is(office):
    school_class, [zara] = a_class(office, pupils=1)
    kp.add_pattern(office, mornings(office, zara))
    hand_in_both(office, school_class, "/")
    mark = office.register.standing(zara.id, MONDAY, Session.PM)
    amend_mark(office, mark, "\\", "was in school after all")
    history = office.register.history(zara.id, MONDAY, Session.PM)
    assert [one.mark.code for one in history] == ["C2", "\\"]


def test_a_pattern_taken_back_whole_pre_marks_nothing(office):
    _, [zara] = a_class(office, pupils=1)
    pattern = kp.add_pattern(office, mornings(office, zara))
    kp.end_pattern(office, pattern, MONDAY - dt.timedelta(days=1))
    assert office.patterns.of(zara.id) == []
    assert premarked(office, zara) == {}
    assert len(office.patterns.cards.versions(pattern.id)) == 2


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"last": MONDAY - dt.timedelta(days=1)}, BackwardsError),
        ({"week": "/" * 10}, kp.NothingAwayError),
        ({"agreed_with": ContactId(0)}, kp.NotAgreedError),
        ({"last": None}, kp.NoEndError),
        ({"kind": PatternKind.NURSERY}, kp.TooOldForNurseryError),
        ({"kind": PatternKind.DUAL}, kp.NoNatureError),
        ({"kind": PatternKind.ELSEWHERE, "nature": "Farm"}, kp.NotElsewhereError),
        ({"kind": PatternKind.ELSEWHERE, "code": "B"}, kp.NoNatureError),
    ],
)
def test_a_pattern_that_cannot_stand_is_refused_in_a_sentence(office, changes, refusal):
    _, [zara] = a_class(office, pupils=1)
    with pytest.raises(refusal) as refused:
        kp.add_pattern(office, replace(mornings(office, zara), **changes))
    assert str(refused.value).endswith(".")
    assert office.patterns.of(zara.id) == []


def test_a_parent_the_pupil_does_not_live_with_cannot_agree(office):
    _, [zara] = a_class(office, pupils=1)
    other = parent_of(office, zara, lives_with=False)
    with pytest.raises(kp.NotAgreedError):
        kp.add_pattern(office, replace(mornings(office, zara), agreed_with=other))


def test_below_compulsory_school_age_nobody_need_agree_and_no_end_be_set(office):
    _, [zara] = a_class(office, pupils=1, born=UNDER)
    last = dt.date(2027, 7, 20)  # before 31 August 2027
    pattern = Pattern(0, zara.id, PatternKind.PART_TIME, MORNINGS, MONDAY, last)
    kp.add_pattern(office, pattern)
    assert premarked(office, zara) == {(MONDAY, Session.PM): "X"}


def test_two_patterns_may_not_have_one_session(office):
    _, [zara] = a_class(office, pupils=1)
    kp.add_pattern(office, mornings(office, zara))
    school = Pattern(0, zara.id, PatternKind.DUAL, "////--////", MONDAY, nature="Ash Lane")
    with pytest.raises(kp.PatternClashError, match="Wednesday afternoons"):
        kp.add_pattern(office, school)
    kp.add_pattern(office, replace(school, week="-/////////"))
    assert premarked(office, zara) == {(MONDAY, Session.AM): "D", (MONDAY, Session.PM): "C2"}


def test_k_before_its_time_is_refused(office):
    _, [zara] = a_class(office, pupils=1)
    first = dt.date(2024, 6, 3)
    early = Pattern(0, zara.id, PatternKind.ELSEWHERE, MORNINGS, first, code="K", nature="Home")
    with pytest.raises(OfficeError, match=long_day(dt.date(2024, 8, 19))):
        kp.add_pattern(office, early)


def test_a_teacher_may_not_change_timetables(office):
    _, [zara] = a_class(office, pupils=1)
    pattern = mornings(office, zara)
    office.sign_in(replace(office.person, role="class teacher"))
    with pytest.raises(NotAllowedError, match="timetables"):
        kp.add_pattern(office, pattern)


SEVERAL = settings(
    max_examples=25,
    deadline=None,  # a school is made for each
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WEEKS = st.text("/-", min_size=10, max_size=10).filter(lambda week: "-" in week)


@settings(SEVERAL)
@given(WEEKS, st.integers(0, 4), st.integers(0, 4), st.text("/.I", min_size=10, max_size=10))
def test_ink_and_pre_marked_together_are_what_one_works_out_by_hand(
    tmp_path_factory, clock, week, begins, length, typed
):
    with a_school(tmp_path_factory, clock) as (office, school_class, zara):
        first = MONDAY + dt.timedelta(days=begins)
        last = first + dt.timedelta(days=length)
        pattern = kp.add_pattern(
            office, Pattern(0, zara.id, PatternKind.DUAL, week, first, last, nature="Ash Lane")
        )
        days = list(Span(MONDAY, FRIDAY).days())
        expected = []
        for place, day in enumerate(days):
            for half, session in enumerate(Session):
                key = typed[2 * place + half]
                code = "\\" if key == "/" and half else key
                if place % 2:  # every other day's registers are handed in
                    take(office, school_class, day, session, code)
                    typed_code = code if key != "." else ""
                else:
                    typed_code = ""
                expected.append(typed_code or pattern_code(pattern, day, session, zara.dob))
        assert shown(office, zara, days) == expected
        assert check(office) == []


@settings(SEVERAL)
@given(WEEKS, st.text("/.I", min_size=10, max_size=10), st.integers(0, 4))
def test_taking_a_pattern_back_restores_what_stood(tmp_path_factory, clock, week, typed, handed_in):
    with a_school(tmp_path_factory, clock) as (office, school_class, zara):
        days = list(Span(MONDAY, FRIDAY).days())
        for place, day in enumerate(days[:handed_in]):
            take(office, school_class, day, Session.AM, typed[2 * place])
            take(office, school_class, day, Session.PM, typed[2 * place + 1].replace("/", "\\"))
        before = office.register.lines([zara.id], YEAR), shown(office, zara, days)
        pattern = kp.add_pattern(
            office, Pattern(0, zara.id, PatternKind.DUAL, week, MONDAY, nature="Ash Lane")
        )
        kp.end_pattern(office, pattern, MONDAY - dt.timedelta(days=1))
        assert (office.register.lines([zara.id], YEAR), shown(office, zara, days)) == before


def shown(office, pupil, days):
    """Return what a page shows of a pupil: ink, and pre-marked where there is none."""
    said = derived(office, [pupil], days)
    found = []
    for day in days:
        for session in Session:
            mark = office.register.standing(PupilId(pupil.id), day, session)
            one = said.get((pupil.id, day, session))
            found.append(mark.code if mark else one.code if one else "")
    return found


@contextlib.contextmanager
def a_school(tmp_path_factory, clock):
    """Open a school of its own with one class of one pupil."""
    folder = tmp_path_factory.mktemp("school")
    made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher")
    with new_school(folder / "school.db", made, clock=clock, own_folder=folder) as office:
        school_class, [zara] = a_class(office, pupils=1)
        yield office, school_class, zara
