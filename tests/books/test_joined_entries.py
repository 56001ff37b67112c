"""An entry of a day's book that two desks changed while apart counts once, at both alike.

Seen red: every version that nobody corrected counted; a change that corrects one version only.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.check import check
from officeapp.books.reasons import reasons
from officeapp.procedures.amend_arrival import amend_arrival
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.settle_clash import clashes, settle_clash
from tests.desks import NOW, books_of, desks, pupils, share_all

TODAY = NOW.date()


@pytest.fixture
def two(tmp_path):
    """Return two desks that both changed one entry of the late book while apart."""
    with desks(tmp_path) as offices:
        here, _ = offices
        arrive_late(here, [coming(here, 20)], TODAY)
        share_all(offices)
        for office, minute in zip(offices, (25, 30), strict=True):
            amend(office, minute)
        share_all(offices)
        yield offices


def coming(office, minute):
    return Coming(pupils(office)[0].id, dt.time(9, minute), reasons().late[0])


def amend(office, minute):
    (entry,) = office.front_desk.late.on(TODAY)
    amend_arrival(office, entry.id, coming(office, minute), "the clock was slow")


def test_an_entry_counts_once_and_is_the_same_at_both(two):
    times = [[one.at for one in office.front_desk.late.on(TODAY)] for office in two]
    assert times[0] == times[1]
    assert len(times[0]) == 1
    since = [office.front_desk.late.since(TODAY)[pupils(office)[0].id] for office in two]
    assert [len(found) for found in since] == [1, 1]


def test_a_change_of_it_corrects_every_version(two):
    here, there = two
    (clash,) = clashes(there)  # of the minutes late in the register
    settle_clash(there, clash, "U", "asked at the door", minutes=40)
    amend(there, 40)
    share_all(two)
    rows = here.connection.execute(
        "SELECT count(*) FROM late_arrival t WHERE NOT EXISTS (SELECT 1 FROM corrects c "
        "WHERE c.earlier_act = t.act AND c.earlier_n = t.n)"
    )
    assert rows.fetchone()[0] == 1
    assert [one.at for one in here.front_desk.late.on(TODAY)] == [dt.time(9, 40)]
    assert books_of(here) == books_of(there)
    assert check(here) == check(there) == []
