"""What the late panel says of the children in hand, from what filing would do to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.codes import AFTERNOON, MORNING
from officeapp.domain.school_year import Session
from officeapp.gui.frontdesk.hatch import lates_this_week
from officeapp.gui.frontdesk.late_lines import class_of
from officeapp.gui.frontdesk.late_words import in_words, nth_late, short_mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QSettings

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.gui.frontdesk.hatch import Foreseen

PRESENT = (MORNING, AFTERNOON)
NTH_LATE_KEY = "desk/say-third-late"


def will_do(office: Office, foreseen: Sequence[Foreseen]) -> str:
    """Return which marks will be written; U of who came along is said in words too."""
    said = [
        f"{class_of(office, one.coming.pupil)} {short_mark(one.effect.code, one.effect.minutes)}"
        for one in foreseen
        if one.effect is not None
    ]
    if not said:
        return ""
    session = next(one.effect.bell.session for one in foreseen if one.effect)
    marks = f"Marks {office.today():%A} {session.word}: {'; '.join(said)}."
    along = [
        f"{office.roll.pupil(one.coming.pupil).forename}, "
        f"{in_words(one.effect, office.codes, office.today())}"
        for one in foreseen[1:]
        if one.effect is not None and one.effect.code != "L"
    ]
    return "\n".join([marks, *along])


def doubt_of(own: Foreseen) -> str:
    """Return a question where the register has the child present already; mostly empty.

    The commonest reason is another child of the same name, who would be marked instead.
    """
    stands = own.effect.stands if own.effect else None
    if stands is None or stands.code not in PRESENT:
        return ""
    return f"The register has {stands.code} now: is this the right child?"


def note_of_week(office: Office, own: Foreseen, settings: QSettings | None) -> str:
    """Return 'Third late this week' where it is so and this desk says it; mostly empty."""
    if settings is not None and settings.value(NTH_LATE_KEY, "yes") == "no":
        return ""
    session = own.effect.bell.session if own.effect else Session.AM
    return nth_late(lates_this_week(office, own.coming.pupil, session))


def forename_and_class(office: Office, pupil: PupilId) -> str:
    """Return a brother or sister as the button says one: 'Zainab  5 Beech'."""
    return f"{office.roll.pupil(pupil).forename}  {class_of(office, pupil)}"
