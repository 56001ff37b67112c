"""Text messages for the school's own service: who gets one, about whom, and how long it is.

The program sends nothing. It works out one row for each number, so that brothers and sisters stand
in one message, and says whom it left out and why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from officeapp.domain.record import ContactId, PupilId
from officeapp.domain.roll import Pupil
from officeapp.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from officeapp.domain.roll import Contact, Tie

#: The basic alphabet of a text message (3GPP TS 23.038, table 6.2.1).
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Letters of its extension, which take two places each.
_TWO: Final = frozenset("€[]{}\\^~|\f")
_ONE_GSM, _PART_GSM = 160, 153
_ONE_WIDE, _PART_WIDE = 70, 67
_BETWEEN = re.compile(r"[\s()\-\u200b-\u200f\u2060\ufeff]+")
_MOBILE = re.compile(r"(?:\+440?|00440?|44|0)?(7[1-9]\d{8})")
NO_CONTACT = "nobody on the card may be contacted"
NO_MOBILE = "nobody who may be contacted has a mobile number"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a text message is.

    Attributes:
        units: The places it takes, in its alphabet.
        parts: How many messages the service sends for it.
        wide: The letters that make every place cost more than twice; empty for none.
    """

    units: int
    parts: int
    wide: str = ""


def length_of(message: str) -> Length:
    """Return how long a message is.

    160 places in the basic alphabet, 153 in each part of a longer one; one letter outside it makes
    70, and 67 in each part (3GPP TS 23.038 and 23.040).
    """
    wide = "".join(dict.fromkeys(c for c in message if c not in _GSM and c not in _TWO))
    if wide:
        units = len(message.encode("utf-16-le")) // 2
        one, part = _ONE_WIDE, _PART_WIDE
    else:
        units = len(message) + sum(c in _TWO for c in message)
        one, part = _ONE_GSM, _PART_GSM
    parts = 1 if units <= one else -(-units // part)
    return Length(units, parts if units else 0, wide)


def mobile_of(phone: str) -> str:
    """Return a mobile number as dialled in the country: '07700900123'; empty if it is none.

    Numbers that begin 070 are forwarding services, not mobiles.
    """
    found = _MOBILE.fullmatch(_BETWEEN.sub("", phone))
    return f"0{found[1]}" if found else ""


def first_mobile(phones: Iterable[str]) -> str:
    """Return the first of some numbers that takes a text; empty for none."""
    return next(filter(None, map(mobile_of, phones)), "")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of the file: one number, with everybody the message is about.

    Attributes:
        mobile: The number.
        name: Who it is, as a letter has it.
        about: The children, each with the contact of their own card who has the number.
    """

    mobile: str
    name: str
    about: tuple[tuple[Pupil, ContactId], ...]

    @property
    def names(self) -> str:
        """Return the children's first names: 'Ada, Ben and Cem'."""
        return listed([pupil.forename or pupil.surname for pupil, _ in self.about])


def listed(names: Sequence[str]) -> str:
    """Return some names in a sentence: 'Ada, Ben and Cem'."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))


def recipients(
    pupils: Iterable[Pupil],
    contacts: Mapping[PupilId, Sequence[tuple[Tie, Contact]]],
    barred: frozenset[str],
) -> tuple[list[Recipient], list[Problem]]:
    """Return one row a number for the first contact of each child, and who gets none and why.

    Somebody who is not to be contacted is left out, by whatever card their number stands on. No
    child is lost: each is in a row or in the list of problems.

    Args:
        pupils: The children.
        contacts: Each child's contacts, in the order in which to call them.
        barred: The numbers of everybody who is not to be contacted, see `barred_numbers`.
    """
    rows: dict[str, tuple[str, list[tuple[Pupil, ContactId]]]] = {}
    left_out: list[Problem] = []
    for pupil in pupils:
        card = [one for _, one in contacts.get(pupil.id, ()) if not one.do_not_contact]
        able = [(one, _free(one, barred)) for one in card]
        first = next(((one, number) for one, number in able if number), None)
        if first is None:
            why = NO_MOBILE if card else NO_CONTACT
            left_out.append(Problem(pupil.listed, "mobile number", "", why))
            continue
        contact, number = first
        rows.setdefault(number, (contact.called, []))[1].append((pupil, contact.id))
    return [Recipient(number, name, tuple(of)) for number, (name, of) in rows.items()], left_out


def barred_numbers(contacts: Iterable[Contact]) -> frozenset[str]:
    """Return the mobile numbers of everybody who is not to be contacted, of the whole school."""
    return frozenset(
        number
        for contact in contacts
        if contact.do_not_contact
        for number in map(mobile_of, contact.phones)
        if number
    )


def _free(contact: Contact, barred: frozenset[str]) -> str:
    return next(
        (number for number in map(mobile_of, contact.phones) if number and number not in barred),
        "",
    )
