"""What is typed at the front desk beside a name: a time, and what is left of a lunch menu."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

#: A name, then a time at its end: 'kai 9.04', 'kai904', 'kai 0904', 'kai 04'.
_WITH_TIME = re.compile(r"(.*[^\W\d_].*?)\s*(?<!\d)(\d{0,2}?)[:.]?(\d{2})", re.DOTALL)
_SET_OFF: Final = (",", ";", " unless ")
_ARTICLES: Final = ("a ", "an ", "the ")


def name_and_time(typed: str, now: dt.time) -> tuple[str, dt.time | None]:
    """Return the letters of a name, and the time typed after them; None where none was.

    Two digits alone are minutes: the last time the clock showed them, so that 'kai 58' typed at
    10:05 is 09:58.

    Args:
        typed: What stands in the field.
        now: The time by the clock.
    """
    found = _WITH_TIME.fullmatch(typed.strip())
    if found is None:
        return typed, None
    name, hour, minute = found[1], found[2], int(found[3])
    hours = int(hour) if hour else (now.hour - (minute > now.minute)) % 24
    if hours > 23 or minute > 59:
        return typed, None
    return name.strip(), dt.time(hours, minute)


def lunch_choices(left: str) -> tuple[str, ...]:
    """Return what a child may choose from, as a policy's sentence has it.

    The choices are joined by 'or'; what comes after a comma or 'unless' is for everybody:
    'a sandwich or a jacket potato, and a yoghurt' gives 'Sandwich' and 'Jacket potato'.
    """
    said = left.strip()
    for end in _SET_OFF:
        said = said.split(end)[0]
    choices = []
    for choice in said.split(" or "):
        bare = choice.strip()
        for article in _ARTICLES:
            bare = bare.removeprefix(article)
        if bare:
            choices.append(bare[0].upper() + bare[1:])
    return tuple(choices)
