"""Let somebody look at an address that is withheld: once they have typed their PIN for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.rights import Right

if TYPE_CHECKING:
    from officeapp.books.office import Office


def read_withheld(office: Office) -> None:
    """Refuse unless the person signed in may read withheld addresses and has just typed their PIN.

    The PIN is good for one look; whoever asks shows the addresses of one pupil and no other.

    Raises:
        NotAllowedError: They may not, or the PIN is still to be typed.
    """
    office.require(Right.READ_WITHHELD)
    office.require_confirmed(Right.READ_WITHHELD)
    office.confirmations.forget()
