"""The register of any class and span as a book.

Seen red: a corrected entry printed as if it were an original one, in the book and on the paper.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdfium2
import pytest

from officeapp.documents.register_book import draw_register_book
from officeapp.domain.given_out import What
from officeapp.domain.school import Role
from officeapp.domain.school_calendar import Closure
from officeapp.domain.school_year import Session, Span
from officeapp.errors import NotAllowedError
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.keep_roll import Admission, admit
from officeapp.procedures.keep_school import set_calendar
from officeapp.procedures.register_book import (
    BackwardsSpanError,
    NoRegisterError,
    SpanTooLongError,
    Wanted,
    note_extract_given,
    register_book,
)
from tests.builders import SINCE, a_class, a_pupil, take

DAY = dt.date(2026, 11, 18)
FORTNIGHT = Span(dt.date(2026, 11, 9), dt.date(2026, 11, 20))
TERM = Span(dt.date(2026, 9, 1), dt.date(2026, 12, 18))


@pytest.fixture
def marked(office):
    """Return a class of three, marked on a morning, the second corrected twice."""
    school_class, pupils = a_class(office)
    take(office, school_class, DAY, Session.AM, "/L.")
    for code, reason in (("U", "came at 9:40"), ("C", "a letter came")):
        mark = office.register.standing(pupils[1].id, DAY, Session.AM)
        amend_mark(office, mark, code, reason)
    return school_class


def cell(book, row, day=DAY, session=Session.AM):
    sheet = next(one for one in book.classes[0].sheets if (day, session) in one.sessions)
    return sheet.pupils[row][1][list(sheet.sessions).index((day, session))]


def texts(paper):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper)]


def test_an_original_and_a_corrected_entry_are_told_apart(office, marked):
    book = register_book(office, Wanted(FORTNIGHT))
    plain, corrected, blank = (cell(book, row) for row in range(3))
    assert (plain.code, plain.before) == ("/", None)
    assert (corrected.code, corrected.before, corrected.number) == ("C", "L", 2)
    assert (blank.code, blank.before) == ("", None)
    sheet = texts(draw_register_book(book))[0]
    assert "was L" in sheet
    assert sheet.count("was ") == 1


def test_every_correction_says_who_when_and_why(office, marked):
    first, second = register_book(office, Wanted(FORTNIGHT)).classes[0].corrections
    assert (first.number, first.before, first.after, first.reason) == (1, "L", "U", "came at 9:40")
    assert (second.number, second.before, second.after) == (2, "U", "C")
    assert (second.name, second.post) == ("Petra Lindqvist", "Headteacher")
    assert (second.session, second.at) == ("Wed 18 Nov 2026 am", "Fri 20 Nov 2026, 16:00")


def test_paper_says_what_the_register_says_and_which_page_it_is(office, marked):
    pages = texts(draw_register_book(register_book(office, Wanted(TERM))))
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "3 Oak" in page
    for words in ("came at 9:40", "a letter came", "Petra Lindqvist", "Fri 20 Nov 2026, 16:00"):
        assert words in pages[-1]


def test_a_week_without_school_has_no_page_and_is_named(office, marked):
    holiday = Closure(0, dt.date(2026, 10, 26), dt.date(2026, 10, 30), "half term")
    set_calendar(office, [holiday])
    (one,) = register_book(office, Wanted(TERM)).classes
    days = {day for sheet in one.sheets for day, _ in sheet.sessions}
    assert dt.date(2026, 10, 26) not in days
    assert one.left_out == ["Mon 26 Oct 2026: half term"]


def test_a_mark_on_a_day_closed_since_keeps_its_page(office, marked):
    set_calendar(office, [Closure(0, dt.date(2026, 11, 16), dt.date(2026, 11, 20), "snow")])
    book = register_book(office, Wanted(FORTNIGHT))
    assert (cell(book, 0).code, cell(book, 0).shut) == ("/", True)


def test_an_extract_says_who_wrote_the_originals_too(office, marked):
    plain = register_book(office, Wanted(FORTNIGHT))
    extract = register_book(office, Wanted(FORTNIGHT, extract=True, recipient="an inspector"))
    assert plain.classes[0].first_entries == ()
    (entries,) = extract.classes[0].first_entries
    assert (entries.session, entries.entries) == ("Wed 18 Nov 2026 am", 2)
    assert (entries.name, entries.way) == ("Petra Lindqvist", "register")
    assert "for an inspector" in texts(draw_register_book(extract))[0]


def test_giving_an_extract_out_is_an_act(office, marked):
    wanted = Wanted(FORTNIGHT, (marked.id,), extract=True, recipient="an inspector")
    note_extract_given(office, wanted, register_book(office, wanted), "d1g35t")
    ((line, by),) = office.given_out.all()
    assert (line.what, line.recipient, line.classes) == (
        What.EXTRACT,
        "an inspector",
        (marked.id,),
    )
    assert (line.entries, line.digest, by.name) == (2, "d1g35t", "Petra Lindqvist")
    office.sign_in(None)
    with pytest.raises(NotAllowedError):
        note_extract_given(office, wanted, register_book(office, wanted), "")


def test_a_teacher_prints_their_own_class_only(office, marked):
    other, _ = a_class(office, "R Ash", 1)
    teacher = replace(office.person, role=Role.TEACHER, school_class=marked.id)
    office.sign_in(teacher)
    assert len(register_book(office, Wanted(FORTNIGHT, (marked.id,))).classes) == 1
    for classes in ((other.id,), ()):
        with pytest.raises(NotAllowedError):
            register_book(office, Wanted(FORTNIGHT, classes))


@pytest.mark.parametrize(
    ("span", "refusal"),
    [
        (Span(DAY, DAY - dt.timedelta(days=1)), BackwardsSpanError),
        (Span(dt.date(2020, 9, 1), DAY), SpanTooLongError),
        (Span(dt.date(2025, 1, 6), dt.date(2025, 1, 10)), NoRegisterError),
    ],
)
def test_a_book_that_cannot_be_is_refused(office, marked, span, refusal):
    with pytest.raises(refusal):
        register_book(office, Wanted(span))


def test_only_the_classes_asked_for_are_in_it(office, marked):
    other, _ = a_class(office, "R Ash", 1)
    assert [one.name for one in register_book(office, Wanted(FORTNIGHT)).classes] == [
        "3 Oak",
        "R Ash",
    ]
    chosen = register_book(office, Wanted(FORTNIGHT, (other.id,)))
    assert [one.name for one in chosen.classes] == ["R Ash"]


def test_the_file_has_its_typefaces_language_and_title_and_is_small(office, marked):
    book = register_book(office, Wanted(TERM))
    paper = draw_register_book(book)
    document = pypdfium2.PdfDocument(io.BytesIO(paper))
    assert b"Helvetica" not in paper
    assert b"(en-GB)" in paper
    assert document.get_metadata_value("Title").startswith("Attendance register, Tuesday 1 Sept")
    assert len(paper) / len(document) < 60_000


def test_names_of_any_origin_come_out_as_written(office):
    names = ("Święcicka", "O’Neill", "Nguyễn", "<b>Tables & Co", "Çelik", "Þórsdóttir")
    school_class, _ = a_class(office, pupils=0)
    cards = [Admission(a_pupil(name), SINCE, school_class.id, "3") for name in names]
    admit(office, cards)
    (page, _) = texts(draw_register_book(register_book(office, Wanted(Span(DAY, DAY)))))
    assert all(f"{name}, Zara" in page for name in names)


def test_reading_and_drawing_say_how_far_they_are_and_can_be_stopped(office, marked):
    a_class(office, "R Ash", 1)
    told: list[tuple[int, int]] = []
    book = register_book(office, Wanted(TERM), lambda *done: told.append(done))
    assert told == [(0, 2), (1, 2)]
    pages = len(texts(draw_register_book(book)))

    def stop(done, total):
        assert total == pages
        if done == 2:
            raise NoRegisterError

    with pytest.raises(NoRegisterError):
        draw_register_book(book, stop)
