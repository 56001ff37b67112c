"""Review lists: under the policy's figure, dips, movers, praise beside concern, focus carried on.

Seen red: a rise that is not said; a focus that is written twice; a list shown to a receptionist.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdfium2
import pytest

from officeapp.books.office import MayNotError
from officeapp.documents.review_list import draw_review_list
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear
from officeapp.procedures.carry_focus import carry_focus
from officeapp.procedures.keep_case import enter
from officeapp.procedures.keep_family import join_family
from officeapp.procedures.keep_policy import choose_profile
from officeapp.procedures.keep_roll import change_enrolment
from officeapp.procedures.keep_school import add_person
from officeapp.procedures.review_lists import HEADINGS, WIDTHS, review_tables
from tests.builders import SINCE, a_class
from tests.leave_builders import on
from tests.procedures.test_pupil_case import FRIDAY, MONDAY, week

NEXT = SchoolYear(2027)


@pytest.fixture
def oak(office):
    """Return a class under a policy of fortnightly reviews, whose first child was away and rose."""
    choose_profile(office, "dunkirk", SINCE)
    made = a_class(office, pupils=2)
    week(office, made[0], MONDAY - dt.timedelta(weeks=3), "OO OO // // //")
    week(office, made[0], MONDAY, "// // // // //")
    return made


def test_a_rise_is_said_beside_the_figure_it_came_to(office, oak):
    [table] = review_tables(office, FRIDAY)
    assert table.rows == (
        ("Name000, Zara", "3 Oak", "80.0%", "6 of 10 sessions", "up: say so", "", "none"),
    )
    assert table.below == "1 pupil, compared with Fri 6 Nov: 1 up, 0 down"


def test_steps_taken_stand_beside_the_pupil(office, oak):
    taken = StepTaken(0, oak[1][0].id, FRIDAY, "contact", StepState.DONE, evidence="call")
    enter(office, taken)
    [table] = review_tables(office, FRIDAY)
    assert table.rows[0][-1] == "1, last Fri 20 Nov"


def test_a_family_carried_on_is_on_next_years_list_and_written_once(office, clock, oak):
    assert carry_focus(office, [oak[1][0].id], NEXT) == 1
    assert carry_focus(office, [oak[1][0].id], NEXT) == 0
    clock.now = clock.now.replace(year=2027)
    tables = review_tables(office, dt.date(2027, 11, 20))
    assert [row[5] for table in tables for row in table.rows] == ["focus"]


def test_a_family_is_carried_on_whole_but_for_who_left(office, clock, oak):
    """Seen red with the pupil alone carried on, and with those who left."""
    first, second = oak[1]
    join_family(office, first.id, second.id)
    assert carry_focus(office, [first.id], NEXT) == 2
    [enrolment] = office.roll.enrolments(second.id)
    change_enrolment(office, replace(enrolment, last=FRIDAY, ground="moved school"))
    on(clock, FRIDAY + dt.timedelta(days=3))
    assert carry_focus(office, [first.id], NEXT.next()) == 1


def test_the_list_is_on_paper(office, oak):
    [table] = review_tables(office, FRIDAY)
    paper = draw_review_list(
        HEADINGS, WIDTHS, table.rows, (table.title, table.below, "Moor", "now")
    )
    text = pypdfium2.PdfDocument(io.BytesIO(paper))[0].get_textpage().get_text_bounded()
    assert "Name000, Zara" in text
    assert "up: say so" in text


def test_a_receptionist_reads_no_list(office, oak):
    add_person(office, "Ivy Chen", "Receptionist", Role.RECEPTION, SINCE)
    office.sign_in(office.staff.named("Ivy Chen", FRIDAY))
    with pytest.raises(MayNotError):
        review_tables(office, FRIDAY)
