"""Read the front desk's books for a run of days: late, out and in, messages, contact, time lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.books.office import Office
from officeapp.domain.desk_books import BookPage, DeskBook, Lost, lost_by
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.rights import Right
from officeapp.domain.roll import list_order
from officeapp.domain.school_year import Span, short_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from officeapp.books.journal import Journal
    from officeapp.domain.first_day import Attempt
    from officeapp.domain.late import LateArrival
    from officeapp.domain.messages import Message
    from officeapp.domain.record import ContactId, Signature
    from officeapp.domain.sign_out import SignOut

Row = tuple[str, ...]
_Found = list[tuple[PupilId | None, Row]]


def desk_book(
    office: Office, book: DeskBook, span: Span, school_class: ClassId | None = None
) -> BookPage:
    """Return a book's entries of some days, oldest first, those taken back told apart.

    Args:
        office: The office.
        book: Which book.
        span: The days, both included.
        school_class: The class; None for all. A child counts in the class of the day.

    Raises:
        NotAllowedError: The person signed in may not read the books of the front desk.
    """
    if office.person is not None:  # a terminal that only reads has nobody signed in
        office.require(Right.READ_DESK)
    asked = _Asked(office, span, school_class)
    columns, read = _BOOKS[book]
    found = read(asked)
    return BookPage(
        book,
        span,
        office.roll.school_class(school_class).name if school_class else "",
        tuple(columns),
        tuple(width / sum(columns.values()) for width in columns.values()),
        tuple(row for _, row in found),
        tuple(pupil for pupil, _ in found if pupil is not None),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked, and how names are written."""

    office: Office
    span: Span
    school_class: ClassId | None

    def entries(self, journal: Journal[Any]) -> Iterator[tuple[Any, Signature, str]]:
        """Yield each entry as it stands, who made it, and what became of it."""
        versions: dict[int, list[tuple[Any, Signature]]] = {}
        for entry, by in journal.signed_between(self.span):
            versions.setdefault(entry.id, []).append((entry, by))
        for found in versions.values():
            entry = found[-1][0]
            if self.school_class in (None, self.class_id(entry.pupil, entry.day)):
                word = "taken back" if entry.gone else "changed"
                yield entry, found[0][1], f"{word}: {entry.correction}" if len(found) > 1 else ""

    def class_id(self, pupil: PupilId, day: dt.date) -> ClassId | None:
        placement = self.office.roll.placed(pupil, day)
        return placement.school_class if placement else None

    def class_name(self, pupil: PupilId, day: dt.date) -> str:
        found = self.class_id(pupil, day)
        return self.office.roll.school_class(found).name if found else ""

    def name(self, pupil: PupilId) -> str:
        return self.office.roll.pupil(pupil).listed

    def adult(self, contact: ContactId, otherwise: str) -> str:
        found = self.office.contacts.contacts().get(contact)
        return found.called if found else otherwise


def _late(asked: _Asked) -> _Found:
    found: _Found = []
    entry: LateArrival
    for entry, by, became in asked.entries(asked.office.front_desk.late):
        late = entry.code in ("L", "U")
        row = (
            short_day(entry.day),
            f"{entry.at:%H:%M}",
            asked.name(entry.pupil),
            asked.class_name(entry.pupil, entry.day),
            entry.code,
            str(entry.minutes) if late else "",
            entry.reason,
            asked.adult(entry.brought_by, entry.brought),
            f"{by.name}, {by.post}",
            became,
        )
        found.append((entry.pupil, row))
    return found


def _out(asked: _Asked) -> _Found:
    found: _Found = []
    entry: SignOut
    for entry, by, became in asked.entries(asked.office.front_desk.out):
        row = (
            short_day(entry.day),
            f"{entry.left_at:%H:%M}",
            f"{entry.back_at:%H:%M}" if entry.back_at else "",
            asked.name(entry.pupil),
            asked.class_name(entry.pupil, entry.day),
            entry.reason,
            _collected(asked, entry),
            f"{entry.expected:%H:%M}" if entry.expected else "",
            f"{by.name}, {by.post}",
            "" if became.startswith("changed") and entry.back_at else became,
        )
        found.append((entry.pupil, row))
    return found


def _collected(asked: _Asked, entry: SignOut) -> str:
    """Return who collected a child; for somebody not on the list, why, and who agreed."""
    who = asked.adult(entry.collector, entry.collected_by)
    if not entry.why_other:
        return who
    seconds = [one for one in asked.office.staff.people() if one.id == entry.second]
    agreed = "".join(f"; agreed with {one.name}, {one.post}" for one in seconds)
    return f"{who}, not on the list: {entry.why_other}{agreed}"


def _messages(asked: _Asked) -> _Found:
    found: _Found = []
    entry: Message
    for entry, by, became in asked.entries(asked.office.front_desk.messages):
        row = (
            short_day(entry.day),
            short_day(entry.last),
            asked.name(entry.pupil),
            asked.class_name(entry.pupil, entry.day),
            entry.kind,
            entry.words,
            asked.adult(entry.caller, entry.called),
            entry.channel.value,
            f"{short_day(entry.taken)} {entry.at:%H:%M}",
            f"{by.name}, {by.post}",
            became,
        )
        found.append((entry.pupil, row))
    return found


def _contact(asked: _Asked) -> _Found:
    found: _Found = []
    entry: Attempt
    for entry, by, became in asked.entries(asked.office.front_desk.attempts):
        row = (
            short_day(entry.day),
            f"{entry.at:%H:%M}",
            asked.name(entry.pupil),
            asked.class_name(entry.pupil, entry.day),
            entry.step.value,
            asked.adult(entry.contact, ""),
            entry.outcome,
            entry.words,
            f"{by.name}, {by.post}",
            became,
        )
        found.append((entry.pupil, row))
    return found


def _lost(asked: _Asked) -> _Found:
    kept = [entry for entry, _, _ in asked.entries(asked.office.front_desk.late)]
    costs = lost_by(kept)
    pupils = sorted((asked.office.roll.pupil(pupil) for pupil in costs), key=list_order)
    last = asked.span.last
    return [
        (pupil.id, (pupil.listed, asked.class_name(pupil.id, last), *_counts(costs[pupil.id])))
        for pupil in sorted(pupils, key=lambda pupil: -costs[pupil.id].minutes)
    ]


def _lost_by_class(asked: _Asked) -> _Found:
    entries: dict[str, list[LateArrival]] = {}
    for entry, _, _ in asked.entries(asked.office.front_desk.late):
        entries.setdefault(asked.class_name(entry.pupil, entry.day), []).append(entry)
    found: _Found = []
    for name in sorted(entries):
        costs = lost_by(entries[name])
        whole = sum(costs.values(), Lost())
        found.append((None, (name, str(len(costs)), *_counts(whole))))
    return found


def _counts(lost: Lost) -> Row:
    return str(lost.times), str(lost.after_close), str(lost.minutes)


#: Each book's columns with how wide they are beside each other, and what reads it.
_BOOKS: dict[DeskBook, tuple[dict[str, int], Callable[[_Asked], _Found]]] = {
    DeskBook.LATE: (
        {"Day": 8, "Time": 5, "Pupil": 16, "Class": 8, "Mark": 5, "Minutes": 7, "Reason": 13,
         "Brought by": 12, "Entered by": 14, "Correction": 12},
        _late,
    ),
    DeskBook.OUT: (
        {"Day": 8, "Out": 5, "In": 5, "Pupil": 16, "Class": 8, "Reason": 13, "Collected by": 14,
         "Expected": 7, "Entered by": 13, "Correction": 11},
        _out,
    ),
    DeskBook.MESSAGES: (
        {"From": 8, "To": 8, "Pupil": 13, "Class": 7, "Why": 10, "Said": 14, "By": 10, "How": 7,
         "Taken": 9, "Taken by": 9, "Correction": 9},
        _messages,
    ),
    DeskBook.CONTACT: (
        {"Day": 8, "Time": 5, "Pupil": 15, "Class": 8, "How": 5, "Whom": 13, "Outcome": 12,
         "Said": 14, "By": 12, "Correction": 8},
        _contact,
    ),
    DeskBook.LOST: (
        {"Pupil": 36, "Class": 16, "Times late": 16, "After the close": 16, "Minutes lost": 16},
        _lost,
    ),
    DeskBook.LOST_BY_CLASS: (
        {"Class": 36, "Children": 16, "Times late": 16, "After the close": 16,
         "Minutes lost": 16},
        _lost_by_class,
    ),
}  # fmt: skip
