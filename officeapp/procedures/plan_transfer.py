"""Compare a transfer file with the roll: who is new, what it would fill, where it differs.

A pupil is known by the UPN, present or former, else by name and date of birth where no two
permanent UPNs speak against it. Nobody is admitted twice; twins are pointed out, not merged.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.record import PupilId
from officeapp.domain.roll import Pupil, folded, year_group_name
from officeapp.domain.school_year import long_day
from officeapp.domain.transfer import current_release
from officeapp.errors import OfficeError
from officeapp.procedures.compare_cards import compared_pupil, flags_ever_set
from officeapp.procedures.compared import Compared
from officeapp.procedures.find_transferred import TransferFinder
from officeapp.procedures.import_plan import Outcome, RowError
from officeapp.procedures.merge_pupil import merged, odd_age, year_group_by_age
from officeapp.procedures.plan_enrolments import admits
from officeapp.procedures.plan_transfer_contacts import TransferContacts
from officeapp.procedures.preview import Change
from officeapp.procedures.propose_pupil import (
    TO_CONFIRM,
    WAITS_FOR_THE_HEAD,
    is_waiting,
    waiting_arrivals,
)
from officeapp.procedures.transfer_plan import NO_CLASS, Arrival, Choice, TransferPlan

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.transfer import Transfer, TransferredPupil

THE_FILE = "the file"
NO_CHOICE = Choice()
FIGURES = ("possible", "attended", "authorised", "unauthorised", "school")
NOT_EQUAL = "Attended and missed do not add up to the possible sessions; they are kept as sent."


def plan_transfer(office: Office, transfer: Transfer, choice: Choice = NO_CHOICE) -> TransferPlan:
    """Return what an import of a transfer file would do; nothing is written."""
    planner = TransferPlanner(office, transfer, choice)
    planner.look_at_header()
    for one in transfer.pupils:
        try:
            planner.take(one)
        except RowError as error:
            planner.plan.refuse(one.where, error.field, error.found, str(error))
        except OfficeError as error:
            planner.plan.refuse(one.where, "pupil", one.where, str(error))
    planner.finish()
    return planner.plan


class TransferPlanner:
    """Takes the pupils of a file one after the other and notes what each would change."""

    def __init__(self, office: Office, transfer: Transfer, choice: Choice) -> None:
        self.plan = TransferPlan(
            choice.starting or office.today(),
            choice.school_class or NO_CLASS,
            read=transfer.read,
            refused=list(transfer.refused),
            warnings=list(transfer.warnings),
        )
        self._office = office
        self._header = transfer.header
        self._choice = choice
        self._finder = TransferFinder(office)
        self._waiting = waiting_arrivals(office)
        self._years = {
            year.key: year for year in office.roll.earlier_year_cards.standing().values()
        }
        self.plan.proposes = not admits(office)
        self._contacts = TransferContacts(office, self.plan)
        self._seen: dict[object, TransferredPupil] = {}
        self._births: dict[tuple[str, dt.date], list[Pupil]] = defaultdict(list)
        for pupil in office.roll.on_roll(self.plan.starting):
            self._births[folded(pupil.legal_surname), pupil.dob].append(pupil)
        self._not_ours = False

    def look_at_header(self) -> None:
        """Say what is odd about the file as a whole."""
        current = current_release(self._office.today())
        if self._header.release not in (current, current - 1):
            reason = (
                f"Versions {current} and {current - 1} are in use; what another version says "
                "elsewhere is not read."
            )
            self.plan.warn(THE_FILE, "CTFversion", self._header.version, reason)
        ours, theirs = self._office.school.card().dfe, self._header.destination
        same = _digits(ours) == _digits(theirs.number)
        self._not_ours = bool(ours) and theirs.is_known and not same
        if self._not_ours and self._choice.for_another:
            reason = f"The file is meant for another school, not for {ours}; you chose to go on."
            self.plan.warn(THE_FILE, "DestSchool", theirs.said, reason)
        elif not theirs.is_known:
            reason = "The file does not say which school it is meant for; compare the pupils."
            self.plan.warn(THE_FILE, "DestSchool", theirs.number, reason)
        elif not ours:
            reason = "The number of this school is not entered under School; compare the two."
            self.plan.warn(THE_FILE, "DestSchool", theirs.number, reason)

    def take(self, one: TransferredPupil) -> None:
        """Note what one pupil of the file would change.

        Raises:
            RowError: The pupil cannot be taken into the roll.
            AmbiguousPupilError: It is not clear who is meant.
        """
        if self._not_ours and not self._choice.for_another:
            theirs = self._header.destination.said
            reason = (
                f"The file is meant for {theirs}, not for {self._office.school.card().dfe}. Ask "
                f"{self._header.source.said} for the right one, or say that it is yours all the "
                "same."
            )
            raise RowError(reason, "DestSchool", theirs)
        self._once(one)
        pupil = self._finder.find(one)
        if pupil is None:
            outcome, pupil = self._admit(one)
        else:
            self._only(pupil.id, one)
            outcome = self._compare(one, pupil)
        self._contacts.take(one, pupil, outcome)
        self._compare_years(one, pupil, outcome)
        self.plan.told.extend(one.told)
        self.plan.outcomes.append(outcome)

    def finish(self) -> None:
        """Say what was taken for granted of those who are new; take what is to be overwritten."""
        plan = self.plan
        self._contacts.find_families()
        number = len(plan.arrivals)
        if number and self._choice.starting is None:
            reason = (
                f"A transfer file has no starting day; it is taken to be {long_day(plan.starting)}."
            )
            self.plan.warn(THE_FILE, "Starting day", "", reason)
        if number and not self._choice.school_class:
            reason = (
                f"A transfer file names no class; new pupils stand in '{NO_CLASS}' until you place "
                "them."
            )
            self.plan.warn(THE_FILE, "Class", "", reason)
        elif number and folded(plan.class_name) not in self._class_names():
            reason = f"The class {plan.class_name} is not known and is made."
            self.plan.warn(THE_FILE, "Class", plan.class_name, reason)
        plan.take(self._choice.takes)

    def _once(self, one: TransferredPupil) -> None:
        """Refuse a second entry with a number, or without any and with the same name and birth."""
        row = one.row
        numbers: list[object] = [number for number in (row.upn, *one.former_upns) if number]
        birth = (folded(row.legal_surname or ""), folded(row.legal_forename or ""), row.dob)
        for key in numbers or [birth]:
            self._only(key, one)

    def _only(self, key: object, one: TransferredPupil) -> None:
        other = self._seen.setdefault(key, one)
        if other is not one:
            reason = (
                f"The same pupil stands in the file before: {other.where}, pupil {other.place} of "
                "it. Nobody is taken twice; ask which of the two is right."
            )
            raise RowError(reason, "UPN", one.row.upn or "")

    def _admit(self, one: TransferredPupil) -> tuple[Outcome, Pupil]:
        row, plan = one.row, self.plan
        surname = row.legal_surname or row.legal_forename
        if not surname or row.dob is None:
            reason = "A new pupil needs a surname (or one name) and a date of birth."
            raise RowError(reason, "Surname" if row.dob else "DOB", row.named.said)
        if row.dob > min(self._office.today(), plan.starting):
            reason = "The date of birth is after the starting day, or still to come."
            raise RowError(reason, "DOB", row.dob.isoformat())
        number = PupilId(-1 - len(plan.arrivals))
        forename = row.legal_forename if row.legal_surname else ""
        blank = Pupil(number, row.upn or "", (), "", surname, forename or "", row.dob)
        card = replace(merged(row, blank), legal_surname=surname, legal_forename=forename or "")
        former = tuple(one for one in one.former_upns if one != card.upn)
        card = replace(card, former_upns=former)
        year_group = self._year_group(one)
        if is_waiting(self._waiting, card):
            raise RowError(WAITS_FOR_THE_HEAD, "pupil", one.where)
        self._doubt(one, card)
        plan.arrivals.append(Arrival(card, year_group))
        new = f"{plan.class_name}, {year_group_name(year_group)}, from {long_day(plan.starting)}"
        what = TO_CONFIRM if plan.proposes else "new pupil"
        change = Change(one.where, card.called, what, "", new)
        return Outcome(one.where, is_new=True, changes=[change]), card

    def _compare(self, one: TransferredPupil, pupil: Pupil) -> Outcome:
        """Note what the file fills on the card of a pupil who is known, and where it differs."""
        found = compared_pupil(
            one.where,
            one.row,
            pupil,
            self._contacts.withheld,
            was_set=flags_ever_set(self._office, pupil),
            former_upns=one.former_upns,
        )
        self.plan.pupils.stands[pupil.id] = pupil
        self.plan.pupils.filled[pupil.id] = found.card
        found.noted_in(self.plan)
        self._say_where(one, pupil)
        return Outcome(one.where, changes=found.changes, differences=found.differences)

    def _compare_years(self, one: TransferredPupil, pupil: Pupil, outcome: Outcome) -> None:
        """Note what earlier schools counted: kept beside our figures, and never added to them."""
        for year in (replace(given, pupil=pupil.id) for given in one.years):
            words = f"attendance {year.year}".strip()
            known = self._years.get(year.key)
            self.plan.years.note(year.key, known, known or year)
            if not year.adds_up:
                self.plan.warn(one.where, words, year.said, NOT_EQUAL)
            if known is None:
                change = Change(one.where, pupil.called, words, "", year.said)
                outcome.changes.append(change)
            elif known.said != year.said:
                found = Compared(known, one.where, pupil.called, year.key)
                figures = {name: getattr(year, name) for name in FIGURES}
                found.say_difference(words, known.said, year.said, **figures)
                outcome.differences += found.differences

    def _say_where(self, one: TransferredPupil, pupil: Pupil) -> None:
        """Say that a pupil has left, or that the file has another year group."""
        times = self._office.roll.enrolments(pupil.id)
        today = self._office.today()
        last = times[-1].last if times else None
        if last is not None and last < today:
            reason = (
                f"{pupil.called} left on {long_day(last)}; one who comes back is put on the roll "
                "again on the pupil's page."
            )
            self.plan.warn(one.where, "pupil", pupil.called, reason)
            return
        placed = self._office.roll.placed(pupil.id, today)
        if placed and one.row.year_group and placed.year_group != one.row.year_group:
            reason = f"{year_group_name(placed.year_group)} stands and stays."
            self.plan.warn(one.where, "NCyearActual", year_group_name(one.row.year_group), reason)

    def _class_names(self) -> set[str]:
        return {folded(one.name) for one in self._office.roll.classes()}

    def _year_group(self, one: TransferredPupil) -> str:
        born, given = one.row.dob, one.row.year_group
        found = year_group_by_age(born, self.plan.starting) if born else ""
        if not (given or found):
            reason = "The age fits no year from Nursery to Year 6; enter the pupil by hand."
            raise RowError(reason, "NCyearActual", born.isoformat() if born else "")
        if not given:
            reason = f"It is taken from the date of birth: {year_group_name(found)}."
            self.plan.warn(one.where, "NCyearActual", "", reason)
        elif found and given != found:
            reason = (
                f"The file's year is taken; by age the pupil would be in {year_group_name(found)}."
            )
            self.plan.warn(one.where, "NCyearActual", year_group_name(given), reason)
        return given or found

    def _doubt(self, one: TransferredPupil, card: Pupil) -> None:
        """Say what is odd about a new pupil: no UPN, the age, a likely twin."""
        if not card.upn:
            reason = "The pupil has no UPN; ask for it, or give a temporary one."
            self.plan.warn(one.where, "UPN", "", reason)
        if reason := odd_age(card.dob, self.plan.starting):
            self.plan.warn(one.where, "DOB", card.dob.isoformat(), reason)
        alike = self._births[folded(card.legal_surname), card.dob]
        for other in alike[:3]:
            if other.sex == card.sex or not (other.sex and card.sex):
                reason = (
                    f"{other.called} ({other.upn or 'no UPN'}) has the same surname, date of birth "
                    "and sex: twins, or one child twice? Both are kept apart; compare them."
                )
                self.plan.warn(one.where, "pupil", card.called, reason)
        alike.append(card)


def _digits(number: str) -> str:
    return "".join(c for c in number if c.isdecimal())
