"""The letters somebody is writing: drafted in short steps, kept in pencil, taken up again."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.letters.steps import Steps
from officeapp.procedures.draft_letters import Wanted, draft_letter
from officeapp.procedures.flag_letters import correcting
from officeapp.procedures.fresh_letters import freshened, is_stale
from officeapp.procedures.join_letters import join_siblings
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.pencil_letters import pencil_letters, taken_up, wipe_pencil

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from officeapp.books.office import Office
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.roll import Pupil
    from officeapp.procedures.draft_letters import Draft


class Writing(QObject):
    """Every letter the person signed in is writing.

    Signals:
        progressed: Letters are being drafted: how many are done, and of how many.
        changed: The letters are others, or say something else.
        refused: Why some could not be written, as a sentence; empty for all well.
    """

    progressed = Signal(int, int)
    changed = Signal()
    refused = Signal(str)

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._steps = Steps(self)
        self._waiting: list[Callable[[], None]] = []
        self._fresh: list[Draft] = []
        self._refusals: dict[str, None] = {}
        self._joins = False
        self._is_kept = False
        self._taken = False
        #: The letters, in the order in which they were begun.
        self.drafts: list[Draft] = []
        self._steps.progressed.connect(self.progressed)
        self._steps.ended.connect(self._on_ended)

    @property
    def running(self) -> bool:
        """Say whether letters are being drafted."""
        return self._steps.running

    def take_up(self) -> None:
        """Take up what was being written before the window was locked; once."""
        person, office = self._office.person, self._office
        if self._taken or person is None or not office.may(Right.WRITE_LETTER):
            return
        self._taken = True
        given = self._gathering()
        kept = office.letter_pencil.of(person.id)
        if kept:
            self._run([partial(taken_up, office, one, given) for one in kept], is_kept=True)

    def want(self, wanted: Wanted, pupils: Sequence[Pupil]) -> None:
        """Draft letters of a kind, brothers and sisters together where the school chose that."""
        given = self._gathering()
        pieces = [partial(self._drafted, wanted, pupil, given) for pupil in pupils]
        self._run(pieces, joins=self._office.letters.stationery().siblings)

    def want_each(self, asked: Iterable[tuple[Wanted, Pupil]]) -> None:
        """Draft one letter each, as the policy asks for them."""
        given = self._gathering()
        self._run([partial(self._drafted, wanted, pupil, given) for wanted, pupil in asked])

    def put_right(self, letter: Letter) -> None:
        """Draft the letter that puts another right."""
        self._run([lambda: [correcting(self._office, letter, self._office.today())]])

    def in_english(self, draft: Draft) -> None:
        """Draft a letter anew in English, or in the family's language where it is in English."""
        wanted = replace(draft.wanted, english=not draft.wanted.english)
        pupils = [one.pupil for one in draft.children]
        given = self._gathering()
        pieces = [partial(self._drafted, wanted, pupil, given) for pupil in pupils]
        self._run(pieces, joins=bool(draft.others))

    def stop(self) -> bool:
        """Give up drafting, nothing of it kept; say whether there was any.

        What is being taken up again was written before, and is not given up.
        """
        was_running = self._steps.running and not self._is_kept
        if was_running:
            self._waiting, self._fresh = [], []
            self._steps.stop()
        return was_running

    def put(self, drafts: Sequence[Draft]) -> None:
        """Keep letters as they are now, in the place of those they were.

        Raises:
            NotSavedError: The file could not be written; what was kept before stands.
        """
        new = {_key(one): one for one in drafts}
        kept = {_key(one): new.pop(_key(one), one) for one in self.drafts} | new
        if drafts:
            places = {key: place for place, key in enumerate(kept)}
            pencil_letters(self._office, drafts, [places[_key(one)] for one in drafts])
        self.drafts = list(kept.values())
        self.changed.emit()

    def drop(self, drafts: Sequence[Draft]) -> None:
        """Throw letters away, or let go of those that were issued or held back.

        Raises:
            NotSavedError: The file could not be written; they are still there.
        """
        wipe_pencil(self._office, drafts)
        gone = {_key(one) for one in drafts}
        self.drafts = [one for one in self.drafts if _key(one) not in gone]
        self.changed.emit()

    def ready(self) -> tuple[list[Draft], int]:
        """Return what can be issued, and how many letters were found to say what holds no more.

        Those are drafted anew and have to be looked at again.
        """
        stale = [one for one in self.drafts if is_stale(self._office, one)]
        if stale:
            given = self._gathering()
            self.put([new for one in stale for new in freshened(self._office, one, given)])
        return [one for one in self.drafts if one.is_ready], len(stale)

    def _gathering(self) -> Gathering:
        return Gathering(self._office, self._office.today())

    def _drafted(self, wanted: Wanted, pupil: Pupil, given: Gathering) -> list[Draft]:
        return [draft_letter(self._office, wanted, pupil, given)]

    def _run(
        self,
        pieces: Sequence[Callable[[], list[Draft]]],
        *,
        joins: bool = False,
        is_kept: bool = False,
    ) -> None:
        if self._steps.running:
            self._waiting.append(partial(self._run, pieces, joins=joins, is_kept=is_kept))
            return
        self._fresh, self._refusals = [], {}
        self._joins, self._is_kept = joins, is_kept
        self._steps.run([partial(self._piece, one) for one in pieces])

    def _piece(self, make: Callable[[], list[Draft]]) -> None:
        try:
            self._fresh += make()
        except OfficeError as refusal:
            self._refusals[str(refusal)] = None

    def _on_ended(self) -> None:
        fresh = join_siblings(self._office, self._fresh) if self._joins else self._fresh
        self._fresh = []
        if self._is_kept:  # it is on disk already
            self.drafts = [*fresh, *self.drafts]
            self.changed.emit()
        else:
            with self._saying():
                self.put(fresh)
        self.refused.emit(" ".join(self._refusals))
        if self._waiting:
            self._waiting.pop(0)()

    @contextlib.contextmanager
    def _saying(self) -> Iterator[None]:
        try:
            yield
        except OfficeError as refusal:
            self._refusals[str(refusal)] = None
            self.changed.emit()


def _key(draft: Draft) -> tuple[int, str, int]:
    """Return what tells one draft from another: the child, the series of numbers, what it mends."""
    return draft.pupil.id, draft.template.prefix, draft.mends
