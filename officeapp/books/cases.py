"""Attendance cases as kept in the file: cards and journals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.journal import Journal
from officeapp.books.sealing import CONFIDENTIAL
from officeapp.books.shelf import Shelf
from officeapp.domain.cases import (
    CaseCard,
    CaseNote,
    ConfidentialNote,
    Meeting,
    NoteOpened,
    Plan,
    PlanTarget,
    Referral,
    StepTaken,
)
from officeapp.domain.notice_ledger import PenaltyNotice

if TYPE_CHECKING:
    from officeapp.books.database import Connection
    from officeapp.domain.record import PupilId

__all__ = ["CONFIDENTIAL", "CaseBook"]


class CaseBook:
    """Reads cases; writing goes through its shelf and its journals.

    Confidential notes are read through `procedures.confidential` alone, which asks for the right
    and notes that they were opened.
    """

    def __init__(self, connection: Connection) -> None:
        #: The cards, by pupil.
        self.cards = Shelf(connection, "case_card", CaseCard)
        #: Meetings.
        self.meetings = Journal(connection, "meeting", Meeting)
        #: Plans and contracts.
        self.plans = Journal(connection, "plan", Plan)
        #: What plans ask for.
        self.targets = Journal(connection, "target", PlanTarget)
        #: Ordinary notes.
        self.notes = Journal(connection, "case_note", CaseNote)
        #: Referrals.
        self.referrals = Journal(connection, "referral", Referral)
        #: Steps of the ladder.
        self.steps = Journal(connection, "step_taken", StepTaken)
        #: Penalty notices this school knows of.
        self.notices = Journal(connection, "penalty_notice", PenaltyNotice)
        #: Safeguarding notes.
        self.confidential = Journal(connection, "confidential_note", ConfidentialNote)
        #: When safeguarding notes were opened.
        self.opened = Journal(connection, "note_opened", NoteOpened)

    def card(self, pupil: PupilId) -> CaseCard:
        """Return a pupil's card; a blank one where there is none."""
        return self.cards.standing().get(pupil) or CaseCard(pupil)

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.cards.forget()
        for journal in (
            self.meetings,
            self.plans,
            self.targets,
            self.notes,
            self.referrals,
            self.steps,
            self.notices,
            self.confidential,
            self.opened,
        ):
            journal.forget()
