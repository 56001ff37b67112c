"""Attendance codes and what each means on a date, as data read from a table.

The date of the session decides which codes are in force, never the date of the entry, and a mark
written under an older list is never given another letter. Source: School Attendance (Pupil
Registration) (England) Regulations 2024, regulation 10, from 19 August 2024; the 2006 Regulations
before that.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.school_year import Session, long_day
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NOTHING = ""
UNMARKED = "."
NOT_ON_ROLL = "-"
MORNING, AFTERNOON = "/", "\\"


class Category(enum.StrEnum):
    """What a code counts as."""

    PRESENT = "present"
    LATE = "late"
    EDUCATIONAL = "educational"
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    NOT_POSSIBLE = "not-possible"
    ADMINISTRATIVE = "administrative"

    @property
    def attended(self) -> bool:
        """Say whether the session counts as attended."""
        return self in _ATTENDED

    @property
    def possible(self) -> bool:
        """Say whether the session counts among the possible ones."""
        return self in _ATTENDED or self in _ABSENT

    @property
    def authorised(self) -> bool | None:
        """Say whether an absence is authorised; None for what is no absence."""
        return self is Category.AUTHORISED if self in _ABSENT else None


_ATTENDED = frozenset({Category.PRESENT, Category.LATE, Category.EDUCATIONAL})
_ABSENT = frozenset({Category.AUTHORISED, Category.UNAUTHORISED})


class Age(enum.StrEnum):
    """Whom a code is for, by compulsory school age on the day of the session."""

    ANY = "any"
    COMPULSORY = "compulsory"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Code:
    """One code as it stands between two dates.

    Attributes:
        code: What is written: one character, or two.
        symbol: The single character that stands for it in a standing line.
        meaning: What it says about the pupil, in a sentence.
        word: The meaning in one to three words, for legends.
        category: What it counts as.
        first: The first day it may be written for.
        last: The last day it may be written for; None while it is in force.
        age: Whom it is for.
        late: Whether it counts as a late session (L and U).
        threshold: Whether it counts towards the national penalty-notice threshold.
        caution: What to say before it is used in a primary school; empty for most.
    """

    code: str
    symbol: str
    meaning: str
    word: str
    category: Category
    first: dt.date
    last: dt.date | None
    age: Age = Age.ANY
    late: bool = False
    threshold: bool = False
    caution: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Say whether the code is in force on a day."""
        return self.first <= day and (self.last is None or day <= self.last)


class UnknownCodeError(OfficeError):
    """What was typed is not a code, then or ever."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"'{typed}' is not an attendance code; F1 lists the codes.")


class CodeNotInForceError(OfficeError):
    """A code exists, but not on the date of the session."""

    def __init__(self, code: Code, day: dt.date, instead: str) -> None:
        when = (
            f"ended on {long_day(code.last)}"
            if code.last is not None and code.last < day
            else f"begins on {long_day(code.first)}"
        )
        super().__init__(
            f"{code.code} ({code.word}) {when} and cannot be written for {long_day(day)}.{instead}"
        )


class WrongAgeError(OfficeError):
    """A code is not for a pupil of this age on that day."""

    def __init__(self, code: Code) -> None:
        super().__init__(
            f"{code.code} ({code.word}) is only for pupils of compulsory school age; write X."
            if code.age is Age.COMPULSORY
            else f"{code.code} ({code.word}) is only for pupils below compulsory school age; "
            "write C2 for an agreed part-time timetable."
        )


class WrongSessionError(OfficeError):
    """The morning's present mark was written for an afternoon, or the other way round."""

    def __init__(self, code: str, session: Session) -> None:
        right = MORNING if session is Session.AM else AFTERNOON
        super().__init__(f"{code} does not belong to the {session.word}; write {right}.")


class CodeTable:
    """All codes there have been, by date."""

    def __init__(self, codes: Iterable[Code]) -> None:
        self._codes = tuple(codes)
        self._by_code: dict[str, list[Code]] = {}
        for code in self._codes:
            self._by_code.setdefault(code.code, []).append(code)
        self._symbol = {code.code: code.symbol for code in self._codes}
        self._code = {code.symbol: code.code for code in self._codes}

    def on(self, day: dt.date) -> list[Code]:
        """Return the codes in force on a day, in the order of the table."""
        return [code for code in self._codes if code.holds_on(day)]

    def all(self) -> tuple[Code, ...]:
        """Return every code there has been, with the dates it held."""
        return self._codes

    def find(self, code: str, day: dt.date) -> Code:
        """Return what a code means on a day.

        Raises:
            UnknownCodeError: No such code has existed.
            CodeNotInForceError: The code is not in force on that day.
        """
        known = self._by_code.get(code)
        if not known:
            raise UnknownCodeError(code)
        for candidate in known:
            if candidate.holds_on(day):
                return candidate
        raise CodeNotInForceError(known[-1], day, self._instead(code, day))

    def symbol(self, code: str) -> str:
        """Return the symbol of a code in a standing line; '.' where nothing stands.

        Raises:
            UnknownCodeError: No such code has existed.
        """
        if code == NOTHING:
            return UNMARKED
        try:
            return self._symbol[code]
        except KeyError:
            raise UnknownCodeError(code) from None

    def code(self, symbol: str) -> str:
        """Return the code of a symbol; nothing for '.' and '-'."""
        return self._code.get(symbol, NOTHING)

    def categories(self, day: dt.date) -> dict[str, Category]:
        """Return what each symbol counts as on a day, codes no longer in force included.

        A mark that stands under a withdrawn letter still counts as it did: DfE counts a stray old
        J as attended and a stray old H as authorised.
        """
        answer: dict[str, Category] = {}
        for code in sorted(self._codes, key=lambda code: code.first):
            if code.first <= day or code.symbol not in answer:
                answer[code.symbol] = code.category
        return answer

    def symbols_where(self, *, late: bool = False, threshold: bool = False) -> str:
        """Return the symbols of the late codes, or of those that count to the threshold."""
        chosen = {
            code.symbol: None
            for code in self._codes
            if (late and code.late) or (threshold and code.threshold)
        }
        return "".join(chosen)

    def check(self, code: str, day: dt.date, session: Session, *, compulsory: bool) -> Code:
        """Return the code if it may be written for this session and pupil.

        Args:
            code: What is to be written.
            day: The day of the session.
            session: Which half of the day.
            compulsory: Whether the pupil is of compulsory school age on that day.

        Raises:
            UnknownCodeError: No such code has existed.
            CodeNotInForceError: The code is not in force on that day.
            WrongAgeError: The code is not for a pupil of this age.
            WrongSessionError: A morning's present mark for an afternoon or the reverse.
        """
        found = self.find(code, day)
        if (found.age is Age.COMPULSORY and not compulsory) or (
            found.age is Age.BELOW and compulsory
        ):
            raise WrongAgeError(found)
        wrong = AFTERNOON if session is Session.AM else MORNING
        if code == wrong:
            raise WrongSessionError(code, session)
        return found

    def _instead(self, code: str, day: dt.date) -> str:
        instead = _INSTEAD.get(code, NOTHING)
        in_force = [other for other in self._by_code.get(instead, []) if other.holds_on(day)]
        return f" Write {instead} ({in_force[0].word}) instead." if in_force else ""


_INSTEAD: Mapping[str, str] = {"J": "J1", "J1": "J", "H": "C", "F": "H", "C1": "C", "C2": "C"}
