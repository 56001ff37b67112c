"""Clashes of cards and entries, as they may be shown to who sits here, and deciding them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from officeapp.books.act import TABLES, Book
from officeapp.books.clash_book import CardDispute
from officeapp.books.contesting import forget_card, keepers_in
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.clash_books import BOOKS, READS, TYPED, field_words
from officeapp.domain.open_clashes import ClashKind, OpenClash, Side
from officeapp.domain.rights import Right
from officeapp.procedures.clash_words import Named, desk_words, thing_words
from officeapp.procedures.read_withheld import read_withheld
from officeapp.procedures.withheld import WithheldAddresses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.record import LineId

WITHHELD = "withheld"
_ADDRESS = frozenset({"address", "address_withheld"})


@dataclass(frozen=True, slots=True)
class CardClash:
    """A card and the fields of it that are decided together.

    Attributes:
        dispute: The card as it was read.
        fields: The fields.
    """

    dispute: CardDispute
    fields: tuple[str, ...]

    @property
    def lines(self) -> tuple[LineId, ...]:
        """Return the lines that say different things, in the order in which the last counts."""
        said = {one for name in self.fields for one in self.dispute.joined.disputed[name].said}
        return tuple(line for line in self.dispute.versions if line in said)


def card_clashes(office: Office) -> list[OpenClash]:
    """Return the clashes of cards and entries that the person signed in may see."""
    disputes = [one for one in office.clashes.cards() if one.thing.book in BOOKS]
    if not disputes:
        return []
    named = Named(office)
    found = [clash for dispute in disputes for clash in _clashes_of(dispute)]
    about = any(_ADDRESS & set(clash.fields) for clash in found)
    hidden = WithheldAddresses(office) if about else None
    return [
        _open(office, named, clash, withheld=_is_withheld(hidden, clash))
        for clash in found
        if _may_see(office, clash, withheld=_is_withheld(hidden, clash))
    ]


def reveal_clash(office: Office, clash: OpenClash) -> OpenClash:
    """Return a clash with the values that are kept from sight, to who has just typed their PIN.

    Raises:
        NotAllowedError: They may not read withheld addresses, or the PIN is still to be typed.
    """
    read_withheld(office)
    return _open(office, Named(office), clash.source, withheld=False)


def settle_card_clash(
    office: Office, clash: CardClash, values: Mapping[str, Any], reason: str = ""
) -> None:
    """Write what is to stand in the fields of a clash; all versions are corrected.

    Args:
        office: The office.
        clash: The clash as it was listed.
        values: What is to stand in each of its fields.
        reason: Why, where somebody says it.

    Raises:
        ChangedMeanwhileError: Other lines stand there by now; look at the clash again.
        NotAllowedError: The person signed in may not decide it.
    """
    thing = clash.dispute.thing
    now = next((one for one in office.clashes.cards() if one.thing == thing), None)
    if now is None or not set(clash.fields) <= now.joined.disputed.keys():
        raise ChangedMeanwhileError
    if CardClash(now, clash.fields).lines != clash.lines:
        raise ChangedMeanwhileError
    keeper = keepers_in(office)[thing.book]
    card = replace(now.shown, **{name: values[name] for name in clash.fields})
    books = (TABLES[thing.book], Book.CLASHES, Book.REGISTER)
    with office.writing("settle-card-clash", _right(clash), *books) as act:
        keeper.amend(act, card)
        for name in clash.fields:
            row = {"shelf": thing.book, "thing": thing.number, "field": name}
            act.write("clash_decided", {**row, "reason": reason.strip()})
        if now.joined.disputed.keys() == set(clash.fields):
            forget_card(office, thing)
        if thing.book == "enrolment":
            office.roll.changed()
            office.register.redraw(card.pupil)


def value_of(clash: CardClash, line: LineId) -> dict[str, Any]:
    """Return what a line says in the fields of a clash."""
    card = clash.dispute.versions[line]
    return {name: getattr(card, name) for name in clash.fields}


def typed_value(clash: CardClash, said: str) -> dict[str, Any]:
    """Return what somebody typed as the value of a clash's one field."""
    (name,) = clash.fields
    stands = getattr(clash.dispute.shown, name)
    if isinstance(stands, tuple):
        return {name: tuple(part.strip() for part in said.split(",") if part.strip())}
    return {name: said.strip()}


def _clashes_of(dispute: CardDispute) -> Iterator[CardClash]:
    names = tuple(dispute.joined.disputed)
    if not BOOKS[dispute.thing.book].by_field:
        yield CardClash(dispute, names)
        return
    for name in names:
        yield CardClash(dispute, (name,))


def _is_withheld(hidden: WithheldAddresses | None, clash: CardClash) -> bool:
    """Say whether a clash is about an address that is withheld, in any version of the card."""
    if hidden is None:
        return False
    book, versions = clash.dispute.thing.book, clash.dispute.versions.values()
    if book == "contact" and _ADDRESS & set(clash.fields):
        return any(one.address_withheld for one in versions)
    return (
        book == "pupil" and "address" in clash.fields and hidden.is_hidden(clash.dispute.shown.id)
    )


def _may_see(office: Office, clash: CardClash, *, withheld: bool) -> bool:
    book = clash.dispute.thing.book
    rights = {READS.get((book, name), BOOKS[book].reads) for name in clash.fields}
    rights |= {Right.READ_WITHHELD} if withheld else set()
    return all(office.may(right) for right in rights)


def _right(clash: CardClash) -> Right:
    """Return the right to decide a clash; a withheld address has one of its own."""
    book, versions = clash.dispute.thing.book, clash.dispute.versions.values()
    about = book == "contact" and bool(_ADDRESS & set(clash.fields))
    if about and any(one.address_withheld for one in versions):
        return Right.CHANGE_WITHHELD
    return BOOKS[book].decides


def _open(office: Office, named: Named, clash: CardClash, *, withheld: bool) -> OpenClash:
    thing, joined = clash.dispute.thing, clash.dispute.joined
    by = named.signatures(clash.dispute.versions)
    hide = withheld and "address" in clash.fields

    def side(line: LineId) -> Side:
        words = WITHHELD if hide else _words(named, value_of(clash, line))
        return Side(words, by[line], desk_words(office, by[line]), line)

    before = joined.disputed[clash.fields[0]].before
    shown = {name: joined.fields[name] for name in clash.fields}
    return OpenClash(
        ClashKind.CARD,
        f"{thing.book} {thing.number} {clash.fields[0] if len(clash.fields) == 1 else ''}".strip(),
        thing_words(named, thing.book, clash.dispute.shown),
        _what(clash),
        tuple(map(side, _different(clash))),
        WITHHELD if hide else _words(named, shown),
        side(before) if before is not None else None,
        takes_other=len(clash.fields) == 1 and (thing.book, clash.fields[0]) in TYPED,
        needs_reason=False,
        may_settle=office.may(_right(clash)),
        hidden=hide,
        source=clash,
    )


def _what(clash: CardClash) -> str:
    words = BOOKS[clash.dispute.thing.book].words
    if BOOKS[clash.dispute.thing.book].by_field:
        return f"{words}: {field_words(clash.fields[0])}"
    return words


def _different(clash: CardClash) -> list[LineId]:
    """Return the lines that say different things, of those that say the same the last."""
    found: dict[str, LineId] = {}
    for line in clash.lines:
        key = repr(value_of(clash, line))
        found.pop(key, None)
        found[key] = line
    return list(found.values())


def _words(named: Named, values: Mapping[str, Any]) -> str:
    said = {name: named.called(name, value) for name, value in values.items()}
    if len(said) == 1:
        return next(iter(said.values()))
    return "; ".join(f"{field_words(name)} {words}" for name, words in said.items())
