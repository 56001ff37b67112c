"""What an earlier school counted of a pupil, as its transfer file says it."""

from __future__ import annotations

from dataclasses import dataclass

from officeapp.domain.record import UNWRITTEN, LineId, PupilId


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """What an earlier school counted of a pupil's attendance; never added to our figures.

    Attributes:
        id: The entry's number.
        pupil: The pupil.
        year: The school year as the file writes it.
        number: The school's number: '816/2999'; empty if not said.
        school: What the school is called.
        possible: Possible sessions; None if not said.
        attended: Sessions attended.
        authorised: Sessions missed with leave.
        unauthorised: Sessions missed without.
        line: The line that says so.
    """

    id: int
    pupil: PupilId
    year: str
    number: str = ""
    school: str = ""
    possible: int | None = None
    attended: int | None = None
    authorised: int | None = None
    unauthorised: int | None = None
    line: LineId = UNWRITTEN

    @property
    def key(self) -> tuple[int, str, str]:
        """Return what says which pupil, year and school it is about."""
        return self.pupil, self.year, self.number or self.school

    @property
    def adds_up(self) -> bool:
        """Say whether attended and missed are the possible sessions, as far as all are said."""
        parts = (self.attended, self.authorised, self.unauthorised)
        if self.possible is None or None in parts:
            return True
        return self.possible == sum(one or 0 for one in parts)

    @property
    def said(self) -> str:
        """Return the figures in words."""
        named = ("possible", "attended", "authorised", "unauthorised")
        found = ((getattr(self, name), name) for name in named)
        text = ", ".join(f"{'?' if one is None else one} {name}" for one, name in found)
        where = self.school or self.number
        return f"{text} at {where}" if where else text
