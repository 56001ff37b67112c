"""Differences with the record system, each settled by a person.

Seen red: a session that was changed meanwhile settled all the same.
"""

from __future__ import annotations

import datetime as dt

import pytest

from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.codes import WrongSessionError
from officeapp.domain.lists import MarkRow, Named, Reading
from officeapp.domain.school_year import Session
from officeapp.errors import NotAllowedError
from officeapp.procedures.amend_mark import NoReasonError, amend_mark
from officeapp.procedures.settle_marks import (
    Decision,
    compare_marks,
    keep_ours,
    settle,
    take_theirs,
)
from tests.builders import a_class, take

DAY = dt.date(2026, 11, 18)
AM, PM = Session.AM, Session.PM


@pytest.fixture
def pupils(office):
    """Return three pupils whose morning is marked present, late and blank."""
    school_class, pupils = a_class(office)
    take(office, school_class, DAY, AM, "/L.")
    return pupils


def theirs(pupils, codes, minutes=None, session=AM):
    """Return the other system's list: one code a pupil, '-' where it has no row."""
    return Reading(
        [
            MarkRow(line, Named(admission_no=str(pupil.id)), DAY, session, code, minutes, "")
            for line, (pupil, code) in enumerate(zip(pupils, codes, strict=True), 2)
            if code != "-"
        ]
    )


def shown(differences):
    return [(one.pupil.surname, one.our_words, one.their_words) for one in differences]


def stands(office, pupil):
    mark = office.register.standing(pupil.id, DAY, AM)
    return mark.code if mark else ""


def test_every_kind_of_difference_is_listed_once(office, pupils):
    found = compare_marks(office, theirs(pupils, "NLM"))
    assert shown(found.open) == [("Name000", "/", "N"), ("Name002", "", "M")]
    assert found.same == 1


def test_a_mark_that_the_list_of_the_class_lacks_is_a_difference(office, pupils):
    take(office, office.roll.classes()[0], DAY, PM, "NNN")
    found = compare_marks(office, theirs(pupils, "-NN", session=PM))
    assert shown(found.open) == [("Name000", "N", "")]
    assert (found.same, found.warnings) == (2, [])


def test_minutes_are_compared_where_the_list_gives_them(office, pupils):
    found = compare_marks(office, theirs(pupils, "-L-", 12))
    assert shown(found.open) == [("Name001", "L", "L 12")]
    assert compare_marks(office, theirs(pupils, "/L-")).open == []


def test_comparing_writes_nothing(office, pupils):
    before = len(office.connection.execute("SELECT id FROM act").fetchall())
    compare_marks(office, theirs(pupils, "-UM"))
    assert len(office.connection.execute("SELECT id FROM act").fetchall()) == before


def test_each_is_settled_with_a_reason_and_then_none_is_left(office, pupils):
    first, second, third = compare_marks(office, theirs(pupils, "NUM")).open
    decisions = [keep_ours(first), Decision(second, "C"), take_theirs(third)]
    settle(office, decisions, "  the class teacher was asked ")
    assert [stands(office, pupil) for pupil in pupils] == ["/", "C", "M"]
    again = compare_marks(office, theirs(pupils, "NUM"))
    assert (again.open, len(again.decided), again.same) == ([], 2, 1)
    assert {one.reason for one in office.given_out.settled().values()} == {
        "the class teacher was asked"
    }


def test_an_amendment_says_why_and_the_original_is_kept(office, pupils):
    (difference,) = compare_marks(office, theirs(pupils, "/U-")).open
    settle(office, [take_theirs(difference)], "rang the school")
    written = office.register.history(pupils[1].id, DAY, AM)
    assert [(one.mark.code, one.mark.reason) for one in written] == [
        ("L", ""),
        ("U", "rang the school"),
    ]


def test_nothing_is_settled_without_a_reason_or_the_right(office, pupils):
    (difference,) = compare_marks(office, theirs(pupils, "/U-")).open
    with pytest.raises(NoReasonError):
        settle(office, [take_theirs(difference)], "  ")
    office.sign_in(None)
    with pytest.raises(NotAllowedError):
        settle(office, [keep_ours(difference)], "because")
    assert stands(office, pupils[1]) == "L"


def test_a_session_changed_meanwhile_is_not_settled(office, pupils):
    (difference,) = compare_marks(office, theirs(pupils, "/U-")).open
    amend_mark(office, office.register.standing(pupils[1].id, DAY, AM), "M", "a note came")
    for decision in (keep_ours(difference), take_theirs(difference)):
        with pytest.raises(ChangedMeanwhileError):
            settle(office, [decision], "because")
    assert stands(office, pupils[1]) == "M"


def test_a_decision_holds_only_for_the_difference_it_was_made_on(office, pupils):
    (difference,) = compare_marks(office, theirs(pupils, "/U-")).open
    settle(office, [keep_ours(difference)], "seen at 9:05")
    assert compare_marks(office, theirs(pupils, "/U-")).open == []
    assert shown(compare_marks(office, theirs(pupils, "/N-")).open) == [("Name001", "L", "N")]


def test_a_code_that_cannot_be_written_there_is_not_settled_so(office, pupils):
    (difference,) = compare_marks(office, theirs(pupils, "/U-")).open
    with pytest.raises(WrongSessionError):
        settle(office, [Decision(difference, "\\")], "because")


def test_who_is_not_in_the_list_is_said(office, pupils):
    found = compare_marks(office, theirs(pupils[:1], "/"))
    assert [one.found for one in found.warnings] == ["Name001, Zara"]


def test_two_rows_for_a_session_that_differ_are_refused(office, pupils):
    reading = theirs([pupils[0], pupils[0]], "/L")
    found = compare_marks(office, reading)
    assert [(one.where, one.found) for one in found.refused] == [("3", "L")]
