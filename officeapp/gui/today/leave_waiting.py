"""What leave brings to Today: requests that wait for the head, and what is due on leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.leave_watch import follow_ups, return_checks
from officeapp.domain.rights import Right
from officeapp.domain.school_year import short_day
from officeapp.gui.screen import Place, Target
from officeapp.gui.today.sources import Line, Listing

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.leave_watch import ReturnCheck, Watched
    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Pupil

SOON_DAYS = 7  # before its first day, when a request presses
WAITING, RETURNING = "leave.waiting", "leave.returning"


def leave_waiting(office: Office) -> Listing | None:
    """Return the requests that wait and what is due on leave; None for who may not read them."""
    if not office.may(Right.READ_LEAVE):
        return None
    today = office.today()
    waiting = office.leave.waiting()
    due = [_due(office, one, today) for one in return_checks(office, today)]
    late = [_follow(office, *one) for one in follow_ups(office, today)]
    lines = (*(_asked(office, one, today) for one in waiting), *due, *late)
    pressing = any(line.tone == "unauthorised" for line in lines)
    to_do = len(due) + len(late)
    return Listing(
        "leave",
        str(len(waiting)),
        "leave requests for the head" if len(waiting) != 1 else "leave request for the head",
        "Leave",
        f"{to_do} returns or follow-ups due" if to_do else "",
        "unauthorised" if pressing else ("late" if lines else ""),
        lines,
    )


def _asked(office: Office, request: LeaveRequest, today: dt.date) -> Line:
    days = (request.first - today).days
    tone = "unauthorised" if days <= 0 else "late" if days <= SOON_DAYS else "authorised"
    first, *others = request.children
    more = f" and {len(others)} more" if others else ""
    return _line(
        office, first, f"asks for {short_day(request.first)}", f"decide by {_day(request.first)}",
        tone, WAITING, request, more,
    )  # fmt: skip


def _due(office: Office, check: ReturnCheck, today: dt.date) -> Line:
    said, tone = "return check", "late"
    if today >= check.refer_on:
        said, tone = "refer", "unauthorised"
    elif today >= check.enquire_on:
        said, tone = "ask where", "unauthorised"
    what = f"due back {short_day(check.expected)}"
    return _line(office, check.pupil.id, what, said, tone, RETURNING, check.request)


def _follow(office: Office, request: LeaveRequest, pupil: Pupil, taken: list[Watched]) -> Line:
    number = "1 session" if len(taken) == 1 else f"{len(taken)} sessions"
    what = f"{number} without leave"
    return _line(office, pupil.id, what, "follow up", "late", RETURNING, request)


def _line(
    office: Office,
    child: PupilId,
    what: str,
    badge: str,
    tone: str,
    section: str,
    request: LeaveRequest,
    more: str = "",
) -> Line:
    pupil = office.roll.pupil(child)
    placed = office.roll.placed(child, office.today())
    return Line(
        who=f"{pupil.listed}{more}",
        school_class=office.roll.school_class(placed.school_class).name if placed else "",
        what=what,
        badge=badge,
        tone=tone,
        place=Place.LEAVE,
        target=Target(pupil=child, day=request.first, section=section),
        order=(3, request.first.toordinal()),
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b}"
