"""Referral packs and the law of the date: notices, times, periods, the authority, other purposes.

Seen red with: notices counted by child alone; a third notice that a pack asks for; the longest
period of the law for every notice; months counted from the last session; calendar days for a
deadline; every pack's sessions used; the whole timeline as the chronology of every parent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.known import known_of
from officeapp.documents.referral_pack import draw_pack
from officeapp.domain.authority import Authority, Sender
from officeapp.domain.notice_ledger import PenaltyNotice
from officeapp.domain.referral import Purpose
from officeapp.procedures.issue_packs import issue_packs
from officeapp.procedures.keep_authority import set_authority
from officeapp.procedures.keep_notices import change_notice, enter_notice, ledger_of
from tests.conftest import MONDAY
from tests.pack_builders import (
    BEGAN,
    WHY,
    a_notice,
    a_referral,
    issue,
    lacking,
    packs_of,
    pages_of,
)

THURSDAY = dt.date(2026, 11, 19)


def two_notices(office, pupil, name="Dana"):
    """Enter two notices to a parent within three years."""
    parents = {contact.forename: contact.id for _, contact in office.contacts.of(pupil.id)}
    made = PenaltyNotice(0, pupil.id, THURSDAY, parents[name], BEGAN)
    for day in (dt.date(2025, 3, 3), dt.date(2026, 3, 2)):
        first = day - dt.timedelta(days=20)
        enter_notice(office, replace(made, day=day, absence=first, issuer="the authority"))


def test_after_two_notices_a_pack_asks_for_legal_intervention_and_says_as_far_as_known(office):
    """Seen red with notices counted by child alone, and with a third that a pack asks for."""
    pupil = a_referral(office, parents=("Dana", "Robin"))
    two_notices(office, pupil)
    found = [one for one in lacking(office, pupil, "") if "as far as this school knows" in one]
    assert len(found) == 1
    (dana, _, paper), (robin, _, _) = issue(office, pupil)
    assert dana.fields["asked_for"] == "legal intervention"
    assert dana.fields["notice_amount"] == "none: no other may be issued"
    assert dana.fields["offence"].startswith("third")
    assert any("Monday 2 March 2026" in page for page in pages_of(paper))
    assert robin.fields["asked_for"] == "a penalty notice"
    assert robin.fields["notice_amount"] == "£80 within 21 days, £160 within 28"


def test_one_parents_notices_stand_in_no_other_parents_pack(office):
    """Seen red with the whole timeline as the chronology of every parent."""
    pupil = a_referral(office, parents=("Dana", "Robin"))
    two_notices(office, pupil)
    dana, robin = packs_of(office, pupil)
    texts = [" ".join(" ".join(pages_of(draw_pack(one, ""))).split()) for one in (dana, robin)]
    assert "2 March 2026" in texts[0]
    assert not any(said in texts[1] for said in ("2 March 2026", "2 Mar 2026", "issued to"))


def test_a_second_notice_costs_the_whole_amount(office):
    pupil = a_referral(office)
    two_notices(office, pupil)
    [line, _] = ledger_of(office, pupil.id)
    change_notice(office, replace(line.notice, gone=True), "it was another child's")
    [pack] = packs_of(office, pupil)
    assert pack.fields["notice_amount"] == "£160 within 28 days, no reduction"
    assert pack.fields["offence"].startswith("second")


def test_the_period_of_the_notice_to_improve_is_read_from_its_letter(office):
    """Seen red with the longest period of the law for every notice."""
    pupil = a_referral(office, notice=False)
    days = {"improve_first": "Tuesday 17 November 2026", "improve_last": "19 November 2026"}
    a_notice(office, pupil, MONDAY, **days)
    assert not any("runs until" in one for one in lacking(office, pupil, ""))
    [pack] = packs_of(office, pupil)
    assert pack.fields["improve_to"] == "Thursday 19 November 2026"
    a_notice(office, pupil, THURSDAY, improve_last="when we say so")
    words = "the period of the notice to improve N26-0002 cannot be read from it"
    assert words in lacking(office, pupil, "")


def test_prosecution_begins_within_six_months_and_a_late_pack_says_which_days_are_lost(
    office, clock
):
    """Seen red with the months counted from the last session, and with no such gap."""
    pupil = a_referral(office)
    assert packs_of(office, pupil)[0].fields["prosecute_by"] == "Sunday 9 May 2027"
    clock.now = dt.datetime(2027, 4, 20, 9, 0, tzinfo=dt.UTC)
    assert any("has to begin by Sun 9 May 2027" in one for one in lacking(office, pupil, ""))
    clock.now = dt.datetime(2027, 5, 12, 9, 0, tzinfo=dt.UTC)
    assert any(
        "for 3 days relied on, up to Wed 11 Nov" in one for one in lacking(office, pupil, "")
    )


def test_the_authoritys_deadline_is_counted_in_school_days_and_passed_with_a_reason(office):
    """Seen red with calendar days, and with the deadline of another day's authority."""
    pupil = a_referral(office)
    card = Authority(0, dt.date(2026, 9, 1), "Kearsley Council", deadline_days=4)
    made = set_authority(office, card)
    said = "the authority takes referrals within 4 school days of the last session relied on"
    assert f"{said}: until Thu 19 Nov 2026" in lacking(office, pupil, "")
    set_authority(office, replace(made, deadline_days=5))
    assert not any("takes referrals" in one for one in lacking(office, pupil, ""))
    assert packs_of(office, pupil)[0].fields["refer_by"] == "Friday 20 November 2026"


def test_the_authoritys_weeks_questions_and_sender_are_in_the_pack(office):
    pupil = a_referral(office, notice=False)
    card = Authority(0, dt.date(2026, 9, 1), "Kearsley Council", "Team", weeks=30)
    asks = ("Seen by CAMHS?",)
    set_authority(office, replace(card, fields=asks, improve_by=Sender.AUTHORITY))
    found = lacking(office, pupil, "")
    assert "the notice to improve is sent by the authority: make sure that it was" in found
    assert "the notice to improve was not sent" not in found
    [pack] = packs_of(office, pupil)
    assert pack.authority == "Team, Kearsley Council"
    assert pack.fields["asked_1"] == ""
    assert pack.weeks[0].monday < dt.date(2026, 6, 1)
    assert any("Seen by CAMHS?" in page for page in pages_of(draw_pack(pack, "")))


@pytest.mark.parametrize("purpose", [Purpose.CONTRACT, Purpose.SUPERVISION])
def test_the_same_evidence_goes_with_other_referrals_and_uses_no_session(office, purpose):
    """Seen red with every pack's sessions used."""
    pupil = a_referral(office, notice=False)
    [(pack, letter, paper)] = issue_packs(office, pupil, draw_pack, WHY, purpose)
    assert pack.asked_for == purpose.words
    assert any(f"Referral for {purpose.words}" in page for page in pages_of(paper))
    assert len(letter.rests_on) == 10
    assert known_of(office, pupil, office.today()).used == frozenset()
    assert lacking(office, pupil) == {
        "the notice to improve was not sent",
        "no letter that warns went to this parent",
    }
