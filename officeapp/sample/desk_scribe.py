"""Writes the sample school's front desk into its file, each act at its time by who sits there."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.reasons import reasons
from officeapp.domain.late import NOBODY
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.arrive_late import Coming, arrive_late
from officeapp.procedures.come_back import come_back
from officeapp.procedures.keep_appointments import add_appointment, change_appointment
from officeapp.procedures.log_attempt import NewAttempt, log_attempt
from officeapp.procedures.plan_message import Heard
from officeapp.procedures.sign_out import Leaving, sign_out
from officeapp.procedures.take_message import take_message
from officeapp.sample.desk import DeskPages, arrivals, messages, tries
from officeapp.sample.desk_out import OutPlan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.record import ContactId, PupilId
    from officeapp.domain.roll import Contact
    from officeapp.sample.desk import SampleArrival, SampleMessage, SampleTry
    from officeapp.sample.desk_out import SampleAppointment, SampleLeaving
    from officeapp.sample.marks import SampleMarks

    Timed = tuple[dt.datetime, Callable[[], None]]

ILL, UNWELL, APPOINTMENT = "1", "1", "2"  # digits of the reasons


class DeskScribe:
    """Turns the plan's front desk into acts; the plan's numbers become those of the file.

    Attributes:
        marks: Marks that the desk wrote where none stood.
    """

    def __init__(
        self,
        office: Office,
        sign_in: Callable[[Role], None],
        pupils: Mapping[PupilId, PupilId],
        contacts: Mapping[int, Contact],
    ) -> None:
        self.marks = 0
        self._office = office
        self._sign_in = sign_in
        self._pupils = pupils
        self._contacts = contacts
        self._late = {one.key: one for one in reasons().late}
        self._leaving = {one.key: one for one in reasons().leaving}
        self._ill = next(one for one in reasons().messages if one.key == ILL)
        self._written: dict[int, int] = {}
        self._out: dict[int, int] = {}

    def steps(self, made: SampleMarks) -> list[Timed]:
        """Return everything there is to do, with the time at which it is done."""
        page = made.pages[-1]
        amended = {
            (one.mark.pupil, page.position(one.mark.day) + (one.mark.session is Session.PM)): (
                one.first,
                one.at,
            )
            for one in made.amendments()
            if one.mark.day in page.year.span
        }
        pages = DeskPages(made.plan, page, amended)
        plan = OutPlan(pages)
        found: list[Timed] = []
        for number, one in enumerate(plan.appointments()):
            found += self._appointment(number, one)
        found += [(one.at, functools.partial(self._unwell, one)) for one in plan.unwell()]
        found += [(one.at, functools.partial(self._arrive, one)) for one in arrivals(pages)]
        found += [(one[0].at, functools.partial(self._try, one)) for one in tries(pages)]
        found += [(one.at, functools.partial(self._hear, one)) for one in messages(pages)]
        return found

    def late_in(self, day: dt.date, session: Session) -> set[PupilId]:
        """Return who came late to a session, by the file's numbers."""
        entries = self._office.front_desk.late.on(day)
        return {one.pupil for one in entries if one.session is session}

    def _appointment(self, number: int, one: SampleAppointment) -> list[Timed]:
        found: list[Timed] = [(one.at, functools.partial(self._add, number, one))]
        if one.proved_at:
            found.append((one.proved_at, functools.partial(self._prove, number, one)))
        if one.leaves_at:
            found.append((one.leaves_at, functools.partial(self._leave, number, one)))
        if one.back_at:
            found.append((one.back_at, functools.partial(self._back, number)))
        return found

    def _add(self, number: int, one: SampleAppointment) -> None:
        self._sign_in(Role.RECEPTION)
        evidence = "" if one.proved_at else one.what.evidence
        ours = replace(one.what, pupil=self._pupils[one.what.pupil], evidence=evidence)
        self._written[number] = add_appointment(self._office, ours).id

    def _prove(self, number: int, one: SampleAppointment) -> None:
        self._sign_in(Role.RECEPTION)
        stands = self._office.front_desk.appointments.entry(self._written[number])
        change_appointment(self._office, replace(stands, evidence=one.what.evidence))

    def _leave(self, number: int, one: SampleAppointment) -> None:
        self._sign_in(Role.RECEPTION)
        leaving = Leaving(
            self._pupils[one.what.pupil],
            self._office.now().time(),
            self._leaving[APPOINTMENT],
            collector=self._contacts[one.collector].id,
            expected=one.what.away_until,
            appointment=self._written[number],
        )
        self._out[number] = sign_out(self._office, leaving).id

    def _back(self, number: int) -> None:
        self._sign_in(Role.RECEPTION)
        come_back(self._office, self._out[number])

    def _unwell(self, one: SampleLeaving) -> None:
        self._sign_in(Role.RECEPTION)
        child, at = self._pupils[one.child], self._office.now().time()
        out = self._office.front_desk.out.of(child, Span(one.at.date(), one.at.date()))
        if not any(entry.is_out for entry in out):
            collector = self._contacts[one.collector].id
            sign_out(self._office, Leaving(child, at, self._leaving[UNWELL], collector=collector))

    def _arrive(self, one: SampleArrival) -> None:
        self._sign_in(Role.RECEPTION)
        reason, at = self._late[one.key], self._office.now().time()
        brought = self._contact(one.brought)
        coming = [Coming(self._pupils[c], at, reason, brought_by=brought) for c in one.children]
        self.marks += sum(not entry.stood for entry in arrive_late(self._office, coming))

    def _hear(self, one: SampleMessage) -> None:
        self._sign_in(Role.RECEPTION)
        caller = self._contact(one.caller)
        take_message(
            self._office,
            Heard(
                self._pupils[one.child],
                Span(one.first, one.last),
                self._ill,
                one.channel,
                words=one.words,
                expected=one.back,
                caller=caller,
                called="" if caller else "the family",
            ),
        )

    def _try(self, found: list[SampleTry]) -> None:
        self._sign_in(Role.ATTENDANCE_OFFICER)
        log_attempt(
            self._office,
            *(
                NewAttempt(
                    self._pupils[one.child], one.step, one.outcome, self._contact(one.contact)
                )
                for one in found
            ),
        )

    def _contact(self, number: ContactId) -> ContactId:
        return self._contacts[number].id if number else NOBODY
