"""Met is not ready: what a referral pack lacks, each with where it is mended.

What can be mended is mended first. What only asks for a decision, such as a social worker who is
asked first, is looked at: a person says why the pack is sent all the same, and that is kept.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.letter_facts import Sat
from officeapp.domain.policies import Need
from officeapp.domain.referral import Purpose, Times
from officeapp.domain.school_year import Session
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_SAID = 20


class Jump(enum.StrEnum):
    """Where a gap is mended."""

    REGISTER = "register"
    CARD = "card"
    CONTACTS = "contacts"
    CASE = "case"
    LETTERS = "letters"
    LEAVE = "leave"
    SCHOOL = "school"
    AUTHORITY = "authority"
    CLASHES = "clashes"
    NOWHERE = ""


@dataclass(frozen=True, slots=True)
class PackGap:
    """Something a pack lacks.

    Attributes:
        words: What it is, as a clause.
        jump: Where it is mended.
        look: Whether it is not to be mended but looked at, and passed with a reason.
        day: The session to look at, where it is one of the register.
        session: The half of that day.
        parent: Whose pack it is in the way of; empty for every parent's.
        letter: The letter it is about: its number, or the kind that is to be written.
        need: What of a step's readiness it is; None where it is something else.
    """

    words: str
    jump: Jump
    look: bool = False
    day: dt.date | None = None
    session: Session | None = None
    parent: str = ""
    letter: str = ""
    need: Need | None = None

    @property
    def said(self) -> str:
        """Return it with whose pack it is of and where it is mended."""
        about = f"{self.parent}: " if self.parent else ""
        where = f" ({self.jump.value})" if self.jump else ""
        return f"{about}{self.words}{where}"


@dataclass(frozen=True, slots=True)
class PackParent:
    """What is known of one parent, as far as a pack may lack it.

    Attributes:
        name: The parent's name.
        withheld: Whether the address is withheld.
        barred: Whether nothing may be sent to the parent.
        address: Whether an address is known.
        warned: Whether a letter that warns went to this parent.
        notice: Whether the notice to improve did.
        improve: The number of the latest notice to improve to this parent; empty for none.
        improve_last: The last day of its period; None where it has none that can be read.
        unsent: The numbers of letters of which it is not noted how they were sent.
        earlier: How many notices count towards the limit, as far as this school knows.
        notices: Whether the parent may have another.
    """

    name: str
    withheld: bool
    barred: bool
    address: bool
    warned: bool
    notice: bool
    improve: str
    improve_last: dt.date | None
    unsent: tuple[str, ...]
    earlier: int
    notices: bool


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What is known of a child and the parents before a pack is sent.

    Attributes:
        purpose: What is asked of the authority.
        open_sessions: Sessions of the certificates that have no mark, or N.
        clashing: Sessions of the certificates on which two desks disagree.
        unexplained: The symbol of N.
        relied: How many sessions would be relied on.
        threshold: The number the law considers a notice at.
        met: Whether it is met.
        needs: What else is in the way, in the words of the rule.
        leave_alone: Whether all sessions are leave taken without consent: support is no answer.
        leave_answered: Whether such leave was refused in writing, or the family told of it.
        improve_by: Who sends the notice to improve where the school does not; empty if it does.
        day: The day of the pack.
        times: The days the referral has to keep to.
        earlier_missing: Whether the child was on roll last year and its register has no mark.
        lacking: Details of child or school that are not known, each with where they are kept.
        parents: Each parent with responsibility.
        disputed: Details on which two desks disagree.
    """

    purpose: Purpose
    open_sessions: tuple[Sat, ...]
    clashing: tuple[Sat, ...]
    unexplained: str
    relied: int
    threshold: int
    met: bool
    needs: tuple[Need, ...]
    leave_alone: bool
    leave_answered: bool
    improve_by: str
    day: dt.date
    times: Times
    earlier_missing: bool
    lacking: tuple[tuple[str, Jump], ...]
    parents: tuple[PackParent, ...]
    disputed: tuple[str, ...] = ()


class PackGapsError(OfficeError):
    """A referral pack was to be sent while something is lacking."""

    def __init__(self, child: str, gaps: Sequence[PackGap]) -> None:
        mend = [one.said for one in gaps if not one.look]
        look = [one.said for one in gaps if one.look]
        said = [
            f"{words}: {_listed(found)}"
            for words, found in (("To mend", mend), ("To look at, with a reason", look))
            if found
        ]
        super().__init__(f"No referral pack for {child} yet. {'. '.join(said)}.")
        #: What is lacking.
        self.gaps = tuple(gaps)


def _listed(found: Sequence[str]) -> str:
    more = len(found) - MOST_SAID
    return "; ".join([*found[:MOST_SAID], *([f"and {more} more"] if more > 0 else [])])


def in_the_way(found: Sequence[PackGap], why: str) -> list[PackGap]:
    """Return the gaps that keep a pack from being sent, given why it is sent all the same."""
    return [one for one in found if not (one.look and why.strip())]
