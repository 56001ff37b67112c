"""Put what a contact list says into a contact's card and tie, leaving what it does not say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain.roll import folded

if TYPE_CHECKING:
    from officeapp.domain.lists import ContactRow
    from officeapp.domain.roll import Contact, Tie

_CARD = ("title", "surname", "forename", "email", "address", "external")
_TIE = (
    "relationship", "priority", "parental_responsibility", "lives_with", "may_collect",
    "not_released",
)  # fmt: skip


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
    if row.email and folded(row.email) == folded(contact.email):
        return True
    if row.address and _place(row.address) == _place(contact.address):
        return True
    return bool({dialled(p) for p in row.phones} & {dialled(p) for p in contact.phones})


def dialled(phone: str) -> str:
    """Return the digits of a number as they are dialled within the country, for comparing."""
    digits = "".join(c for c in phone if c.isdigit())
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and len(digits) > 10:
            digits = digits.removeprefix(prefix)
    return digits.lstrip("0") or phone


def _place(address: str) -> str:
    return "".join(c for c in folded(address) if c.isalnum())
