"""Every open clash between desks, of whatever kind, as it may be shown to who sits here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.merging import previewed
from officeapp.domain.merge_report import MergeReport
from officeapp.domain.open_clashes import ClashKind, OpenClash, Side
from officeapp.domain.rights import Right
from officeapp.domain.school_year import short_day
from officeapp.procedures.card_clashes import card_clashes
from officeapp.procedures.clash_words import desk_words
from officeapp.procedures.leave_clashes import leave_clashes
from officeapp.procedures.setting_clashes import setting_clashes
from officeapp.procedures.settle_clash import clashes
from officeapp.procedures.twice_admitted import twice_admitted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from officeapp.books.merging import Merged
    from officeapp.books.office import Office
    from officeapp.domain.clashes import Clash
    from officeapp.domain.exchange import Unit
    from officeapp.domain.register import Written

NO_MARK = "no mark"


@dataclass(frozen=True, slots=True)
class ClashesBefore:
    """The clashes that were open at a moment, to tell those that come after.

    Attributes:
        keys: What tells each from all others.
    """

    keys: frozenset[str]


def office_clashes(office: Office) -> list[OpenClash]:
    """Return the open clashes that the person signed in may see, marks first, by day.

    Who may not see a value does not learn that it clashes either.
    """
    marks = [_mark_clash(office, one) for one in clashes(office) if _may_see_mark(office, one)]
    return [
        *marks,
        *leave_clashes(office),
        *card_clashes(office),
        *setting_clashes(office),
        *twice_admitted(office),
    ]


def clashes_now(office: Office) -> ClashesBefore:
    """Return which clashes are open now, to be asked before a merge."""
    return ClashesBefore(frozenset(one.key for one in office_clashes(office)))


def report_of(office: Office, merged: Merged, before: ClashesBefore) -> MergeReport:
    """Return what a merge did, for the person signed in.

    Args:
        office: The office it came into.
        merged: What came of it.
        before: The clashes that were open before it.
    """
    new = clashes_now(office).keys - before.keys
    return MergeReport(merged.added, merged.changed, len(new))


def preview_merge(office: Office, units: Iterable[Unit]) -> MergeReport:
    """Return what taking in some units would do, for the person signed in; nothing is kept.

    Raises:
        NotSavedError: The file could not be written.
        NotAllowedError: The school was opened for reading only.
    """
    before = clashes_now(office)
    with previewed(office, units) as merged:
        return report_of(office, merged, before)


def _may_see_mark(office: Office, clash: Clash) -> bool:
    placed = office.roll.placed(clash.pupil, clash.day)
    where = office.where(placed.school_class if placed else None, clash.day)
    return office.may(Right.READ_REGISTER, where)


def _mark_clash(office: Office, clash: Clash) -> OpenClash:
    sides = tuple(_side(office, one) for one in clash.sides)
    return OpenClash(
        ClashKind.MARK,
        f"mark {clash.pupil} {clash.day.isoformat()} {clash.session.value}",
        office.roll.pupil(clash.pupil).called,
        f"{short_day(clash.day)} {clash.session.word}",
        sides,
        sides[-1].words,
        _side(office, clash.before[-1]) if clash.before else None,
        may_settle=office.may(Right.AMEND_MARK),
        source=clash,
    )


def _side(office: Office, written: Written) -> Side:
    mark = written.mark
    meanings = {one.code: one.word for one in office.codes.on(mark.day)}
    words = f"{mark.code} {meanings.get(mark.code, '')}".strip() if mark.code else NO_MARK
    if mark.minutes is not None:
        words += f", {mark.minutes} min"
    if mark.note:
        words += f", {mark.note}"
    return Side(words, written.by, desk_words(office, written.by), mark)
