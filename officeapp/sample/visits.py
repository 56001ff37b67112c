"""Time well spent elsewhere: whole classes on a visit, teams at a match, groups off site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.sample.dice import dice
from officeapp.sample.page import quotas

if TYPE_CHECKING:
    import random

    from officeapp.domain.record import ClassId, PupilId
    from officeapp.sample.page import Run, YearPage
    from officeapp.sample.plan import SamplePlan

TEAM = 9
OLDER = ("3", "4", "5", "6")


def enter_visits(plan: SamplePlan, page: YearPage) -> None:
    """Enter visits, matches and activities off site for those who are present."""
    rng = dice(plan.seed, "visits", page.year.begins)
    for run, quota in quotas(page, "V"):
        _class_visits(page, run, quota, rng)
    for code, sessions in (("B", 2), ("P", 1)):
        for run, quota in quotas(page, code):
            _groups(page, run, quota, code, sessions, rng)


def _class_visits(page: YearPage, run: Run, quota: int, rng: random.Random) -> None:
    """Send classes out for a day while the quota lasts; one too many only if it is nearer."""
    for _ in range(40 + len(page.members) // 20):
        day = _day(run, rng)
        classes = _classes(page, day)
        if not classes:
            continue
        here = classes[rng.choice(sorted(classes))]
        if len(here) > quota:  # two sessions each: half a class day would be left
            break
        quota -= sum(page.put_run(pupil, day, 2, "V") for pupil in here)


def _groups(
    page: YearPage, run: Run, quota: int, code: str, sessions: int, rng: random.Random
) -> None:
    for _ in range(40 * quota):
        if quota <= 0:
            break
        day = _day(run, rng)
        older = [
            pupil
            for pupil, member in page.members.items()
            if member.place(day).year_group in OLDER and page.is_free(pupil, day + 1)
        ]
        if not older:
            break
        for pupil in rng.sample(older, min(TEAM, len(older), -(-quota // sessions))):
            quota -= page.put_run(pupil, day + 2 - sessions, min(sessions, quota), code)


def _classes(page: YearPage, day: int) -> dict[ClassId, list[PupilId]]:
    """Return who is free in each class on a day."""
    found: dict[ClassId, list[PupilId]] = {}
    for pupil in page.members:
        if page.is_free(pupil, day) and page.is_free(pupil, day + 1):
            found.setdefault(page.class_at(pupil, day), []).append(pupil)
    return found


def _day(run: Run, rng: random.Random) -> int:
    position = rng.randrange(run.low, run.high)
    return position - position % 2
