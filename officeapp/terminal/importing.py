"""Bring in lists and calendars: compared first, and written in one act unless only checked."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from officeapp.domain.lists import years_near
from officeapp.domain.school_calendar import EVERY_SITE
from officeapp.exchange.calendars import read_calendar
from officeapp.exchange.cells import YEAR_GROUP, year_group_of
from officeapp.exchange.contact_lists import read_contacts
from officeapp.exchange.ctf import read_transfer
from officeapp.exchange.headings import ANY_SYSTEM, map_names
from officeapp.exchange.mark_lists import read_marks
from officeapp.exchange.pupil_lists import read_pupils
from officeapp.exchange.tables import read_table
from officeapp.procedures.compare_cards import field_names
from officeapp.procedures.import_calendar import import_calendar
from officeapp.procedures.import_contacts import import_contacts
from officeapp.procedures.import_marks import import_marks
from officeapp.procedures.import_plan import ALL, NOTHING
from officeapp.procedures.import_pupils import import_pupils
from officeapp.procedures.import_transfer import import_transfer
from officeapp.procedures.keep_maps import UnknownMapError, naming
from officeapp.procedures.plan_calendar import Aim
from officeapp.procedures.plan_contacts import plan_contacts
from officeapp.procedures.plan_days import plan_calendar
from officeapp.procedures.plan_marks import plan_marks
from officeapp.procedures.plan_pupils import plan_pupils
from officeapp.procedures.plan_transfer import plan_transfer
from officeapp.procedures.transfer_plan import Choice
from officeapp.terminal.shared import (
    AS_JSON,
    DAY,
    DONE,
    FILE_THERE,
    NO,
    SCHOOL,
    acting,
    print_json,
    print_table,
    reading,
    writing,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from officeapp.books.office import Office
    from officeapp.errors import Problem
    from officeapp.procedures.import_plan import ImportPlan
    from officeapp.procedures.preview import Preview

    Command = Callable[..., Any]

NO_FIELD = "none"
SHOWN = 200  # lines of each kind that a person is shown; --json has them all
SOURCE = click.argument("source", type=FILE_THERE)
CHECK = click.option("--check", "only_check", is_flag=True, help="Read and report, write nothing.")
MAP = click.option(
    "--map",
    "map_name",
    metavar="NAME",
    default=ANY_SYSTEM,
    show_default=True,
    help=f"Whose headings the list has: {', '.join(map_names())}, or a map of the school's own.",
)
TAKE = click.option(
    "--overwrite",
    metavar="FIELD,...",
    default=ALL,
    show_default=True,
    help="Take the list's word where a card says otherwise: these fields, all, or none, which "
    "only fills gaps (as the window does until a field is ticked).",
)


@click.group("import")
def import_command() -> None:
    """Bring in pupils, contacts, marks, a transfer file or a calendar from another system."""


def importing(command: Command) -> Command:
    """Add what every import has: the school, the source, who acts, --check and --json."""
    for add in (AS_JSON, CHECK, acting, SOURCE, SCHOOL):
        command = add(command)
    return command


@import_command.command("pupils")
@MAP
@TAKE
@importing
def pupils_command(*, source: Path, map_name: str, overwrite: str, **how: Any) -> int:
    """Bring in a pupil list: new pupils are admitted, known ones compared.

    Who may not admit proposes new pupils to the head. A date of leaving is proposed too: the head
    gives the ground. Only days before the school began to use the program are history.
    """
    with _opened(**how) as office:
        names = _naming(office, "pupils", map_name)
        plan = plan_pupils(office, read_pupils(read_table(source), *names), _fields(overwrite))
        if not how["only_check"]:
            import_pupils(office, plan)
    return _report(plan.preview, plan=plan, **how)


@import_command.command("contacts")
@MAP
@TAKE
@importing
def contacts_command(*, source: Path, map_name: str, overwrite: str, **how: Any) -> int:
    """Bring in a contact list, one row for each contact of each pupil.

    An address that is withheld is neither changed nor printed, whatever the list says.
    """
    with _opened(**how) as office:
        names = _naming(office, "contacts", map_name)
        plan = plan_contacts(office, read_contacts(read_table(source), *names), _fields(overwrite))
        if not how["only_check"]:
            import_contacts(office, plan)
    return _report(plan.preview, plan=plan, **how)


@import_command.command("marks")
@MAP
@click.option("--amend", metavar="REASON", help="Amend marks that stand, for this reason.")
@importing
def marks_command(*, source: Path, map_name: str, amend: str | None, **how: Any) -> int:
    """Bring in marks, one row for each session of each pupil."""
    with _opened(**how) as office:
        names = _naming(office, "marks", map_name)
        plan = plan_marks(office, read_marks(read_table(source), *names), amend)
        if not how["only_check"]:
            import_marks(office, plan)
    return _report(plan.preview, **how)


@import_command.command("calendar")
@click.option("--as", "as_", type=click.Choice(["closures", "terms"]), default="closures")
@click.option("--site", metavar="S", help="The site it is for; all if not said.")
@click.option(
    "--year-group", "year_groups", metavar="Y", multiple=True, help="The year group it is for."
)
@importing
def calendar_command(
    *, source: Path, as_: str, site: str | None, year_groups: tuple[str, ...], **how: Any
) -> int:
    """Bring in an iCalendar file, or the list of bank holidays of GOV.UK."""
    groups = frozenset(_year_group(text) for text in year_groups)
    with _opened(**how) as office:
        at = office.school.site_named(site).id if site else EVERY_SITE
        found = read_calendar(source, years_near(office.today()))
        plan = plan_calendar(office, found, Aim(as_ == "terms", at, groups))
        if not how["only_check"]:
            import_calendar(office, plan)
    return _report(plan.preview, closed=plan.closed, opened=plan.opened, **how)


@import_command.command("ctf")
@click.option(
    "--starting",
    type=DAY,
    metavar="DATE",
    help="The starting day of new pupils; today if not said.",
)
@click.option("--class", "school_class", metavar="C", default="", help="The class of new pupils.")
@click.option(
    "--overwrite",
    metavar="FIELD,...",
    default="",
    help="Take the file's word where a card says otherwise: these fields, or all; else only gaps "
    "are filled.",
)
@click.option(
    "--for-another-school",
    "for_another",
    is_flag=True,
    help="Go on though the file is meant for another school.",
)
@importing
def ctf_command(
    *,
    source: Path,
    starting: dt.date | None,
    school_class: str,
    overwrite: str,
    for_another: bool,
    **how: Any,
) -> int:
    """Bring in a Common Transfer File: new pupils are admitted, gaps of known ones filled.

    Who may not admit proposes the new pupils to the head, with their contacts.
    """
    choice = Choice(starting, school_class.strip(), for_another, _fields(overwrite))
    with _opened(**how) as office:
        plan = plan_transfer(office, read_transfer(source), choice)
        if not how["only_check"]:
            import_transfer(office, plan)
    return _report(plan.preview, plan=plan, told=plan.told, **how)


def _fields(overwrite: str) -> frozenset[str]:
    """Return the names of the fields to be overwritten, small and capital letters alike."""
    if overwrite.strip().casefold() == NO_FIELD:
        return NOTHING
    names = {part.strip().casefold() for part in overwrite.split(",") if part.strip()}
    known = [ALL, NO_FIELD, *field_names()]
    if unknown := names - {name.casefold() for name in known}:
        message = f"'{min(unknown)}' is no field. The fields are: {', '.join(known)}."
        raise click.BadParameter(message, param_hint="--overwrite")
    return frozenset(names)


def _opened(
    *, school: Path, by: str | None, pin_stdin: bool, only_check: bool, as_json: bool
) -> AbstractContextManager[Office]:
    """Open a school: to write, or only to compare, which works while a window has it."""
    del as_json
    return reading(school) if only_check else writing(school, by, pin_stdin=pin_stdin)


def _naming(office: Office, kind: str, name: str) -> tuple[str, dict[str, str]]:
    try:
        return naming(office, kind, name)
    except UnknownMapError as error:
        raise click.BadParameter(str(error), param_hint="--map") from error


def _year_group(text: str) -> str:
    found = year_group_of(text)
    if found is None:
        message = f"'{text}' is no year group. {YEAR_GROUP}"
        raise click.BadParameter(message, param_hint="--year-group")
    return found


def _report(
    preview: Preview,
    *,
    as_json: bool,
    only_check: bool,
    plan: ImportPlan | None = None,
    told: Sequence[Problem] | None = None,
    **rest: Any,
) -> int:
    """Print what was done; return the exit code."""
    days: dict[str, list[Any]] = {name: rest[name] for name in ("closed", "opened") if name in rest}
    differing = _differing(plan, told) if plan else {}
    if as_json:
        print_json(
            {
                "read": preview.read,
                "added": preview.added,
                "changed": preview.changed,
                "unchanged": preview.unchanged,
                "refused": [_row(problem) for problem in preview.refused],
                "warnings": [_row(problem) for problem in preview.warnings],
                "changes": [asdict(change) for change in preview.changes],
                **days,
                **differing,
            }
        )
    else:
        _say(preview, days, only_check=only_check)
        _say_left(plan, told)
    return NO if preview.refused else DONE


def _differing(plan: ImportPlan, told: Sequence[Problem] | None) -> dict[str, list[Any]]:
    """Return where a file and the cards differ, and what else it tells, for a script."""
    names = ("where", "name", "field", "old", "new")
    differences = [
        {**{name: getattr(one, name) for name in names}, "taken": one in plan.taken}
        for one in plan.differences
    ]
    found: dict[str, list[Any]] = {"differences": differences}
    return found if told is None else {**found, "told": [asdict(one) for one in told]}


def _row(problem: Problem) -> dict[str, Any]:
    """Return a problem as a script reads it; a line of the file is a number."""
    row: dict[str, Any] = asdict(problem)
    return {**row, "where": int(problem.where)} if problem.where.isdigit() else row


def _say(preview: Preview, days: dict[str, list[Any]], *, only_check: bool) -> None:
    """Print a report for a person."""
    would = "would be " if only_check else ""
    click.echo(
        f"{preview.read} read, {preview.added} {would}added, {preview.changed} {would}changed, "
        f"{preview.unchanged} unchanged, {len(preview.refused)} refused."
    )
    for name, found in days.items():
        if found:
            listed = ", ".join(str(day) for day in found[:SHOWN])
            click.echo(f"{len(found)} {name}: {listed}")
    for title, problems in (("Refused", preview.refused), ("Warnings", preview.warnings)):
        rows = [(p.where, p.field, p.found, p.reason) for p in problems]
        _say_table(title, ("Where", "Field", "Found", "What to do"), rows)


def _say_left(plan: ImportPlan | None, told: Sequence[Problem] | None) -> None:
    """Print where a file and the cards differ, and what else it tells, for a person."""
    if plan is None:
        return
    left = [one for one in plan.differences if one not in plan.taken]
    rows = [(one.where, one.name, one.field, one.old, one.new) for one in left]
    headings = ("Where", "Card", "Field", "Stands and stays", "The file says")
    _say_table("Left as it stands (--overwrite takes the file's word)", headings, rows)
    beside = [(one.where, one.field, one.found) for one in told or ()]
    _say_table("Also in the file, and not kept", ("Where", "About", "What it says"), beside)


def _say_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    click.echo(f"\n{title}")
    print_table(headings, [[cell.replace("\n", ", ") for cell in row] for row in rows[:SHOWN]])
    if len(rows) > SHOWN:
        click.echo(f"and {len(rows) - SHOWN} more; --json lists them all")
