"""The policy's reviews asked of the file: who is on each list today, and where they went."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import totals
from officeapp.domain.attendance import NO_SESSIONS
from officeapp.domain.policies import Review
from officeapp.domain.record import PupilId
from officeapp.domain.reviews import Reviewed, review_before, review_list, to_carry
from officeapp.domain.school_year import SchoolYear, Span

if TYPE_CHECKING:
    from officeapp.books.office import Office


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """One review on a day.

    Attributes:
        review: The review.
        day: The day.
        before: The day of the review before; None for the first of the school year.
        rows: Who is on it, the lowest figure first.
        to_carry: Who would begin the new year in focus.
    """

    review: Review
    day: dt.date
    before: dt.date | None
    rows: tuple[Reviewed, ...]
    to_carry: tuple[PupilId, ...]


def review_sheets(office: Office, day: dt.date) -> list[ReviewSheet]:
    """Return the policy's reviews as of a day, for the pupils on roll that day."""
    return [_sheet(office, review, day) for review in office.policy.on(day).reviews]


def in_focus(office: Office, day: dt.date) -> set[PupilId]:
    """Return the pupils whose families are a focus of a day's school year."""
    year = SchoolYear.of(day).begins
    cards = office.cases.cards.standing().values()
    return {card.id for card in cards if card.focus_year == year}


def _sheet(office: Office, review: Review, day: dt.date) -> ReviewSheet:
    year = SchoolYear.of(day)
    site = next(iter(office.school.sites())).id
    halves = office.calendar.of(site, "").half_terms(year)
    before = review_before(review.every, halves, day)
    now = totals(office, Span(year.span.first, day)).by_pupil
    then = totals(office, Span(year.span.first, before)).by_pupil if before else {}
    rows = [
        Reviewed(pupil.id, now.get(pupil.id, NO_SESSIONS), then.get(pupil.id, NO_SESSIONS))
        for pupil in office.roll.on_roll(day)
    ]
    listed = tuple(review_list(review, rows, in_focus(office, day)))
    return ReviewSheet(review, day, before, listed, tuple(to_carry(review, rows)))
