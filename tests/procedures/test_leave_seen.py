"""A family of three at two sites asks for a holiday, a festival and a wedding, under each policy.

The table was written by hand, from what a policy says and what the children do, before the program
was asked; every line is one evening. The policies differ in how early leave is to be asked for.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.leave_watch import return_checks, to_watch
from officeapp.domain.leave import Outcome
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session
from officeapp.procedures.decide_leave import Ruling, decide_leave, for_all
from officeapp.procedures.follow_leave import (
    mark_unauthorised_leave,
    note_leave_enquiry,
    note_leave_follow_up,
    note_leave_referral,
    unauthorised_sessions,
)
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import Admission, add_class, admit
from officeapp.procedures.keep_school import add_site, set_calendar
from officeapp.procedures.leave_facts import facts_for
from officeapp.procedures.leave_outcome import answer_of, next_step
from tests.builders import SINCE, a_pupil, take
from tests.leave_builders import NO, YES, a_parent, asked, line, on

#: Day; the marks of Kai (another site, closed on the Tuesday), Leo and Ada; who is watched; whose
#: return is checked; what is due next of the holiday, the festival and the wedding:
#: C confirm, W watch, P pre-marked, R return check, A ask where, F follow up, X refer.
EVENINGS = """
11-23  NN NN //   KLA  -   C W P
11-24  .. NN //   LA   -   C W P
11-25  NN NN //   KLA  -   C W P
11-26  // NN //   KLA  -   C W P
11-27  // NN //   KLA  -   C W P
11-30  RR RR RR   -    -   F W P
12-01  C/ CN C/   KLA  L   R C P
12-02  // // //   -    -   F C P
12-03  CC // CC   -    -   - F P
12-04  CC // CC   -    -   - - P
12-07  // // NN   -    A   - - R
12-08  // // NN   -    A   - - A
12-09  // // NN   -    A   - - R
12-10  // // NN   -    A   - - R
12-11  // // NN   -    A   - - R
12-14  // // NN   -    A   - - R
12-15  // // NN   -    A   - - R
12-16  // // NN   -    A   - - R
12-17  // // NN   -    A   - - R
12-18  // // NN   -    A   - - R
12-21  // // NN   -    A   - - X
"""
#: Whether five weeks for a holiday, six for a festival and five for a wedding are early enough.
EARLY_ENOUGH = {
    "dunkirk": (False, True, True),  # six weeks' notice of a holiday, two religious, four others
    "kildwick": (False, True, False),  # six weeks; none asked for religious observance
    "st-stephens": (True, True, True),
    "upton-partnership": (True, True, True),
    "expect-monitor": (True, True, True),
}
SAID = {
    "Confirm": "C", "Watch": "W", "Pre-marked": "P", "Return": "R", "Ask": "A", "Follow": "F",
    "Refer": "X", "": "-",
}  # fmt: skip
INSET = dt.date(2026, 11, 24)
PRE_MARKED = "RC"


class Family:
    """The three children, their registers, and the three requests."""

    def __init__(self, office, clock):
        self.office, self.clock = office, clock
        abbey, manor = office.school.sites()[0], add_site(office, "Manor")
        places = (("6 Yew", abbey, "Kai", "6"), ("3 Oak", manor, "Leo", "3"),
                  ("1 Ash", manor, "Ada", "1"))  # fmt: skip
        self.classes, self.children = [], []
        for name, site, forename, group in places:
            made = add_class(office, name, site.id)
            card = a_pupil("Berisha", forename, born=dt.date(2021 - int(group) - 5, 3, 3))
            self.classes.append(made)
            self.children += admit(office, [Admission(card, SINCE, made.id, group)])
        set_calendar(office, [Closure(0, INSET, INSET, "INSET", site=abbey.id)])
        self.parent = a_parent(office, *self.children)

    def ask(self, kind, first, last, received, **changes):
        """Write a request of all three down, on the day it was received."""
        on(self.clock, received)
        fields = {"kind": kind, "first": first, "last": last, "received": received, **changes}
        return asked(self.office, *self.children, applicant=self.parent.id, **fields)

    def take_day(self, day, marks):
        """Hand in the registers of a day; what leave says is left blank."""
        for school_class, codes in zip(self.classes, marks, strict=True):
            for half, code in zip(Session, codes, strict=True):
                on(self.clock, day, 9 if half is Session.AM else 14)
                present = "/" if half is Session.AM else "\\"
                given = {"/": present, **dict.fromkeys(PRE_MARKED, ".")}.get(code, code)
                if code != ".":
                    take(self.office, school_class, day, half, given)
        on(self.clock, day, 17)

    def evening(self, day, requests):
        """Return an evening as the table has it."""
        marks = [line(self.office, one, day, day).replace("\\", "/") for one in self.children]
        watched = {one.pupil.forename[0] for one in to_watch(self.office, day)}
        checked = {one.pupil.forename[0] for one in return_checks(self.office, day)}
        due = [SAID[next_step(self.office, one).partition(" ")[0]] for one in requests]
        return [
            *marks, *("".join(one for one in "KLA" if one in found) or "-"
                      for found in (watched, checked)), *due,
        ]  # fmt: skip


@pytest.fixture
def family(office, clock):
    return Family(office, clock)


def asked_and_decided(family):
    """Ask for the three, and let the head refuse one, grant a part of one, and grant one."""
    office = family.office
    monday, tuesday = dt.date(2026, 11, 30), dt.date(2026, 12, 1)
    october = dt.date(2026, 10, 19)
    requests = (
        family.ask("holiday", dt.date(2026, 11, 23), dt.date(2026, 11, 27), october),
        family.ask("religious", monday, tuesday, october, set_apart=(monday.isoformat(),)),
        family.ask("family", dt.date(2026, 12, 3), dt.date(2026, 12, 4), dt.date(2026, 10, 29)),
    )
    early = tuple(facts_for(office, one).notice.enough for one in requests)
    sessions = frozenset({(tuesday, Session.AM)})
    part = Ruling(Outcome.PART, "the journey home", sessions=sessions)
    for request, ruling in zip(requests, (NO, part, YES), strict=True):
        decide_leave(office, request, for_all(request, ruling))
    return requests, early


@pytest.mark.parametrize("profile", EARLY_ENOUGH)
def test_every_evening_is_as_the_table_written_by_hand(office, family, profile):
    """Seen red with a child on other leave taken for one who is not back."""
    on(family.clock, SINCE)
    choose_profile(office, profile, SINCE)
    requests, early = asked_and_decided(family)
    assert early == EARLY_ENOUGH[profile]
    after = acts_after(office, family, *requests)
    for row in EVENINGS.strip().splitlines():
        when, *expected = row.split()
        day = dt.date.fromisoformat(f"2026-{when}")
        family.take_day(day, expected[:3])
        assert [when, *family.evening(day, requests)] == [when, *expected]
        after.get(when, lambda: None)()
    kai, leo, ada = (line(office, one) for one in family.children)
    assert (kai, leo, ada) == ("GG..GG/\\/\\", "G" * 10, "/\\" * 5)


def acts_after(office, family, holiday, festival, wedding):
    """Return what the office does after an evening was looked at."""

    def confirm(request):
        return mark_unauthorised_leave(
            office, request, unauthorised_sessions(office, request).to_mark
        )

    def on_wednesday():
        note_leave_follow_up(office, holiday, "letter and request for a penalty notice")
        assert confirm(festival) == 1

    def on_friday():
        assert confirm(holiday) == 14

    _, _, ada = family.children
    return {
        "11-27": on_friday,
        "12-02": on_wednesday,
        "12-03": lambda: note_leave_follow_up(office, festival, "letter"),
        "12-08": lambda: note_leave_enquiry(office, wedding, "no answer", ada.id),
        "12-21": lambda: note_leave_referral(office, wedding, "to the authority", ada.id),
    }


def test_the_answer_names_the_day_after_all_leave_that_follows(office, family):
    """Seen red with the next school day, on which the child has other leave."""
    november = dt.date(2026, 11, 2)
    monday, tuesday = dt.date(2026, 11, 23), dt.date(2026, 11, 24)
    wedding = family.ask("family", tuesday, tuesday, november)
    decide_leave(office, wedding, for_all(wedding, YES))
    journey = family.ask("other", monday, monday, november)
    (*_, decision) = decide_leave(office, journey, for_all(journey, YES))
    answer = answer_of(office, decision)
    assert answer.back == (dt.date(2026, 11, 25), Session.AM)
    assert "return check Wed 25 Nov" in answer.said
