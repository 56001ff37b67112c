"""Compare a pupil's card with a transfer file: gaps are filled, differences are left to a person.

A flag that is not set counts as a gap, unless it once was: then somebody took it back.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from officeapp.domain.roll import Contact, Pupil, Tie, folded
from officeapp.domain.upn import is_temporary
from officeapp.procedures.find_transferred import is_firm
from officeapp.procedures.merge_contact import dialled
from officeapp.procedures.merge_pupil import with_upn
from officeapp.procedures.preview import Change, said
from officeapp.procedures.transfer_plan import Difference

if TYPE_CHECKING:
    from officeapp.domain.lists import ContactRow, PupilRow
    from officeapp.domain.transfer import TransferredPupil

WITHHELD = "The address is withheld and stays; who may change it does so by hand."
_PUPIL = (
    "legal_surname", "legal_forename", "middle_names", "preferred_surname", "preferred_forename",
    "dob", "sex", "address", "sen", "eal", "fsm", "looked_after", "medical",
)  # fmt: skip
_FLAGS = frozenset({"eal", "fsm", "looked_after"})
_CONTACT = ("title", "surname", "forename", "email", "address")
_TIE = ("relationship", "priority", "parental_responsibility", "lives_with")
_OWN_ORDER = frozenset({"priority"})  # the office's own order stands without being asked again


def field_names() -> list[str]:
    """Return the names of the fields in which a file and a card may differ."""
    return sorted({_words(name) for name in ("upn", "phones", *_PUPIL, *_CONTACT, *_TIE)})


@dataclass(slots=True)
class Compared:
    """A card beside the file.

    Attributes:
        card: The card with its gaps filled.
        where: The pupil of the file.
        name: Whose card it is.
        key: The card, as the plan knows it.
        changes: The gaps that are filled.
        differences: What differs.
        doubts: What a person should look at: field, found, reason.
    """

    card: Any
    where: str
    name: str
    key: Hashable
    changes: list[Change] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    doubts: list[tuple[str, str, str]] = field(default_factory=list)

    def fill(self, name: str, value: Any) -> None:
        """Fill a gap."""
        old = said(getattr(self.card, name))
        self.card = replace(self.card, **{name: value})
        self.changes.append(Change(self.where, self.name, _words(name), old, said(value)))

    def differ(self, name: str, **values: Any) -> None:
        """Note a field that differs; the card keeps what it has."""
        old, new = said(getattr(self.card, name)), said(values[name])
        found = tuple(sorted(values.items()))
        one = Difference(self.where, self.name, _words(name), old, new, self.key, found)
        self.differences.append(one)

    def meet(self, name: str, value: Any, *, is_gap: bool) -> None:
        """Fill a gap or note a difference; what says the same says nothing."""
        old = getattr(self.card, name)
        if value is None or value == old or _same_words(old, value):
            return
        if is_gap:
            self.fill(name, value)
        else:
            self.differ(name, **{name: value})


def compared_pupil(
    one: TransferredPupil, pupil: Pupil, was_set: frozenset[str], *, hidden: bool
) -> Compared:
    """Return a pupil's card beside the file.

    Args:
        one: The pupil of the file.
        pupil: The card.
        was_set: The flags that were set once, and so are no gaps.
        hidden: Whether the pupil lives where the address is withheld.
    """
    found = Compared(pupil, one.where, pupil.called, pupil.id)
    _meet_numbers(found, one, pupil)
    if hidden and one.row.address not in (None, pupil.address):
        found.doubts.append(("address", pupil.called, WITHHELD))
    for name in _PUPIL:
        if hidden and name == "address":
            continue
        old = getattr(pupil, name)
        is_gap = not old and not (name in _FLAGS and name in was_set)
        found.meet(name, _said_of(one.row, pupil, name), is_gap=is_gap)
    return found


def compared_contact(where: str, row: ContactRow, contact: Contact) -> Compared:
    """Return a contact's card beside the file; numbers the file has not are kept behind."""
    found = Compared(contact, where, contact.called, contact.id)
    if contact.address_withheld and row.address not in (None, contact.address):
        found.doubts.append(("address", contact.called, WITHHELD))
        row = replace(row, address=None)
    for name in _CONTACT:
        found.meet(name, getattr(row, name), is_gap=not getattr(contact, name))
    mine = {dialled(phone): phone for phone in contact.phones}
    theirs = {dialled(phone): mine.get(dialled(phone), phone) for phone in row.phones}
    if not set(theirs) <= set(mine):
        found.meet("phones", tuple({**theirs, **mine}.values()), is_gap=not mine)
    return found


def compared_tie(where: str, row: ContactRow, tie: Tie, name: str) -> Compared:
    """Return what a contact is to a pupil, beside the file; who may do what is never a gap."""
    found = Compared(tie, where, name, (tie.pupil, tie.contact))
    for one in _TIE:
        old, new = getattr(tie, one), getattr(row, one)
        if not (one in _OWN_ORDER and old):
            found.meet(one, new, is_gap=not old and not isinstance(old, bool))
    return found


def _said_of(row: PupilRow, pupil: Pupil, name: str) -> Any:
    """Return what the file says for a field; a preferred name that is the legal one is none."""
    value = getattr(row, name)
    legal = {"preferred_surname": "legal_surname", "preferred_forename": "legal_forename"}
    if name in legal and value is not None and value == getattr(pupil, legal[name]):
        return None
    return value


def _meet_numbers(found: Compared, one: TransferredPupil, pupil: Pupil) -> None:
    """Put the UPNs of the file beside the card's: a temporary one gives way and is kept."""
    upn = one.row.upn
    former = [number for number in one.former_upns if number != upn]
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


def _same_words(old: Any, new: Any) -> bool:
    """Say whether two texts differ only in capitals, or in what capitals leave out.

    Some systems write every name in capitals, with or without accents.
    """
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    if old.casefold() == new.casefold():
        return True
    return new == new.upper() and folded(old) == folded(new)


def _words(name: str) -> str:
    return "UPN" if name == "upn" else name.replace("_", " ").replace("upns", "UPNs")
