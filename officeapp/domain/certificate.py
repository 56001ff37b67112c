"""A certificate of a pupil's attendance, which the headteacher signs.

A certificate that gives particulars of attendance and purports to be signed by the headteacher is
received in evidence without further proof (Education Act 1996, section 566). So it is taken from
the register alone, for a fixed period, and is refused while a session has no mark, has
N, or is one on which two desks disagree.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.attendance import Figures
from officeapp.domain.letter_facts import Sat, sessions_words
from officeapp.domain.record import LineId
from officeapp.domain.roll import Pupil
from officeapp.domain.school_year import Session, Span, long_day
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DISPUTED = "marked differently by two desks"


@dataclass(frozen=True, slots=True)
class CertifiedDay:
    """One school day as it is certified.

    Attributes:
        day: The day.
        am: The morning's code; empty where the child was not on roll.
        pm: The afternoon's.
    """

    day: dt.date
    am: str
    pm: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is certified of a pupil's attendance.

    Attributes:
        school: The school's name.
        dfe: Its authority and establishment number; empty if not known.
        pupil: The pupil.
        class_name: The class on the last day.
        on_roll: The days on roll that lie in the period, in words.
        compulsory: From when the child was of compulsory school age.
        span: The period.
        figures: The sessions, as the register counts them.
        days: Each school day with its codes.
        meanings: The codes that stand in it, each with what it means.
        head: Who signs: name and post.
        gaps: Sessions without a mark, or with N.
        clashing: Sessions for which two desks wrote different marks and nobody has decided.
        rests_on: The lines of the register it rests on.
        page: The first day, and the symbols of every weekday session to the last.
        printed: When it was made, and by whom.
    """

    school: str
    dfe: str
    pupil: Pupil
    class_name: str
    on_roll: str
    compulsory: dt.date
    span: Span
    figures: Figures
    days: tuple[CertifiedDay, ...]
    meanings: tuple[tuple[str, str], ...]
    head: str
    gaps: tuple[Sat, ...]
    clashing: tuple[Sat, ...]
    rests_on: tuple[LineId, ...]
    page: tuple[dt.date, str]
    printed: str

    @property
    def legal_name(self) -> str:
        """Return the pupil's name in law, with all forenames."""
        one = self.pupil
        parts = (one.legal_forename, one.middle_names, one.legal_surname)
        return " ".join(part for part in parts if part)

    @property
    def said(self) -> str:
        """Return what is certified, in a sentence."""
        found = self.figures
        return (
            f"I certify that the register of the school shows, for {self.legal_name}, born "
            f"{long_day(self.pupil.dob).partition(' ')[2]}, from {long_day(self.span.first)} to "
            f"{long_day(self.span.last)}: {found.possible} sessions possible, {found.attended} "
            f"attended, {found.authorised} absent with authority and {found.unauthorised} absent "
            "without."
        )


@dataclass(frozen=True, slots=True)
class CertificateGap:
    """A session that keeps a certificate from being given.

    Attributes:
        day: The day.
        session: The half of the day.
        words: What is wrong with it: 'without a mark'.
        clashes: Whether two desks disagree on it, so that it is mended among the clashes.
    """

    day: dt.date
    session: Session
    words: str
    clashes: bool = False


class CertificateGapsError(OfficeError):
    """A certificate was asked for while the register has gaps."""

    def __init__(self, name: str, gaps: Sequence[CertificateGap]) -> None:
        words = dict.fromkeys(one.words for one in gaps)
        said = [f"{each}: {_many(one for one in gaps if one.words == each)}" for each in words]
        super().__init__(
            f"No certificate for {name} yet; mend these sessions in the register first. "
            f"Sessions {'; '.join(said)}."
        )
        #: The sessions to be mended, by day.
        self.gaps = tuple(sorted(gaps, key=lambda one: (one.day, one.session)))


class CertificatePeriodError(OfficeError):
    """A certificate was asked for a period that cannot be certified."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; choose a period that is over and in which the child was on roll.")


def gaps_of(found: Certificate, unexplained: str) -> list[CertificateGap]:
    """Return what keeps a certificate from being given: no mark, N, and where desks disagree.

    Args:
        found: The certificate.
        unexplained: The symbol of N.
    """
    blank = [one for one in found.gaps if one.symbol != unexplained]
    still = [one for one in found.gaps if one.symbol == unexplained]
    return [
        *(CertificateGap(one.day, one.session, "without a mark") for one in blank),
        *(CertificateGap(one.day, one.session, "still N") for one in still),
        *(CertificateGap(one.day, one.session, DISPUTED, clashes=True) for one in found.clashing),
    ]


def _many(found: Iterable[CertificateGap]) -> str:
    return sessions_words((one.day, one.session) for one in found)


def certified_days(sat: Iterable[Sat], code_of: dict[str, str]) -> tuple[CertifiedDay, ...]:
    """Return the days of some sessions, each with its two codes."""
    days: dict[dt.date, dict[Session, str]] = {}
    for one in sat:
        days.setdefault(one.day, {})[one.session] = code_of[one.symbol]
    return tuple(
        CertifiedDay(day, both.get(Session.AM, ""), both.get(Session.PM, ""))
        for day, both in sorted(days.items())
    )
