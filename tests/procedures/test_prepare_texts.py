"""Text messages made ready: the file first, then one act that notes them; nothing is sent.

Seen red: attempts noted though no file was written.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace

import pytest

from officeapp.books.chasing import chase
from officeapp.domain.record import ContactId
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session
from officeapp.exchange.table_files import CannotWriteError
from officeapp.exchange.text_messages import (
    NoNumberHeadingError,
    SameHeadingError,
    TextHeadings,
    check_headings,
)
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import Admission, add_contact, add_tie, admit
from officeapp.procedures.prepare_texts import (
    NothingToSendError,
    NoWordsError,
    due_a_text,
    plan_texts,
    prepare_texts,
    usual_words,
)
from tests.builders import SINCE, a_class, a_pupil, take

FRIDAY = dt.date(2026, 11, 20)


@pytest.fixture
def away(office, clock):
    """Return the lines of three children away: two of one mother, one without any contact."""
    clock.now = dt.datetime.combine(FRIDAY, dt.time(10), tzinfo=dt.UTC)
    school_class, pupils = a_class(office)
    dana = Contact(ContactId(0), "Ms", "=Berisha", "Dana", ("020 7946 0991", "+44 7700 900123"))
    tie = Tie(0, pupils[0].id, ContactId(0), "mother", 1)
    made = add_contact(office, dana, tie)
    add_tie(office, replace(tie, pupil=pupils[1].id, contact=made.id))
    take(office, school_class, FRIDAY, Session.AM, "NNN")
    return chase(office)


def written(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_file_has_one_row_a_number_and_the_rest_is_listed(office, away, tmp_path):
    plan = plan_texts(office, away, "{names} {is} away. Ring {phone} {school}")
    prepare_texts(office, plan, tmp_path / "texts.csv")
    assert written(tmp_path / "texts.csv") == [
        ["phone number", "pupil", "parent", "message"],
        [
            "07700900123",
            "Zara and Zara",
            "Ms Dana =Berisha",
            "Zara and Zara are away. Ring  Moorside Primary",
        ],
    ]
    assert [one.where for one in plan.left_out] == ["Name002, Zara"]


def test_who_is_barred_on_another_familys_card_gets_nothing(office, away):
    """Seen red with only the cards of the children away looked at."""
    school_class = office.roll.classes()[0]
    [other] = admit(office, [Admission(a_pupil("Other"), SINCE, school_class.id, "3")])
    same = Contact(ContactId(0), "Ms", "Berisha", "D", ("07700900123",), do_not_contact=True)
    add_contact(office, same, Tie(0, other.id, ContactId(0), "aunt", 1))
    plan = plan_texts(office, away, "Ring.")
    assert plan.rows == ()


def test_each_message_is_an_attempt_of_one_act_and_moves_the_ladder(office, away, tmp_path):
    entries = prepare_texts(office, plan_texts(office, away, "Ring us."), tmp_path / "t.csv")
    assert [(one.step, one.outcome, one.words) for one in entries] == [
        ("text", "sent", "in the file t.csv")
    ] * 2
    assert len({one.line.act for one in entries}) == 1
    assert [line.tried for line in chase(office)] == ["text sent 10:00"] * 2 + ["not started"]


def test_a_file_that_cannot_be_written_notes_nothing(office, away, tmp_path):
    with pytest.raises(CannotWriteError):
        prepare_texts(office, plan_texts(office, away, "Ring."), tmp_path / "none" / "t.csv")
    assert office.front_desk.attempts.on(FRIDAY) == []


def test_nobody_to_write_to_and_nothing_to_say_are_refused(office, away, tmp_path):
    with pytest.raises(NothingToSendError):
        prepare_texts(office, plan_texts(office, away[2:], "Ring."), tmp_path / "t.csv")
    with pytest.raises(NoWordsError):
        prepare_texts(office, plan_texts(office, away, "  "), tmp_path / "t.csv")


def test_the_headings_are_the_schools_own_and_a_blank_one_is_left_out(office, away, tmp_path):
    own = TextHeadings("  To  number ", "", "", "text")
    prepare_texts(office, plan_texts(office, away, "Ring."), tmp_path / "t.csv", own)
    assert written(tmp_path / "t.csv") == [["To number", "text"], ["07700900123", "Ring."]]


def test_headings_a_service_cannot_tell_apart_are_refused():
    with pytest.raises(NoNumberHeadingError):
        check_headings(TextHeadings(" "))
    with pytest.raises(SameHeadingError):
        check_headings(TextHeadings("phone number", "Phone_Number"))


def test_a_text_is_due_where_the_policy_begins_with_one(office, away):
    assert due_a_text(away) == []
    choose_profile(office, "dunkirk", FRIDAY)
    found = due_a_text(chase(office))
    assert [line.pupil.surname for line in found] == ["Name000", "Name001"]
    assert "{phone}" not in usual_words(office)
