"""Who leaves the sample school during the day: appointments, with their proof, and sign-outs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.appointments import Appointment
from officeapp.domain.late import NOBODY
from officeapp.domain.record import ContactId, PupilId
from officeapp.sample.dice import dice

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from officeapp.sample.desk import DeskPages

WHAT = ("Dentist", "Doctor", "Hospital", "Optician", "Orthodontist", "Speech therapy", "Clinic")
PROOF = ("appointment card", "text message", "hospital letter")
LEAVES, OUT_AT, BACK_BY = dt.time(11, 40), dt.time(10, 10), dt.time(11, 35)
WRITTEN_DOWN = dt.time(15, 5)
EVERY_DAYS = 3  # one child out and back, one unwell in the afternoon, turn about
AHEAD = (1, 1, 2, 4)  # school days to come that have an appointment already
UNWELL_AT, UNWELL_FOR = dt.time(13, 45), 60


@dataclass(frozen=True, slots=True)
class SampleAppointment:
    """An appointment and the going to it.

    Attributes:
        at: When it was written down.
        what: The appointment, its child the plan's.
        proved_at: When its proof was seen; None where it was seen at once, or never.
        collector: Who takes the child from school; 0 where it comes from home.
        leaves_at: When the child is signed out; None where it comes from home.
        back_at: When it is signed back in; None where not that day.
    """

    at: dt.datetime
    what: Appointment
    proved_at: dt.datetime | None = None
    collector: ContactId = NOBODY
    leaves_at: dt.datetime | None = None
    back_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class SampleLeaving:
    """A child who was taken home unwell.

    Attributes:
        at: When.
        child: The child.
        collector: Who took it.
    """

    at: dt.datetime
    child: PupilId
    collector: ContactId


class OutPlan:
    """Makes up who left, and who will."""

    def __init__(self, pages: DeskPages) -> None:
        self._pages = pages
        self._page = pages.page
        self._rng: random.Random = dice(pages.plan.seed, "sign-outs", *pages.plan.last)

    def appointments(self) -> Iterator[SampleAppointment]:
        """Yield every appointment: those the register has, those it does not, those to come."""
        for child, entries in self._page.codes.items():
            medical = {n for n, code in entries.items() if code == "M" and n >= self._pages.low}
            for place in sorted({position // 2 for position in medical}):
                yield self._marked(child, place, medical)
        for place in self._pages.days:
            if not (place - self._pages.days[-1]) % EVERY_DAYS:
                yield from self._out_and_back(place)
        yield from self._to_come()

    def unwell(self) -> Iterator[SampleLeaving]:
        """Yield children who were collected after the afternoon's register."""
        for place in self._pages.days:
            if 2 * place + 1 < self._page.limit and place % EVERY_DAYS == 1:
                after = self._rng.randrange(UNWELL_FOR)
                at = self._pages.at(place, UNWELL_AT, after)
                for child in self._there(place):
                    yield SampleLeaving(at, child, self._pages.collector(child))

    def _marked(self, child: PupilId, place: int, medical: set[int]) -> SampleAppointment:
        """Return the appointment for which the register has M."""
        halves = [n for n in (2 * place, 2 * place + 1) if n in medical]
        told = next((self._pages.amended[child, n][1] for n in halves
                     if (child, n) in self._pages.amended), None)  # fmt: skip
        afternoon = halves == [2 * place + 1]
        from_school = afternoon and self._pages.code(child, 2 * place) in ("", "L", "U")
        collector = self._pages.collector(child) if from_school else NOBODY
        what = Appointment(
            0,
            child,
            self._page.days[place],
            dt.time(13, 30) if afternoon else dt.time(9, 40),
            self._rng.choice(WHAT),
            away_from=LEAVES if afternoon else None,
            away_until=dt.time(11, 30) if halves == [2 * place] else None,
            evidence=self._rng.choice(PROOF),
        )
        leaves = self._pages.at(place, LEAVES) if collector else None
        return SampleAppointment(self._before(place), what, told, collector, leaves)

    def _out_and_back(self, place: int) -> Iterator[SampleAppointment]:
        """Yield an appointment between the two registers."""
        for child in self._there(place):
            what = Appointment(
                0,
                child,
                self._page.days[place],
                dt.time(10, 40),
                self._rng.choice(WHAT),
                away_from=OUT_AT,
                away_until=BACK_BY,
                evidence=self._rng.choice(PROOF),
            )
            yield SampleAppointment(
                self._before(place),
                what,
                collector=self._pages.collector(child),
                leaves_at=self._pages.at(place, OUT_AT),
                back_at=self._pages.at(place, BACK_BY, -self._rng.randrange(15)),
            )

    def _to_come(self) -> Iterator[SampleAppointment]:
        """Yield appointments of the days to come, and of today's afternoon where it is to come."""
        last = self._pages.days[-1]
        today = (0, 0) if self._page.limit % 2 else ()
        for number, ahead in enumerate((*today, *AHEAD)):
            place = last + ahead
            if place >= len(self._page.days):
                return
            for child in self._there(place):
                what = Appointment(
                    0,
                    child,
                    self._page.days[place],
                    dt.time(13, 40),
                    self._rng.choice(WHAT),
                    away_from=LEAVES,
                    evidence=self._rng.choice(PROOF) if number % 2 else "",
                )
                yield SampleAppointment(self._before(last), what)

    def _there(self, place: int) -> list[PupilId]:
        """Return a child who is there all day and has somebody to collect it; none if nobody is."""
        found = [
            child
            for child in self._page.members
            if self._pages.is_there(child, place) and self._pages.collector(child)
        ]
        return [self._rng.choice(found)] if found else []

    def _before(self, place: int) -> dt.datetime:
        """Return when an appointment is written down: the school day before, if there is one."""
        if place == 0:
            return self._pages.at(0, dt.time(8, 5))
        return self._pages.at(place - 1, WRITTEN_DOWN, self._rng.randrange(20))
