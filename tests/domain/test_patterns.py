"""What a weekly pattern says of a session: by its date, the half of the day and the pupil's age."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from officeapp.books.law import codes
from officeapp.domain.codes import NOTHING
from officeapp.domain.law import compulsory_from, is_compulsory
from officeapp.domain.patterns import (
    AWAY,
    C2_FROM,
    HERE,
    Pattern,
    PatternKind,
    clash,
    doubts,
    pattern_code,
    pattern_for,
    week_words,
)
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import Session, Span, is_weekday

MORNINGS = "/-/-/-/-/-"
MONDAY = dt.date(2026, 11, 16)
OF_AGE, UNDER = dt.date(2018, 3, 3), dt.date(2022, 5, 2)
KINDS = [PatternKind.NURSERY, PatternKind.PART_TIME, PatternKind.DUAL]
DAYS = st.dates(dt.date(2023, 9, 1), dt.date(2027, 8, 31))


def a_pattern(kind=PatternKind.PART_TIME, week=MORNINGS, first=MONDAY, last=None, **changes):
    return Pattern(changes.pop("number", 1), PupilId(1), kind, week, first, last, **changes)


@st.composite
def patterns(draw, kinds=KINDS):
    first = draw(DAYS)
    length = draw(st.none() | st.integers(0, 500))
    last = None if length is None else first + dt.timedelta(days=length)
    week = "".join(draw(st.lists(st.sampled_from([HERE, AWAY]), min_size=10, max_size=10)))
    return a_pattern(draw(st.sampled_from(kinds)), week, first, last, number=draw(st.integers(1)))


def by_hand(pattern, day, session, born):
    """The code of a session, worked out step by step."""
    if day < pattern.first or (pattern.last is not None and day > pattern.last):
        return ""
    if day.weekday() > 4 or pattern.week[2 * day.weekday() + (session == "PM")] == "/":
        return ""
    if pattern.kind == "dual":
        return "D"
    if day < compulsory_from(born):
        return "X"
    if pattern.kind == "nursery":
        return ""
    return "C" if day < dt.date(2024, 8, 19) else "C2"


def test_mornings_only_leaves_the_morning_to_the_register_and_gives_the_afternoon_c2():
    pattern = a_pattern()
    assert [pattern_code(pattern, MONDAY, half, OF_AGE) for half in Session] == ["", "C2"]


def test_below_compulsory_school_age_the_same_pattern_gives_x():
    assert pattern_code(a_pattern(), MONDAY, Session.PM, UNDER) == "X"


@pytest.mark.parametrize(
    ("day", "born", "code"),
    [
        (dt.date(2024, 8, 16), dt.date(2017, 1, 1), "C"),
        (dt.date(2024, 8, 19), dt.date(2017, 1, 1), "C2"),
        (dt.date(2024, 8, 16), dt.date(2021, 1, 1), "X"),
        (dt.date(2024, 8, 19), dt.date(2021, 1, 1), "X"),
    ],
)
def test_before_the_2024_regulations_it_was_c_and_x(day, born, code):
    pattern = a_pattern(first=dt.date(2024, 1, 1))
    assert pattern_code(pattern, day, Session.PM, born) == code


def test_the_day_compulsory_school_age_begins_turns_x_into_c2():
    born = dt.date(2021, 11, 2)  # five in November 2026, of compulsory age on 31 December
    pattern = a_pattern(first=dt.date(2026, 9, 1), last=dt.date(2027, 7, 20))
    days = [dt.date(2026, 12, 30), dt.date(2026, 12, 31), dt.date(2027, 1, 4)]
    assert [pattern_code(pattern, day, Session.PM, born) for day in days] == ["X", "C2", "C2"]


def test_a_nursery_child_who_turns_of_age_is_pre_marked_no_longer():
    pattern = a_pattern(PatternKind.NURSERY)
    assert pattern_code(pattern, MONDAY, Session.PM, UNDER) == "X"
    assert pattern_code(pattern, MONDAY, Session.PM, OF_AGE) == NOTHING


def test_the_other_school_is_d_and_education_elsewhere_its_own_code():
    assert pattern_code(a_pattern(PatternKind.DUAL), MONDAY, Session.PM, UNDER) == "D"
    elsewhere = a_pattern(PatternKind.ELSEWHERE, code="K", nature="hospital school")
    assert pattern_code(elsewhere, MONDAY, Session.PM, OF_AGE) == "K"


def test_both_ends_are_included():
    pattern = a_pattern(first=MONDAY, last=MONDAY + dt.timedelta(days=1))
    days = [MONDAY + dt.timedelta(days=n) for n in (-3, 0, 1, 2)]
    found = [pattern_code(pattern, day, Session.PM, OF_AGE) for day in days]
    assert found == ["", "C2", "C2", ""]


@given(
    patterns(), DAYS, st.sampled_from(Session), st.dates(dt.date(2014, 1, 1), dt.date(2024, 1, 1))
)
@example(a_pattern(first=C2_FROM), C2_FROM, Session.PM, dt.date(2019, 8, 31))
def test_a_code_is_what_one_works_out_by_hand(pattern, day, session, born):
    assert pattern_code(pattern, day, session, born) == by_hand(pattern, day, session, born)


@given(
    patterns(), DAYS, st.sampled_from(Session), st.dates(dt.date(2014, 1, 1), dt.date(2024, 1, 1))
)
def test_a_code_may_always_be_written(pattern, day, session, born):
    code = pattern_code(pattern, day, session, born)
    if code:
        codes().check(code, day, session, compulsory=is_compulsory(born, day))


@given(patterns(), DAYS, st.sampled_from(Session), st.integers(0, 30))
def test_a_later_end_changes_nothing_before_it(pattern, day, session, more):
    shorter = replace(pattern, last=day)
    longer = replace(pattern, last=day + dt.timedelta(days=more))
    said = [pattern_code(one, day, session, OF_AGE) for one in (shorter, longer)]
    assert said[0] == said[1]


@given(
    st.lists(patterns(), max_size=4, unique_by=lambda one: one.id), DAYS, st.sampled_from(Session)
)
def test_of_several_at_once_the_latest_decides(found, day, session):
    away = [
        one
        for one in found
        if one.is_away(day, session)
        and not any(o.kind is one.kind and day in o.span and _later(o, one) for o in found)
    ]
    decides = pattern_for(found, day, session)
    assert (decides in away) == bool(away)
    assert not any(_later(one, decides) for one in away)


def test_of_two_kinds_in_one_session_the_later_decides():
    school = a_pattern(PatternKind.DUAL, number=2, first=MONDAY + dt.timedelta(days=1))
    both = [school, a_pattern(number=3)]
    days = [MONDAY, MONDAY + dt.timedelta(days=1)]
    assert [pattern_for(both, day, Session.PM) for day in days] == [both[1], school]


def _later(one, other):
    return (one.first, one.id) > (other.first, other.id)


@given(patterns(), patterns())
def test_two_clash_where_a_session_would_have_both(one, other):
    shared = one.span.overlap(other.span)
    days = Span(shared.first, min(shared.last, shared.first + dt.timedelta(13))) if shared else None
    both = days is not None and any(
        one.is_away(day, half) and other.is_away(day, half)
        for day in days.days() if is_weekday(day) for half in Session
    )  # fmt: skip
    same = days is not None and one.kind is other.kind
    assert bool(clash(one, other)) == bool(clash(other, one)) == (both or same)


def test_patterns_of_two_pupils_never_clash():
    assert clash(a_pattern(), replace(a_pattern(), pupil=PupilId(2))) == ""
    assert clash(a_pattern(), replace(a_pattern(), gone=True)) == ""


def test_what_the_office_may_want_to_know_is_said():
    born = dt.date(2021, 11, 2)
    crossing = a_pattern(first=dt.date(2026, 9, 1), last=dt.date(2027, 7, 20))
    assert doubts(crossing, born) == [
        "Coded X until Thursday 31 December 2026, then C2.",
        "No review is noted; a part-time timetable is for a short time.",
    ]
    nursery = replace(crossing, kind=PatternKind.NURSERY)
    assert "X is no longer pre-marked" in doubts(nursery, born)[0]
    early = replace(a_pattern(), review=MONDAY - dt.timedelta(days=1))
    assert doubts(early, OF_AGE) == ["The review is not within the time of the timetable."]
    assert doubts(replace(a_pattern(), review=MONDAY), OF_AGE) == []


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ("//////////", "here all week"),
        ("----------", "not here at all"),
        ("/-/-/-/-/-", "mornings only"),
        ("-/-/-/-/-/", "afternoons only"),
        ("/-///-///-", "not here Mon/Wed/Fri pm"),
        ("/////-----", "not here Thu/Fri, Wed pm"),
        ("-///--///-", "not here Wed, Mon am, Fri pm"),
    ],
)
def test_a_week_is_said_in_few_words(week, words):
    assert week_words(week) == words
