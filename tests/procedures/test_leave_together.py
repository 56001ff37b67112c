"""Several leaves of one child, decided, changed and taken back in any order."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from officeapp.books.check import check
from officeapp.domain.leave import LeaveState
from officeapp.domain.school_year import Session
from officeapp.procedures.change_leave import take_back_leave
from officeapp.procedures.decide_leave import for_all, supersede_leave
from officeapp.procedures.follow_leave import mark_unauthorised_leave, unauthorised_sessions
from officeapp.procedures.new_school import NewSchool, new_school
from tests.conftest import StoppedClock
from tests.leave_builders import FRIDAY, MONDAY, NO, YES, a_child, decided, line, on, take_days

DAYS = st.integers(0, 1)  # Monday and Tuesday
SESSIONS = 4
STEPS = st.one_of(
    st.tuples(st.just("decide"), DAYS, DAYS, st.booleans()),
    st.tuples(st.just("anew"), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("back"), st.integers(0, 2)),
    st.tuples(st.just("absent"), st.integers(0, 2)),
    st.tuples(st.just("mark"), st.sampled_from("./I")),
)


SESSIONS_OF_THE_DAYS = [
    (MONDAY + dt.timedelta(days=day), half) for day in (0, 1) for half in Session
]


class Desk:
    """A school of one child, and what is done there step by step."""

    def __init__(self, office, clock, *, with_leave):
        self.office, self.clock, self.with_leave = office, clock, with_leave
        self.oak, self.child = a_child(office)
        self.requests: list[int] = []
        self.taken = 0

    def do(self, step):
        """Do one step; what is about leave only where there is leave."""
        what, *given = step
        if what == "mark":
            if self.taken < SESSIONS:
                take_days(self.office, self.oak, self.clock, " " * self.taken + given[0])
                self.taken += 1
        elif self.with_leave:
            getattr(self, f"_{what}")(*given)

    def end(self):
        """Take every leave back that stands; return the child's line."""
        on(self.clock, FRIDAY)
        for number in range(len(self.requests)):
            self._back(number)
        assert check(self.office) == []
        return line(self.office, self.child)

    def _decide(self, one, other, granted):
        first, last = sorted((one, other))
        days = {
            "first": MONDAY + dt.timedelta(days=first),
            "last": MONDAY + dt.timedelta(days=last),
        }
        ruling = YES if granted else NO
        self.requests.append(decided(self.office, self.child, ruling=ruling, **days).id)

    def _standing(self, number):
        if number >= len(self.requests):
            return None
        request = self.office.leave.request(self.requests[number])
        withdrawn = self.office.leave.state(request) is LeaveState.WITHDRAWN
        return None if withdrawn else request

    def _anew(self, number, granted):
        request = self._standing(number)
        if request:
            rulings = for_all(request, YES if granted else NO)
            supersede_leave(self.office, request, rulings, "asked again")

    def _back(self, number):
        request = self._standing(number)
        if request:
            take_back_leave(self.office, request, "they stayed")

    def _absent(self, number):
        request = self._standing(number)
        on(self.clock, FRIDAY)
        shown = unauthorised_sessions(self.office, request).to_mark if request else ()
        handed_in = SESSIONS_OF_THE_DAYS[: self.taken]
        found = [one for one in shown if (one.day, one.session) in handed_in]
        if found:
            mark_unauthorised_leave(self.office, request, found)


@settings(max_examples=40, deadline=None)
@given(
    before=st.lists(st.sampled_from(".NI/"), max_size=2),
    steps=st.lists(STEPS, min_size=3, max_size=10),
)
def test_when_every_leave_is_taken_back_the_register_is_as_if_there_had_been_none(
    tmp_path_factory, before, steps
):
    """Seen red with what leave wrote taken out and nothing put back."""
    lines = []
    for with_leave in (False, True):
        folder = tmp_path_factory.mktemp("leave")
        clock = StoppedClock(dt.datetime(2026, 11, 20, 16, tzinfo=dt.UTC))
        made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher")
        with new_school(folder / "s.db", made, clock=clock, own_folder=folder) as office:
            desk = Desk(office, clock, with_leave=with_leave)
            for step in [*(("mark", code) for code in before), *steps]:
                desk.do(step)
            lines.append(desk.end())
    assert lines[0] == lines[1]
