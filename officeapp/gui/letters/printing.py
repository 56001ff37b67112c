"""Letters drawn off the window's thread, shown, and printed or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.letter_book import What
from officeapp.domain.letter_paper import COPY, DRAFT
from officeapp.errors import OfficeError
from officeapp.gui.letters.pictures import in_latin_words
from officeapp.gui.printing.preview import print_pdf
from officeapp.procedures.certificate import certificate, issue_certificate, require_whole
from officeapp.procedures.draft_letters import letterhead
from officeapp.procedures.issue_letters import note_letters
from officeapp.procedures.letter_copies import papers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from officeapp.domain.letter_book import Letter
    from officeapp.domain.letter_paper import Letterhead, LetterPaper
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_year import Span
    from officeapp.gui.screen import Screen
    from officeapp.gui.tasks import Report

DRAWING = "Drawing letters"


def print_letters(
    screen: Screen, letters: Sequence[Letter], *, copy: bool, may_print: Callable[[str], bool]
) -> str:
    """Draw letters with progress and Cancel, then show them to be printed; note it as they leave.

    Args:
        screen: The screen they are printed from.
        letters: The letters.
        copy: Whether they are printed again, and say so.
        may_print: Is told what is printed in Latin letters, where there is any, before anything is
            shown; says whether it is shown now.

    Returns:
        Why some of them are not printed; empty for none.

    Raises:
        TaskRunningError: Other long work has not ended yet.
    """
    office, services = screen.office, screen.services
    if len(letters) == 1 and not letters[0].copies:
        return _print_kept(screen, letters[0])
    sheets: list[LetterPaper] = []
    drawn: list[Letter] = []
    refusals: dict[str, None] = {}
    for letter in letters:
        try:
            sheets += papers_of(office, letter, COPY if copy else "")
            drawn.append(letter)
        except OfficeError as refusal:
            refusals[str(refusal)] = None
    if not sheets:
        return " ".join(refusals)
    head, duplex = letterhead(office), office.letters.stationery().duplex

    def work(report: Report) -> tuple[bytes, str]:
        return draw(sheets, head, report, duplex=duplex), in_latin_words(sheets)

    def note() -> None:
        note_letters(office, drawn, What.COPIED if copy else What.PRINTED)

    def answer(drawn_and_said: tuple[bytes, str]) -> None:
        paper, said = drawn_and_said
        if said and not may_print(said):
            return
        title = drawn[0].number if len(drawn) == 1 else f"{len(drawn)} letters"
        print_pdf(screen, paper, title, services, before=note)

    services.tasks.run(screen, DRAWING, work, answer)
    return " ".join(refusals)


def print_certificate(screen: Screen, pupil: Pupil, span: Span, *, issue: bool) -> str:
    """Show a certificate to be printed: a draft, or issued and kept first.

    Returns:
        What was done, for the status line.

    Raises:
        OfficeError: The register has gaps, the period is not over, or the person may not.
    """
    from officeapp.documents.certificate import draw_certificate

    office = screen.office
    found = certificate(office, pupil, span)
    require_whole(office, found)
    if not issue:
        paper = draw_certificate(found, "", DRAFT)
        print_pdf(screen, paper, f"Draft certificate {pupil.called}", screen.services)
        return f"A draft for {pupil.called}; it has no number."
    letter, paper = issue_certificate(office, found, draw_certificate)

    def note() -> None:
        note_letters(office, [letter], What.PRINTED)

    print_pdf(screen, paper, letter.number, screen.services, before=note)
    return f"Certificate {letter.number} for {pupil.called} is issued and kept."


def _print_kept(screen: Screen, letter: Letter) -> str:
    """Show the paper of a certificate or a pack as it was kept, marked as a copy."""
    from officeapp.documents.joined import marked

    office = screen.office

    def note() -> None:
        note_letters(office, [letter], What.COPIED)

    paper = marked(office.letters.paper(letter), COPY)
    print_pdf(screen, paper, f"Copy of {letter.number}", screen.services, before=note)
    return ""


def draw(
    sheets: Sequence[LetterPaper],
    head: Letterhead,
    report: Report | None = None,
    *,
    duplex: bool = False,
) -> bytes:
    """Draw letters as one PDF."""
    from officeapp.documents.letter import draw_letters

    return draw_letters(sheets, head, report, duplex=duplex)
