"""The rows of a report, and what each figure rests on; no window in it."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.figures import Part, counts_for_rules, parts, rests_on, totals
from officeapp.domain.attendance import Figures, total
from officeapp.domain.codes import UNMARKED, Category
from officeapp.domain.record import ClassId, PupilId
from officeapp.domain.roll import list_order, year_group_name, year_group_order
from officeapp.domain.school_year import SchoolYear, Session, Span, short_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil

    Wanted = Callable[[Part], bool]

EVERY_CLASS = ClassId(0)


class By(enum.StrEnum):
    """What a report has a row for each of."""

    PUPIL = "Pupils"
    CLASS = "Classes"
    YEAR_GROUP = "Year groups"
    GROUP = "Groups"
    SCHOOL = "School"
    CODE = "Codes"


class Flag(enum.StrEnum):
    """What the law calls a pupil who missed much; sorted, the worst comes last."""

    NONE = ""
    PERSISTENT = "persistent"
    SEVERE = "severe"


class Kind(enum.StrEnum):
    """A figure of a row whose sessions can be listed."""

    MISSED = "missed or late"
    ATTENDED = "attended"
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    LATE = "late"
    UNMARKED = "not marked"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a report.

    Attributes:
        by: What it is for one of.
        key: Which one: a number, a year group, a group or a code.
        name: As lists write it.
        figures: Its figures; for a code, only how often it stands, as possible.
        order: Its place in the report.
        detail: A pupil's class, a code's meaning, how many pupils of a class.
        flag: Persistent or severe, for a pupil of compulsory school age.
    """

    by: By
    key: PupilId | ClassId | str
    name: str
    figures: Figures
    order: tuple[object, ...]
    detail: str = ""
    flag: Flag = Flag.NONE


@dataclass(frozen=True, slots=True)
class Counted:
    """One session that a figure rests on.

    Attributes:
        day: The day.
        session: The half of the day.
        code: The code that stands; '.' for none.
        counts_as: What it counts as, in words.
    """

    day: dt.date
    session: Session
    code: str
    counts_as: str


def in_class(school_class: ClassId) -> Wanted | None:
    """Return what picks the days in one class; nothing to pick for every class."""
    if school_class == EVERY_CLASS:
        return None
    return lambda part: part.placement is not None and part.placement.school_class == school_class


def rows(office: Office, by: By, span: Span, wanted: Wanted | None = None) -> list[Row]:
    """Return the rows of a report in its order."""
    found = _ROWS[by](office, span, wanted)
    return sorted(found, key=lambda row: row.order)


def made_of(office: Office, row: Row, span: Span, wanted: Wanted | None = None) -> list[Row]:
    """Return the pupils whose figures add up to a row's."""
    if row.by is By.CODE:
        return _code_by_pupil(office, str(row.key), span, wanted)

    def both(part: Part) -> bool:
        return (wanted is None or wanted(part)) and _belongs(part, row)

    return rows(office, By.PUPIL, span, both)


def sessions(
    office: Office, pupil: Pupil, span: Span, kind: Kind, school_class: ClassId = EVERY_CLASS
) -> list[Counted]:
    """Return the sessions one of a pupil's figures rests on, the latest first.

    Args:
        office: The office.
        pupil: The pupil.
        span: First and last day.
        kind: Which figure.
        school_class: Only days in this class.
    """
    chosen = rests_on(office, pupil, span, _symbols(office, kind))
    return [
        Counted(day, session, code, _counts_as(office, day, code))
        for day, session, code in reversed(chosen)
        if school_class == EVERY_CLASS or _was_in(office, pupil, day, school_class)
    ]


def code_sessions(
    office: Office, pupil: Pupil, span: Span, code: str, school_class: ClassId = EVERY_CLASS
) -> list[Counted]:
    """Return the sessions of a pupil that have a code, the latest first."""
    chosen = rests_on(office, pupil, span, office.codes.symbol(code))
    return [
        Counted(day, session, found, _counts_as(office, day, found))
        for day, session, found in reversed(chosen)
        if school_class == EVERY_CLASS or _was_in(office, pupil, day, school_class)
    ]


def said(span: Span) -> str:
    """Return a span as a heading has it: 'Tue 1 Sep to Wed 18 Nov 2026'."""
    return f"{short_day(span.first)} to {short_day(span.last)} {span.last.year}"


def _by_pupil(office: Office, span: Span, wanted: Wanted | None) -> list[Row]:
    found = totals(office, span, wanted)
    last = min(span.last, office.today())
    names = {one.id: one.name for one in office.roll.class_cards.standing().values()}
    answer = []
    for number, figures in found.by_pupil.items():
        pupil = office.roll.pupil(number)
        placed = office.roll.placed(number, last)
        answer.append(
            Row(
                By.PUPIL,
                number,
                pupil.listed,
                figures,
                list_order(pupil),
                names[placed.school_class] if placed else "",
                _flag(pupil, figures, last),
            )
        )
    return answer


def _by_class(office: Office, span: Span, wanted: Wanted | None) -> list[Row]:
    order = [one.id for one in office.roll.classes()]
    names = {one.id: one.name for one in office.roll.class_cards.standing().values()}
    return [
        Row(
            By.CLASS,
            number,
            names[number],
            figures,
            (order.index(number) if number in order else len(order), names[number]),
        )
        for number, figures in totals(office, span, wanted).by_class.items()
    ]


def _by_year_group(office: Office, span: Span, wanted: Wanted | None) -> list[Row]:
    return [
        Row(By.YEAR_GROUP, group, year_group_name(group), figures, (year_group_order(group), group))
        for group, figures in totals(office, span, wanted).by_year_group.items()
    ]


def _by_group(office: Office, span: Span, wanted: Wanted | None) -> list[Row]:
    found = totals(office, span, wanted).by_group.items()
    return [
        Row(By.GROUP, name, _GROUPS.get(name, name), figures, (name,)) for name, figures in found
    ]


def _by_school(office: Office, span: Span, wanted: Wanted | None) -> list[Row]:
    found = totals(office, span, wanted)
    name = office.school.card().name
    return [Row(By.SCHOOL, "", name, found.school, (0,), f"{len(found.by_pupil)} pupils")]


def _by_code(office: Office, span: Span, wanted: Wanted | None) -> list[Row]:
    words = {code.code: code.word for code in office.codes.all()}
    return [
        Row(By.CODE, code, code, Figures(possible=number), (-number, code), words.get(code, ""))
        for code, number in totals(office, span, wanted).by_code.items()
    ]


_ROWS = {
    By.PUPIL: _by_pupil,
    By.CLASS: _by_class,
    By.YEAR_GROUP: _by_year_group,
    By.GROUP: _by_group,
    By.SCHOOL: _by_school,
    By.CODE: _by_code,
}
_GROUPS = {
    "PP": "Pupil premium",
    "SEN K": "SEN support",
    "EHCP": "Education, health and care plan",
    "EAL": "English as an additional language",
    "FSM": "Free school meals",
    "LAC": "Looked after",
}


def _code_by_pupil(office: Office, code: str, span: Span, wanted: Wanted | None) -> list[Row]:
    symbol = office.codes.symbol(code)
    counts: dict[PupilId, int] = {}
    for part in parts(office, span):
        number = part.sessions.count(symbol)
        if number and (wanted is None or wanted(part)):
            counts[part.pupil.id] = counts.get(part.pupil.id, 0) + number
    found = []
    for number, count in counts.items():
        pupil = office.roll.pupil(number)
        order = (-count, *list_order(pupil))
        found.append(Row(By.PUPIL, number, pupil.listed, Figures(possible=count), order))
    return sorted(found, key=lambda row: row.order)


def _belongs(part: Part, row: Row) -> bool:
    if row.by is By.SCHOOL:
        return True
    if row.by is By.PUPIL:
        return part.pupil.id == row.key
    if row.by is By.GROUP:
        return row.key in part.pupil.groups
    placement = part.placement
    if placement is None:
        return False
    return row.key == (placement.school_class if row.by is By.CLASS else placement.year_group)


def _flag(pupil: Pupil, found: Figures, day: dt.date) -> Flag:
    if not counts_for_rules(pupil, day):
        return Flag.NONE
    if found.is_severe:
        return Flag.SEVERE
    return Flag.PERSISTENT if found.is_persistent else Flag.NONE


def _symbols(office: Office, kind: Kind) -> str:
    """Return the symbols of the sessions a figure counts; late ones count as attended too."""
    late = office.codes.symbols_where(late=True)
    if kind is Kind.LATE:
        return late
    if kind is Kind.UNMARKED:
        return UNMARKED
    chosen = "".join(code.symbol for code in office.codes.all() if _is_of(code.category, kind))
    return chosen + late if kind is Kind.MISSED else chosen


def _is_of(category: Category, kind: Kind) -> bool:
    if kind is Kind.ATTENDED:
        return category.attended
    authorised = category.authorised
    if kind is Kind.MISSED:
        return authorised is not None
    return authorised is (kind is Kind.AUTHORISED) and authorised is not None


def _counts_as(office: Office, day: dt.date, code: str) -> str:
    if code == UNMARKED:
        return "not marked: counts nowhere"
    middle = dt.date(SchoolYear.of(day).begins, 9, 1)
    category = office.codes.categories(middle)[office.codes.symbol(code)]
    word = next(one.word for one in office.codes.all() if one.code == code)
    if category.authorised is None:
        counted = "attended" if category.attended else "not possible"
    else:
        counted = "authorised" if category.authorised else "unauthorised"
    return f"{word}: {counted}"


def _was_in(office: Office, pupil: Pupil, day: dt.date, school_class: ClassId) -> bool:
    placed = office.roll.placed(pupil.id, day)
    return placed is not None and placed.school_class == school_class


def whole(office: Office, span: Span, wanted: Wanted | None) -> tuple[Figures, list[Row]]:
    """Return the figures of everybody chosen, with each pupil's."""
    pupils = rows(office, By.PUPIL, span, wanted)
    return total(row.figures for row in pupils), pupils
