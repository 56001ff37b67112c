"""Entries whose stamps are right and whose lines no book takes: refused, and in nobody's way.

Seen red: the look for the unit that does not fit left out (every later exchange failed).
"""

from __future__ import annotations

import dataclasses

import pytest

from officeapp.books.act import Header, act_digest, body_digest, body_of, canonical
from officeapp.books.check import check
from officeapp.books.merging import MISFIT, merge, previewed
from officeapp.books.sending import newest_acts, units_after
from officeapp.domain.exchange import Unit
from officeapp.procedures.amend_mark import amend_mark
from tests.desks import books_of, desks, mark, pupils, share

MARK = {"book": "register", "code": "L", "day": "2026-11-18", "session": "AM"}


@pytest.fixture
def three(tmp_path):
    """Return three desks with the same books."""
    with desks(tmp_path, 3) as offices:
        yield offices


def restamped(unit, line):
    """Return a unit whose last act has one line, stamped as if its desk had written it."""
    *others, act = unit.acts
    text = canonical(line)
    act = dataclasses.replace(act, lines=(text,), body=body_digest(act.salt, body_of([text])))
    header = Header(*(getattr(act, name) for name in Header._fields))
    act = dataclasses.replace(act, digest=act_digest(header, act.body))
    return Unit(unit.school, (*others, act))


@pytest.mark.parametrize(
    "wrong",
    [
        {"pupil": "one"},
        {"pupil": 1 << 70},
        {"session": "noon"},
        {"day": "2026-13-45"},
        {"day": "soon"},
        {"pupil": None},
        {"minutes": -1},
        {"code": "no code"},
    ],
)
def test_a_line_that_no_book_takes_is_refused_and_the_others_come_in(three, wrong):
    here, other, honest = three
    amend_mark(other, mark(other, 0), "M", "the parent rang")
    amend_mark(honest, mark(honest, 1), "M", "the parent wrote")
    [unit] = units_after(other.connection, newest_acts(here.connection))
    [sound] = units_after(honest.connection, newest_acts(here.connection))
    misfit = restamped(unit, {**MARK, "pupil": pupils(here)[2].id, **wrong})
    with previewed(here, [misfit, sound]) as seen:
        assert ([one.why for one in seen.refused], seen.acts) == ([MISFIT], 1)
    merged = merge(here, [misfit, sound])
    assert [one.why for one in merged.refused] == [MISFIT]
    assert (merged.acts, mark(here, 0).code, mark(here, 1).code) == (1, "/", "M")
    assert check(here) == []
    assert share(other, here)[0].refused == []  # as its desk wrote it, it comes in
    share(here, honest)
    assert books_of(here) == books_of(honest)
