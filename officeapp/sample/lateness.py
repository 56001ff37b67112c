"""Lateness: families that come late together, by the bells of each child's own site."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

from officeapp.domain.times import Timing, arrival
from officeapp.sample.dice import dice
from officeapp.sample.facts import facts
from officeapp.sample.page import day_weights, quotas

if TYPE_CHECKING:
    from officeapp.domain.record import PupilId
    from officeapp.domain.times import Bell
    from officeapp.sample.absence import Absences
    from officeapp.sample.habits import Habits
    from officeapp.sample.page import Run, YearPage
    from officeapp.sample.plan import SamplePlan

TOGETHER = 0.85  # of brothers and sisters come with the one who is late
AFTER_CLOSE = (31, 60)  # minutes after the register was marked by


class Lateness:
    """Enters the late arrivals of one year on its page."""

    def __init__(self, plan: SamplePlan, page: YearPage, known: Habits, absences: Absences) -> None:
        self._page = page
        self._absences = absences
        self._rng = dice(plan.seed, "lateness", page.year.begins)
        self._bells = plan.bell_times
        self._site = {t.school_class.id: t.school_class.site for t in plan.taught}
        self._families: dict[int, list[PupilId]] = {}
        for number, member in page.members.items():
            self._families.setdefault(member.pupil.family, []).append(number)
        self._numbers = list(self._families)
        self._shares = list(itertools.accumulate(known.lateness[n] for n in self._numbers))
        self._sums: dict[Run, list[float]] = {}
        self._late = 0

    def after_close(self) -> None:
        """Enter arrivals after the register closed."""
        for run, quota in quotas(self._page, "U"):
            due = quota
            for _ in range(30 * quota):
                if due <= 0:
                    break
                due -= self._morning(run, AFTER_CLOSE, due, after=True)

    def before_close(self) -> None:
        """Enter arrivals before the register closed; most in the morning."""
        mornings = facts("rates")["spread"]["morning_lates"]
        for run, quota in quotas(self._page, "L"):
            due, spare = round(quota * mornings) - self._late, quota - round(quota * mornings)
            self._late = 0
            for _ in range(30 * quota):
                if due <= 0:
                    break
                due -= self._morning(run, (1, 29), due, after=False)
            for _ in range(30 * quota):
                if spare <= 0:
                    break
                spare -= self._afternoon(run)

    def _family(self) -> list[PupilId]:
        return self._families[self._rng.choices(self._numbers, cum_weights=self._shares)[0]]

    def _morning(self, run: Run, minutes: tuple[int, int], due: int, *, after: bool) -> int:
        """Let a family come late on a morning; return how many sessions of that kind it made."""
        position = self._day(run)
        children = self._family()
        low, high = minutes
        late = low + int((high - low + 1) * self._rng.random() ** (1 if after else 2))
        bells = filter(None, [self._bell(child, position) for child in children])
        earliest = min((bell.late_from for bell in bells), default=None)
        at = earliest and _later(earliest, late)
        done = 0
        for child in children:
            if at and done < due and (child == children[0] or self._rng.random() < TOGETHER):
                done += self._arrive(child, position, at, after=after)
        return done

    def _arrive(self, child: PupilId, position: int, at: dt.time, *, after: bool) -> int:
        """Enter one child's arrival by its own bells; return 1 if it is of the kind asked for."""
        bell = self._bell(child, position)
        if bell is None or not self._page.is_free(child, position):
            return 0
        found = arrival(bell, at)
        if found.timing is Timing.AFTER_CLOSE and after and self._absences.left[child] > 0:
            self._absences.left[child] -= 1
            self._enter(child, position, "U", found.minutes)
            return 1
        if found.timing is Timing.LATE:
            self._enter(child, position, "L", found.minutes)
            self._late += after
            return int(not after)
        return 0

    def _afternoon(self, run: Run) -> int:
        child = self._rng.choice(self._family())
        position = self._day(run) + 1
        bell = self._bell(child, position)
        if bell is None or not self._page.is_free(child, position):
            return 0
        self._enter(child, position, "L", self._rng.randint(1, 9))
        return 1

    def _enter(self, child: PupilId, position: int, code: str, minutes: int) -> None:
        self._page.codes[child][position] = code
        self._page.minutes[child, position] = minutes

    def _day(self, run: Run) -> int:
        """Return the morning of a school day, by how late each weekday is."""
        position = self._rng.choices(range(run.low, run.high), cum_weights=self._days(run))[0]
        return position - position % 2

    def _days(self, run: Run) -> list[float]:
        if run not in self._sums:
            weights = day_weights(self._page, "L")[run.low : run.high]
            self._sums[run] = list(itertools.accumulate(weights))
        return self._sums[run]

    def _bell(self, child: PupilId, position: int) -> Bell | None:
        place = self._page.members[child].place(position)
        day, session = self._page.session(position)
        site = self._site[place.school_class]
        return self._bells.bell(site, place.year_group, day, session)


def _later(at: dt.time, minutes: int) -> dt.time:
    return (dt.datetime.combine(dt.date.min, at) + dt.timedelta(minutes=minutes)).time()
