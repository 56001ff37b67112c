"""Clashes between desks among the saves of the proofs."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from officeapp.domain.leave import LeaveRequest
from officeapp.domain.record import PupilId
from officeapp.domain.roll import Pupil
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.card_clashes import card_clashes, settle_card_clash, value_of
from officeapp.procedures.decide_leave import Ruling, decide_leave, for_all
from officeapp.procedures.keep_policy import change_number
from officeapp.procedures.keep_roll import Admission, admit, change_pupil
from officeapp.procedures.leave_clashes import settle_leave_clash
from officeapp.procedures.setting_clashes import settle_setting_clash
from officeapp.procedures.settle_clash import clashes, settle_clash
from officeapp.procedures.twice_admitted import join_pupils, keep_two_pupils
from tests.desks import make_clash, write_apart
from tests.leave_builders import NO, YES
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
    for name in ("Zofia", "Irena"):
        write_apart(office, partial(_admit, name), partial(_admit, name))
    change = partial(change_number, key="registers.keep_years", first=dt.date(2029, 1, 1))
    write_apart(office, partial(change, typed="8"), partial(change, typed="9"))
    asked = ask_leave(office, _paper(office.roll.on_roll(sheet.day)[4].id, sheet.day))
    write_apart(office, partial(_decide, asked, YES), partial(_decide, asked, NO))


def _paper(pupil: PupilId, day: dt.date) -> LeaveRequest:
    then = day + dt.timedelta(weeks=1)
    return LeaveRequest(
        0, (pupil,), "holiday", "a wedding", then, then, day, applicant_name="Eva Holm"
    )


def _decide(asked: LeaveRequest, ruling: Ruling, office: Office) -> None:
    decide_leave(office, asked, for_all(asked, ruling))


def _admit(name: str, office: Office) -> None:
    day = office.today()
    card = Pupil(PupilId(0), "", (), "", "Zych", name, day - dt.timedelta(days=2600))
    admit(office, [Admission(card, day, office.roll.classes()[0].id, "3")])


def _say(pupil: int, medical: str, office: Office) -> None:
    change_pupil(office, replace(office.roll.pupil(pupil), medical=medical))


def _settle(office: Office) -> None:
    clash = next(iter(clashes(office)))
    settle_clash(office, clash, "M", "the letter was seen")


def _settle_card(office: Office) -> None:
    clash = next(iter(card_clashes(office)))
    settle_card_clash(office, clash.source, value_of(clash.source, clash.sides[0].value))


def _settle_leave(office: Office) -> None:
    dispute = next(iter(office.clashes.leave()))
    settle_leave_clash(office, dispute, dispute.sides[0].line)


def _settle_setting(office: Office) -> None:
    dispute = office.clashes.settings()[0]
    settle_setting_clash(office, dispute, dispute.sides[0].line)


def _join(office: Office) -> None:
    twice = office.clashes.twice()[0]
    join_pupils(office, twice, twice.first)


def _keep_two(office: Office) -> None:
    keep_two_pupils(office, office.clashes.twice()[-1], "cousins")


SAVES: dict[str, Save] = {
    "settle-clash": _settle,
    "settle-card-clash": _settle_card,
    "settle-leave-clash": _settle_leave,
    "settle-setting-clash": _settle_setting,
    "join-pupils": _join,
    "keep-two-pupils": _keep_two,
}
