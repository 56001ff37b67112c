"""Late slips: this computer's slip printer, and printing that keeps nobody at the hatch waiting.

What the printer is stands in this computer's own settings, as it is a thing of the desk and not of
the school. A slip is made on the window's thread, sent on a thread of its own, and noted as printed
when the printer has taken it; if it does not, the arrival stands and the status line says so.
"""

from __future__ import annotations

import enum
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from officeapp.domain.late_slip import SlipSize
from officeapp.errors import OfficeError
from officeapp.exchange.slip_printer import ReceiptPrinter, RollWidth, receipt, send
from officeapp.procedures.late_slips import note_printed, slips_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.late import LateArrival
    from officeapp.domain.late_slip import LateSlip

    Say = Callable[[str], None]


class SlipPrinterKind(enum.StrEnum):
    """What slips come out of."""

    NONE = "none"
    SYSTEM = "system"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class SlipSettings:
    """This computer's slip printer.

    Attributes:
        kind: What slips come out of.
        printer: The name of a printer of the system.
        size: What that printer prints on.
        address: Where a receipt printer is: its network name, or the path of its device.
        roll: The width of its paper.
    """

    kind: SlipPrinterKind = SlipPrinterKind.NONE
    printer: str = ""
    size: SlipSize = SlipSize.LABEL
    address: str = ""
    roll: RollWidth = RollWidth.MM_80

    @property
    def is_set(self) -> bool:
        """Say whether slips can be printed."""
        named = {SlipPrinterKind.SYSTEM: self.printer, SlipPrinterKind.RECEIPT: self.address}
        return bool(named.get(self.kind))


def read_settings(settings: QSettings | None) -> SlipSettings:
    """Return this computer's slip printer; none where it was never set, or not readably."""
    if settings is None:
        return SlipSettings()
    try:
        return SlipSettings(
            SlipPrinterKind(str(settings.value("slips/kind", SlipPrinterKind.NONE))),
            str(settings.value("slips/printer", "")),
            SlipSize(str(settings.value("slips/size", SlipSize.LABEL))),
            str(settings.value("slips/address", "")),
            RollWidth[str(settings.value("slips/roll", RollWidth.MM_80.name))],
        )
    except (KeyError, ValueError):
        return SlipSettings()


def keep_settings(settings: QSettings, chosen: SlipSettings) -> None:
    """Keep what this computer's slip printer is."""
    settings.setValue("slips/kind", chosen.kind.value)
    settings.setValue("slips/printer", chosen.printer)
    settings.setValue("slips/size", chosen.size.value)
    settings.setValue("slips/address", chosen.address)
    settings.setValue("slips/roll", chosen.roll.name)
    settings.sync()


def send_slips(slips: list[LateSlip], to: SlipSettings) -> None:
    """Print slips and wait until the printer has taken them; not for the window's thread.

    Raises:
        OfficeError: The printer does not take them.
    """
    if to.kind is SlipPrinterKind.RECEIPT:
        send(ReceiptPrinter(to.address, to.roll), receipt(slips, to.roll))
    elif to.kind is SlipPrinterKind.SYSTEM:
        from PySide6.QtPrintSupport import QPrinter

        from officeapp.documents.late_slip import draw_slips
        from officeapp.gui.printing import sending

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPrinterName(to.printer)
        sending.send(draw_slips(slips, to.size), printer, _nobody_waits)


def _nobody_waits(done: int, total: int) -> None:
    """Take no notice of how far it is: a slip is one page."""


class SlipPrinter(QObject):
    """Prints the slips of late arrivals behind the desk's back. True where a printer is set.

    Signals:
        printed: A slip came out; carries its entry of the late book.
        refused: The printer did not take one; carries what to say.
    """

    printed = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        office: Office,
        settings: QSettings | None,
        say: Say,
        parent: QWidget,
        sender: Callable[[list[LateSlip], SlipSettings], None] = send_slips,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._settings = settings
        self._sender = sender
        self._queue = ThreadPoolExecutor(1, "slips")
        self.printed.connect(self._on_printed)
        self.refused.connect(say)
        self.destroyed.connect(_closing(self._queue))

    def __bool__(self) -> bool:
        return read_settings(self._settings).is_set

    def __call__(self, office: Office, entry: LateArrival) -> None:
        """Print the slip of a late arrival; returns before it comes out."""
        to = read_settings(self._settings)
        if to.is_set:
            self._queue.submit(self._print, slips_of(office, [entry]), to, entry)

    def try_out(self, slip: LateSlip) -> None:
        """Print a slip that stands in no book, to see what comes out."""
        self._queue.submit(self._print, [slip], read_settings(self._settings), None)

    def _print(self, slips: list[LateSlip], to: SlipSettings, entry: LateArrival | None) -> None:
        try:
            self._sender(slips, to)
        except OfficeError as refusal:
            self.refused.emit(str(refusal))
        else:
            self.printed.emit(entry)

    def _on_printed(self, entry: LateArrival | None) -> None:
        if entry is not None and self._office.is_open:
            note_printed(self._office, [entry])


def _closing(queue: ThreadPoolExecutor) -> Callable[[], None]:
    """Return what lets the thread go when the window does; it must not hold the printer itself."""

    def close() -> None:
        queue.shutdown(wait=False)

    return close
