"""Thresholds that pupils reached lately and that nobody has answered yet.

A threshold is listed from the day on which it was reached until a person takes or puts aside a step
that rests on it, at the longest for two weeks; then it stands in the case alone. Where a mark is
corrected and the threshold is not met any more, or is reached on another session, it goes off the
list, or comes back; what was written of the step is kept in the case.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.figures import first_not_begun
from officeapp.books.thresholds import Watch
from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.ladder import basis
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.domain.thresholds import Reached

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId

NEW_FOR = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class NewlyReached:
    """What one pupil reached lately.

    Attributes:
        pupil: The pupil.
        reached: The thresholds, the latest first.
    """

    pupil: Pupil
    reached: tuple[Reached, ...]

    @property
    def day(self) -> dt.date:
        """Return the day on which the latest was reached."""
        return max(one.day for one in self.reached if one.day is not None)


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold that one pupil reached.

    Attributes:
        pupil: The pupil.
        reached: How it was reached.
    """

    pupil: Pupil
    reached: Reached

    @property
    def day(self) -> dt.date:
        """Return the day on which it was reached."""
        return self.reached.day or dt.date.min


def by_rule(found: Iterable[NewlyReached]) -> list[list[Threshold]]:
    """Return what was reached rule by rule, the rule reached last first, and so within a rule."""
    groups: dict[str, list[Threshold]] = {}
    for one in found:
        for reached in one.reached:
            groups.setdefault(reached.rule.id, []).append(Threshold(one.pupil, reached))
    for group in groups.values():
        group.sort(key=lambda one: one.day, reverse=True)
    return sorted(groups.values(), key=lambda group: group[0].day, reverse=True)


class NewlyReachedList:
    """Who reached a threshold lately; asked again for the pupils alone whose line changed since.

    A whole school takes a tenth of a second, and a screen that shows the list reads it often.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._is_old = True
        self._pupils: list[Pupil] = []
        self._lines: dict[PupilId, tuple[str | None, str | None]] = {}
        self._known: dict[PupilId, tuple[Reached, ...]] = {}
        self._asked: tuple[object, ...] = ()
        office.on_change(self._on_change)

    def read(self) -> list[NewlyReached]:
        """Return who reached a threshold lately and was not answered, the latest first.

        Raises:
            NotAllowedError: The person signed in may not read attendance cases.
        """
        office = self._office
        office.require(Right.READ_CASES)
        today = office.today()
        steps = _steps_of_rules(office, today)
        taken: dict[int, list[StepTaken]] = {}
        for step in office.cases.steps.between(Span(SchoolYear.of(today).span.first, today)):
            taken.setdefault(step.pupil, []).append(step)
        lines = []
        for pupil, reached in self._lately(today):
            mine = taken.get(pupil.id, ())
            left = [
                one
                for one in reached
                if not _told(one, [step for step in mine if step.step in steps[one.rule.id]])
            ]
            if left:
                lines.append(NewlyReached(pupil, tuple(_latest(left))))
        return sorted(lines, key=lambda one: one.day, reverse=True)

    def _lately(self, today: dt.date) -> list[tuple[Pupil, tuple[Reached, ...]]]:
        """Return what each pupil reached lately, those who reached nothing left out."""
        office = self._office
        begun = tuple(first_not_begun(office, site.id, "") for site in office.school.sites())
        asked = (today, begun, office.policy.on(today))
        if asked != self._asked:
            self._lines.clear()
            self._asked, self._is_old = asked, True
        if self._is_old:
            self._read_changed(today)
            self._is_old = False
        known = ((pupil, self._known[pupil.id]) for pupil in self._pupils)
        return [(pupil, reached) for pupil, reached in known if reached]

    def _read_changed(self, today: dt.date) -> None:
        """Ask the rules of the pupils whose line is another now."""
        office, year = self._office, SchoolYear.of(today)
        years = (year, SchoolYear(year.begins - 1))
        now, before = (office.register.all_lines(one) for one in years)
        self._pupils = office.roll.on_roll(today)
        lines = {pupil.id: (now.get(pupil.id), before.get(pupil.id)) for pupil in self._pupils}
        others = [one for one in self._pupils if self._lines.get(one.id) != lines[one.id]]
        found: dict[PupilId, list[Reached]] = {}
        for finding in Watch(office, today).met(others) if others else ():
            found.setdefault(finding.pupil.id, []).append(finding.reached)
        for pupil in others:
            self._known[pupil.id] = tuple(_since(found.get(pupil.id, ()), today - NEW_FOR))
        self._lines = lines

    def _on_change(self, touched: frozenset[Book]) -> None:
        """Ask everybody anew where days or classes are others, else whose marks are."""
        if touched & {Book.CALENDAR, Book.ROLL, Book.SCHOOL, Book.PATTERNS}:
            self._lines.clear()
        self._is_old = True


def _since(found: Iterable[Reached], first: dt.date) -> list[Reached]:
    return [one for one in found if one.day is not None and one.day >= first]


def _latest(reached: list[Reached]) -> list[Reached]:
    return sorted(reached, key=lambda one: one.day or dt.date.min, reverse=True)


def _told(reached: Reached, taken: list[StepTaken]) -> bool:
    """Say whether a person answered a threshold since it was reached as it stands now."""
    day = reached.day or dt.date.max
    return any(
        one.evidence == basis(reached) if one.state is StepState.ASIDE else one.day >= day
        for one in taken
    )


def _steps_of_rules(office: Office, day: dt.date) -> Mapping[str, set[str]]:
    """Return what answers each rule: the steps that rest on it, and the rule put aside itself."""
    policy = office.policy.on(day)
    found = _Itself()
    for ladder in policy.ladders:
        for step in ladder.steps:
            found[step.rule].add(step.id)
    for stage in policy.stages:
        found[policy.stages[0].rule].add(stage.id)
    return found


class _Itself(dict[str, set[str]]):
    """A rule answers to its own name, and to the steps that rest on it."""

    def __missing__(self, rule: str) -> set[str]:
        self[rule] = {rule}
        return self[rule]
