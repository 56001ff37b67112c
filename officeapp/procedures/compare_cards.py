"""Compare cards with what a file says: gaps are filled, differences are left to a person.

A flag that is not set counts as a gap, unless it once was: then somebody took it back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from officeapp.domain.upn import is_temporary
from officeapp.procedures.compared import Compared, words_of
from officeapp.procedures.find_transferred import is_firm
from officeapp.procedures.merge_contact import dialled
from officeapp.procedures.merge_pupil import with_upn
from officeapp.procedures.withheld import LEFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.lists import ContactRow, PupilRow
    from officeapp.domain.roll import Contact, Pupil, Tie
    from officeapp.procedures.withheld import WithheldAddresses

TRANSFERRED = (
    "legal_surname", "legal_forename", "middle_names", "preferred_surname", "preferred_forename",
    "dob", "sex", "address", "sen", "eal", "fsm", "looked_after", "medical",
)  # fmt: skip
LISTED = ("admission_no", "pupil_premium", *TRANSFERRED)
_FLAGS = ("eal", "fsm", "looked_after", "pupil_premium")
_CONTACT = ("title", "surname", "forename", "email", "address", "external")
_CAREFUL = ("do_not_contact", "address_withheld")  # what a file may say and never take back
_TIE = ("relationship", "priority", "parental_responsibility", "lives_with", "may_collect")
_PLACED = ("class", "year group", "first", "last", "ground", "destination")
STAYS = "It stays so, whatever the file says; who may change that does so by hand."


def field_names() -> list[str]:
    """Return the names of the fields in which a file and a card may differ."""
    names = ("upn", "phones", *LISTED, *_CONTACT, *_TIE)
    return sorted({*map(words_of, names), *_PLACED})


def flags_ever_set(office: Office, pupil: Pupil) -> frozenset[str]:
    """Return the flags that were once set on a card: where one is not, it was taken back."""
    versions = [card for card, _ in office.roll.pupil_cards.versions(pupil.id)]
    return frozenset(name for name in _FLAGS if any(getattr(one, name) for one in versions))


def compared_pupil(
    where: str,
    row: PupilRow,
    pupil: Pupil,
    withheld: WithheldAddresses,
    *,
    was_set: frozenset[str],
    former_upns: Sequence[str] = (),
    fields: Sequence[str] = TRANSFERRED,
) -> Compared:
    """Return a pupil's card beside the file.

    Args:
        where: The line of the file, or its pupil.
        row: What the file says.
        pupil: The card.
        withheld: Which addresses are neither changed nor shown.
        was_set: The flags that were set once, and so are no gaps.
        former_upns: Earlier numbers that the file gives.
        fields: The fields that are compared.
    """
    found = Compared(pupil, where, pupil.called, pupil.id)
    _meet_numbers(found, row.upn, former_upns, pupil)
    if row.address is not None and withheld.is_hidden(pupil.id):
        if not withheld.is_same(row.address, pupil.address):
            found.kept.append(("address", LEFT))
        row = replace(row, address=None)
    found.hides = withheld.holds
    for name in fields:
        is_gap = not getattr(pupil, name) and name not in was_set
        found.meet(name, _said_of(row, pupil, name), is_gap=is_gap)
    return found


def compared_contact(
    where: str, row: ContactRow, contact: Contact, withheld: WithheldAddresses
) -> Compared:
    """Return a contact's card beside the file; numbers the file has not are kept behind."""
    found = Compared(contact, where, contact.called, contact.id)
    row, kept = withheld.guarded_row(row, contact)
    if kept:
        found.kept.append(("address", kept))
    found.hides = (lambda _: True) if row.address_withheld else withheld.holds
    if withheld.holds(row.address or ""):
        _meet_hidden_place(found, row, withheld)
        row = replace(row, address=None)
    for name in _CONTACT:
        found.meet(name, getattr(row, name), is_gap=not getattr(contact, name))
    mine = {dialled(phone): phone for phone in contact.phones}
    theirs = {dialled(phone): mine.get(dialled(phone), phone) for phone in row.phones}
    if not set(theirs) <= set(mine):
        found.meet("phones", tuple({**theirs, **mine}.values()), is_gap=not mine)
    _meet_careful(found, row, _CAREFUL)
    return found


def compared_tie(
    where: str, row: ContactRow, tie: Tie, name: str, *, own_order: bool = True
) -> Compared:
    """Return what a contact is to a pupil, beside the file; who may do what is never a gap.

    Args:
        where: The line of the file, or its pupil.
        row: What the file says.
        tie: What stands.
        name: Whose it is.
        own_order: Whether the office's own order of calling stands without being asked again.
    """
    found = Compared(tie, where, name, (tie.pupil, tie.contact))
    for one in _TIE:
        old, new = getattr(tie, one), getattr(row, one)
        if not (own_order and one == "priority" and old):
            found.meet(one, new, is_gap=not old and not isinstance(old, bool))
    _meet_careful(found, row, ("not_released",))
    return found


def _meet_hidden_place(found: Compared, row: ContactRow, withheld: WithheldAddresses) -> None:
    """Put an address that is withheld for somebody else beside the card: it stays withheld."""
    address, stands = row.address or "", found.card.address
    if stands and not withheld.is_same(address, stands):
        found.differ("address", address=address, address_withheld=True)
    elif not stands:
        found.fill("address", address)
        found.fill("address_withheld", value=True)


def _meet_careful(found: Compared, row: ContactRow, names: Sequence[str]) -> None:
    """Take what a file says to be careful of; what it says to the contrary is left."""
    for name in names:
        said = getattr(row, name)
        if said:
            found.meet(name, said, is_gap=True)
        elif said is False and getattr(found.card, name):
            found.doubts.append((words_of(name), found.name, STAYS))


def _said_of(row: PupilRow, pupil: Pupil, name: str) -> Any:
    """Return what the file says for a field; a preferred name that is the legal one is none."""
    value = getattr(row, name)
    legal = {"preferred_surname": "legal_surname", "preferred_forename": "legal_forename"}
    if name in legal and value is not None and value == getattr(pupil, legal[name]):
        return None
    return value


def _meet_numbers(
    found: Compared, upn: str | None, former_upns: Sequence[str], pupil: Pupil
) -> None:
    """Put the UPNs of the file beside the card's: a temporary one gives way and is kept."""
    former = [number for number in former_upns if number != upn]
    if upn and upn != pupil.upn:
        if upn in pupil.former_upns:
            reason = f"This is a former UPN; {pupil.upn} is kept as the present one."
            found.doubts.append(("UPN", upn, reason))
        elif is_temporary(upn) and pupil.upn and not is_temporary(pupil.upn):
            reason = f"This is a temporary UPN; {pupil.upn} is kept as the present one."
            found.doubts.append(("UPN", upn, reason))
            former.append(upn)
        else:
            card, _ = with_upn(upn, pupil, pupil)
            _meet_upn(found, card, pupil)
    known = {pupil.upn, found.card.upn, *found.card.former_upns}
    new = [number for number in dict.fromkeys(former) if number not in known]
    if new:
        found.fill("former_upns", (*found.card.former_upns, *new))


def _meet_upn(found: Compared, card: Pupil, pupil: Pupil) -> None:
    if is_firm(pupil.upn):
        found.differ("upn", upn=card.upn, former_upns=card.former_upns)
        return
    found.fill("upn", card.upn)
    if card.former_upns != pupil.former_upns:
        found.fill("former_upns", card.former_upns)
