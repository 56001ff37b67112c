"""A paper sent to a printer page by page, off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPainter, QTransform
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

from officeapp.errors import OfficeError
from officeapp.gui.printing.pages import POINTS_PER_INCH, Pages
from officeapp.gui.tasks import TaskCancelledError

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from officeapp.gui.tasks import Report

PRINTER_KEY = "printing/printer"
FINEST = 300  # dots an inch: what a letter needs; finer takes minutes and looks the same
#: What the queue of a printer that others see says of every paper, so that it names no child.
IN_THE_QUEUE = "School office"
PORTRAIT, LANDSCAPE = QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape


class PrinterRefusedError(OfficeError):
    """The printer did not take the paper."""

    def __init__(self, printer: QPrinter) -> None:
        name = printer.printerName() or Path(printer.outputFileName()).name or "The printer"
        super().__init__(
            f"{name} does not take the paper; see that it is switched on and has paper, or "
            "choose another printer, then print again."
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending a paper.

    Attributes:
        pages: How many pages were sent.
        total: How many were to be.
        printer: Where they went.
    """

    pages: int
    total: int
    printer: str

    @property
    def said(self) -> str:
        """Return it as a sentence for the status line."""
        if self.pages < self.total:
            return f"Stopped: {self.pages} of {self.total} pages may still come out."
        pages = "1 page" if self.pages == 1 else f"{self.pages} pages"
        return f"Sent to {self.printer}: {pages}."


def ask_printer(parent: QWidget, pages: int, settings: QSettings | None) -> QPrinter | None:
    """Show the system's print dialog; None where the person changed their mind.

    Args:
        parent: The window it belongs to.
        pages: How many pages may be chosen from.
        settings: Where the printer used last is remembered; None to remember none.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    last = str(settings.value(PRINTER_KEY, "")) if settings else ""
    if last in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(last)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print.system")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    accepted = dialog.exec()
    if not shiboken6.isValid(dialog):  # a lock throws it away
        return None
    dialog.deleteLater()
    if not accepted:
        return None
    if settings:
        settings.setValue(PRINTER_KEY, printer.printerName())
    return printer


def send(paper: bytes | Path, printer: QPrinter, report: Report) -> Sent:
    """Draw the chosen pages of a paper on a printer, at their true size where the sheet allows it.

    Cancel stops after the page being drawn; what was sent may come out all the same, and a file
    that was being made instead is taken away.

    Raises:
        NotAPaperError: The paper cannot be read.
        PrinterRefusedError: The printer does not take it.
    """
    with Pages(paper) as pages:
        numbers = _numbers(pages, printer)
        sent = 0
        painter = QPainter()
        _begin(painter, printer, pages.size(numbers[0]))
        try:
            for number in numbers:
                if sent:
                    _next_sheet(printer, pages.size(number))
                _draw(painter, printer, pages, number)
                sent += 1
                report(sent, len(numbers))
        except TaskCancelledError:
            printer.abort()
        finally:
            painter.end()
    where = printer.printerName() or Path(printer.outputFileName()).name
    if sent < len(numbers) and printer.outputFileName():
        Path(printer.outputFileName()).unlink(missing_ok=True)
    return Sent(sent, len(numbers), where)


def _numbers(pages: Pages, printer: QPrinter) -> list[int]:
    """Return the pages to be drawn, once a copy where the printer makes no copies itself."""
    ranges = printer.pageRanges()
    every = range(1, pages.count + 1)
    chosen = [one for one in every if ranges.isEmpty() or ranges.contains(one)] or list(every)
    return chosen * (1 if printer.supportsMultipleCopies() else printer.copyCount())


def _begin(painter: QPainter, printer: QPrinter, size: tuple[float, float]) -> None:
    printer.setDocName(IN_THE_QUEUE)
    printer.setFullPage(True)
    printer.setPageOrientation(_orientation(size))
    if not painter.begin(printer):
        raise PrinterRefusedError(printer)


def _next_sheet(printer: QPrinter, size: tuple[float, float]) -> None:
    printer.setPageOrientation(_orientation(size))
    if not printer.newPage():
        raise PrinterRefusedError(printer)


def _orientation(size: tuple[float, float]) -> QPageLayout.Orientation:
    return LANDSCAPE if size[0] > size[1] else PORTRAIT


def _draw(painter: QPainter, printer: QPrinter, pages: Pages, number: int) -> None:
    """Draw a page in the middle of the sheet, smaller only where it would not fit."""
    size = pages.size(number)
    image = pages.image(number, min(FINEST, printer.resolution()))
    sheet = printer.paperRect(QPrinter.Unit.Point)
    if (sheet.width() > sheet.height()) != (size[0] > size[1]):  # it does not turn between pages
        image, size = _turned(image), (size[1], size[0])
    scale = min(1.0, sheet.width() / size[0], sheet.height() / size[1])
    width, height = size[0] * scale, size[1] * scale
    dots = printer.resolution() / POINTS_PER_INCH
    left, top = (sheet.width() - width) / 2, (sheet.height() - height) / 2
    painter.drawImage(QRectF(left * dots, top * dots, width * dots, height * dots), image)


def _turned(image: QImage) -> QImage:
    return image.transformed(QTransform().rotate(90))
