"""Absence: who is away when, and why, until each pupil's share and each code's quota is used."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from officeapp.sample.dice import dice, weighted
from officeapp.sample.feasts import eids
from officeapp.sample.page import Run, day_weights, quotas
from officeapp.sample.part_time import keep_part_time

if TYPE_CHECKING:
    from officeapp.domain.record import PupilId
    from officeapp.sample.habits import Habits
    from officeapp.sample.page import YearPage
    from officeapp.sample.plan import SamplePlan

KEEPS_EID = 0.85  # of children whose family does
ILL_SESSIONS = (1, 2, 4, 6, 8, 10)
ILL_WEIGHTS = (11, 38, 25, 13, 6, 7)
AWAY_DAYS = (1, 2, 3, 4, 5, 10)  # of a holiday in term time
AWAY_WEIGHTS = (18, 16, 10, 14, 34, 8)
JOINS_A_BREAK = 0.6
STRAY = 1.5  # sessions that illness may run ahead of or behind its share


class Absences:
    """Enters the absences of one year on its page."""

    def __init__(self, plan: SamplePlan, page: YearPage, known: Habits) -> None:
        self._plan = plan
        self._page = page
        self._rng = dice(plan.seed, "absence", page.year.begins)
        self.left = dict(known.missed)
        self._numbers = list(page.members)
        self._families: dict[int, list[PupilId]] = {}
        for number, member in page.members.items():
            self._families.setdefault(member.pupil.family, []).append(number)

    def enter(self) -> None:
        """Enter everything but lateness after the close and illness, which come after it."""
        self._keep_eid()
        for number, sessions in keep_part_time(self._page, self._rng, self.left).items():
            self.left[number] -= sessions
        for code, days in (("E", (1, 2, 3)), ("T", (2, 3)), ("H", (3, 5))):
            for run, quota in quotas(self._page, code):
                self._deal(code, run, quota, lengths=[2 * n for n in days], power=0.5)
        for run, quota in quotas(self._page, "G"):
            self._holidays(run, quota)
        for run, quota in quotas(self._page, "M"):
            self._deal("M", run, quota, lengths=(1, 1, 1, 1, 2), power=0.5)
        for run, quota in quotas(self._page, "C"):
            rest = quota - self._page.count(run, "C", "C2")
            self._deal("C", run, rest, lengths=(1, 2, 2, 2, 4, 6), power=0.8)
        for run, quota in quotas(self._page, "O"):
            self._deal("O", run, quota, lengths=(1, 2, 2, 2, 4, 6), power=1.6)

    def fall_ill(self) -> None:
        """Fill what is left of each pupil's share with illness, half term by half term."""
        weights = day_weights(self._page, "I")
        course = [sum(weights[run.low : run.high]) for run in self._page.halves]
        sums = [
            list(itertools.accumulate(weights[run.low : run.high])) for run in self._page.halves
        ]
        for number in self._numbers:
            self._ill(number, course, sums)

    def _ill(self, number: PupilId, course: list[float], sums: list[list[float]]) -> None:
        """Give a pupil so much illness that every half term brings its part of all absence."""
        member = self._page.members[number]
        used = sorted(p for p, code in self._page.codes[number].items() if code not in "XRL")
        whole = len(used) + self.left[number]
        inside = [
            weight * max(0, min(run.high, member.run.high) - max(run.low, member.run.low))
            / (run.high - run.low)
            for run, weight in zip(self._page.halves, course, strict=True)
        ]  # fmt: skip
        so_far, placed = 0.0, 0
        for n, run in enumerate(self._page.halves):
            so_far += inside[n]
            share = whole * so_far / (sum(inside) or 1.0) + self._rng.gauss(0, STRAY)
            due = round(share) - sum(p < run.high for p in used) - placed
            if n == len(self._page.halves) - 1:
                due = self.left[number]
            if due > 0 and inside[n]:
                placed += self._sickness(number, run, min(due, self.left[number]), sums[n])

    def _sickness(self, number: PupilId, run: Run, due: int, sums: list[float]) -> int:
        """Enter illnesses of a day or several in a run of positions; return how many sessions."""
        done = 0
        places = range(run.low, run.high)
        for _ in range(12 * due):
            if done >= due:
                break
            length = min(weighted(self._rng, ILL_SESSIONS, ILL_WEIGHTS), due - done)
            first = self._rng.choices(places, cum_weights=sums)[0]
            first = first - first % 2 + (length == 1 and self._rng.random() < 0.85)
            if self._rng.random() < 0.7:
                length = min(length, self._page.week_end(first) - first)
            done += self._page.put_run(number, first, min(length, run.high - first), "I")
        for position in places:
            if done < due:
                done += self._page.put_run(number, position, 1, "I")
        self.left[number] -= done
        return done

    def _deal(
        self, code: str, run: Run, quota: int, *, lengths: list[int] | tuple[int, ...], power: float
    ) -> None:
        """Deal a code's sessions in a run of positions to pupils, the more absent the likelier."""
        shares = list(itertools.accumulate(self.left[n] ** power for n in self._numbers))
        weights = day_weights(self._page, code)[run.low : run.high]
        sums = list(itertools.accumulate(weights))
        if not shares or not shares[-1]:
            return
        for _ in range(30 * max(0, quota)):
            if quota <= 0:
                break
            number = self._rng.choices(self._numbers, cum_weights=shares)[0]
            length = min(self._rng.choice(lengths), quota, max(0, self.left[number]))
            first = self._rng.choices(range(run.low, run.high), cum_weights=sums)[0]
            first -= first % 2 if length > 1 else 0
            done = self._page.put_run(number, first, min(length, run.high - first), code)
            self.left[number] -= done
            quota -= done

    def _holidays(self, run: Run, quota: int) -> None:
        """Send families away in term time, all their children together, often beside a break."""
        edges = [half for half in self._page.halves if run.low <= half.low < run.high]
        numbers = sorted(self._families)
        for _ in range(40 * max(1, quota)):
            if quota < 2:
                break
            children = self._families[self._rng.choice(numbers)]
            length = 2 * weighted(self._rng, AWAY_DAYS, AWAY_WEIGHTS)
            first = self._departure(run, edges, length)
            free = all(self._may_go(child, first, length, run) for child in children)
            if free and length * len(children) <= quota + 4:
                for child in children:
                    done = self._page.put_run(child, first, length, "G")
                    self.left[child] -= done
                    quota -= done

    def _departure(self, run: Run, edges: list[Run], length: int) -> int:
        """Return the first position of a holiday: up to a break, after one, or a Monday."""
        half = self._rng.choice(edges)
        if self._rng.random() < JOINS_A_BREAK:
            return half.high - length if self._rng.random() < 0.7 else half.low
        first = self._rng.randrange(run.low, max(run.low + 1, run.high - length))
        return first - first % 2

    def _may_go(self, child: PupilId, first: int, length: int, run: Run) -> bool:
        inside = run.low <= first and first + length <= run.high
        spare = self.left[child] >= length
        return inside and spare and all(
            self._page.is_free(child, first + n) for n in range(length)
        )  # fmt: skip

    def _keep_eid(self) -> None:
        keeps = {f.number for f in self._plan.families if f.origin.eid}
        days = set(self._page.days)
        for day in eids(self._page.days[0], self._page.days[-1]):
            for number, member in self._page.members.items():
                if day in days and member.pupil.family in keeps and self._rng.random() < KEEPS_EID:
                    self._page.put_run(number, self._page.position(day), 2, "R")
