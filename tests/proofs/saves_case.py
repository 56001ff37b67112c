"""The save of an entry in an attendance case, for the proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.sealing import SEALED_KIND
from officeapp.domain.cases import (
    CaseCard,
    CaseNote,
    Meeting,
    Plan,
    PlanTarget,
    Referral,
    StepState,
    StepTaken,
)
from officeapp.domain.school_year import Span
from officeapp.procedures.confidential import open_notes, raise_concern
from officeapp.procedures.confirm import confirm
from officeapp.procedures.keep_case import change_card, enter
from tests.proofs.saves import LAST, _pupil

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save


def make_ready(office: Office) -> None:
    """Give a pupil a case that has one of everything."""
    pupil = _pupil(office, 7).id
    change_card(office, CaseCard(pupil, "R. Adair"))
    plan = Plan(0, pupil, LAST, "attendance plan")
    enter(office, plan, [PlanTarget(0, pupil, LAST, 0, "In by 08:40")])
    enter(office, Meeting(0, pupil, LAST, "clinic", invited=("A parent",)))
    enter(office, Referral(0, pupil, LAST, "school nurse", "asthma"))
    enter(office, StepTaken(0, pupil, LAST, "call", StepState.DONE, evidence="call"))
    raise_concern(office, pupil, "A bruise was seen.")
    confirm(office)
    open_notes(office, pupil, Span(LAST, LAST), "the lead is away")


def _enter(office: Office) -> None:
    enter(office, CaseNote(0, _pupil(office).id, LAST, "call", "Spoke to a parent."))


def _raise(office: Office) -> None:
    raise_concern(office, _pupil(office).id, "A bruise was seen.")


SAVES: dict[str, Save] = {"case-entry": _enter, SEALED_KIND: _raise}
