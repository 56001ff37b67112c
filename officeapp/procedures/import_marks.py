"""Bring a list of marks into the register, as one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.bulk import many_records
from officeapp.domain.rights import Right

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.procedures.plan_marks import MarkPlan


@many_records()
def import_marks(office: Office, plan: MarkPlan) -> None:
    """Write what a plan says, all of it or nothing; an empty plan writes no act.

    Raises:
        NotAllowedError: The person signed in may not import lists, or may not amend marks.
        ChangedMeanwhileError: A session was marked since the plan was made; make it anew.
        AlreadyAmendedError: A mark was corrected since the plan was made; make it anew.
        NotSavedError: The file could not be written.
    """
    office.require(Right.IMPORT_LISTS)
    if plan.pairs:
        office.require(Right.AMEND_MARK)
    if not (plan.marks or plan.pairs):
        return
    with office.writing("import-marks", Right.IMPORT_LISTS, Book.REGISTER) as act:
        if plan.marks:
            office.register.enter_drawn(act, plan.marks, plan.drawn)
        if plan.pairs:
            office.register.amend_many(act, plan.pairs)
