"""Compare a calendar file with the calendar: what is new, moved or called off, and for whom.

An entry is known again by its identity in the file, for the same site and year groups, so that a
re-issued calendar moves what it wrote before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from officeapp.domain.lists import years_near
from officeapp.domain.record import SiteId
from officeapp.domain.school_calendar import EVERY_SITE, Closure, ClosureKind, Term
from officeapp.errors import OfficeError
from officeapp.procedures.preview import Preview, differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from officeapp.books.office import Office
    from officeapp.domain.lists import CalendarEntry, Reading
    from officeapp.domain.school_year import Span

    Make = Callable[[CalendarEntry, Span, "Aim"], "Card"]

Card = TypeVar("Card", Closure, Term)

_INSET = ("inset", "training day", "staff training", "non-pupil", "disaggregated", "staff day")


class TermsForAllError(OfficeError):
    """Terms were to be brought in for some year groups only."""

    def __init__(self) -> None:
        super().__init__("Terms are for all year groups; bring in closures for some of them.")


@dataclass(frozen=True, slots=True)
class Aim:
    """For whom a calendar is brought in.

    Attributes:
        as_terms: Whether its entries are terms, and not closures.
        site: The site, or every site.
        year_groups: The year groups; empty for all.
    """

    as_terms: bool = False
    site: SiteId = EVERY_SITE
    year_groups: frozenset[str] = frozenset()


@dataclass(slots=True)
class CardPlan(Generic[Card]):
    """Cards to be written.

    Attributes:
        new: New ones, without numbers.
        amended: New versions of those that stand.
    """

    new: list[Card] = field(default_factory=list)
    amended: list[Card] = field(default_factory=list)


@dataclass(slots=True)
class CalendarPlan:
    """What an import of a calendar would write.

    Attributes:
        preview: What a person is shown.
        aim: For whom it is brought in.
        closures: Closures to be written.
        terms: Terms to be written.
        closed: School days that would be none any more.
        opened: Days that would become school days.
    """

    preview: Preview
    aim: Aim
    closures: CardPlan[Closure] = field(default_factory=CardPlan)
    terms: CardPlan[Term] = field(default_factory=CardPlan)
    closed: list[dt.date] = field(default_factory=list)
    opened: list[dt.date] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        cards = (self.closures.new, self.closures.amended, self.terms.new, self.terms.amended)
        return not any(cards)


class Source(NamedTuple):
    """What a card keeps of the entry it came from."""

    uid: str
    repeat: str
    sequence: int

    def text(self) -> str:
        """Return it as the card keeps it."""
        return f"{self.uid}|{self.repeat}|{self.sequence}"


def source_of(text: str) -> Source | None:
    """Return what a card keeps of its entry; None for one that was typed."""
    uid, *rest = text.rsplit("|", 2)
    if len(rest) != 2 or not rest[1].isdigit():
        return None
    return Source(uid, rest[0], int(rest[1]))


def compare_calendar(
    office: Office, reading: Reading[CalendarEntry], aim: Aim | None = None
) -> CalendarPlan:
    """Return the cards that an import of a calendar would write; nothing is written.

    Raises:
        TermsForAllError: Terms were to be for some year groups only.
    """
    aim = aim or Aim()
    if aim.as_terms and aim.year_groups:
        raise TermsForAllError
    preview = Preview(reading.read, refused=list(reading.refused), warnings=list(reading.warnings))
    plan = CalendarPlan(preview, aim)
    near = years_near(office.today())
    if aim.as_terms:
        terms = [one for one in office.calendar.terms() if one.site == aim.site]
        plan.terms = Comparer(terms, near, preview).compared(reading.rows, _term, aim)
    else:
        closures = [
            one
            for one in office.calendar.closures()
            if one.site == aim.site and one.year_groups == aim.year_groups
        ]
        plan.closures = Comparer(closures, near, preview).compared(reading.rows, _closure, aim)
    preview.in_order()
    return plan


class Comparer(Generic[Card]):
    """Compares the entries of a file with the cards that came from it before."""

    def __init__(self, cards: Iterable[Card], near: Span, preview: Preview) -> None:
        self._near = near
        self._preview = preview
        self._stands: dict[tuple[str, str], tuple[Card, Source]] = {}
        for card in cards:
            source = source_of(card.source)
            if source:
                self._stands[source.uid, source.repeat] = card, source

    def compared(self, entries: list[CalendarEntry], make: Make[Card], aim: Aim) -> CardPlan[Card]:
        """Return the cards to be written."""
        plan: CardPlan[Card] = CardPlan()
        for entry in entries:
            self._compare(entry, make(entry, entry.span, aim) if entry.span else None, plan)
        self._take_back_what_is_missing(entries, plan)
        return plan

    def _compare(self, entry: CalendarEntry, card: Card | None, plan: CardPlan[Card]) -> None:
        stands = self._stands.get((entry.uid, entry.repeat))
        if entry.cancelled or card is None:
            self._take_back(entry, plan)
        elif stands is None:
            plan.new.append(card)
            self._preview.added += 1
        elif entry.sequence < stands[1].sequence:
            reason = "The calendar that was brought in before is newer; this entry was left out."
            self._preview.warn(entry.where, "SEQUENCE", entry.summary, reason)
            self._preview.unchanged += 1
        else:
            later = replace(card, id=stands[0].id, line=stands[0].line)
            changes = differences(entry.where, entry.summary, stands[0], later)
            changes = [change for change in changes if change.field != "source"]
            if changes:
                plan.amended.append(later)
            self._preview.changes += changes
            self._preview.changed += bool(changes)
            self._preview.unchanged += not changes

    def _take_back(self, entry: CalendarEntry, plan: CardPlan[Card]) -> None:
        """Take back an entry that was called off, with all days of its series."""
        found = [
            card
            for (uid, repeat), (card, _) in self._stands.items()
            if uid == entry.uid and (not entry.repeat or repeat == entry.repeat)
        ]
        plan.amended += [replace(card, gone=True) for card in found]
        self._preview.changed += bool(found)
        self._preview.unchanged += not found

    def _take_back_what_is_missing(
        self, entries: list[CalendarEntry], plan: CardPlan[Card]
    ) -> None:
        """Take back the days that a series has no more."""
        whole = {entry.uid for entry in entries if not entry.alone}
        said = {(entry.uid, entry.repeat) for entry in entries}
        off = {entry.uid for entry in entries if entry.cancelled and not entry.alone}
        missing = [
            card
            for key, (card, _) in self._stands.items()
            if key[0] in whole - off
            and key not in said
            and (not key[1] or card.first in self._near)
        ]
        plan.amended += [replace(card, gone=True) for card in missing]
        self._preview.changed += len(missing)


def kind_of(entry: CalendarEntry) -> ClosureKind:
    """Return what sort of closure an entry is, by its words."""
    words = entry.summary.casefold()
    if entry.bank_holiday or "bank holiday" in words:
        return ClosureKind.BANK_HOLIDAY
    inset = any(word in words for word in _INSET)
    return ClosureKind.INSET if inset else ClosureKind.HOLIDAY


def _closure(entry: CalendarEntry, span: Span, aim: Aim) -> Closure:
    return Closure(
        id=0,
        first=span.first,
        last=span.last,
        why=entry.summary,
        kind=kind_of(entry),
        site=aim.site,
        year_groups=aim.year_groups,
        source=_source(entry),
    )


def _term(entry: CalendarEntry, span: Span, aim: Aim) -> Term:
    return Term(0, span.first, span.last, entry.summary, aim.site, source=_source(entry))


def _source(entry: CalendarEntry) -> str:
    return Source(entry.uid, entry.repeat, entry.sequence).text()
