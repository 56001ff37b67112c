"""The turn of the year: nobody is lost, nobody is counted twice."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.next_calendar import next_closures, next_terms
from officeapp.domain.record import ClassId, PupilId, SiteId
from officeapp.domain.roll import YEAR_GROUPS, SchoolClass
from officeapp.domain.school_calendar import Closure, ClosureKind, Term
from officeapp.domain.school_year import SchoolYear
from officeapp.domain.turning import (
    LEAVES,
    Goals,
    Part,
    Seat,
    next_year_group,
    proposed,
    turned,
)

SITE = SiteId(1)


def classes(*names):
    return [SchoolClass(ClassId(n), name, SITE) for n, name in enumerate(names, 1)]


def seats(page):
    """Read seats: 'class year-group' for each pupil, numbered from 1."""
    pairs = [word.split(":") for word in page.split()]
    return [Seat(PupilId(n), ClassId(int(c)), g) for n, (c, g) in enumerate(pairs, 1)]


def part(number, year_group):
    return Part(ClassId(number), year_group)


parts = st.tuples(st.integers(1, 4).map(ClassId), st.sampled_from(YEAR_GROUPS))


def seated(found) -> list[Seat]:
    return [Seat(PupilId(n), one, group) for n, (one, group) in enumerate(found, 1)]


rolls = st.lists(parts).map(seated)
targets = st.integers(0, 4).map(ClassId)
goals = st.builds(
    Goals,
    st.dictionaries(parts.map(lambda one: Part(*one)), targets),
    st.dictionaries(st.integers(1, 20).map(PupilId), targets),
)


@given(rolls, goals)
def test_every_pupil_moves_or_leaves_or_is_undecided_and_only_once(roll, chosen):
    turn = turned(roll, chosen)
    moved = [move.pupil for move in turn.moves]
    left = [seat.pupil for seat in (*turn.leavers, *turn.undecided)]
    assert sorted(moved + left) == list(range(1, len(roll) + 1))


@given(rolls, goals, st.randoms())
def test_the_order_of_the_list_does_not_matter(roll, chosen, chance):
    shuffled = list(roll)
    chance.shuffle(shuffled)
    assert turned(shuffled, chosen) == turned(roll, chosen)


@given(rolls, goals)
def test_whoever_moves_goes_up_by_one_year_group(roll, chosen):
    before = {seat.pupil: seat.year_group for seat in roll}
    for move in turned(roll, chosen).moves:
        assert YEAR_GROUPS.index(move.year_group) == YEAR_GROUPS.index(before[move.pupil]) + 1


def test_the_year_groups_follow_each_other_from_nursery_to_year_6():
    assert [next_year_group(one) for one in YEAR_GROUPS] == [*YEAR_GROUPS[1:], ""]


@pytest.mark.parametrize(
    ("names", "roll", "expected"),
    [
        (("3 Oak", "4 Oak", "4 Ash"), "1:3 2:4 3:4", {part(1, "3"): 2}),
        (
            ("Nursery Elm", "Reception Elm", "1 Elm"),
            "1:N2 2:R",
            {part(1, "N2"): 2, part(2, "R"): 3},
        ),
        (("Reception Elm", "Year 1 Elm"), "1:R 2:1", {part(1, "R"): 2}),
        (("Willow", "Beech"), "1:1 2:2", {part(1, "1"): 2}),
        (("1/2 Elm", "3/4 Yew"), "1:1 1:2 2:3", {part(1, "1"): 1, part(1, "2"): 2}),
        (("Willow", "Beech", "Yew"), "1:1 2:2 3:2", {}),
        (("2 Elm", "3 Yew"), f"1:3 2:3 {'1:2 ' * 9}", {part(1, "2"): 2}),
        (("6 Oak",), "1:6", {part(1, "6"): LEAVES}),
    ],
)
def test_a_class_is_proposed_to_stay_together(names, roll, expected):
    found = proposed(seats(roll), classes(*names))
    assert {one: found.get(one) for one in expected} == expected
    if not expected:
        assert part(1, "1") not in found


def test_one_pupil_may_go_another_way_than_the_class():
    roll = seats("1:3 1:3 1:3")
    turn = turned(roll, Goals({part(1, "3"): ClassId(2)}, {PupilId(2): ClassId(3)}))
    assert [tuple(move[:3]) for move in turn.moves] == [(1, 2, "4"), (2, 3, "4"), (3, 2, "4")]


def test_a_pupil_of_year_6_is_never_moved_on():
    turn = turned(seats("1:6"), Goals({part(1, "6"): ClassId(2)}))
    assert not turn.moves
    assert len(turn.undecided) == 1


def test_next_years_terms_begin_on_the_same_weekday():
    term = Term(7, dt.date(2026, 9, 3), dt.date(2026, 10, 23), "Autumn 1", source="a.ics#1")
    (found,) = next_terms([term], SchoolYear(2026))
    assert (found.first, found.last) == (dt.date(2027, 9, 2), dt.date(2027, 10, 22))
    assert (found.id, found.source, found.name) == (0, "", "Autumn 1")


def test_bank_holidays_and_events_are_not_copied():
    day = dt.date(2026, 12, 25)
    kinds = [Closure(n, day, day, "why", kind) for n, kind in enumerate(ClosureKind)]
    found = next_closures(kinds, SchoolYear(2026))
    assert {one.kind for one in found} == {ClosureKind.HOLIDAY, ClosureKind.INSET}


def test_what_was_taken_back_or_belongs_to_another_year_is_not_copied():
    days = dt.date(2026, 9, 3), dt.date(2026, 10, 23)
    gone = Term(1, *days, "Autumn 1", gone=True)
    assert next_terms([gone], SchoolYear(2026)) == []
    assert next_terms([Term(1, *days, "Autumn 1")], SchoolYear(2025)) == []


def test_a_class_of_another_site_is_taken_where_there_is_no_other():
    there = SchoolClass(ClassId(2), "4 Yew", SiteId(2))
    assert proposed(seats("1:3 2:4"), [*classes("3 Oak"), there])[part(1, "3")] == 2
