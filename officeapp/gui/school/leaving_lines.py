"""Names to be removed, and returns due to the authority, as lists show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.law import grounds
from officeapp.books.returns import returns_due
from officeapp.domain.leaving import Ground, Removal
from officeapp.domain.returns import Due
from officeapp.gui.tables import Column
from officeapp.gui.widgets.day_field import short_date
from officeapp.procedures.remove_pupil import why_not

if TYPE_CHECKING:
    from officeapp.books.office import Office


@dataclass(frozen=True, slots=True)
class RemovalLine:
    """A removal that waits for the head.

    Attributes:
        removal: The removal.
        ground: Its ground.
        who: The pupil's name.
        by: Who proposed it.
        against: Why it cannot be confirmed now; empty if it can.
    """

    removal: Removal
    ground: Ground
    who: str
    by: str
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueLine:
    """A return that is due.

    Attributes:
        due: The return.
        who: The pupil's name.
        today: The day it is looked at.
    """

    due: Due
    who: str
    today: dt.date

    @property
    def until(self) -> str:
        """Return the deadline in words."""
        if self.due.by is None:
            return "at once"
        late = "was due" if self.due.by < self.today else "by"
        return f"{late} {short_date(self.due.by)}"

    @property
    def tone(self) -> str:
        """Return the family of colours of the deadline."""
        by = self.due.by
        if by is None or by < self.today:
            return "unauthorised"
        return "late" if by <= self.today + dt.timedelta(days=1) else "authorised"


REMOVALS: tuple[Column[RemovalLine], ...] = (
    Column("Pupil", lambda line: line.who),
    Column("Last day", lambda line: short_date(line.removal.last), lambda line: line.removal.last,
           width=120),
    Column("Ground", lambda line: line.ground.words, tip=lambda line: sure_said(line.ground)),
    Column("Proposed by", lambda line: line.by, width=170),
    Column("", lambda line: "look again" if line.against else "to confirm", number=True, width=120,
           badge=lambda line: "unauthorised" if line.against else "late"),
)  # fmt: skip
DUES: tuple[Column[DueLine], ...] = (
    Column("Pupil", lambda line: line.who),
    Column("Return", lambda line: line.due.rule.words, width=190),
    Column("Rests on", lambda line: line.due.facts, tip=lambda line: rule_said(line.due)),
    Column("Deadline", lambda line: line.until, lambda line: line.due.by or dt.date.min,
           number=True, width=160, badge=lambda line: line.tone),
)  # fmt: skip


def removal_lines(office: Office) -> list[RemovalLine]:
    """Return the removals that wait for the head."""
    lines = []
    for removal in office.roll.removals():
        ground = grounds().find(removal.ground, removal.last)
        first_version = office.roll.removal_cards.versions(removal.id)[0]
        lines.append(
            RemovalLine(
                removal,
                ground,
                office.roll.pupil(removal.pupil).listed,
                first_version[1].name,
                tuple(why_not(office, removal)),
            )
        )
    return lines


def due_lines(office: Office) -> list[DueLine]:
    """Return the returns that are due, the most pressing first."""
    today = office.today()
    return [DueLine(due, office.roll.pupil(due.pupil).listed, today) for due in returns_due(office)]


def sure_said(ground: Ground) -> str:
    """Return where a ground stands and how sure that is."""
    letter = f" ({ground.letter})" if ground.letter else ""
    memory = "" if ground.sure == "read" else " This entry is from memory: check the regulation."
    declare = f" {ground.declare}" if ground.declare else ""
    return f"{ground.source}{letter}.{memory}{declare}"


def rule_said(due: Due) -> str:
    """Return where a return stands and how sure that is."""
    return f"{due.rule.source} ({due.rule.sure})."
