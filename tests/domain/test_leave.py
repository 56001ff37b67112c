"""Leave as plain records: strips, notice, kinds by date, closeness to tests, and what is said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.books.law import codes
from officeapp.books.leave import granted_symbols, leave_kinds, shipped_reasons
from officeapp.domain.assessments import Assessment
from officeapp.domain.leave import Decision, LeaveState, NoteKind, Outcome
from officeapp.domain.leave_facts import Earlier, Notice, Threshold
from officeapp.domain.leave_strips import outcome_of, standing_of, strip_of
from officeapp.domain.policy_parts import Leave, LeaveNotice
from officeapp.domain.record import PupilId
from officeapp.domain.school_year import Session, Span, is_weekday
from tests.builders import a_pupil
from tests.leave_builders import FRIDAY, MONDAY, a_request

SATURDAY = dt.date(2026, 11, 28)


def a_decision(strip, first=MONDAY, number=1):
    """Return a decision with a strip."""
    return Decision(number, 1, PupilId(1), first, strip)


def moments(first, last):
    """Return every weekday session of some days."""
    return [(day, half) for day in Span(first, last).days() if is_weekday(day) for half in Session]


@given(
    start=st.integers(0, 13),
    symbols=st.lists(st.sampled_from("CGOR-."), min_size=1, max_size=24),
)
def test_a_strip_says_again_what_it_was_made_of(start, symbols):
    first = MONDAY + dt.timedelta(days=start)
    places = moments(first, first + dt.timedelta(days=30))[: len(symbols)]
    said = {place: one for place, one in zip(places, symbols, strict=True) if one != "-"}
    strip = strip_of(first, said)
    assert dict(a_decision(strip, first).moments()) == said


def test_a_strip_of_nothing_is_empty():
    assert strip_of(MONDAY, {}) == ""


def test_a_strip_from_a_weekend_begins_on_the_monday():
    (moment, symbol), *_ = a_decision("C", SATURDAY).moments()
    assert (moment, symbol) == ((dt.date(2026, 11, 30), Session.AM), "C")


def test_the_later_decision_counts_and_what_it_leaves_open_stands_as_before():
    found = standing_of([a_decision("CCCC"), a_decision("G.-G", number=2)])
    assert "".join(symbol for symbol, _ in found.values()) == "GCCG"


@pytest.mark.parametrize(
    ("strips", "state"),
    [
        (["CC--"], LeaveState.GRANTED),
        (["CR", "C."], LeaveState.GRANTED),
        (["GG"], LeaveState.REFUSED),
        (["CC", "OO"], LeaveState.PART),
        (["CG"], LeaveState.PART),
    ],
)
def test_the_state_is_that_of_all_children_together(strips, state):
    assert outcome_of(strips, granted_symbols()) is state


@pytest.mark.parametrize(
    ("kind", "day", "code"),
    [
        ("holiday", MONDAY, "C"),
        ("performance", MONDAY, "C1"),
        ("performance", dt.date(2024, 3, 1), "C"),
        ("interview", dt.date(2024, 3, 1), "J"),
        ("interview", MONDAY, "J1"),
        ("study", MONDAY, "S"),
    ],
)
def test_the_usual_code_is_the_one_in_force_on_the_day(kind, day, code):
    assert leave_kinds()[kind].code(day, codes()) == code


def test_a_policy_may_have_kinds_of_its_own():
    found = leave_kinds(Leave((LeaveNotice("leave", 4), LeaveNotice("pilgrimage", 8))))
    assert "leave" not in found
    assert (found["pilgrimage"].words, found["pilgrimage"].taken) == ("pilgrimage", "O")


def test_every_code_of_the_kinds_is_a_code_and_every_kind_of_the_reasons_a_kind():
    known = {code.code for code in codes().all()}
    kinds = leave_kinds()
    assert {code for kind in kinds.values() for code in (*kind.codes, kind.taken)} <= known
    assert {kind for _, for_kinds, _ in shipped_reasons() for kind in for_kinds} <= kinds.keys()
    assert {outcome for outcome, _, _ in shipped_reasons()} == set(Outcome)


@pytest.mark.parametrize(
    ("received", "asked", "words"),
    [
        (dt.date(2026, 10, 26), 4, "4 weeks ahead (9 school days): within the notice period"),
        (dt.date(2026, 11, 22), 0, "0 weeks ahead (9 school days)."),
        (dt.date(2026, 11, 16), 2, "1 week ahead (9 school days): later than the policy asks"),
        (dt.date(2026, 11, 24), 2, "after the leave had begun"),
    ],
)
def test_notice_is_said_as_it_is(received, asked, words):
    weeks = (MONDAY - received).days // 7
    assert words in Notice(received, MONDAY, weeks, 9, asked).said


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (FRIDAY, "in these days"),
        (SATURDAY, "1 day after the last day asked for"),
        (FRIDAY + dt.timedelta(weeks=4), "28 days after"),
        (FRIDAY + dt.timedelta(days=29), ""),
        (MONDAY - dt.timedelta(days=9), ""),
    ],
)
def test_closeness_to_tests_is_said_up_to_four_weeks_before_them(first, words):
    tests = Assessment(1, "Tests", first, first)
    said = tests.closeness(Span(MONDAY, FRIDAY))
    assert words in said
    assert bool(said) == bool(words)


def test_a_threshold_that_is_not_reached_says_how_far_it_goes():
    assert Threshold(2, 8, 10).said == "would be 8 if it is refused and taken"


def test_an_earlier_request_says_whether_it_was_taken_all_the_same():
    request = a_request(a_pupil())
    said = Earlier(request, "family holiday", LeaveState.REFUSED, taken=True).said
    assert said == "2026/27: family holiday, Mon 23 Nov to Fri 27 Nov, refused, then taken"


def test_every_note_has_words():
    assert all(kind.words for kind in NoteKind)
