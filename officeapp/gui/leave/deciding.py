"""What the head has in mind for a request: all, part or none, a reason, and what would follow.

Nothing of it is written before `Deciding.write`, and no widget is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from officeapp.books.leave_days import counted
from officeapp.domain.leave import Moment, Outcome
from officeapp.errors import OfficeError
from officeapp.procedures.decide_leave import (
    Ruling,
    codes_offered,
    decide_leave,
    draft_decisions,
    supersede_leave,
)
from officeapp.procedures.leave_outcome import consequence
from officeapp.procedures.leave_reasons import reasons

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.domain.record import PupilId

MOST_REASONS = 6
#: Stands for a reason not given yet, so that what would follow can be said all the same.
NOT_YET = "…"


class NotEveryChildError(OfficeError):
    """Some of the children of a request are not decided of yet."""

    def __init__(self, names: str) -> None:
        super().__init__(f"Choose all, part or refuse for {names} as well.")


class Follows(NamedTuple):
    """What a decision would lead to.

    Attributes:
        said: What will follow, or why it cannot be decided so.
        possible: Whether it can be decided so, once a reason is given.
    """

    said: str
    possible: bool


@dataclass(frozen=True, slots=True)
class Thought:
    """What the head has in mind for one child.

    Attributes:
        outcome: All, part or none; None while it is open.
        reason: Why.
        conditions: What is asked in return.
        code: The code of granted sessions; '' for the usual one.
        sessions: The sessions to grant, of a part.
    """

    outcome: Outcome | None = None
    reason: str = ""
    conditions: str = ""
    code: str = ""
    sessions: frozenset[Moment] = frozenset()


class Deciding:
    """A request being decided, child by child or for all at once; nothing in it is written."""

    def __init__(self, office: Office, request: LeaveRequest, *, anew: bool) -> None:
        self._office = office
        self.request = request
        #: Whether it was decided before and is now decided anew.
        self.anew = anew
        #: Why it is decided anew.
        self.why = ""
        #: The children spoken of now: one of them, or all.
        self.children = request.children
        self._thoughts = dict.fromkeys(request.children, Thought())

    def next_child(self) -> None:
        """Speak of the next child alone; after the last of all of them again."""
        every = self.request.children
        if self.children == every:
            self.children = every[:1]
        else:
            place = every.index(self.children[0]) + 1
            self.children = every[place : place + 1] or every

    @property
    def thought(self) -> Thought:
        """Return what is in mind for the children spoken of, the first of them where several."""
        return self._thoughts[self.children[0]]

    @property
    def begun(self) -> bool:
        """Say whether anything was chosen or typed."""
        return bool(self.why) or any(one != Thought() for one in self._thoughts.values())

    def choose(self, outcome: Outcome | None) -> None:
        """Choose all, part or none for the children spoken of; the reason begins anew."""
        for child in self.children:
            before = self._thoughts[child]
            kept = before.reason if before.outcome is outcome else ""
            self._thoughts[child] = replace(before, outcome=outcome, reason=kept)

    def say(self, *, reason: str | None = None, conditions: str | None = None) -> None:
        """Give a reason or conditions for the children spoken of."""
        for child in self.children:
            before = self._thoughts[child]
            self._thoughts[child] = replace(
                before,
                reason=before.reason if reason is None else reason,
                conditions=before.conditions if conditions is None else conditions,
            )

    def pick(self, sessions: frozenset[Moment]) -> None:
        """Grant these sessions of a part."""
        for child in self.children:
            self._thoughts[child] = replace(self._thoughts[child], sessions=sessions)

    def next_code(self) -> None:
        """Take the next code under which the leave may be granted."""
        offered = self.codes()
        now = self.thought.code or offered[0]
        code = offered[(offered.index(now) + 1) % len(offered)]
        for child in self.children:
            self._thoughts[child] = replace(self._thoughts[child], code=code)

    def codes(self) -> list[str]:
        """Return the codes under which it may be granted, the usual one first."""
        return codes_offered(self._office, self.request)

    def reasons(self) -> list[str]:
        """Return reasons to choose from for what is in mind."""
        outcome = self.thought.outcome
        if outcome is None:
            return []
        return reasons(self._office, outcome, self.request.kind)[:MOST_REASONS]

    def sessions(self) -> tuple[list[Moment], list[Moment]]:
        """Return the sessions that can be granted, and those acknowledged in any case."""
        found: set[Moment] = set()
        for child in self.children:
            pupil = self._office.roll.pupil(child)
            found.update(counted(self._office, pupil, self.request.moments()).possible)
        apart = self.request.days_set_apart
        return (
            sorted(one for one in found if one[0] not in apart),
            sorted(one for one in found if one[0] in apart),
        )

    def follows(self) -> Follows | None:
        """Return what would follow; None while the children spoken of have no outcome."""
        if self.thought.outcome is None:
            return None
        try:
            drafts = draft_decisions(self._office, self.request, self._rulings(NOT_YET))
            return Follows(consequence(self._office, drafts), possible=True)
        except OfficeError as refusal:
            return Follows(str(refusal), possible=False)

    def write(self) -> None:
        """Decide, as one act for every child.

        Raises:
            NotAllowedError: The person signed in may not decide on leave today.
            OfficeError: It cannot be decided so; the message says why.
        """
        if self.anew:
            supersede_leave(self._office, self.request, self._rulings(), self.why)
        else:
            decide_leave(self._office, self.request, self._rulings())

    def _rulings(self, filler: str = "") -> dict[PupilId, Ruling]:
        found: dict[PupilId, Ruling] = {}
        open_still = []
        for child, one in self._thoughts.items():
            if one.outcome is None:
                open_still.append(self._office.roll.pupil(child).called)
                continue
            code = "" if one.outcome is Outcome.REFUSE else one.code
            found[child] = Ruling(
                one.outcome, one.reason or filler, one.conditions, code, one.sessions
            )
        if open_still:
            raise NotEveryChildError(" and ".join(open_still))
        return found
