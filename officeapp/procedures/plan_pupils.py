"""Compare a pupil list with the roll: who is new, what would change, what is refused.

A blank cell never erases, and a pupil missing from a list never leaves.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officeapp.domain.leaving import Removal
from officeapp.domain.record import PupilId
from officeapp.domain.roll import Enrolment, Placement, Pupil, folded, year_group_name
from officeapp.domain.school_year import SchoolYear, long_day
from officeapp.domain.upn import is_temporary
from officeapp.errors import OfficeError
from officeapp.procedures.compared import Compared
from officeapp.procedures.find_pupil import PupilFinder, is_like
from officeapp.procedures.import_plan import EVERYTHING, Cards, ImportPlan, Outcome, taking
from officeapp.procedures.merge_pupil import merged, odd_age, with_upn, year_group_by_age
from officeapp.procedures.merge_transfer import LISTED, compared_pupil, flags_ever_set
from officeapp.procedures.plan_classes import ClassPlan
from officeapp.procedures.plan_enrolments import PROPOSED, EnrolmentPlanner, admits
from officeapp.procedures.preview import Change
from officeapp.procedures.propose_pupil import (
    TO_CONFIRM,
    WAITS_FOR_THE_HEAD,
    is_waiting,
    waiting_arrivals,
)
from officeapp.procedures.withheld import WithheldAddresses

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
    """A pupil to be admitted, or proposed to the head.

    Attributes:
        pupil: The card, without a number.
        enrolment: The time on the roll, without numbers.
        class_key: The class, as the plan of classes knows it.
        year_group: The year group.
        leaves: The removal to be proposed; None where none is.
    """

    pupil: Pupil
    enrolment: Enrolment
    class_key: str
    year_group: str
    leaves: Removal | None = None


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
class PupilPlan(ImportPlan):
    """What an import of pupils would write.

    Attributes:
        classes: The classes and sites that may be made.
        admissions: Pupils to be admitted, or proposed.
        proposes: Whether those are proposed to the head.
        pupils: The cards of known pupils.
        enrolments: Times on the roll; number 0 for one more.
        moves: Placements.
        leavers: Removals to be proposed.
    """

    classes: ClassPlan
    admissions: list[NewPupil] = field(default_factory=list)
    proposes: bool = False
    pupils: Cards[Pupil] = field(default_factory=Cards)
    enrolments: Cards[Enrolment] = field(default_factory=Cards)
    moves: Cards[Move] = field(default_factory=Cards)
    leavers: list[Removal] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        taken = self.in_order
        cards = (self.pupils, self.enrolments, self.moves)
        return not (self.admissions or self.leavers or any(one.settled(taken) for one in cards))

    @property
    def touches_roll(self) -> bool:
        """Say whether it writes who is on the roll, and not only what is proposed."""
        admitted = bool(self.admissions) and not self.proposes
        return admitted or bool(self.enrolments.settled(self.in_order))


def plan_pupils(
    office: Office, reading: Reading[PupilRow], overwrite: frozenset[str] = EVERYTHING
) -> PupilPlan:
    """Return what an import of a pupil list would do; nothing is written.

    Args:
        office: The office.
        reading: The list.
        overwrite: The fields in which the list's word is taken where a card says otherwise.
    """
    planner = PupilPlanner(office, reading)
    for row in reading.rows:
        try:
            planner.take(row)
        except RowError as error:
            planner.plan.refuse(row.where, error.field, error.found, str(error))
        except OfficeError as error:
            found = row.named.said or "a pupil without a name"
            planner.plan.refuse(row.where, "pupil", found, str(error))
    planner.plan.take(taking(overwrite))
    return planner.plan


class PupilPlanner:
    """Takes the rows of a list one after the other and notes what each would change."""

    def __init__(self, office: Office, reading: Reading[PupilRow]) -> None:
        self.plan = PupilPlan(
            ClassPlan(office),
            proposes=not admits(office),
            read=reading.read,
            refused=list(reading.refused),
            warnings=list(reading.warnings),
        )
        self._office = office
        self._finder = PupilFinder(office)
        self._times = EnrolmentPlanner(office)
        self._withheld = WithheldAddresses(office)
        self._waiting = waiting_arrivals(office)
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
        pupil = self._new_card(row)
        if is_waiting(self._waiting, pupil):
            self._warn(row, "pupil", pupil.called, WAITS_FOR_THE_HEAD)
            self.plan.outcomes.append(Outcome(str(row.where)))
            return
        first = row.first or self._year_of(row.last)
        enrolment, leaves = self._times.first(row, first)
        self._check(row, pupil, replace(enrolment, last=row.last))
        if self.plan.proposes and row.last is not None:
            reason = "Only the headteacher brings in a pupil together with a day of leaving."
            raise RowError(reason, "Date of leaving", row.last.isoformat())
        year_group = self._year_group(row, pupil, first)
        class_key = self.plan.classes.key(row, year_group_name(year_group), self.plan)
        if row.first is None:
            reason = (
                f"No date is given; it is taken to be {long_day(first)}, the school year's first."
            )
            self._warn(row, "Date of admission", "", reason)
        self.plan.admissions.append(NewPupil(pupil, enrolment, class_key, year_group, leaves))
        what = TO_CONFIRM if self.plan.proposes else "new pupil"
        name = self.plan.classes.name(class_key)
        changes = [Change(str(row.where), pupil.called, what, "", name)]
        if leaves is not None:
            leaving = leaves.last.isoformat()
            changes.append(Change(str(row.where), pupil.called, PROPOSED, "", leaving))
        self.plan.outcomes.append(Outcome(str(row.where), is_new=True, changes=changes))

    def _new_card(self, row: PupilRow) -> Pupil:
        surname = row.legal_surname or row.legal_forename
        if not surname or row.dob is None:
            reason = "A new pupil needs a surname (or one name) and a date of birth."
            raise RowError(reason, "Surname" if row.dob else "DOB", row.named.said)
        name = (folded(surname), folded(row.legal_forename or ""), row.dob)
        self._once(row, "name and date of birth", None if row.upn else name)
        self._once(row, "admission number", row.admission_no)
        pupil = merged(row, Pupil(PupilId(0), row.upn or "", (), "", surname, "", row.dob))
        pupil = replace(pupil, legal_surname=surname)
        return pupil if row.legal_surname else replace(pupil, legal_forename="")

    def _compare(self, row: PupilRow, pupil: Pupil) -> None:
        """Note what a row would change of a pupil who is known."""
        if row.upn and not is_like(pupil, row.named):
            reason = f"This UPN belongs to {pupil.called}; the name and date of birth differ."
            self._warn(row, "UPN", row.named.said, reason)
        _, doubt = with_upn(row.upn, pupil, pupil)
        if doubt and row.upn not in pupil.former_upns and not is_temporary(row.upn or ""):
            self._warn(row, "UPN", row.upn or "", doubt)
        before = self._latest(pupil)
        ahead = self._ahead(row, before)
        if ahead is not None:
            row = replace(row, first=None)
        card = self._compare_card(row, pupil)
        times = self._times.compare(row, pupil, before)
        self._check(row, _whole(card), times.whole)
        move = self._compare_class(row, pupil, times.whole, ahead)
        outcome = Outcome(str(row.where))
        for found in filter(None, (card, times.found, move)):
            found.noted_in(self.plan)
            outcome.changes += found.changes
            outcome.differences += found.differences
        self.plan.pupils.note(pupil.id, pupil, card.card)
        key = times.found.key
        self.plan.enrolments.note(key, before if before.id else None, times.found.card)
        if times.leaves is not None:
            self.plan.leavers.append(times.leaves)
        self.plan.outcomes.append(outcome)

    def _compare_card(self, row: PupilRow, pupil: Pupil) -> Compared:
        return compared_pupil(
            str(row.where),
            _without_legal(row, pupil),
            pupil,
            self._withheld,
            was_set=flags_ever_set(self._office, pupil),
            former_upns=(row.former_upn,) if row.former_upn else (),
            fields=LISTED,
        )

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

    def _compare_class(
        self, row: PupilRow, pupil: Pupil, enrolment: Enrolment, ahead: dt.date | None
    ) -> Compared | None:
        """Note a new class or year group, from today on, or from a day to come."""
        if row.school_class is None and row.year_group is None:
            return None
        day = ahead or max(self._office.today(), enrolment.first)
        if enrolment.last is not None and enrolment.last < day:
            return None  # a leaver stays where they were
        stands = self._office.roll.placed(pupil.id, day)
        year_group = self._year_group(row, pupil, day, None if ahead else stands)
        classes = self.plan.classes
        old_class = stands.school_class if stands else None
        key = classes.key(row, year_group_name(year_group), self.plan, old_class)
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
        self.plan.moves.note(found.key, now, now)
        return found

    def _placed_anew(
        self, row: PupilRow, pupil: Pupil, stands: Placement | None, now: Move
    ) -> Compared:
        """Note a class where none stands, or none from a day to come on."""
        found = Compared(now, str(row.where), pupil.called, ("class", pupil.id))
        was = self.plan.classes.key_of(stands.school_class) if stands else ""
        old = (self.plan.classes.name(was) if was else "", stands.year_group if stands else "")
        new = (self.plan.classes.name(now.class_key), now.year_group)
        if old != new:
            self.plan.moves.note(found.key, None, now)
        found.changes += [
            Change(found.where, found.name, what, one, other)
            for what, one, other in zip(("class", "year group"), old, new, strict=True)
            if one != other
        ]
        return found

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

    def _warn(self, row: PupilRow, what: str, found: str, reason: str) -> None:
        self.plan.warn(row.where, what, found or row.named.said, reason)


def _whole(found: Compared) -> Pupil:
    """Return a card with everything the row says."""
    said = {name: value for one in found.differences for name, value in one.values}
    whole: Pupil = replace(found.card, **said)
    return whole


def _without_legal(row: PupilRow, pupil: Pupil) -> PupilRow:
    """Return a row whose preferred names are blank where they are the legal ones."""
    surname, forename = row.preferred_surname, row.preferred_forename
    if surname and surname == (row.legal_surname or pupil.legal_surname):
        surname = ""
    if forename and forename == (row.legal_forename or pupil.legal_forename):
        forename = ""
    return replace(row, preferred_surname=surname, preferred_forename=forename)
