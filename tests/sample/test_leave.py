"""The sample school's leave: requests in every state, and registers as they would be without."""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.leave_watch import follow_ups
from officeapp.books.office import open_office
from officeapp.domain.leave import LeaveState
from officeapp.sample.write import write_sample_school
from tests.conftest import StoppedClock

LAST = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 17, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return a sample school of 90 pupils, open for reading."""
    path = tmp_path_factory.mktemp("sample") / "school.db"
    clock = StoppedClock(NOW)
    options = {"pupils": 90, "years": 1, "until": LAST}
    write_sample_school(path, clock=clock, own_folder=path.parent, **options)  # type: ignore[arg-type]  # by name
    with open_office(path, read_only=True, clock=clock) as office:
        yield office


def test_there_is_leave_in_every_state(office):
    states = [office.leave.state(request) for request in office.leave.requests()]
    assert set(states) == set(LeaveState)
    assert states.count(LeaveState.WAITING) >= 4


def test_leave_is_asked_before_it_begins_by_a_parent_of_the_child(office):
    for request in office.leave.requests():
        homes = {contact.id for _, contact in office.contacts.of(request.children[0])}
        assert request.received < request.first
        assert request.applicant in homes


def test_children_refused_and_gone_are_marked_g_and_followed_up_where_they_are_back(office):
    refused = [
        one
        for one in office.leave.requests()
        if office.leave.state(one) is LeaveState.REFUSED and one.last < LAST
    ]
    assert refused
    assert follow_ups(office, LAST) == []


def test_somebody_was_named_to_decide_for_a_time(office):
    (named,) = office.leave.delegates()
    assert named.last is not None
    assert not named.holds_on(LAST)
