"""The school, its sites, times, calendar and staff as kept in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.books.shelf import Shelf
from officeapp.domain.authority import Authority
from officeapp.domain.idle import FIRST_RULES, DeskPlace, LockRule
from officeapp.domain.import_map import ImportMap
from officeapp.domain.roll import folded
from officeapp.domain.school import THE_SCHOOL, Person, School, Site
from officeapp.domain.school_calendar import EVERY_SITE, Closure, SchoolCalendar, Term
from officeapp.domain.times import Bell, BellTimes
from officeapp.errors import NotFoundError

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.database import Connection
    from officeapp.domain.record import LineId, SiteId


class UnknownSiteError(NotFoundError):
    """No site of the school is named so."""

    def __init__(self, named: str, known: list[str]) -> None:
        super().__init__(f"There is no site {named}; the sites are {', '.join(known) or 'none'}.")


class UnknownPersonError(NotFoundError):
    """Nobody on the staff list is named so."""

    def __init__(self, named: str) -> None:
        super().__init__(
            f"Nobody called {named} is on the staff list; give a name as it stands there."
        )


class SchoolBook:
    """Reads the school's details, sites and times; writing goes through its shelves."""

    def __init__(self, connection: Connection) -> None:
        #: The school's details: one card.
        self.cards = Shelf(connection, "school", School)
        #: The sites.
        self.site_cards = Shelf(connection, "site", Site)
        #: The times, by site, session and year group.
        self.bell_cards = Shelf(connection, "bell", Bell)
        #: How soon a window hides and locks, by place.
        self.lock_cards = Shelf(connection, "lock_rule", LockRule)
        #: What the columns of other systems' lists hold.
        self.map_cards = Shelf(connection, "import_map", ImportMap)
        #: What the authority asks for in a referral, each from a day on.
        self.authority_cards = Shelf(connection, "authority", Authority)
        self._bells: BellTimes | None = None

    def card(self) -> School:
        """Return the school's details."""
        return self.cards.standing()[THE_SCHOOL]

    def sites(self) -> list[Site]:
        """Return the sites in use, by number."""
        sites = self.site_cards.standing().values()
        return sorted((site for site in sites if not site.gone), key=lambda site: site.id)

    def site(self, number: int) -> Site:
        """Return a site by its number."""
        return self.site_cards.standing()[number]

    def site_named(self, name: str) -> Site:
        """Return the site of a name, small and capital letters alike.

        Raises:
            UnknownSiteError: No site is called so.
        """
        for site in self.sites():
            if folded(site.name) == folded(name):
                return site
        raise UnknownSiteError(name, [site.name for site in self.sites()])

    def maps(self, kind: str) -> list[ImportMap]:
        """Return the school's own maps of lists of a kind, by name."""
        maps = self.map_cards.standing().values()
        mine = [one for one in maps if one.kind == kind and not one.gone]
        return sorted(mine, key=lambda one: (folded(one.name), one.id))

    def authorities(self) -> list[Authority]:
        """Return what the school wrote down of its authority, by the day from which it holds."""
        cards = self.authority_cards.standing().values()
        return sorted((one for one in cards if not one.gone), key=lambda one: (one.first, one.line))

    def bells(self) -> BellTimes:
        """Return the times of all sites."""
        if self._bells is None:
            standing = self.bell_cards.in_order()
            self._bells = BellTimes([bell for bell in standing if not bell.gone])
        return self._bells

    def lock_rule(self, place: DeskPlace) -> LockRule:
        """Return how soon a window in a place hides and locks."""
        return self.lock_cards.standing().get(place.number, FIRST_RULES[place])

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        for shelf in (
            self.cards,
            self.site_cards,
            self.bell_cards,
            self.lock_cards,
            self.map_cards,
            self.authority_cards,
        ):
            shelf.forget()
        self._bells = None

    def changed(self) -> None:
        """Drop what was worked out from the cards, as after one was written."""
        self._bells = None


class CalendarBook:
    """Reads the calendar; writing goes through its shelves."""

    def __init__(self, connection: Connection) -> None:
        #: Closures of all kinds.
        self.closure_cards = Shelf(connection, "closure", Closure)
        #: Terms and half terms.
        self.term_cards = Shelf(connection, "term", Term)
        self._calendars: dict[tuple[SiteId, str], SchoolCalendar] = {}
        self._alike: dict[tuple[LineId, ...], SchoolCalendar] = {}

    def closures(self) -> list[Closure]:
        """Return the closures that stand, by date."""
        standing = self.closure_cards.standing().values()
        return sorted((one for one in standing if not one.gone), key=lambda one: (one.span, one.id))

    def terms(self) -> list[Term]:
        """Return the terms that stand, by date."""
        standing = self.term_cards.standing().values()
        return sorted((one for one in standing if not one.gone), key=lambda one: (one.span, one.id))

    def of(self, site: SiteId, year_group: str) -> SchoolCalendar:
        """Return the calendar of a site and year group, the same for those that are alike."""
        if (site, year_group) not in self._calendars:
            closures = [one for one in self.closures() if one.is_for(site, year_group)]
            terms = [one for one in self.terms() if one.site in (EVERY_SITE, site)]
            alike = (*(one.line for one in closures), *(one.line for one in terms))
            made = self._alike.setdefault(alike, SchoolCalendar(closures, terms))
            self._calendars[site, year_group] = made
        return self._calendars[site, year_group]

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.closure_cards.forget()
        self.term_cards.forget()
        self._calendars.clear()
        self._alike.clear()

    def changed(self) -> None:
        """Drop what was worked out from the cards, as after one was written."""
        self._calendars.clear()
        self._alike.clear()


class StaffBook:
    """Reads the staff; writing goes through its shelf."""

    def __init__(self, connection: Connection) -> None:
        #: The people, by number.
        self.cards = Shelf(connection, "person", Person)

    def people(self) -> list[Person]:
        """Return everyone there has been, by name."""
        return sorted(
            self.cards.standing().values(), key=lambda person: (folded(person.name), person.id)
        )

    def in_post(self, day: dt.date) -> list[Person]:
        """Return who may sign in on a day, by name."""
        return [person for person in self.people() if person.in_post(day)]

    def first(self) -> Person:
        """Return the first person of the school, who set it up."""
        return min(self.cards.standing().values(), key=lambda person: person.id)

    def named(self, name: str, day: dt.date) -> Person:
        """Return the person in post of a name, accents and capitals alike.

        Raises:
            UnknownPersonError: Nobody in post is called so.
        """
        for person in self.in_post(day):
            if folded(person.name) == folded(name):
                return person
        raise UnknownPersonError(name)

    def forget(self) -> None:
        """Drop what was read; the next question reads the file."""
        self.cards.forget()
