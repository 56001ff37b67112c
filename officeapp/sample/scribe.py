"""The acts of a sample school, in order of time, each by the person whose it is."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.derived import derived
from officeapp.domain.patterns import NOBODY, PatternKind
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.school import Person, Role
from officeapp.domain.times import EVERY_YEAR_GROUP
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_patterns import add_pattern, lives_with
from officeapp.procedures.keep_roll import (
    Admission,
    add_class,
    add_contact,
    add_tie,
    admit,
    change_enrolment,
    place,
)
from officeapp.procedures.keep_school import (
    add_person,
    add_site,
    change_school,
    change_site,
    set_calendar,
    set_times,
)
from officeapp.procedures.sign_in import sign_in
from officeapp.procedures.take_register import hand_in, pencil_marks
from officeapp.sample.cases import CaseScribe
from officeapp.sample.desk_scribe import DeskScribe
from officeapp.sample.leave_scribe import LeaveScribe
from officeapp.sample.terms import planned_year

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.patterns import Pattern
    from officeapp.domain.record import ClassId, PupilId, SiteId, StaffId
    from officeapp.domain.roll import Contact, Enrolment, Placement, Pupil, Tie
    from officeapp.domain.school_year import SchoolYear
    from officeapp.domain.times import Bell
    from officeapp.sample.marks import SampleAmendment, SampleMarks, SampleRegister
    from officeapp.sample.plan import SamplePlan

BEFORE_TERM = dt.timedelta(days=7)
MORNING, PATTERNS_AT, HOME_TIME = dt.time(8, 10), dt.time(8, 20), dt.time(15, 40)


@dataclass(frozen=True, slots=True)
class Step:
    """Something a person does at a time.

    Attributes:
        at: When, by the school's clock.
        write: Does it.
    """

    at: dt.datetime
    write: Callable[[], None]


class Scribe:
    """Turns a plan and its marks into acts; numbers of the plan become those of the file."""

    def __init__(
        self, office: Office, plan: SamplePlan, marks: SampleMarks, now: dt.datetime | None
    ) -> None:
        self.registers = self.amendments = self._taken = 0
        self._office = office
        self._plan = plan
        self._made = marks
        self._now = now
        self._people: dict[StaffId, Person] = {}
        self._sites: dict[SiteId, SiteId] = {}
        self._classes: dict[ClassId, ClassId] = {}
        self._pupils: dict[PupilId, PupilId] = {}
        self._families: dict[int, int] = {}
        self._contacts: dict[int, Contact] = {}
        self._placements = plan.placements()
        self._ties: dict[PupilId, list[Tie]] = {}
        for tie in plan.ties:
            self._ties.setdefault(tie.pupil, []).append(tie)
        self._desk = DeskScribe(office, self._sign_in, self._pupils, self._contacts)

    @property
    def marks(self) -> int:
        """Return how many marks were first written, in registers and at the desk."""
        return self._taken + self._desk.marks

    def steps(self) -> list[Step]:
        """Return everything there is to do, in order of time."""
        first = planned_year(self._plan.years[0]).days[0]
        set_up = _at(first - 2 * BEFORE_TERM, dt.time(9))
        found = [Step(set_up, self._set_up)]
        for year in self._plan.years:
            begins = _at(planned_year(year).days[0] - BEFORE_TERM, dt.time(10))
            found.append(Step(begins, functools.partial(self._begin_year, year)))
        found += self._comings_and_goings()
        for page in self._made.pages:
            found += [
                Step(_at(one.first, PATTERNS_AT), functools.partial(self._agree, one))
                for one in page.patterns
                if one.first <= self._plan.last[0]
            ]
        for register in self._made.registers():
            found.append(Step(register.at, functools.partial(self._take, register)))
        for amendment in self._made.amendments():
            if self._now is None or amendment.at <= self._now:
                found.append(Step(amendment.at, functools.partial(self._amend, amendment)))
        leave = LeaveScribe(self._office, self._sign_in, self._pupils, self._contacts)
        found += [Step(at, write) for at, write in leave.steps(self._made)]
        cases = CaseScribe(self._office, self._sign_in, self._pupils)
        desk = [Step(at, write) for at, write in self._desk.steps(self._made)]
        desk += [Step(at, write) for at, write in cases.steps(self._made)]
        found = [one for one in desk if self._now is None or one.at <= self._now] + found
        found.sort(key=lambda step: step.at)
        return [replace(step, at=min(step.at, self._now or step.at)) for step in found]

    def _set_up(self) -> None:
        """Write the school's card, staff, sites, times and classes as its head."""
        office, plan = self._office, self._plan
        head = office.staff.first()
        sign_in(office, head)
        self._people[plan.staff[0].id] = head
        for person in plan.staff[1 : -len(plan.taught)]:
            self._add(person)
        card = office.school.card()
        change_school(office, replace(card, address=plan.school.address, phone=plan.school.phone))
        main = office.school.sites()[0]
        change_site(office, replace(main, name=plan.sites[0].name))
        self._sites[plan.sites[0].id] = main.id
        for site in plan.sites[1:]:
            self._sites[site.id] = add_site(office, site.name).id
        set_times(office, [self._bell(bell) for bell in plan.bells])
        for teaching in plan.taught:
            card_of = teaching.school_class
            made = add_class(office, card_of.name, self._sites[card_of.site], card_of.teacher)
            self._classes[card_of.id] = made.id
        for teacher, teaching in zip(plan.staff[-len(plan.taught) :], plan.taught, strict=True):
            self._add(teacher, self._classes[teaching.school_class.id])

    def _add(self, person: Person, taught: ClassId | None = None) -> None:
        self._people[person.id] = add_person(
            self._office, person.name, person.post, person.role, person.first, school_class=taught
        )

    def _bell(self, bell: Bell) -> Bell:
        """Return times as they are to be entered, in the place of a new school's own."""
        ours = replace(bell, site=self._sites[bell.site])
        for known in self._office.school.bell_cards.standing().values():
            same = (known.site, known.session) == (ours.site, ours.session)
            if same and known.year_group == ours.year_group == EVERY_YEAR_GROUP:
                return replace(ours, id=known.id, first=known.first, line=known.line)
        return ours

    def _begin_year(self, year: SchoolYear) -> None:
        """Enter a year's calendar, admit those who begin and put the others in their classes."""
        self._sign_in(Role.OFFICE)
        planned = planned_year(year)
        set_calendar(self._office, planned.closures, planned.terms)
        first = planned.days[0]
        coming = [
            enrolment for enrolment in self._plan.roll.enrolments
            if enrolment.pupil not in self._pupils and enrolment.first <= first
        ]  # fmt: skip
        self._sign_in(Role.HEAD)
        self._admit(coming)
        self._sign_in(Role.OFFICE)
        staying = [
            placement
            for placement in self._plan.roll.placements
            if placement.first == first and placement.pupil in self._pupils
            and placement != self._placements[placement.pupil][0]
        ]  # fmt: skip
        if staying:
            place(self._office, [self._placed(one) for one in staying])

    def _comings_and_goings(self) -> list[Step]:
        """Return mid-year admissions, leavings and changes of class."""
        starts = {planned_year(year).days[0] for year in self._plan.years}
        found = []
        for one in self._plan.roll.enrolments:
            if one.first > min(starts) and one.first not in starts:
                at = _at(one.first, MORNING)
                found.append(Step(at, functools.partial(self._join, one)))
            if one.last is not None and one.last <= self._plan.last[0]:
                at = _at(one.last, HOME_TIME)
                found.append(Step(at, functools.partial(self._leave, one)))
        for placements in self._placements.values():
            for move in placements[1:]:
                if move.first not in starts and move.first <= self._plan.last[0]:
                    at = _at(move.first, MORNING)
                    found.append(Step(at, functools.partial(self._move, move)))
        return found

    def _join(self, enrolment: Enrolment) -> None:
        self._sign_in(Role.HEAD)
        self._admit([enrolment])

    def _leave(self, enrolment: Enrolment) -> None:
        self._sign_in(Role.HEAD)
        ours = self._office.roll.enrolments(self._pupils[enrolment.pupil])[-1]
        gone = replace(
            ours,
            last=enrolment.last,
            ground=enrolment.ground,
            destination=enrolment.destination,
        )
        change_enrolment(self._office, gone)

    def _move(self, placement: Placement) -> None:
        self._sign_in(Role.OFFICE)
        place(self._office, [self._placed(placement)])

    def _agree(self, pattern: Pattern) -> None:
        """Write down a pattern; a part-time timetable is agreed with a parent at home."""
        self._sign_in(Role.OFFICE)
        pupil = self._office.roll.pupil(self._pupils[pattern.pupil])
        agreed = NOBODY
        if pattern.kind is PatternKind.PART_TIME:
            agreed = next((one.id for one in lives_with(self._office, pupil)), NOBODY)
        add_pattern(self._office, replace(pattern, pupil=pupil.id, agreed_with=agreed))

    def _placed(self, placement: Placement) -> Placement:
        return replace(
            placement,
            pupil=self._pupils[placement.pupil],
            school_class=self._classes[placement.school_class],
        )

    def _admit(self, enrolments: list[Enrolment]) -> None:
        """Admit pupils and write down their contacts."""
        if not enrolments:
            return
        cards = [self._plan.pupils[one.pupil - 1] for one in enrolments]
        admissions = [
            self._admission(card, one) for card, one in zip(cards, enrolments, strict=True)
        ]
        for card, made in zip(cards, admit(self._office, admissions), strict=True):
            self._pupils[card.id] = made.id
        for card in cards:
            for tie in self._ties.get(card.id, []):
                self._tie(tie)

    def _admission(self, card: Pupil, enrolment: Enrolment) -> Admission:
        first = self._placements[card.id][0]
        if card.family not in self._families:
            self._families[card.family] = self._office.new_number()
        return Admission(
            replace(card, family=self._families[card.family]),
            enrolment.first,
            self._classes[first.school_class],
            first.year_group,
        )

    def _tie(self, tie: Tie) -> None:
        """Write down a contact, or only the tie where the contact is known already."""
        ours = replace(tie, pupil=self._pupils[tie.pupil])
        known = self._contacts.get(tie.contact)
        if known is not None:
            add_tie(self._office, replace(ours, contact=known.id))
            return
        card = self._plan.contacts[tie.contact - 1]
        self._contacts[tie.contact] = add_contact(self._office, card, ours)

    def _take(self, register: SampleRegister) -> None:
        """Hand in a register as its teacher, or as the office that types it from paper."""
        if register.by_office:
            self._sign_in(Role.OFFICE)
        else:
            teachers = len(self._plan.staff) - len(self._plan.taught)
            self._sign_in_as(self._plan.staff[teachers + register.school_class - 1])
        sheet = Sheet(self._classes[register.school_class], register.day, register.session)
        members = self._office.roll.members(sheet.school_class, sheet.day)
        said = derived(self._office, members, [sheet.day])
        expected = {
            pupil: one.code for (pupil, _, half), one in said.items() if half is sheet.session
        }
        came = self._desk.late_in(sheet.day, sheet.session)
        drafts = {
            self._pupils[mark.pupil]: Draft(mark.code, mark.minutes)
            for mark in register.marks
            if expected.get(self._pupils[mark.pupil]) != mark.code
            and self._pupils[mark.pupil] not in came
        }
        pencil_marks(self._office, sheet, drafts)
        self._taken += hand_in(self._office, sheet).written
        self.registers += 1

    def _amend(self, amendment: SampleAmendment) -> None:
        mark = amendment.mark
        stands = self._office.register.standing(self._pupils[mark.pupil], mark.day, mark.session)
        if stands is None or stands.code == mark.code:  # the desk did it
            return
        self._sign_in(Role.ATTENDANCE_OFFICER)
        amend_mark(self._office, stands, mark.code, mark.reason, minutes=mark.minutes)
        self.amendments += 1

    def _sign_in(self, role: Role) -> None:
        self._sign_in_as(next(one for one in self._plan.staff if one.role is role))

    def _sign_in_as(self, person: Person) -> None:
        sign_in(self._office, self._people[person.id])


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time)
