"""What desks disagree on, as it is noted when acts come in and answered from the notes.

Seen red with: a dispute dropped from the notes when another field of the card is changed; decisions
of one request joined by their own number alone, or passed over where sessions are named.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.act import TABLES
from officeapp.books.check import check
from officeapp.books.contesting import kept_in
from officeapp.books.sealing import CONFIDENTIAL
from officeapp.domain.clash_books import BOOKS
from officeapp.domain.leave import LeaveRequest, Outcome
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.decide_leave import Ruling, decide_leave, for_all, supersede_leave
from officeapp.procedures.keep_roll import add_contact, change_contact, change_pupil
from tests.desks import NOW, desks, mark, pupils, share, share_all

#: Books of lines that are written once and never changed by another line.
WRITTEN_ONCE = {
    "pin_act", "countersigned", "register", "handed_in", "given_out", "settled", "exported",
    "desk_claim", "desk_key", "desk_seen", "clash_decided",
}  # fmt: skip


@pytest.fixture
def two(tmp_path):
    """Return two desks that have one parent's card."""
    with desks(tmp_path) as offices:
        here, _ = offices
        parent = Contact(ContactId(0), "Ms", "Święcicka", "Aneta", ("020 7946 0000",))
        tie = Tie(0, pupils(here)[0].id, ContactId(0), "mother", may_collect=True)
        add_contact(here, parent, tie)
        share_all(offices)
        yield offices


def card(office):
    (found,) = office.contacts.contacts().values()
    return found


def change(office, **fields):
    (tie,) = office.contacts.tie_cards.standing().values()
    mine = {name: fields.pop(name) for name in ("gone", "not_released") if name in fields}
    change_contact(office, replace(card(office), **fields), replace(tie, **mine))


def disputed(office):
    return [(one.thing.book, *one.joined.disputed) for one in office.clashes.cards()]


def test_every_book_is_of_cards_or_of_lines_that_are_written_once(two):
    here, _ = two
    assert kept_in(here).keys() | WRITTEN_ONCE == TABLES.keys()


def test_of_every_book_it_is_said_who_sees_its_clashes_and_who_decides_them(two):
    assert kept_in(two[0]).keys() == BOOKS.keys() | CONFIDENTIAL


def test_a_change_of_another_field_keeps_a_dispute_open_at_both_desks(two):
    here, there = two
    change(here, email="a@example.org")
    change(there, email="b@example.org")
    share_all(two)
    change(here, forename="Anna")
    share_all(two)
    for office in two:
        office.forget()
        assert disputed(office) == [("contact", "email")]
        assert card(office).forename == "Anna"
        assert check(office) == []
    change(there, email="c@example.org")
    share_all(two)
    assert disputed(here) == disputed(there) == []


def test_a_bar_set_at_one_desk_holds_although_another_took_the_contact_off(two):
    here, there = two
    change(here, not_released=True)
    change(there, gone=True)
    share_all(two)
    for office in two:
        (tie,) = office.contacts.ties()
        assert tie.not_released
        assert disputed(office) == [("tie", "gone")]


def test_the_medical_lines_of_two_desks_are_both_shown(two):
    for office, said in zip(two, ("nuts", "bees"), strict=True):
        change_pupil(office, replace(pupils(office)[0], medical=said))
    share_all(two)
    assert [set(pupils(office)[0].medical.split(" / ")) for office in two] == [{"nuts", "bees"}] * 2
    assert disputed(two[0]) == [("pupil", "medical")]


def test_two_decisions_on_one_request_are_in_dispute_and_name_the_sessions(two):
    here, there = two
    day = NOW.date() + dt.timedelta(days=3)
    paper = LeaveRequest(0, (pupils(here)[0].id,), "holiday", "a wedding", day, day, NOW.date())
    asked = ask_leave(here, replace(paper, applicant=card(here).id))
    share_all(two)
    decide_leave(here, asked, for_all(asked, Ruling(Outcome.GRANT)))
    decide_leave(there, asked, for_all(asked, Ruling(Outcome.REFUSE, "too long")))
    share_all(two)
    for office in two:
        (dispute,) = office.clashes.leave()
        assert {moment[0] for moment in dispute.moments} == {day}
        assert len(office.clashes.sessions(asked.children[0])) == 2
        assert check(office) == []


def test_a_dispute_about_one_leave_outlasts_what_is_decided_of_another(two):
    """Seen red with what is noted of a book taken off when anything else of it comes in."""
    here, there = two
    day = NOW.date() + dt.timedelta(days=3)
    first, second = (
        ask_leave(
            here, LeaveRequest(0, (child.id,), "holiday", "a wedding", day, day, NOW.date(),
                               applicant=card(here).id)
        )
        for child in pupils(here)[:2]
    )  # fmt: skip
    decide_leave(here, first, for_all(first, Ruling(Outcome.REFUSE, "too long")))
    share_all(two)
    supersede_leave(here, first, for_all(first, Ruling(Outcome.GRANT)), "looked at again")
    supersede_leave(there, first, for_all(first, Ruling(Outcome.REFUSE, "tests")), "tests near")
    share_all(two)
    for office, other in (two, two[::-1]):
        assert len(office.clashes.leave()) == 1
        decide_leave(other, second, for_all(second, Ruling(Outcome.GRANT)))
        share(other, office)
        assert len(office.clashes.leave()) == 1
        assert check(office) == []
        second = ask_leave(other, replace(second, id=0, first=day + dt.timedelta(days=1),
                                          last=day + dt.timedelta(days=1)))  # fmt: skip
        share(other, office)


def test_the_check_notes_anew_what_was_lost_of_the_notes(two):
    here, there = two
    change(here, email="a@example.org")
    change(there, email="b@example.org")
    for office, code in zip(two, "MI", strict=True):
        amend_mark(office, mark(office, 0), code, "looked up")
    share_all(two)
    for table in ("contested", "contested_card"):
        here.connection.execute(f"DELETE FROM {table}")  # noqa: S608  # own names
    here.forget()
    assert (disputed(here), here.clashes.marks()) == ([], {})
    assert [fault.kind for fault in check(here, mend=True)] == ["clash"]
    assert check(here) == []
    assert disputed(here) == [("contact", "email")]
    assert len(here.clashes.marks()) == 1
