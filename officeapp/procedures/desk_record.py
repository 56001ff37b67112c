"""A child in the front desk's books, for the child's record: every version of every entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from officeapp.domain.messages import Message
from officeapp.domain.printed import Section
from officeapp.domain.school_year import short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from officeapp.books.office import Office
    from officeapp.domain.appointments import Appointment
    from officeapp.domain.first_day import Attempt
    from officeapp.domain.late import LateArrival
    from officeapp.domain.record import ContactId, PupilId, Signature
    from officeapp.domain.roll_call import Found
    from officeapp.domain.sign_out import SignOut

    Text = Callable[[str], str]
    Said = Callable[[Office, Any], tuple[str, tuple[str, ...]]]

HEADINGS = ("When", "What", "Said", "Correction", "Written by")
WIDTHS = (0.19, 0.14, 0.33, 0.14, 0.2)


def desk_sections(office: Office, pupil: PupilId, text: Text) -> list[Section]:
    """Return a child's entries in each book of the front desk, those taken back too.

    Args:
        office: The office.
        pupil: The child.
        text: Leaves out what may not be printed in this child's record.
    """
    desk = office.front_desk
    books: tuple[tuple[str, list[tuple[Any, Signature]], Said], ...] = (
        ("Late book", desk.late.signed_of(pupil), _late),
        ("Signing out and in", desk.out.signed_of(pupil), _out),
        ("Messages", desk.messages.signed_of(pupil), _message),
        ("Appointments", desk.appointments.signed_of(pupil), _appointment),
        ("First-day contact", desk.attempts.signed_of(pupil), _attempt),
        ("Roll calls", desk.found.signed_of(pupil), _found),
    )
    return [
        Section(title, HEADINGS, entry_rows(office, versions, said, text), WIDTHS)
        for title, versions, said in books
    ]


def entry_rows(
    office: Office, versions: Iterable[tuple[Any, Signature]], said: Said, text: Text
) -> list[tuple[str, ...]]:
    """Return a row for every version of some entries, by day, versions of one entry together.

    Args:
        office: The office.
        versions: The versions, oldest first, with who wrote them.
        said: Returns what an entry is, and what it says, part by part.
        text: Leaves out what may not be printed.
    """
    rows: list[tuple[str, ...]] = []
    for entry, by in sorted(versions, key=lambda one: (one[0].day, one[0].id)):
        what, parts = said(office, entry)
        became = "taken back: " if entry.gone else "changed: " if entry.correction else ""
        rows.append(
            (
                _when(entry),
                text(what),
                "; ".join(text(part) for part in parts if part),
                became + text(entry.correction),
                f"{by.name}, {by.post}",
            )
        )
    return rows


def _when(entry: Any) -> str:
    """Return when something was: a message when it was taken, all else when it happened."""
    day = entry.taken if isinstance(entry, Message) else entry.day
    return day_and_time(day, getattr(entry, "at", None))


def day_and_time(day: dt.date, at: dt.time | None = None) -> str:
    """Return a day as the record prints it, and the time where there is one."""
    return f"{short_day(day)} {day:%Y}{f', {at:%H:%M}' if at else ''}"


def _late(office: Office, one: LateArrival) -> tuple[str, tuple[str, ...]]:
    minutes = f"{one.minutes} minutes" if one.code in ("L", "U") else ""
    brought = _adult(office, one.brought_by, one.brought)
    return f"late, mark {one.code}", (
        minutes,
        one.reason,
        brought and f"brought by {brought}",
        one.lunch and f"lunch: {one.lunch}",
        one.evidence and f"seen: {one.evidence}",
    )


def _out(office: Office, one: SignOut) -> tuple[str, tuple[str, ...]]:
    """Return a sign-out; why somebody else was let collect the child is about that person."""
    collector = _adult(office, one.collector, one.collected_by)
    return f"left {one.left_at:%H:%M}", (
        one.reason,
        collector and f"collected by {collector}",
        f"expected {one.expected:%H:%M}" if one.expected else "",
        f"back {one.back_at:%H:%M}" if one.back_at else "",
    )


def _message(office: Office, one: Message) -> tuple[str, tuple[str, ...]]:
    caller = _adult(office, one.caller, one.called)
    days = " to ".join(dict.fromkeys((short_day(one.day), short_day(one.last))))
    return one.kind, (
        f"for {days} {one.sessions.lower()}".strip(),
        one.words,
        f"{one.channel}, {caller}" if caller else str(one.channel),
        f"expected back {short_day(one.expected)}" if one.expected else "",
    )


def _appointment(_office: Office, one: Appointment) -> tuple[str, tuple[str, ...]]:
    return one.what, (
        f"away from {one.away_from:%H:%M}" if one.away_from else "",
        f"back {one.away_until:%H:%M}" if one.away_until else "",
        f"seen: {one.evidence}" if one.evidence else "no proof seen",
        one.seen_by and f"seen by {one.seen_by}",
    )


def _attempt(office: Office, one: Attempt) -> tuple[str, tuple[str, ...]]:
    return str(one.step), (_adult(office, one.contact, ""), one.outcome, one.words)


def _found(_office: Office, _one: Found) -> tuple[str, tuple[str, ...]]:
    return "found at a roll call", ()


def _adult(office: Office, contact: ContactId, otherwise: str) -> str:
    card = office.contacts.contacts().get(contact)
    return card.called if card else otherwise
