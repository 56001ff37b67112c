"""What the authority asks for: from a day on, the school's entry before what a profile supplies.

Seen red with: the latest entry whatever its day; an entry that was taken back and still holds; a
profile that supplies nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.policy import PROFILES
from officeapp.domain.authority import Authority, Sender, Since
from officeapp.procedures.draft_letters import Wanted, draft_letter, papers
from officeapp.procedures.keep_authority import BadAuthorityError, SameDayError, set_authority
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.new_school import NoNameError
from tests.pack_builders import a_referral

AUTUMN, SPRING = dt.date(2026, 9, 1), dt.date(2027, 1, 4)
COUNCIL = Authority(0, AUTUMN, "Kearsley Council", "Attendance Team", weeks=12)


def test_each_entry_holds_from_its_first_day_on(office):
    set_authority(office, COUNCIL)
    set_authority(office, replace(COUNCIL, first=SPRING, weeks=20))
    found = [office.policy.authority(day).weeks for day in (AUTUMN, dt.date(2027, 1, 3), SPRING)]
    assert found == [12, 12, 20]
    assert office.policy.authority(dt.date(2026, 8, 31)).weeks == 0


def test_an_entry_taken_back_holds_no_more(office):
    made = set_authority(office, COUNCIL)
    set_authority(office, replace(made, gone=True))
    assert office.policy.authority(AUTUMN).name == "the local authority"


def test_what_it_asks_for_is_read_as_it_was_written(office):
    asked = ("Seen by CAMHS?", "Seen by CAMHS?", " ", "School nurse?")
    made = replace(COUNCIL, fields=asked, deadline_days=10, deadline_from=Since.LEAVE)
    set_authority(office, replace(made, improve_by=Sender.AUTHORITY))
    office.forget()
    found = office.policy.authority(SPRING)
    assert found.fields == ("Seen by CAMHS?", "School nurse?")
    assert found.deadline_said == "within 10 school days of the return from leave"
    assert found.improve_by is Sender.AUTHORITY
    assert found.called == "Attendance Team, Kearsley Council"


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_says_to_whom_referrals_go(office, name):
    choose_profile(office, name, office.today())
    teams = {"dunkirk", "st-stephens", "kildwick", "upton-partnership"}
    found = office.policy.authority(office.today())
    assert found.name == "the local authority"
    assert bool(found.team) is (name in teams)


def test_what_cannot_be_is_refused(office):
    set_authority(office, COUNCIL)
    with pytest.raises(SameDayError):
        set_authority(office, COUNCIL)
    with pytest.raises(NoNameError):
        set_authority(office, replace(COUNCIL, first=SPRING, name=" "))
    with pytest.raises(BadAuthorityError, match="0 to 60"):
        set_authority(office, replace(COUNCIL, first=SPRING, weeks=61))
    assert len(office.school.authorities()) == 1


def test_the_letter_about_a_referral_names_the_authority_of_its_day(office):
    """Seen red with the authority of today in every letter."""
    pupil = a_referral(office)
    set_authority(office, COUNCIL)
    set_authority(office, replace(COUNCIL, first=office.today(), name="Moor Council"))
    wanted = Wanted("referral", {"referral_why": "ten sessions were missed"})
    days = (dt.date(2026, 11, 19), office.today())
    drafts = [draft_letter(office, wanted, pupil, Gathering(office, day)) for day in days]
    said = [papers(one)[0].text.body for one in drafts]
    assert "to the Attendance Team of Kearsley Council." in said[0]
    assert "to the Attendance Team of Moor Council." in said[1]
