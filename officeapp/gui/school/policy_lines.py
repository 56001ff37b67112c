"""The lists of the policy: every number with the day it holds from, and what is doubtful."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.policy import threshold_law
from officeapp.domain.policy_checks import PolicyDoubt, Weight
from officeapp.domain.policy_settings import PROFILE, PolicyChange, Setting, said, settings
from officeapp.gui.tables import Column
from officeapp.gui.widgets.day_field import short_date
from officeapp.procedures.policy_paper import policy_doubts

if TYPE_CHECKING:
    from officeapp.books.office import Office

NO_NUMBER = "none"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number of the policy.

    Attributes:
        setting: The number as it is, or will be.
        change: What the school wrote of it; None where it is the profile's own.
        lawful: The number that is used, where the law takes another; empty where it does not.
        to_come: Whether it holds from a day to come.
    """

    setting: Setting
    change: PolicyChange | None = None
    lawful: str = ""
    to_come: bool = False

    @property
    def value(self) -> str:
        """Return the number as lists show it."""
        number = (self.change.value if self.change else said(self.setting.value)) or NO_NUMBER
        return f"{number}, by law {self.lawful}" if self.lawful else number

    @property
    def of_what(self) -> str:
        """Return what it is a number of."""
        return ": ".join(one for one in (self.setting.part, self.setting.about) if one)

    @property
    def words(self) -> str:
        """Return everything that is searched."""
        return f"{self.setting.called} {self.value}".casefold()


WEIGHTS = {
    Weight.LAW: ("law", "unauthorised"),
    Weight.CONTRADICTION: ("contradiction", "late"),
    Weight.GUIDANCE: ("guidance", "closed"),
}
NUMBER_COLUMNS: tuple[Column[NumberLine], ...] = (
    Column("Of what", lambda line: line.of_what, tip=lambda line: line.of_what),
    Column("Says", lambda line: line.setting.words, tip=lambda line: line.setting.words),
    Column("Number", lambda line: line.value, number=True, width=124),
    Column(
        "From", lambda line: short_date(line.change.first) if line.change else "",
        lambda line: line.change.first if line.change else dt.date.min, width=110,
    ),
    Column(
        "", lambda line: "to come" if line.to_come else ("school" if line.change else ""),
        width=78, number=True,
        badge=lambda line: "authorised" if line.to_come else ("closed" if line.change else ""),
        tip=lambda line: "changed by the school" if line.change else "as the profile has it",
    ),
)  # fmt: skip


def doubt_words(one: PolicyDoubt) -> str:
    """Return what is wrong as a line: what stands there, and why it is doubtful."""
    found = one.problem.found
    return f"{found}: {one.problem.reason}" if found else one.problem.reason


DOUBT_COLUMNS: tuple[Column[PolicyDoubt], ...] = (
    Column(
        "", lambda one: WEIGHTS[one.weight][0], width=116, badge=lambda one: WEIGHTS[one.weight][1]
    ),
    Column("Where", lambda one: one.place, width=220, tip=lambda one: one.place),
    Column("Is", doubt_words, tip=doubt_words),
)


def number_lines(office: Office, typed: str = "") -> list[NumberLine]:
    """Return the numbers of today, each with what the school will have from a day to come."""
    today = office.today()
    profile = office.policy.profile_on(today)
    mine = [one for one in office.policy.changes() if one.profile == profile]
    lines: list[NumberLine] = []
    for setting in settings(office.policy.tree(today)):
        changes = [one for one in mine if one.key == setting.key]
        held = [one for one in changes if one.first <= today]
        lines.append(NumberLine(setting, held[-1] if held else None, _lawful(setting, today)))
        lines += [NumberLine(setting, one, to_come=True) for one in changes if one.first > today]
    wanted = typed.casefold().split()
    return [line for line in lines if all(word in line.words for word in wanted)]


def _lawful(setting: Setting, day: dt.date) -> str:
    """Return the number that is used where the law does not take the policy's; else nothing."""
    for limit in threshold_law().limits_on(day):
        if limit.key == setting.key and limit.held(setting.value) != setting.value:
            return str(limit.held(setting.value))
    return ""


def doubt_lines(office: Office) -> list[PolicyDoubt]:
    """Return what is doubtful in the policy of today, the law first."""
    order = list(Weight)
    return sorted(policy_doubts(office, office.today()), key=lambda one: order.index(one.weight))


def profile_words(office: Office) -> str:
    """Return the policy followed today, and another that is followed from a day to come."""
    today = office.today()
    now = office.policy.on(today).words
    moves = [one for one in office.policy.changes() if one.key == PROFILE and one.first > today]
    if not moves:
        return now
    then = office.policy.on(moves[0].first).words
    return f"{now} · from {short_date(moves[0].first)}: {then}"
