"""What the school's local authority asks for in a referral: data, with the day from which it holds.

Authorities ask for the same things in other forms: one wants ten weeks of the register and another
twelve, one sends the notice to improve itself, some take a referral only for so many days.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from officeapp.domain.record import UNWRITTEN, LineId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMELESS, AS_THE_LAW = "the local authority", "as the law counts"
MOST_WEEKS, MOST_DAYS = 60, 200


class Since(enum.StrEnum):
    """From when the days of the deadline are counted."""

    SESSION = "session"
    LEAVE = "leave"
    WARNING = "warning"

    @property
    def words(self) -> str:
        """Return what the office calls it."""
        return _SINCE[self]


_SINCE = {
    Since.SESSION: "the last session relied on",
    Since.LEAVE: "the return from leave",
    Since.WARNING: "the last letter that warns",
}


class Sender(enum.StrEnum):
    """Who sends the notice to improve."""

    SCHOOL = "school"
    AUTHORITY = "authority"

    @property
    def words(self) -> str:
        """Return what the office calls it."""
        return f"the {self.value}"


@dataclass(frozen=True, slots=True)
class Authority:
    """What an authority asks for, from a day on.

    Attributes:
        id: The entry's number; 0 for what a policy's profile supplies.
        first: The first day on which it holds.
        name: The authority.
        team: To whom referrals go; empty for the authority itself.
        weeks: School weeks of the register that are printed; 0 for those the law looks at.
        deadline_days: School days within which a referral is taken; 0 for no deadline.
        deadline_from: From when they are counted.
        improve_by: Who sends the notice to improve.
        fields: What else its form asks for, in its own words.
        gone: Whether the entry was taken back.
        line: The line that says so.
    """

    id: int
    first: dt.date
    name: str = NAMELESS
    team: str = ""
    weeks: int = 0
    deadline_days: int = 0
    deadline_from: Since = Since.SESSION
    improve_by: Sender = Sender.SCHOOL
    fields: tuple[str, ...] = ()
    gone: bool = False
    line: LineId = UNWRITTEN

    @property
    def called(self) -> str:
        """Return to whom a referral goes: 'Education Welfare Service, Kearsley Council'."""
        return ", ".join(part for part in (self.team, self.name) if part)

    @property
    def in_a_sentence(self) -> str:
        """Return it as a letter says it: 'the Education Welfare Service of Kearsley Council'."""
        return f"the {self.team} of {self.name}" if self.team else self.name

    @property
    def weeks_said(self) -> str:
        """Return how many weeks of the register are printed."""
        return str(self.weeks) if self.weeks else AS_THE_LAW

    @property
    def deadline_said(self) -> str:
        """Return the deadline in words; empty for none."""
        if not self.deadline_days:
            return ""
        return f"within {self.deadline_days} school days of {self.deadline_from.words}"


def authority_on(cards: Iterable[Authority], day: dt.date, otherwise: Authority) -> Authority:
    """Return what holds on a day: the latest entry that began by then, else what a profile says.

    Args:
        cards: The entries that were not taken back.
        day: The day.
        otherwise: What the policy's profile supplies.
    """
    held = [one for one in cards if one.first <= day]
    return max(held, key=lambda one: (one.first, one.line)) if held else otherwise


def of_profile(table: Mapping[str, Any]) -> Authority:
    """Return what a policy's profile supplies about the authority it names."""
    return Authority(
        0,
        dt.date.min,
        table.get("name", NAMELESS),
        table.get("team", ""),
        table.get("weeks", 0),
        table.get("deadline_days", 0),
        Since(table.get("deadline_from", Since.SESSION)),
        Sender(table.get("improve_by", Sender.SCHOOL)),
        tuple(table.get("fields", ())),
    )
