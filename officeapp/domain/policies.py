"""A school's attendance policy on one day: its numbers, steps, bands, ladders and stages.

A policy is data: a profile that ships with the program, overlaid with what the school changed and
from which day. What the law fixes stands beside it and is never made weaker by it.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.domain.policy_parts import FirstDay, Leave, PolicyTimes, Registers, Said, Way

if TYPE_CHECKING:
    from officeapp.domain.attendance import Figures


class RuleKind(enum.StrEnum):
    """How a rule counts."""

    WINDOW = "window"  # sessions in any run of school weeks
    HALF_TERM = "half term"  # sessions in one half term
    YEAR = "year"  # days with a code in the school year, a half day counting as one
    RATE = "rate"  # share of the possible sessions of the year
    WEEKS = "weeks"  # school weeks of the year that have a number of sessions each
    RUNNING = "running"  # school days in a row with nothing else
    STEPS = "steps"  # sessions of the year, a number for each half term
    DIP = "dip"  # a lower figure than at the review before


class Counts(enum.StrEnum):
    """Which sessions a rule counts where it names no codes."""

    CODES = "codes"
    ABSENT = "absent"
    LATE = "late"


class Need(enum.StrEnum):
    """What keeps a step that is met from being ready."""

    EXPLAINED = "unexplained-mark"
    MARKED = "unmarked-session"
    SETTLED = "clash"
    OF_AGE = "under-age"
    UNUSED = "sessions-used"
    WARNED = "no-warning"
    SUPPORTED = "no-support"
    NOT_LOOKED_AFTER = "looked-after"
    NO_SOCIAL_WORKER = "social-worker"
    DETAILS = "contact-details-old"
    NOTICES = "notice-limit"
    NOT_SENSITIVE = "sensitive"


class Every(enum.StrEnum):
    """How often a list of pupils is reviewed."""

    FORTNIGHT = "fortnight"
    HALF_TERM = "half term"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Band:
    """A band of attendance figures.

    Attributes:
        id: What names it in the profile.
        words: Its name in lists.
        colour: Its colour in words: 'green', 'yellow', 'amber', 'orange', 'red'.
        low: The lowest whole per cent in it.
        high: The highest whole per cent written for it.
        days_low: The fewest days off written beside it, in half days; None where none is.
        days_high: The most days off written beside it, in half days; None where none is.
        actions: What the policy asks for in it.
    """

    id: str
    words: str
    colour: str
    low: int
    high: int
    days_low: float | None = None
    days_high: float | None = None
    actions: tuple[str, ...] = ()

    def holds(self, figures: Figures) -> bool:
        """Say whether attendance is at least the band's lowest figure, unrounded."""
        return 100 * figures.attended >= self.low * figures.possible


@dataclass(frozen=True, slots=True)
class Rule:
    """One count at which the policy or the law asks for something.

    Attributes:
        id: What names it: 'penalty-notice', 'persistent', or one of the policy's own.
        words: What it says, in a phrase.
        kind: How it counts.
        counts: Which sessions it counts.
        codes: The codes it counts, where it names some.
        count: The number at which it is met, in sessions; days where the kind counts days.
        weeks: The run of school weeks it looks at.
        times: In how many weeks the count must come, where single weeks are counted.
        percent: The share of attendance it looks at.
        inclusive: Whether exactly that share meets it.
        steps: The numbers of the half terms, in order.
        next_step: What is asked for when it is met.
        needs: What must be so before it is ready.
        of_age: Whether it is only for pupils of compulsory school age.
        first: The first day it holds; None for always.
        last: The last day it holds; None while it does.
        source: Where it stands.
    """

    id: str
    words: str
    kind: RuleKind
    counts: Counts = Counts.ABSENT
    codes: tuple[str, ...] = ()
    count: int = 0
    weeks: int = 0
    times: int = 0
    percent: int = 0
    inclusive: bool = False
    steps: tuple[int, ...] = ()
    next_step: str = ""
    needs: tuple[Need, ...] = ()
    of_age: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    source: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Say whether the rule is in force on a day."""
        return (self.first or dt.date.min) <= day <= (self.last or dt.date.max)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a ladder, which a person takes.

    Attributes:
        id: What names it in the profile.
        words: What is done.
        way: How.
        rule: The rule that asks for it.
        after_days: School days after the step before in which things may improve.
        letter: The kind of letter it uses; empty for none.
        needs: What must be so before it is ready, beside what its rule needs.
        warns: Whether it tells the family that a notice or prosecution may follow.
        unless_better: Whether it is left out where things improved since the step before it.
    """

    id: str
    words: str
    way: Way
    rule: str
    after_days: int = 0
    letter: str = ""
    needs: tuple[Need, ...] = ()
    warns: bool = False
    unless_better: bool = False


@dataclass(frozen=True, slots=True)
class Ladder:
    """Steps in order; each is asked for when its rule is met and the one before was taken.

    Attributes:
        id: What names it in the profile.
        words: Its name in lists.
        steps: Its steps.
    """

    id: str
    words: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of support a family is in.

    Attributes:
        id: What names it in the profile.
        words: Its name in lists.
        rule: The rule that brings a family to its first stage; empty for those after.
        asks: What is done in it, in order.
        review_days: School days until it is reviewed.
    """

    id: str
    words: str
    rule: str = ""
    asks: tuple[str, ...] = ()
    review_days: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A list of pupils looked at again and again.

    Attributes:
        id: What names it in the profile.
        words: Its name.
        every: How often.
        under: Pupils under this share of attendance are on it; 0 for all.
        dips: Whether those who fell since the review before are on it.
        carried: Whether those still on it at the end of a year begin the next on it.
    """

    id: str
    words: str
    every: Every
    under: int = 0
    dips: bool = False
    carried: bool = False


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A letter the policy knows.

    Attributes:
        id: What names it in the profile and in the letter book.
        words: What it is.
        supportive: The kind used instead for a family that is being supported; empty for none.
    """

    id: str
    words: str
    supportive: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """A school's attendance policy on one day.

    Attributes:
        name: The profile's short name.
        words: What it is, in a phrase.
        first: When the policy it follows was adopted.
        target: The attendance aimed at in per cent; 0 where none is said.
        registers: Deadlines and keeping.
        first_day: First-day contact.
        leave: Notice, religious days and return.
        said: What its text says of what the law fixes.
        times: Times as its text has them.
        bands: Bands, best first.
        rules: The policy's own rules.
        ladders: Ladders.
        stages: Stages.
        reviews: Reviews.
        letters: Kinds of letter.
        assumed: What its text leaves open and the profile fills in, one sentence each.
    """

    name: str
    words: str
    first: dt.date
    target: int = 0
    registers: Registers = field(default_factory=Registers)
    first_day: FirstDay = field(default_factory=FirstDay)
    leave: Leave = field(default_factory=Leave)
    said: Said = field(default_factory=Said)
    times: tuple[PolicyTimes, ...] = ()
    bands: tuple[Band, ...] = ()
    rules: tuple[Rule, ...] = ()
    ladders: tuple[Ladder, ...] = ()
    stages: tuple[Stage, ...] = ()
    reviews: tuple[Review, ...] = ()
    letters: tuple[LetterKind, ...] = ()
    assumed: tuple[str, ...] = ()

    def rule(self, name: str) -> Rule | None:
        """Return one of the policy's own rules; None where it has none of that name."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def letter(self, name: str) -> LetterKind | None:
        """Return a kind of letter; None where the policy has none of that name."""
        return next((letter for letter in self.letters if letter.id == name), None)

    def band(self, figures: Figures) -> Band | None:
        """Return the band of some figures; None without bands or possible sessions.

        A band begins at its lowest figure and reaches to the next, whatever its own upper figure
        says: 98.5 % of a policy with '96 to 98' and '99 to 100' is in the former.
        """
        if not figures.possible or not self.bands:
            return None
        return next((band for band in self.bands if band.holds(figures)), self.bands[-1])
