"""Certificates: the register's own figures, refused while there is a gap, kept as signed.

Seen red with: `require_whole` that asks for nothing; N taken for a mark; a clash passed over.
"""

from __future__ import annotations

import datetime as dt

import pypdfium2
import pytest

from officeapp.books.figures import of_pupil
from officeapp.documents.certificate import draw_certificate
from officeapp.documents.joined import marked
from officeapp.domain.certificate import CertificateGapsError, CertificatePeriodError
from officeapp.domain.letter_paper import COPY, DRAFT
from officeapp.domain.school_year import Session, Span
from officeapp.procedures.amend_mark import amend_mark
from officeapp.procedures.certificate import certificate, issue_certificate, require_whole
from tests.builders import a_class, take
from tests.conftest import MONDAY
from tests.desks import AM, DAY, PM, desks, mark, pupils, share_all, the_class

TUESDAY = MONDAY + dt.timedelta(days=1)
DAYS = Span(MONDAY, TUESDAY)


def a_register(office, *sessions):
    """Return a pupil whose register of Monday and Tuesday has some codes."""
    oak, [pupil] = a_class(office, pupils=1)
    places = [(day, session) for day in (MONDAY, TUESDAY) for session in Session]
    for (day, session), code in zip(places, sessions, strict=True):
        take(office, oak, day, session, [code])
    return pupil


def text_of(paper):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper))


def test_it_says_what_the_register_says_day_by_day(office):
    pupil = a_register(office, "/", "O", "I", "\\")
    found = certificate(office, pupil, DAYS)
    assert found.figures == of_pupil(office, pupil, DAYS)
    assert [(one.am, one.pm) for one in found.days] == [("/", "O"), ("I", "\\")]
    text = text_of(draw_certificate(found, "C26-0001", ""))
    assert "4 sessions possible, 2 attended, 1 absent with authority and 1 absent" in text
    assert "Mon 16 Nov 2026" in text


@pytest.mark.parametrize("gap", [".", "N"])
def test_a_gap_is_refused_by_name(office, gap):
    pupil = a_register(office, "/", "O", gap, "\\")
    found = certificate(office, pupil, DAYS)
    with pytest.raises(CertificateGapsError, match="Tue 17 Nov morning"):
        require_whole(office, found)
    with pytest.raises(CertificateGapsError):
        issue_certificate(office, found, draw_certificate)
    assert office.letters.numbered("C26-0001") is None


def test_what_is_issued_is_kept_as_it_was_signed(office):
    pupil = a_register(office, "/", "O", "I", "\\")
    letter, paper = issue_certificate(office, certificate(office, pupil, DAYS), draw_certificate)
    assert letter.number == "C26-0001"
    assert office.letters.paper(letter) == paper
    assert letter.number in text_of(paper)
    assert len(letter.rests_on) == 4


def test_a_draft_says_so(office):
    pupil = a_register(office, "/", "O", "I", "\\")
    assert DRAFT in text_of(draw_certificate(certificate(office, pupil, DAYS), "", DRAFT))


@pytest.mark.parametrize("last", [dt.date(2026, 11, 13), dt.date(2026, 12, 1)])
def test_a_period_that_is_not_over_is_refused(office, last):
    with pytest.raises(CertificatePeriodError, match="choose a period"):
        certificate(office, a_register(office, "/", "O", "I", "\\"), Span(MONDAY, last))


def test_a_copy_of_what_was_issued_says_so_on_every_page_and_no_more(office):
    """Seen red with the kept paper shown as it is."""
    pupil = a_register(office, "/", "O", "I", "\\")
    _, paper = issue_certificate(office, certificate(office, pupil, DAYS), draw_certificate)
    pages = pypdfium2.PdfDocument(marked(paper, COPY))
    texts = [page.get_textpage().get_text_range() for page in pages]
    assert COPY not in text_of(paper)
    assert all(text.count(COPY) == 1 for text in texts)


def test_a_session_on_which_two_desks_disagree_is_refused_by_name(tmp_path):
    """Seen red with clashes that no certificate asks for."""
    with desks(tmp_path) as (here, there):
        pupil = pupils(here)[0]
        take(here, the_class(here), DAY, PM, "\\\\\\")
        share_all([here, there])
        amend_mark(here, mark(here, 0), "M", "the parent rang")
        amend_mark(there, mark(there, 0), "I", "the parent wrote")
        share_all([here, there])
        found = certificate(here, pupil, Span(DAY, DAY))
        assert [(one.day, one.session) for one in found.clashing] == [(DAY, AM)]
        with pytest.raises(CertificateGapsError, match="by two desks: Wed 18 Nov morning"):
            require_whole(here, found)
