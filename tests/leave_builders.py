"""Leave in the register's own notation: a school week or two of marks, asked for and decided."""

from __future__ import annotations

import datetime as dt
from typing import Any

from officeapp.books.derived import derived
from officeapp.domain.leave import LeaveRequest, Outcome
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import SchoolYear, Session, Span, is_weekday
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.decide_leave import Ruling, decide_leave, for_all
from officeapp.procedures.keep_roll import add_contact, add_tie
from tests.builders import a_class, take

MONDAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 27)
ASKED = dt.date(2026, 10, 5)
NO = Ruling(Outcome.REFUSE, "no exceptional circumstances")
YES = Ruling(Outcome.GRANT, "a wedding in the family")


def on(clock, day, hour=16):
    """Let the clock stand at an hour of a day."""
    clock.now = dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def a_request(*children, **changes):
    """Return a request for a family holiday in the week of Monday 23 November 2026."""
    fields: dict[str, Any] = {
        "kind": "holiday",
        "purpose": "a week in Spain",
        "first": MONDAY,
        "last": FRIDAY,
        "received": ASKED,
        "applicant_name": "Marta Nowak",
        "applicant_is": "mother",
        "signed": True,
    } | changes
    return LeaveRequest(0, tuple(child.id for child in children), **fields)


def asked(office, *children, **changes):
    """Write a request down."""
    return ask_leave(office, a_request(*children, **changes))


def decided(office, *children, ruling=YES, **changes):
    """Write a request down and decide it alike for every child."""
    request = asked(office, *children, **changes)
    decide_leave(office, request, for_all(request, ruling))
    return request


def part(*days, **changes):
    """Return a ruling that grants whole days of a request."""
    sessions = frozenset((day, half) for day in days for half in Session)
    return Ruling(Outcome.PART, "only the wedding itself", sessions=sessions, **changes)


def a_child(office, name="3 Oak"):
    """Return a class of one and its pupil."""
    school_class, (pupil,) = a_class(office, name, 1)
    return school_class, pupil


def a_parent(office, *pupils, lives_with=True, surname="Nowak", **changes):
    """Write down a mother of some pupils; return the contact."""
    first, *others = pupils
    card = Contact(ContactId(0), "Ms", surname, "Marta", ("020 7946 0018",), **changes)
    flags = {"lives_with": lives_with, "parental_responsibility": True}
    made = add_contact(office, card, Tie(0, first.id, ContactId(0), "mother", **flags))
    for pupil in others:
        add_tie(office, Tie(0, pupil.id, made.id, "mother", **flags))
    return made


def take_days(office, school_class, clock, page, first=MONDAY):
    """Hand in the registers of a class of one: a symbol a session, '.' for a blank, ' ' none."""
    days = [day for day in Span(first, first + dt.timedelta(days=20)).days() if is_weekday(day)]
    for place, code in enumerate(page.replace("|", "")):
        if code == " ":
            continue
        day, half = days[place // 2], list(Session)[place % 2]
        on(clock, day, 9 if half is Session.AM else 14)
        if code == "/" and half is Session.PM:
            code = "\\"  # noqa: PLW2901  # the afternoon's own present mark
        take(office, school_class, day, half, code)


def line(office, pupil, first=MONDAY, last=FRIDAY):
    """Return what stands for a pupil in ink, as the register's line has it."""
    year = SchoolYear.of(first)
    low, high = year.slots_of(Span(first, last))
    return office.register.line(pupil.id, year)[low:high]


def seen(office, pupil, first=MONDAY, last=FRIDAY):
    """Return what a register shows: what stands, and where nothing does what is pre-marked."""
    days = [day for day in Span(first, last).days() if is_weekday(day)]
    said = derived(office, [pupil], days)
    stands = line(office, pupil, first, last)
    places = [(pupil.id, day, half) for day in days for half in Session]
    return "".join(
        office.codes.symbol(said[place].code) if symbol == "." and place in said else symbol
        for symbol, place in zip(stands, places, strict=True)
    )
