"""Compare the marks of the record system with the register, and settle each difference.

Nothing is settled by itself: a person keeps ours, takes theirs, or writes another mark, and says
why. Whatever is decided is a line of its own, so that the same difference is not asked again.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.codes import AFTERNOON, MORNING
from officeapp.domain.given_out import Settled, written, written_mark
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Mark, Sheet
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil, list_order
from officeapp.domain.school_year import Session, long_day
from officeapp.errors import NotFoundError, Problem
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.find_pupil import PupilFinder
from officeapp.procedures.give_marks import is_open
from officeapp.procedures.take_register import check_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.lists import MarkRow, Named, Reading
    from officeapp.domain.record import ClassId


@dataclass(frozen=True, slots=True)
class Difference:
    """A session of which the register and the other system do not say the same.

    Attributes:
        where: The line of the file; 0 where the file has no row for it.
        pupil: The pupil.
        day: The day.
        session: The half of the day.
        ours: The mark that stands here; None for no mark.
        code: What the other system has; empty for no mark.
        minutes: Whole minutes late there, where it says so.
    """

    where: int
    pupil: Pupil
    day: dt.date
    session: Session
    ours: Mark | None
    code: str
    minutes: int | None

    @property
    def place(self) -> Place:
        """Return whose session it is."""
        return self.pupil.id, self.day, self.session

    @property
    def our_words(self) -> str:
        """Return our mark in one word; empty for none."""
        return written_mark(self.ours)

    @property
    def their_words(self) -> str:
        """Return their mark in one word; empty for none."""
        return written(self.code, self.minutes)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to stand after a difference was settled.

    Attributes:
        difference: The difference.
        code: The code that is to stand; empty for no mark.
        minutes: Whole minutes late, where known.
    """

    difference: Difference
    code: str
    minutes: int | None = None


@dataclass(slots=True)
class Comparison:
    """What came of comparing a list of marks with the register.

    Attributes:
        read: How many rows the list has.
        same: How many sessions say the same on both sides.
        decided: Differences that a person settled before, and that are as they were then.
        open: Differences to settle, by day, pupil and session.
        refused: Rows that could not be understood, and why.
        warnings: What a person should look at.
    """

    read: int = 0
    same: int = 0
    decided: list[Difference] = field(default_factory=list)
    open: list[Difference] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def compare_marks(office: Office, reading: Reading[MarkRow]) -> Comparison:
    """Return every session in which a list and the register differ; nothing is written.

    A mark that stands in one of the list's sessions and that the list lacks is a difference too,
    where the list is of that class: where it has more than half of who is marked. Others are
    named in a warning. Minutes late are compared where the list gives them; comments are not.
    """
    comparer = Comparer(office, reading)
    for row in reading.rows:
        comparer.take(row)
    comparer.look_for_missing()
    return comparer.finished()


def keep_ours(difference: Difference) -> Decision:
    """Return the decision that what stands here goes on standing."""
    ours = difference.ours
    return Decision(difference, ours.code, ours.minutes) if ours else Decision(difference, "")


def take_theirs(difference: Difference) -> Decision:
    """Return the decision that what the other system has is to stand here."""
    return Decision(difference, difference.code, difference.minutes)


def settle(office: Office, decisions: Sequence[Decision], reason: str) -> None:
    """Write how some differences were settled, as one act, each with the reason.

    Raises:
        NoReasonError: The reason is blank.
        ChangedMeanwhileError: A session was marked or corrected since; compare anew.
        AlreadyAmendedError: The same, of a mark that was corrected.
        OfficeError: A code may not be written there; nothing was changed.
        NotAllowedError: The person signed in may not amend marks.
    """
    if not reason.strip():
        raise NoReasonError
    entered: list[Mark] = []
    pairs: list[tuple[Mark, Mark]] = []
    for one in decisions:
        _require_unchanged(office, one.difference)
        if one != keep_ours(one.difference):
            later = _later(office, one, reason.strip())
            if one.difference.ours:
                pairs.append((one.difference.ours, later))
            else:
                entered.append(replace(later, reason=""))
    with office.writing("settle-marks", Right.AMEND_MARK, Book.REGISTER, Book.GIVEN_OUT) as act:
        if entered:
            office.register.enter_many(act, entered)
        if pairs:
            office.register.amend_many(act, pairs)
        for one in decisions:
            office.given_out.settle(act, _settled(one, reason.strip()))


class Comparer:
    """Takes the rows of a list one after the other."""

    def __init__(self, office: Office, reading: Reading[MarkRow]) -> None:
        self._office = office
        self._done = Comparison(
            reading.read, refused=list(reading.refused), warnings=list(reading.warnings)
        )
        self._finder = PupilFinder(office)
        self._pupils: dict[Named, Pupil | str] = {}
        self._days: dict[dt.date, dict[Place, Mark]] = {}
        self._settled = office.given_out.settled()
        self._rows: dict[Place, MarkRow] = {}
        self._named: dict[int, Pupil] = {}

    def take(self, row: MarkRow) -> None:
        """Compare one row, or note why it cannot be."""
        pupil = self._pupil(row.pupil)
        if isinstance(pupil, str):
            self._refuse(row, "pupil", row.pupil.said, pupil)
            return
        self._named[pupil.id] = pupil
        place = (pupil.id, row.day, row.session)
        code = _as_written(row.code, row.session)
        earlier = self._rows.get(place)
        if earlier is not None:
            if _as_written(earlier.code, row.session) != code:
                reason = f"Line {earlier.where} marks the session {earlier.code}; leave one out."
                self._refuse(row, "Code", row.code, reason)
            return
        self._rows[place] = row
        ours = self._standing(row.day).get(place)
        self._weigh(Difference(row.where, pupil, row.day, row.session, ours, code, row.minutes))

    def look_for_missing(self) -> None:
        """Note marks that stand in the list's sessions and are not in the list."""
        others: dict[int, None] = {}
        for day, session in sorted({(day, session) for _, day, session in self._rows}):
            listed = self._listed_classes(day, session)
            for place, ours in self._standing(day).items():
                if place[2] is not session or place in self._rows:
                    continue
                if place[0] not in self._named and self._class_of(place) not in listed:
                    others[place[0]] = None
                elif is_open(self._office, place[0], day):
                    pupil = self._office.roll.pupil(place[0])
                    self._weigh(Difference(0, pupil, day, session, ours, "", None))
        if others:
            names = sorted((self._office.roll.pupil(one) for one in others), key=list_order)
            said = "; ".join(pupil.listed for pupil in names)[:200]
            reason = "They are marked here on these days and the list is not of their classes."
            self._done.warnings.append(Problem("", "pupil", said, reason))

    def _listed_classes(self, day: dt.date, session: Session) -> set[ClassId | None]:
        """Return the classes of which a list has more than half of who is marked in a session."""
        marked = [place for place in self._standing(day) if place[2] is session]
        of_class = Counter(self._class_of(place) for place in marked)
        in_list = Counter(self._class_of(place) for place in marked if place in self._rows)
        return {one for one, number in in_list.items() if 2 * number > of_class[one]}

    def _class_of(self, place: Place) -> ClassId | None:
        placement = self._office.roll.placed(place[0], place[1])
        return placement.school_class if placement else None

    def finished(self) -> Comparison:
        """Return what was found, in order."""
        self._done.open.sort(key=_in_order)
        self._done.decided.sort(key=_in_order)
        return self._done

    def _weigh(self, one: Difference) -> None:
        ours = one.ours
        if (ours.code if ours else "") == one.code and (
            one.minutes is None or (ours is not None and ours.minutes == one.minutes)
        ):
            self._done.same += 1
            return
        before = self._settled.get(one.place)
        is_decided = before is not None and (before.theirs, before.kept) == (
            one.their_words,
            one.our_words,
        )
        (self._done.decided if is_decided else self._done.open).append(one)

    def _pupil(self, named: Named) -> Pupil | str:
        if named not in self._pupils:
            try:
                self._pupils[named] = self._finder.require(named)
            except NotFoundError as error:
                self._pupils[named] = str(error)
        return self._pupils[named]

    def _standing(self, day: dt.date) -> dict[Place, Mark]:
        if day not in self._days:
            found = {
                (m.pupil, m.day, m.session): m for m in self._office.register.marks_of_day(day)
            }
            self._days[day] = {place: mark for place, mark in found.items() if mark.code}
        return self._days[day]

    def _refuse(self, row: MarkRow, what: str, found: str, reason: str) -> None:
        self._done.refused.append(Problem(str(row.where), what, found[:80], reason))


def said_of(difference: Difference) -> str:
    """Return whose session it is, in words."""
    when = f"{long_day(difference.day)} {difference.session.word}"
    return f"{difference.pupil.called}, {when}"


def _as_written(code: str, session: Session) -> str:
    """Return a code as the register writes it: '/' in an afternoon is the afternoon's mark."""
    return AFTERNOON if code == MORNING and session is Session.PM else code


def _in_order(one: Difference) -> tuple[object, ...]:
    return one.day, list_order(one.pupil), one.session


def _require_unchanged(office: Office, one: Difference) -> None:
    stands = office.register.standing(*one.place)
    if (stands.line if stands else None) != (one.ours.line if one.ours else None):
        raise ChangedMeanwhileError


def _later(office: Office, one: Decision, reason: str) -> Mark:
    """Return the mark that is to stand; the code is checked as any that is written."""
    place = one.difference.place
    placement = office.roll.placed(place[0], place[1])
    if one.code and placement:
        sheet = Sheet(placement.school_class, place[1], place[2])
        check_code(office, sheet, one.difference.pupil, one.code)
    note = one.difference.ours.note if one.difference.ours and one.code else ""
    return Mark(*place, one.code, one.minutes, note, reason, UNWRITTEN)


def _settled(one: Decision, reason: str) -> Settled:
    return Settled(
        *one.difference.place,
        one.difference.our_words,
        one.difference.their_words,
        written(one.code, one.minutes),
        reason,
    )
