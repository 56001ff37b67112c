"""What other parts of the office bring to Today: a tile with a figure, and lines.

A source is asked each time Today is shown. It answers None where the person signed in may not see
it or where there is nothing of its kind in this school: then it has no tile and takes no room. What
it needs it imports when it is asked, so that Today is painted before the rest costs anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.rights import Right
from officeapp.gui.screen import NOWHERE, Place, Target

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.procedures.newly_reached import Threshold  # noqa: TC004  # Today paints first


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, as Today lists it.

    Attributes:
        who: A pupil's name, a class's name, or how many of a class.
        school_class: The class's name.
        what: What it is about, in a few words.
        badge: What to do and by when, in a word or two.
        tone: The family of colours of the badge: 'unauthorised' for what is late, 'late' for what
            is due, 'authorised' for what can wait, 'good' for what is done.
        place: Which place Enter opens.
        target: On what.
        order: Its place in the list: registers come with 0, who is out with 1, marks to settle
            with 2, what other parts bring with 3, older gaps with 4.
        shows: The tile whose lines Enter shows instead of opening a place; empty for none.
        aside: The thresholds that F6 puts aside.
    """

    who: str
    school_class: str
    what: str
    badge: str
    tone: str
    place: Place
    target: Target = NOWHERE
    order: tuple[float, ...] = (3,)
    shows: str = ""
    aside: tuple[Threshold, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A tile, and the lines it stands for.

    Attributes:
        name: The end of the tile's name for scripts: 'leave' for 'today.leave'.
        figure: What it shows in large: '3', '13 of 14'.
        counts: What it counts: 'leave requests for the head'.
        note: A short note under it.
        tone: The family of colours of the figure; empty for none.
        lines: What waits, the most urgent first.
        every: What the tile alone shows, where that is more than what waits; None for the same.
        title: The heading of the list while only this is shown.
    """

    name: str
    figure: str
    counts: str
    title: str
    note: str = ""
    tone: str = ""
    lines: tuple[Line, ...] = ()
    every: tuple[Line, ...] | None = None

    @property
    def all(self) -> tuple[Line, ...]:
        """Return what the tile alone shows."""
        return self.lines if self.every is None else self.every


Source = Callable[["Office"], Listing | None]


def _coming_up(office: Office) -> Listing | None:
    from officeapp.gui.today.case_lines import coming_up

    return coming_up(office) if office.may(Right.READ_CASES) else None


def _thresholds(office: Office) -> Listing | None:
    from officeapp.gui.today.case_lines import thresholds

    return thresholds(office) if office.may(Right.READ_CASES) else None


def _leave(office: Office) -> Listing | None:
    from officeapp.gui.today.leave_waiting import leave_waiting

    return leave_waiting(office)


#: What other parts add, in the order of their tiles; each a small function above this line that
#: imports its module and asks it, as places are made in `gui.places`.
SOURCES: tuple[Source, ...] = (_leave, _coming_up, _thresholds)


def listings(office: Office, sources: tuple[Source, ...] = SOURCES) -> Iterator[Listing]:
    """Yield what each source has for the person signed in."""
    for source in sources:
        found = source(office)
        if found is not None:
            yield found
