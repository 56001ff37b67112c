"""What each pupil is like: how much school they miss in a year, and who comes late.

Absence is dealt out by rank, not by chance: the pupil at each place in the order has the share
that place has nationally, so that a small school, too, has its persistent absentees.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.law import is_compulsory
from officeapp.domain.record import PupilId
from officeapp.sample.dice import dice
from officeapp.sample.facts import facts
from officeapp.sample.page import absences_due

if TYPE_CHECKING:
    from officeapp.domain.roll import Pupil
    from officeapp.sample.page import Member, YearPage
    from officeapp.sample.plan import SamplePlan

USUAL_MOST = 0.092  # of sessions missed, by a pupil who is not persistently absent
USUAL_BEND = 1.41  # most pupils miss little
PERSISTENT_LEAST, PERSISTENT_MORE = 0.107, 0.15
SEVERE_LEAST, SEVERE_MORE = 0.51, 0.12
LATE_SHAPE = 0.35  # the smaller, the fewer families are late often


@dataclass(frozen=True)
class Habits:
    """What the pupils of a year are like.

    Attributes:
        missed: How many sessions each pupil misses in the year.
        lateness: How often each family is late, against the others.
    """

    missed: dict[PupilId, int]
    lateness: dict[int, float]


def habits(plan: SamplePlan, page: YearPage) -> Habits:
    """Return the habits of the pupils on roll in a year."""
    first = page.days[0]
    shares: dict[PupilId, float] = {}
    for compulsory in (True, False):
        group = [
            m for m in page.members.values() if is_compulsory(m.pupil.dob, first) is compulsory
        ]
        ordered = sorted(group, key=lambda member: _leaning(plan, page, member.pupil))
        for place, member in enumerate(ordered):
            shares[member.pupil.id] = _share((place + 0.5) / len(ordered))
    lateness = {
        family.number: dice(plan.seed, "late", family.number).gammavariate(LATE_SHAPE, 1.0)
        for family in plan.families
    }
    return Habits(_scaled(page, shares), lateness)


def _leaning(plan: SamplePlan, page: YearPage, pupil: Pupil) -> float:
    """Return where a pupil stands in the order: family, needs, and what the year brings."""
    lean = dice(plan.seed, "family", pupil.family).gauss(0, 0.7)
    lean += dice(plan.seed, "pupil", pupil.id).gauss(0, 0.6)
    lean += dice(plan.seed, "year", page.year.begins, pupil.id).gauss(0, 0.6)
    lean += 0.8 * pupil.fsm + 0.5 * (pupil.sen == "K") + 0.9 * (pupil.sen == "E")
    return lean


def _share(rank: float) -> float:
    """Return the share of sessions that the pupil at a place in the order misses."""
    spread = facts("rates")["spread"]
    usual = 1 - spread["persistent"]
    if rank < usual:
        return float(USUAL_MOST * (rank / usual) ** USUAL_BEND)
    severe = 1 - spread["severe"]
    if rank < severe:
        return float(PERSISTENT_LEAST + PERSISTENT_MORE * ((rank - usual) / (severe - usual)) ** 3)
    return float(SEVERE_LEAST + SEVERE_MORE * (rank - severe) / (1 - severe))


def _scaled(page: YearPage, shares: dict[PupilId, float]) -> dict[PupilId, int]:
    """Turn shares into sessions, the usual ones scaled so that all add up to the national rate."""
    sessions = {n: shares[n] * _length(page.members[n]) for n in shares}
    usual = [n for n in shares if shares[n] <= USUAL_MOST]
    rest = sum(sessions.values()) - sum(sessions[n] for n in usual)
    factor = (absences_due(page) - rest) / (sum(sessions[n] for n in usual) or 1.0)
    factor = min(max(factor, 0.5), 1.04)
    due = 0.0
    found = {}
    for number, share in shares.items():
        if share > USUAL_MOST:
            found[number] = round(sessions[number])
            continue
        due += sessions[number] * factor
        found[number] = round(due)
        due -= found[number]
    return found


def _length(member: Member) -> int:
    return member.run.high - member.run.low
