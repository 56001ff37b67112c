"""Met is not ready: what keeps a step that a threshold asks for from being taken.

Nothing here decides: it says what is in the way, by which word, and where it is mended. What is
not recorded counts as not there: no warning on record is no warning.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.domain.law import compulsory_from
from officeapp.domain.penalties import Notice, may_have_another
from officeapp.domain.policies import Need
from officeapp.domain.policy_law import ThresholdLaw
from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.school_year import session_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from officeapp.domain.thresholds import Reached

    Symbol = Callable[[int], str]

DETAILS_LAST_DAYS = 183  # authorities ask for a parent's details checked within six months


class State(enum.StrEnum):
    """How far a step is."""

    NOT_YET = "not yet"
    BLOCKED = "met"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a pupil beside the register; every default is 'not recorded'.

    Attributes:
        pupil: The pupil.
        born: Date of birth.
        looked_after: Whether the pupil is looked after.
        social_worker: Whether a social worker is named.
        sensitive: Why letters need a person's eye, such as a medical plan; empty for nothing.
        warned: The day of the last warning on record; None for none.
        supported: The day on which support was last recorded; None for none.
        details: The day on which the details of the parent least lately checked were; None never.
        parents: The parents a notice could go to.
        notices: Notices this school knows of.
        used: Sessions an earlier referral relied on, by number.
        clashes: Sessions on which two desks disagree and nobody has decided, by number.
        minded: When a person last wrote that something in the way was minded: that the social
            worker or the authority was asked, or that care was taken.
    """

    pupil: PupilId
    born: dt.date
    looked_after: bool = False
    social_worker: bool = False
    sensitive: str = ""
    warned: dt.date | None = None
    supported: dt.date | None = None
    details: dt.date | None = None
    parents: tuple[ContactId, ...] = ()
    notices: tuple[Notice, ...] = ()
    used: frozenset[int] = frozenset()
    clashes: frozenset[int] = frozenset()
    minded: Mapping[Need, dt.date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question about readiness is asked with.

    Attributes:
        day: The day.
        law: The law by date.
        symbol: The symbol that stands at a session, by its number.
        unexplained: The symbol of a mark whose reason is not known yet.
        leave_alone: The symbol of leave taken without consent, for which support is no answer.
    """

    day: dt.date
    law: ThresholdLaw
    symbol: Symbol
    unexplained: str = "N"
    leave_alone: str = "G"


def blocked_by(
    reached: Reached, known: Known, asking: Asking, needs: Iterable[Need] = ()
) -> tuple[Need, ...]:
    """Return what is in the way of a rule that is met, in the order of its needs.

    Args:
        reached: How far the rule is; one that is not met is blocked by nothing.
        known: What is known beside the register.
        asking: The day, the law and the marks.
        needs: What a step needs beside what its rule does.
    """
    if not reached.met:
        return ()
    wanted = dict.fromkeys((*reached.rule.needs, *needs, Need.SETTLED))  # whatever a rule asks for
    return tuple(need for need in wanted if not _HOLDS[need](reached, known, asking))


def state(reached: Reached, blocked: tuple[Need, ...]) -> State:
    """Say how far a rule is: not yet met, met but blocked, or ready."""
    if not reached.met:
        return State.NOT_YET
    return State.BLOCKED if blocked else State.READY


def _explained(reached: Reached, _: Known, asking: Asking) -> bool:
    return all(asking.symbol(number) != asking.unexplained for number in reached.rests_on)


def _of_age(reached: Reached, known: Known, asking: Asking) -> bool:
    """Say whether enough of the sessions fell on or after the beginning of compulsory age.

    Only a parent of a child of compulsory school age commits an offence (Education Act 1996,
    sections 8 and 444).
    """
    since = compulsory_from(known.born)
    if asking.day < since:
        return False
    of_age = sum(session_at(number)[0] >= since for number in reached.rests_on)
    return of_age >= min(reached.threshold, len(reached.rests_on))


def _unused(reached: Reached, known: Known, _: Asking) -> bool:
    left = sum(number not in known.used for number in reached.rests_on)
    return left >= min(reached.threshold, len(reached.rests_on))


def _supported(reached: Reached, known: Known, asking: Asking) -> bool:
    """Say whether support is recorded, or is no answer: leave taken without consent alone."""
    leave = all(asking.symbol(number) == asking.leave_alone for number in reached.rests_on)
    return known.supported is not None or leave


def _minded(need: Need, reached: Reached, known: Known) -> bool:
    """Say whether a person minded something since the rule was reached, for this time of it."""
    day = known.minded.get(need)
    return day is not None and (reached.day is None or day >= reached.day)


def _details(_: Reached, known: Known, asking: Asking) -> bool:
    if known.details is None:
        return False
    return (asking.day - known.details).days <= DETAILS_LAST_DAYS


def _notices(_: Reached, known: Known, asking: Asking) -> bool:
    """Say whether one parent at least may have a notice; nobody known says nothing against it."""
    may = [
        may_have_another(known.notices, parent, known.pupil, asking.day, asking.law)
        for parent in known.parents
    ]
    return any(may) or not may


_HOLDS: dict[Need, Callable[[Reached, Known, Asking], bool]] = {
    Need.EXPLAINED: _explained,
    Need.MARKED: lambda reached, *_: not reached.unmarked,
    Need.SETTLED: lambda reached, known, _: known.clashes.isdisjoint(reached.rests_on),
    Need.OF_AGE: _of_age,
    Need.UNUSED: _unused,
    Need.WARNED: lambda _, known, __: known.warned is not None,
    Need.SUPPORTED: _supported,
    Need.NOT_LOOKED_AFTER: lambda reached, known, _: (
        not known.looked_after or _minded(Need.NOT_LOOKED_AFTER, reached, known)
    ),
    Need.NO_SOCIAL_WORKER: lambda reached, known, _: (
        not known.social_worker or _minded(Need.NO_SOCIAL_WORKER, reached, known)
    ),
    Need.DETAILS: _details,
    Need.NOTICES: _notices,
    Need.NOT_SENSITIVE: lambda reached, known, _: (
        not known.sensitive or _minded(Need.NOT_SENSITIVE, reached, known)
    ),
}

#: What is in the way, as a clause.
NEED_WORDS: dict[Need, str] = {
    Need.EXPLAINED: "a mark is still N",
    Need.MARKED: "a session has no mark",
    Need.SETTLED: "two desks disagree on a mark",
    Need.OF_AGE: "too few of the sessions were at compulsory school age",
    Need.UNUSED: "an earlier referral relied on these sessions",
    Need.WARNED: "no warning is on record",
    Need.SUPPORTED: "no support is on record",
    Need.NOT_LOOKED_AFTER: "the child is looked after: the authority is asked first",
    Need.NO_SOCIAL_WORKER: "there is a social worker: they are asked first",
    Need.DETAILS: "a parent's details were not checked in six months",
    Need.NOTICES: "each parent has had two notices in three years, as far as this school knows",
    Need.NOT_SENSITIVE: "something on the case asks for care",
}


class Mend(enum.StrEnum):
    """Where what is in the way is mended."""

    REGISTER = "register"
    CONTACTS = "contacts"
    CASE = "case"
    LETTERS = "letters"
    CLASHES = "clashes"
    NOWHERE = ""


#: Where each is mended; a jump of the case view.
MENDS: dict[Need, Mend] = {
    Need.EXPLAINED: Mend.REGISTER,
    Need.MARKED: Mend.REGISTER,
    Need.SETTLED: Mend.CLASHES,
    Need.OF_AGE: Mend.NOWHERE,
    Need.UNUSED: Mend.NOWHERE,
    Need.WARNED: Mend.LETTERS,
    Need.SUPPORTED: Mend.CASE,
    Need.NOT_LOOKED_AFTER: Mend.CASE,
    Need.NO_SOCIAL_WORKER: Mend.CASE,
    Need.DETAILS: Mend.CONTACTS,
    Need.NOTICES: Mend.CASE,
    Need.NOT_SENSITIVE: Mend.CASE,
}
