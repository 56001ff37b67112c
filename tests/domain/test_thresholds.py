from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from officeapp.books.law import codes
from officeapp.domain.policies import Counts, Rule, RuleKind
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.domain.thresholds import Counter
from tests.domain.pages import (
    FIRST,
    brute_windows,
    calendar_of,
    law,
    page_of,
    reached,
    spread,
)

AM, PM = Session.AM, Session.PM
MONDAY = dt.date(2026, 9, 7)
OPEN = calendar_of()
HALF_TERM = (dt.date(2026, 10, 26), dt.date(2026, 10, 30))
TERMS = calendar_of(HALF_TERM, (dt.date(2026, 12, 21), dt.date(2027, 1, 1)))
WEEK = dt.timedelta(weeks=1)
EACH_WEEK = "_" * 10


def notice(marks, day, calendar=OPEN):
    return reached(law("penalty-notice"), page_of(calendar, marks, day))


@pytest.mark.parametrize(
    ("symbols", "met"),
    [
        ("GGGGGGGGGG", True),  # E1: ten G in one week
        ("GGGG______ UUUUUU", True),  # E2: 4 G and 6 U
        ("OOOOOO____ O_________ O_________ O_________ O", True),  # E3: 6, then 1 in each of 4 weeks
        ("NNNNNNNNNN", True),  # E6: N counts towards the threshold
        ("GGGGGGGGG", False),
        ("IIIIIIIIII CCCCCCCCCC", False),
    ],
)
def test_the_guidances_own_examples_of_ten_in_ten(symbols, met):
    """Seen red with N left out, with a run of nine sessions, and with G alone."""
    found = notice(spread(symbols, MONDAY, OPEN), dt.date(2026, 11, 20))
    assert found.met is met
    assert found.threshold == 10


def test_two_before_the_summer_and_eight_after_it_are_ten():
    """E4. Seen red with the years counted apart, and with weeks of holidays counted."""
    marks = {
        **spread("GG", dt.date(2026, 7, 20), OPEN),
        **spread("OOOOOOOO", FIRST, OPEN),
    }
    found = notice(marks, dt.date(2026, 9, 30))
    assert found.met
    assert found.sessions()[0] == (dt.date(2026, 7, 20), AM)
    assert found.day == dt.date(2026, 9, 4)


def test_nine_in_ten_weeks_and_the_tenth_in_week_eleven_are_not_ten():
    """H. Seen red with a window of eleven weeks."""
    early = spread("GGGGGGGGG" + "_" * 91 + "G", MONDAY, OPEN)
    assert not notice(early, dt.date(2026, 12, 4)).met
    tenth = spread("GGGGGGGGG" + "_" * 81 + "G", MONDAY, OPEN)
    assert notice(tenth, dt.date(2026, 11, 27)).met


def test_a_week_of_one_open_day_is_a_school_week_and_an_empty_one_is_not():
    """E7 and H. Seen red with weeks of fewer than five days left out."""
    monday = MONDAY + 2 * WEEK
    one_day = calendar_of((monday + dt.timedelta(days=1), monday + dt.timedelta(days=4)))
    empty = calendar_of((monday, monday + dt.timedelta(days=4)))
    day = MONDAY + 10 * WEEK
    for calendar, met in ((one_day, False), (empty, True)):
        marks = {
            **spread("GGGGGGGGG", MONDAY, calendar),
            **spread("G", day, calendar),
        }
        assert notice(marks, day, calendar).met is met


def test_a_corrected_mark_takes_the_threshold_back():
    marks = spread("GGGGGGGGGG", MONDAY, OPEN)
    assert notice(marks, MONDAY + WEEK).met
    marks[MONDAY, AM] = "I"
    found = notice(marks, MONDAY + WEEK)
    assert (found.met, found.count, found.left) == (False, 9, 1)


def test_a_threshold_met_in_autumn_is_still_met_in_summer_and_rests_on_autumn():
    marks = spread("GGGGGGGGGG", MONDAY, OPEN)
    found = notice(marks, dt.date(2027, 6, 11))
    assert (found.met, found.count) == (True, 10)
    assert found.day == MONDAY + dt.timedelta(days=4)
    assert found.looked_at is not None
    assert found.sessions()[-1] == (MONDAY + dt.timedelta(days=4), PM)


def test_before_august_2024_there_was_no_national_threshold():
    with pytest.raises(StopIteration):
        law("penalty-notice", dt.date(2024, 8, 18))
    assert law("persistent", dt.date(2015, 8, 31)).percent == 85
    assert law("persistent", dt.date(2015, 9, 1)).percent == 90


BEGINS, ENDS = dt.date(2026, 5, 4), dt.date(2026, 12, 18)
DAYS = st.integers(0, 220).map(lambda n: BEGINS + dt.timedelta(days=n))
UNTIL = st.integers(0, 100).map(lambda n: FIRST + dt.timedelta(days=n))


class Register(dict[tuple[dt.date, Session], str]):
    """A pupil's marks, said in a line where a test fails."""

    @override
    def __repr__(self) -> str:
        return "".join(self.values())


@st.composite
def calendars(draw):
    """Closed weeks, weeks of one day, and single days, from before the year to its end."""
    spans = []
    for day in draw(st.lists(DAYS, max_size=12)):
        monday = day - dt.timedelta(days=day.weekday())
        left = draw(st.integers(0, 2))
        spans.append((monday, monday + dt.timedelta(days=4 - left)))
    return calendar_of(*spans)


@st.composite
def registers(draw, calendar):
    """A pupil's marks, thick or thin, who may join late and leave early."""
    symbols = draw(st.sampled_from(("/\\LGNOUI.-", "/////////U", "////GO", "-/GGGGOU", ".G")))
    first, last = draw(DAYS), draw(DAYS)
    chance = draw(st.randoms(use_true_random=False))
    return Register(
        ((day, session), chance.choice(symbols) if first <= day or first > last else "-")
        for day in calendar.days_within(Span(BEGINS, ENDS))
        for session in Session
    )


@settings(max_examples=100, deadline=None)
@given(st.data(), st.integers(1, 10), st.integers(-1, 1))
def test_every_window_agrees_with_a_count_day_by_day(data, weeks, near):
    """Seen red with ranks of calendar weeks, with runs of one week more, and with N left out."""
    calendar = data.draw(calendars())
    marks = data.draw(registers(calendar))
    day = data.draw(UNTIL)
    counts = brute_windows(calendar, marks, "GNOU", weeks, day)
    monday = FIRST - dt.timedelta(days=FIRST.weekday())
    ends = [counts[one] for one in counts if one >= monday] or list(counts.values())[-1:]
    count = max(1, max(ends) + near)
    rule = replace(law("penalty-notice"), count=count, weeks=weeks)
    found = reached(rule, page_of(calendar, marks, day, weeks=weeks))
    last = list(counts.values())[-1]
    assert found.met == (max(ends) >= count)
    assert found.count == last or (found.met and count <= found.count <= max(ends))
    assert found.count == len(found.rests_on)
    assert all(marks[one] in "GNOU" for one in found.sessions())


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(-1, 1), st.booleans())
def test_a_share_agrees_with_whole_sessions_counted_one_by_one(data, near, inclusive):
    """Seen red with the share rounded before it is compared."""
    calendar = data.draw(calendars())
    marks = data.draw(registers(calendar))
    day = data.draw(UNTIL)
    year = [s for (d, _), s in marks.items() if SchoolYear.of(d).begins == 2026 and d <= day]
    came, missed = sum(s in "/\\L" for s in year), sum(s in "GNOUI" for s in year)
    percent = min(max(1, 100 * came // max(1, came + missed) + near), 100)
    rule = replace(law("persistent"), percent=percent, inclusive=inclusive)
    found = reached(rule, page_of(calendar, marks, day))
    low = 100 * came <= percent * (came + missed)
    under = low if inclusive else 100 * came < percent * (came + missed)
    assert found.count == missed
    assert found.met == (under and missed > 0)


@pytest.mark.parametrize(
    ("absent", "possible", "met"),
    [(38, 380, True), (37, 380, False), (38, 381, False), (190, 380, True), (0, 0, False)],
)
def test_a_tenth_is_whole_sessions_and_no_rounded_figure(absent, possible, met):
    """H. Seen red with a figure rounded to one decimal."""
    marks = spread("I" * absent + "/" * (possible - absent), FIRST, OPEN)
    page = page_of(OPEN, marks, dt.date(2027, 7, 21))
    assert reached(law("persistent"), page).met is met
    assert reached(law("severe"), page).met is (absent == 190)


LATES = Rule("late-week", "", RuleKind.WINDOW, Counts.LATE, count=2, weeks=1)


def test_two_lates_of_one_week_and_not_of_two():
    friday = MONDAY + dt.timedelta(days=4)
    over = {(friday, AM): "L", (MONDAY + WEEK, AM): "U"}
    page = page_of(OPEN, over, MONDAY + WEEK)
    assert not reached(LATES, page).met
    page = page_of(OPEN, {**over, (friday, PM): "L"}, MONDAY + WEEK)
    assert reached(LATES, page).day == friday


def test_a_second_late_week_is_met_on_a_day_of_its_own():
    week = {(MONDAY, AM): "L", (MONDAY, PM): "L"}
    later = {(day + 3 * WEEK, session): "L" for day, session in week}
    assert reached(LATES, page_of(OPEN, {**week, **later}, MONDAY + 4 * WEEK)).day == (
        MONDAY + 3 * WEEK
    )


def test_three_weeks_with_two_lates_are_three_occasions():
    rule = Rule("x", "", RuleKind.WEEKS, Counts.LATE, count=2, times=3)
    marks = spread(("LL" + "_" * 8) * 2 + "L" + "_" * 9, MONDAY, OPEN)
    assert reached(rule, page_of(OPEN, marks, MONDAY + 5 * WEEK)).count == 2
    marks[MONDAY + 2 * WEEK, PM] = "U"
    found = reached(rule, page_of(OPEN, marks, MONDAY + 5 * WEEK))
    assert found.day == MONDAY + 2 * WEEK


def test_ten_after_the_close_in_six_weeks():
    rule = Rule("x", "", RuleKind.WINDOW, Counts.CODES, ("U",), count=10, weeks=6)
    marks = spread("UU________" * 5, MONDAY, OPEN)
    assert reached(rule, page_of(OPEN, marks, MONDAY + 6 * WEEK)).met
    marks = spread("U_________" * 10, MONDAY, OPEN)
    assert not reached(rule, page_of(OPEN, marks, MONDAY + 12 * WEEK)).met


HALF = Rule("x", "", RuleKind.HALF_TERM, count=6)


def test_three_days_of_one_half_term_and_not_of_two():
    """Seen red with the whole year counted."""
    before = spread("IIII", dt.date(2026, 10, 22), TERMS)
    after = spread("II", dt.date(2026, 11, 2), TERMS)
    assert not reached(HALF, page_of(TERMS, before | after, dt.date(2026, 11, 20))).met
    same = spread("IIII__OO", dt.date(2026, 10, 19), TERMS)
    found = reached(HALF, page_of(TERMS, same, dt.date(2026, 10, 28)))
    assert found.day == dt.date(2026, 10, 22)


RUN = Rule("x", "", RuleKind.RUNNING, count=4)


def test_more_than_three_days_running_cross_a_weekend_and_a_closed_day():
    closed = dt.date(2026, 9, 14)
    calendar = calendar_of((closed, closed))
    marks = spread("IIIIIIII", dt.date(2026, 9, 10), calendar)
    found = reached(RUN, page_of(calendar, marks, dt.date(2026, 9, 18)))
    assert (found.met, found.count, found.day) == (True, 4, dt.date(2026, 9, 16))


def test_a_present_session_breaks_a_run_and_a_blank_one_does_not():
    """Seen red with a blank taken for a break: a child away would be missed."""
    marks = spread("II I. II II", MONDAY, OPEN)
    found = reached(RUN, page_of(OPEN, marks, MONDAY + WEEK))
    assert (found.met, len(found.unmarked)) == (True, 1)
    marks[MONDAY + dt.timedelta(days=1), PM] = "\\"
    assert not reached(RUN, page_of(OPEN, marks, MONDAY + WEEK)).met


def test_the_twenty_day_run_is_broken_by_any_other_absence():
    """Seen red with U among the codes of the ground."""
    rule = law("missing")
    marks = spread("O" * 40, MONDAY, OPEN)
    day = MONDAY + 5 * WEEK
    assert reached(rule, page_of(OPEN, marks, day)).met
    marks[MONDAY + WEEK, AM] = "U"
    assert not reached(rule, page_of(OPEN, marks, day)).met


def test_fifteen_days_of_sickness_count_a_half_day_as_one_in_a_row_or_not():
    marks = spread("I_" * 14 + "_" * 10 + "_I", MONDAY, OPEN)
    found = reached(law("sickness"), page_of(OPEN, marks, dt.date(2026, 11, 20)))
    assert (found.met, found.count, len(found.rests_on)) == (True, 15, 15)


STEPS = Rule("x", "", RuleKind.STEPS, steps=(10, 22, 30, 38, 46))


@pytest.mark.parametrize(
    ("missed", "day", "met"),
    [
        (10, dt.date(2026, 10, 23), True),
        (9, dt.date(2026, 10, 23), False),
        (10, dt.date(2026, 11, 2), False),
        (22, dt.date(2026, 11, 2), True),
        (29, dt.date(2027, 1, 4), False),
    ],
)
def test_sessions_missed_are_held_against_the_number_of_the_half_term(missed, day, met):
    """Seen red with the half term counted from nought."""
    marks = spread("I" * missed, FIRST, TERMS)
    found = reached(STEPS, page_of(TERMS, marks, day, usual="/"))
    assert (found.met, found.count) == (met, missed)


def test_a_dip_is_a_lower_figure_than_at_the_review_before_and_under_the_share():
    rule = Rule("x", "", RuleKind.DIP, percent=96)
    before = spread("IIII", FIRST, TERMS)
    day = dt.date(2026, 11, 6)
    usual = {"usual": "/"}
    assert not reached(rule, page_of(TERMS, before, day, **usual)).met
    after = before | spread("IIII", dt.date(2026, 11, 2), TERMS)
    found = reached(rule, page_of(TERMS, after, day, **usual))
    assert (found.met, found.count) == (True, 4)
    assert found.day == dt.date(2026, 11, 2)


KINDS = [
    law("penalty-notice"),
    law("persistent"),
    law("sickness"),
    law("missing"),
    HALF,
    RUN,
    STEPS,
    Rule("dip", "", RuleKind.DIP, percent=96),
    Rule("weeks", "", RuleKind.WEEKS, Counts.LATE, count=2, times=2),
    replace(STEPS, counts=Counts.LATE, steps=(1, 3)),
    replace(STEPS, steps=(1,)),
    replace(LATES, weeks=3, count=4),
]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_quick_numbers_are_those_that_the_sessions_give(data):
    """Seen red with each kind's numbers one off."""
    calendar = data.draw(calendars())
    page = page_of(calendar, data.draw(registers(calendar)), data.draw(UNTIL))
    for rule in KINDS:
        count = reached(rule, page).count
        for near in (rule, *(replace(rule, count=max(1, count + step)) for step in (0, 1))):
            found = reached(near, page)
            assert Counter(near, codes()).tally(page) == (found.count, found.threshold, found.met)
