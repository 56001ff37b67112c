"""Figures of attendance, in whole sessions: by pupil, class, year group, group, school or code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from officeapp.books import figures
from officeapp.domain import attendance
from officeapp.domain.attendance import Figures, shown_percent
from officeapp.domain.clashes import counted_though_disputed
from officeapp.domain.law import is_compulsory
from officeapp.domain.roll import list_order, year_group_name, year_group_order
from officeapp.domain.school_year import SchoolYear, Span
from officeapp.procedures.register_book import BackwardsSpanError
from officeapp.terminal.shared import AS_JSON, DAY, SCHOOL, print_json, print_table, reading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from officeapp.books.figures import Part, Totals
    from officeapp.books.office import Office

    Row = dict[str, Any]

WAYS = ("pupil", "class", "year-group", "group", "school", "code")


@click.command("attendance")
@SCHOOL
@click.option("--from", "first", type=DAY, help="First day; the school year's first if not given.")
@click.option("--to", "last", type=DAY, help="Last day; today if not given.")
@click.option("--class", "class_name", help="Only this class.")
@click.option("--year-group", help="Only this year group.")
@click.option("--by", "way", type=click.Choice(WAYS), default="pupil", show_default=True)
@AS_JSON
def attendance_command(
    school: Path,
    *,
    first: dt.date | None,
    last: dt.date | None,
    class_name: str | None,
    year_group: str | None,
    way: str,
    as_json: bool,
) -> None:
    """Give figures of attendance for a span, in whole sessions."""
    with reading(school) as office:
        until = last or office.today()
        span = Span(first or SchoolYear.of(until).span.first, until)
        if span.first > span.last:
            raise BackwardsSpanError
        found = figures.totals(office, span, _wanted(office, class_name, year_group))
        rows = list(_ROWS[way](office, found, span))
        disputed = figures.in_dispute(office, span, found.by_pupil)
    if disputed:
        click.echo(counted_though_disputed(disputed), err=True)
    if as_json:
        print_json(rows)
        return
    print_table(
        ("", "Name", "Possible", "Attended", "Authorised", "Unauthorised", "Late", "Unmarked", "%"),
        [
            (
                row["key"],
                row["name"],
                *(row[name] for name in Figures.__slots__),
                row["shown"],
            )
            for row in rows
        ],
    )


def _wanted(
    office: Office, class_name: str | None, year_group: str | None
) -> Callable[[Part], bool] | None:
    """Return what picks the parts of a class or year group; None for all."""
    in_class = office.roll.class_named(class_name).id if class_name else None
    group = _year_group(year_group) if year_group else None
    if in_class is None and group is None:
        return None

    def picks(part: Part) -> bool:
        placed = part.placement
        return (
            placed is not None
            and in_class in (None, placed.school_class)
            and group in (None, placed.year_group)
        )

    return picks


def _year_group(text: str) -> str:
    """Return a year group from what a person types: '3', 'Year 3', 'R', 'Reception'."""
    bare = text.strip().removeprefix("Year").removeprefix("year").strip()
    return "R" if bare.casefold() in ("r", "reception") else bare.upper()


def _row(way: str, key: str, name: str, found: Figures) -> Row:
    return {
        "by": way,
        "key": key,
        "name": name,
        **found.as_dict(),
        "attendance_percent": found.percent,
        "shown": shown_percent(found),
    }


def _by_pupil(office: Office, found: Totals, span: Span) -> Iterator[Row]:
    day = min(span.last, office.today())
    for pupil in sorted((office.roll.pupil(number) for number in found.by_pupil), key=list_order):
        mine = found.by_pupil[pupil.id]
        counts = is_compulsory(pupil.dob, day)
        yield {
            **_row("pupil", pupil.upn or str(pupil.id), pupil.listed, mine),
            "id": pupil.id,
            "upn": pupil.upn,
            "persistent": counts and mine.is_persistent,
            "severe": counts and mine.is_severe,
        }


def _by_class(office: Office, found: Totals, span: Span) -> Iterator[Row]:
    del span
    for one in office.roll.classes():
        if one.id in found.by_class:
            yield _row("class", one.name, one.name, found.by_class[one.id])


def _by_year_group(office: Office, found: Totals, span: Span) -> Iterator[Row]:
    del office, span
    for group in sorted(found.by_year_group, key=year_group_order):
        yield _row("year-group", group, year_group_name(group), found.by_year_group[group])


def _by_group(office: Office, found: Totals, span: Span) -> Iterator[Row]:
    del office, span
    for name in sorted(found.by_group):
        yield _row("group", name, name, found.by_group[name])


def _by_school(office: Office, found: Totals, span: Span) -> Iterator[Row]:
    del span
    yield _row("school", "school", office.school.card().name, found.school)


def _by_code(office: Office, found: Totals, span: Span) -> Iterator[Row]:
    late = office.codes.symbols_where(late=True)
    categories = office.codes.categories(span.last)
    for code in dict.fromkeys(one.code for one in office.codes.all()):
        number = found.by_code.get(code, 0)
        if number:
            meaning = next(one.meaning for one in office.codes.all() if one.code == code)
            symbol = office.codes.symbol(code)
            counted = attendance.figures({symbol: number}, categories, late)
            yield {**_row("code", code, meaning, counted), "sessions": number}
    if found.school.unmarked:
        yield {
            **_row("code", ".", "Not marked", Figures(unmarked=found.school.unmarked)),
            "sessions": found.school.unmarked,
        }


_ROWS: dict[str, Callable[[Office, Totals, Span], Iterator[Row]]] = {
    "pupil": _by_pupil,
    "class": _by_class,
    "year-group": _by_year_group,
    "group": _by_group,
    "school": _by_school,
    "code": _by_code,
}
