"""A letter in pencil: what somebody wants, typed and decided, before it is issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from officeapp.domain.record import PupilId


@dataclass(frozen=True, slots=True)
class PencilledLetter:
    """What is kept of a letter being written; its facts are read anew when it is taken up again.

    Attributes:
        children: Everybody it is about, the first first.
        prefix: With what the numbers of its kind begin.
        kind: The kind that was wanted.
        mends: The letter it puts right; 0 for none.
        place: Its place among the letters its writer has begun.
        typed: What was typed for it: facts by name.
        subject: The line above the text, where it was changed for this letter only; else empty.
        body: The text, where it was changed for this letter only; else empty.
        by_household: Whether parents at one address share a copy.
        step: The step of the policy it is sent for; empty for none.
        english: Whether it is in English whatever the family's card asks for.
        choice: What was decided after looking: send or adapt; empty where nobody looked.
        why: Why.
        doubts: What was looked at.
        shown: The kind whose wording it had, which the next of a series or an adapted one may be.
    """

    children: tuple[PupilId, ...]
    prefix: str
    kind: str
    mends: int = 0
    place: int = 0
    typed: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    body: str = ""
    by_household: bool = False
    step: str = ""
    english: bool = False
    choice: str = ""
    why: str = ""
    doubts: tuple[str, ...] = ()
    shown: str = ""
