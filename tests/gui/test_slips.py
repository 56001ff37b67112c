"""Late slips behind the desk's back: printed, noted, and a printer that fails said in words.

Seen red: a slip noted as printed that never came out; a copy that does not say so.
"""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from officeapp.books.reasons import reasons
from officeapp.domain.late_slip import SlipSize
from officeapp.exchange.slip_printer import NoPrinterError, RollWidth
from officeapp.gui.school.printers import PrintersSection, words_of
from officeapp.gui.slips import (
    SlipPrinter,
    SlipPrinterKind,
    SlipSettings,
    keep_settings,
    read_settings,
)
from officeapp.procedures.arrive_late import Coming, arrive_late

RECEIPT = SlipSettings(SlipPrinterKind.RECEIPT, address="192.0.2.7", roll=RollWidth.MM_58)
TODAY = dt.date(2026, 11, 18)


@pytest.fixture
def entry(office, clock):
    """Return the entry of a child who came at 09:20."""
    clock.now = clock.now.replace(hour=10)
    pupil = next(iter(office.roll.on_roll(office.today())))
    [made] = arrive_late(office, [Coming(pupil.id, dt.time(9, 20), reasons().late[0])])
    return made


@pytest.fixture
def here(qtbot, tmp_path):
    """Return the settings of this computer with a receipt printer, and a window."""
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    keep_settings(settings, RECEIPT)
    parent = QWidget()
    qtbot.addWidget(parent)
    return settings, parent


def test_what_is_set_is_read_back_and_nonsense_is_no_printer(here):
    settings, _ = here
    assert read_settings(settings) == RECEIPT
    settings.setValue("slips/roll", "a yard")
    assert read_settings(settings) == SlipSettings()
    assert not read_settings(None).is_set


def test_a_slip_comes_out_is_noted_and_the_next_is_a_copy(qtbot, office, entry, here):
    settings, parent = here
    sent = []
    printer = SlipPrinter(
        office, settings, print, parent, lambda slips, to: sent.append((slips, to))
    )
    for _ in range(2):
        with qtbot.waitSignal(printer.printed):
            printer(office, entry)
    assert [slips[0].copy for slips, _ in sent] == [False, True]
    assert sent[0][1] == RECEIPT
    assert office.front_desk.slips_printed(entry.id) == 2


def test_a_printer_that_fails_is_said_and_the_slip_is_not_noted(qtbot, office, entry, here):
    settings, parent = here
    heard: list[str] = []

    def refuse(_slips, to):
        raise NoPrinterError(to.address, "no answer")

    printer = SlipPrinter(office, settings, heard.append, parent, refuse)
    with qtbot.waitSignal(printer.refused):
        printer(office, entry)
    assert "The arrival is entered" in heard[0]
    assert office.front_desk.slips_printed(entry.id) == 0


def test_without_a_printer_nothing_is_sent(office, entry, here):
    _, parent = here
    printer = SlipPrinter(office, None, print, parent, lambda *_: pytest.fail("sent"))
    assert not printer
    printer(office, entry)


def test_a_printer_is_chosen_by_keys_and_kept_for_this_computer(qtbot, office, services, here):
    from dataclasses import replace

    settings, parent = here
    section = PrintersSection(office, replace(services, settings=settings), parent)
    section.refresh()
    assert "192.0.2.7" in words_of(read_settings(settings))
    form = section._form
    section._open()
    form._kind.setCurrentIndex(form._kind.findData(SlipPrinterKind.SYSTEM))
    form._printer.addItem("Label printer")
    form._printer.setCurrentText("Label printer")
    form.entered.emit()
    stands = read_settings(settings)
    assert (stands.kind, stands.printer) == (SlipPrinterKind.SYSTEM, "Label printer")
    assert stands.size is SlipSize.LABEL
