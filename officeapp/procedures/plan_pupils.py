"""Compare a pupil list with the roll: who is new, what would change, what is refused.

A blank cell never erases, and a pupil missing from a list never leaves.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officeapp.domain.record import PupilId
from officeapp.domain.roll import Enrolment, Placement, Pupil, folded, year_group_name
from officeapp.domain.school_year import SchoolYear, long_day
from officeapp.errors import OfficeError
from officeapp.procedures.find_pupil import PupilFinder, is_like
from officeapp.procedures.merge_pupil import merged, odd_age, with_upn, year_group_by_age
from officeapp.procedures.plan_classes import ClassPlan
from officeapp.procedures.preview import Change, Preview, differences

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.lists import PupilRow, Reading


class RowError(OfficeError):
    """A row cannot be taken into the roll.

    Attributes:
        field: The heading it is about.
        found: What stands there.
    """

    def __init__(self, reason: str, field: str, found: str) -> None:
        super().__init__(reason)
        self.field = field
        self.found = found


@dataclass(frozen=True, slots=True)
class NewPupil:
    """A pupil to be admitted.

    Attributes:
        pupil: The card, without a number.
        enrolment: The time on the roll, without numbers.
        class_key: The class, as the plan of classes knows it.
        year_group: The year group.
    """

    pupil: Pupil
    enrolment: Enrolment
    class_key: str
    year_group: str


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


@dataclass(slots=True)
class PupilPlan:
    """What an import of pupils would write.

    Attributes:
        preview: What a person is shown.
        classes: The classes and sites to be made.
        admissions: Pupils to be admitted.
        cards: New versions of cards.
        enrolments: New versions of times on the roll; number 0 for one more.
        moves: Placements.
    """

    preview: Preview
    classes: ClassPlan
    admissions: list[NewPupil] = field(default_factory=list)
    cards: list[Pupil] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        return not (self.admissions or self.cards or self.enrolments or self.moves)


def plan_pupils(office: Office, reading: Reading[PupilRow]) -> PupilPlan:
    """Return what an import of a pupil list would do; nothing is written."""
    planner = PupilPlanner(office, reading)
    for row in reading.rows:
        try:
            planner.take(row)
        except RowError as error:
            planner.plan.preview.refuse(row.where, error.field, error.found, str(error))
        except OfficeError as error:
            found = row.named.said or "a pupil without a name"
            planner.plan.preview.refuse(row.where, "pupil", found, str(error))
    planner.plan.preview.in_order()
    return planner.plan


class PupilPlanner:
    """Takes the rows of a list one after the other and notes what each would change."""

    def __init__(self, office: Office, reading: Reading[PupilRow]) -> None:
        preview = Preview(
            reading.read, refused=list(reading.refused), warnings=list(reading.warnings)
        )
        self.plan = PupilPlan(preview, ClassPlan(office, preview))
        self._office = office
        self._finder = PupilFinder(office)
        self._seen: dict[object, int] = {}

    def take(self, row: PupilRow) -> None:
        """Note what one row would change.

        Raises:
            RowError: The row cannot be taken into the roll.
            AmbiguousPupilError: It is not clear whom it means.
        """
        self._once(row, "UPN", row.upn)
        pupil = self._finder.find(row.named)
        if pupil is None:
            self._admit(row)
        else:
            self._once(row, "pupil", pupil.id)
            self._compare(row, pupil)

    def _once(self, row: PupilRow, what: str, key: object) -> None:
        if not key:
            return
        line = self._seen.setdefault((what, key), row.where)
        if line != row.where:
            found = row.named.said
            reason = f"The same {what} stands on line {line}; correct one of the two rows."
            raise RowError(reason, what, found)

    def _admit(self, row: PupilRow) -> None:
        surname = row.legal_surname or row.legal_forename
        if not surname or row.dob is None:
            reason = "A new pupil needs a surname (or one name) and a date of birth."
            raise RowError(reason, "Surname" if row.dob else "DOB", row.named.said)
        name = (folded(surname), folded(row.legal_forename or ""), row.dob)
        self._once(row, "name and date of birth", None if row.upn else name)
        self._once(row, "admission number", row.admission_no)
        first = row.first or self._year_of(row.last)
        pupil = merged(row, Pupil(PupilId(0), row.upn or "", (), "", surname, "", row.dob))
        pupil = replace(pupil, legal_surname=surname)
        if not row.legal_surname:
            pupil = replace(pupil, legal_forename="")
        enrolment = Enrolment(
            0, PupilId(0), first, row.last, row.ground or "", row.destination or ""
        )
        self._check(row, pupil, enrolment)
        year_group = self._year_group(row, pupil, first)
        class_key = self.plan.classes.key(row, year_group_name(year_group))
        if row.first is None:
            reason = (
                f"No date is given; it is taken to be {long_day(first)}, the school year's first."
            )
            self._warn(row, "Date of admission", "", reason)
        self.plan.admissions.append(NewPupil(pupil, enrolment, class_key, year_group))
        self.plan.preview.added += 1
        self._note(row, pupil.called, "new pupil", "", self.plan.classes.name(class_key))

    def _compare(self, row: PupilRow, pupil: Pupil) -> None:
        """Note what a row would change of a pupil who is known."""
        if row.upn and not is_like(pupil, row.named):
            reason = f"This UPN belongs to {pupil.called}; the name and date of birth differ."
            self._warn(row, "UPN", row.named.said, reason)
        card, doubt = with_upn(row.upn, pupil, merged(row, pupil))
        if doubt:
            self._warn(row, "UPN", row.upn or "", doubt)
        before = self._latest(pupil)
        ahead = self._ahead(row, before)
        if ahead is not None:
            row = replace(row, first=None)
        enrolment = self._enrolment(row, pupil, before)
        self._check(row, card, enrolment)
        changes = differences(row.where, pupil.called, pupil, card)
        moved = self._move(row, pupil, enrolment, ahead)
        if changes:
            self.plan.cards.append(card)
        if enrolment != before:
            self.plan.enrolments.append(enrolment)
            changes += differences(row.where, pupil.called, before, enrolment)
        changes += moved
        self.plan.preview.changes += changes
        self.plan.preview.changed += bool(changes)
        self.plan.preview.unchanged += not changes

    def _latest(self, pupil: Pupil) -> Enrolment:
        times = self._office.roll.enrolments(pupil.id)
        return times[-1] if times else Enrolment(0, pupil.id, self._year_of(None))

    def _ahead(self, row: PupilRow, before: Enrolment) -> dt.date | None:
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
        self._warn(row, "Date of admission", row.first.isoformat(), reason)
        return row.first

    def _enrolment(self, row: PupilRow, pupil: Pupil, before: Enrolment) -> Enrolment:
        """Return the pupil's latest time on the roll as the row has it, or one more."""
        if row.first and before.last and row.first > before.last:
            before = Enrolment(0, pupil.id, row.first)
        return replace(
            before,
            first=row.first or before.first,
            last=row.last or before.last,
            ground=row.ground or before.ground,
            destination=row.destination or before.destination,
        )

    def _move(
        self, row: PupilRow, pupil: Pupil, enrolment: Enrolment, ahead: dt.date | None
    ) -> list[Change]:
        """Note a new class or year group, from today on, or from a day to come."""
        if row.school_class is None and row.year_group is None:
            return []
        day = ahead or max(self._office.today(), enrolment.first)
        if enrolment.last is not None and enrolment.last < day:
            return []  # a leaver stays where they were
        stands = self._office.roll.placed(pupil.id, day)
        year_group = self._year_group(row, pupil, day, None if ahead else stands)
        old_class = stands.school_class if stands else None
        key = self.plan.classes.key(row, year_group_name(year_group), old_class)
        changes = self._moved(row, pupil, stands, key, year_group)
        if changes:
            instead = stands if stands and stands.first >= day else None
            first = stands.first if stands and instead else day
            self.plan.moves.append(Move(pupil.id, first, key, year_group, instead))
        return changes

    def _moved(
        self, row: PupilRow, pupil: Pupil, stands: Placement | None, key: str, year_group: str
    ) -> list[Change]:
        was = self.plan.classes.name_of(stands.school_class) if stands else ""
        old = {"class": was, "year group": stands.year_group if stands else ""}
        new = {"class": self.plan.classes.name(key), "year group": year_group}
        return [
            Change(str(row.where), pupil.called, name, old[name], new[name])
            for name in old
            if old[name] != new[name]
        ]

    def _year_group(
        self, row: PupilRow, pupil: Pupil, day: dt.date, stands: Placement | None = None
    ) -> str:
        if row.year_group:
            return row.year_group
        if stands:
            return stands.year_group
        found = year_group_by_age(pupil.dob, day)
        if not found:
            reason = "Give the year group: the age fits no year from Nursery to Year 6."
            raise RowError(reason, "Year group", "")
        reason = f"It is taken from the date of birth: {year_group_name(found)}."
        self._warn(row, "Year group", "", reason)
        return found

    def _check(self, row: PupilRow, pupil: Pupil, enrolment: Enrolment) -> None:
        """Refuse dates that cannot be, and say which are odd."""
        if pupil.dob > min(self._office.today(), enrolment.first):
            reason = "The date of birth is after the date of admission, or still to come."
            raise RowError(reason, "DOB", pupil.dob.isoformat())
        if enrolment.last and enrolment.last < enrolment.first:
            reason = f"The pupil would leave before {long_day(enrolment.first)}, the first day."
            raise RowError(reason, "Date of leaving", enrolment.last.isoformat())
        earlier = self._office.roll.enrolments(pupil.id) if pupil.id else []
        others = [one for one in earlier if one.id != enrolment.id]
        if any(one.span.overlap(enrolment.span) for one in others):
            reason = "The pupil was on the roll at that time already; correct the dates by hand."
            raise RowError(reason, "Date of admission", enrolment.first.isoformat())
        if reason := odd_age(pupil.dob, enrolment.first):
            self._warn(row, "DOB", pupil.dob.isoformat(), reason)

    def _year_of(self, last: dt.date | None) -> dt.date:
        """Return the first day of this school year, or of the one in which a pupil left."""
        first = SchoolYear.of(self._office.today()).span.first
        return SchoolYear.of(last).span.first if last and last < first else first

    def _note(self, row: PupilRow, name: str, what: str, old: str, new: str) -> None:
        self.plan.preview.changes.append(Change(str(row.where), name, what, old, new))

    def _warn(self, row: PupilRow, what: str, found: str, reason: str) -> None:
        self.plan.preview.warn(row.where, what, found or row.named.said, reason)
