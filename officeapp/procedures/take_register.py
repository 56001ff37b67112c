"""Take a class register: in pencil while it is open, in ink when it is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.derived import derived
from officeapp.books.office import NobodySignedInError
from officeapp.domain.codes import AFTERNOON, MORNING
from officeapp.domain.law import is_compulsory
from officeapp.domain.record import PupilId
from officeapp.domain.register import Draft, Mark
from officeapp.domain.rights import ANYWHERE, Right
from officeapp.domain.school_year import Session, long_day
from officeapp.domain.unknown import UNKNOWN
from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.codes import Code
    from officeapp.domain.register import Sheet
    from officeapp.domain.rights import Where
    from officeapp.domain.roll import Pupil


class NotOnRollError(OfficeError):
    """A pupil was to be marked on a day they are not on the roll."""

    def __init__(self, pupil: Pupil, sheet: Sheet) -> None:
        super().__init__(
            f"{pupil.called} is not on the roll on {long_day(sheet.day)}; "
            "enter the dates under Pupils first."
        )


class NotBegunError(OfficeError):
    """A register of a day to come was to be taken."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(f"{long_day(sheet.day)} has not come yet; a register is taken on the day.")


class InInkError(OfficeError):
    """A session that is in ink was to be marked in pencil."""

    def __init__(self) -> None:
        super().__init__("This mark is in ink; change it as an amendment and say why.")


@dataclass(frozen=True, slots=True)
class Difference:
    """A pencilled mark that was not written, because another book says what the session was.

    Attributes:
        pupil: The pupil.
        drafted: What was in pencil.
        stands: What stands.
    """

    pupil: PupilId
    drafted: str
    stands: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """What handing in a register did.

    Attributes:
        written: How many marks went into ink.
        blanks: How many pupils have no mark; the register is incomplete while any.
        differences: What was not written because something stood.
        pre_marked: How many of the marks written nobody typed: they follow from a pattern.
    """

    written: int
    blanks: int
    differences: tuple[Difference, ...]
    pre_marked: int = 0


def present_mark(session: Session) -> str:
    """Return the present mark of a session: '/' in the morning, a backslash in the afternoon."""
    return MORNING if session is Session.AM else AFTERNOON


def check_code(office: Office, sheet: Sheet, pupil: Pupil, code: str) -> Code:
    """Return the code if it may be written for a pupil in a session of a class.

    Raises:
        OfficeError: The day is closed or not on roll, or the code is not for that date, pupil or
            session; the message says which.
    """
    placement = office.roll.placed(pupil.id, sheet.day)
    site = office.roll.school_class(sheet.school_class).site
    year_group = placement.year_group if placement else ""
    office.calendar.of(site, year_group).require_open(sheet.day)
    if not office.roll.is_on_roll(pupil.id, sheet.day):
        raise NotOnRollError(pupil, sheet)
    compulsory = is_compulsory(pupil.dob, sheet.day)
    return office.codes.check(code, sheet.day, sheet.session, compulsory=compulsory)


def pencil_mark(office: Office, sheet: Sheet, pupil: PupilId, draft: Draft) -> None:
    """Write one mark in pencil; it is on disk when this returns.

    Raises:
        OfficeError: The code may not be written there; the message says why.
        InInkError: A mark stands there in ink.
        NotSavedError: The file could not be written.
    """
    pencil_marks(office, sheet, {pupil: draft})


def pencil_marks(office: Office, sheet: Sheet, drafts: Mapping[PupilId, Draft]) -> None:
    """Write several marks of one register in pencil, all or none.

    Raises:
        OfficeError: A code may not be written there; nothing was.
        InInkError: A mark stands there in ink.
        NotSavedError: The file could not be written.
    """
    person = office.require(Right.TAKE_REGISTER, _where(office, sheet, drafts))
    if sheet.day > office.today():
        raise NotBegunError(sheet)
    for pupil, draft in drafts.items():
        check_code(office, sheet, office.roll.pupil(pupil), draft.code)
        if office.register.standing(pupil, sheet.day, sheet.session):
            raise InInkError
    kept = office.pencil.read(sheet)
    office.pencil.write(sheet, person.name, {**(kept.drafts if kept else {}), **drafts})


def rub_out(office: Office, sheet: Sheet, *pupils: PupilId) -> None:
    """Take marks out of a register that is in pencil.

    Raises:
        NotAllowedError: The person signed in may not take a register.
        NotSavedError: The file could not be written.
    """
    person = office.require(Right.TAKE_REGISTER, _where(office, sheet, pupils))
    kept = office.pencil.read(sheet)
    if kept:
        left = {pupil: draft for pupil, draft in kept.drafts.items() if pupil not in pupils}
        office.pencil.write(sheet, person.name, left)


def hand_in(office: Office, sheet: Sheet) -> HandIn:
    """Put a register into ink, as one act, blanks allowed.

    Pupils left blank who are pre-marked are written as they were pre-marked. What another book
    wrote meanwhile stands: it is never overwritten, the difference is returned.

    Raises:
        NobodySignedInError: Nobody is signed in.
        OfficeError: A pencilled code may no longer be written; nothing was, and the pencil stands.
        NotSavedError: The file could not be written; the pencil stands.
    """
    if office.person is None:
        raise NobodySignedInError
    if sheet.day > office.today():
        raise NotBegunError(sheet)
    kept = office.pencil.read(sheet)
    drafts = kept.drafts if kept else {}
    marks, differences = _split(office, sheet, drafts)
    blank = _without_mark(office, sheet, {mark.pupil for mark in marks})
    expected = _pre_marked(office, sheet, blank)
    marks += expected
    blanks = len(blank) - len(expected)
    where = _where(office, sheet, drafts)
    books = (Book.REGISTER, Book.PENCIL)
    with office.writing("hand-in", Right.TAKE_REGISTER, *books, where=where) as act:
        if marks:
            office.register.enter_many(act, marks)
        office.register.hand_in(act, sheet, blanks)
        office.pencil.wipe(sheet)
    return HandIn(len(marks), blanks, tuple(differences), len(expected))


def _where(office: Office, sheet: Sheet, pupils: Collection[PupilId]) -> Where:
    """Return where a register is; marks of pupils of another class are nowhere in particular."""
    members = {pupil.id for pupil in office.roll.members(sheet.school_class, sheet.day)}
    return office.where(sheet.school_class, sheet.day) if members.issuperset(pupils) else ANYWHERE


def _without_mark(office: Office, sheet: Sheet, written: Collection[PupilId]) -> list[Pupil]:
    """Return the pupils of a register who are not marked and would not be."""
    return [
        pupil
        for pupil in office.roll.members(sheet.school_class, sheet.day)
        if pupil.id not in written
        and not office.register.standing(pupil.id, sheet.day, sheet.session)
    ]


def _pre_marked(office: Office, sheet: Sheet, pupils: list[Pupil]) -> list[Mark]:
    """Return the marks that pupils left blank are to have, where something pre-marks them."""
    said = derived(office, pupils, [sheet.day])
    return [
        Mark(pupil.id, sheet.day, sheet.session, one.code, note=one.note)
        for pupil in pupils
        if (one := said.get((pupil.id, sheet.day, sheet.session)))
    ]


def _split(
    office: Office, sheet: Sheet, drafts: Mapping[PupilId, Draft]
) -> tuple[list[Mark], list[Difference]]:
    """Return the marks to write, and what differs from what stands already.

    N says no more than that the class does not know why: a book that knows comes before it.
    """
    marks: list[Mark] = []
    differences: list[Difference] = []
    known = _known(office, sheet, drafts)
    for number, draft in sorted(drafts.items()):
        stands = office.register.standing(number, sheet.day, sheet.session)
        if stands is None and number in known:
            marks.append(known[number])
            differences.append(Difference(number, draft.code, known[number].code))
        elif stands is None:
            check_code(office, sheet, office.roll.pupil(number), draft.code)
            marks.append(
                Mark(number, sheet.day, sheet.session, draft.code, draft.minutes, draft.note)
            )
        elif stands.code != draft.code:
            differences.append(Difference(number, draft.code, stands.code))
    return marks, differences


def _known(office: Office, sheet: Sheet, drafts: Mapping[PupilId, Draft]) -> dict[PupilId, Mark]:
    """Return what another book says of those for whom the class wrote N, that nobody knows why."""
    unknown = [office.roll.pupil(number) for number, one in drafts.items() if one.code == UNKNOWN]
    return {mark.pupil: mark for mark in _pre_marked(office, sheet, unknown)}
