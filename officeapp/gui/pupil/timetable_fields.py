"""What is asked of a weekly pattern, by its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.patterns import AWAY, HERE, NOBODY, Pattern, PatternKind
from officeapp.gui.pupil.fields import Field, Kind, read_day, read_day_or_none, shown_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Contact

TITLES = {
    PatternKind.NURSERY: "Nursery",
    PatternKind.PART_TIME: "Part time",
    PatternKind.DUAL: "Other school",
    PatternKind.ELSEWHERE: "Elsewhere",
}
FIRST = Field("first", "First day", read=read_day, shown=shown_day, hint="3/9/2026")
LAST = Field("last", "Last day", read=read_day_or_none, shown=shown_day, hint="included")
REVIEW = Field(
    "review", "Review", read=read_day_or_none, shown=shown_day, hint="when it is looked at"
)
SCHOOL = Field("nature", "The other school")
NATURE = Field("nature", "What and where", hint="what is done, with whom, where")
ARRANGED = Field(
    "code",
    "Arranged by",
    Kind.CHOICE,
    choices=(("B", "B  the school"), ("K", "K  the local authority")),
)


def fields_for(kind: PatternKind, at_home: Sequence[Contact]) -> tuple[Field, ...]:
    """Return the fields of a kind of pattern.

    Args:
        kind: The kind.
        at_home: The contacts the pupil lives with, who can agree to a part-time timetable.
    """
    if kind is PatternKind.PART_TIME:
        people = tuple((one.id, one.called) for one in at_home)
        agreed = Field(
            "agreed_with", "Agreed with", Kind.CHOICE, choices=((NOBODY, "nobody yet"), *people)
        )
        return (FIRST, LAST, REVIEW, agreed)
    if kind is PatternKind.DUAL:
        return (FIRST, LAST, SCHOOL)
    if kind is PatternKind.ELSEWHERE:
        return (FIRST, LAST, ARRANGED, NATURE)
    return (FIRST, LAST)


def new_pattern(kind: PatternKind, pupil: PupilId, first: dt.date) -> Pattern:
    """Return what the form of a new pattern begins with: mornings, from a day on."""
    code = "B" if kind is PatternKind.ELSEWHERE else ""
    return Pattern(0, pupil, kind, (HERE + AWAY) * 5, first, code=code)
