"""Clashes between desks among the saves of the proofs."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from officeapp.procedures.card_clashes import card_clashes, settle_card_clash, value_of
from officeapp.procedures.keep_roll import change_pupil
from officeapp.procedures.settle_clash import clashes, settle_clash
from tests.desks import make_clash, write_apart
from tests.proofs.small_school import sheets

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from tests.proofs.saves import Save


PRESENT = ("/", "\\")


def make_ready(office: Office) -> None:
    """Two sessions that another desk marked otherwise, and two cards it wrote otherwise."""
    [sheet] = itertools.islice(sheets(office), 2, 3)
    there = [mark for mark in office.register.marks_of_day(sheet.day) if mark.code in PRESENT]
    for mark in [one for one in there if one.session is sheet.session][-2:]:
        make_clash(office, mark)
    for pupil in office.roll.on_roll(sheet.day)[-2:]:
        write_apart(office, partial(_say, pupil.id, "nuts"), partial(_say, pupil.id, "bees"))


def _say(pupil: int, medical: str, office: Office) -> None:
    change_pupil(office, replace(office.roll.pupil(pupil), medical=medical))


def _settle(office: Office) -> None:
    clash = next(iter(clashes(office)))
    settle_clash(office, clash, "M", "the letter was seen")


def _settle_card(office: Office) -> None:
    clash = next(iter(card_clashes(office)))
    settle_card_clash(office, clash.source, value_of(clash.source, clash.sides[0].value))


SAVES: dict[str, Save] = {"settle-clash": _settle, "settle-card-clash": _settle_card}
