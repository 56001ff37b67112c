"""Bring a calendar file into the calendar, as one act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.rights import Right

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.procedures.plan_calendar import CalendarPlan


def import_calendar(office: Office, plan: CalendarPlan) -> None:
    """Write what a plan says, all of it or nothing; an empty plan writes no act.

    Raises:
        NotAllowedError: The person signed in may not change the calendar.
        ChangedMeanwhileError: An entry was changed since the plan was made; make it anew.
        NotSavedError: The file could not be written.
    """
    office.require(Right.CHANGE_CALENDAR)
    if plan.is_empty:
        return
    closures, terms = plan.closures, plan.terms
    with office.writing("import-calendar", Right.CHANGE_CALENDAR, Book.CALENDAR) as act:
        office.calendar.closure_cards.enter_many(
            act, [replace(one, id=office.new_number()) for one in closures.new]
        )
        office.calendar.term_cards.enter_many(
            act, [replace(one, id=office.new_number()) for one in terms.new]
        )
        for closure in closures.amended:
            office.calendar.closure_cards.amend(act, closure)
        for term in terms.amended:
            office.calendar.term_cards.amend(act, term)
