"""The save of a referral pack, for the proofs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.procedures.issue_packs import issue_packs
from officeapp.procedures.keep_school import change_school
from tests.pack_builders import WHY, referred

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save

MONDAY = dt.date(2026, 7, 6)  # a week and four days before the day on which all this happens
UPN = "L816299919021"


def make_ready(office: Office) -> None:
    """Admit a pupil of whom a pack lacks nothing."""
    card = office.school.card()
    change_school(office, replace(card, dfe="816/2999", address="Moor Lane", phone="01632 960 000"))
    referred(office, office.roll.classes()[0], MONDAY, upn=UPN, year_group="4")


def _issue(office: Office) -> None:
    pupil = office.roll.named(UPN)
    issue_packs(office, pupil, lambda pack, number: f"{number} {pack.child}".encode(), WHY)


SAVES: dict[str, Save] = {"issue-pack": _issue}
