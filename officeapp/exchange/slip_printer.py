"""Late slips for receipt printers: the bytes, and the way to the printer.

The printer's letters are those of code page 858. What is not among them is spelled with plain ones
('Święcicka' becomes 'Swiecicka'), so that no name is ever printed with a question mark in it.
"""

from __future__ import annotations

import enum
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

from officeapp.errors import OfficeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from officeapp.domain.late_slip import LateSlip

_CODE_PAGE = "cp858"
_PORT = 9100
_WAIT_SECONDS = 4


class RollWidth(enum.Enum):
    """The paper roll of a receipt printer, with the letters it takes in a line."""

    MM_58 = 32
    MM_80 = 48

    @property
    def words(self) -> str:
        """Return what the roll is called: '58 mm'."""
        return "58 mm" if self is RollWidth.MM_58 else "80 mm"


@dataclass(frozen=True, slots=True)
class ReceiptPrinter:
    """Where a receipt printer is.

    Attributes:
        address: Its network name or number, 'host' or 'host:port'; or a device file's path, which
            begins with a slash.
        roll: The width of its paper.
    """

    address: str
    roll: RollWidth = RollWidth.MM_80


class NoPrinterError(OfficeError):
    """A receipt printer did not answer."""

    def __init__(self, address: str, detail: str) -> None:
        super().__init__(
            f"The slip printer at {address} did not answer ({detail}). The arrival is entered; "
            "look at the printer, then print the slip again."
        )


def plain(text: str) -> str:
    """Return a text in letters that the printer has; letters it lacks are spelled out."""
    kept = []
    for letter in text:
        try:
            letter.encode(_CODE_PAGE)
        except UnicodeEncodeError:
            kept.append(anyascii(letter))
        else:
            kept.append(letter if letter.isprintable() else " ")
    return "".join(kept)


def receipt(slips: Sequence[LateSlip], roll: RollWidth) -> bytes:
    """Return what a receipt printer prints for some slips, each cut off."""
    printer = _library().printer.Dummy()
    for slip in slips:
        _print(printer, slip, roll.value)
    return bytes(printer.output)


def send(printer: ReceiptPrinter, data: bytes) -> None:
    """Send bytes to a receipt printer; not to be called on the window's thread.

    Raises:
        NoPrinterError: The printer did not answer, or its device is not there.
    """
    library = _library()
    try:
        found = _opened(library.printer, printer.address)
        try:
            found._raw(data)  # noqa: SLF001 - the library's own way to send what it made
        finally:
            found.close()
    except (OSError, library.exceptions.Error, ValueError) as error:
        raise NoPrinterError(printer.address, str(error).strip() or "no answer") from error


@functools.cache
def _library() -> Any:
    """Return the library of receipt printers, imported once; it leaves a folder, which goes."""
    import shutil

    import escpos.capabilities
    import escpos.exceptions
    import escpos.printer

    shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    return escpos


def _opened(printers: Any, address: str) -> Any:
    if address.startswith("/"):
        return printers.File(address)
    host, _, port = address.partition(":")
    return printers.Network(host, port=int(port) if port else _PORT, timeout=_WAIT_SECONDS)


def _print(printer: Any, slip: LateSlip, letters: int) -> None:
    printer.set(align="center", bold=False, normal_textsize=True)
    _lines(printer, slip.school, letters)
    printer.set(align="center", bold=True, normal_textsize=True)
    _lines(printer, slip.title, letters)
    printer.set(align="center", bold=True, double_width=True, double_height=True)
    _lines(printer, slip.pupil, letters // 2)
    printer.set(align="center", bold=True, normal_textsize=True)
    _lines(printer, slip.class_name, letters)
    printer.set(align="center", bold=False, normal_textsize=True)
    for text in (slip.arrived, slip.marked, slip.numbered):
        _lines(printer, text, letters)
    printer.cut()


def _lines(printer: Any, text: str, letters: int) -> None:
    """Print a text in lines that fit, broken between words."""
    import textwrap

    for line in textwrap.wrap(plain(text), letters) or [""]:
        printer.textln(line)
