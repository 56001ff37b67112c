"""What must be known of a contact before a telephone is lifted or a child let go."""

from __future__ import annotations

from officeapp.domain.roll import Contact, Tie

Called = tuple[Tie, Contact]


def warning(called: Called) -> str:
    """Return what must be known before a contact is called or a child released; mostly nothing."""
    tie, contact = called
    if tie.not_released:
        return "never release to"
    return "do not contact" if contact.do_not_contact else ""


def responsibilities(called: Called) -> str:
    """Return what a contact is to the pupil: 'responsibility, lives with, may collect'."""
    tie, contact = called
    said = (
        (tie.parental_responsibility, "responsibility"),
        (tie.lives_with, "lives with"),
        (tie.may_collect, "may collect"),
        (contact.address_withheld, "address withheld"),
    )
    return ", ".join(words for holds, words in said if holds)
