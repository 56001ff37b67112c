"""What leave wrote in the register, told from what people wrote, by the acts that wrote it."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, NamedTuple

from officeapp.books.leave import granted_symbols
from officeapp.books.register import mark_of
from officeapp.domain.leave import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.leave import Moment
    from officeapp.domain.record import PupilId
    from officeapp.domain.register import Mark

#: The acts that write granted leave into the register, and take it out again.
_GIVES = frozenset({"decide-leave", "supersede-leave", "take-back-leave"})
#: The act that writes a confirmed absence without leave.
MARKS = "mark-leave"
HANDS_IN = "hand-in"


class WrittenLine(NamedTuple):
    """A line of a session's history with the act that wrote it.

    Attributes:
        mark: The line.
        kind: The kind of the act.
        clock: The act's logical clock.
    """

    mark: Mark
    kind: str
    clock: int


class WithoutLeave(NamedTuple):
    """What a session is without leave.

    Attributes:
        own: Whether what stands was written because of leave.
        stands: The line that stands; None where nothing was ever written.
        base: What would stand without leave; None where nothing would.
    """

    own: bool
    stands: Mark | None
    base: Mark | None


def without_leave(
    office: Office, lines: list[WrittenLine], given: Mapping[tuple[Moment, str], int]
) -> WithoutLeave:
    """Return what a session was before leave, marks that people made kept.

    Args:
        office: The office.
        lines: The session's history, oldest first.
        given: Since when what was granted of whom, as `ever_granted` says.
    """
    left = list(lines)
    while left and _is_leaves(office, left[-1], given):
        left.pop()
    stands = lines[-1].mark if lines else None
    return WithoutLeave(len(left) < len(lines), stands, left[-1].mark if left else None)


def ever_granted(office: Office, pupil: PupilId) -> dict[tuple[Moment, str], int]:
    """Return what was ever granted of a child's sessions, with the logical clock since which.

    Decisions that were withdrawn or taken anew are in it: what a register took from them is theirs.
    """
    rows = office.connection.execute(
        "SELECT d.first, d.strip, a.clock FROM leave_decision d JOIN act a ON a.id = d.act "
        "WHERE d.pupil = ? ORDER BY a.clock, a.id",
        [pupil],
    )
    found: dict[tuple[Moment, str], int] = {}
    for row in rows:
        first = dt.date.fromisoformat(row["first"])
        for moment, symbol in Decision(0, 0, pupil, first, row["strip"]).moments():
            if symbol in granted_symbols():
                found.setdefault((moment, symbol), row["clock"])
    return found


def _is_leaves(office: Office, line: WrittenLine, given: Mapping[tuple[Moment, str], int]) -> bool:
    """Say whether a line was written because of leave.

    That is what a decision or a confirmed absence without leave wrote, and what a register that
    was handed in took from a decision that was there before it. What taking back restored is what
    stood before, and no leave.
    """
    if line.kind == MARKS:
        return True
    mark = line.mark
    symbol = office.codes.symbol(mark.code)
    if line.kind in _GIVES:
        return symbol in granted_symbols()
    since = given.get(((mark.day, mark.session), symbol))
    return line.kind == HANDS_IN and since is not None and line.clock > since


def histories_of(
    office: Office, pupil: PupilId, moments: Iterable[Moment]
) -> dict[Moment, list[WrittenLine]]:
    """Return every line of some sessions of a child, oldest first."""
    wanted = set(moments)
    days = sorted({day.isoformat() for day, _ in wanted})
    rows = office.connection.execute(
        "SELECT r.*, a.kind, a.clock FROM json_each(?) j JOIN register_day d ON d.day = j.value "
        "JOIN register r ON r.act = d.act AND r.n BETWEEN d.first AND d.last AND r.day = d.day "
        "JOIN act a ON a.id = r.act WHERE r.pupil = ? ORDER BY a.clock, a.id, r.n",
        [json.dumps(days), pupil],
    )
    found: dict[Moment, list[WrittenLine]] = {}
    for row in rows:
        mark = mark_of(row)
        if (mark.day, mark.session) in wanted:
            line = WrittenLine(mark, row["kind"], row["clock"])
            found.setdefault((mark.day, mark.session), []).append(line)
    return found
