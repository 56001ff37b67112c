"""The saves of a penalty notice and of the authority's settings, for the proofs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.authority import Authority
from officeapp.domain.notice_ledger import PenaltyNotice
from officeapp.domain.record import PupilId
from officeapp.procedures.keep_authority import set_authority
from officeapp.procedures.keep_notices import enter_notice
from tests.proofs.saves import LAST

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save


def _enter(office: Office) -> None:
    pupil = next(PupilId(one) for one in office.roll.pupils() if office.contacts.of(one))
    [(_, parent), *_] = office.contacts.of(pupil)
    sessions = (f"{LAST.isoformat()} AM",)
    enter_notice(office, PenaltyNotice(0, pupil, LAST, parent.id, LAST, sessions))


def _authority(office: Office) -> None:
    """Give the authority another name from one day on, however often it is tried."""
    held = office.school.authorities()
    card = held[0] if held else Authority(0, LAST)
    set_authority(office, replace(card, name=f"Council {len(card.name)}"))


SAVES: dict[str, Save] = {"penalty-notice": _enter, "set-authority": _authority}
