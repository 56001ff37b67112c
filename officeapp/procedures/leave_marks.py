"""What decisions on leave do to marks in ink, and what taking them back gives back.

Leave that is granted is pre-marked until a register is handed in; then it is ink, as a mark of its
own. Marks that say no more than that a child was away (N, O, G) give way to leave granted later;
a child marked present stays present, and so does every other reason. What leave wrote is known by
the acts that wrote it, so that taking it back restores exactly what stood before and touches no
mark that a person made.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from officeapp.books.leave import granted_symbols
from officeapp.books.leave_days import counted, has_begun
from officeapp.books.leave_ink import ever_granted, histories_of, without_leave
from officeapp.domain.codes import NOTHING
from officeapp.domain.leave import UNEXPLAINED
from officeapp.domain.leave_strips import standing_of
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.register import Mark, Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from officeapp.books.act import Act
    from officeapp.books.leave_ink import WithoutLeave
    from officeapp.books.office import Office
    from officeapp.domain.leave import Decision, Moment
    from officeapp.domain.record import PupilId


class MarkChange(NamedTuple):
    """A session whose mark changes.

    Attributes:
        earlier: What stands in ink; None where nothing was ever written.
        later: What is to stand.
    """

    earlier: Mark | None
    later: Mark


def changes(
    office: Office,
    pupil: PupilId,
    after: Iterable[Decision],
    reason: str,
    *,
    also: Collection[Moment] = (),
) -> list[MarkChange]:
    """Return how a child's marks change when other decisions stand.

    Args:
        office: The office.
        pupil: The child.
        after: The decisions that will stand, oldest first.
        reason: Why, for the register.
        also: Sessions to look at although what stands decided of them stays the same, because
            another desk decided otherwise and wrote that in the register.
    """
    before, then = office.leave.standing(pupil), standing_of(after)
    moved = [
        one for one in before.keys() | then.keys() if _symbol(before, one) != _symbol(then, one)
    ]
    begun = [one for one in sorted({*moved, *also}) if has_begun(office, pupil, one)]
    takes_place = set(counted(office, office.roll.pupil(pupil), begun).possible)
    histories, given = histories_of(office, pupil, begun), ever_granted(office, pupil)
    found = []
    for moment in begun:
        was = without_leave(office, histories.get(moment, []), given)
        code = _code(office, then, moment) if moment in takes_place else NOTHING
        later = _later(office, pupil, moment, was, code)
        if later is not None and not _same(was.stands, later):
            why = reason if was.stands else ""
            found.append(MarkChange(was.stands, replace(later, reason=why, line=UNWRITTEN)))
    return found


def write(office: Office, act: Act, found: Sequence[MarkChange]) -> int:
    """Write changes of marks in an act; return how many they are."""
    entered = [one.later for one in found if one.earlier is None]
    corrected = [(one.earlier, one.later) for one in found if one.earlier is not None]
    if entered:
        office.register.enter_many(act, entered)
    if corrected:
        office.register.amend_many(act, corrected)
    return len(found)


def _later(
    office: Office, pupil: PupilId, moment: Moment, was: WithoutLeave, code: str
) -> Mark | None:
    """Return the mark a session is to have; None where it stays as it is."""
    base = was.base
    gives_way = base is None or base.code in (NOTHING, *UNEXPLAINED)
    in_ink = base is not None or _is_handed_in(office, pupil, moment)
    if code and gives_way and in_ink:
        return Mark(pupil, *moment, code)
    if was.own:
        return base or Mark(pupil, *moment, NOTHING)
    return None


def _code(office: Office, standing: Mapping[Moment, tuple[str, Decision]], moment: Moment) -> str:
    symbol = _symbol(standing, moment)
    return office.codes.code(symbol) if symbol and symbol in granted_symbols() else NOTHING


def _symbol(standing: Mapping[Moment, tuple[str, Decision]], moment: Moment) -> str:
    return standing[moment][0] if moment in standing else ""


def _same(one: Mark | None, other: Mark) -> bool:
    if one is None:
        return other.code == NOTHING
    return (one.code, one.minutes, one.note) == (other.code, other.minutes, other.note)


def _is_handed_in(office: Office, pupil: PupilId, moment: Moment) -> bool:
    day, session = moment
    placed = office.roll.placed(pupil, day)
    handed_in = office.register.handed_in(day, day)
    return placed is not None and Sheet(placed.school_class, day, session) in handed_in
