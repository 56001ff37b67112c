"""Put thresholds aside that were reached lately, for one reason: of one pupil, or of many at once.

A threshold put aside is one for the session that reached it: where a mark is corrected and another
session reaches it, it is listed again, and what was written stays in the case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.ladder import basis
from officeapp.domain.rights import Right
from officeapp.procedures.amend_mark import NoReasonError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.procedures.newly_reached import Threshold


def put_aside(office: Office, thresholds: Sequence[Threshold], why: str) -> list[StepTaken]:
    """Write that thresholds are put aside, as one act; the steps of the policy stay as they are.

    Args:
        office: The office.
        thresholds: What was reached, and by whom.
        why: Why, in a person's words; the same for all.

    Raises:
        NoReasonError: No reason is given.
        NotAllowedError: The person signed in may not keep cases.
        NotSavedError: The file could not be written; nothing was.
    """
    if not why.strip():
        raise NoReasonError
    today = office.today()
    with office.writing("case-entry", Right.KEEP_CASES, Book.CASES) as act:
        return [
            office.cases.steps.enter(
                act,
                StepTaken(
                    office.new_number(),
                    one.pupil.id,
                    today,
                    one.reached.rule.id,
                    StepState.ASIDE,
                    basis(one.reached),
                    why.strip(),
                ),
            )
            for one in thresholds
        ]
