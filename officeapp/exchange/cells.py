"""What one cell of a list means: days, year groups, yes and no, names kept as they are."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from officeapp.domain.roll import YEAR_GROUPS
from officeapp.domain.school_year import Session
from officeapp.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.exchange.headings import Layout

Meaning = TypeVar("Meaning")

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
LONGEST = 500  # characters of a name, a number or a word
LONGEST_NOTE = 4000  # characters of an address or a medical note
DAY = "Write the date as 2026-11-18 or 18/11/2026."
YEAR_GROUP = "Write Nursery, N1, N2, Reception, R or a year from 1 to 6."
YES_OR_NO = "Write yes or no."

_NUMBERS = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[/.\-](\d\d?)[/.\-](\d{4}|\d\d)", re.ASCII)
_WORDS = re.compile(r"(\d\d?)(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d\d)", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?$")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_UNSEEN = " \t\r\n\f\v\xa0\u200b\u200c\u200d\u2060\ufeff"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_NURSERY = {"n": "N2", "nursery": "N2", "nur": "N2", "preschool": "N2", "fs1": "N2", "f1": "N2"}
_RECEPTION = dict.fromkeys(("r", "rec", "reception", "0", "fs2", "f2", "fs", "foundation"), "R")
_YEAR_WORDS = re.compile(r"^(?:year|yr|y|nc|ncyear|yeargroup)(?=[0-9rn])")
_SEXES = {
    **dict.fromkeys(("f", "female", "girl", "g"), "F"),
    **dict.fromkeys(("m", "male", "boy", "b"), "M"),
    **dict.fromkeys(("u", "unknown", "x", "notstated", "notspecified", "notknown", "n"), ""),
}
_TRUE = frozenset({"t", "true", "y", "yes", "1", "x", "eligible", "✓", "✔"})
_FALSE = frozenset({"f", "false", "n", "no", "0", "none", "noteligible", "✗"})
_SEN = {
    **dict.fromkeys(("k", "sensupport", "support", "senk", "schoolsupport", "a", "p"), "K"),
    **dict.fromkeys(("e", "ehcp", "ehc", "ehcplan", "senehcp", "sene", "s", "statement"), "E"),
    **dict.fromkeys(("n", "no", "none", "nosen", "senn", "nospecialeducationalneed", "0"), ""),
    **dict.fromkeys(("nospecialeducationalneeds", "f", "false"), ""),
    **dict.fromkeys(("ksensupport", "sensupportk"), "K"),
    **dict.fromkeys(("educationhealthandcareplan", "eeducationhealthandcareplan"), "E"),
}
_SESSIONS = {
    **dict.fromkeys(("am", "morning", "a"), Session.AM),
    **dict.fromkeys(("pm", "afternoon", "p"), Session.PM),
}


class Cells:
    """One row being read; what is wrong with a cell is noted and the rest goes on.

    Attributes:
        line: The line the row begins on.
        problems: What was wrong so far.
    """

    def __init__(self, layout: Layout, line: int, cells: list[str]) -> None:
        self.line = line
        self.problems: list[Problem] = []
        self._layout = layout
        self._cells = cells

    def text(self, field: str) -> str | None:
        """Return the words of a cell, or None if it is blank."""
        return next(iter(self.texts(field)), None)

    def texts(self, field: str) -> list[str]:
        """Return the words of every column of a field, blank ones left out."""
        kept = map(tidied, self._raw(field))
        return [text for text in kept if self._is_fit(field, text, LONGEST, _CONTROL)]

    def lines(self, field: str) -> str | None:
        """Return the words of a cell that may have several lines, or None if it is blank."""
        for raw in self._raw(field):
            kept = "\n".join(filter(None, map(tidied, raw.splitlines())))
            if self._is_fit(field, kept, LONGEST_NOTE, _CONTROL_BUT_LINES):
                return kept
        return None

    def meaning(
        self, field: str, read: Callable[[str], Meaning | None], accepted: str
    ) -> Meaning | None:
        """Return what a cell means; a cell that means nothing is noted with what is accepted."""
        text = self.text(field)
        if text is None:
            return None
        found = read(text)
        if found is None:
            self.refuse(field, text, accepted)
        return found

    def day(self, field: str) -> dt.date | None:
        """Return the day in a cell."""
        return self.meaning(field, day_of, DAY)

    def flag(self, field: str) -> bool | None:
        """Return the yes or no in a cell."""
        return self.meaning(field, flag_of, YES_OR_NO)

    def address(self) -> str | None:
        """Return an address from one column, or put together from its parts."""
        whole = self.lines("address")
        street = " ".join(filter(None, (self.text("house_number"), self.text("street"))))
        rest = (self.text(part) for part in ("district", "town", "county", "postcode"))
        parts = [whole] if whole else [self.text("house_name"), street]
        return "\n".join(filter(None, [*parts, *rest])) or None

    def refuse(self, field: str, found: str, reason: str) -> None:
        """Note what is wrong with a cell, once."""
        heading = self._layout.heading(field)
        if any(problem.field == heading for problem in self.problems):
            return
        self.problems.append(Problem(str(self.line), heading, found[:80], reason))

    def _raw(self, field: str) -> list[str]:
        return [self._cells[column] for column in self._layout.columns.get(field, ())]

    def _is_fit(self, field: str, kept: str, longest: int, control: re.Pattern[str]) -> bool:
        if len(kept) > longest:
            self.refuse(field, kept, f"The cell is longer than {longest} characters.")
        elif control.search(kept):
            shown = control.sub("�", kept)
            self.refuse(field, shown, "The cell holds characters that cannot be typed or printed.")
        else:
            return bool(kept)
        return False


def tidied(cell: str) -> str:
    """Return a cell as it is kept: as typed, in normal form, without blanks around it."""
    return unicodedata.normalize("NFC", cell).strip(_UNSEEN)


def kept_text(text: str) -> str | None:
    """Return a text as it is kept; None for one that is too long or cannot be printed."""
    kept = tidied(text)
    return None if len(kept) > LONGEST or _CONTROL.search(kept) else kept


def day_of(text: str) -> dt.date | None:
    """Return a day written as ISO, day first, or with the month in words; None for another text."""
    plain = _MIDNIGHT.sub("", text.strip())
    numbers = _NUMBERS.fullmatch(plain)
    words = None if numbers else _WORDS.fullmatch(plain.casefold())
    if numbers:
        iso = numbers.group(1) is not None
        year, month, day = numbers.group(1, 2, 3) if iso else numbers.group(6, 5, 4)
        return _day(year, int(month), day)
    if words:
        return _day(words.group(3), _month(words.group(2)), words.group(1))
    return None


def year_group_of(text: str) -> str | None:
    """Return a year group as the roll has it; None for one this school cannot have."""
    plain = _plain(text)
    bare = _YEAR_WORDS.sub("", plain)
    named = _NURSERY.get(bare) or _RECEPTION.get(bare)
    found = named or bare.removeprefix("nursery").lstrip("0").upper()
    if plain.startswith("nursery") and bare != "nursery":
        found = "N" + found
    return found if found in YEAR_GROUPS else None


def sex_of(text: str) -> str | None:
    """Return 'F' or 'M'; empty where the list says that it is not known; None for another text."""
    return _SEXES.get(_plain(text))


def sen_of(text: str) -> str | None:
    """Return 'K', 'E', or empty for no special needs; None for another text."""
    found = _SEN.get(_plain(text))
    return _SEN.get(_plain(_before_dash(text))) if found is None else found


def flag_of(text: str) -> bool | None:
    """Return yes or no; None for another text."""
    for plain in (_plain(text) or text, _plain(_before_dash(text))):
        if plain in _TRUE | _FALSE:
            return plain in _TRUE
    return None


def session_of(text: str) -> Session | None:
    """Return the half of the day; None for another text."""
    return _SESSIONS.get(_plain(text))


def count_of(text: str) -> int | None:
    """Return a whole number from 0 to 999; None for another text."""
    return int(text) if re.fullmatch(r"\d{1,3}", text, re.ASCII) else None


def phones_of(cells: list[str]) -> tuple[str, ...]:
    """Return telephone numbers as given, each once; a cell may hold several."""
    parts = [tidied(part) for cell in cells for part in re.split(r"[;\n]", cell)]
    return tuple(dict.fromkeys(filter(None, parts)))


def _before_dash(text: str) -> str:
    """Return the code of a cell that explains it: 'K' of 'K - SEN support', 'Yes' of 'Yes (PP)'."""
    return re.split(r"\s*(?:\s[-–]\s|\(|:)", text, maxsplit=1)[0]


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _month(word: str) -> int:
    """Return the number of a month by its name or the first three letters; 0 if it is none."""
    found = [n for n, name in enumerate(_MONTHS, start=1) if word in (name, name[:3], name[:4])]
    return found[0] if found else 0


def _day(year: str, month: int, day: str) -> dt.date | None:
    try:
        found = dt.date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None
