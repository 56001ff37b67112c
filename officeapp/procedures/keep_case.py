"""Keep a pupil's attendance case: card, meetings, plans, notes, referrals, steps.

Every act here has one kind, so that a list of acts does not tell what a case holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from officeapp.books.act import Book
from officeapp.domain.cases import (
    CaseNote,
    Meeting,
    Plan,
    PlanTarget,
    Referral,
    StepState,
    StepTaken,
)
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.procedures.amend_mark import NoReasonError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.journal import Journal
    from officeapp.books.office import Office
    from officeapp.domain.cases import CaseCard

    Kept = Meeting | Plan | PlanTarget | CaseNote | Referral | StepTaken
    E = TypeVar("E", Meeting, Plan, PlanTarget, CaseNote, Referral, StepTaken)


class NoWordsError(OfficeError):
    """An entry of a case was to be made without saying anything."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Say {what} first; nothing was entered.")


class NotAfterReviewError(OfficeError):
    """A plan was to be reviewed before it was agreed."""

    def __init__(self) -> None:
        super().__init__("The review lies before the day of the plan; choose a later day.")


def change_card(office: Office, card: CaseCard) -> CaseCard:
    """Write a new version of a case's card.

    Raises:
        ChangedMeanwhileError: Somebody changed the card since it was read.
        NotAllowedError: The person signed in may not keep cases.
    """
    office.roll.pupil(card.id)
    with office.writing("case-entry", Right.KEEP_CASES, Book.CASES) as act:
        if card.line == UNWRITTEN:
            return office.cases.cards.enter(act, card)
        return office.cases.cards.amend(act, card)


def enter(office: Office, entry: E, targets: Sequence[PlanTarget] = ()) -> E:
    """Write an entry of a case; a plan with what it asks for, as one act.

    Args:
        office: The office.
        entry: The entry; its number is given here.
        targets: What a plan asks for; its number is put into them.

    Raises:
        NoWordsError: The entry says nothing.
        NotAllowedError: The person signed in may not keep cases.
        NotSavedError: The file could not be written; nothing was.
    """
    _require_words(entry)
    office.roll.pupil(entry.pupil)
    with office.writing("case-entry", Right.KEEP_CASES, Book.CASES) as act:
        made = _journal(office, entry).enter(act, replace(entry, id=office.new_number()))
        for target in targets:
            _require_words(target)
            numbered = replace(target, id=office.new_number(), plan=made.id, pupil=made.pupil)
            office.cases.targets.enter(act, numbered)
    return made


def change(office: Office, entry: E, why: str) -> E:
    """Write a new version of an entry: what came of a meeting, a plan's outcome, a correction.

    Raises:
        NoReasonError: It is not said what changed.
        ChangedMeanwhileError: Somebody changed it since it was read.
    """
    if not why.strip():
        raise NoReasonError
    _require_words(entry)
    with office.writing("case-entry", Right.KEEP_CASES, Book.CASES) as act:
        return _journal(office, entry).amend(act, replace(entry, correction=why.strip()))


def take_back(office: Office, entry: E, why: str) -> E:
    """Take an entry back; it stays legible with the reason.

    Raises:
        NoReasonError: No reason is given.
        ChangedMeanwhileError: Somebody changed it since it was read.
    """
    return change(office, replace(entry, gone=True), why)


def _journal(office: Office, entry: E) -> Journal[E]:
    cases = office.cases
    found: dict[type, Journal[E]] = {
        Meeting: cases.meetings,  # type: ignore[dict-item]  # each journal is that of its type
        Plan: cases.plans,  # type: ignore[dict-item]
        PlanTarget: cases.targets,  # type: ignore[dict-item]
        CaseNote: cases.notes,  # type: ignore[dict-item]
        Referral: cases.referrals,  # type: ignore[dict-item]
        StepTaken: cases.steps,  # type: ignore[dict-item]
    }
    return found[type(entry)]


def _require_words(entry: Kept) -> None:
    for kind, field, what in _MUST_SAY:
        if isinstance(entry, kind) and not getattr(entry, field).strip():
            raise NoWordsError(what)
    if isinstance(entry, Plan) and entry.review is not None and entry.review < entry.day:
        raise NotAfterReviewError
    if isinstance(entry, StepTaken):
        said = entry.evidence if entry.state is StepState.DONE else entry.why
        if not said.strip():
            raise NoWordsError(
                "what shows that the step was taken"
                if entry.state is StepState.DONE
                else "why the step is put aside"
            )


_MUST_SAY: tuple[tuple[type, str, str], ...] = (
    (Meeting, "kind", "what kind of meeting it is"),
    (Plan, "kind", "what kind of plan it is"),
    (PlanTarget, "words", "what the target is"),
    (CaseNote, "words", "what the note says"),
    (Referral, "whom", "to whom it is referred"),
    (StepTaken, "step", "which step it is"),
)
