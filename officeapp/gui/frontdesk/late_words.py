"""What signing a child in late would do, said in words before Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.codes import Category, CodeTable
from officeapp.domain.times import Timing
from officeapp.gui.theme import FAMILY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.procedures.arrive_late import Effect

ORDINALS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTS = {
    Category.PRESENT: "counts as attended",
    Category.LATE: "counts as attended",
    Category.EDUCATIONAL: "counts as attended",
    Category.AUTHORISED: "counts as authorised absence",
    Category.UNAUTHORISED: "counts as unauthorised absence",
    Category.NOT_POSSIBLE: "is not counted",
    Category.ADMINISTRATIVE: "is not counted",
}


def counted(number: int, of: str) -> str:
    """Return a number of things: '1 minute', '34 minutes'."""
    return f"{number} {of}" if number == 1 else f"{number} {of}s"


def short_mark(code: str, minutes: int) -> str:
    """Return a mark as the book says it: 'L  19 min late', 'M'."""
    return f"{code}  {minutes} min late" if code in ("L", "U") else code


def in_words(effect: Effect, codes: CodeTable, day: dt.date, seen: str = "") -> str:
    """Return a mark in a sentence: 'U: after the register closed at 09:15, 34 minutes; …'.

    Args:
        effect: What signing in would do.
        codes: The codes by date.
        day: The day.
        seen: What was seen for an appointment; empty for nothing.
    """
    minutes = counted(effect.minutes, "minute")
    if effect.arrival.timing is Timing.LATE:
        return (
            f"L: {minutes} after {effect.bell.late_from:%H:%M}; "
            f"the register is open until {effect.bell.closes:%H:%M}."
        )
    counts = _COUNTS[codes.find(effect.code, day).category]
    closed = f"after the register closed at {effect.bell.closes:%H:%M}, {minutes}"
    if effect.code == "U":
        return f"U: {closed}; {counts}."
    if effect.code == (effect.stands.code if effect.stands else effect.pre_marked):
        return f"{effect.code}: {closed}; the register says {effect.code} already and keeps it."
    proof = f"{seen[0].lower()}{seen[1:]} seen; " if seen else ""
    return f"{effect.code}: {closed}; {proof}{counts}."


def tone_of(code: str, codes: CodeTable, day: dt.date) -> str:
    """Return the family of colours of a mark, for cards and today's book."""
    family = FAMILY[codes.find(code, day).category]
    return family if family in ("late", "authorised", "unauthorised") else ""


def nth_late(earlier: int) -> str:
    """Return 'Third late this week', from the third on; empty before that.

    Args:
        earlier: How often the child was late this week before.
    """
    place = earlier - 2
    return f"{ORDINALS[place].capitalize()} late this week" if 0 <= place < len(ORDINALS) else ""


def filed(names: Sequence[str], marks: Sequence[str], at: dt.time, *, changed: bool) -> str:
    """Return what the status line says when children were signed in, or an entry was changed."""
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    distinct = list(dict.fromkeys(marks))
    what = f"{who}'s entry is changed, {at:%H:%M}" if changed else f"{who} signed in at {at:%H:%M}"
    return f"{what}: {', '.join(distinct)}.".replace("  ", " ")
