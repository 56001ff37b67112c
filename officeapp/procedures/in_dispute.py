"""What a paper must not rest on: anything on which two desks disagree until a person has decided.

No letter, certificate or pack goes out on a mark, a leave, a name, a date or an address of which
two desks say different things. Which address that is, is not said: it may be one that is withheld.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from officeapp.domain.clash_books import field_words
from officeapp.domain.letter_facts import sessions_words
from officeapp.domain.school_year import first_session_from, session_number
from officeapp.errors import OfficeError
from officeapp.procedures.letter_facts_beside import LEAVE_LETTERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from officeapp.books.clash_book import CardDispute
    from officeapp.books.office import Office
    from officeapp.domain.leave import Moment
    from officeapp.domain.letter_facts import FactSheet
    from officeapp.domain.roll import Pupil
    from officeapp.procedures.draft_letters import Draft

#: The fields of a pupil's card that papers rest on.
_PUPIL = frozenset(
    {
        "upn", "legal_surname", "legal_forename", "middle_names", "preferred_surname",
        "preferred_forename", "dob", "address", "looked_after",
    }
)  # fmt: skip
_CONTACT = frozenset(
    {"title", "surname", "forename", "address", "address_withheld", "do_not_contact"}
)
_TIE = frozenset({"parental_responsibility", "lives_with", "gone", "relationship"})
_SCHOOL = frozenset({"name", "dfe", "address", "phone"})


class InDisputeError(OfficeError):
    """A paper was to go out on something on which two desks disagree."""

    def __init__(self, name: str, what: Sequence[str]) -> None:
        super().__init__(
            f"Nothing goes out about {name} while two desks disagree on {'; '.join(what)}. "
            "Decide it under Clashes first."
        )
        #: What they disagree on, in words.
        self.what = tuple(what)


def disputed_details(office: Office, pupil: Pupil) -> list[str]:
    """Return the details of a child, the contacts and the school that are in dispute, in words."""
    cards = office.clashes.cards()
    if not cards:
        return []
    mine = {
        tie.contact
        for tie in office.contacts.tie_cards.standing().values()
        if tie.pupil == pupil.id
    }
    return list(dict.fromkeys(words for one in cards for words in _about(one, pupil.id, mine)))


def require_settled(office: Office, pupil: Pupil, moments: Collection[Moment] = ()) -> None:
    """Refuse a paper about a child that would rest on something in dispute.

    Args:
        office: The office.
        pupil: The child.
        moments: The sessions in dispute that it would rest on.

    Raises:
        InDisputeError: Two desks disagree on something of it.
    """
    what = [sessions_words(sorted(moments))] if moments else []
    what += disputed_details(office, pupil)
    if what:
        raise InDisputeError(pupil.called, what)


def rests_on_dispute(office: Office, pupil: Pupil, sheet: FactSheet, kind: str) -> bool:
    """Say whether a letter about a child would rest on something in dispute."""
    return bool(_under(office, pupil, sheet, kind) or disputed_details(office, pupil))


def require_letter_settled(office: Office, draft: Draft) -> None:
    """Refuse a letter that rests on something in dispute, whoever has looked at it.

    Raises:
        InDisputeError: Two desks disagree on something of it.
    """
    for child in draft.children:
        moments = _under(office, child.pupil, child.sheet, draft.template.kind)
        require_settled(office, child.pupil, moments)


def _under(office: Office, pupil: Pupil, sheet: FactSheet, kind: str) -> set[Moment]:
    """Return the sessions in dispute under a letter: on its page, or of the leave it tells of."""
    found = set[Any]()
    if kind in LEAVE_LETTERS.values():
        found |= office.clashes.of_leave(pupil.id)
    if sheet.page is not None:
        first, symbols = sheet.page
        begins = first_session_from(first)
        numbers = range(begins, begins + len(symbols))
        found |= {
            one for one in office.clashes.moments(pupil.id) if session_number(*one) in numbers
        }
    return found


def _about(dispute: CardDispute, pupil: int, contacts: Collection[int]) -> Iterator[str]:
    """Yield what of a card papers about a child rest on, in words that give nothing away."""
    card, fields = dispute.shown, dispute.joined.disputed.keys()
    match dispute.thing.book:
        case "pupil" if card.id == pupil:
            yield from (field_words(name) for name in sorted(fields & _PUPIL))
        case "enrolment" if card.pupil == pupil:
            yield "the time on roll"
        case "contact" if card.id in contacts and fields & _CONTACT:
            yield "a contact's details"
        case "tie" if card.pupil == pupil and fields & _TIE:
            yield "who is responsible for the child"
        case "school" if fields & _SCHOOL:
            yield "the school's details"
