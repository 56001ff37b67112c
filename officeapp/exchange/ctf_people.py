"""Addresses, telephones and contacts of a transfer file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.lists import ContactRow, Named
from officeapp.domain.roll import folded
from officeapp.domain.transfer import TransferredContact
from officeapp.exchange.cells import count_of, flag_of

if TYPE_CHECKING:
    from officeapp.exchange.ctf_entry import Entry
    from officeapp.exchange.xml_files import Part

MOST_CONTACTS = 50  # of one pupil
MOST_PHONES = 20
RELATIONSHIPS = {
    "CAR": "Carer",
    "CHM": "Childminder",
    "DOC": "Doctor",
    "FAM": "Other family member",
    "FOF": "Foster father",
    "FOM": "Foster mother",
    "HTC": "Head teacher",
    "OTH": "Other contact",
    "PAF": "Father",
    "PAM": "Mother",
    "REL": "Other relative",
    "RLG": "Religious contact",
    "STF": "Step father",
    "STM": "Step mother",
    "SWR": "Social worker",
    "TCH": "Teacher",
}

_AT_HOME = frozenset({"H", "HOME", ""})
_NO_COUNTRY = frozenset({"gbr", "eng", "uk", "united kingdom", "england", "great britain"})


def address_of(entry: Entry, part: Part) -> str | None:
    """Return an address, its lines joined by newlines, each line once; None if none is given."""
    property_ = part.part("BS7666Address", "BS7666")
    lines = [
        entry.text(property_, "SAON"),
        *_street(entry.text(property_, "PAON"), entry.text(property_, "Street")),
    ]
    lines += [
        entry.text(property_, name)
        for name in ("Locality", "Town", "AdministrativeArea", "PostTown")
    ]
    for holder in (part.part("AddressLines"), part):
        lines += [entry.text(holder, f"AddressLine{number}") for number in range(1, 6)]
    lines += [entry.text(part, "County"), entry.text(part, "PostCode"), entry.text(part, "Zip")]
    country = entry.text(part, "Country")
    lines.append(None if folded(country or "") in _NO_COUNTRY else country)
    once: dict[str, str] = {}
    for line in filter(None, lines):
        once.setdefault(folded(line), line)
    return "\n".join(once.values()) or None


def phones_in(entry: Entry, part: Part, *, home: bool = False) -> tuple[str, ...]:
    """Return the telephone numbers of a pupil or contact as given, each once.

    Args:
        entry: The pupil.
        part: Whose numbers.
        home: Whether only numbers that ring at home are wanted.
    """
    found: dict[str, None] = {}
    for phone in part.part("Phones").parts("Phone"):
        kind = (entry.text(phone, "TelephoneType") or "").upper()
        number = entry.text(phone, "PhoneNo", "TelephoneNo")
        if number and (not home or kind in _AT_HOME) and len(found) < MOST_PHONES:
            found[number] = None
    return tuple(found)


def contacts_of(entry: Entry, pupil: Part, home: tuple[str, ...]) -> tuple[TransferredContact, ...]:
    """Return a pupil's contacts in the order in which to call them.

    Args:
        entry: The pupil.
        pupil: The pupil's element.
        home: Numbers that ring where the pupil lives, for contacts there who have none.
    """
    parts = list(pupil.part("Contacts").parts("Contact"))
    if len(parts) > MOST_CONTACTS:
        entry.refuse("Contacts", str(len(parts)), f"No pupil has more than {MOST_CONTACTS}.")
        return ()
    orders = [entry.hint(part, count_of, "Order") or len(parts) + 1 for part in parts]
    in_order = sorted(zip(orders, range(len(parts)), strict=True))
    found = [_contact(entry, parts[at], place, home) for place, (_, at) in enumerate(in_order, 1)]
    return tuple(one for one in found if one is not None)


def _contact(
    entry: Entry, part: Part, place: int, home: tuple[str, ...]
) -> TransferredContact | None:
    surname, forename = entry.text(part, "Surname"), entry.text(part, "Forename")
    if not (surname or forename):
        entry.doubt("Contact", f"contact {place}", "A contact without a name is left out.")
        return None
    address = part.part("Address")
    same = any(entry.hint(holder, flag_of, "AddressAsPupil") is True for holder in (address, part))
    row = ContactRow(
        where=int(entry.where),
        pupil=Named(),
        title=entry.text(part, "Title"),
        surname=surname,
        forename=forename,
        relationship=_relationship(entry, part),
        priority=place,
        parental_responsibility=entry.hint(
            part, flag_of, "Responsibility", "ParentalResponsibility"
        ),
        lives_with=True if same else None,
        phones=phones_in(entry, part) or (home if same else ()),
        email=entry.text(part, "Email"),
        address=None if same else address_of(entry, address),
    )
    return TransferredContact(row, same)


def _relationship(entry: Entry, part: Part) -> str | None:
    """Return what the contact is in words; what is no known code stays as it is written."""
    text = entry.text(part, "Relationship")
    return RELATIONSHIPS.get(text.upper(), text) if text else None


def _street(number: str | None, street: str | None) -> list[str | None]:
    """Return '12 Example Street' as one line, the name of a house on a line of its own."""
    if number and street and number[0].isdigit():
        return [f"{number} {street}"]
    return [number, street]
