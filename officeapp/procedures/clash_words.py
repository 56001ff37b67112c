"""The words in which clashes are shown: whose card it is, what a number stands for, which desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from officeapp.domain.clash_books import NOTHING_SAID, value_words
from officeapp.domain.school_year import short_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from officeapp.books.office import Office
    from officeapp.domain.record import LineId, Signature


class Named:
    """Says in words what lines of the books say by number."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._by_field: dict[str, Callable[[int], str]] = {
            "pupil": self._pupil,
            "contact": self._contact,
            "collector": self._contact,
            "caller": self._contact,
            "applicant": self._contact,
            "brought_by": self._contact,
            "school_class": self._class,
            "site": self._site,
            "person": self._person,
        }

    def called(self, field: str, value: Any) -> str:
        """Return the words of a field's value."""
        if field in self._by_field and isinstance(value, int):
            return self._by_field[field](value) if value else NOTHING_SAID
        return value_words(field, value)

    def signatures(self, lines: Iterable[LineId]) -> dict[LineId, Signature]:
        """Return who wrote each of some lines."""
        by_act = self._office.clashes.signatures({line.act for line in lines})
        return {line: by_act[line.act] for line in lines}

    def _pupil(self, number: int) -> str:
        found = self._office.roll.pupils().get(number)
        return found.called if found else f"pupil {number}"

    def _contact(self, number: int) -> str:
        found = self._office.contacts.contacts().get(number)
        return found.called if found else f"contact {number}"

    def _class(self, number: int) -> str:
        found = self._office.roll.class_cards.standing().get(number)
        return found.name if found else f"class {number}"

    def _site(self, number: int) -> str:
        found = self._office.school.site_cards.standing().get(number)
        return found.name if found else f"site {number}"

    def _person(self, number: int) -> str:
        found = self._office.staff.cards.standing().get(number)
        return found.name if found else f"person {number}"


def thing_words(named: Named, book: str, card: Any) -> str:
    """Return whom or what a card or entry is about."""
    if book == "tie":
        return f"{named.called('pupil', card.pupil)}, {named.called('contact', card.contact)}"
    whose = _whose(named, book, card)
    day = getattr(card, "day", None)
    return f"{whose}, {short_day(day)}" if day is not None else whose


def desk_words(office: Office, by: Signature) -> str:
    """Return what the school calls the desk at which something was written."""
    desk = office.desks.of_number(by.desk)
    if by.desk == office.desk:
        return "this desk"
    return desk.card.name if desk else f"desk {by.desk}"


def _whose(named: Named, book: str, card: Any) -> str:
    if book in ("pupil", "contact"):
        return str(card.called)
    if book == "case_card":
        return named.called("pupil", card.id)
    if getattr(card, "pupil", 0):
        return named.called("pupil", card.pupil)
    children = getattr(card, "children", ())
    if children:
        return ", ".join(named.called("pupil", one) for one in children)
    if hasattr(card, "legal_surname"):
        return f"{card.legal_forename} {card.legal_surname}".strip()
    return str(getattr(card, "name", "") or getattr(card, "kind", "") or "the school")
