"""Decisions on leave in the register's own notation: which one counts, what they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.leave import NOT_ASKED, UNDECIDED, Decision, LeaveState, Moment
from officeapp.domain.school_year import first_session_from, session_at

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping


def strip_of(first: dt.date, decided: Mapping[Moment, str]) -> str:
    """Return a strip that begins on the morning of a day, '-' where nothing is said."""
    if not decided:
        return ""
    begins = first_session_from(first)
    last = max(day for day, _ in decided)
    sessions = map(session_at, range(begins, first_session_from(last) + 2))
    return "".join(decided.get(moment, NOT_ASKED) for moment in sessions)


def standing_of(decisions: Iterable[Decision]) -> dict[Moment, tuple[str, Decision]]:
    """Return what stands of several decisions on a child, oldest first: the later one counts."""
    found: dict[Moment, tuple[str, Decision]] = {}
    for decision in decisions:
        for moment, symbol in decision.moments():
            if symbol != UNDECIDED:
                found[moment] = symbol, decision
    return found


def outcome_of(strips: Iterable[str], granted: str) -> LeaveState:
    """Return the state that the strips of all children of a request make.

    Args:
        strips: What was decided, a strip a child.
        granted: The symbols of codes under which leave is granted.
    """
    symbols = set("".join(strips)) - {NOT_ASKED, UNDECIDED}
    if symbols <= set(granted):
        return LeaveState.GRANTED
    return LeaveState.PART if symbols & set(granted) else LeaveState.REFUSED
