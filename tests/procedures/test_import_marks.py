r"""A list of marks and the register.

Seen red: an old J turned into J1, a '/' kept in an afternoon, another code overwriting the one that
stands, the second of two lines for one session winning, a mark on a closed day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from officeapp.books.act import Book
from officeapp.domain.lists import MarkRow, Named, Reading
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import SchoolYear, Session, Span
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.import_marks import import_marks
from officeapp.procedures.keep_roll import Admission, add_class, admit
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.plan_marks import plan_marks
from tests.builders import a_class, a_pupil, take
from tests.conftest import MONDAY

UPN = "Q816200126001"
WHO = Named(UPN)
AM, PM = Session.AM, Session.PM


def row(code, day=MONDAY, session=AM, where=2, pupil=WHO, **more):
    return MarkRow(where, pupil, day, session, code, **more)


@pytest.fixture
def pupil(office):
    """Return a pupil on roll since September 2020, born in March 2015."""
    oak = add_class(office, "6 Oak", office.school.sites()[0].id)
    card = a_pupil(upn=UPN, born=dt.date(2015, 3, 3))
    return admit(office, [Admission(card, dt.date(2020, 9, 1), oak.id, "6")])[0]


def bring_in(office, *rows, reason=None):
    made = plan_marks(office, Reading(list(rows)), reason)
    import_marks(office, made)
    return made.preview


def counts(preview):
    return preview.added, preview.changed, preview.unchanged, len(preview.refused)


def history(office, pupil, day=MONDAY, session=AM):
    return [(w.mark.code, w.mark.reason) for w in office.register.history(pupil.id, day, session)]


def test_marks_are_written_as_one_act_with_minutes_and_comment(office, pupil):
    heard: list[frozenset[Book]] = []
    office.on_change(heard.append)
    preview = bring_in(office, row("L", minutes=12, note="bus"), row("O", session=PM, where=3))
    stands = office.register.standing(pupil.id, MONDAY, AM)
    assert counts(preview) == (2, 0, 0, 0)
    assert (stands.code, stands.minutes, stands.note) == ("L", 12, "bus")
    assert heard == [frozenset({Book.REGISTER})]


def test_the_same_code_again_is_unchanged_and_writes_no_act(office, pupil):
    bring_in(office, row("I"))
    assert counts(bring_in(office, row("I"))) == (0, 0, 1, 0)
    assert history(office, pupil) == [("I", "")]


def test_another_code_is_refused_and_what_stands_is_kept(office, pupil):
    bring_in(office, row("I"))
    preview = bring_in(office, row("O"))
    assert counts(preview) == (0, 0, 0, 1)
    assert (preview.refused[0].where, preview.refused[0].found) == ("2", "O")
    assert "marked I" in preview.refused[0].reason
    assert history(office, pupil) == [("I", "")]


def test_with_a_reason_it_is_amended_and_the_first_stays_legible(office, pupil):
    bring_in(office, row("I"))
    preview = bring_in(office, row("O"), reason="told by phone")
    assert counts(preview) == (0, 1, 0, 0)
    assert [(c.old, c.new) for c in preview.changes] == [("I", "O")]
    assert history(office, pupil) == [("I", ""), ("O", "told by phone")]
    with pytest.raises(NoReasonError):
        bring_in(office, row("I"), reason=" ")


def test_a_slash_in_an_afternoon_is_the_afternoons_mark(office, pupil):
    bring_in(office, row("/"), row("/", session=PM, where=3))
    assert history(office, pupil, session=PM) == [("\\", "")]
    assert counts(bring_in(office, row("\\", session=PM))) == (0, 0, 1, 0)


def test_two_lines_for_one_session_keep_the_first_and_refuse_another_code(office, pupil):
    preview = bring_in(office, row("I"), row("I", where=3), row("O", where=4), reason="why")
    assert counts(preview) == (1, 0, 1, 1)
    assert preview.refused[0].where == "4"
    assert history(office, pupil) == [("I", "")]


@pytest.mark.parametrize(
    ("code", "day"),
    [("J", dt.date(2024, 3, 4)), ("H", dt.date(2024, 3, 4)), ("J1", MONDAY), ("Y1", MONDAY),
     ("K", dt.date(2025, 3, 3)), ("C2", MONDAY)],
)  # fmt: skip
def test_a_code_is_kept_as_it_is_on_a_date_it_was_in_force(office, pupil, code, day):
    assert counts(bring_in(office, row(code, day))) == (1, 0, 0, 0)
    assert history(office, pupil, day) == [(code, "")]


@pytest.mark.parametrize(
    ("refused", "field", "said"),
    [
        (row("J"), "Code", "ended on Sunday 18 August 2024"),
        (row("J1", dt.date(2024, 3, 4)), "Code", "begins on Monday 19 August 2024"),
        (row("Q9"), "Code", "is not an attendance code"),
        (row("\\"), "Code", "does not belong to the morning"),
        (row("X"), "Code", "below compulsory school age"),
        (row("/", MONDAY + dt.timedelta(days=5)), "Date", "weekend"),
        (row("/", MONDAY + dt.timedelta(days=7)), "Date", "has not come yet"),
        (row("/", dt.date(2020, 7, 1)), "Date", "is not on the roll"),
        (row("/", MONDAY + dt.timedelta(days=1)), "Date", "is not a school day (Boiler)"),
        (row("/", pupil=Named("B801200005001")), "pupil", "bring the pupil in first"),
    ],
)
def test_a_mark_that_cannot_be_is_refused_with_the_reason(office, pupil, refused, field, said):
    tuesday = MONDAY + dt.timedelta(days=1)
    set_calendar(office, [Closure(0, tuesday, tuesday, "Boiler")])
    preview = bring_in(office, refused, row("/", where=3))
    assert counts(preview) == (1, 0, 0, 1)
    (problem,) = preview.refused
    assert (problem.where, problem.field) == ("2", field)
    assert said in problem.reason


def test_a_pupil_below_compulsory_age_may_have_x_and_not_c2(office):
    a_class(office, pupils=1, upn=UPN, born=dt.date(2022, 5, 1))
    assert counts(bring_in(office, row("X"))) == (1, 0, 0, 0)
    assert "compulsory school age" in bring_in(office, row("C2", session=PM)).refused[0].reason


def test_closed_on_a_day_that_is_closed_says_nothing_new(office, pupil):
    set_calendar(office, [Closure(0, MONDAY, MONDAY, "Boiler")])
    assert counts(bring_in(office, row("#"))) == (0, 0, 1, 0)
    assert history(office, pupil) == []


def test_a_pupil_is_one_pupil_however_the_lines_name_them(office, pupil):
    named, number = Named("", "", "ABBASI", "zara", pupil.dob), Named("", str(pupil.id))
    rows = row("/", pupil=named), row("/", where=3, pupil=number), row("/", where=4)
    assert counts(bring_in(office, *rows)) == (1, 0, 2, 0)


def test_a_pupil_who_changed_site_has_the_calendar_of_the_day(office, pupil):
    from officeapp.domain.roll import Placement
    from officeapp.procedures.keep_roll import place
    from officeapp.procedures.keep_school import add_site

    annexe = add_site(office, "Annexe")
    ash = add_class(office, "6 Ash", annexe.id)
    place(office, [Placement(0, pupil.id, dt.date(2026, 11, 10), ash.id, "6")])
    span = Span(dt.date(2026, 11, 9), dt.date(2026, 11, 10))
    set_calendar(office, [Closure(0, span.first, span.last, "Snow", site=annexe.id)])
    first, second = (row("/", day, where=n) for n, day in enumerate(span.days(), 2))
    assert [p.where for p in bring_in(office, first, second).refused] == ["3"]


def test_a_register_taken_since_the_plan_was_made_refuses_the_whole(office):
    oak, (pupil,) = a_class(office, pupils=1, upn=UPN)
    made = plan_marks(office, Reading([row("I"), row("I", session=PM, where=3)]))
    take(office, oak, MONDAY, AM, "/")
    with pytest.raises(OfficeError, match="meanwhile"):
        import_marks(office, made)
    assert history(office, pupil, session=PM) == []


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["I", "O", "M", "/"])), max_size=25))
def test_read_is_always_the_sum_and_lines_equal_the_ink(office, listed):
    if not office.roll.pupils():
        a_class(office, pupils=1, upn=UPN)
    days = [MONDAY - dt.timedelta(days=7) + dt.timedelta(days=n // 2) for n in range(10)]
    rows = [
        row(code, days[n], PM if n % 2 else AM, where) for where, (n, code) in enumerate(listed, 2)
    ]
    for reason in (None, "by list"):
        preview = bring_in(office, *rows, reason=reason)
        assert preview.read == sum(counts(preview)) == len(rows)
        assert {**office.register.kept(), **office.register.rebuilt()} == office.register.kept()


def test_a_year_of_marks_lies_in_the_standing_line(office, pupil):
    days = [
        day for day in Span(dt.date(2025, 9, 1), dt.date(2026, 7, 17)).days() if day.weekday() < 5
    ]
    bring_in(
        office, *[row("/", day, session, n) for n, day in enumerate(days) for session in (AM, PM)]
    )
    line = office.register.line(pupil.id, SchoolYear(2025))
    assert line.count("/") == line.count("\\") == len(days)
    assert replace(pupil).id in office.register.all_lines(SchoolYear(2025))
