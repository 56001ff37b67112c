"""Retire a desk, admit it again, and look at what is kept apart.

What a retired desk wrote counts as far as some desk had seen it; the retirement itself says how
far that is for the desk that retires it. What comes later is kept apart until the headteacher lets
it in. The school has a new key from then on: a machine that was retired still has its copy of the
books, and reads what others leave until they know of it, but nothing after. A machine that was
stolen is a breach to report all the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.desk_keyring import renew
from officeapp.books.merging import merge
from officeapp.books.sealing import SEALED_KIND
from officeapp.books.sending import digest_of
from officeapp.domain.rights import Right
from officeapp.errors import NotFoundError, OfficeError
from officeapp.procedures.desk_standing import at_work, give_keys, own_desk, require_part

if TYPE_CHECKING:
    from officeapp.books.apart import Apart
    from officeapp.books.office import Office
    from officeapp.domain.desks import Desk, DeskCard
    from officeapp.domain.exchange import SentAct


class OwnDeskError(OfficeError):
    """A desk was to retire itself."""

    def __init__(self) -> None:
        super().__init__("A desk cannot retire itself; do it at another desk.")


class NoReasonError(OfficeError):
    """A desk was to be retired without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why the desk is retired, such as 'sold' or 'stolen on the train'.")


class NotApartError(NotFoundError):
    """What was named is not kept apart, or no longer."""

    def __init__(self) -> None:
        super().__init__("These entries are not kept apart here any more; look at the list again.")


class TwoBranchesError(OfficeError):
    """Entries cannot be let in, because others have their numbers."""

    def __init__(self) -> None:
        super().__init__(
            "Other entries of this desk have the same numbers, because its file was copied, so "
            "that these cannot be let in; read them, enter what is right by hand, then leave them."
        )


def retire_desk(office: Office, desk: Desk, reason: str) -> DeskCard:
    """Retire a desk: what it has not shared until now is kept apart.

    Args:
        office: The office.
        desk: The desk.
        reason: Why, in the head's own words.

    Raises:
        NotAllowedError: The person signed in may not, or a PIN is still to be typed, or this file
            takes no part in sharing itself.
        OwnDeskError: It is the desk at which this is done.
        NoReasonError: There is no reason.
        ChangedMeanwhileError: It was changed since it was read.
    """
    office.require(Right.KEEP_DESKS)
    require_part(office)
    own = own_desk(office)
    if own is not None and own.card.id == desk.card.id:
        raise OwnDeskError
    if not reason.strip():
        raise NoReasonError
    card = replace(desk.card, retired=office.today(), reason=reason.strip())
    with office.writing("retire-desk", Right.KEEP_DESKS, Book.DESKS) as act:
        written = office.desks.cards.amend(act, card)
        renew(act, [one for one in at_work(office) if one.card.id != card.id])
        return written


def admit_desk(office: Office, desk: Desk) -> DeskCard:
    """Let a desk that was retired take part again; `take_apart` then takes in what it wrote.

    Raises:
        NotAllowedError: The person signed in may not, or a PIN is still to be typed, or this file
            takes no part in sharing itself.
        ChangedMeanwhileError: It was changed since it was read.
    """
    office.require(Right.KEEP_DESKS)
    require_part(office)
    card = replace(desk.card, retired=None, reason="")
    with office.writing("admit-desk", Right.KEEP_DESKS, Book.DESKS) as act:
        give_keys(office, act, [desk])
        return office.desks.cards.amend(act, card)


def let_in(office: Office, digest: str) -> None:
    """Let entries in that are kept apart, at every desk; `take_apart` then takes them in here.

    Args:
        office: The office.
        digest: What they are known by here.

    Raises:
        NotAllowedError: The person signed in may not, or a PIN is still to be typed.
        NotApartError: They are not apart any more.
        TwoBranchesError: Other entries have their numbers.
    """
    office.require(Right.KEEP_DESKS)
    one = _apart(office, digest)
    if any(digest_of(office.connection, act.id) not in (None, act.digest) for act in one.unit.acts):
        raise TwoBranchesError
    with office.writing("let-entries-in", Right.KEEP_DESKS, Book.DESKS) as act:
        office.desks.witness(act, one.unit.last, admitted=True)


def leave_apart(office: Office, digest: str) -> None:
    """Note that somebody looked at entries that are kept apart, and left them so.

    Raises:
        NotAllowedError: The person signed in may not.
        NotApartError: They are not apart any more.
    """
    office.require(Right.KEEP_DESKS)
    office.desks.apart.leave(_apart(office, digest).digest)


def apart_entries(one: Apart) -> list[SentAct]:
    """Return the acts of a run that is apart, without those that say anything confidential."""
    return [act for act in one.unit.acts if act.kind != SEALED_KIND]


def _apart(office: Office, digest: str) -> Apart:
    for one in office.desks.apart.all():
        if one.digest == digest:
            return one
    raise NotApartError


def take_apart(office: Office) -> int:
    """Take in what may come in now of what was kept apart; return how many acts came.

    An exchange does the same.

    Raises:
        NotSavedError: The file could not be written; nothing was changed.
    """
    came = merge(office, [one.unit for one in office.desks.apart.all()])
    office.desks.apart.drop_taken()
    return came.acts
