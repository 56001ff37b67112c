"""Marks for the record system.

Seen red: minutes that became known taken for no change, and marks that came after the last giving
out taken for given.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officeapp.domain.given_out import KeyingOrder, What
from officeapp.domain.school_year import Session, Span
from officeapp.exchange.mark_lists import read_marks
from officeapp.exchange.table_files import write_table
from officeapp.exchange.tables import read_table
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.give_marks import (
    HEADINGS,
    NothingToGiveError,
    marks_to_give,
    natural,
    note_marks_given,
    set_keying_order,
)
from officeapp.procedures.keep_roll import Admission, admit
from officeapp.procedures.new_school import NewSchool, new_school
from officeapp.procedures.plan_marks import plan_marks
from officeapp.procedures.settle_marks import compare_marks
from tests.builders import SINCE, a_class, a_pupil, take

DAY = dt.date(2026, 11, 18)
ONE_DAY = Span(DAY, DAY)
AM, PM = Session.AM, Session.PM
CODES = ["/", "L", "U", "I", "M", "O", "N", "C", "C1", "C2", "J1", "Y1", "Y7", "B", "K", "Q"]


def with_upns(office, pupils=3):
    """Admit some pupils with UPNs to a new class; return the class and the pupils in order."""
    school_class, _ = a_class(office, pupils=0)
    cards = [a_pupil(f"Name{n:03}", upn=f"M81629992600{n}") for n in range(pupils)]
    admit(office, [Admission(card, SINCE, school_class.id, "3") for card in cards])
    return school_class, office.roll.members(school_class.id, DAY)


def given_out(office, folder, **how):
    """Give a day's marks out; return the file as an import reads it."""
    out = marks_to_give(office, ONE_DAY, **how)
    write_table(folder / "marks.csv", HEADINGS, out.rows())
    note_marks_given(office, out)
    return read_marks(read_table(folder / "marks.csv"))


def said(out):
    return [(one.pupil.surname, one.session.value, one.code, one.before) for one in out.marks]


def amend(office, pupil, code, **how):
    mark = office.register.standing(pupil.id, DAY, AM)
    amend_mark(office, mark, code, "a parent rang", **how)


def test_a_day_goes_out_as_an_import_reads_it(office, tmp_path):
    school_class, _ = with_upns(office)
    take(office, school_class, DAY, AM, "/LM")
    given_out(office, tmp_path)
    assert (tmp_path / "marks.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "UPN,Date,Session,Code,Minutes late,Comment",
        "M816299926000,2026-11-18,AM,/,,",
        "M816299926001,2026-11-18,AM,L,,",
        "M816299926002,2026-11-18,AM,M,,",
    ]


def test_only_what_changed_goes_out_the_second_time(office, tmp_path):
    school_class, (_, second, third) = with_upns(office)
    take(office, school_class, DAY, AM, "/LM")
    given_out(office, tmp_path)
    amend(office, second, "U", minutes=40)
    amend(office, third, "I")
    amend(office, third, "M")
    take(office, school_class, DAY, PM, "..N")
    out = marks_to_give(office, ONE_DAY, changed=True)
    assert said(out) == [("Name001", "AM", "U", "L"), ("Name002", "PM", "N", "")]
    note_marks_given(office, out)
    with pytest.raises(NothingToGiveError):
        note_marks_given(office, marks_to_give(office, ONE_DAY, changed=True))


def test_minutes_that_became_known_are_a_change(office, tmp_path):
    school_class, (_, second, _) = with_upns(office)
    take(office, school_class, DAY, AM, "/LM")
    given_out(office, tmp_path)
    amend(office, second, "L", minutes=12)
    (one,) = marks_to_give(office, ONE_DAY, changed=True).marks
    assert (one.code, one.minutes, one.before) == ("L", 12, "L")


def test_a_mark_taken_back_is_on_the_list_and_said_not_in_the_file(office, tmp_path):
    school_class, (first, *_) = with_upns(office)
    take(office, school_class, DAY, AM, "N/.")
    given_out(office, tmp_path)
    amend(office, first, "")
    out = marks_to_give(office, ONE_DAY, changed=True)
    assert said(out) == [("Name000", "AM", "", "N")]
    assert out.rows() == []
    assert any("The mark N was taken back" in one.reason for one in out.problems)


def test_what_was_never_given_out_is_given_whole(office, tmp_path):
    school_class, _ = with_upns(office)
    take(office, school_class, DAY, AM, "/L.")
    assert said(marks_to_give(office, ONE_DAY, changed=True)) == [
        ("Name000", "AM", "/", None),
        ("Name001", "AM", "L", None),
    ]


def test_giving_out_is_an_act_with_who_what_and_when(office, tmp_path):
    school_class, _ = with_upns(office)
    take(office, school_class, DAY, AM, "/L.")
    given_out(office, tmp_path)
    ((line, by),) = office.given_out.all()
    assert (line.what, line.first, line.entries) == (What.MARKS, DAY, 2)
    assert (by.name, by.post) == ("Petra Lindqvist", "Headteacher")


def test_a_pupil_without_upn_or_without_mark_is_said(office):
    school_class, _ = a_class(office)
    take(office, school_class, DAY, AM, "/L.")
    out = marks_to_give(office, ONE_DAY)
    assert (len(out.marks), out.rows()) == (2, [])
    reasons = [one.reason for one in out.problems]
    assert sum("There is no UPN" in one for one in reasons) == 2
    assert [one.found for one in out.problems if "no mark in ink" in one.reason] == [
        "1 pupil",
        "3 pupils",
    ]


def test_the_order_is_the_record_systems(office):
    school_class, pupils = with_upns(office)
    take(office, school_class, DAY, AM, "///")
    for pupil, number in zip(pupils, ("10", "9", ""), strict=True):
        with office.writing("test", *_card_act()) as act:
            office.roll.pupil_cards.amend(act, replace(pupil, admission_no=number))
    set_keying_order(office, KeyingOrder.BY_ADMISSION_NUMBER)
    assert [one[0] for one in said(marks_to_give(office, ONE_DAY))] == [
        "Name001",
        "Name000",
        "Name002",
    ]


def _card_act():
    from officeapp.books.act import Book
    from officeapp.domain.rights import Right

    return Right.CHANGE_CARD, Book.ROLL


def test_numbers_are_sorted_as_numbers():
    assert sorted(["", "A10", "9", "A9", "10"], key=natural) == ["9", "10", "A9", "A10", ""]


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_out_and_in_again_leaves_no_difference(data):
    row = st.lists(st.sampled_from([*CODES, "."]), min_size=4, max_size=4)
    with tempfile.TemporaryDirectory() as name, _school(Path(name)) as office:
        school_class, pupils = with_upns(office, 4)
        for session in Session:
            codes = ["\\" if c == "/" and session is PM else c for c in data.draw(row)]
            take(office, school_class, DAY, session, codes)
        for pupil in pupils:
            if office.register.standing(pupil.id, DAY, AM) and data.draw(st.booleans()):
                minutes = data.draw(st.none() | st.integers(0, 90))
                amend(
                    office,
                    pupil,
                    data.draw(st.sampled_from(["", "U", "L"])),
                    minutes=minutes,
                    note="=1+1",
                )
        if not marks_to_give(office, ONE_DAY).marks:
            return
        reading = given_out(office, Path(name))
        found, plan = compare_marks(office, reading), plan_marks(office, reading)
        assert (found.open, found.decided, found.refused) == ([], [], [])
        assert found.same == len(reading.rows) == plan.preview.unchanged
        assert plan.preview.refused == []


def _school(folder):
    made = NewSchool("Moorside Primary", "Petra Lindqvist", "Headteacher")
    now = dt.datetime(2026, 11, 20, 16, 0, tzinfo=dt.UTC)
    return new_school(folder / "school.db", made, clock=lambda: now, own_folder=folder)
