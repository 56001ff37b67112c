"""Decisions on one child's request that were taken at two desks while apart, and settling them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.contesting import DECISIONS, Thing, forget_card
from officeapp.books.leave import granted_symbols
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.leave_strips import outcome_of
from officeapp.domain.open_clashes import ClashKind, OpenClash, Side
from officeapp.domain.rights import Right
from officeapp.domain.school import Role
from officeapp.domain.school_year import short_span
from officeapp.procedures.clash_words import Named, desk_words
from officeapp.procedures.leave_marks import changes, write

if TYPE_CHECKING:
    from officeapp.books.clash_book import LeaveDispute
    from officeapp.books.office import Office
    from officeapp.domain.leave import Decision
    from officeapp.domain.record import LineId, Signature
    from officeapp.procedures.leave_marks import MarkChange

SETTLED = "two desks decided on this leave; this decision stands"


def leave_clashes(office: Office) -> list[OpenClash]:
    """Return the decisions in dispute, if the person signed in may see requests for leave."""
    disputes = office.clashes.leave()
    if not disputes or not office.may(Right.READ_LEAVE):
        return []
    named = Named(office)
    return [_open(office, named, dispute) for dispute in disputes]


def settle_leave_clash(
    office: Office, dispute: LeaveDispute, kept: LineId, reason: str = ""
) -> Decision:
    """Write that one of several decisions stands; the others are corrected.

    What leave wrote in registers is put back where it does not hold under the decision that
    stands. A session at which marks clash as well is left to that clash.

    Args:
        office: The office.
        dispute: The dispute as it was listed.
        kept: The line of the decision that is to stand.
        reason: Why, where somebody says it.

    Raises:
        ChangedMeanwhileError: Other decisions stand by now; look at the clash again.
        NotAllowedError: The person signed in may not decide on leave today.
    """
    office.require(Right.DECIDE_LEAVE)
    if dispute not in office.clashes.leave():
        raise ChangedMeanwhileError
    chosen = next(one for one in dispute.sides if one.line == kept)
    draft = replace(chosen, why=reason.strip() or SETTLED)
    moved = _moved(office, dispute, draft)
    books = (Book.LEAVE, Book.REGISTER, Book.CLASHES)
    with office.writing("settle-leave-clash", Right.DECIDE_LEAVE, *books) as act:
        lines = [one.line for one in dispute.sides]
        written = office.leave.decision_cards.settle(act, draft, lines)
        row = {"shelf": DECISIONS, "thing": draft.id, "field": "strip"}
        act.write("clash_decided", {**row, "reason": reason.strip()})
        for one in dispute.sides:
            forget_card(office, Thing(DECISIONS, one.id))
        write(office, act, moved)
    return written


def _moved(office: Office, dispute: LeaveDispute, draft: Decision) -> list[MarkChange]:
    """Return how marks change when a decision stands alone, where no marks clash."""
    decided = office.leave.of_child(dispute.pupil)
    others = [one for one in decided if one.request != dispute.request]
    found = changes(office, dispute.pupil, [*others, draft], SETTLED, also=dispute.moments)
    clashing = office.clashes.marks()
    return [
        one for one in found if (one.later.pupil, one.later.day, one.later.session) not in clashing
    ]


def _open(office: Office, named: Named, dispute: LeaveDispute) -> OpenClash:
    request = office.leave.request(dispute.request)
    by = named.signatures([one.line for one in dispute.sides])
    sides = tuple(_side(office, one, by[one.line]) for one in dispute.sides)
    return OpenClash(
        ClashKind.LEAVE,
        f"leave {dispute.request} {dispute.pupil}",
        named.called("pupil", dispute.pupil),
        f"leave {short_span(request.first, request.last)}",
        sides,
        sides[-1].words,
        _before(office, named, dispute),
        offered=_offered(sides),
        takes_other=False,
        needs_reason=False,
        may_settle=office.may(Right.DECIDE_LEAVE),
        source=dispute,
    )


def _side(office: Office, decision: Decision, by: Signature) -> Side:
    words = str(outcome_of([decision.strip], granted_symbols()))
    more = "; ".join(part for part in (decision.reason, decision.conditions) if part)
    said = f"{words}: {more}" if more else words
    return Side(said, by, desk_words(office, by), decision.line)


def _before(office: Office, named: Named, dispute: LeaveDispute) -> Side | None:
    """Return the decision that all of them took anew; None where there was none."""
    stand = {one.line for one in dispute.sides}
    versions = office.leave.decision_cards.kept.of(dispute.sides[0].id)
    earlier = [line for line in versions if line not in stand]
    if not earlier:
        return None
    return _side(office, versions[earlier[-1]], named.signatures(earlier)[earlier[-1]])


def _offered(sides: tuple[Side, ...]) -> int:
    """Return which side is offered first: the head's own later one, else the one that is shown."""
    heads = [place for place, side in enumerate(sides) if side.by.role == Role.HEAD]
    return heads[-1] if heads else len(sides) - 1
