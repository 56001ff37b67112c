"""Put what a contact list says into a contact's card and tie, leaving what it does not say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.roll import folded

if TYPE_CHECKING:
    from officeapp.domain.lists import ContactRow
    from officeapp.domain.roll import Contact, Pupil, Tie

_CARD = (
    "title", "surname", "forename", "email", "address", "external", "do_not_contact",
    "address_withheld",
)  # fmt: skip
_TIE = (
    "relationship", "priority", "parental_responsibility", "lives_with", "may_collect",
    "not_released",
)  # fmt: skip
#: Whoever is this to two pupils does not make them brother and sister.
_NO_FAMILY = re.compile(
    r"\b(childminder|social worker|doctor|teacher|neighbour|friend|other|school|nursery|escort|"
    r"emergency|religious|contact)\b"
)


def merged_contact(row: ContactRow, contact: Contact) -> Contact:
    """Return a card with everything the row says; numbers it does not name are kept behind."""
    said = {name: value for name in _CARD if (value := getattr(row, name)) is not None}
    mine = {dialled(phone): phone for phone in contact.phones}
    named = {dialled(phone): mine.get(dialled(phone), phone) for phone in row.phones}
    if not set(named) <= set(mine):
        said["phones"] = tuple({**named, **mine}.values())
    return replace(contact, **said)


def merged_tie(row: ContactRow, tie: Tie) -> Tie:
    """Return a tie with everything the row says."""
    said = {name: value for name in _TIE if (value := getattr(row, name)) is not None}
    return replace(tie, **said)


def share_a_detail(row: ContactRow, contact: Contact) -> bool:
    """Say whether a row and a contact have an address, an e-mail or a telephone in common."""
    return not details_of(row).isdisjoint(details_of(contact))


def details_of(one: ContactRow | Contact) -> set[tuple[str, str]]:
    """Return by what a person of the same name is known again: telephones, e-mail, address."""
    found = {("phone", dialled(phone)) for phone in one.phones}
    found.add(("email", folded(one.email or "")))
    found.add(("address", _place(one.address or "")))
    return {(what, detail) for what, detail in found if detail}


def dialled(phone: str) -> str:
    """Return the digits of a number as they are dialled within the country, for comparing."""
    digits = "".join(c for c in phone if c.isdigit())
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            digits = digits.removeprefix(prefix)
    return digits.lstrip("0") or phone


def is_parent(tie: Tie) -> bool:
    """Say whether a contact is such to a pupil that brothers and sisters share them."""
    if tie.parental_responsibility or tie.lives_with:
        return True
    return _NO_FAMILY.search(tie.relationship.casefold()) is None


def are_one_family(pupil: Pupil, other: Pupil) -> bool:
    """Say whether two pupils are known, or by surname or address likely, to be one family."""
    if pupil.family and other.family:
        return pupil.family == other.family
    surnames = {folded(pupil.legal_surname), folded(pupil.surname)}
    address = folded(pupil.address)
    return bool(
        surnames & {folded(other.legal_surname), folded(other.surname)}
        or (address and address == folded(other.address))
    )


def completed_contact(stands: Contact, card: Contact) -> Contact:
    """Return a card with what another row adds to it, and nothing that it changes."""
    said = {name: getattr(card, name) for name in _CARD if not getattr(stands, name)}
    phones = tuple(dict.fromkeys((*stands.phones, *card.phones)))
    return replace(stands, phones=phones, **said)


def _place(address: str) -> str:
    return "".join(c for c in folded(address) if c.isalnum())
