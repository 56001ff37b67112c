"""Rows of thresholds: every rule of law and policy for a whole school, and one mark added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.measure import in_turn, measured, times
from benchmarks.rows_file import one_row_a_mark
from benchmarks.schools import UNTIL, Schools
from officeapp.books.policy import profile
from officeapp.books.thresholds import Watch
from officeapp.domain.policy_reading import policy_of
from officeapp.domain.school_year import SchoolYear

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.policies import Policy

Row = Callable[[Schools], Iterator[object]]
FEWEST, MOST = "national", "dunkirk"  # the policies with the fewest and the most rules of their own
YEAR = SchoolYear.of(UNTIL)


def thresholds(schools: Schools) -> Iterator[object]:
    """S9: every rule for every pupil; then one pupil asked again, as after a mark was added."""
    for name in ("small", "large"):
        with (
            schools.open(name, read_only=True) as office,
            closing(one_row_a_mark(schools, office)) as rows,
        ):
            floor = partial(
                _fetched,
                rows,
                "SELECT pupil, code, count(*) FROM mark WHERE year = ? GROUP BY pupil, code",
            )
            for policy in (policy_of(profile(one)) for one in (FEWEST, MOST)):
                mine, other = in_turn(partial(_every, office, policy), floor, 15)
                watch = Watch(office, UNTIL, policy)
                what = f"every threshold, {name}, {policy.name}, {len(watch.rules)} rules"
                yield measured(what, mine, other, "0.5x")
                pupil = office.roll.on_roll(UNTIL)[0]
                again = times(partial(watch.of, pupil), 100)
                yield measured(f"one mark added, {name}, {policy.name}", again, [], "under 1 ms")


def _every(office: Office, policy: Policy) -> object:
    return list(Watch(office, UNTIL, policy).tallies())


def _fetched(rows: Any, statement: str) -> object:
    return rows.execute(statement, [YEAR.begins]).fetchall()


ROWS: dict[str, Row] = {"S9": thresholds}
