"""The headteacher's list of reasons: what was written before, then what the program begins with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from officeapp.books.leave import shipped_reasons
from officeapp.domain.leave import LeaveState, Outcome

if TYPE_CHECKING:
    from officeapp.books.office import Office

_STATES = {
    Outcome.GRANT: LeaveState.GRANTED,
    Outcome.PART: LeaveState.PART,
    Outcome.REFUSE: LeaveState.REFUSED,
}


def reasons(office: Office, outcome: Outcome, kind: str) -> list[str]:
    """Return reasons to choose from for an outcome, those written most often for the kind first.

    Args:
        office: The office.
        outcome: What is being decided.
        kind: The key of what the leave is for.
    """
    written: Counter[str] = Counter()
    for request in office.leave.decided():
        if request.kind == kind and office.leave.state(request) is _STATES[outcome]:
            decisions = office.leave.decisions(request.id).values()
            written.update({one.reason for one in decisions if one.reason})
    own = [words for words, _ in written.most_common()]
    shipped = [
        words
        for one, kinds, words in shipped_reasons()
        if one is outcome and (not kinds or kind in kinds)
    ]
    return list(dict.fromkeys([*own, *shipped]))
