"""Papers shown, and sent to a printer that makes a file of what it prints."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from officeapp.errors import OfficeError
from officeapp.gui.printing.pages import NotAPaperError, Pages
from officeapp.gui.printing.preview import PrintPreview, print_pdf, send_pdf
from officeapp.gui.printing.sending import PRINTER_KEY, PrinterRefusedError, ask_printer, send
from officeapp.gui.tasks import TaskCancelledError

MM = 72 / 25.4
SQUARE = (60 * MM, 200 * MM, 20 * MM)  # left, bottom and side of what each test page has on it

#: Qt warns of a printer that does not begin, before we can say it in words.
qt_says_so = pytest.mark.qt_log_ignore("QPainter::begin", extend=True)


def a_paper(pages: int = 1, *, last_across: bool = False) -> bytes:
    """Return a paper with a black square 60 mm from the left and 200 mm from the foot."""
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=A4)
    for number in range(1, pages + 1):
        if last_across and number == pages:
            canvas.setPageSize(landscape(A4))
        left, bottom, side = SQUARE
        canvas.rect(left, min(bottom, 150 * MM), side, side, fill=1)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


@pytest.fixture
def printer(qapp, tmp_path):
    """Return a printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return printer


@pytest.fixture
def parent(qtbot):
    """Return the widget that a paper belongs to."""
    widget = QWidget()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def report(done, total):
    """Hear how far it is, and let it go on."""


def printed(tmp_path):
    """Return the pages that were printed."""
    return pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())


def square(page) -> list[int]:
    """Return the left, top, right and bottom of what is dark on a page, in millimetres."""
    picture = page.render(scale=1 / MM, grayscale=True)
    wide, dark = picture.stride, [at for at, one in enumerate(bytes(picture.buffer)) if one < 128]
    across, down = [at % wide for at in dark], [at // wide for at in dark]
    return [min(across), min(down), max(across) + 1, max(down) + 1]


@pytest.fixture
def show(qtbot, parent, services):
    """Return what shows a paper as a person sees it, keys and all."""

    def shown(paper, **changes):
        preview = print_pdf(parent, paper, "3 Oak register", services, **changes)
        qtbot.waitUntil(preview.isActiveWindow)
        return preview

    return shown


def text(preview, name) -> str:
    """Return what a part of the preview says."""
    part: QLabel = preview.findChild(QLabel, f"preview.{name}")
    return part.text()


def test_a_page_comes_out_where_it_was_drawn_and_as_large(printer, tmp_path):
    """Seen red with the page stretched to the printer's margins."""
    assert send(a_paper(), printer, report).said == "Sent to printed.pdf: 1 page."
    (page,) = printed(tmp_path)
    drawn = square(pypdfium2.PdfDocument(a_paper())[0])
    assert square(page) == pytest.approx(drawn, abs=1)


def test_a_page_across_comes_out_across(printer, tmp_path):
    send(a_paper(2, last_across=True), printer, report)
    sizes = [page.get_size() for page in printed(tmp_path)]
    assert [width > height for width, height in sizes] == [False, True]


def test_only_the_pages_that_were_chosen_come_out_and_as_often(printer, tmp_path):
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    printer.setCopyCount(2)
    assert send(a_paper(5), printer, report).pages == 4
    assert len(printed(tmp_path)) == 4


def test_cancel_stops_after_the_page_and_leaves_no_half_file(printer, tmp_path):
    """Seen red without the file being taken away."""

    def cancel(done, total):
        if done == 2:
            raise TaskCancelledError("Printing")

    sent = send(a_paper(5), printer, cancel)
    assert sent.said == "Stopped: 2 of 5 pages may still come out."
    assert not (tmp_path / "printed.pdf").exists()


@qt_says_so
def test_a_printer_that_takes_nothing_is_refused_in_words(printer, tmp_path):
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    with pytest.raises(PrinterRefusedError, match=r"choose another printer, then print again\.$"):
        send(a_paper(), printer, report)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 and nothing", b"a list, and no paper"])
def test_what_is_no_paper_is_refused_in_words(content):
    with pytest.raises(NotAPaperError, match="make it once more"):
        Pages(content)


def test_the_preview_turns_its_pages_with_keys(qtbot, show):
    preview = show(a_paper(3))
    for key, said in ((Qt.Key.Key_PageDown, "2 of 3"), (Qt.Key.Key_PageUp, "1 of 3")):
        qtbot.keyClick(preview, key)
        assert text(preview, "where") == f"Page {said}"
    qtbot.waitUntil(lambda: not preview.findChild(QLabel, "preview.page").pixmap().isNull())
    preview.close()


def test_enter_prints_and_the_status_line_says_where(qtbot, show, said, printer):
    preview = show(a_paper(2), ask=lambda *_: printer)
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said == ["Sent to printed.pdf: 2 pages."])
    assert not shiboken6.isValid(preview)


def test_nobody_chooses_a_printer_and_the_paper_stays(qtbot, parent, services, said):
    noted: list[str] = []
    preview = print_pdf(
        parent,
        a_paper(),
        "Paper",
        services,
        before=lambda: noted.append("out"),
        ask=lambda *_: None,
    )
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    assert preview.isVisible()
    assert (noted, said) == ([], [])
    preview.close()


def test_a_paper_that_may_not_leave_stays(qtbot, show, services, printer, tmp_path):
    def refuse():
        msg = "This cannot be noted; try again."
        raise OfficeError(msg)

    preview = show(a_paper(), before=refuse, ask=lambda *_: printer)
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    assert text(preview, "said") == "This cannot be noted; try again."
    assert not services.tasks.running
    assert not (tmp_path / "printed.pdf").exists()
    preview.close()


def test_a_paper_is_saved_as_it_was_drawn_and_noted_once(qtbot, show, monkeypatch, tmp_path):
    noted: list[str] = []
    path = str(tmp_path / "kept")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
    paper = a_paper()
    preview = show(paper, before=lambda: noted.append("out"))
    qtbot.keyClick(preview, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "kept.pdf").read_bytes() == paper
    assert noted == ["out"]


def test_a_lock_takes_the_paper_away(qtbot, parent, services):
    from officeapp.gui.idle import leave_no_trace

    print_pdf(parent, a_paper(), "Paper", services)
    leave_no_trace(parent.window())
    qtbot.waitUntil(lambda: parent.findChild(PrintPreview) is None)


@pytest.mark.parametrize(("pressed", "given"), [(1, True), (0, False)])
def test_the_systems_dialog_is_asked_and_the_printer_remembered(
    parent, settings, monkeypatch, pressed, given
):
    asked: list[tuple[int, int]] = []

    def answer(dialog):
        asked.append((dialog.minPage(), dialog.maxPage()))
        return pressed

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    printer = ask_printer(parent, 7, settings)
    assert (printer is not None, settings.contains(PRINTER_KEY)) == (given, given)
    assert asked == [(1, 7)]


def test_a_lock_that_throws_the_systems_dialog_away_prints_nothing(parent, monkeypatch):
    """Seen red with the dialog asked again once it was gone."""

    def lock(dialog):
        shiboken6.delete(dialog)
        return 1

    monkeypatch.setattr(QPrintDialog, "exec", lock)
    assert ask_printer(parent, 7, None) is None


def test_every_button_of_the_preview_shows_its_key(show):
    preview = show(a_paper())
    for button in preview.findChildren(QPushButton):
        assert "  " in button.text(), button.text()
        assert button.objectName().startswith("preview.")
    preview.close()


@qt_says_so
def test_a_refusal_of_the_printer_is_said_in_the_window(
    qtbot, parent, services, printer, tmp_path, theme
):
    from officeapp.gui.messages import MessageBar

    bar = MessageBar(theme, parent)
    printer.setOutputFileName(str(tmp_path / "no such folder" / "printed.pdf"))
    send_pdf(parent, a_paper(), services, printer)
    qtbot.waitUntil(lambda: "does not take the paper" in bar.text())
