"""What the policy asks for now of one pupil, asked of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.figures import Reckoner
from officeapp.books.known import known_of
from officeapp.books.thresholds import Watch
from officeapp.domain.ladders import Facts, StagePlace, StepPlace, ladders_of, stage_of
from officeapp.domain.school_year import SchoolYear, Span

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.policies import Need
    from officeapp.domain.roll import Pupil
    from officeapp.domain.thresholds import Reached


def facts_of(watch: Watch, office: Office, pupil: Pupil) -> Facts:
    """Return what the ladders of a pupil are worked out from."""
    day = watch.day
    found = {one.rule.id: one for one in watch.of(pupil)}
    known = known_of(office, pupil, day)
    before = SchoolYear(SchoolYear.of(day).begins - 1).span.first

    def blocked(reached: Reached, needs: tuple[Need, ...]) -> tuple[Need, ...]:
        return found[reached.rule.id].blocked(needs, known)

    return Facts(
        day=day,
        reached={name: one.reached for name, one in found.items()},
        taken=tuple(office.cases.steps.of(pupil.id, Span(before, day))),
        blocked=blocked,
        days_after=Reckoner(office).calendar(office.roll.placed(pupil.id, day)).school_days_after,
    )


def steps_of(
    office: Office, pupil: Pupil, day: dt.date, watch: Watch | None = None
) -> tuple[list[StepPlace], StagePlace | None]:
    """Return how every step of the policy's ladders stands for a pupil, and the family's stage."""
    facts = facts_of(watch or Watch(office, day), office, pupil)
    policy = office.policy.on(day)
    return ladders_of(policy, facts), stage_of(policy, facts)
