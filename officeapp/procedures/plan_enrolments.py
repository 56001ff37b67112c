"""What the dates of a pupil list mean: a time on the roll is ended on a ground or not at all.

A name is removed from the roll if, and only if, a ground of the regulations applies (School
Attendance (Pupil Registration) (England) Regulations 2024, regulation 9). A list is no ground and
nobody's decision, so this is the rule for a leaving date in one:

- a day before the school began to use the program, which is the day of the file's first act, is
  history that another register has: it is written down with the ground the list gives, or with the
  words 'not known from the list', where the head brings it in or the roll is still empty;
- any other day becomes a proposal to remove, with the ground where the list names one of the
  regulations, else without: the pupil stays on roll until the head gives the ground and confirms.

A date that stands is put right only by who may admit and remove.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from officeapp.books.law import grounds
from officeapp.books.returns import began
from officeapp.domain.leaving import Removal
from officeapp.domain.record import PupilId
from officeapp.domain.rights import Right
from officeapp.domain.roll import Enrolment, Pupil
from officeapp.domain.school_year import long_day
from officeapp.procedures.compared import Compared
from officeapp.procedures.preview import Change

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.lists import PupilRow

NOT_KNOWN = "not known from the list"
PROPOSED = "to leave, for the head to confirm"
ONLY_THE_HEAD = (
    "Only the headteacher changes days on the roll; what stands stays until they bring in the "
    "list, or put it right on the pupil's page."
)
WAITS = "The removal is proposed already; the head confirms or declines it under School."
NO_GROUND = "The day of leaving has no ground; give it in the list, or put it right by hand."


@dataclass(slots=True)
class Times:
    """A pupil's latest time on the roll beside a row.

    Attributes:
        found: The time with its gaps filled, and where it differs.
        leaves: The removal to be proposed; None where none is.
    """

    found: Compared
    leaves: Removal | None = None

    @property
    def whole(self) -> Enrolment:
        """Return the time as it would stand with everything the row says."""
        said = {name: value for one in self.found.differences for name, value in one.values}
        whole: Enrolment = replace(self.found.card, **said)
        return whole


def admits(office: Office) -> bool:
    """Say whether who acts may write on the roll what a list says of it.

    The head may, and whoever brings in a school's first list. Where nobody is signed in a plan
    says what the head's import would do.
    """
    return office.person is None or office.may(Right.ADMIT) or not office.roll.pupils()


class EnrolmentPlanner:
    """Reads the dates of rows as the rule of this module has it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._began = began(office)
        self._admits = admits(office)
        self._waiting = {one.pupil for one in office.roll.removals()}

    def first(self, row: PupilRow, first: dt.date) -> tuple[Enrolment, Removal | None]:
        """Return the first time on the roll of a pupil who is new, and the removal to propose."""
        new = Enrolment(0, PupilId(0), first)
        if row.last is None:
            return new, None
        if self._is_history(row.last):
            ground = row.ground or NOT_KNOWN
            return replace(
                new, last=row.last, ground=ground, destination=row.destination or ""
            ), None
        return new, self._removal(row, PupilId(0))

    def compare(self, row: PupilRow, pupil: Pupil, before: Enrolment) -> Times:
        """Return a known pupil's latest time on the roll beside a row."""
        found = Compared(before, str(row.where), pupil.called, ("time", pupil.id))
        times = Times(found)
        if row.first and before.last and row.first > before.last:
            self._come_back(times, row, pupil)
        elif not before.id:
            found.changes.append(Change(found.where, found.name, "first", "", str(before.first)))
        else:
            self._meet(times, "first", row.first)
        if row.last is not None:
            self._leave(times, row, pupil)
        if found.card.last is not None:
            self._say_why(times, row)
        return times

    def _come_back(self, times: Times, row: PupilRow, pupil: Pupil) -> None:
        """Note one more time on the roll for a pupil who had left."""
        if not self._admits:
            times.found.kept.append(("first", ONLY_THE_HEAD))
        elif row.first is not None:
            times.found.card = Enrolment(0, pupil.id, row.first)
            change = Change(times.found.where, pupil.called, "first", "", row.first.isoformat())
            times.found.changes.append(change)

    def _leave(self, times: Times, row: PupilRow, pupil: Pupil) -> None:
        """Note that a pupil leaves, or left, or left on another day."""
        found, last = times.found, row.last
        if last is None or found.card.last == last:
            return
        if found.card.last is not None:
            if found.card.ground or row.ground or self._is_history(last):
                self._meet(times, "last", last)
            else:
                found.kept.append(("last", NO_GROUND))
        elif self._is_history(last):
            found.fill("last", last)
            if not row.ground:
                found.fill("ground", NOT_KNOWN)
        elif pupil.id in self._waiting:
            found.doubts.append(("Date of leaving", long_day(last), WAITS))
        else:
            times.leaves = self._removal(row, pupil.id)
            found.changes.append(Change(found.where, found.name, PROPOSED, "", last.isoformat()))

    def _say_why(self, times: Times, row: PupilRow) -> None:
        """Put the ground and the other school beside those of a time that has ended."""
        self._meet(times, "ground", row.ground, blank=("", NOT_KNOWN))
        self._meet(times, "destination", row.destination, blank=("",))

    def _meet(self, times: Times, name: str, value: object, blank: tuple[str, ...] = ()) -> None:
        old = getattr(times.found.card, name)
        if value is None or value == old:
            return
        if self._admits:
            times.found.meet(name, value, is_gap=old in blank)
        else:
            times.found.kept.append((name, ONLY_THE_HEAD))

    def _is_history(self, last: dt.date) -> bool:
        return self._admits and last < self._began

    def _removal(self, row: PupilRow, pupil: PupilId) -> Removal:
        """Return the proposal that a leaving date becomes."""
        today, last = self._office.today(), row.last or self._office.today()
        key = grounds().told(row.ground or "", last)
        late = f"It stood in a list that was brought in on {long_day(today)}."
        return Removal(
            0,
            pupil,
            last,
            key,
            destination=row.destination or "",
            why_late=late if last < today else "",
            told="" if key else row.ground or "",
        )
