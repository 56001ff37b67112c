"""Clashes of every kind in one form, for a tray: what each desk says, who said it, what was before.

What two desks changed differently while apart waits here until a person decides. Nothing is
settled by itself and nothing expires.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from officeapp.domain.record import Signature


class ClashKind(enum.StrEnum):
    """What two desks disagree on."""

    MARK = "mark"
    CARD = "card"
    LEAVE = "leave"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Side:
    """What one desk says.

    Attributes:
        words: What it says, as the office reads it.
        by: Who wrote it, when, and at which desk.
        desk: What the school calls the desk.
        value: What it says, as it would be written.
    """

    words: str
    by: Signature
    desk: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class OpenClash:
    """Something on which desks disagree, as it is shown to the person who sits here.

    Attributes:
        kind: What it is about.
        key: What tells it from all others, the same at every desk; it says nothing to a person.
        about: Whom or what it is about: 'Zara Abbasi', 'Ms Aneta Święcicka'.
        what: What of it: 'Wed 18 Nov morning', 'telephone', 'leave 23 to 27 Nov'.
        sides: What each desk says, in the order in which the last counts.
        shown: What stands until it is decided, in words.
        before: What stood before both; None where nothing did.
        offered: The side that is offered first; the one that is shown where nothing else is said.
        takes_other: Whether another value can be typed.
        other_words: What is typed there.
        needs_reason: Whether a reason must be given.
        may_settle: Whether the person signed in may decide it.
        hidden: Whether the values are kept from sight until a PIN is typed once more.
        source: What it was made of, for whoever settles it.
    """

    kind: ClashKind
    key: str
    about: str
    what: str
    sides: tuple[Side, ...]
    shown: str
    before: Side | None = None
    offered: int = -1
    takes_other: bool = True
    other_words: str = "Something else"
    needs_reason: bool = True
    may_settle: bool = True
    hidden: bool = False
    source: Any = None


#: Why one of two was kept, as it is offered; the office may say it in its own words.
REASONS = (
    "asked the class teacher",
    "asked the family",
    "seen on paper",
    "the other was a mistake",
)
