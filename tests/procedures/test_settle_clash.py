"""Marks of one session written at two desks that did not know of each other.

Seen red: every pair of lines counted as a clash, seen or not; any line of a desk counted as seen; a
decision that corrects one side only; a clash amended past; the logical clock not carried.
"""

from __future__ import annotations

import pytest

from officeapp.books.check import check
from officeapp.books.register import TwoMarksError
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.codes import WrongSessionError
from officeapp.domain.register import Draft, Sheet
from officeapp.errors import NotAllowedError
from officeapp.procedures.amend_mark import NoReasonError, amend_mark
from officeapp.procedures.settle_clash import clashes, settle_clash
from officeapp.procedures.take_register import hand_in, pencil_marks
from tests.builders import take
from tests.desks import AM, DAY, PM, books_of, desks, mark, pupils, share, share_all, the_class


@pytest.fixture
def two(tmp_path):
    """Return two desks with the same books."""
    with desks(tmp_path) as offices:
        yield offices


@pytest.fixture
def apart(two):
    """Return two desks that corrected the same mark while apart, brought together again."""
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    amend_mark(there, mark(there, 0), "I", "the parent wrote")
    share_all(two)
    return two


def codes_of(clash):
    return {side.mark.code for side in clash.sides}


def test_different_corrections_of_one_mark_are_a_clash_at_both_desks(apart):
    here, there = apart
    (clash,) = clashes(here)
    assert clashes(there) == [clash]
    assert codes_of(clash) == {"M", "I"}
    assert [one.mark.code for one in clash.before] == ["/"]
    assert mark(here, 0) == mark(there, 0) == clash.sides[-1].mark


def test_registers_handed_in_at_both_desks_clash_only_where_they_differ(two):
    here, there = two
    take(here, the_class(here), DAY, PM, "\\\\I")
    take(there, the_class(there), DAY, PM, "\\L.")
    share_all(two)
    (clash,) = clashes(here)
    assert (clash.pupil, codes_of(clash)) == (pupils(here)[1].id, {"\\", "L"})


def test_what_was_written_knowing_of_the_other_is_no_clash(two):
    here, there = two
    amend_mark(here, mark(here, 0), "M", "the parent rang")
    share(here, there)
    amend_mark(there, mark(there, 0), "I", "the letter says so")
    share_all(two)
    assert clashes(here) == clashes(there) == []
    assert mark(here, 0).code == "I"


def test_a_decision_names_both_and_holds_at_both_desks(apart):
    here, there = apart
    (clash,) = clashes(here)
    settle_clash(here, clash, "M", "the surgery's letter was seen")
    share_all(apart)
    assert clashes(here) == clashes(there) == []
    assert mark(here, 0).code == mark(there, 0).code == "M"
    assert books_of(here) == books_of(there)
    assert check(here) == check(there) == []


def test_a_decision_leaves_one_line_standing(apart):
    here, _ = apart
    (clash,) = clashes(here)
    settle_clash(here, clash, "M", "the surgery's letter was seen")
    stand = [one for one in here.register.marks_of_day(DAY) if one.pupil == clash.pupil]
    assert [one.reason for one in stand] == ["the surgery's letter was seen"]


def test_a_mark_entered_where_another_desk_took_one_out_is_no_clash_and_stands(two):
    here, there = two
    for code in ("M", "I", ""):
        amend_mark(here, mark(here, 0), code, "looked up")
    share(here, there)
    sheet = Sheet(the_class(there).id, DAY, AM)
    pencil_marks(there, sheet, {pupils(there)[0].id: Draft("L")})
    hand_in(there, sheet)
    share_all(two)
    assert clashes(here) == clashes(there) == []
    assert mark(here, 0).code == mark(there, 0).code == "L"


def test_two_decisions_made_apart_clash_until_one_decides(apart):
    here, there = apart
    settle_clash(here, clashes(here)[0], "M", "the letter was seen")
    settle_clash(there, clashes(there)[0], "I", "the parent was asked")
    share_all(apart)
    (clash,) = clashes(here)
    assert codes_of(clash) == {"M", "I"}
    settle_clash(here, clash, "", "nothing is known")
    assert clashes(here) == []
    assert mark(here, 0) is None


def test_a_third_correction_joins_the_clash(tmp_path):
    with desks(tmp_path, 3) as offices:
        for office, code in zip(offices, "MIE", strict=True):
            amend_mark(office, mark(office, 0), code, "looked up")
        share_all(offices)
        assert [codes_of(one) for office in offices for one in clashes(office)] == [set("MIE")] * 3


def test_a_clash_is_not_amended_past_it(apart):
    here, _ = apart
    with pytest.raises(TwoMarksError, match="settle that clash first"):
        amend_mark(here, mark(here, 0), "E", "it is neither")
    assert len(clashes(here)) == 1


def test_the_same_said_twice_is_no_clash_and_is_amended_as_one(two):
    for office in two:
        amend_mark(office, mark(office, 0), "M", "the parent rang")
    share_all(two)
    here, there = two
    assert clashes(here) == []
    amend_mark(here, mark(here, 0), "I", "no appointment was proved")
    share_all(two)
    assert clashes(there) == []
    assert mark(there, 0).code == "I"


def test_a_decision_needs_a_reason_a_code_of_the_session_and_what_still_stands(apart):
    here, _ = apart
    (clash,) = clashes(here)
    with pytest.raises(NoReasonError):
        settle_clash(here, clash, "M", " ")
    with pytest.raises(WrongSessionError):
        settle_clash(here, clash, "\\", "present")
    settle_clash(here, clash, "M", "the letter was seen")
    with pytest.raises(ChangedMeanwhileError):
        settle_clash(here, clash, "I", "the parent was asked")


def test_nobody_settles_who_may_not_amend(apart):
    here, _ = apart
    (clash,) = clashes(here)
    here.sign_in(None)
    with pytest.raises(NotAllowedError):
        settle_clash(here, clash, "M", "the letter was seen")
    assert clashes(here) == [clash]
