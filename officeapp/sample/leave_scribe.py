"""Writes the sample school's leave into its file, each act by the person whose it is."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.leave import SOMEBODY_ELSE
from officeapp.domain.school import Role
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.change_leave import take_back_leave, withdraw_leave
from officeapp.procedures.decide_leave import decide_leave, for_all
from officeapp.procedures.follow_leave import note_leave_follow_up
from officeapp.procedures.name_delegate import name_delegate, set_assessment
from officeapp.sample.leave import LeavePlan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.assessments import Assessment
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Contact
    from officeapp.sample.leave import SampleLeave
    from officeapp.sample.marks import SampleMarks

    Timed = tuple[dt.datetime, Callable[[], None]]

WITHDRAWN, TAKEN_BACK = "the family is not going", "the family stays after all"
FOLLOWED = "letter to both parents; a penalty notice is asked for if it happens again"
NAMED_FOR = dt.timedelta(days=13)


class LeaveScribe:
    """Turns the plan's leave into acts; the plan's numbers become those of the file."""

    def __init__(
        self,
        office: Office,
        sign_in: Callable[[Role], None],
        pupils: Mapping[PupilId, PupilId],
        contacts: Mapping[int, Contact],
    ) -> None:
        self._office = office
        self._sign_in = sign_in
        self._pupils = pupils
        self._contacts = contacts
        self._written: dict[int, int] = {}

    def steps(self, made: SampleMarks) -> list[Timed]:
        """Return everything there is to do, with the time at which it is done."""
        page = made.pages[-1]
        amended = [(one.mark.pupil, (one.mark.day, one.mark.session)) for one in made.amendments()]
        plan = LeavePlan(made.plan, page, amended)
        found: list[Timed] = []
        for number, one in enumerate(plan.all()):
            found.append((one.asked_at, functools.partial(self._ask, number, one)))
            if one.ruling and one.decided_at:
                found.append((one.decided_at, functools.partial(self._decide, number, one)))
            if one.ends and one.ends_at:
                found.append((one.ends_at, functools.partial(self._end, number, one)))
        begins = dt.datetime.combine(page.days[0], dt.time(8, 15))
        tests = plan.tests()
        if tests is not None:
            found.append((begins, lambda: self._set_tests(tests)))
        found.append((begins, self._name_deputy))
        return found

    def _ask(self, number: int, one: SampleLeave) -> None:
        self._sign_in(Role.OFFICE)
        asks = one.request.applicant
        ours = replace(
            one.request,
            children=tuple(self._pupils[child] for child in one.request.children),
            applicant=self._contacts[asks].id if asks else SOMEBODY_ELSE,
        )
        self._written[number] = ask_leave(self._office, ours).id

    def _decide(self, number: int, one: SampleLeave) -> None:
        self._sign_in(Role.HEAD)
        request = self._office.leave.request(self._written[number])
        if one.ruling:
            decide_leave(self._office, request, for_all(request, one.ruling))

    def _end(self, number: int, one: SampleLeave) -> None:
        self._sign_in(Role.OFFICE)
        request = self._office.leave.request(self._written[number])
        if one.ends == "withdrawn":
            withdraw_leave(self._office, request, WITHDRAWN)
        elif one.ends == "taken back":
            take_back_leave(self._office, request, TAKEN_BACK)
        else:
            note_leave_follow_up(self._office, request, FOLLOWED)

    def _set_tests(self, tests: Assessment) -> None:
        self._sign_in(Role.OFFICE)
        set_assessment(self._office, tests)

    def _name_deputy(self) -> None:
        """Name the safeguarding lead for the first weeks, while the head is away."""
        people = self._office.staff.in_post(self._office.today())
        deputy = next((one for one in people if one.role is Role.SAFEGUARDING), None)
        if deputy is not None:
            self._sign_in(Role.HEAD)
            first = self._office.today()
            name_delegate(self._office, deputy, first, first + NAMED_FOR)
