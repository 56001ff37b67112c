"""What the three lists of leave say: what waits, what is taken or due back, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.leave_watch import followed
from officeapp.domain.leave import LeaveState
from officeapp.domain.school_year import Session, short_day
from officeapp.procedures.ask_leave import kinds
from officeapp.procedures.leave_outcome import next_step

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.domain.record import PupilId


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """One request as a list shows it.

    Attributes:
        request: The request's number.
        who: The children's names.
        classes: Their classes.
        what: The days, and what it is for.
        note: When it was asked for, or what became of it, or what is due.
    """

    request: int
    who: str
    classes: str
    what: str
    note: str

    @property
    def said(self) -> str:
        """Return the whole line for a screen reader."""
        return ", ".join(filter(None, (self.who, self.classes, self.what, self.note)))


@dataclass(frozen=True, slots=True)
class Lists:
    """The three lists.

    Attributes:
        waiting: Requests that wait for the head, the nearest first day first.
        following: Decided leave about which something is to be done, or which is to come.
        decided: Everything that was decided or withdrawn, the latest first.
    """

    waiting: tuple[LeaveLine, ...] = ()
    following: tuple[LeaveLine, ...] = ()
    decided: tuple[LeaveLine, ...] = ()


def lists(office: Office) -> Lists:
    """Return the three lists as they are now."""
    waiting = [
        _line(office, one, f"asked {short_day(one.received)}") for one in office.leave.waiting()
    ]
    decided = office.leave.decided()
    open_still = {one.id for one in followed(office, office.today())}
    steps = [(one, next_step(office, one)) for one in reversed(decided) if one.id in open_still]
    return Lists(
        tuple(waiting),
        tuple(_line(office, one, step) for one, step in steps if step),
        tuple(_line(office, one, _became(office, one)) for one in decided),
    )


def children_said(office: Office, children: Sequence[PupilId]) -> str:
    """Return the names of children: 'Kai and Leo Johnson', or each in full."""
    pupils = [office.roll.pupil(child) for child in children]
    surnames = {pupil.surname for pupil in pupils}
    if len(pupils) > 1 and len(surnames) == 1 and all(pupil.forename for pupil in pupils):
        return f"{joined([pupil.forename for pupil in pupils])} {surnames.pop()}"
    return joined([pupil.called for pupil in pupils])


def classes_said(office: Office, children: Sequence[PupilId], day: dt.date) -> str:
    """Return the classes of children on a day: '3 Oak, 6 Yew'."""
    placed = [office.roll.placed(child, day) for child in children]
    names = [office.roll.school_class(one.school_class).name for one in placed if one]
    return ", ".join(dict.fromkeys(names))


def days_said(request: LeaveRequest) -> str:
    """Return the days asked for: '7 to 11 December 2026', '2 December 2026 am'."""
    first, last = request.first, request.last
    begins = " pm" if request.from_session is Session.PM else ""
    ends = " am" if request.to_session is Session.AM else ""
    if first == last:
        return f"{_day(first)} {first.year}{begins or ends}"
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and not begins:
        return f"{first.day} to {_day(last)} {last.year}{ends}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{_day(first)}{year}{begins} to {_day(last)} {last.year}{ends}"


def joined(parts: Sequence[str]) -> str:
    """Return parts in a row: 'one, two and three'."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def many(number: int, noun: str) -> str:
    """Return a number of things: '1 session', '10 sessions'."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _line(office: Office, request: LeaveRequest, note: str) -> LeaveLine:
    kind = kinds(office, request.first)[request.kind].words
    return LeaveLine(
        request.id,
        children_said(office, request.children),
        classes_said(office, request.children, request.first),
        f"{days_said(request)} · {kind}",
        note,
    )


def _became(office: Office, request: LeaveRequest) -> str:
    state = office.leave.state(request)
    words = "granted in part" if state is LeaveState.PART else state.value
    if state is LeaveState.WITHDRAWN and request.why:
        return f"{words}: {request.why}"
    return words


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B}"
