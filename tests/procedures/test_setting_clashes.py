"""Settings that two desks wrote anew for one thing: the later by the logical clock is shown.

Seen red with: settings in the order of the desks' numbers; settings compared by number alone; what
one desk had seen of the other's counted as apart.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.check import check
from officeapp.domain.times import Bell
from officeapp.procedures.keep_policy import change_number
from officeapp.procedures.keep_school import set_times
from officeapp.procedures.open_clashes import office_clashes
from officeapp.procedures.settle_open_clash import keep_side
from tests.desks import AM, DAY, books_of, desks, share, share_all

KEY = "registers.keep_years"


@pytest.fixture(params=[0, 1])
def two(tmp_path, request):
    """Return two desks, either of which may have the lower number."""
    with desks(tmp_path) as offices:
        yield sorted(offices, key=lambda one: one.desk, reverse=bool(request.param))


def held(office):
    return office.policy.tree(DAY)["registers"]["keep_years"]


def a_bell(office, minute):
    times = (dt.time(8, minute), dt.time(9), dt.time(9, 30), dt.time(12), dt.time(9, 15))
    return Bell(0, office.school.sites()[0].id, AM, "", DAY, *times)


def test_the_later_is_shown_and_listed_until_the_head_keeps_one(two):
    first, later = two
    change_number(first, KEY, "8", DAY)
    change_number(later, "registers.keep_years", "9", DAY.replace(day=1))
    change_number(later, KEY, "10", DAY)
    share_all(two)
    for office in two:
        assert held(office) == 10
        (listed,) = office_clashes(office)
        assert [side.words for side in listed.sides] == ["value 8", "value 10"]
    (clash,) = office_clashes(first)
    keep_side(first, clash, clash.sides[0])
    share_all(two)
    for office in two:
        assert (held(office), office_clashes(office), check(office)) == (8, [], [])
    assert books_of(first) == books_of(later)


def test_what_was_written_knowing_of_the_other_is_no_clash(two):
    first, later = two
    set_times(first, [a_bell(first, 50)])
    share(first, later)
    set_times(later, [a_bell(later, 55)])
    share_all(two)
    for office in two:
        bell = office.school.bells().bell(office.school.sites()[0].id, "3", DAY, AM)
        assert bell is not None
        assert (bell.begins.minute, office_clashes(office), check(office)) == (55, [], [])


def test_two_who_set_the_same_do_not_clash(two):
    for office in two:
        change_number(office, KEY, "8", DAY)
    share_all(two)
    assert [office_clashes(office) for office in two] == [[], []]
