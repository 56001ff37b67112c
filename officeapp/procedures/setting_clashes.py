"""Settings that two desks wrote anew for one thing while apart: listed, and one of them kept."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from officeapp.books.act import TABLES, Book
from officeapp.books.contesting import ONE_FOR, Thing, forget_card, keepers_in
from officeapp.books.shelf import ChangedMeanwhileError, Shelf
from officeapp.domain.clash_books import BOOKS, field_words
from officeapp.domain.open_clashes import ClashKind, OpenClash, Side
from officeapp.procedures.clash_words import Named, desk_words

if TYPE_CHECKING:
    from officeapp.books.clash_book import SettingDispute
    from officeapp.books.office import Office
    from officeapp.domain.record import LineId


def setting_clashes(office: Office) -> list[OpenClash]:
    """Return the settings in dispute that the person signed in may see."""
    disputes = [one for one in office.clashes.settings() if office.may(BOOKS[one.book].reads)]
    named = Named(office)
    return [_open(office, named, dispute) for dispute in disputes]


def settle_setting_clash(
    office: Office, dispute: SettingDispute, kept: LineId, reason: str = ""
) -> None:
    """Write that one of several settings stands; the others are corrected.

    Args:
        office: The office.
        dispute: The dispute as it was listed.
        kept: The line of the setting that is to stand.
        reason: Why, where somebody says it.

    Raises:
        ChangedMeanwhileError: Other settings stand by now; look at the clash again.
        NotAllowedError: The person signed in may not decide it.
    """
    if dispute not in office.clashes.settings():
        raise ChangedMeanwhileError
    shelf = keepers_in(office)[dispute.book]
    assert isinstance(shelf, Shelf)  # noqa: S101  # settings are cards
    chosen = next(one for one in dispute.sides if one.line == kept)
    card = replace(chosen, id=min(one.id for one in dispute.sides))
    books = (TABLES[dispute.book], Book.CLASHES)
    with office.writing("settle-setting-clash", BOOKS[dispute.book].decides, *books) as act:
        shelf.settle(act, card, [one.line for one in dispute.sides])
        row = {"shelf": dispute.book, "thing": card.id, "field": "*", "reason": reason.strip()}
        act.write("clash_decided", row)
        for one in dispute.sides:
            forget_card(office, Thing(dispute.book, one.id))


def _open(office: Office, named: Named, dispute: SettingDispute) -> OpenClash:
    by = named.signatures([one.line for one in dispute.sides])
    differing = [
        one.name
        for one in fields(dispute.sides[0])
        if one.name not in ("id", "line")
        and len({repr(getattr(side, one.name)) for side in dispute.sides}) > 1
    ]

    def words(card: Any) -> str:
        said = (f"{field_words(one)} {named.called(one, getattr(card, one))}" for one in differing)
        return "; ".join(said)

    sides = tuple(
        Side(words(one), by[one.line], desk_words(office, by[one.line]), one.line)
        for one in dispute.sides
    )
    shared = [named.called(name, getattr(dispute.sides[0], name)) for name in ONE_FOR[dispute.book]]
    return OpenClash(
        ClashKind.CARD,
        f"{dispute.book} {' '.join(str(one.id) for one in dispute.sides)}",
        ", ".join(shared),
        BOOKS[dispute.book].words,
        sides,
        sides[-1].words,
        takes_other=False,
        needs_reason=False,
        may_settle=office.may(BOOKS[dispute.book].decides),
        source=dispute,
    )
