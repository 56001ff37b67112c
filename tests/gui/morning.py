"""A morning at the front desk, 08:40 to 10:45, written out by hand before it is played.

Children go by what happens to them: l01 comes late, f1a and f1b are of one family, n01 is away and
nobody knows why, m1 is rung about, p1 has an appointment, x1 is collected by somebody who is not on
the list. Late is after 08:55; no child comes in the minutes in which the schools' registers differ.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

DAY = dt.date(2026, 11, 18)

#: When, who, keys after the name, and what the late book says: time, mark, minutes, reason.
LATE = """
08:56 l01 1    08:56 L  1   Overslept
08:56 l02 2    08:56 L  1   Traffic
08:57 l03 3    08:57 L  2   Bus or train
08:58 f1a _2   08:58 L  3   Traffic
-     f1b -    08:58 L  3   Traffic
08:59 l04 7    08:59 L  4   Refusing school
09:00 l05 1    09:00 L  5   Overslept
09:01 l06 1    09:01 L  6   Overslept
09:02 l07 4    09:02 L  7   Unwell first thing
09:03 f2a _1   09:03 L  8   Overslept
-     f2b -    09:03 L  8   Overslept
09:04 l08 8    09:04 L  9   School transport failed
09:05 l09 2    09:05 L  10  Traffic
09:08 l10 1    09:08 L  13  Overslept
09:09 l11 1    09:09 L  14  Overslept
09:12 l12 3    09:12 L  17  Bus or train
09:15 l13 3    09:15 L  20  Bus or train
09:17 l14 5c   09:17 L  22  Appointment
09:20 l15 2    09:20 L  25  Traffic
09:28 f3a _2   09:28 U  33  Traffic
-     f3b -    09:28 U  33  Traffic
09:30 l16 1    09:30 U  35  Overslept
09:31 l17 5c   09:31 M  36  Appointment
09:33 l18 4    09:33 I  38  Unwell first thing
09:36 l19 8    09:36 Y1 41  School transport failed
09:39 l20 5    09:39 U  44  Appointment
09:41 l21 7    09:41 U  46  Refusing school
10:15 l22 2    10:15 U  80  Traffic
10:18 l23 1    10:18 U  83  Overslept
10:20 l24 3    10:20 U  85  Bus or train
"""
#: When, who, the digit, the days typed, and the mark of the morning at 10:45.
MESSAGES = """
08:40 m1 1 -        I
08:42 m2 1 till_Fri I
08:44 m3 2 -        N
08:50 m4 6 -        N
09:42 m5 1 -        I
"""
REGISTERS_AT = dt.time(9, 6)
CHASED_AT, ALARM_AT, END = dt.time(9, 45), dt.time(10, 5), dt.time(10, 45)
AWAY = tuple(f"n{number:02}" for number in range(1, 12))
#: Of children whom the register says nothing else of: who has what at 10:45.
OTHER_MARKS = dict.fromkeys(AWAY, "N") | {"p1": "M", "p2": "/", "x1": "/"}
#: Who is not in the building at 10:05, beside those of LATE who come after it.
NOT_IN = {*AWAY, "m1", "m2", "m3", "m4", "m5", "p1", "x1"}
FAMILIES = (("f1a", "f1b"), ("f2a", "f2b"), ("f3a", "f3b"))


@dataclass(frozen=True, slots=True)
class Late:
    """A line of the late book as it is to be.

    Attributes:
        when: When it is played; None for who came along with the child above.
        who: The child.
        keys: What is pressed after the name and Enter.
        at: The time in the book.
        mark: The mark in the register.
        minutes: Minutes late.
        reason: Why.
    """

    when: dt.time | None
    who: str
    keys: str
    at: dt.time
    mark: str
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True)
class Rang:
    """A message as it is to be.

    Attributes:
        when: When somebody rings.
        who: About whom.
        key: The digit of what it is.
        days: The days as they are typed; empty for today.
        mark: The mark of the morning in the end.
    """

    when: dt.time
    who: str
    key: str
    days: str
    mark: str


def late() -> list[Late]:
    """Return the late book as it is to be."""
    found = []
    for line in LATE.strip().splitlines():
        when, who, keys, at, mark, minutes, *reason = line.split()
        time = None if when == "-" else dt.time.fromisoformat(when)
        came = dt.time.fromisoformat(at)
        found.append(Late(time, who, keys, came, mark, int(minutes), " ".join(reason)))
    return found


def rang() -> list[Rang]:
    """Return the messages as they are to be."""
    found = []
    for line in MESSAGES.strip().splitlines():
        when, who, key, days, mark = line.split()
        said = "" if days == "-" else days.replace("_", " ")
        found.append(Rang(dt.time.fromisoformat(when), who, key, said, mark))
    return found


def marks() -> dict[str, str]:
    """Return what the register of the morning has at 10:45, by child."""
    booked = {one.who: one.mark for one in late()}
    return booked | {one.who: one.mark for one in rang()} | OTHER_MARKS


def everybody() -> list[str]:
    """Return all children the morning is about; families apart, in order."""
    return [who for who in sorted(marks()) if not who.startswith("f")]
