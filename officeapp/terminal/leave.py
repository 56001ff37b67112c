"""Leave of absence at the terminal: what is asked, decided and due next; asking and deciding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from officeapp.domain.leave import SOMEBODY_ELSE, LeaveRequest, Outcome
from officeapp.domain.roll import folded
from officeapp.domain.school_year import Session
from officeapp.procedures.ask_leave import ask_leave
from officeapp.procedures.decide_leave import Ruling, decide_leave, for_all, supersede_leave
from officeapp.procedures.leave_form import blank_form, filled_form
from officeapp.procedures.leave_outcome import consequence
from officeapp.terminal.leave_rows import leave_row
from officeapp.terminal.papers import write_paper
from officeapp.terminal.shared import (
    AS_JSON,
    DAY,
    SCHOOL,
    acting,
    print_json,
    print_table,
    reading,
    say,
    writing,
)

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.record import ContactId, PupilId

    Row = dict[str, Any]


@click.command("leave")
@SCHOOL
@click.option("--waiting", is_flag=True, help="Only requests that wait for the headteacher.")
@AS_JSON
def leave_command(school: Path, *, waiting: bool, as_json: bool) -> None:
    """List requests for leave of absence, with what is weighed, decided and due next."""
    with reading(school) as office:
        found = office.leave.waiting() if waiting else office.leave.requests()
        rows = [leave_row(office, request, full=as_json) for request in found]
    if as_json:
        print_json(rows)
        return
    print_table(
        ("First", "Last", "Pupils", "For", "Sessions", "Asked", "State", "Next"),
        [
            (
                row["first"],
                row["last"],
                ", ".join(pupil["name"] for pupil in row["pupils"]),
                row["kind"],
                row["sessions"],
                row["received"],
                row["state"],
                row["next_step"],
            )
            for row in rows
        ],
    )


@click.command("ask-leave")
@SCHOOL
@click.option("--pupil", "upns", multiple=True, required=True, help="UPN or id; once for each.")
@click.option("--kind", default="exceptional", show_default=True, help="For what, by its key.")
@click.option("--purpose", required=True, help="For what, in the family's words.")
@click.option("--from", "first", type=DAY, required=True, help="The first day asked for.")
@click.option("--to", "last", type=DAY, required=True, help="The last day asked for.")
@click.option("--from-session", type=click.Choice(list(Session)), default=Session.AM)
@click.option("--to-session", type=click.Choice(list(Session)), default=Session.PM)
@click.option("--set-apart", type=DAY, multiple=True, help="A day the religious body sets apart.")
@click.option("--applicant", "who", required=True, help="Who asks, by name.")
@click.option("--received", type=DAY, help="When it was received; today if not given.")
@acting
@AS_JSON
def ask_leave_command(
    school: Path,
    *,
    upns: tuple[str, ...],
    kind: str,
    purpose: str,
    first: dt.date,
    last: dt.date,
    from_session: Session,
    to_session: Session,
    set_apart: tuple[dt.date, ...],
    who: str,
    received: dt.date | None,
    by: str | None,
    pin_stdin: bool,
    as_json: bool,
) -> None:
    """Write down a request for leave, for one child or several of a family."""
    with writing(school, by, pin_stdin=pin_stdin) as office:
        children = tuple(office.roll.named(upn).id for upn in upns)
        request = LeaveRequest(
            0, children, kind, purpose, first, last, received or office.today(),
            Session(from_session), Session(to_session),
            tuple(day.isoformat() for day in sorted(set_apart)),
        )  # fmt: skip
        contact = _contact(office, children, who)
        name = "" if contact else who
        asked = replace(request, applicant=contact or SOMEBODY_ELSE, applicant_name=name)
        row = leave_row(office, ask_leave(office, asked), full=True)
    _answer(row, as_json=as_json)


@click.command("decide-leave")
@SCHOOL
@click.argument("request_id", metavar="ID", type=int)
@click.option("--grant", "outcome", flag_value=Outcome.GRANT.value, help="Grant all of it.")
@click.option("--refuse", "outcome", flag_value=Outcome.REFUSE.value, help="Refuse it.")
@click.option("--day", "days", type=DAY, multiple=True, help="Grant this day only; once for each.")
@click.option(
    "--code", default="", help="The code of granted sessions; the usual one if not given."
)
@click.option("--reason", default="", help="Why; a refusal, also in part, needs a reason.")
@click.option("--conditions", default="", help="What is asked in return.")
@click.option("--again", default="", metavar="WHY", help="Decide anew, and why.")
@acting
@AS_JSON
def decide_leave_command(
    school: Path,
    *,
    request_id: int,
    outcome: str | None,
    days: tuple[dt.date, ...],
    code: str,
    reason: str,
    conditions: str,
    again: str,
    by: str | None,
    pin_stdin: bool,
    as_json: bool,
) -> None:
    """Decide a request: the headteacher, or somebody the headteacher has named for it."""
    if bool(outcome) == bool(days):
        message = "Say --grant, --refuse, or the days to grant with --day."
        raise click.UsageError(message)
    sessions = frozenset((day, half) for day in days for half in Session)
    which = Outcome(outcome) if outcome else Outcome.PART
    ruling = Ruling(which, reason, conditions, code, sessions)
    with writing(school, by, pin_stdin=pin_stdin) as office:
        request = office.leave.request(request_id)
        rulings = for_all(request, ruling)
        decisions = (
            supersede_leave(office, request, rulings, again)
            if again
            else decide_leave(office, request, rulings)
        )
        if not as_json:
            say(consequence(office, decisions))
        row = leave_row(office, request, full=True)
    _answer(row, as_json=as_json)


@click.command("leave-form")
@SCHOOL
@click.option("--request", "request_id", type=int, help="Fill it from this request.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The PDF to write.")
def leave_form_command(school: Path, *, request_id: int | None, out: Path) -> None:
    """Draw the request form for leave, blank, or filled from a request."""
    from officeapp.documents.leave_form import draw_leave_form

    with reading(school) as office:
        request = office.leave.request(request_id) if request_id else None
        form = filled_form(office, request) if request else blank_form(office)
    write_paper(out, draw_leave_form(form))
    say(f"{out}: the request form for leave.")


def _contact(office: Office, children: tuple[PupilId, ...], name: str) -> ContactId | None:
    """Return the contact of the children that a name is of; None where not of just one."""
    wanted = folded(name)
    found = {
        contact.id
        for child in children
        for _, contact in office.contacts.of(child)
        if wanted in (folded(contact.called), folded(f"{contact.forename} {contact.surname}"))
    }
    return found.pop() if len(found) == 1 else None


def _answer(row: Row, *, as_json: bool) -> None:
    if as_json:
        print_json(row)
    else:
        step = row["next_step"] or "Nothing is due."
        say(f"Request {row['id']}: {row['sessions']} sessions, {row['state']}. {step}")
