"""What waits today as tiles and lines: registers, late, out now, marks to settle, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session, short_day
from officeapp.gui.screen import Place, Target
from officeapp.gui.tables import FITS, Column
from officeapp.gui.today.sources import Line, Listing
from officeapp.gui.today.waiting import Progress

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival
    from officeapp.domain.roll import Pupil
    from officeapp.domain.sign_out import SignOut
    from officeapp.domain.unknown import Unknown
    from officeapp.gui.today.waiting import Gap, RegisterLine, Waiting

TONE = {
    Progress.OVERDUE: "unauthorised",
    Progress.EXPECTED: "late",
    Progress.INCOMPLETE: "late",
    Progress.IN_PENCIL: "authorised",
    Progress.HANDED_IN: "good",
}
BACK, MESSAGE, LATE = "frontdesk.back", "frontdesk.message", "frontdesk.late"
COLUMNS: tuple[Column[Line], ...] = (
    Column("Who", lambda line: line.who, tip=lambda line: line.who),
    Column("Class", lambda line: line.school_class, tip=lambda line: line.school_class, width=76),
    Column("What", lambda line: line.what, width=144, tip=lambda line: line.what),
    Column("To do", lambda line: line.badge, number=True, width=FITS, badge=lambda line: line.tone),
)


def registers(waits: Waiting, today: dt.date) -> Listing:
    """Return the registers taken and missing, with their deadlines (row A4)."""
    lines = waits.registers
    done = [line for line in lines if line.state.handed_in]
    missing = [line.name for line in lines if not line.state.handed_in]
    late = any(line.progress is Progress.OVERDUE for line in lines)
    tone = "good" if not missing else ("unauthorised" if late else "late")
    every = tuple(_register(line, today) for line in lines)
    return Listing(
        "registers",
        f"{len(done)} of {len(lines)}" if lines else "–",
        "registers handed in",
        "Registers today",
        _missing(missing) if lines else "none has begun",
        tone if lines else "",
        tuple(
            line
            for line, state in zip(every, lines, strict=True)
            if state.progress is not Progress.HANDED_IN
        ),
        every,
    )


def arrived_late(office: Office, waits: Waiting) -> Listing:
    """Return who came late so far; nothing of it waits."""
    after = sum(entry.code not in ("L", "/") for entry, _ in waits.late)
    place = Place.FRONT_DESK if office.may(Right.KEEP_DESK) else Place.PUPILS
    return Listing(
        "late",
        str(len(waits.late)),
        "late so far",
        "Late so far",
        f"{after} after the close" if after else "",
        every=tuple(_late(entry, pupil, waits, place) for entry, pupil in waits.late),
    )


def out_now(office: Office, waits: Waiting) -> Listing:
    """Return who left and is not back, those overdue first."""
    now = office.now().time().replace(tzinfo=None)
    overdue = [entry for entry, _ in waits.out if entry.overdue(now)]
    first = min((one.expected for one in overdue if one.expected), default=None)
    may_keep = office.may(Right.KEEP_DESK)
    lines = tuple(_out(entry, pupil, waits, now, may_keep) for entry, pupil in waits.out)
    return Listing(
        "out",
        str(len(waits.out)),
        "out now",
        "Out now",
        f"{len(overdue)} overdue since {first:%H:%M}" if first else "",
        "unauthorised" if overdue else "",
        tuple(line for line in lines if line.badge != "not today"),
        lines,
    )


def to_settle(waits: Waiting, today: dt.date) -> Listing:
    """Return the marks N, by the day on which each must be settled."""
    overdue = sum(one.overdue(today) for one in waits.unsettled)
    lines = [(one, _unsettled(one, waits, today)) for one in waits.unsettled]
    return Listing(
        "no-reason",
        str(len(lines)),
        "marks N to settle",
        "Marks N to settle",
        f"{overdue} past five school days" if overdue else "none past five school days",
        "unauthorised" if overdue else "",
        tuple(line for one, line in lines if one.day != today),
        tuple(line for _, line in lines),
    )


def session_of(one: Unknown) -> Target:
    """Return where a session marked N stands in the register."""
    return Target(one.pupil, one.school_class, one.day, one.session)


def not_marked(waits: Waiting) -> Listing:
    """Return the sessions before today that lack a mark."""
    gaps = waits.gaps
    return Listing(
        "not-marked",
        str(sum(len(gap.pupils) for gap in gaps)),
        "sessions not marked",
        "Sessions not marked",
        f"before today, in {len(gaps)} register{'s' if len(gaps) > 1 else ''}"
        if gaps
        else "before today",
        "late" if gaps else "",
        tuple(_gap(gap, waits) for gap in gaps),
    )


def _register(line: RegisterLine, today: dt.date) -> Line:
    state = line.state
    return Line(
        who=line.name,
        school_class="",
        what=f"{state.session.word}: {_detail(line)}",
        badge=_said(line),
        tone=TONE[line.progress],
        place=Place.REGISTER,
        target=Target(school_class=state.school_class, day=today, session=state.session),
        order=(0, line.progress),
    )


def _said(line: RegisterLine) -> str:
    state = line.state
    match line.progress:
        case Progress.OVERDUE:
            return f"late since {state.deadline:%H:%M}"
        case Progress.EXPECTED:
            return f"due {state.deadline:%H:%M}" if state.deadline else "not handed in"
        case Progress.INCOMPLETE:
            return f"{state.unmarked} blank"
        case Progress.IN_PENCIL:
            return "being taken"
        case Progress.HANDED_IN:
            return "handed in"


def _detail(line: RegisterLine) -> str:
    state = line.state
    if line.progress in (Progress.OVERDUE, Progress.EXPECTED):
        return f"in pencil, {state.by}" if state.by else "not begun"
    if line.progress is Progress.IN_PENCIL:
        return f"by {state.by}"
    return f"{state.pupils - state.unmarked} of {state.pupils} marked"


def _missing(names: list[str]) -> str:
    if not names:
        return "none is missing"
    if len(names) == 1:
        return f"{names[0]} is missing"
    return f"{names[0]} and {len(names) - 1} more are missing"


def _late(entry: LateArrival, pupil: Pupil, waits: Waiting, place: Place) -> Line:
    minutes = f"{entry.minutes} min" if entry.minutes else ""
    return Line(
        who=pupil.listed,
        school_class=waits.class_of(pupil.id),
        what=", ".join(filter(None, (f"{entry.at:%H:%M}", minutes))),
        badge=f"{entry.code} after the close" if entry.code != "L" else "late",
        tone="late" if entry.code == "L" else "unauthorised",
        place=place,
        target=Target(section=LATE) if place is Place.FRONT_DESK else Target(pupil=pupil.id),
    )


def _out(
    entry: SignOut,
    pupil: Pupil,
    waits: Waiting,
    now: dt.time,
    may_keep: bool,  # noqa: FBT001  # private, one caller
) -> Line:
    if entry.expected is None:
        badge, tone = "not today", "authorised"
    elif entry.overdue(now):
        badge, tone = f"overdue {entry.expected:%H:%M}", "unauthorised"
    else:
        badge, tone = f"back {entry.expected:%H:%M}", "late"
    minutes = entry.expected.hour * 60 + entry.expected.minute if entry.expected else 24 * 60
    target = Target(pupil=pupil.id, section=BACK) if may_keep else Target(pupil=pupil.id)
    return Line(
        who=pupil.listed,
        school_class=waits.class_of(pupil.id),
        what=f"out since {entry.left_at:%H:%M}",
        badge=badge,
        tone=tone,
        place=Place.FRONT_DESK if may_keep else Place.PUPILS,
        target=target,
        order=(0, -1, minutes) if tone == "unauthorised" else (1, 0, minutes),
    )


def _unsettled(one: Unknown, waits: Waiting, today: dt.date) -> Line:
    late = one.overdue(today)
    return Line(
        who=one.name,
        school_class=waits.classes.get(one.school_class, ""),
        what=f"N  {short_day(one.day)} {one.session.lower()}",
        badge=f"was due {short_day(one.due)}" if late else f"by {short_day(one.due)}",
        tone="unauthorised" if late else "late",
        place=Place.REGISTER,
        target=session_of(one),
        order=(2, one.due.toordinal(), one.session is Session.PM),
    )


def _gap(gap: Gap, waits: Waiting) -> Line:
    number = len(gap.pupils)
    return Line(
        who=f"{number} pupils" if number > 1 else "1 pupil",
        school_class=waits.classes.get(gap.school_class, ""),
        what=f"{short_day(gap.day)} {gap.session.lower()}",
        badge="mark",
        tone="authorised",
        place=Place.REGISTER,
        target=Target(gap.pupils[0], gap.school_class, gap.day, gap.session),
        order=(4, -gap.day.toordinal(), gap.session is Session.PM),
    )
