"""Begin next year's calendar from this year's, for a person to look at and change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.next_calendar import next_closures, next_terms
from officeapp.errors import OfficeError
from officeapp.procedures.keep_school import set_calendar

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.school_year import SchoolYear


class CalendarThereError(OfficeError):
    """The calendar of next year has entries."""

    def __init__(self, year: SchoolYear) -> None:
        super().__init__(
            f"The calendar of {year.name} has terms or closures already; change them there."
        )


class NothingToCopyError(OfficeError):
    """This year has no terms or closures to propose next year's from."""

    def __init__(self, year: SchoolYear) -> None:
        super().__init__(
            f"The calendar of {year.name} has no terms or planned closures to copy; "
            "enter or import next year's."
        )


def copy_calendar(office: Office, year: SchoolYear) -> tuple[int, int]:
    """Begin the calendar of the year after one from it; return how many terms and closures.

    Raises:
        CalendarThereError: The year after has entries already, bank holidays apart.
        NothingToCopyError: The year has none.
    """
    following = year.next()
    terms = next_terms(office.calendar.terms(), year)
    closures = next_closures(office.calendar.closures(), year)
    there = [term for term in office.calendar.terms() if term.span.overlap(following.span)]
    planned = next_closures(office.calendar.closures(), following)
    if there or planned:
        raise CalendarThereError(following)
    if not terms and not closures:
        raise NothingToCopyError(year)
    set_calendar(office, closures, terms)
    return len(terms), len(closures)
