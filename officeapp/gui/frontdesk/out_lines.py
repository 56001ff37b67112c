"""The signing out and in book's entries of a day, as today's book shows them."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from officeapp.domain.late import UNDO_SECONDS
from officeapp.domain.school_year import Span
from officeapp.gui.frontdesk.desk_panel import lower_first, named
from officeapp.gui.frontdesk.panel import BookLine
from officeapp.procedures.withdraw_arrival import may_undo
from officeapp.procedures.withdraw_sign_out import take_back_coming, take_back_sign_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from officeapp.books.office import Office
    from officeapp.domain.record import Signature
    from officeapp.domain.sign_out import SignOut


def left_lines(office: Office, day: dt.date) -> list[BookLine]:
    """Return who left on a day, entries taken back left out."""
    return [_left(office, versions) for versions in _entries(office, day)]


def back_lines(office: Office, day: dt.date) -> list[BookLine]:
    """Return who came back on a day, by entries that still say so."""
    return [_back(office, one) for one in _entries(office, day) if one[-1][0].back_at is not None]


def _entries(office: Office, day: dt.date) -> Iterator[list[tuple[SignOut, Signature]]]:
    """Yield the versions of each entry that stands, oldest first."""
    found: dict[int, list[tuple[SignOut, Signature]]] = {}
    for version in office.front_desk.out.signed_between(Span(day, day)):
        found.setdefault(version[0].id, []).append(version)
    return (versions for versions in found.values() if not versions[-1][0].gone)


def _left(office: Office, versions: list[tuple[SignOut, Signature]]) -> BookLine:
    entry, by = versions[-1][0], versions[0][1]
    called, school_class = named(office, entry.pupil)
    due = f" · back {entry.expected:%H:%M}" if entry.expected and entry.is_out else ""
    overdue = " · overdue" if entry.overdue(office.now().time()) else ""
    return BookLine(
        mode="leaving",
        entry=entry.id,
        at=entry.left_at,
        name=called,
        school_class=school_class,
        words=f"{'Out' if entry.is_out else 'Left'} · {lower_first(entry.reason)}{due}{overdue}",
        tone="unauthorised" if overdue else "authorised" if entry.is_out else "",
        made=by.at,
        undo_until=_undo_until(office, by),
        take_back=partial(take_back_sign_out, office, entry.id),
        may_change=entry.is_out,
    )


def _back(office: Office, versions: list[tuple[SignOut, Signature]]) -> BookLine:
    entry = versions[-1][0]
    came = [by for version, by in versions if version.back_at is not None]
    called, school_class = named(office, entry.pupil)
    return BookLine(
        mode="back",
        entry=entry.id,
        at=entry.back_at or entry.left_at,
        name=called,
        school_class=school_class,
        words=f"Back · out from {entry.left_at:%H:%M}",
        tone="",
        made=came[-1].at,
        undo_until=_undo_until(office, came[-1]),
        take_back=partial(take_back_coming, office, entry.id),
    )


def _undo_until(office: Office, by: Signature) -> dt.datetime | None:
    return by.at + dt.timedelta(seconds=UNDO_SECONDS) if may_undo(office, by) else None
