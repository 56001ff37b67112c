"""Give the marks of some days to the record system: all of them, or what changed since last time.

What is given out is noted in an act. Its header says which acts this desk had seen, so that what
changed since is worked out from the register itself, whatever desk changed it and whenever its
entries arrived.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from officeapp.books.act import Book
from officeapp.domain.given_out import GivenOut, KeyingOrder, MarkOut, What, written_mark
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded, list_order
from officeapp.domain.school_year import Session, Span, long_day
from officeapp.errors import OfficeError, Problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from officeapp.books.office import Office
    from officeapp.books.register import Place
    from officeapp.domain.record import PupilId
    from officeapp.domain.register import Mark
    from officeapp.domain.roll import Pupil

HEADINGS = ("UPN", "Date", "Session", "Code", "Minutes late", "Comment")


class NothingToGiveError(OfficeError):
    """Marks were to be given out where there are none."""

    def __init__(self, *, changed: bool) -> None:
        super().__init__(
            "Nothing changed since the marks were last given out; there is nothing to key."
            if changed
            else "No mark is in ink on these days; hand the registers in first."
        )


@dataclass(slots=True)
class MarksOut:
    """The marks of some days as they are to be given out.

    Attributes:
        span: The days.
        changed: Whether only what changed is in it.
        order: In which order the pupils stand.
        marks: The marks, in that order.
        problems: What the file does not say, and why.
    """

    span: Span
    changed: bool
    order: KeyingOrder
    marks: list[MarkOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def rows(self) -> list[tuple[str, ...]]:
        """Return the rows of the file, exactly as an import of marks reads them."""
        shared = self._shared_upns()
        return [
            (
                one.pupil.upn,
                one.day.isoformat(),
                one.session.value,
                one.code,
                "" if one.minutes is None else str(one.minutes),
                one.note,
            )
            for one in self.marks
            if one.code and one.pupil.upn and one.pupil.upn not in shared
        ]

    def _shared_upns(self) -> set[str]:
        owners = {(one.pupil.upn, one.pupil.id) for one in self.marks}
        return {upn for upn, number in Counter(upn for upn, _ in owners).items() if number > 1}

    def say_what_is_left_out(self) -> None:
        """Note the marks that a file by UPN cannot say; the keying list has them all."""
        shared = self._shared_upns()
        for pupil in {one.pupil.id: one.pupil for one in self.marks}.values():
            if not pupil.upn:
                self._left_out(pupil, "", "There is no UPN; key these marks by hand.")
            elif pupil.upn in shared:
                self._left_out(pupil, pupil.upn, "Two pupils have this UPN; key these by hand.")
        for one in self.marks:
            if not one.code:
                when = f"{long_day(one.day)} {one.session.word}"
                reason = f"The mark {one.before} was taken back; take it out by hand."
                self.problems.append(Problem(one.pupil.called, "Code", when, reason))

    def _left_out(self, pupil: Pupil, found: str, reason: str) -> None:
        self.problems.append(Problem(pupil.called, "UPN", found, reason))


def marks_to_give(office: Office, span: Span, *, changed: bool = False) -> MarksOut:
    """Return the marks of some days as the record system is to have them; nothing is written.

    Marks on days that are closed to the pupil, or off the roll, count nowhere and are left out.

    Args:
        office: The office whose register it is.
        span: The days.
        changed: Whether only what changed since the last time; all where there was none.
    """
    out = MarksOut(span, changed, KeyingOrder(office.school.card().keying_order))
    for day in span.days():
        stands = _standing(office, day)
        before = _before(office, day) if changed else None
        out.marks += _marks_of(office, stands, before)
        _say_unmarked(office, day, stands, out)
    out.marks.sort(key=_ordered(office, out.order))
    out.say_what_is_left_out()
    return out


def note_marks_given(office: Office, out: MarksOut, digest: str = "", recipient: str = "") -> None:
    """Note in an act that marks were given out, so that later changes can be told apart.

    Raises:
        NothingToGiveError: There are none.
        NotAllowedError: The person signed in may not give out lists.
        NotSavedError: The file could not be written.
    """
    if not out.marks:
        raise NothingToGiveError(changed=out.changed)
    what = What.CHANGED_MARKS if out.changed else What.MARKS
    given = Counter(one.day for one in out.marks)
    with office.writing("give-marks", Right.GIVE_OUT, Book.GIVEN_OUT) as act:
        for day, entries in sorted(given.items()):
            line = GivenOut(what, day, day, recipient=recipient, entries=entries, digest=digest)
            office.given_out.enter(act, line)


def set_keying_order(office: Office, order: KeyingOrder) -> None:
    """Write down in which order the record system lists pupils.

    Raises:
        NotAllowedError: The person signed in may not change the school's details.
    """
    from dataclasses import replace

    from officeapp.procedures.keep_school import change_school

    card = office.school.card()
    if card.keying_order != order.value:
        change_school(office, replace(card, keying_order=order.value))


def _standing(office: Office, day: dt.date) -> dict[Place, Mark]:
    """Return the marks of a day that count, the last of a session."""
    found = {
        (mark.pupil, mark.day, mark.session): mark for mark in office.register.marks_of_day(day)
    }
    return {place: mark for place, mark in found.items() if _counts(office, mark)}


def _counts(office: Office, mark: Mark) -> bool:
    return bool(mark.code) and is_open(office, mark.pupil, mark.day)


def is_open(office: Office, pupil: PupilId, day: dt.date) -> bool:
    """Say whether a pupil is on roll on a day and school takes place for them."""
    if not office.roll.is_on_roll(pupil, day):
        return False
    placement = office.roll.placed(pupil, day)
    if placement is None:
        calendar = office.calendar.of(office.school.sites()[0].id, "")
    else:
        site = office.roll.school_class(placement.school_class).site
        calendar = office.calendar.of(site, placement.year_group)
    return calendar.why_closed(day) is None


def _before(office: Office, day: dt.date) -> dict[Place, Mark] | None:
    """Return what was given out before; None where nothing ever was."""
    last = office.given_out.last_marks(day)
    return office.given_out.marks_then(last[0].line.act, day) if last else None


def _marks_of(
    office: Office, stands: dict[Place, Mark], before: dict[Place, Mark] | None
) -> list[MarkOut]:
    if before is None:
        return [_mark_out(office, mark, None) for mark in stands.values()]
    changed = []
    for place in stands.keys() | before.keys():
        now, then = stands.get(place), before.get(place)
        if _given(now) != _given(then):
            mark = now or then
            assert mark is not None  # noqa: S101  # one of them has the place
            changed.append(_mark_out(office, mark, written_mark(then), is_gone=now is None))
    return changed


def _given(mark: Mark | None) -> tuple[str, int | None, str] | None:
    return (mark.code, mark.minutes, mark.note) if mark else None


def _mark_out(office: Office, mark: Mark, before: str | None, *, is_gone: bool = False) -> MarkOut:
    placement = office.roll.placed(mark.pupil, mark.day)
    name = office.roll.school_class(placement.school_class).name if placement else ""
    pupil = office.roll.pupil(mark.pupil)
    if is_gone:
        return MarkOut(pupil, name, mark.day, mark.session, "", before=before)
    return MarkOut(pupil, name, mark.day, mark.session, mark.code, mark.minutes, mark.note, before)


def _ordered(office: Office, order: KeyingOrder) -> Callable[[MarkOut], tuple[Any, ...]]:
    places = {one.name: place for place, one in enumerate(office.roll.classes())}

    def by_class(one: MarkOut) -> tuple[Any, ...]:
        place = places.get(one.class_name, len(places))
        return place, one.class_name, list_order(one.pupil), one.day, one.session

    def by_number(one: MarkOut) -> tuple[Any, ...]:
        return natural(one.pupil.admission_no), list_order(one.pupil), one.day, one.session

    return by_class if order is KeyingOrder.BY_CLASS else by_number


def natural(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return the key by which admission numbers are sorted: '9' before '10', none at the end."""
    parts = re.findall(r"\d+|\D+", folded(number))
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts) or (
        (2, 0, ""),
    )


def _say_unmarked(office: Office, day: dt.date, stands: dict[Place, Mark], out: MarksOut) -> None:
    """Note how many pupils have no mark in ink, who so are not in the list."""
    if day.weekday() > 4 or day > office.today():
        return
    expected = [one for one in office.roll.on_roll(day) if is_open(office, one.id, day)]
    for session in Session:
        without = sum((one.id, day, session) not in stands for one in expected)
        if without:
            where = f"{long_day(day)} {session.word}"
            pupils = "1 pupil" if without == 1 else f"{without} pupils"
            reason = "There is no mark in ink, so that none is in the list."
            out.problems.append(Problem(where, "Code", pupils, reason))
