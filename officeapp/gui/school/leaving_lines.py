"""Pupils to be admitted or removed, and returns due to the authority, as lists show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.law import grounds
from officeapp.books.returns import returns_due
from officeapp.domain.arriving import Arrival
from officeapp.domain.leaving import Ground, Removal
from officeapp.domain.returns import Due
from officeapp.domain.roll import year_group_name
from officeapp.gui.tables import Column
from officeapp.gui.widgets.day_field import short_date
from officeapp.procedures.remove_pupil import why_not

if TYPE_CHECKING:
    from officeapp.books.office import Office


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A removal or an admission that waits for the head.

    Attributes:
        card: What was proposed.
        who: The pupil's name.
        day: The last day on roll, or the first.
        what: The ground, or the class.
        source: Where the ground stands and how sure that is; empty for an admission.
        by: Who proposed it.
        against: Why it cannot be confirmed now; empty if it can.
    """

    card: Removal | Arrival
    who: str
    day: dt.date
    what: str
    source: str
    by: str
    against: tuple[str, ...] = ()

    @property
    def leaves(self) -> bool:
        """Say whether it is a removal."""
        return isinstance(self.card, Removal)


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


NO_GROUND = "ground to be given"
GIVE_GROUND = "A list named the day; choose the ground of the regulations on which the name goes."
WAITING: tuple[Column[WaitingLine], ...] = (
    Column("Pupil", lambda line: line.who),
    Column("Day", lambda line: f"{'until' if line.leaves else 'from'} {short_date(line.day)}",
           lambda line: line.day, width=150),
    Column("Ground, class", lambda line: line.what, tip=lambda line: line.source),
    Column("Proposed by", lambda line: line.by, width=160),
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


def waiting_lines(office: Office) -> list[WaitingLine]:
    """Return what waits for the head, by day."""
    lines = [_of_removal(office, one) for one in office.roll.removals()]
    lines += [_of_arrival(office, one) for one in office.roll.arrivals()]
    return sorted(lines, key=lambda line: (line.day, line.who))


def _of_removal(office: Office, removal: Removal) -> WaitingLine:
    called = office.roll.pupil(removal.pupil).listed
    by = office.roll.removal_cards.versions(removal.id)[0][1].name
    if not removal.ground:
        said = f"The list says “{removal.told}”." if removal.told else "The list gives none."
        return WaitingLine(removal, called, removal.last, NO_GROUND, said, by, (GIVE_GROUND,))
    ground = grounds().find(removal.ground, removal.last)
    against = tuple(why_not(office, removal))
    return WaitingLine(removal, called, removal.last, ground.words, sure_said(ground), by, against)


def _of_arrival(office: Office, arrival: Arrival) -> WaitingLine:
    school_class = office.roll.school_class(arrival.school_class).name
    return WaitingLine(
        arrival,
        arrival.card().listed,
        arrival.first,
        f"{school_class}, {year_group_name(arrival.year_group)}",
        "",
        office.roll.arrival_cards.versions(arrival.id)[0][1].name,
    )


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
