"""Who is on site, from the terminal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import click
from typing_extensions import override

from officeapp.books.roll_call import who_is_where
from officeapp.terminal.shared import AS_JSON, DAY, SCHOOL, print_json, print_table, reading

if TYPE_CHECKING:
    from pathlib import Path


class TimeOfDay(click.ParamType[dt.time]):
    """A time as commands take it: 10:05."""

    name = "time"

    @override
    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.time:
        """Return the time, or fail as click does."""
        if isinstance(value, dt.time):
            return value
        try:
            return dt.time.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"{value!r} is not a time of day; write it as 10:05.", param, ctx)


@click.command("rollcall")
@SCHOOL
@click.option("--at", "at", type=TimeOfDay(), metavar="TIME", help="The time; now if not given.")
@click.option("--on", "day", type=DAY, help="The day; today if not given.")
@AS_JSON
def rollcall_command(
    school: Path, *, at: dt.time | None, day: dt.date | None, as_json: bool
) -> None:
    """Say where every child on roll is: in, out, away or unknown, since when, by which book."""
    with reading(school) as office:
        rows = [
            {
                "id": one.pupil,
                "name": one.name,
                "class": one.school_class,
                "where": one.seen.where.value,
                "since": f"{one.seen.since:%H:%M}" if one.seen.since else None,
                "from": one.seen.book,
            }
            for one in who_is_where(office, at or office.now().time(), day)
        ]
    if as_json:
        print_json(rows)
        return
    order = ("class", "name", "where", "since", "from")
    print_table(
        ("Class", "Name", "Where", "Since", "From"), [[row[one] for one in order] for row in rows]
    )
