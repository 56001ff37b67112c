"""Leave of absence as kept in the file: requests, decisions, notes and who may decide.

Nothing here vanishes: a refusal, a withdrawal and a decision that was taken again are versions of
their cards. Of two decisions that cover the same session of a child the later one counts, by the
logical clock of the acts that wrote them.
"""

from __future__ import annotations

import functools
import tomllib
from typing import TYPE_CHECKING

from officeapp import paths
from officeapp.books.act import signature
from officeapp.books.law import codes
from officeapp.books.shelf import Shelf
from officeapp.domain.assessments import Assessment
from officeapp.domain.leave import (
    LEAVE_CODES,
    SET_APART,
    Decision,
    Delegate,
    LeaveKind,
    LeaveNote,
    LeaveRequest,
    LeaveState,
    Moment,
    Outcome,
)
from officeapp.domain.leave_strips import outcome_of, standing_of
from officeapp.domain.record import PupilId
from officeapp.errors import NotFoundError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from officeapp.books.database import Connection
    from officeapp.domain.policy_parts import Leave
    from officeapp.domain.record import Signature, StaffId

Standing = dict[Moment, tuple[str, Decision]]


class UnknownRequestError(NotFoundError):
    """No request for leave has a number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"There is no request for leave {number}; `leave` lists them.")


class LeaveBook:
    """Reads requests for leave and what became of them; writing goes through its shelves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        #: What was asked for.
        self.request_cards = Shelf(connection, "leave_request", LeaveRequest)
        #: What was decided, a card a child.
        self.decision_cards = Shelf(connection, "leave_decision", Decision)
        #: What was done while it was followed.
        self.note_cards = Shelf(connection, "leave_note", LeaveNote)
        #: Whom the head has named to decide.
        self.delegate_cards = Shelf(connection, "delegate", Delegate)
        #: The school's own dates of tests.
        self.assessment_cards = Shelf(connection, "assessment", Assessment)
        self._ordered: list[Decision] | None = None
        self._by_request: dict[int, dict[PupilId, Decision]] = {}
        self._by_child: dict[PupilId, list[Decision]] = {}
        self._standing: dict[PupilId, Standing] = {}

    def requests(self) -> list[LeaveRequest]:
        """Return every request there has been, by the first day asked for."""
        found = self.request_cards.standing().values()
        return sorted(found, key=lambda one: (one.first, one.received, one.id))

    def request(self, number: int) -> LeaveRequest:
        """Return a request.

        Raises:
            UnknownRequestError: No request has that number.
        """
        try:
            return self.request_cards.standing()[number]
        except KeyError:
            raise UnknownRequestError(number) from None

    def waiting(self) -> list[LeaveRequest]:
        """Return the requests that wait for the head, the nearest first day first."""
        return [one for one in self.requests() if self.state(one) is LeaveState.WAITING]

    def decided(self) -> list[LeaveRequest]:
        """Return the requests that were decided or withdrawn, the latest first day first."""
        found = [one for one in self.requests() if self.state(one) is not LeaveState.WAITING]
        return found[::-1]

    def of_pupil(self, pupil: int) -> list[LeaveRequest]:
        """Return a child's requests, refused and withdrawn ones too, oldest first."""
        return [one for one in self.requests() if pupil in one.children]

    def overlapping(self, request: LeaveRequest) -> list[LeaveRequest]:
        """Return the other requests that share a child and a session and were not withdrawn."""
        mine = set(request.moments())
        return [
            one
            for one in self.requests()
            if one.id != request.id
            and not one.withdrawn
            and set(one.children) & set(request.children)
            and one.span.overlap(request.span)
            and mine & set(one.moments())
        ]

    def decisions(self, request: int) -> dict[PupilId, Decision]:
        """Return what stands decided of a request, by child; nothing while it waits."""
        self._in_order()
        return self._by_request.get(request, {})

    def state(self, request: LeaveRequest) -> LeaveState:
        """Return where a request stands."""
        if request.withdrawn:
            return LeaveState.WITHDRAWN
        decisions = self.decisions(request.id)
        if any(child not in decisions for child in request.children):
            return LeaveState.WAITING
        return outcome_of((one.strip for one in decisions.values()), granted_symbols())

    def versions(self, request: int) -> list[tuple[LeaveRequest, Signature]]:
        """Return every version of a request, oldest first, each with who wrote it."""
        return self.request_cards.versions(request)

    def versions_of_decision(
        self, request: int, pupil: PupilId
    ) -> list[tuple[Decision, Signature]]:
        """Return every version of what was decided of a child, oldest first, each with by whom."""
        decision = self.decisions(request).get(pupil)
        return self.decision_cards.versions(decision.id) if decision else []

    def decided_by(self, decision: Decision) -> Signature:
        """Return who took a decision as it stands, and when."""
        row = self._connection.execute(
            "SELECT id, name, post, role, at FROM act WHERE id = ?", [decision.line.act]
        ).fetchone()
        return signature(row)

    def standing(self, pupil: int) -> Standing:
        """Return what stands decided of a child's sessions; withdrawn requests count nothing."""
        number = PupilId(pupil)
        if number not in self._standing:
            self._standing[number] = standing_of(self.of_child(number))
        return self._standing[number]

    def of_child(self, pupil: int) -> list[Decision]:
        """Return the decisions on a child whose requests were not withdrawn, oldest first."""
        self._in_order()
        requests = self.request_cards.standing()
        found = self._by_child.get(PupilId(pupil), [])
        return [one for one in found if not requests[one.request].withdrawn]

    def children(self) -> set[PupilId]:
        """Return every child of whom something is decided."""
        self._in_order()
        return set(self._by_child)

    def notes(self, request: int, pupil: int = 0) -> list[LeaveNote]:
        """Return what was noted of a request, oldest first; of one child with those of all."""
        found = [
            one
            for one in self.note_cards.standing().values()
            if one.request == request and not one.gone and (not pupil or one.pupil in (0, pupil))
        ]
        return sorted(found, key=lambda one: (one.day, one.id))

    def notes_gone(self, request: int, pupil: int = 0) -> list[tuple[LeaveNote, Signature]]:
        """Return the notes that were taken back, as they were taken back, and by whom."""
        return [
            self.note_cards.versions(one.id)[-1]
            for one in sorted(self.note_cards.standing().values(), key=lambda one: one.id)
            if one.request == request and one.gone and (not pupil or one.pupil in (0, pupil))
        ]

    def delegates(self) -> list[Delegate]:
        """Return whom the head has named, the latest first day last."""
        named = self.delegate_cards.standing().values()
        return sorted((one for one in named if not one.gone), key=lambda one: (one.first, one.id))

    def is_delegate(self, person: StaffId, day: dt.date) -> bool:
        """Say whether somebody is named to decide on a day."""
        return any(one.person == person and one.holds_on(day) for one in self.delegates())

    def assessments(self) -> list[Assessment]:
        """Return the tests there are, national and the school's own, by date."""
        own = [one for one in self.assessment_cards.standing().values() if not one.gone]
        return sorted([*_national(), *own], key=lambda one: (one.first, one.name, one.id))

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        for shelf in (
            self.request_cards,
            self.decision_cards,
            self.note_cards,
            self.delegate_cards,
            self.assessment_cards,
        ):
            shelf.forget()
        self.changed()

    def changed(self) -> None:
        """Drop what was worked out from the cards, as after one was written."""
        self._ordered = None
        self._standing.clear()

    def _in_order(self) -> list[Decision]:
        """Return the decisions that stand, in the order in which they count."""
        if self._ordered is None:
            cards = self.decision_cards.standing()
            rows = self._connection.execute(
                "SELECT d.act, max(a.clock) FROM leave_decision d JOIN act a ON a.id = d.act "
                "GROUP BY d.act"
            )
            clocks = {row[0]: row[1] for row in rows}
            self._ordered = sorted(
                cards.values(), key=lambda one: (clocks.get(one.line.act, 0), one.line)
            )
            self._by_request, self._by_child = {}, {}
            for one in self._ordered:
                self._by_request.setdefault(one.request, {})[one.pupil] = one
                self._by_child.setdefault(one.pupil, []).append(one)
        return self._ordered


@functools.cache
def granted_symbols() -> str:
    """Return the symbols of granted leave in a strip, the day set apart included."""
    return "".join(map(codes().symbol, (*LEAVE_CODES, SET_APART)))


@functools.cache
def _shipped_kinds() -> tuple[LeaveKind, ...]:
    table = tomllib.loads(paths.seed("leave_kinds.toml").read_text(encoding="utf-8"))
    return tuple(LeaveKind(**{**one, "codes": tuple(one["codes"])}) for one in table["kind"])


@functools.cache
def shipped_reasons() -> tuple[tuple[Outcome, frozenset[str], str], ...]:
    """Return the reasons the program begins with: for which outcome, for which kinds, in words."""
    table = tomllib.loads(paths.seed("leave_reasons.toml").read_text(encoding="utf-8"))
    return tuple(
        (Outcome(one["outcome"]), frozenset(one.get("kinds", ())), one["words"])
        for one in table["reason"]
    )


def leave_kinds(policy: Leave | None = None) -> dict[str, LeaveKind]:
    """Return for what leave can be asked, by key; a policy may have kinds of its own."""
    found = {kind.key: kind for kind in _shipped_kinds()}
    for notice in policy.notices if policy else ():
        if notice.id != "leave":
            found.setdefault(notice.id, LeaveKind(notice.id, notice.id))
    return found


@functools.cache
def _national() -> tuple[Assessment, ...]:
    table = tomllib.loads(paths.seed("assessments.toml").read_text(encoding="utf-8"))
    return tuple(_assessment(one) for one in table["assessment"])


def _assessment(entry: dict[str, object]) -> Assessment:
    groups: Iterable[str] = entry.get("year_groups", ())  # type: ignore[assignment]  # of the seed
    return Assessment(0, **{**entry, "year_groups": frozenset(groups)})  # type: ignore[arg-type]
