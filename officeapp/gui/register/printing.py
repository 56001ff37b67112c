"""The register in view as paper: what is read for it, shown before it is printed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from officeapp.domain.codes import AFTERNOON, NOT_ON_ROLL
from officeapp.domain.school_year import short_day
from officeapp.gui.prompts import refusals
from officeapp.gui.register.grid_model import AMENDED, CLOSED, PENCIL, PREMARKED
from officeapp.gui.register.legend import COMMON
from officeapp.gui.register.page import Page, titles

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.documents.register_sheet import PaperMark, PaperRegister
    from officeapp.domain.register import Written
    from officeapp.gui.register.grid_model import Cell
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.tasks import Report


def paper_of(office: Office, page: Page, *, blank: bool) -> PaperRegister:
    """Return a page of a class and a week as it is to be printed; pencil is left out."""
    from officeapp.documents.register_sheet import PaperRegister

    school_class = None
    if page.view.school_class is not None:
        school_class = office.roll.school_class(page.view.school_class)
    codes = {code.code: code.word for code in office.codes.on(page.columns[0].day)}
    known = [code for code in COMMON if code in codes]
    person = office.person
    by = f" by {person.name}, {person.post}" if person else ""
    return PaperRegister(
        school=office.school.card().name,
        class_name=school_class.name if school_class else "Whole school",
        teacher=school_class.teacher if school_class else "",
        week=titles(page.view, page.columns)[0],
        sessions=[(column.day, column.session) for column in page.columns],
        closed=_closed_days(page),
        pupils=[
            (line.name, _marks(office, page, row, blank=blank))
            for row, line in enumerate(page.rows)
        ],
        key=_key({code: codes[code] for code in known}),
        amendments=[] if blank else _amendments(office, page),
        printed=f"Printed {short_day(office.today())} {office.now():%Y, %H:%M}{by}",
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A register on paper.

    Attributes:
        paper: The PDF.
        missing: Letters of names that the typeface cannot print.
    """

    paper: bytes
    missing: str


def draw(paper: PaperRegister, _report: Report) -> Drawn:
    """Return the PDF; runs off the window's thread, on plain values."""
    from officeapp.documents.layout import letters_missing
    from officeapp.documents.register_sheet import draw_register

    missing = letters_missing("".join(name for name, _ in paper.pupils))
    return Drawn(draw_register(paper), missing)


def file_name(paper: PaperRegister, *, blank: bool) -> str:
    """Return what the file is called, without what a file's name may not hold."""
    first = paper.sessions[0][0]
    kind = "blank register" if blank else "register"
    name = f"{paper.class_name} {kind} {first.isoformat()}"
    return "".join(c if c.isalnum() or c in " -" else "_" for c in name)


class Printer(QObject):
    """Prints pages: drawn off the window's thread, then shown."""

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._office = office
        self._services = services

    def print_page(self, page: Page, *, blank: bool) -> None:
        """Draw a page of the register and show it."""
        if not page.rows:
            self._services.say("Nobody is in this class then; there is nothing to print.")
            return
        paper = paper_of(self._office, page, blank=blank)
        opened = partial(self._on_drawn, file_name(paper, blank=blank))
        with refusals(self._owner):
            self._services.tasks.run(
                self._owner, "Drawing the register", partial(draw, paper), opened
            )

    def _on_drawn(self, name: str, drawn: Drawn) -> None:
        with refusals(self._owner):
            if drawn.missing:
                self._services.say(f"The paper lacks these letters of names: {drawn.missing}")
            from officeapp.gui.printing.preview import print_pdf

            print_pdf(self._owner, drawn.paper, name, self._services)


def _marks(office: Office, page: Page, row: int, *, blank: bool) -> list[PaperMark]:
    from officeapp.documents.register_sheet import PaperMark

    line = page.rows[row]
    found = []
    for at, symbol in enumerate(line.marks):
        shut = symbol in (CLOSED, NOT_ON_ROLL)
        if blank or shut or line.signs[at] in (PENCIL, PREMARKED):
            found.append(PaperMark(shut=shut))
            continue
        before = None
        if line.signs[at] == AMENDED:
            written = _history(office, page, (row, at))
            before = written[0].mark.code if written else None
        found.append(PaperMark(office.codes.code(symbol), before))
    return found


def _amendments(office: Office, page: Page) -> list[str]:
    said = []
    for row, line in enumerate(page.rows):
        for at, sign in enumerate(line.signs):
            if sign == AMENDED:
                written = _history(office, page, (row, at))
                column = page.columns[at]
                when = f"{short_day(column.day)} {column.session.lower()}"
                said += [
                    f"{line.name}, {when}: {_said(earlier, later)}"
                    for earlier, later in itertools.pairwise(written)
                ]
    return said


def _said(earlier: Written, later: Written) -> str:
    by = later.by
    return (
        f"{earlier.mark.code or 'no mark'} to {later.mark.code or 'no mark'}, {later.mark.reason}; "
        f"{by.name}, {by.post}, {short_day(by.at.date())} {by.at:%Y, %H:%M}"
    )


def _history(office: Office, page: Page, cell: Cell) -> list[Written]:
    column = page.columns[cell[1]]
    return office.register.history(page.rows[cell[0]].pupil, column.day, column.session)


def _closed_days(page: Page) -> dict[dt.date, str]:
    """Return the days closed to everybody on the page."""
    if not page.rows:
        return {}
    shared = set.intersection(*[set(row.closed) for row in page.rows])
    closed = page.rows[0].closed
    return {page.columns[at].day: closed[at] for at in sorted(shared)}


def _key(codes: dict[str, str]) -> str:
    parts = [f"/ morning and {AFTERNOON} afternoon: present"]
    parts += [f"{code} {word}" for code, word in codes.items() if code != "/"]
    return " · ".join(parts)
