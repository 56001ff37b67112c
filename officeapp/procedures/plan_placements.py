"""Compare the class and year group of a pupil list with where pupils are placed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.record import PupilId
from officeapp.domain.roll import Enrolment, Placement, Pupil, year_group_name
from officeapp.domain.school_year import long_day
from officeapp.procedures.compared import Compared
from officeapp.procedures.import_plan import Cards, ImportPlan, RowError
from officeapp.procedures.merge_pupil import year_group_by_age
from officeapp.procedures.preview import Change

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.lists import PupilRow
    from officeapp.procedures.plan_classes import ClassPlan


@dataclass(frozen=True, slots=True)
class Move:
    """A pupil to be placed in a class from a day on.

    Attributes:
        pupil: The pupil.
        first: The first day in the class.
        class_key: The class, as the plan of classes knows it.
        year_group: The year group.
        instead_of: The placement to be corrected; None for a new one beside the others.
    """

    pupil: PupilId
    first: dt.date
    class_key: str
    year_group: str
    instead_of: Placement | None = None


class PlacementPlanner:
    """Says where rows put pupils, from today on or from a day to come."""

    def __init__(
        self, office: Office, classes: ClassPlan, moves: Cards[Move], plan: ImportPlan
    ) -> None:
        self._office = office
        self._classes = classes
        self._moves = moves
        self._plan = plan

    def ahead(self, row: PupilRow, before: Enrolment) -> dt.date | None:
        """Return the day from which a pupil on roll has the class of an intake list.

        The new Reception's list names nursery pupils: they stay on roll since their first day.
        """
        if row.first is None or not before.id or row.first <= before.first:
            return None
        if before.last is not None and before.last < row.first:
            return None
        placed = {one.first for one in self._office.roll.placements(before.pupil)}
        if row.first <= self._office.today() and row.first not in placed:
            return None
        reason = (
            f"On the roll since {long_day(before.first)} and stays so; "
            f"the class is from {long_day(row.first)}."
        )
        self._plan.warn(row.where, "Date of admission", row.first.isoformat(), reason)
        return row.first

    def compare(
        self, row: PupilRow, pupil: Pupil, enrolment: Enrolment, ahead: dt.date | None
    ) -> Compared | None:
        """Note a new class or year group, from today on, or from a day to come."""
        if row.school_class is None and row.year_group is None:
            return None
        day = ahead or max(self._office.today(), enrolment.first)
        if enrolment.last is not None and enrolment.last < day:
            return None  # a leaver stays where they were
        stands = self._office.roll.placed(pupil.id, day)
        year_group = self.year_group(row, pupil, day, None if ahead else stands)
        classes = self._classes
        old_class = stands.school_class if stands else None
        key = classes.key(row, year_group_name(year_group), self._plan, old_class)
        if stands is None or (ahead and stands.first < ahead):
            now = Move(pupil.id, day, key, year_group)
            return self._placed_anew(row, pupil, stands, now)
        instead = stands if stands.first >= day else None
        first = stands.first if instead else day
        here = classes.key_of(stands.school_class)
        now = Move(pupil.id, first, here, stands.year_group, instead)
        found = Compared(now, str(row.where), pupil.called, ("class", pupil.id))
        if key != here:
            found.say_difference("class", classes.name(here), classes.name(key), class_key=key)
        if year_group != stands.year_group:
            old = stands.year_group
            found.say_difference("year group", old, year_group, year_group=year_group)
        self._moves.note(found.key, now, now)
        return found

    def _placed_anew(
        self, row: PupilRow, pupil: Pupil, stands: Placement | None, now: Move
    ) -> Compared:
        """Note a class where none stands, or none from a day to come on."""
        found = Compared(now, str(row.where), pupil.called, ("class", pupil.id))
        was = self._classes.key_of(stands.school_class) if stands else ""
        old = (self._classes.name(was) if was else "", stands.year_group if stands else "")
        new = (self._classes.name(now.class_key), now.year_group)
        if old != new:
            self._moves.note(found.key, None, now)
        found.changes += [
            Change(found.where, found.name, what, one, other)
            for what, one, other in zip(("class", "year group"), old, new, strict=True)
            if one != other
        ]
        return found

    def year_group(
        self, row: PupilRow, pupil: Pupil, day: dt.date, stands: Placement | None = None
    ) -> str:
        """Return a pupil's year group on a day: as the row has it, as it stands, or by age.

        Raises:
            RowError: It is not said, and the age fits none.
        """
        if row.year_group:
            return row.year_group
        if stands:
            return stands.year_group
        found = year_group_by_age(pupil.dob, day)
        if not found:
            reason = "Give the year group: the age fits no year from Nursery to Year 6."
            raise RowError(reason, "Year group", "")
        reason = f"It is taken from the date of birth: {year_group_name(found)}."
        self._plan.warn(row.where, "Year group", row.named.said, reason)
        return found
