"""Taking in what other desks wrote: whole units in one transaction, or nothing.

An act goes in as it was sealed: the same header, the same digests, the same lines. What is derived
is drawn anew for what it touched, so that two desks with the same acts have the same books. A unit
that does not prove is refused and named; one that comes too early waits; one that gives a number
to another act than the one here, as a copied desk does, is kept apart: none of them changes the
books.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from officeapp.books import database
from officeapp.books.act import TABLES, Book
from officeapp.books.admitting import admitted
from officeapp.books.cases import CONFIDENTIAL
from officeapp.books.contesting import note_cards, note_marks
from officeapp.books.inserting import Inserter
from officeapp.books.office import ReadOnlyError
from officeapp.books.proving import Prover, paper_digest
from officeapp.books.sending import newest_acts
from officeapp.domain.codes import UnknownCodeError
from officeapp.domain.exchange import Unit, takeable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from officeapp.books.office import Office
    from officeapp.domain.exchange import SentAct
    from officeapp.domain.record import ActId


MISFIT = "Its entries do not fit these books, and none was taken; ask for help, and keep the file."
#: What a line raises that a book does not take: a word for a number, a day or code that is none.
MISFITS = (
    database.driver.IntegrityError,
    UnknownCodeError,
    OverflowError,
    KeyError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A unit that was not taken and will not be.

    Attributes:
        unit: The unit.
        why: Why, in a sentence.
    """

    unit: Unit
    why: str


@dataclass(slots=True)
class Merged:
    """What came of merging.

    Attributes:
        acts: How many acts are new here.
        lines: How many lines they have.
        added: How many of these are new entries; confidential lines are not counted.
        changed: How many change an earlier one.
        waiting: Units that something is missing before; they can be taken once that is here.
        apart: Units of a desk that takes no part, or that gave one number to two acts, as a copied
            or restored one does.
        refused: Units that do not prove.
        books: The books that changed.
    """

    acts: int = 0
    lines: int = 0
    added: int = 0
    changed: int = 0
    waiting: list[Unit] = field(default_factory=list)
    apart: list[Refused] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    books: frozenset[Book] = frozenset()


def merge(office: Office, units: Iterable[Unit], *, tell: bool = True) -> Merged:
    """Take in what can be taken of some units, as one transaction.

    What is here already is passed over, so that the same unit may come any number of times, and
    any unit in any order.

    Args:
        office: The office they come into.
        units: What was brought.
        tell: Whether the listeners are told; whoever takes in several in turn tells them at the
            end, with `Office.refresh`.

    Raises:
        NotSavedError: The file could not be written; nothing was changed.
        NotAllowedError: The school was opened for reading only.
    """
    brought = list(units)
    try:
        return _merged(office, brought, tell=tell)
    except MISFITS:
        misfits = _misfits(office, brought)
        if not misfits:
            raise
    merged = _merged(office, [unit for unit in brought if unit not in misfits], tell=tell)
    merged.refused += [Refused(unit, MISFIT) for unit in misfits]
    return merged


def _merged(office: Office, units: Iterable[Unit], *, tell: bool) -> Merged:
    merged, new, papers = _sorted_out(office, units)
    if new:
        merged.books = _write(office, new, papers)
        if tell:
            office.refresh(merged.books)
    return merged


def _misfits(office: Office, units: Iterable[Unit]) -> list[Unit]:
    """Return the units with lines that their books do not take, as no program of ours writes."""
    held = newest_acts(office.connection)
    found: list[Unit] = []
    for unit in units:
        acts = [act for act in unit.acts if act.id > held.get(unit.desk, 0)]
        try:
            with contextlib.suppress(_OnlyLookingError), database.immediately(office.connection):
                _insert(office, acts, [])
                raise _OnlyLookingError
        except MISFITS:
            found.append(unit)
    office.forget()
    return found


@contextlib.contextmanager
def previewed(office: Office, units: Iterable[Unit]) -> Iterator[Merged]:
    """Let it be seen what merging some units would come to; afterwards all is as it was.

    Nobody is told of a change. What is asked within answers as if the units had come in.

    Raises:
        NotSavedError: The file could not be written.
        NotAllowedError: The school was opened for reading only.
    """
    brought = list(units)
    with contextlib.ExitStack() as stack:
        try:
            merged = stack.enter_context(_previewed(office, brought))
        except MISFITS:
            misfits = _misfits(office, brought)
            if not misfits:
                raise
            others = [unit for unit in brought if unit not in misfits]
            merged = stack.enter_context(_previewed(office, others))
            merged.refused += [Refused(unit, MISFIT) for unit in misfits]
        yield merged


@contextlib.contextmanager
def _previewed(office: Office, units: Iterable[Unit]) -> Iterator[Merged]:
    merged, new, papers = _sorted_out(office, units)
    try:
        with contextlib.suppress(_OnlyLookingError), database.immediately(office.connection):
            _insert(office, new, papers)
            yield merged
            raise _OnlyLookingError
    except database.FAILED_TO_WRITE as error:
        raise office.drive.refusal(error) from error
    finally:
        office.forget()


class _OnlyLookingError(Exception):
    """Ends a transaction that only looked."""


def _sorted_out(office: Office, units: Iterable[Unit]) -> tuple[Merged, list[SentAct], list[bytes]]:
    """Return what can be taken of some units, and what is new of it: acts in order, and papers."""
    if not office.can_write:
        raise ReadOnlyError
    office.drive.require()
    merged = Merged()
    held = newest_acts(office.connection)
    prover = Prover(office.connection)
    whole: list[Unit] = []
    for unit in sorted(units, key=_in_order):
        if why := prover.fault_of(unit):
            merged.refused.append(Refused(unit, why))
        else:
            whole.append(unit)
    admitted_units, others = admitted(office, whole)
    merged.apart += [Refused(unit, why) for unit, why in others]
    sound: list[Unit] = []
    for unit in admitted_units:
        if why := prover.fork_of(unit):
            merged.apart.append(Refused(unit, why))
        else:
            sound.append(unit)
    taken = takeable(sound, held)
    merged.waiting = [unit for unit in sound if unit not in taken]
    new = {act.id: act for unit in taken for act in unit.acts if act.id > held.get(unit.desk, 0)}
    papers = [paper for unit in taken for paper in unit.papers] if new else []
    merged.acts = len(new)
    merged.lines = sum(len(act.lines) for act in new.values())
    merged.added, merged.changed = counted(new.values())
    return merged, sorted(new.values(), key=_by_clock), papers


def counted(acts: Iterable[SentAct]) -> tuple[int, int]:
    """Return how many lines of some acts are new entries, and how many change an earlier one.

    Confidential lines count as nothing: a number must not tell of them. In a text of a line a
    quotation mark is escaped, so that what is looked for is found as a name only.
    """
    kept_quiet = tuple(f'"book":"{book}"' for book in sorted(CONFIDENTIAL))
    texts = [
        text for act in acts for text in act.lines if not any(one in text for one in kept_quiet)
    ]
    changed = sum('"corrects":' in text for text in texts)
    return len(texts) - changed, changed


def _in_order(unit: Unit) -> tuple[int, int, bytes]:
    return unit.first, unit.last, unit.acts[-1].digest


def _by_clock(act: SentAct) -> tuple[int, int]:
    return act.clock, act.id


def _write(office: Office, acts: list[SentAct], papers: list[bytes]) -> frozenset[Book]:
    """Write acts with all that follows from them, or nothing; return the books they touch."""
    try:
        with database.immediately(office.connection):
            inserter = _insert(office, acts, papers)
    except database.FAILED_TO_WRITE as error:
        office.forget()
        raise office.drive.refusal(error) from error
    except BaseException:
        office.forget()
        raise
    if any(act.id >> 32 == office.desk for act in acts):
        office.become_another_desk()  # its number was used elsewhere: this file is a copy
    office.forget()
    return frozenset({*(TABLES[table] for table in inserter.tables), Book.REGISTER})


def _insert(office: Office, acts: list[SentAct], papers: list[bytes]) -> Inserter:
    """Write acts in an open transaction, and draw anew what they are about."""
    inserter = Inserter(office.connection)
    for act in acts:
        inserter.insert(act)
    for paper in papers:
        office.letters.keep_paper(paper_digest(paper), paper)
    office.forget()
    _draw(office, inserter, [act.id for act in acts])
    return inserter


def _draw(office: Office, inserter: Inserter, acts: Iterable[ActId]) -> None:
    """Draw anew what stands for everything that new lines are about."""
    for pupil in sorted(inserter.pupils):
        office.register.redraw(pupil)
    places = inserter.places()
    shared = office.register.redraw_at(places)
    office.register.flush()
    note_marks(office, places, shared)
    note_cards(office, inserter.tables, acts)
