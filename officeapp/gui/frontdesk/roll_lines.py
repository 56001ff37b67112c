"""What the roll call shows: classes with who is missing, children with where they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.roll_call import Called, Where, by_class, count
from officeapp.domain.school_year import long_day, short_day
from officeapp.gui.giving.papers import safe_name
from officeapp.gui.roll_list import PAPER, kept_folder
from officeapp.gui.tables import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.roll_call import Drill

ALL, ODD = "Whole school", "Found, though not in"
TONES = {Where.IN: "good", Where.OUT: "late", Where.AWAY: "authorised", Where.UNKNOWN: "late"}


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class of the roll call.

    Attributes:
        name: Its name.
        expected: How many must be found.
        missing: How many of them were not yet.
        unknown: Of how many no book says where they are.
        called: Whether the roll is being called, or was.
    """

    name: str
    expected: int
    missing: int
    unknown: int
    called: bool

    @property
    def said(self) -> str:
        """Return how it stands."""
        if self.name == ODD:
            return f"{self.expected} to correct"
        if not self.called:
            in_now = self.expected - self.unknown
            return f"{self.unknown} not known" if not in_now and self.unknown else f"{in_now} in"
        return f"{self.missing} missing" if self.missing else "all found"

    @property
    def tone(self) -> str:
        """Return the colours of that."""
        if self.name == ODD:
            return "late"
        if not self.called:
            return "late" if self.unknown else "authorised"
        return "unauthorised" if self.missing else "good"


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child of the roll call.

    Attributes:
        one: The child, where it is and whether it was found.
        called: Whether the roll is being called, or was.
    """

    one: Called
    called: bool

    @property
    def where(self) -> str:
        """Return where the books say the child is, and which book."""
        seen = self.one.seen
        since = f" since {seen.since:%H:%M}" if seen.since else ""
        return f"{seen.where.value}{since}" + (f", {seen.book}" if seen.book else "")

    @property
    def badge(self) -> str:
        """Return what is to be seen at once."""
        if not self.called:
            return self.one.seen.where.value
        if self.one.is_odd:
            return f"found, though {self.one.seen.where.value}"
        if self.one.found:
            return "found"
        return "MISSING" if self.one.is_missing else self.one.seen.where.value

    @property
    def tone(self) -> str:
        """Return the colours of that."""
        if self.called and self.one.is_missing:
            return "unauthorised"
        if self.called and self.one.is_odd:
            return "late"
        if self.called:
            return "good" if self.one.found else "authorised"
        return TONES[self.one.seen.where]


CLASSES: tuple[Column[ClassLine], ...] = (
    Column("Class", lambda line: line.name),
    Column("State", lambda line: line.said, number=True, width=112, badge=lambda line: line.tone),
)
CHILDREN: tuple[Column[ChildLine], ...] = (
    Column("Child", lambda line: line.one.name, tip=lambda line: line.one.name),
    Column("Class", lambda line: line.one.school_class, width=118),
    Column("Where", lambda line: line.where, width=262, tip=lambda line: line.where),
    Column(
        "State",
        lambda line: line.badge,
        number=True,
        width=150,
        tip=lambda line: line.where,
        badge=lambda line: line.tone,
    ),
)
WHERE = 2  # the column that gives way, first its room and then itself
NAME_ROOM, LEAST_WHERE = 180, 96


def where_room(room: int) -> int:
    """Return how wide to show where a child is, in a list of a width; 0 for not at all.

    The name and the state come first: they tell whom to look for.
    """
    left = room - NAME_ROOM - sum(one.width for one in CHILDREN if one is not CHILDREN[WHERE])
    return min(left, CHILDREN[WHERE].width) if left >= LEAST_WHERE else 0


def class_lines(roll: Sequence[Called], order: Sequence[str], *, called: bool) -> list[ClassLine]:
    """Return the classes in their order, the whole school first."""
    groups = {ALL: list(roll), **by_class(roll, order)}
    lines = []
    for name, children in groups.items():
        sums = count(children)
        lines.append(ClassLine(name, sums.expected, sums.missing, _unknown(children), called))
    odd = count(roll).odd
    return [*lines, ClassLine(ODD, odd, 0, 0, called)] if odd else lines


def _unknown(roll: Sequence[Called]) -> int:
    return sum(one.seen.where is Where.UNKNOWN for one in roll)


def said_of(roll: Sequence[Called], drill: Drill | None, *, ended: bool) -> str:
    """Return in a line how the roll call stands."""
    sums = count(roll)
    if drill is None:
        unknown = _unknown(roll)
        not_known = f"  ·  {unknown} not known" if unknown else ""
        return f"{sums.expected - unknown} in{not_known}  ·  {sums.elsewhere} out or away"
    odd = f"  ·  {sums.odd} found though out or away" if sums.odd else ""
    over = f" to {drill.ended:%H:%M}" if ended and drill.ended else ""
    return f"Called {drill.at:%H:%M}{over}  ·  {sums.found} of {sums.expected} found{odd}"


def roll_paper(office: Office, roll: Sequence[Called], drill: Drill | None) -> tuple[bytes, str]:
    """Return the roll call as a PDF, and what its file is called."""
    from officeapp.documents.roll_call import TITLE, draw_roll_call
    from officeapp.documents.sheets import Furniture

    now = office.now()
    person = office.person
    by = f" by {person.name}, {person.post}" if person else ""
    why = f", called {drill.at:%H:%M}" if drill is not None else ""
    furniture = Furniture(
        TITLE,
        f"{long_day(now.date())}, {now:%H:%M}{why}",
        office.school.card().name,
        f"Printed {now:%H:%M}{by}",
    )
    paper = draw_roll_call(roll, [one.name for one in office.roll.classes()], furniture)
    return paper, safe_name(TITLE, f"{now:%Y-%m-%d %H.%M}")


def kept_said(office: Office) -> str:
    """Return of when the list is that is kept on the disk, and where."""
    paper = kept_folder(office.path) / PAPER
    try:
        changed = dt.datetime.fromtimestamp(paper.stat().st_mtime, tz=office.now().tzinfo)
    except OSError:
        return "No list is kept on the disk yet; one is written after the next register."
    return f"A list is kept on the disk, {short_day(changed.date())} {changed:%H:%M}: {paper}"
