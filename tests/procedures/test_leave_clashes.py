"""Two decisions on one request, taken while apart: neither is used until a person keeps one.

Seen red with: a session pre-marked from a decision in dispute; a mark of the decision that does not
stand left in the register; the later decision offered although it is not the head's; a letter that
tells of a decision in dispute.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.check import check
from officeapp.books.derived import derived
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.leave import LeaveRequest, LeaveState, Outcome
from officeapp.domain.school import Role
from officeapp.domain.school_year import Session
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.decide_leave import Ruling, decide_leave, for_all
from officeapp.procedures.draft_letters import Wanted, draft_letter, looked_at
from officeapp.procedures.in_dispute import InDisputeError
from officeapp.procedures.issue_letters import issue_letters
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.leave_outcome import IN_DISPUTE, next_step
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.name_delegate import name_delegate
from officeapp.procedures.open_clashes import office_clashes
from officeapp.procedures.settle_open_clash import keep_side
from tests.builders import take
from tests.desks import AM, DAY, NOW, PM, books_of, desks, mark, pupils, share_all, the_class
from tests.leave_builders import a_parent

MONDAY = NOW.date() + dt.timedelta(days=3)
GRANT, REFUSE = Ruling(Outcome.GRANT), Ruling(Outcome.REFUSE, "too long")


@pytest.fixture
def two(tmp_path):
    """Return the head's desk and that of somebody the head has named, with one request."""
    with desks(tmp_path) as offices:
        here, there = offices
        deputy = add_person(here, "Ada Ross", "Deputy", Role.OFFICE, DAY)
        name_delegate(here, deputy, DAY)
        paper = LeaveRequest(
            0, (pupils(here)[0].id,), "holiday", "a wedding", DAY, MONDAY, DAY,
            applicant_name="Mr Ross", applicant_is="uncle",
        )  # fmt: skip
        ask_leave(here, paper)
        take(here, the_class(here), DAY, PM, "NNN")
        share_all(offices)
        there.sign_in(there.staff.named("Ada Ross", NOW.date()))
        yield offices


def decided(two, head, deputy, later=REFUSE):
    """Let both decide while apart, one of them after another act, and bring them together."""
    for office, ruling in zip(two, (head, deputy), strict=True):
        if ruling is later:
            amend_mark(office, mark(office, 1), "U", "looked up")
        (asked,) = office.leave.requests()
        decide_leave(office, asked, for_all(asked, ruling))
    share_all(two)


@pytest.mark.parametrize("head", [GRANT, REFUSE])
def test_the_heads_own_decision_is_offered_and_stands_at_both_once_it_is_kept(two, head):
    here, there = two
    decided(two, head, REFUSE if head is GRANT else GRANT)
    (clash,) = [one for one in office_clashes(here) if one.kind == "leave"]
    assert clash.sides[clash.offered].by.role == "head"
    assert clash.shown == "refused: too long"
    keep_side(here, clash, clash.sides[clash.offered])
    share_all(two)
    for office in two:
        (asked,) = office.leave.requests()
        granted = head is GRANT
        wanted = LeaveState.GRANTED if granted else LeaveState.REFUSED
        assert office.leave.state(asked) is wanted
        assert mark(office, 0, PM).code == ("C" if granted else "N")
        assert (office_clashes(office), check(office)) == ([], [])
    assert books_of(here) == books_of(there)


@pytest.mark.parametrize("later", [GRANT, REFUSE])
def test_no_session_is_pre_marked_from_decisions_in_dispute(two, later):
    here, there = two
    child = pupils(here)[0]
    decided(two, GRANT, REFUSE, later)
    for office in two:
        assert derived(office, [child], [MONDAY]) == {}
    (clash,) = [one for one in office_clashes(there) if one.kind == "leave"]
    keep_side(there, clash, next(one for one in clash.sides if "granted" in one.words))
    assert {place[2] for place in derived(there, [child], [MONDAY])} == {AM, PM} == set(Session)
    with pytest.raises(ChangedMeanwhileError):
        keep_side(there, clash, clash.sides[0])


def test_what_is_next_of_a_request_in_dispute_is_to_say_which_decision_stands(two):
    there = two[1]
    decided(two, GRANT, REFUSE)
    for office in two:
        assert next_step(office, office.leave.requests()[0]) == IN_DISPUTE
    (clash,) = [one for one in office_clashes(there) if one.kind == "leave"]
    keep_side(there, clash, clash.sides[0])
    assert next_step(there, there.leave.requests()[0]) != IN_DISPUTE


def test_two_who_decide_alike_do_not_clash(two):
    decided(two, GRANT, GRANT)
    assert [office_clashes(office) for office in two] == [[], []]
    assert derived(two[0], pupils(two[0])[:1], [MONDAY])


def test_no_letter_tells_of_a_leave_to_come_that_is_in_dispute(two):
    here, there = two
    child = pupils(here)[0]
    asked = ask_leave(here, replace(here.leave.requests()[0], id=0, first=MONDAY))
    share_all(two)
    decide_leave(here, asked, for_all(asked, GRANT))
    decide_leave(there, asked, for_all(asked, REFUSE))
    share_all(two)
    a_parent(here, child, address="3 New Road")
    given = Gathering(here, here.today())
    draft = draft_letter(here, Wanted("leave-refused"), child, given)
    draft = looked_at(here, draft, Looked(Choice.SEND, "the head said so"), given)
    assert not draft.is_ready
    with pytest.raises(InDisputeError, match="disagree on Mon 23 Nov"):
        issue_letters(here, [draft], lambda *_: b"paper")
