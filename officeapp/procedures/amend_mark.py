"""Correct marks that are in ink, keeping the original lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Mark, Sheet
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.take_register import check_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.rights import Where


class NoReasonError(OfficeError):
    """A mark was to be corrected without saying why."""

    def __init__(self) -> None:
        super().__init__("A correction needs a reason; choose one or type why.")


class NothingChangedError(OfficeError):
    """A correction would write what stands already."""

    def __init__(self) -> None:
        super().__init__("That is what stands already; nothing was changed.")


def amend_mark(
    office: Office,
    mark: Mark,
    code: str,
    reason: str,
    *,
    minutes: int | None = None,
    note: str = "",
) -> None:
    """Correct a mark, keeping the original line.

    Args:
        office: The office whose register it is.
        mark: The mark that stands now.
        code: The code that should stand instead; '' where nothing should.
        reason: Why, in the clerk's own words.
        minutes: Whole minutes late, where that is known.
        note: What is to be added to the mark.

    Raises:
        NoReasonError: The reason is blank.
        NothingChangedError: It would write what stands.
        AlreadyAmendedError: Somebody corrected this mark first.
        OfficeError: The code may not be written there; the message says why.
    """
    amend_marks(office, [(mark, replace(mark, code=code, minutes=minutes, note=note))], reason)


def amend_marks(office: Office, pairs: Sequence[tuple[Mark, Mark]], reason: str) -> None:
    """Correct several marks as one act, for one reason.

    Args:
        office: The office whose register it is.
        pairs: Each mark that stands with what should stand instead.
        reason: Why, in the clerk's own words.

    Raises:
        NoReasonError: The reason is blank.
        NothingChangedError: One of them would write what stands.
        AlreadyAmendedError: Somebody corrected one first; nothing was changed.
        NotAllowedError: The person signed in may not amend marks, or not so many at once.
        OfficeError: A code may not be written there; nothing was changed.
    """
    if not reason.strip():
        raise NoReasonError
    written = [(earlier, _corrected(office, earlier, later, reason)) for earlier, later in pairs]
    pupils = {earlier.pupil for earlier, _ in pairs}
    if len(pupils) > 1:
        office.require(Right.MARK_WIDELY, _where(office, [earlier for earlier, _ in pairs]))
    with office.writing("amend-mark", Right.AMEND_MARK, Book.REGISTER) as act:
        office.register.amend_many(act, written)


def _where(office: Office, marks: Sequence[Mark]) -> Where:
    placed = [office.roll.placed(mark.pupil, mark.day) for mark in marks]
    classes = {one.school_class if one else None for one in placed}
    only = classes.pop() if len(classes) == 1 else None
    return office.where(only, *(mark.day for mark in marks))


def _corrected(office: Office, earlier: Mark, later: Mark, reason: str) -> Mark:
    same = (earlier.code, earlier.minutes, earlier.note) == (later.code, later.minutes, later.note)
    if same:
        raise NothingChangedError
    if later.code:
        pupil = office.roll.pupil(earlier.pupil)
        placement = office.roll.placed(pupil.id, earlier.day)
        if placement:
            sheet = Sheet(placement.school_class, earlier.day, earlier.session)
            check_code(office, sheet, pupil, later.code)
    return replace(
        earlier,
        code=later.code,
        minutes=later.minutes,
        note=later.note,
        reason=reason.strip(),
        line=UNWRITTEN,
    )
