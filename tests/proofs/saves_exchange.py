"""Clashes between desks among the saves of the proofs."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from officeapp.procedures.settle_clash import clashes, settle_clash
from tests.desks import make_clash
from tests.proofs.small_school import sheets

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save


PRESENT = ("/", "\\")


def make_ready(office: Office) -> None:
    """Two sessions that another desk marked otherwise."""
    [sheet] = itertools.islice(sheets(office), 2, 3)
    there = [mark for mark in office.register.marks_of_day(sheet.day) if mark.code in PRESENT]
    for mark in [one for one in there if one.session is sheet.session][-2:]:
        make_clash(office, mark)


def _settle(office: Office) -> None:
    clash = next(iter(clashes(office)))
    settle_clash(office, clash, "M", "the letter was seen")


SAVES: dict[str, Save] = {"settle-clash": _settle}
