"""Keep the appointment book: what a child will be away for, and who saw the proof of it.

An appointment may be written down for any day. It pre-marks M only once its card, letter or message
was seen, and only the sessions whose register it misses: time away is only as long as needed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Span
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError, NothingChangedError
from officeapp.procedures.desk_entries import at_school, why_back

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.appointments import Appointment
    from officeapp.domain.record import PupilId

PUT_RIGHT = "appointment changed"


class NoWhatError(OfficeError):
    """An appointment does not say what it is."""

    def __init__(self) -> None:
        super().__init__("Say what the appointment is: dentist, hospital, speech therapy.")


class BackBeforeError(OfficeError):
    """A child would be back from an appointment before it left for it."""

    def __init__(self, away_from: dt.time, away_until: dt.time) -> None:
        super().__init__(
            f"The child would leave at {away_from:%H:%M} and be back at {away_until:%H:%M}; "
            "type the times in order."
        )


def appointments_for(office: Office, pupil: PupilId, day: dt.date) -> list[Appointment]:
    """Return a child's appointments of a day, the first first, to be offered at the desk."""
    found = office.front_desk.appointments.of(pupil, Span(day, day))
    return sorted(found, key=lambda one: (one.at, one.id))


def seen(office: Office, appointment: Appointment) -> Appointment:
    """Return an appointment with the name and post of who saw its proof, if it has one."""
    person = office.person
    if not appointment.evidence.strip():
        return replace(appointment, evidence="", seen_by="")
    if appointment.seen_by or person is None:
        return appointment
    return replace(appointment, seen_by=f"{person.name}, {person.post}")


def add_appointment(office: Office, appointment: Appointment) -> Appointment:
    """Write down an appointment of any day; whoever is signed in saw what it says was seen.

    Args:
        office: The office.
        appointment: The appointment; its number is given here.

    Raises:
        OfficeError: It says not what it is, its times are not in order, the child is not on roll
            or the school closed to the child that day.
        NotAllowedError: The person signed in may not keep the book.
        NotSavedError: The file could not be written; nothing was.
    """
    _check(office, appointment)
    new = seen(office, replace(_trimmed(appointment), id=office.new_number()))
    books = (Book.APPOINTMENTS, Book.REGISTER)
    with office.writing("add-appointment", Right.KEEP_DESK, *books) as act:
        return office.front_desk.appointments.enter(act, new)


def change_appointment(office: Office, appointment: Appointment, reason: str = "") -> Appointment:
    """Write an appointment anew: another time, or the proof of it seen.

    Args:
        office: The office.
        appointment: As it is to stand, with the line it was read from.
        reason: Why; may be blank where only the proof was added.

    Raises:
        NothingChangedError: It stands so already.
        NoReasonError: More than the proof changes, and no reason is given.
        ChangedMeanwhileError: Somebody changed it since it was read.
        OfficeError: As for a new one.
        NotAllowedError: The person signed in may not keep the book.
        NotSavedError: The file could not be written; nothing was changed.
    """
    stands = office.front_desk.appointments.entry(appointment.id)
    _check(office, appointment)
    after = _trimmed(appointment)
    if after.evidence != stands.evidence:
        after = replace(after, seen_by="")
    if replace(after, seen_by="", correction="") == replace(stands, seen_by="", correction=""):
        raise NothingChangedError
    proof_only = bool(after.evidence) and after == replace(
        stands, evidence=after.evidence, seen_by="", correction=after.correction
    )
    if not proof_only and not reason.strip():
        raise NoReasonError
    why = reason.strip() or "evidence seen"
    books = (Book.APPOINTMENTS, Book.REGISTER)
    with office.writing("change-appointment", Right.KEEP_DESK, *books) as act:
        new = seen(office, replace(after, correction=why))
        return office.front_desk.appointments.amend(act, new)


def take_back_appointment(office: Office, number: int, reason: str = "") -> None:
    """Take an appointment out of the book; it stays legible and pre-marks nothing any more.

    Raises:
        TakenBackError: It was taken back already.
        NoReasonError: The minute is over, or somebody else wrote it, and no reason is given.
        NotAllowedError: The person signed in may not keep the book.
        NotSavedError: The file could not be written; nothing was changed.
    """
    book = office.front_desk.appointments
    entry = book.entry(number)
    why = why_back(office, entry, book.versions(number)[0][1], reason)
    books = (Book.APPOINTMENTS, Book.REGISTER)
    with office.writing("take-back-appointment", Right.KEEP_DESK, *books) as act:
        book.amend(act, replace(entry, gone=True, correction=why))


def _trimmed(appointment: Appointment) -> Appointment:
    return replace(
        appointment, what=appointment.what.strip(), evidence=appointment.evidence.strip()
    )


def _check(office: Office, appointment: Appointment) -> None:
    if not appointment.what.strip():
        raise NoWhatError
    at_school(office, office.roll.pupil(appointment.pupil), appointment.day)
    leaves, back = appointment.away_from, appointment.away_until
    if leaves is not None and back is not None and back <= leaves:
        raise BackBeforeError(leaves, back)
