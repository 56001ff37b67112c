"""Compare a pupil list with the roll: who is new, what would change, what is refused.

A blank cell never erases, and a pupil missing from a list never leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officeapp.domain.leaving import Removal
from officeapp.domain.record import PupilId
from officeapp.domain.roll import Enrolment, Pupil, folded, year_group_name
from officeapp.domain.school_year import SchoolYear, long_day
from officeapp.domain.upn import is_temporary
from officeapp.errors import OfficeError
from officeapp.procedures.compare_cards import LISTED, compared_pupil, flags_ever_set
from officeapp.procedures.find_pupil import PupilFinder, is_like
from officeapp.procedures.import_plan import (
    EVERYTHING,
    Cards,
    ImportPlan,
    Outcome,
    RowError,
    taking,
)
from officeapp.procedures.merge_pupil import merged, odd_age, with_upn
from officeapp.procedures.plan_classes import ClassPlan
from officeapp.procedures.plan_enrolments import PROPOSED, EnrolmentPlanner, admits
from officeapp.procedures.plan_placements import Move, PlacementPlanner
from officeapp.procedures.preview import Change
from officeapp.procedures.propose_pupil import (
    TO_CONFIRM,
    WAITS_FOR_THE_HEAD,
    is_waiting,
    waiting_arrivals,
)
from officeapp.procedures.withheld import WithheldAddresses

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.lists import PupilRow, Reading
    from officeapp.procedures.compared import Compared


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
        self._places = PlacementPlanner(office, self.plan.classes, self.plan.moves, self.plan)
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
        year_group = self._places.year_group(row, pupil, first)
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
        ahead = self._places.ahead(row, before)
        if ahead is not None:
            row = replace(row, first=None)
        card = self._compare_card(row, pupil)
        times = self._times.compare(row, pupil, before)
        self._check(row, _whole(card), times.whole)
        move = self._places.compare(row, pupil, times.whole, ahead)
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
