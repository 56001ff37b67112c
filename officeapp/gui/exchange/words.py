"""Where the books are, in plain words; no name of a pupil is ever among them."""

from __future__ import annotations

import datetime as dt
import enum
from typing import TYPE_CHECKING

from officeapp.domain.desks import Standing
from officeapp.domain.school_year import short_day

if TYPE_CHECKING:
    from officeapp.domain.merge_report import MergeReport
    from officeapp.domain.sharing import Heard, Sharing

OFF = dt.timedelta(minutes=5)  # from here on a clock is said to be off
DAYS_BY_NAME = 6  # so many days back a weekday is clear


class Reach(enum.Enum):
    """How the folder is, that the desks share through."""

    NOT_CHOSEN = "not chosen"
    NOT_LOOKED = "not looked at"
    WELL = "well"
    AWAY = "away"


_NOT_SHARED = {
    Standing.ALONE: "",
    Standing.NOT_JOINED: "This computer has not been joined; nothing is shared",
    Standing.RETIRED: "This desk was retired; nothing from here is shared",
}


def status_words(
    sharing: Sharing, reach: Reach, now: dt.datetime, came: MergeReport | None = None
) -> str:
    """Return where the books are, in a line: 'Shared 10:42, 14 waiting'.

    Args:
        sharing: What the file knows.
        reach: How the folder is.
        now: By this computer's clock.
        came: What the last exchange brought in; None for nothing.
    """
    if sharing.standing in _NOT_SHARED:
        return _NOT_SHARED[sharing.standing]
    if sharing.standing is Standing.PUT_BACK:
        return f"Sharing is held: others hold {lacking(sharing.newer)}"
    waiting = f", {sharing.waiting} waiting" if sharing.waiting else ""
    if reach is Reach.NOT_CHOSEN:
        return f"No folder is chosen to share through{waiting}"
    if reach is Reach.AWAY:
        return f"The folder cannot be reached; work goes on{waiting}"
    if sharing.shared is None:
        return f"Not shared yet{waiting}"
    brought = f" · {came.words}" if came else ""
    return f"Shared {moment(sharing.shared, now)}{waiting}{brought}"


def silence_words(sharing: Sharing, since: dt.date, today: dt.date) -> str:
    """Return which desks have not been heard of; empty where all have.

    Args:
        sharing: What the file knows.
        since: The last day before today on which the school was open.
        today: Today.
    """
    joined = [one for one in sharing.others if one.desk.joined is not None]
    silent = [one for one in joined if one.at is None or one.at.date() < since]
    said = [_silent(one, today) for one in silent]
    return "; ".join(said)


def clock_words(sharing: Sharing) -> str:
    """Return whose clock does not fit this computer's; empty where all do."""
    off = [one for one in sharing.others if abs(one.ahead) > OFF]
    if not off:
        return ""
    if len(off) > 1 and len(off) == len(sharing.others) and _on_one_side(off):
        far = min(off, key=lambda one: abs(one.ahead)).ahead
        return (
            f"This computer's clock is {_far(-far)} every other desk's. Set it right; no entry "
            "is lost or out of order because of it."
        )
    said = " and ".join(f"the clock of {one.desk.card.name} is {_far(one.ahead)}" for one in off)
    return (
        f"{said[:1].upper()}{said[1:]} this computer's. Set right whichever is wrong; no entry is "
        "lost or out of order because of it."
    )


def set_back_words(last: dt.datetime | None, now: dt.datetime) -> str:
    """Return that this computer's clock was set back behind its own last entry; empty if not."""
    if last is None or last - now <= OFF:
        return ""
    return (
        f"This computer's clock stands {duration(last - now)} before the last entry made here. Set "
        "it right; until then the times on entries are uncertain, their order is not."
    )


def entries(number: int) -> str:
    """Return 'one entry' or how many."""
    return "one entry" if number == 1 else f"{number} entries"


def lacking(number: int) -> str:
    """Return 'one entry that is not here' or how many."""
    return f"{entries(number)} that {'is' if number == 1 else 'are'} not here"


def moment(at: dt.datetime, now: dt.datetime) -> str:
    """Return a time as the status line says it: '10:42', 'Fri 20 Nov 16:02'."""
    here = at.astimezone(now.tzinfo)
    return (
        f"{here:%H:%M}" if here.date() == now.date() else f"{short_day(here.date())} {here:%H:%M}"
    )


def duration(long: dt.timedelta) -> str:
    """Return how long something is: '74 minutes', '3 hours', '2 days'."""
    minutes = round(abs(long).total_seconds() / 60)
    for size, word in ((24 * 60, "days"), (60, "hours")):
        if minutes >= 2 * size:
            return f"{round(minutes / size)} {word}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def clock_said(ahead: dt.timedelta) -> str:
    """Return how a clock stands to this computer's: '12 minutes ahead', '1 hour behind'."""
    return f"{duration(ahead)} {'ahead' if ahead > dt.timedelta() else 'behind'}"


def _far(ahead: dt.timedelta) -> str:
    said = clock_said(ahead)
    return f"{said} of" if said.endswith("ahead") else said


def _on_one_side(off: list[Heard]) -> bool:
    return len({one.ahead > dt.timedelta() for one in off}) == 1


def _silent(one: Heard, today: dt.date) -> str:
    name = one.desk.card.name
    if one.at is None:
        return f"{name} has not been heard of yet"
    day = one.at.date()
    near = (today - day).days <= DAYS_BY_NAME
    return f"{name} has not been heard of since {f'{day:%A}' if near else short_day(day)}"
