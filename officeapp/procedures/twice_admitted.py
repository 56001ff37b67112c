"""The same child admitted at two desks while apart: one pupil is kept, the other is taken back.

The pupil who was written down first is kept at every desk, whichever details are: two people who
decide it at two desks do the same. Nothing is lost of the other: the time on roll and the class
are taken back, contacts go over with all that protects the child, and so do marks where the pupil
who is kept has none. What else was written of the other stays where it is, and the decision names
both numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from officeapp.books.act import Book
from officeapp.books.contesting import TWICE, Thing, forget_card
from officeapp.books.shelf import ChangedMeanwhileError
from officeapp.domain.clash_books import value_words
from officeapp.domain.codes import NOT_ON_ROLL, UNMARKED
from officeapp.domain.open_clashes import ClashKind, OpenClash, Side
from officeapp.domain.record import UNWRITTEN
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil, folded
from officeapp.domain.safer import SAFER
from officeapp.domain.school_year import SchoolYear
from officeapp.procedures.amend_mark import NoReasonError
from officeapp.procedures.clash_words import Named, desk_words

if TYPE_CHECKING:
    from officeapp.books.act import Act
    from officeapp.books.clash_book import Twice
    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.register import Mark
    from officeapp.domain.roll import Contact, Tie

BROUGHT = "admitted twice; brought from the other card"


@dataclass(frozen=True, slots=True)
class JoinedPupils:
    """What came of making two pupils one.

    Attributes:
        pupil: The pupil who is kept.
        marks: How many marks came over.
        differing: How many sessions both had marked differently; the kept pupil's mark stands.
    """

    pupil: Pupil
    marks: int
    differing: int


def twice_admitted(office: Office) -> list[OpenClash]:
    """Return the children who may have been admitted twice, to who may see names."""
    found = office.clashes.twice()
    if not found or not office.may(Right.READ_NAMES):
        return []
    named = Named(office)
    return [_open(office, named, one) for one in found]


def join_pupils(office: Office, twice: Twice, details: PupilId, reason: str = "") -> JoinedPupils:
    """Make one pupil of two who are the same child.

    Args:
        office: The office.
        twice: The two as they were listed.
        details: Whose card's details stand; what it leaves blank comes from the other.
        reason: Why, where somebody says it.

    Raises:
        ChangedMeanwhileError: It was decided meanwhile.
        NotAllowedError: The person signed in may not admit pupils.
    """
    _require_open(office, twice)
    kept, other = office.roll.pupil(twice.first), office.roll.pupil(twice.other)
    chosen, blank = (kept, other) if details == kept.id else (other, kept)
    books = (Book.ROLL, Book.CONTACTS, Book.REGISTER, Book.CLASHES)
    with office.writing("join-pupils", Right.ADMIT, *books) as act:
        card = office.roll.pupil_cards.amend(act, _one_card(kept, chosen, blank))
        _take_back(office, act, twice)
        _bring_contacts(office, act, twice)
        brought, differing = _bring_marks(office, act, twice)
        _decide(office, act, twice, f"same as {kept.id}", reason)
    return JoinedPupils(card, brought, differing)


def keep_two_pupils(office: Office, twice: Twice, why: str) -> None:
    """Write that two pupils of one name and date of birth are two children.

    Raises:
        NoReasonError: It is not said why.
        ChangedMeanwhileError: It was decided meanwhile.
        NotAllowedError: The person signed in may not admit pupils.
    """
    if not why.strip():
        raise NoReasonError
    _require_open(office, twice)
    with office.writing("keep-two-pupils", Right.ADMIT, Book.CLASHES) as act:
        _decide(office, act, twice, f"not {twice.first}", why)


def _require_open(office: Office, twice: Twice) -> None:
    if twice not in office.clashes.twice():
        raise ChangedMeanwhileError


def _decide(office: Office, act: Act, twice: Twice, field: str, reason: str) -> None:
    row = {"shelf": "pupil", "thing": twice.other, "field": field, "reason": reason.strip()}
    act.write("clash_decided", row)
    for number in (twice.first, twice.other):
        forget_card(office, Thing(TWICE, number))


def _one_card(kept: Pupil, chosen: Pupil, blank: Pupil) -> Pupil:
    """Return one card: what one says, else the other; of what protects a child the safer."""
    said: dict[str, Any] = {}
    for one in fields(kept):
        mine, theirs = getattr(chosen, one.name), getattr(blank, one.name)
        safer = SAFER["pupil"].get(one.name)
        said[one.name] = safer([mine, theirs]) if safer else (mine or theirs)
    former = (*chosen.former_upns, *blank.former_upns, chosen.upn, blank.upn)
    said["former_upns"] = tuple(dict.fromkeys(one for one in former if one and one != said["upn"]))
    return replace(chosen, **{**said, "id": kept.id, "line": kept.line})


def _take_back(office: Office, act: Act, twice: Twice) -> None:
    """Take the other pupil off the roll; the one who is kept is on it from the earlier day."""
    roll = office.roll
    mine = roll.enrolments(twice.first)
    for theirs in roll.enrolments(twice.other):
        roll.enrolment_cards.amend(act, replace(theirs, gone=True))
        meet = [one for one in mine if one.span.overlap(theirs.span)]
        if meet and theirs.first < meet[0].first:
            roll.enrolment_cards.amend(act, replace(meet[0], first=theirs.first))
    for placement in roll.placements(twice.other):
        roll.placement_cards.amend(act, replace(placement, gone=True))
    roll.changed()


def _bring_contacts(office: Office, act: Act, twice: Twice) -> None:
    contacts = office.contacts
    mine = {_name(contact): tie for tie, contact in contacts.of(twice.first)}
    for tie, contact in contacts.of(twice.other):
        known = mine.get(_name(contact))
        contacts.tie_cards.amend(act, replace(tie, gone=True))
        if known is None or contact.address_withheld or contact.do_not_contact:
            new = replace(tie, id=office.new_number(), pupil=twice.first, line=UNWRITTEN)
            contacts.tie_cards.enter(act, new)
        elif _safer(known, tie) != known:
            contacts.tie_cards.amend(act, _safer(known, tie))


def _name(contact: Contact) -> tuple[str, str]:
    return folded(contact.surname), folded(contact.forename)


def _safer(known: Tie, other: Tie) -> Tie:
    """Return a tie with the safer of what two say of one person."""
    both = {
        name: pick([getattr(known, name), getattr(other, name)])
        for name, pick in SAFER["tie"].items()
    }
    return replace(known, **both)


def _bring_marks(office: Office, act: Act, twice: Twice) -> tuple[int, int]:
    """Bring marks over; return how many, and at how many sessions both have another."""
    theirs = _marks_of(office, twice.other)
    for number in (twice.first, twice.other):
        office.register.redraw(number)
    office.register.flush()
    coming: list[Mark] = []
    differing = 0
    for mark in theirs:
        year = SchoolYear.of(mark.day)
        stands = office.register.line(twice.first, year)[year.slot(mark.day, mark.session)]
        if stands == UNMARKED:
            coming.append(replace(mark, pupil=twice.first, reason=BROUGHT, line=UNWRITTEN))
        else:
            differing += stands not in (NOT_ON_ROLL, office.codes.symbol(mark.code))
    if coming:
        office.register.enter_many(act, coming)
    return len(coming), differing


def _marks_of(office: Office, pupil: PupilId) -> list[Mark]:
    """Return the marks that stand for a pupil, in the order in which they count."""
    days = [
        year.session(slot)[0]
        for year in office.register.years()
        for slot, symbol in enumerate(office.register.line(pupil, year))
        if symbol not in (UNMARKED, NOT_ON_ROLL)
    ]
    found = office.register.standing_of(pupil, sorted(set(days)))
    last = {(mark.day, mark.session): mark for mark in found}
    return [mark for mark in last.values() if mark.code]


def _open(office: Office, named: Named, twice: Twice) -> OpenClash:
    sides = tuple(_side(office, named, number) for number in (twice.first, twice.other))
    pupil = office.roll.pupil(twice.first)
    return OpenClash(
        ClashKind.TWICE,
        f"twice {twice.first} {twice.other}",
        pupil.called,
        "admitted twice: whose details stand?",
        sides,
        "both",
        offered=0,
        other_words="They are two children: why",
        needs_reason=False,
        may_settle=office.may(Right.ADMIT),
        source=twice,
    )


def _side(office: Office, named: Named, number: PupilId) -> Side:
    card = office.roll.pupil(number)
    line = next(iter(office.roll.pupil_cards.kept.of(number)))
    by = named.signatures([line])[line]
    placed = office.roll.placed(number, office.today())
    said = [card.called, f"born {value_words('dob', card.dob)}"]
    if placed:
        said.append(named.called("school_class", placed.school_class))
    said += [f"on roll from {value_words('first', one.first)}" for one in office.roll.spans(number)]
    said += [
        f"{words} {one}" for words, one in (("UPN", card.upn), ("no.", card.admission_no)) if one
    ]
    return Side("; ".join(said), by, desk_words(office, by), number)
