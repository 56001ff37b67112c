"""The save of an entry in an attendance case, for the proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.cases import CaseNote
from officeapp.procedures.keep_case import enter
from tests.proofs.saves import LAST, _pupil

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save


def _enter(office: Office) -> None:
    enter(office, CaseNote(0, _pupil(office).id, LAST, "call", "Spoke to a parent."))


SAVES: dict[str, Save] = {"case-entry": _enter}
