"""Row S12: a referral pack of thirty pages, from the file to the finished PDF."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.measure import in_turn, measured
from officeapp.documents.joined import pages_in
from officeapp.documents.referral_pack import draw_pack
from officeapp.domain.pack import PackLetter
from officeapp.domain.policy_law import PENALTY_NOTICE
from officeapp.procedures.draft_letters import Wanted, draft_letter, papers
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.referral_pack import referral_packs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.schools import Schools
    from officeapp.books.office import Office
    from officeapp.domain.pack import Pack
    from officeapp.domain.roll import Pupil

PAGES = 30


def referral_pack(schools: Schools) -> Iterator[object]:
    """S12: a pack put together, drawn and joined; floor: its words on a bare canvas."""
    with schools.open("small", read_only=True) as office:
        pupil = _referred(office)
        draft = draft_letter(office, Wanted("concern"), pupil, Gathering(office, office.today()))
        letter = PackLetter("A26-0001", draft.day, "Attendance", "posted", False, papers(draft)[0])  # noqa: FBT003  # a field, named in the record
        short = pages_in(draw_pack(_made(office, pupil, letter, 0), ""))
        work = partial(_drawn, office, pupil, letter, PAGES - short)
        paper = work()
        assert pages_in(paper) == PAGES  # noqa: S101  # a row of fewer pages is no row
        mine, floor = in_turn(work, _floor(paper), 9)
        size = f"{len(paper) // PAGES // 1000} kB a page"
        yield measured(f"referral pack of {PAGES} pages, {size}", mine, floor, "under 2 s")


def _referred(office: Office) -> Pupil:
    from officeapp.books.thresholds import Watch

    met = Watch(office, office.today()).met()
    return next(
        one.pupil
        for one in met
        if one.rule.id == PENALTY_NOTICE
        and any(tie.parental_responsibility for tie, _ in office.contacts.of(one.pupil.id))
    )


def _made(office: Office, pupil: Pupil, letter: PackLetter, many: int) -> Pack:
    return replace(referral_packs(office, pupil)[0], letters=(letter,) * many)


def _drawn(office: Office, pupil: Pupil, letter: PackLetter, many: int) -> bytes:
    return draw_pack(_made(office, pupil, letter, many), "")


def _floor(paper: bytes) -> Callable[[], object]:
    """Return what draws the words of a paper on a bare canvas."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    from officeapp.documents.layout import FONT, load_fonts

    load_fonts()
    opened: Any = pypdfium2.PdfDocument  # it has no types
    document = opened(paper)
    pages = [page.get_textpage().get_text_range().splitlines() for page in document]

    def draw() -> bytes:
        whole = io.BytesIO()
        canvas = Canvas(whole, pageCompression=1)
        for lines in pages:
            canvas.setFont(FONT, 8)
            for place, line in enumerate(lines):
                canvas.drawString(40, 820 - 9 * place, line)
            canvas.showPage()
        canvas.save()
        return whole.getvalue()

    return draw


ROWS = {"S12": referral_pack}
