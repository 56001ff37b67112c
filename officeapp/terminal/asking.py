"""Questions: the roll, the calendar, the codes and a session's history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from officeapp.books.export import NOBODY_WITHHELD, NOT_SHOWN, withheld
from officeapp.books.law import codes
from officeapp.domain.rights import Right
from officeapp.domain.roll import list_order
from officeapp.domain.school_year import SchoolYear, Session, years_of
from officeapp.domain.upn import is_temporary
from officeapp.procedures.contacts_lacking import contacts_lacking, emergency_contacts
from officeapp.procedures.read_withheld import read_withheld
from officeapp.terminal.shared import (
    AS_JSON,
    DAY,
    SCHOOL,
    acting,
    print_json,
    print_table,
    reading,
    reading_as,
)

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from officeapp.books.export import Withheld
    from officeapp.books.office import Office
    from officeapp.domain.roll import Contact, Pupil, Tie
    from officeapp.domain.school_calendar import SchoolCalendar

    Row = dict[str, Any]


@click.command("pupils")
@SCHOOL
@click.option(
    "--lacking-contacts",
    "lacking",
    is_flag=True,
    help="Only pupils on roll today with fewer than two emergency contacts.",
)
@acting
@AS_JSON
def pupils_command(
    school: Path, *, lacking: bool, by: str | None, pin_stdin: bool, as_json: bool
) -> None:
    """List the roll, with everyone's contacts.

    An address that is withheld is printed only for who may read it: name them with --by, while no
    window has the school open.
    """
    with reading_as(school, by, pin_stdin=pin_stdin) as office:
        hidden = hidden_from(office)
        pupils = sorted(office.roll.pupils().values(), key=list_order)
        if lacking:
            pupils = [one.pupil for one in contacts_lacking(office, office.today())]
        contacts = office.contacts.by_pupil([pupil.id for pupil in pupils])
        rows = [pupil_row(office, pupil, contacts[pupil.id], hidden) for pupil in pupils]
    if as_json:
        print_json(rows)
        return
    print_table(
        ("UPN", "Surname", "Forename", "Born", "Year", "Class", "On roll from", "to"),
        [
            (
                row["upn"],
                row["preferred_surname"] or row["legal_surname"],
                row["preferred_forename"] or row["legal_forename"],
                row["dob"],
                row["year_group"],
                row["class"],
                row["on_roll_from"],
                row["on_roll_to"],
            )
            for row in rows
        ],
    )


def hidden_from(office: Office) -> Withheld:
    """Return whose addresses are not to be shown to whoever asks; none for who may read them."""
    if not office.may(Right.READ_WITHHELD):
        return withheld(office)
    read_withheld(office)
    return NOBODY_WITHHELD


def pupil_row(
    office: Office, pupil: Pupil, contacts: list[tuple[Tie, Contact]], hidden: Withheld
) -> Row:
    """Return a pupil as the terminal answers: as placed today, or on the last or first day."""
    times = office.roll.enrolments(pupil.id)
    day = _day_of(office, pupil)
    placement = office.roll.placed(pupil.id, day)
    school_class = office.roll.school_class(placement.school_class) if placement else None
    return {
        "id": pupil.id,
        "upn": pupil.upn,
        "former_upns": list(pupil.former_upns),
        "admission_no": pupil.admission_no,
        "legal_surname": pupil.legal_surname,
        "legal_forename": pupil.legal_forename,
        "preferred_surname": pupil.preferred_surname,
        "preferred_forename": pupil.preferred_forename,
        "middle_names": pupil.middle_names,
        "dob": pupil.dob,
        "sex": pupil.sex,
        "year_group": placement.year_group if placement else "",
        "class": school_class.name if school_class else "",
        "site": office.school.site(school_class.site).name if school_class else "",
        "on_roll_from": times[-1].first if times else None,
        "on_roll_to": times[-1].last if times else None,
        "temporary_upn": is_temporary(pupil.upn) if pupil.upn else False,
        "family": pupil.family or None,
        "address": NOT_SHOWN if pupil.id in hidden.pupils else pupil.address,
        "groups": list(pupil.groups),
        "emergency_contacts": len(emergency_contacts(contacts)),
        "contacts": [_contact_row(tie, contact, hidden) for tie, contact in contacts],
    }


def _contact_row(tie: Tie, contact: Contact, hidden: Withheld) -> Row:
    return {
        "id": contact.id,
        "title": contact.title,
        "surname": contact.surname,
        "forename": contact.forename,
        "relationship": tie.relationship,
        "priority": tie.priority or None,
        "parental_responsibility": tie.parental_responsibility,
        "lives_with": tie.lives_with,
        "may_collect": tie.may_collect,
        "not_released": tie.not_released,
        "do_not_contact": contact.do_not_contact,
        "address_withheld": contact.address_withheld,
        "phones": list(contact.phones),
        "email": contact.email,
        "address": NOT_SHOWN if contact.id in hidden.contacts else contact.address,
    }


def _day_of(office: Office, pupil: Pupil) -> dt.date:
    """Return today, or the nearest day on which a pupil is on the roll."""
    today = office.today()
    times = office.roll.enrolments(pupil.id)
    if not times or any(today in one.span for one in times):
        return today
    last = times[-1]
    return last.last if last.last and last.last < today else last.first


@click.command("calendar")
@SCHOOL
@click.option("--site", help="The site; the first one if not given.")
@click.option("--year-group", default="", help="The year group; closures for all if not given.")
@AS_JSON
def calendar_command(school: Path, *, site: str | None, year_group: str, as_json: bool) -> None:
    """Count the school days of each year, with half terms and closed days."""
    with reading(school) as office:
        chosen = office.school.site_named(site) if site else office.school.sites()[0]
        calendar = office.calendar.of(chosen.id, year_group)
        rows = [calendar_row(calendar, year) for year in _known_years(office)]
    if as_json:
        print_json(rows)
        return
    print_table(
        ("Year", "Days", "Sessions", "First", "Last", "Half terms"),
        [
            (
                row["school_year"],
                row["days"],
                row["sessions"],
                row["first"],
                row["last"],
                " + ".join(str(half["days"]) for half in row["half_terms"]),
            )
            for row in rows
        ],
    )


def calendar_row(calendar: SchoolCalendar, year: SchoolYear) -> Row:
    """Return a school year's days as the terminal answers."""
    days = calendar.days(year)
    closed = calendar.closed(year)
    return {
        "school_year": year.name,
        "days": len(days),
        "sessions": 2 * len(days),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "half_terms": [
            {"first": half.span.first, "last": half.span.last, "days": half.days}
            for half in calendar.half_terms(year)
        ],
        "closed": [{"date": day, "why": closed[day]} for day in sorted(closed)],
    }


def _known_years(office: Office) -> list[SchoolYear]:
    """Return the school years that have an entry of the calendar or a mark, and this one."""
    known = {SchoolYear.of(office.today()), *office.register.years()}
    spans = [one.span for one in office.calendar.closures()]
    spans += [one.span for one in office.calendar.terms()]
    for span in spans:
        known.update(years_of(span))
    return sorted(known)


@click.command("codes")
@click.option("--on", "day", type=DAY, help="The date; today if not given.")
@AS_JSON
def codes_command(*, day: dt.date | None, as_json: bool) -> None:
    """List the attendance codes in force on a date."""
    from officeapp.books.office import system_clock

    rows = [
        {
            "code": code.code,
            "meaning": code.meaning,
            "category": code.category.value,
            "possible": code.category.possible,
            "attended": code.category.attended,
            "authorised": code.category.authorised,
        }
        for code in codes().on(day or system_clock().date())
    ]
    if as_json:
        print_json(rows)
        return
    print_table(
        ("Code", "Meaning", "Category"),
        [(row["code"], row["meaning"], row["category"]) for row in rows],
    )


@click.command("history")
@SCHOOL
@click.option("--pupil", required=True, metavar="UPN", help="The pupil's UPN or number.")
@click.option("--date", "day", type=DAY, required=True)
@click.option("--session", type=click.Choice(["AM", "PM"], case_sensitive=False), required=True)
@AS_JSON
def history_command(school: Path, *, pupil: str, day: dt.date, session: str, as_json: bool) -> None:
    """Show every entry for one session of one pupil, oldest first."""
    with reading(school) as office:
        number = office.roll.named(pupil).id
        found = office.register.history(number, day, Session(session.upper()))
    rows = [
        {
            "code": one.mark.code,
            "minutes_late": one.mark.minutes,
            "reason": one.mark.reason,
            "by": one.by.name,
            "post": one.by.post,
            "desk": one.by.desk,
            "at": one.by.at,
            "note": one.mark.note,
        }
        for one in found
    ]
    if as_json:
        print_json(rows)
        return
    print_table(
        ("Code", "Minutes", "By", "Post", "At", "Reason", "Note"),
        [
            (
                row["code"] or "(nothing)",
                row["minutes_late"],
                row["by"],
                row["post"],
                row["at"],
                row["reason"],
                row["note"],
            )
            for row in rows
        ],
    )
