"""Clashes as questions to a person: whose and what it is, the sides, and how it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from officeapp.domain.codes import UnknownCodeError
from officeapp.domain.rights import Right
from officeapp.domain.school_year import Session, short_day
from officeapp.procedures.settle_clash import clashes, settle_clash

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.clashes import Clash
    from officeapp.domain.record import Signature
    from officeapp.domain.register import Written

HALF = {Session.AM: "morning", Session.PM: "afternoon"}
REASONS = (
    "",
    "the family was asked again",
    "the class teacher was asked",
    "the other desk wrote it by mistake",
)
NOTHING = "no mark"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that stand.

    Attributes:
        value: The value as it is shown: a code, a telephone number, 'agreed'.
        meaning: What it means, in a few words; empty where the value says it.
        by: Who wrote it: 'Petra Lindqvist, Office manager'.
        where: At which desk and when: 'Reception, Wed 18 Nov 09:14'.
        why: Why it was written; empty where nobody said.
    """

    value: str
    meaning: str
    by: str
    where: str
    why: str = ""

    @property
    def said(self) -> str:
        """Return all of it as one sentence, for a screen reader and for 'before'."""
        value = f"{self.value}, {self.meaning}" if self.meaning else self.value
        why = f": {self.why}" if self.why else ""
        return f"{value} ({self.by}, {self.where}{why})"


class Decide(Protocol):
    """Writes what is to stand."""

    def __call__(self, value: str | int, why: str) -> None:
        """Write the side of that place, or another value, and why; raises where it is refused."""


@dataclass(frozen=True, slots=True)
class Question:
    """One clash as a person is asked about it.

    Attributes:
        key: What it is known by, so that the screen stays on it.
        who: Whose it is: 'Kaur, Simran'.
        what: What it is about: 'Wed 18 Nov, morning'.
        sides: The values, the one on the left first.
        shown: Which of them is shown until it is decided, by its place.
        before: What was there before, oldest first.
        reasons: The reasons offered, the first taken where nobody chooses; none where no reason
            is needed.
        other: What another value is called: 'Another code'; empty where there can be none.
        may_decide: Whether the person signed in may decide it.
        decide: Writes the decision.
    """

    key: object
    who: str
    what: str
    sides: tuple[Side, ...]
    shown: int
    before: tuple[Side, ...]
    reasons: tuple[str, ...]
    other: str
    may_decide: bool
    decide: Decide


def questions(office: Office) -> list[Question]:
    """Return what the person signed in may see of the clashes, in the order to decide them."""
    if not office.may(Right.READ_BOARD):
        return []
    return [_of_marks(office, clash) for clash in clashes(office)]


def desk_name(office: Office, number: int) -> str:
    """Return what people call a desk; this one is 'this desk'."""
    return "this desk" if number == office.desk else f"desk {number:08x}"


def _of_marks(office: Office, clash: Clash) -> Question:
    """Return the question about a session's marks."""
    pupil = office.roll.pupil(clash.pupil)
    placed = office.roll.placed(clash.pupil, clash.day)
    in_class = f", {office.roll.school_class(placed.school_class).name}" if placed else ""
    sides = tuple(_side(office, one) for one in clash.sides)

    def decide(value: str | int, why: str) -> None:
        if isinstance(value, str):
            settle_clash(office, clash, value, why or "two desks differed; neither stands")
            return
        kept = clash.sides[value].mark
        because = why or f"two desks differed; what {clash.sides[value].by.name} wrote stands"
        settle_clash(
            office, clash, kept.code, because, minutes=kept.minutes, note=kept.note
        )  # fmt: skip

    return Question(
        key=(clash.pupil, clash.day, clash.session),
        who=f"{pupil.listed}{in_class}",
        what=f"{short_day(clash.day)}, {HALF[clash.session]}",
        sides=sides,
        shown=len(sides) - 1,
        before=tuple(_side(office, one) for one in clash.before),
        reasons=REASONS,
        other="Another code",
        may_decide=office.may(Right.AMEND_MARK),
        decide=decide,
    )


def _side(office: Office, written: Written) -> Side:
    mark = written.mark
    return Side(
        mark.code or NOTHING,
        _meaning(office, mark.code, mark.day, mark.minutes),
        f"{written.by.name}, {written.by.post}",
        _where(office, written.by),
        mark.reason,
    )


def _meaning(office: Office, code: str, day: dt.date, minutes: int | None) -> str:
    if not code:
        return ""
    try:
        word = office.codes.find(code, day).word
    except UnknownCodeError:  # of a newer program
        return ""
    return f"{word}, {minutes} min" if minutes else word


def _where(office: Office, by: Signature) -> str:
    return f"{desk_name(office, by.desk)}, {short_day(by.at.date())} {by.at:%H:%M}"
