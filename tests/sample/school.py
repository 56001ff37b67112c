"""Sample schools that several tests look at, made once each."""

from __future__ import annotations

import datetime as dt
import functools

from officeapp.domain.law import is_compulsory
from officeapp.domain.school_year import Session
from officeapp.sample.marks import SampleMarks
from officeapp.sample.page import ABSENT
from officeapp.sample.plan import plan_school

YEAR_END = dt.date(2026, 7, 31)
MISSED = (*ABSENT, "C2", "R")


@functools.cache
def plan(pupils=210, seed=1, years=2, last=dt.date(2026, 11, 20)):
    """Return the plan of a school up to the afternoon of a day."""
    return plan_school(pupils=pupils, years=years, seed=seed, last=(last, Session.PM))


@functools.cache
def marks(pupils=210, seed=1, years=2, last=dt.date(2026, 11, 20)):
    """Return a school's marks up to the afternoon of a day."""
    return SampleMarks(plan(pupils, seed, years, last))


def counts(page, codes, parity=None):
    """Return how many sessions of a page have one of some codes, of mornings or afternoons."""
    return sum(
        code in codes and (parity is None or position % 2 == parity)
        for entries in page.codes.values()
        for position, code in entries.items()
    )


def missed(page, pupil):
    """Return a pupil's sessions missed and possible up to the page's limit."""
    low, high = page.members[pupil].run
    entries = page.codes[pupil].values()
    possible = min(high, page.limit) - low - sum(code == "X" for code in entries)
    return sum(code in MISSED for code in entries), possible


def persistent_share(page):
    """Return the share of pupils of compulsory age who missed a tenth or more."""
    found = [
        missed(page, number)
        for number, member in page.members.items()
        if is_compulsory(member.pupil.dob, page.days[0]) and member.run.low < page.limit
    ]
    return sum(10 * absent >= possible for absent, possible in found) / len(found)
