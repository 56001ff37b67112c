"""Confidential notes: anyone at work may add one, few may read them, and opening is an entry.

At a desk where nobody may read them the file has none: what is raised there is sealed as it is
written, and cannot be read there again by whoever wrote it. Where they may be read, they stand in
the file, and what protects them is who may read them in the program and who can reach the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.sealing import SEALED_KIND, NotKeptHereError, opens
from officeapp.domain.cases import ConfidentialNote, NoteOpened
from officeapp.domain.rights import Right
from officeapp.domain.school import Role
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.keep_case import NoWordsError

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId, Signature
    from officeapp.domain.school_year import Span

#: Who leads on safeguarding and needs no reason to open notes.
_LEADS = frozenset({Role.SAFEGUARDING})


def raise_concern(office: Office, pupil: PupilId, words: str) -> None:
    """Add a confidential note; whoever adds it need not be able to read it, and keeps no copy.

    Raises:
        NoWordsError: It says nothing.
        NotAllowedError: The person signed in may not raise a concern.
    """
    if not words.strip():
        msg = "what the concern is"
        raise NoWordsError(msg)
    office.roll.pupil(pupil)
    # It has its act's number, so that it takes none from the things that everybody sees.
    with office.writing(SEALED_KIND, Right.RAISE_CONCERN, Book.CASES) as act:
        note = ConfidentialNote(act.id, pupil, office.today(), words.strip())
        office.cases.confidential.enter(act, note)


def open_notes(
    office: Office, pupil: PupilId, span: Span, why: str = ""
) -> list[tuple[ConfidentialNote, Signature]]:
    """Return a pupil's confidential notes of some days, each with who wrote it.

    That they were opened is written first; nothing is shown that was not noted.

    Args:
        office: The office.
        pupil: Whose notes.
        span: The days, both included.
        why: Why they are opened; needed from everybody but the lead.

    Raises:
        NoReasonError: A person who does not lead gave no reason.
        NotAllowedError: The person signed in may not read confidential notes, or this desk's file
            does not have them.
    """
    person = office.require(Right.READ_CONFIDENTIAL)
    require_open(office)
    if person.role not in _LEADS and not why.strip():
        raise NoReasonError
    with office.writing(SEALED_KIND, Right.READ_CONFIDENTIAL, Book.CASES) as act:
        office.cases.opened.enter(act, NoteOpened(act.id, pupil, office.today(), why.strip()))
    return [
        (note, office.cases.confidential.versions(note.id)[0][1])
        for note in office.cases.confidential.of(pupil, span)
    ]


def who_opened(office: Office, pupil: PupilId, span: Span) -> list[tuple[dt.date, Signature, str]]:
    """Return who opened a pupil's confidential notes, when and why, oldest first.

    Raises:
        NotAllowedError: The person signed in may not read confidential notes.
    """
    office.require(Right.READ_CONFIDENTIAL)
    found = office.cases.opened.signed_between(span)
    return [(one.day, by, one.why) for one, by in found if one.pupil == pupil]


def require_open(office: Office) -> None:
    """Refuse where this desk's file does not have confidential notes.

    Raises:
        NotKeptHereError: It does not.
    """
    if not opens(office.connection):
        raise NotKeptHereError
