"""A referral pack on paper: one PDF for each parent, indexed, with its pages counted through.

The parts are drawn each by itself, then joined. Each begins on a page of its own.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportlab.pdfgen.canvas import Canvas

from officeapp.documents.certificate import draw_certificate
from officeapp.documents.flow import Flow
from officeapp.documents.joined import joined, pages_in
from officeapp.documents.layout import FONT, LANGUAGE, load_fonts
from officeapp.documents.leave_form import draw_leave_form
from officeapp.documents.letter import draw_letters, latin
from officeapp.documents.sheets import Furniture, draw_furniture
from officeapp.domain.letter_paper import DRAFT
from officeapp.domain.school_year import long_day, short_day

if TYPE_CHECKING:
    from officeapp.domain.pack import Pack, PackField, PackLetter

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
NOTHING = "There is none."
EXTRACT = (
    "As the register has them, morning then afternoon; a dot is no mark, a dash is not on roll. In "
    "square brackets stand the sessions that this referral relies on; no earlier referral of this "
    "school relied on them."
)
COPIES = (
    "Each letter to this parent follows as it was sent, marked as a copy. How it was sent is what "
    "the letter book notes."
)


KNOWN = (
    "As far as this school knows. Only the authority knows notices of other issuers; please check "
    "your own record."
)


class Part(NamedTuple):
    """One part of a pack.

    Attributes:
        title: Its line in the index.
        paper: Its PDF.
    """

    title: str
    paper: bytes


def draw_pack(pack: Pack, number: str) -> bytes:
    """Return a pack as a PDF, A4 upright.

    Args:
        pack: What is referred.
        number: Its number in the letter book; empty for a draft, which says so on every page.
    """
    load_fonts()
    parts = _parts(pack, number)
    counts = [pages_in(part.paper) for part in parts]
    own = pages_in(_index(pack, number, parts, counts, 1))
    papers = [_index(pack, number, parts, counts, own), *(part.paper for part in parts)]
    return joined(papers, latin(_below(pack, number)), "" if number else DRAFT)


def _below(pack: Pack, number: str) -> str:
    return f"Referral pack {number}".strip() + f" · {pack.child} · {pack.parent_name}"


def _parts(pack: Pack, number: str) -> list[Part]:
    mark = "" if number else DRAFT
    found = [Part("Referral form", _form(pack))]
    for one in pack.certificates:
        years = f"{long_day(one.span.first)} to {long_day(one.span.last)}"
        paper = draw_certificate(one, number, mark)
        found.append(Part(f"Certificate of attendance, {years}", paper))
    found.append(Part("Register extract, sessions relied on marked", _extract(pack)))
    for form in pack.leave:
        title = f"Leave: request of {form.applicant or 'the family'}, {form.first}, and decision"
        found.append(Part(title, draw_leave_form(form)))
    found.append(Part("Letters to this parent, how and when sent", _letters(pack)))
    for letter in pack.letters:
        what = "Notice to improve" if letter.is_notice else "Letter"
        title = f"{what} {letter.number} of {long_day(letter.day)}: {letter.subject}"
        found.append(Part(title, _letter(pack, letter, mark)))
    if pack.notices:
        found.append(Part("Penalty notices to this parent", _notices(pack)))
    found.append(Part("Chronology of support and contacts", _chronology(pack)))
    found.append(Part("Plans and contracts", _plans(pack)))
    return found


def _letter(pack: Pack, letter: PackLetter, mark: str) -> bytes:
    paper = replace(letter.paper, mark=mark) if mark else letter.paper
    return draw_letters([paper], pack.letterhead)


def _index(pack: Pack, number: str, parts: list[Part], counts: list[int], own: int) -> bytes:
    flow = Flow()
    flow.words(f"About {latin(pack.child)} and {latin(pack.parent_name)}", 12)
    flow.words(f"To {latin(pack.authority)}. What is asked for: {pack.asked_for}.", 10)
    flow.words("There is one pack for each parent and each child.", 9)
    if pack.gaps:
        flow.heading("Lacking: this pack cannot be sent yet")
        rows = [(latin(one.said), "look at it" if one.look else "mend it") for one in pack.gaps]
        flow.table(("What", "To do"), (0.85, 0.15), rows)
    flow.heading("What is in this pack")
    begins, rows = own + 1, []
    for part, count in zip(parts, counts, strict=True):
        pages = f"{begins} to {begins + count - 1}" if count > 1 else str(begins)
        rows.append((latin(part.title), pages))
        begins += count
    flow.table(("Part", "Pages"), (0.86, 0.14), rows)
    return _drawn(pack, flow, f"Referral for {pack.asked_for}", number)


def _form(pack: Pack) -> bytes:
    flow = Flow()
    for group in pack.groups:
        flow.heading(group.heading)
        rows = [(latin(one.label), latin(one.value) or _blank(one)) for one in group.fields]
        flow.table(("Asked", "Answer"), (0.34, 0.66), rows)
    flow.heading("Signed")
    flow.words(" ", 14)
    flow.words(f"{'.' * 70}   Date {'.' * 30}", 10)
    flow.words(latin(pack.head), 10)
    return _drawn(pack, flow, "Referral form")


def _blank(field: PackField) -> str:
    """Return what stands for a field that is filled in by hand: boxes for what is declared."""
    return "[    ] yes   [    ] no" if field.name.startswith("declared_") else ""


def _extract(pack: Pack) -> bytes:
    flow = Flow()
    flow.words(EXTRACT)
    rows = [(f"{short_day(one.monday)} {one.monday.year}", *one.days) for one in pack.weeks]
    flow.table(("Week of", *WEEKDAYS), (0.2, *[0.16] * 5), rows)
    flow.heading(f"The sessions relied on: {len(pack.relied)}")
    said = [
        (
            f"{short_day(one.day)} {one.day.year} {one.session.value}",
            one.code,
            one.meaning,
            latin(one.comment),
            latin(one.entered),
        )
        for one in pack.relied
    ]
    headings = ("Session", "Code", "Meaning", "Comment", "Written by, when")
    flow.table(headings, (0.18, 0.06, 0.25, 0.21, 0.3), said)
    return _drawn(pack, flow, "Register extract")


def _letters(pack: Pack) -> bytes:
    flow = Flow()
    flow.words(COPIES if pack.letters else NOTHING)
    rows = [
        (
            one.number,
            f"{one.day:%d.%m.%Y}",
            latin(one.subject),
            latin(one.sent) or "not noted",
            "notice to improve" if one.is_notice else "",
        )
        for one in pack.letters
    ]
    flow.table(("Number", "Date", "Letter", "Sent", "Which"), (0.14, 0.11, 0.35, 0.24, 0.16), rows)
    return _drawn(pack, flow, "Letters to this parent")


def _notices(pack: Pack) -> bytes:
    flow = Flow()
    flow.words(KNOWN)
    rows = [tuple(latin(cell) for cell in row) for row in pack.notices]
    headings = ("Issued", "For", "It asks for", "What became of it")
    flow.table(headings, (0.16, 0.4, 0.24, 0.2), rows)
    return _drawn(pack, flow, "Penalty notices to this parent")


def _chronology(pack: Pack) -> bytes:
    flow = Flow()
    if not pack.chronology:
        flow.words(NOTHING)
    rows = [
        (f"{short_day(one.day)} {one.day.year}", one.kind, latin(one.words), latin(one.who))
        for one in pack.chronology
    ]
    headings = ("Day", "What", "What was said or done", "Written by")
    flow.table(headings, (0.15, 0.12, 0.5, 0.23), rows)
    return _drawn(pack, flow, "Chronology of support and contacts")


def _plans(pack: Pack) -> bytes:
    flow = Flow()
    if not pack.plans:
        flow.words(NOTHING)
    for one in pack.plans:
        flow.heading(one.title)
        lines = [(label, latin(words)) for label, words in one.lines]
        flow.table(("About", "As agreed"), (0.24, 0.76), lines)
        targets = [tuple(latin(cell) for cell in row) for row in one.targets]
        flow.table(("Target", "Who", "By", "Met"), (0.5, 0.2, 0.15, 0.15), targets)
    return _drawn(pack, flow, "Plans and contracts")


def _drawn(pack: Pack, flow: Flow, title: str, number: str = "") -> bytes:
    """Return a flow as a paper of its own."""
    paper = io.BytesIO()
    below = f"{latin(pack.child)} · {latin(pack.parent_name)}"
    on = Furniture(title, below, latin(pack.school), latin(pack.printed))
    canvas = Canvas(paper, pagesize=on.page, lang=LANGUAGE, initialFontName=FONT, pageCompression=1)
    canvas.setTitle(f"{title}: {below}")
    canvas.setAuthor(on.school)
    canvas.setSubject(number)
    pages = flow.painters()
    for place, paint in enumerate(pages, 1):
        draw_furniture(canvas, on, f"{title}, {place} of {len(pages)}")
        paint(canvas)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()
