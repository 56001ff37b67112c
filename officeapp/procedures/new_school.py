"""Open an empty school: its file, one site with times, and its first person."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.database import discard
from officeapp.books.office import Office, make_file, system_clock
from officeapp.domain.record import SiteId, StaffId
from officeapp.domain.rights import Right
from officeapp.domain.school import THE_SCHOOL, Person, Role, School, Site
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.domain.times import EVERY_YEAR_GROUP, Bell
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path

    from officeapp.books.office import Chance, Clock

FIRST_SITE = "Main site"
FIRST_POST = "Headteacher"
#: Times a school begins with until it enters its own: begins, late from, closes, ends, deadline.
FIRST_TIMES: dict[Session, tuple[str, str, str, str, str]] = {
    Session.AM: ("08:50", "08:55", "09:20", "12:00", "09:15"),
    Session.PM: ("13:00", "13:05", "13:30", "15:20", "13:30"),
}
EARLIER_YEARS = 20  # times hold for registers brought in from so many years back


class NoNameError(OfficeError):
    """A school or person was to be written down without a name."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The {what} has no name; type one.")


def require_name(name: str, what: str) -> str:
    """Return a name without blanks round it.

    Raises:
        NoNameError: Nothing is left.
    """
    if not name.strip():
        raise NoNameError(what)
    return name.strip()


@dataclass(frozen=True, slots=True)
class NewSchool:
    """What is known of a school when its file is made.

    Attributes:
        name: The school's name.
        person: The first person's full name, who gets the head's rights.
        post: Their post.
        dfe: Authority and establishment number.
        urn: Unique reference number.
        policy: The short name of the policy profile.
        sample: Whether it is a sample school.
    """

    name: str
    person: str
    post: str = FIRST_POST
    dfe: str = ""
    urn: str = ""
    policy: str = "national"
    sample: bool = False


def new_school(
    path: Path,
    school: NewSchool,
    *,
    clock: Clock = system_clock,
    own_folder: Path | None = None,
    chance: Chance = secrets.token_bytes,
) -> Office:
    """Make a school file with one site and its first person, and open it.

    Args:
        path: Where the file is to be.
        school: What is known of the school.
        clock: Says what time it is.
        own_folder: Where this machine remembers its desks.
        chance: Gives random bytes.

    Raises:
        NoNameError: The school or the person has no name.
        FileExistsAlreadyError: A file of that name is there.
        NotMadeError: The folder does not take it; nothing is left of it.
        NotSavedError: It could not be written; nothing is left of it.
    """
    require_name(school.name, "school")
    require_name(school.person, "first person")
    office = make_file(path, clock=clock, own_folder=own_folder, chance=chance)
    try:
        _write_first_act(office, school)
    except BaseException:
        office.close()
        discard(path)
        raise
    return office


def _write_first_act(office: Office, school: NewSchool) -> None:
    since = SchoolYear.of(office.today()).span.first.replace(
        year=office.today().year - EARLIER_YEARS
    )
    person = Person(
        id=StaffId(office.new_number()),
        name=school.person.strip(),
        post=school.post.strip() or FIRST_POST,
        role=Role.HEAD,
        first=since,
    )
    office.sign_in(person)
    site = Site(SiteId(office.new_number()), FIRST_SITE)
    with office.writing(
        "new-school", Right.CHANGE_STAFF, Book.SCHOOL, Book.STAFF, Book.CALENDAR
    ) as act:
        office.school.cards.enter(
            act,
            School(
                id=THE_SCHOOL,
                name=school.name.strip(),
                dfe=school.dfe,
                urn=school.urn,
                policy=school.policy,
                sample=school.sample,
            ),
        )
        office.sign_in(office.staff.cards.enter(act, person))
        office.school.site_cards.enter(act, site)
        for session, times in FIRST_TIMES.items():
            office.school.bell_cards.enter(
                act, first_bell(office.new_number(), site.id, session, since, times)
            )


def first_bell(
    number: int, site: SiteId, session: Session, first: dt.date, times: tuple[str, ...]
) -> Bell:
    """Return the times of a session from five 'HH:MM' texts."""
    begins, late_from, closes, ends, deadline = (dt.time.fromisoformat(text) for text in times)
    return Bell(
        id=number,
        site=site,
        session=session,
        year_group=EVERY_YEAR_GROUP,
        first=first,
        begins=begins,
        late_from=late_from,
        closes=closes,
        ends=ends,
        deadline=deadline,
    )
