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
from officeapp.domain.readiness import NEED_WORDS
from officeapp.domain.school_year import Session, long_day, short_day
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


IMPROVE = "the notice to improve"
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
    """

    words: str
    jump: Jump
    look: bool = False
    day: dt.date | None = None
    session: Session | None = None
    parent: str = ""

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
        unsent: The numbers of letters of which it is not noted how they were sent.
        notices: Whether the parent may have another penalty notice, as far as this school knows.
    """

    name: str
    withheld: bool
    barred: bool
    address: bool
    warned: bool
    notice: bool
    unsent: tuple[str, ...]
    notices: bool


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What is known of a child and the parents before a pack is sent.

    Attributes:
        open_sessions: Sessions of the certificates that have no mark, or N.
        unexplained: The symbol of N.
        relied: How many sessions would be relied on.
        threshold: The number the law considers a notice at.
        met: Whether it is met.
        needs: What else is in the way, in the words of the rule.
        leave_alone: Whether all sessions are leave taken without consent: support is no answer.
        leave_answered: Whether such leave was refused in writing, or the family told of it.
        improve_last: The last day of the notice to improve; None where there is none.
        day: The day of the pack.
        earlier_missing: Whether the child was on roll last year and its register has no mark.
        lacking: Details of child or school that are not known, each with where they are kept.
        parents: Each parent with responsibility.
    """

    open_sessions: tuple[Sat, ...]
    unexplained: str
    relied: int
    threshold: int
    met: bool
    needs: tuple[Need, ...]
    leave_alone: bool
    leave_answered: bool
    improve_last: dt.date | None
    day: dt.date
    earlier_missing: bool
    lacking: tuple[tuple[str, Jump], ...]
    parents: tuple[PackParent, ...]


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


#: Needs that are looked at, and where the others are mended.
LOOK = {
    Need.NOT_LOOKED_AFTER: Jump.CASE,
    Need.NO_SOCIAL_WORKER: Jump.CASE,
    Need.NOT_SENSITIVE: Jump.CASE,
}
MEND = {
    Need.SETTLED: Jump.REGISTER,
    Need.OF_AGE: Jump.NOWHERE,
    Need.UNUSED: Jump.LETTERS,
    Need.SUPPORTED: Jump.CASE,
    Need.DETAILS: Jump.CONTACTS,
}


def gaps(check: PackCheck) -> list[PackGap]:
    """Return everything a pack lacks: of the register, the case, the papers and each parent."""
    return [
        *_of_register(check),
        *_of_case(check),
        *(PackGap(f"{what} is not known", jump) for what, jump in check.lacking),
        *_of_parents(check),
    ]


def in_the_way(found: Sequence[PackGap], why: str) -> list[PackGap]:
    """Return the gaps that keep a pack from being sent, given why it is sent all the same."""
    return [one for one in found if not (one.look and why.strip())]


def _of_register(check: PackCheck) -> Iterator[PackGap]:
    for one in check.open_sessions:
        what = "is still N" if one.symbol == check.unexplained else "has no mark"
        words = f"{short_day(one.day)} {one.day.year} {one.session.word} {what}"
        yield PackGap(words, Jump.REGISTER, day=one.day, session=one.session)
    if check.earlier_missing:
        words = "last year's register is not in this file; enclose it from where it was kept"
        yield PackGap(words, Jump.REGISTER, look=True)
    if not check.relied:
        yield PackGap("there is no session to rely on", Jump.REGISTER)
    elif not check.met:
        words = f"the law's number is not met: {check.relied} of {check.threshold} sessions"
        yield PackGap(words, Jump.REGISTER, look=True)


def _of_case(check: PackCheck) -> Iterator[PackGap]:
    for need in check.needs:
        if need in LOOK:
            yield PackGap(NEED_WORDS[need], LOOK[need], look=True)
        elif need in MEND:
            yield PackGap(NEED_WORDS[need], MEND[need])
    if check.leave_alone and not check.leave_answered:
        words = "neither a refusal of the leave nor a letter about leave taken is on record"
        yield PackGap(words, Jump.LEAVE)
    if check.improve_last is not None and check.day <= check.improve_last:
        words = f"{IMPROVE} runs until {long_day(check.improve_last)}"
        yield PackGap(words, Jump.LETTERS, look=True)


def _of_parents(check: PackCheck) -> Iterator[PackGap]:
    if not check.parents:
        yield PackGap("no parent with responsibility is on the card", Jump.CONTACTS)
    for one in check.parents:
        found: list[tuple[bool, str, Jump, bool]] = [
            (one.barred, "the card says that nothing may be sent", Jump.CONTACTS, True),
            (one.withheld, "the address is withheld and is not printed", Jump.CONTACTS, True),
            (not one.withheld and not one.address, "no address is known", Jump.CONTACTS, False),
            (not one.warned, "no letter that warns went to this parent", Jump.LETTERS, False),
            (not (check.leave_alone or one.notice), f"{IMPROVE} was not sent", Jump.LETTERS, False),
            (not one.notices, NEED_WORDS[Need.NOTICES], Jump.LETTERS, False),
        ]
        for holds, words, jump, look in found:
            if holds:
                yield PackGap(words, jump, look=look, parent=one.name)
        for number in one.unsent:
            words = f"it is not noted how {number} was sent"
            yield PackGap(words, Jump.LETTERS, look=True, parent=one.name)
