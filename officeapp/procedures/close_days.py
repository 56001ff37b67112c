"""Close the school by plan, `#`: for everybody, or for some year groups once that is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.law import partial_closure_doubt
from officeapp.domain.school_calendar import EVERY_SITE
from officeapp.errors import OfficeError
from officeapp.procedures.keep_school import set_calendar

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.school_calendar import Closure


class PartialClosureError(OfficeError):
    """A planned closure for some pupils only was to be written without that being confirmed."""

    def __init__(self, doubt: str) -> None:
        super().__init__(f"{doubt} Confirm it to go on.")


def closure_doubt(office: Office, closure: Closure) -> str:
    """Return what a person should know before a closure is written; empty for nothing."""
    return partial_closure_doubt(closure.last) if _is_partial(office, closure) else ""


def close_days(office: Office, closure: Closure, *, confirmed: bool = False) -> None:
    """Write a planned closure into the calendar; its days count for nobody it is for.

    Args:
        office: The office.
        closure: The closure, new or changed.
        confirmed: Whether the person goes on though it is for some pupils only.

    Raises:
        PartialClosureError: It is for some pupils only, and nobody has confirmed it.
        BackwardsError: It would end before it begins.
        ChangedMeanwhileError: It was changed since it was read.
    """
    doubt = closure_doubt(office, closure)
    if doubt and not confirmed:
        raise PartialClosureError(doubt)
    set_calendar(office, [closure])


def _is_partial(office: Office, closure: Closure) -> bool:
    """Say whether a closure leaves some pupils of the school who are expected."""
    if closure.gone:
        return False
    some_sites = closure.site != EVERY_SITE and len(office.school.sites()) > 1
    if some_sites or not closure.year_groups:
        return some_sites
    placed = [
        office.roll.placed(pupil.id, closure.first) for pupil in office.roll.on_roll(closure.first)
    ]
    return any(one is None or one.year_group not in closure.year_groups for one in placed)
