"""School, Printers: what late slips come out of at this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QComboBox, QLineEdit
from typing_extensions import override

from officeapp.domain.late_slip import LateSlip, SlipSize
from officeapp.domain.school_year import Session
from officeapp.errors import OfficeError
from officeapp.exchange.slip_printer import RollWidth
from officeapp.gui.school.form import Form
from officeapp.gui.school.section import FormSection
from officeapp.gui.slips import (
    SlipPrinter,
    SlipPrinterKind,
    SlipSettings,
    keep_settings,
    read_settings,
)
from officeapp.gui.widgets.cards import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

_KINDS = {
    SlipPrinterKind.NONE: "No slips are printed",
    SlipPrinterKind.SYSTEM: "A printer of this computer",
    SlipPrinterKind.RECEIPT: "A receipt printer",
}


class NoPrinterChosenError(OfficeError):
    """A kind of printer was chosen without saying which."""

    def __init__(self) -> None:
        super().__init__(
            "Say which printer it is: choose its name, or type where the receipt printer is."
        )


class SlipPrinterForm(Form):
    """What late slips come out of."""

    def __init__(self, services: WindowServices, parent: QWidget) -> None:
        super().__init__(services.theme, "school.printers.slips", "Save", parent)
        self._settings = services.settings
        self._kind, self._printer, self._size = QComboBox(self), QComboBox(self), QComboBox(self)
        self._address, self._roll = QLineEdit(self), QComboBox(self)
        self._address.setPlaceholderText("192.168.1.20, or /dev/usb/lp0")
        for kind, words in _KINDS.items():
            self._kind.addItem(words, kind)
        for size in SlipSize:
            self._size.addItem(size.value, size)
        for roll in RollWidth:
            self._roll.addItem(roll.words, roll)
        self.grid.add("Late slips", self._kind, "school.printers.kind", wide=True)
        self.grid.add("Printer", self._printer, "school.printers.printer")
        self.grid.add("Printed on", self._size, "school.printers.size")
        self.grid.add("Receipt printer at", self._address, "school.printers.address")
        self.grid.add("Paper roll", self._roll, "school.printers.roll")
        self._kind.currentIndexChanged.connect(self._show_what_matters)

    def fill(self) -> None:
        """Show what is set."""
        stands = read_settings(self._settings)
        names = QPrinterInfo.availablePrinterNames()
        self._printer.clear()
        self._printer.addItems(sorted({*names, stands.printer} - {""}))
        self._printer.setCurrentText(stands.printer)
        self._kind.setCurrentIndex(self._kind.findData(stands.kind))
        self._size.setCurrentIndex(self._size.findData(stands.size))
        self._address.setText(stands.address)
        self._roll.setCurrentIndex(self._roll.findData(stands.roll))
        self._show_what_matters()
        self.say(
            "A slip comes out for each late arrival. It says name, class, time, minutes, mark and "
            "the reason of the list, and nothing else."
        )

    def write(self) -> SlipSettings:
        """Keep what is chosen, and return it.

        Raises:
            NoPrinterChosenError: It is not said which printer.
        """
        chosen = SlipSettings(
            SlipPrinterKind(self._kind.currentData()),
            self._printer.currentText(),
            SlipSize(self._size.currentData()),
            self._address.text().strip(),
            RollWidth(self._roll.currentData()),
        )
        if chosen.kind is not SlipPrinterKind.NONE and not chosen.is_set:
            raise NoPrinterChosenError
        if self._settings is not None:
            keep_settings(self._settings, chosen)
        return chosen

    def _show_what_matters(self) -> None:
        kind = self._kind.currentData()
        for field in (self._printer, self._size):
            field.setEnabled(kind is SlipPrinterKind.SYSTEM)
        self._address.setEnabled(kind is SlipPrinterKind.RECEIPT)
        self._roll.setEnabled(kind is SlipPrinterKind.RECEIPT)


class PrintersSection(FormSection):
    """Which printer slips come out of here; Enter changes it, F7 prints one to see."""

    name: ClassVar[str] = "school.printers"
    title: ClassVar[str] = "Printers"

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._form = SlipPrinterForm(services, self.pages)
        self._stands = label("", "text", self)
        self._stands.setObjectName("school.printers.stands")
        self._stands.setWordWrap(True)
        self._change = self.add_act("Change", "F2", "change", self._open)
        self._try = self.add_act("Print a slip to see", "F7", "try", self._try_out)
        self._slips = SlipPrinter(office, services.settings, self._say, self)
        self._slips.printed.connect(self._on_printed)
        self.inside.addWidget(self._stands)
        self.inside.addStretch(1)
        self.pages.addWidget(self.lists)
        self.add_form(self._form, self._write)

    @override
    def refresh(self) -> None:
        """Say what is set."""
        stands = read_settings(self.services.settings)
        self._stands.setText(words_of(stands))
        self._try.setEnabled(stands.is_set)

    @override
    def focus_first(self) -> None:
        """Go to the button that changes it."""
        self._change.setFocus()

    def _open(self) -> None:
        self.open_form(self._form, "slips", "Late slips", self._form.fill)

    def _write(self) -> None:
        chosen = self._form.write()
        self.refresh()
        self.has_saved(words_of(chosen))

    def _try_out(self) -> None:
        if self._slips:
            self.begin_again()
            now = self.office.now()
            school = self.office.school.card().name
            slip = LateSlip(
                school, "A child's name", "Class", now.date(), Session.AM, now.time(),
                "L", "late", 5, "To see", 0,
            )  # fmt: skip
            self._slips.try_out(slip)

    def _say(self, refusal: str) -> None:
        self.refused.say(refusal)

    def _on_printed(self) -> None:
        self.has_saved("The printer took a slip.")


def words_of(stands: SlipSettings) -> str:
    """Return in words what late slips come out of."""
    if stands.kind is SlipPrinterKind.SYSTEM:
        return f"Late slips are printed on {stands.printer}, {stands.size.value}."
    if stands.kind is SlipPrinterKind.RECEIPT:
        return (
            f"Late slips are printed on the receipt printer at {stands.address}, "
            f"{stands.roll.words}."
        )
    return "No late slips are printed at this computer."
