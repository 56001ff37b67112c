"""The sample register: national rates, habits that show, and nothing the law forbids."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter

import pytest

from officeapp.books.law import codes
from officeapp.domain.codes import MORNING
from officeapp.domain.law import is_compulsory
from officeapp.domain.school_year import Session
from officeapp.domain.times import Timing, arrival
from officeapp.sample.page import ABSENT, SEASONS, Run, rate
from tests.sample.school import counts, marks, missed, persistent_share, plan

ENDS = dt.date(2026, 7, 20)
SEEDS = [1, 2, 3]


def share(page, season, *wanted):
    """Return how often some codes stand in a season, in per cent of possible sessions."""
    run = page.seasons[SEASONS.index(season)]
    return 100 * page.count(run, *wanted) / (page.possible(run) - page.count(run, "X"))


def expected(page, season, *wanted):
    return 100 * sum(rate(page, season, code) for code in wanted)


@pytest.mark.parametrize("season", SEASONS)
@pytest.mark.parametrize(
    ("codes_of", "tolerance"),
    [("L", 0.10), ("I", 0.6), ("M", 0.04), ("G", 0.10), ("O", 0.10), ("U", 0.03), ("E", 0.02),
     ("T", 0.02), ("V", 0.16), ("B", 0.06), ("P", 0.04)],
)  # fmt: skip
@pytest.mark.parametrize("seed", SEEDS)
def test_each_code_has_its_national_rate_in_each_season(seed, codes_of, tolerance, season):
    page = marks(210, seed, 2, ENDS).pages[0]
    assert share(page, season, codes_of) == pytest.approx(
        expected(page, season, codes_of), abs=tolerance
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_leave_of_all_kinds_has_the_rate_of_c_and_of_what_was_h(seed):
    page = marks(210, seed, 2, ENDS).pages[0]
    due = sum(
        rate(page, season, "C") * page.possible(run)
        for season, run in zip(SEASONS, page.seasons, strict=True)
    )
    assert due == pytest.approx(0.00425 * page.possible(Run(0, page.size)), rel=0.03)
    assert counts(page, ["C", "C2", "H"]) == pytest.approx(due, rel=0.03)


@pytest.mark.parametrize("seed", SEEDS)
def test_attendance_as_a_whole_is_the_national_one(seed):
    page = marks(210, seed, 2, ENDS).pages[0]
    whole = page.possible(Run(0, page.size)) - counts(page, "X")
    absent = 100 * counts(page, (*ABSENT, "C2", "R")) / whole
    assert absent == pytest.approx(6.0, abs=0.35)


@pytest.mark.parametrize("seed", range(1, 9))
def test_fourteen_to_twenty_two_in_a_hundred_are_persistently_absent(seed):
    for page in marks(210, seed, 2, ENDS).pages:
        assert 0.14 <= persistent_share(page) <= 0.22


@pytest.mark.parametrize("seed", range(1, 9))
def test_so_it_is_in_mid_november_too(seed):
    assert 0.13 <= persistent_share(marks(210, seed, 2).pages[-1]) <= 0.23


def test_somebody_is_severely_absent():
    page = marks(210, 1, 2, ENDS).pages[0]
    severe = [n for n in page.members if 2 * missed(page, n)[0] >= missed(page, n)[1]]
    assert 1 <= len(severe) <= 5


def test_fridays_have_most_illness():
    page = marks(2000, 1, 1, ENDS).pages[0]
    ill = Counter(
        page.days[position // 2].weekday()
        for entries in page.codes.values()
        for position, code in entries.items()
        if code == "I"
    )
    days = Counter(day.weekday() for day in page.days)
    usual = sum(ill[day] for day in range(4)) / sum(days[day] for day in range(4))
    assert 1.15 < ill[4] / days[4] / usual < 1.6


def test_december_is_worse_than_september():
    page = marks(2000, 1, 1, ENDS).pages[0]
    low, high = page.seasons[0]
    first = page.count(Run(low, low + 20), *ABSENT)
    last = page.count(Run(high - 20, high), *ABSENT)
    assert last > 1.5 * first


def test_illness_comes_in_runs_of_days():
    page = marks(210, 1, 2, ENDS).pages[0]
    runs = []
    for entries in page.codes.values():
        ill = sorted(position for position, code in entries.items() if code == "I")
        groups = itertools.groupby(enumerate(ill), lambda pair: pair[1] - pair[0])
        runs += [len(list(group)) for _, group in groups]
    assert sum(run for run in runs if run >= 4) > sum(runs) / 3


def test_holidays_are_often_whole_weeks_beside_a_break():
    page = marks(2000, 1, 1, ENDS).pages[0]
    ends = {half.high - 1 for half in page.halves} | {half.low for half in page.halves}
    away = [
        [position for position, code in entries.items() if code == "G"]
        for entries in page.codes.values()
        if "G" in entries.values()
    ]
    assert sum(len(found) >= 10 for found in away) > len(away) / 4
    assert sum(bool(ends & set(found)) for found in away) > len(away) / 3


def test_a_tenth_of_the_families_has_a_third_or_more_of_the_lates():
    page = marks(210, 1, 2, ENDS).pages[0]
    late: Counter[int] = Counter()
    for number, entries in page.codes.items():
        late[page.members[number].pupil.family] += sum(code in "LU" for code in entries.values())
    worst = [number for _, number in late.most_common(len(late) // 10)]
    assert sum(worst) > late.total() / 3


def test_brothers_and_sisters_come_late_together():
    page = marks(210, 1, 2, ENDS).pages[0]
    late = Counter(
        (page.members[number].pupil.family, position)
        for number, entries in page.codes.items()
        for position, code in entries.items()
        if code in "LU"
    )
    assert sum(found > 1 for found in late.values()) > 50


def test_about_seven_lates_in_ten_are_of_the_morning():
    page = marks(210, 1, 2, ENDS).pages[0]
    assert 0.62 < counts(page, "L", 0) / counts(page, "L") < 0.78


@pytest.mark.parametrize("seed", SEEDS)
def test_minutes_late_agree_with_the_bells(seed):
    made = marks(210, seed, 2)
    bells = made.plan.bell_times
    sites = {t.school_class.id: t.school_class.site for t in made.plan.taught}
    for page in made.pages:
        for (pupil, position), minutes in page.minutes.items():
            place = page.members[pupil].place(position)
            day, session = page.session(position)
            bell = bells.bell(sites[place.school_class], place.year_group, day, session)
            came = dt.datetime.combine(day, bell.late_from) + dt.timedelta(minutes=minutes)
            timing = {"L": Timing.LATE, "U": Timing.AFTER_CLOSE}
            assert arrival(bell, came.time()).timing is timing[page.codes[pupil][position]]
            assert 1 <= minutes <= 60


@pytest.mark.parametrize("last", [dt.date(2024, 12, 20), dt.date(2026, 11, 20)])
def test_every_code_may_be_written_for_its_pupil_day_and_session(last):
    table = codes()
    made = marks(210, 1, 3, last)
    born = {pupil.id: pupil.dob for pupil in made.plan.pupils}
    written = {mark for register in made.registers() for mark in register.marks}
    written |= {one.mark for one in made.amendments()}
    for mark in written:
        compulsory = is_compulsory(born[mark.pupil], mark.day)
        table.check(mark.code, mark.day, mark.session, compulsory=compulsory)
    assert {mark.code for mark in written} >= set("/\\LIMCETGOUVBPX")


def test_old_years_have_the_old_codes_and_new_years_the_new():
    old, new = (marks(210, 1, 3, dt.date(2025, 7, 18)).pages[n] for n in (1, 2))
    assert counts(old, ["H"]) > 10
    assert counts(old, ["C2"]) == 0
    assert counts(new, ["H"]) == 0
    assert counts(new, ["C2"]) > 10


def test_nobody_is_unexplained_but_in_the_last_five_days():
    for page in marks().pages:
        for entries in page.codes.values():
            assert all(p >= page.limit - 10 for p, code in entries.items() if code == "N")
    assert counts(marks().pages[-1], "N") > 0


def test_children_keep_eid_on_one_day_at_a_time():
    page = marks(210, 1, 2, ENDS).pages[0]
    days = {
        page.days[position // 2]
        for entries in page.codes.values()
        for position, code in entries.items()
        if code == "R"
    }
    assert days < {dt.date(2025, 6, 7), dt.date(2025, 3, 31)}
    assert days


def test_whole_classes_go_on_visits():
    page = marks(210, 1, 2, ENDS).pages[0]
    out = Counter(
        (page.class_at(number, position), position)
        for number, entries in page.codes.items()
        for position, code in entries.items()
        if code == "V"
    )
    assert min(out.values()) > 15


def test_each_register_holds_its_class_once_and_in_order_of_days():
    registers = list(marks().registers())
    assert all(one.day <= other.day for one, other in itertools.pairwise(registers))
    assert all(len({m.pupil for m in one.marks}) == len(one.marks) > 0 for one in registers)
    mornings = [m.code for one in registers if one.session is Session.AM for m in one.marks]
    assert mornings.count(MORNING) > 0.9 * len(mornings)


def test_one_register_is_left_open_and_a_few_marks_are_blank():
    made = marks()
    newest = [one for one in made.registers() if one.day == plan().last[0]]
    assert len(newest) == 2 * len(plan().taught) - 1
    assert 1 <= len(made.pages[-1].blanks) <= 10


def test_amendments_say_why_and_follow_their_registers():
    made = marks()
    handed_in = {
        (mark.pupil, mark.day, mark.session): (mark.code, register.at)
        for register in made.registers()
        for mark in register.marks
    }
    late = [a for a in made.amendments() if (a.mark.pupil, a.mark.day, a.mark.session) in handed_in]
    assert len(late) > 100
    for one in late:
        code, at = handed_in[one.mark.pupil, one.mark.day, one.mark.session]
        assert code == one.first != one.mark.code
        assert one.mark.reason
        assert at < one.at
