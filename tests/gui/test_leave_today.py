"""What leave brings to Today, and that its lines open the Leave screen on the request."""

from __future__ import annotations

import datetime as dt

from officeapp.domain.school import Role
from officeapp.gui.leave.screen import LeaveScreen
from officeapp.gui.screen import Place
from officeapp.gui.today.leave_waiting import leave_waiting
from officeapp.procedures.decide_leave import decide_leave, for_all
from officeapp.procedures.keep_school import add_person
from tests.gui.conftest import TODAY
from tests.gui.leave_at_work import NEXT_MONDAY, a_request, by_the_head
from tests.leave_builders import YES


def brought(office):
    """Return what leave brings to Today; there is something."""
    found = leave_waiting(office)
    assert found is not None
    return found


def test_requests_that_wait_are_a_figure_and_a_line_each(office):
    by_the_head(office)
    a_request(office, "Abbasi", "Kaur")
    found = brought(office)
    assert (found.figure, found.counts) == ("1", "leave request for the head")
    [line] = found.lines
    assert (line.who, line.badge) == ("Abbasi, Zara and 1 more", "decide by 23 Nov")
    assert line.place is Place.LEAVE


def test_nothing_is_said_to_who_may_not_read_requests(office):
    """Seen red without the question of the right."""
    by_the_head(office)
    a_request(office, "Abbasi")
    office.sign_in(add_person(office, "Jo Hart", "Receptionist", Role.RECEPTION, TODAY))
    assert leave_waiting(office) is None


def test_a_child_not_back_is_a_line_that_presses(office, clock):
    by_the_head(office)
    request = a_request(office, "Kaur", last=NEXT_MONDAY)
    decide_leave(office, request, for_all(request, YES))
    clock.now = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)
    [line] = brought(office).lines
    assert (line.what, line.badge, line.tone) == ("due back Tue 24 Nov", "ask where",
                                                  "unauthorised")  # fmt: skip


def test_a_line_opens_the_request_it_is_about(qtbot, office, services):
    by_the_head(office)
    a_request(office, "Abbasi")
    a_request(office, "Kaur", purpose="a wedding in Leeds")
    screen = LeaveScreen(office, services)
    qtbot.addWidget(screen)
    line = next(one for one in brought(office).lines if one.who.startswith("Kaur"))
    screen.open_on(line.target)
    request = screen._page.request
    assert request is not None
    assert request.purpose == "a wedding in Leeds"
