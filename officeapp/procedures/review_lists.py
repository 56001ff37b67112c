"""The policy's review lists as tables: who is on each, who rose and who fell, who is in focus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.reviews import in_focus, review_sheets
from officeapp.domain.record import PupilId
from officeapp.domain.reviews import Move, said
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear, long_day, short_day

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.books.reviews import ReviewSheet
    from officeapp.domain.reviews import Reviewed

HEADINGS = ("Pupil", "Class", "Now", "Before", "Went", "In focus", "Steps taken")
WIDTHS = (0.24, 0.12, 0.13, 0.13, 0.12, 0.1, 0.16)
WENT = {
    Move.UP: "up: say so",
    Move.DOWN: "down",
    Move.SAME: "as before",
    Move.NEW: "first review",
}


@dataclass(frozen=True, slots=True)
class ReviewTable:
    """One review's list.

    Attributes:
        title: What it is, and as of which day.
        below: What it is compared with, and how many rose and fell.
        rows: A row a pupil, the lowest figure first, a text for each heading.
        pupils: The pupil of each row.
        to_carry: Who would begin the next school year in focus.
    """

    title: str
    below: str
    rows: tuple[tuple[str, ...], ...]
    pupils: tuple[PupilId, ...]
    to_carry: tuple[PupilId, ...]


def review_tables(office: Office, day: dt.date) -> list[ReviewTable]:
    """Return the lists of the policy of a day, as of that day.

    Raises:
        NotAllowedError: The person signed in may not read attendance cases.
    """
    office.require(Right.READ_CASES)
    focus = in_focus(office, day)
    return [_table(office, sheet, focus) for sheet in review_sheets(office, day)]


def _table(office: Office, sheet: ReviewSheet, focus: set[PupilId]) -> ReviewTable:
    rows = tuple(_row(office, sheet, one, focus) for one in sheet.rows)
    moves = [one.move for one in sheet.rows]
    compared = (
        f"compared with {short_day(sheet.before)}" if sheet.before else "the first of the year"
    )
    up, down = moves.count(Move.UP), moves.count(Move.DOWN)
    return ReviewTable(
        f"{sheet.review.words}, {long_day(sheet.day)}",
        f"{len(rows)} {'pupil' if len(rows) == 1 else 'pupils'}, {compared}: {up} up, {down} down",
        rows,
        tuple(one.pupil for one in sheet.rows),
        sheet.to_carry,
    )


def _row(office: Office, sheet: ReviewSheet, one: Reviewed, focus: set[PupilId]) -> tuple[str, ...]:
    placed = office.roll.placed(one.pupil, sheet.day)
    return (
        office.roll.pupil(one.pupil).listed,
        office.roll.school_class(placed.school_class).name if placed else "",
        said(one.now),
        said(one.before) if one.before.possible else "",
        WENT[one.move],
        "focus" if one.pupil in focus else "",
        _steps(office, one.pupil, sheet.day),
    )


def _steps(office: Office, pupil: PupilId, day: dt.date) -> str:
    """Return how many steps were taken this school year, and when the last was."""
    year = SchoolYear.of(day).span
    taken = [one for one in office.cases.steps.of(pupil, year) if one.day <= day]
    return f"{len(taken)}, last {short_day(taken[-1].day)}" if taken else "none"
