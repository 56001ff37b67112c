"""Is the installed program whole: every part that ships is used once on a throw-away school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp import paths
from officeapp.domain.school_year import Session
from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.books.office import Office

    Step = Callable[[Office], None]

PAPER = "a printed register"
LETTERS = "the letters"
LEGIBLE = 72  # dots an inch
PREVIEW = "the preview of a paper"


class PartMissingError(UnreadableFileError):
    """A part of the program is not there."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is missing; install the program again.")


def steps() -> list[tuple[str, Step]]:
    """Return what is tried, each with its name."""
    return [
        ("the school file", _file),
        ("codes", _codes),
        ("icons, fonts and texts", _resources),
        (PAPER, _paper),
        (LETTERS, _letters),
    ]


def _file(office: Office) -> None:
    from officeapp.books.check import check

    faults = check(office)
    if faults:
        raise PartMissingError(faults[0].what)


def _codes(office: Office) -> None:
    if not office.codes.on(office.today()):
        msg = "The list of codes"
        raise PartMissingError(msg)


def _resources(office: Office) -> None:
    del office
    for pattern in ("icons/*.svg", "theme/*.toml", "theme/*.qss", "fonts/*.ttf", "help/*.md"):
        folder, _, ending = pattern.partition("/")
        if not list(paths.resource(folder).glob(ending)):
            raise PartMissingError(pattern)


def _letters(office: Office) -> None:
    from officeapp.books.letters import shipped
    from officeapp.documents.letter import draw_letters
    from officeapp.domain.letter_facts import SAMPLE
    from officeapp.domain.letter_paper import DRAFT, LetterPaper
    from officeapp.domain.letters import fill
    from officeapp.domain.recipients import Recipient
    from officeapp.procedures.draft_letters import letterhead

    to = Recipient((), "Ms Zoë Święcicka", "Ms Święcicka", ("1 Mill Lane",))
    sheets = [
        LetterPaper("", SAMPLE["today"], to, fill(template, SAMPLE), (), "Self-test", mark=DRAFT)
        for template in shipped().values()
    ]
    if not sheets or not draw_letters(sheets, letterhead(office)).startswith(b"%PDF"):
        raise PartMissingError(LETTERS)


def _paper(office: Office) -> None:
    from officeapp.documents.register_sheet import PaperMark, PaperRegister, draw_register

    today = office.today()
    sheet = draw_register(
        PaperRegister(
            school=office.school.card().name,
            class_name="Self-test",
            teacher="",
            week="This week",
            sessions=[(today, Session.AM)],
            closed={},
            pupils=[("Święcicka, Zoë", [PaperMark("/")])],
            key="",
            amendments=[],
            printed="",
        )
    )
    if not sheet.startswith(b"%PDF"):
        raise PartMissingError(PAPER)
    from officeapp.gui.printing.pages import Pages

    with Pages(sheet) as pages:
        if pages.image(1, LEGIBLE).isNull():
            raise PartMissingError(PREVIEW)
