"""Keep the school's own cards: details, sites, times, closures, terms and staff."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.domain.idle import require_within
from officeapp.domain.record import UNWRITTEN, SiteId, StaffId
from officeapp.domain.rights import Right, may
from officeapp.domain.roll import folded
from officeapp.domain.school import Person, Role, School, Site
from officeapp.domain.school_year import Session
from officeapp.errors import OfficeError
from officeapp.procedures.give_code import needs_code
from officeapp.procedures.keep_roll import BackwardsError
from officeapp.procedures.new_school import require_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.idle import LockRule
    from officeapp.domain.record import ClassId
    from officeapp.domain.school_calendar import Closure, Term
    from officeapp.domain.times import Bell


class TimesOrderError(OfficeError):
    """The times of a session are not in order."""

    def __init__(self) -> None:
        super().__init__(
            "The times must follow each other: the session begins, late from, the register closes, "
            "the session ends."
        )


class LastHeadError(OfficeError):
    """The last person who can change people and rights would go."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody would be left who can change people and their roles; give somebody else "
            "the head's rights first, and let them choose a PIN."
        )


class PersonThereError(OfficeError):
    """Somebody of that name is on the staff list."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is on the staff list already; add an initial to tell them apart.")


class NotANumberOfSchoolsError(OfficeError):
    """A DfE number or URN is not of the shape these numbers have."""

    def __init__(self, found: str, shape: str) -> None:
        super().__init__(f"{found} cannot be right; write {shape}, or leave it blank.")


class SiteThereError(OfficeError):
    """Another site has the name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a site {name} already; choose another name.")


class TimesNeededError(OfficeError):
    """The last times of a site's session would be taken back."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            f"The site would have no times for the {session.word}; "
            "enter the right ones first, then take these back."
        )


def change_school(office: Office, school: School) -> None:
    """Write a new version of the school's details.

    Raises:
        NoNameError: The school would have no name.
        NotANumberOfSchoolsError: The DfE number or the URN is of another shape.
        ChangedMeanwhileError: They were changed since they were read.
    """
    require_name(school.name, "school")
    if school.dfe and not re.fullmatch(r"\d{3}/\d{4}", school.dfe):
        raise NotANumberOfSchoolsError(school.dfe, "the DfE number as 816/2999")
    if school.urn and not re.fullmatch(r"\d{6}", school.urn):
        raise NotANumberOfSchoolsError(school.urn, "the URN as six digits")
    with office.writing("change-school", Right.CHANGE_SCHOOL, Book.SCHOOL) as act:
        office.school.cards.amend(act, school)


def add_site(office: Office, name: str) -> Site:
    """Write down a site; it begins with the times of the first site that hold today.

    Raises:
        NoNameError: It has no name.
        SiteThereError: There is one of that name.
    """
    require_name(name, "site")
    _check_site_name(office, name, SiteId(0))
    first, bells = office.school.sites()[0].id, office.school.bells()
    like = [bells.bell(first, "", office.today(), session) for session in Session]
    with office.writing("add-site", Right.CHANGE_SCHOOL, Book.SCHOOL) as act:
        site = Site(SiteId(office.new_number()), name.strip())
        for bell in like:
            if bell is not None:
                card = replace(bell, id=office.new_number(), site=site.id, line=UNWRITTEN)
                office.school.bell_cards.enter(act, card)
        return office.school.site_cards.enter(act, site)


def change_site(office: Office, site: Site) -> None:
    """Write a new version of a site's card.

    Raises:
        NoNameError: It would have no name.
        SiteThereError: There is another of that name.
        ChangedMeanwhileError: It was changed since it was read.
    """
    require_name(site.name, "site")
    _check_site_name(office, site.name, site.id)
    with office.writing("change-site", Right.CHANGE_SCHOOL, Book.SCHOOL) as act:
        office.school.site_cards.amend(act, site)


def set_times(office: Office, bells: Sequence[Bell]) -> None:
    """Write down times as one act; new ones hold from their first day beside the old.

    Raises:
        TimesOrderError: The times of one do not follow each other.
        ChangedMeanwhileError: One that is changed was changed since it was read.
    """
    for bell in bells:
        if not bell.begins <= bell.late_from <= bell.closes <= bell.ends:
            raise TimesOrderError
    with office.writing("set-times", Right.CHANGE_SCHOOL, Book.SCHOOL) as act:
        for bell in bells:
            if bell.line == UNWRITTEN:
                office.school.bell_cards.enter(act, replace(bell, id=office.new_number()))
            else:
                office.school.bell_cards.amend(act, bell)


def take_back_times(office: Office, bell: Bell) -> None:
    """Take times back; those that held before them hold again.

    Raises:
        TimesNeededError: The site would have no times for that half of the day.
        ChangedMeanwhileError: They were changed since they were read.
    """
    others = [
        one
        for one in office.school.bell_cards.standing().values()
        if (one.site, one.session, one.year_group) == (bell.site, bell.session, "")
        and one.id != bell.id
        and not one.gone
    ]
    if not bell.year_group and not others:
        raise TimesNeededError(bell.session)
    set_times(office, [replace(bell, gone=True)])


def set_calendar(
    office: Office, closures: Sequence[Closure] = (), terms: Sequence[Term] = ()
) -> None:
    """Write closures and terms as one act, new ones and new versions of old ones.

    Raises:
        BackwardsError: One would end before it begins.
        ChangedMeanwhileError: One was changed since it was read.
    """
    spans = [closure.span for closure in closures] + [term.span for term in terms]
    for span in spans:
        if span.last < span.first:
            raise BackwardsError(span.first, span.last)
    with office.writing("set-calendar", Right.CHANGE_CALENDAR, Book.CALENDAR) as act:
        for closure in closures:
            if closure.line == UNWRITTEN:
                office.calendar.closure_cards.enter(act, replace(closure, id=office.new_number()))
            else:
                office.calendar.closure_cards.amend(act, closure)
        for term in terms:
            if term.line == UNWRITTEN:
                office.calendar.term_cards.enter(act, replace(term, id=office.new_number()))
            else:
                office.calendar.term_cards.amend(act, term)


def add_person(
    office: Office,
    name: str,
    post: str,
    role: Role,
    first: dt.date,
    last: dt.date | None = None,
    *,
    school_class: ClassId | None = None,
) -> Person:
    """Write down a member of staff, who chooses a PIN with a one-use code.

    Args:
        office: The office.
        name: Full name.
        post: The post, in the school's words.
        role: The role that gives the rights.
        first: The first day in post.
        last: The last day, where it is known.
        school_class: The class a teacher takes.

    Raises:
        NoNameError: The name or the post is blank.
        PersonThereError: Somebody of that name is in post then.
        BackwardsError: The time in post would end before it begins.
    """
    require_name(name, "person")
    require_name(post, "post")
    if last is not None and last < first:
        raise BackwardsError(first, last)
    for other in office.staff.people():
        if folded(other.name) == folded(name) and other.in_post(first):
            raise PersonThereError(other.name)
    person = Person(
        StaffId(office.new_number()), name.strip(), post.strip(), role, first, last, school_class
    )
    with office.writing("add-person", Right.CHANGE_STAFF, Book.STAFF) as act:
        return office.staff.cards.enter(act, person)


def change_person(office: Office, person: Person) -> None:
    """Write a new version of a person's card, such as a new post or a last day.

    Raises:
        NoNameError: The name or the post would be blank.
        BackwardsError: The time in post would end before it begins.
        LastHeadError: Nobody would be left who can change people.
        ChangedMeanwhileError: The card was changed since it was read.
    """
    require_name(person.name, "person")
    require_name(person.post, "post")
    if person.last is not None and person.last < person.first:
        raise BackwardsError(person.first, person.last)
    stays = person.role is Role.HEAD and person.last is None and person.first <= office.today()
    if not stays and not any(one.id != person.id for one in administrators(office)):
        raise LastHeadError
    with office.writing("change-person", Right.CHANGE_STAFF, Book.STAFF) as act:
        office.staff.cards.amend(act, person)
        if office.person and office.person.id == person.id:
            office.sign_in(office.staff.cards.standing()[person.id])


def administrators(office: Office) -> list[Person]:
    """Return who can change people now and for good: in post with no last day, and able to sign in.

    A school should have two, or it is locked out with the one.
    """
    return [
        person
        for person in office.staff.in_post(office.today())
        if may(person.role, Right.CHANGE_STAFF)
        and person.last is None
        and not needs_code(office, person)
    ]


def change_lock_rules(office: Office, rules: Sequence[LockRule]) -> None:
    """Write how soon the windows in some places hide and lock, as one act; only what changes.

    Raises:
        LimitError: One would be too late.
        NotAllowedError: The person signed in may not change them.
        ChangedMeanwhileError: One was changed since it was read.
    """
    office.require(Right.CHANGE_LOCKS)
    for rule in rules:
        require_within(rule)
    changed = [rule for rule in rules if rule != office.school.lock_rule(rule.place)]
    if not changed:
        return
    with office.writing("change-lock-rules", Right.CHANGE_LOCKS, Book.SCHOOL) as act:
        for rule in changed:
            if rule.line == UNWRITTEN:
                office.school.lock_cards.enter(act, rule)
            else:
                office.school.lock_cards.amend(act, rule)


def _check_site_name(office: Office, name: str, mine: SiteId) -> None:
    for site in office.school.sites():
        if folded(site.name) == folded(name) and site.id != mine:
            raise SiteThereError(site.name)
