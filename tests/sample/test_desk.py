"""The sample school's front desk: a half term of entries that agree with the register, and today.

Seen red with arrivals a minute after their time, and with what lies after the hour written all the
same.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from officeapp.books import check
from officeapp.books.chasing import chase
from officeapp.books.office import open_office
from officeapp.domain.codes import AFTERNOON
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.sample.marks import SampleMarks
from officeapp.sample.plan import plan_school
from officeapp.sample.write import write_sample_school
from tests.conftest import StoppedClock

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 10, 45, tzinfo=ZoneInfo("Europe/London"))
LATELY = Span(dt.date(2026, 10, 1), TODAY)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return a sample school of 120 pupils in the middle of a morning, open for reading."""
    path = tmp_path_factory.mktemp("sample") / "school.db"
    write_sample_school(
        path, pupils=120, seed=3, years=1, clock=StoppedClock(NOW), own_folder=path.parent
    )
    with open_office(path, read_only=True, clock=StoppedClock(NOW)) as office:
        yield office


@pytest.fixture(scope="module")
def made():
    """Return the marks as they were made up, without any desk."""
    return SampleMarks(plan_school(pupils=120, seed=3, years=1, last=(TODAY, Session.AM)))


def entered(office, journal):
    return getattr(office.front_desk, journal).between(LATELY)


def test_every_mark_is_as_it_would_be_without_a_desk(office, made):
    page, year = made.pages[-1], SchoolYear(2026)
    by_upn = {pupil.upn: pupil.id for pupil in office.roll.pupils().values()}
    for number, member in page.members.items():
        line = office.register.line(by_upn[member.pupil.upn], year)
        for position in range(*member.run):
            symbol = line[year.slot(*page.session(position))]
            code = made.code(page, number, position) if position < page.limit else ""
            if symbol != ".":  # today's last arrivals are to come, one register is left open
                assert office.codes.code(symbol) in (code, "N" if code in ("I", "U") else code)


def test_the_late_book_says_what_the_register_says(office):
    entries = entered(office, "late")
    assert len(entries) > 40
    for one in entries:
        mark = office.register.standing(one.pupil, one.day, one.session)
        assert (mark.code, mark.minutes) == (one.code, one.minutes)
    assert {one.code for one in entries} == {"L", "U"}
    assert any(one.brought_by for one in entries)
    assert any(one.together for one in entries)


def test_who_is_ill_for_a_day_was_reported_by_a_parent(office):
    messages = entered(office, "messages")
    assert len(messages) > 30
    for one in messages:
        stands = office.register.standing(one.pupil, one.day, Session.AM)
        assert stands is None or stands.code in ("I", "X"), one
        assert one.caller in {contact.id for _, contact in office.contacts.of(one.pupil)}


def test_nothing_is_entered_later_than_now_or_of_another_day_than_its_own(office):
    for journal in ("late", "out", "attempts"):
        for entry, by in getattr(office.front_desk, journal).signed_between(LATELY):
            at = getattr(entry, "at", None) or entry.back_at or entry.left_at
            assert by.at <= NOW
            assert (by.at.date(), by.at.time()) == (entry.day, at)


def test_this_morning_is_half_done(office):
    out = [one for one in office.front_desk.out.on(TODAY) if one.is_out]
    to_come = office.front_desk.appointments.on(TODAY)
    assert out
    assert {one.is_proved for one in to_come} == {True, False}
    assert any(line.is_open and line.attempts for line in chase(office))
    ahead = office.front_desk.appointments.between(
        Span(TODAY + dt.timedelta(1), TODAY.replace(day=30))
    )
    assert len(ahead) >= 3


def test_children_leave_with_somebody_who_may_collect_them(office):
    for one in entered(office, "out"):
        ties = [
            tie for tie, contact in office.contacts.of(one.pupil) if contact.id == one.collector
        ]
        assert any(tie.may_collect for tie in ties)
        missed = office.register.standing(one.pupil, one.day, Session.PM)
        assert missed is None or missed.code in ("M", AFTERNOON)


def test_the_file_is_sound(office):
    assert check.check(office) == []
