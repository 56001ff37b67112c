"""Referral packs drawn off the window's thread: drafts shown, or issued, kept and printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from officeapp.domain.letter_book import What
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.printing.preview import print_pdf
from officeapp.procedures.issue_letters import note_letters
from officeapp.procedures.issue_packs import keep_packs, plan_packs
from officeapp.procedures.referral_pack import referral_packs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.letter_book import Letter
    from officeapp.domain.pack import Pack
    from officeapp.domain.referral import Purpose
    from officeapp.domain.roll import Pupil
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report
    from officeapp.procedures.issue_packs import PlannedPacks

    Made = tuple[Pack, Letter, bytes]

DRAWING = "Drawing the referral pack"


class PackWork(QObject):
    """Draws packs for a card, one piece of work at a time.

    Signals:
        issued: Packs were entered in the letter book; carries them with their letters and papers.
        refused: Why something was not done.
    """

    issued = Signal(object)
    refused = Signal(str)

    def __init__(self, office: Office, services: WindowServices, card: QWidget) -> None:
        super().__init__(card)
        self._office, self._services, self._card = office, services, card
        self._planned: PlannedPacks | None = None

    def forget(self) -> None:
        """Let nothing be kept that is still being drawn."""
        self._planned = None

    def draft(self, pupil: Pupil, place: int, why: str, purpose: Purpose) -> None:
        """Show a draft of one parent's pack to be printed; nothing is written."""
        try:
            pack = referral_packs(self._office, pupil, why, purpose)[place]
            title = f"Draft referral pack {pack.child}, {pack.parent_name}"
            self._draw([(pack, "")], lambda papers: self._show(papers[0], title))
        except OfficeError as refusal:
            self.refused.emit(str(refusal))

    def issue(self, pupil: Pupil, why: str, purpose: Purpose) -> None:
        """Draw the packs of a child, then enter them in the letter book; the PIN is asked first."""
        try:
            self._planned = planned = plan_packs(self._office, pupil, why, purpose)
            self._office.require_confirmed(Right.REFER)
            pairs = zip(planned.packs, planned.letters, strict=True)
            wanted = [(pack, letter.number) for pack, letter in pairs]
            self._draw(wanted, partial(self._keep, planned))
        except OfficeError as refusal:
            self._refuse(refusal, partial(self.issue, pupil, why, purpose))

    def print_issued(self, made: Made) -> None:
        """Show the paper of a pack that was issued; it is noted as printed when it is."""
        _, letter, paper = made

        def note() -> None:
            note_letters(self._office, [letter], What.PRINTED)

        print_pdf(self._card, paper, letter.number, self._services, before=note)

    def _keep(self, planned: PlannedPacks, papers: list[bytes]) -> None:
        if self._planned is not planned:  # the card was closed meanwhile
            self._services.say("The pack was closed before it was drawn; nothing was issued.")
            return
        try:
            made = keep_packs(self._office, planned, papers)
        except OfficeError as refusal:
            self._refuse(refusal, partial(self._keep, planned, papers))
            return
        self._planned = None
        self.issued.emit(made)

    def _draw(
        self, wanted: Sequence[tuple[Pack, str]], answer: Callable[[list[bytes]], None]
    ) -> None:
        """Draw some packs with their numbers, then hand the papers over.

        Raises:
            TaskRunningError: Other long work has not ended yet.
        """

        def work(report: Report) -> list[bytes]:
            from officeapp.documents.referral_pack import draw_pack

            papers = []
            for place, (pack, number) in enumerate(wanted):
                report(place, len(wanted))
                papers.append(draw_pack(pack, number))
            return papers

        self._services.tasks.run(self._card, DRAWING, work, answer)

    def _show(self, paper: bytes, title: str) -> None:
        print_pdf(self._card, paper, title, self._services)

    def _refuse(self, refusal: OfficeError, again: Callable[[], None]) -> None:
        if not ask_first(self._card, refusal, again):
            self.refused.emit(str(refusal))
