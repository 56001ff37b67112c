"""Pupils who are not expected in every session: nursery halves, settling in, part-time timetables.

Each has a pattern, which pre-marks the registers, and the same codes on the page, so that nothing
else is entered there.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from officeapp.domain.law import compulsory_from, is_compulsory
from officeapp.domain.patterns import Pattern, PatternKind, pattern_code

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from officeapp.domain.record import PupilId
    from officeapp.sample.page import Member, YearPage

PART_TIME_WEEKS = 6
SPARE = 36  # sessions a pupil must miss anyway to be given a part-time timetable
A_PUPIL_IN = 150  # who has one, in a school of more than a class
ONE_CLASS = 40
MORNINGS = "/-/-/-/-/-"
THREE_AFTERNOONS_OFF = "/-///-///-"
#: Nursery weeks of those who do not come all day, by the pupil's number, of every seven.
NURSERY_WEEKS = {0: MORNINGS, 2: "-/-/-/-/-/", 4: "/////-----"}
NURSERY_WAYS = 7
DAY = dt.timedelta(days=1)


def keep_part_time(
    page: YearPage, rng: random.Random, left: Mapping[PupilId, int]
) -> dict[PupilId, int]:
    """Enter part-time afternoons, C2 or C, for a pupil or two, and X for the youngest.

    Args:
        page: The page of the year.
        rng: Throws the dice.
        left: How many sessions each pupil is to miss.

    Returns:
        How many sessions those with a part-time timetable miss by it.
    """
    first = page.days[0]
    older = [
        number
        for number in left
        if left[number] >= SPARE and is_compulsory(page.members[number].pupil.dob, first)
    ]
    some = -(-len(page.members) // A_PUPIL_IN) if len(page.members) > ONE_CLASS else 0
    missed = {number: _afternoons_off(page, rng, number) for number in older[:some]}
    for number, member in page.members.items():
        _settle_in(page, number, member)
    return missed


def _afternoons_off(page: YearPage, rng: random.Random, number: PupilId) -> int:
    """Keep a pupil at home on three afternoons a week; return how many sessions."""
    first = rng.randrange(page.halves[1].low, page.halves[3].low) | 1
    last = first + 10 * PART_TIME_WEEKS - 2
    days = page.days[first // 2], page.days[last // 2]
    pattern = Pattern(
        0, number, PatternKind.PART_TIME, THREE_AFTERNOONS_OFF, *days,
        review=page.days[(first + last) // 4],
    )  # fmt: skip
    return _enter(page, pattern)


def _settle_in(page: YearPage, number: PupilId, member: Member) -> None:
    """Keep the youngest at home in the afternoon for their first week, some for half the time."""
    group = member.places[0][1].year_group
    if group not in ("N2", "R"):
        return
    low, high = member.run
    in_nursery = group == "N2"
    week = NURSERY_WEEKS.get(number % NURSERY_WAYS) if in_nursery else None
    after = high if week else min(high, low + 10)
    last = page.days[(after - 1) // 2]
    kind = PatternKind.NURSERY if in_nursery else PatternKind.PART_TIME
    last = min(last, compulsory_from(member.pupil.dob) - DAY)
    if last >= page.days[low // 2]:
        _enter(page, Pattern(0, number, kind, week or MORNINGS, page.days[low // 2], last))


def _enter(page: YearPage, pattern: Pattern) -> int:
    """Put a pattern and its codes on the page; return how many sessions they are."""
    page.patterns.append(pattern)
    born = page.members[pattern.pupil].pupil.dob
    done = 0
    for position in range(page.position(pattern.first), page.position(pattern.span.last + DAY)):
        code = pattern_code(pattern, *page.session(position), born)
        done += page.put_run(pattern.pupil, position, 1, code) if code else 0
    return done
