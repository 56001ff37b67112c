"""Make the slips of late arrivals, and note that they were printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.reasons import reasons
from officeapp.domain.late_slip import LateSlip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival


def slips_of(office: Office, entries: Sequence[LateArrival]) -> list[LateSlip]:
    """Return the slips of some entries of the late book; a second print says that it is a copy.

    A reason that was typed stays in the book: the slip is read in the classroom.
    """
    return [_slip(office, entry) for entry in entries]


def note_printed(office: Office, entries: Sequence[LateArrival]) -> None:
    """Note that the slips of some entries were printed at this desk.

    Raises:
        NotSavedError: The file could not be written.
    """
    for entry in entries:
        office.front_desk.note_slip(entry.id)


def _slip(office: Office, entry: LateArrival) -> LateSlip:
    placement = office.roll.placed(entry.pupil, entry.day)
    school_class = office.roll.school_class(placement.school_class) if placement else None
    today = office.front_desk.late.on(entry.day)
    numbers = [one.id for one in today]
    listed = {reason.words for reason in reasons().late}
    return LateSlip(
        school=office.school.card().name,
        pupil=office.roll.pupil(entry.pupil).called,
        class_name=school_class.name if school_class else "",
        day=entry.day,
        session=entry.session,
        at=entry.at,
        code=entry.code,
        meaning=office.codes.find(entry.code, entry.day).word,
        minutes=entry.minutes,
        reason=entry.reason if entry.reason in listed else "Other",
        number=numbers.index(entry.id) + 1 if entry.id in numbers else len(numbers) + 1,
        copy=office.front_desk.slips_printed(entry.id) > 0,
    )
