"""A class whose families can be written to, and letters drafted and drawn for them."""

from __future__ import annotations

import datetime as dt

from officeapp.documents.letter import draw_letters
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.keep_roll import add_contact, add_tie
from officeapp.procedures.letter_facts import Gathering
from tests.builders import a_class, take
from tests.conftest import MONDAY

FRIDAY = dt.date(2026, 11, 20)


def a_parent(office, pupil, name="Dana", **changes):
    """Give a pupil a parent with responsibility; return the contact."""
    card = {"address": f"1 {name} Street\nKearsley", **changes}
    contact = Contact(ContactId(0), "Ms", "Roe", name, **card)
    tie = Tie(0, PupilId(pupil.id), ContactId(0), "mother", parental_responsibility=True)
    return add_contact(office, contact, tie)


def a_family_class(office, pupils=2, codes="OL", weeks=1):
    """Return pupils with a parent each, and registers of some weeks with one code a pupil."""
    oak, found = a_class(office, pupils=pupils)
    for number, pupil in enumerate(found):
        a_parent(office, pupil, f"Dana{number}")
    for week in range(weeks):
        for day in range(4):
            when = MONDAY + dt.timedelta(days=day - 7 * week)
            take(office, oak, when, Session.AM, codes)
            take(office, oak, when, Session.PM, "\\" * pupils)
    return found


def siblings(office, codes="OL", weeks=3):
    """Return two pupils with one parent, and registers of some weeks with one code a pupil."""
    oak, (first, second) = a_class(office, pupils=2)
    mother = a_parent(office, first)
    add_tie(office, Tie(0, PupilId(second.id), mother.id, "mother", parental_responsibility=True))
    for day in range(7 * weeks):
        when = MONDAY - dt.timedelta(days=7 * (weeks - 1)) + dt.timedelta(days=day)
        if when.weekday() < 4:
            take(office, oak, when, Session.AM, codes)
            take(office, oak, when, Session.PM, "\\\\")
    return first, second


def a_draft(office, pupil, kind="concern", **changes):
    """Return a letter drafted on the Friday."""
    return draft_letter(office, Wanted(kind, **changes), pupil, Gathering(office, FRIDAY))


def draw(papers, head):
    """Draw letters as the program does."""
    return draw_letters(papers, head)
