"""Late slips on labels and paper, read back from the PDF, and as a receipt printer gets them."""

from __future__ import annotations

import datetime as dt
import socket
import threading

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.documents.late_slip import draw_slips
from officeapp.domain.late_slip import LateSlip, SlipSize
from officeapp.domain.school_year import Session
from officeapp.exchange.slip_printer import (
    NoPrinterError,
    ReceiptPrinter,
    RollWidth,
    plain,
    receipt,
    send,
)

CUT = bytes.fromhex("1b64061d5600")


def a_slip(**changes):
    given_fields = {
        "school": "Moorside Primary",
        "pupil": "Łucja Święcicka",
        "class_name": "3 Oak",
        "day": dt.date(2026, 11, 20),
        "session": Session.AM,
        "at": dt.time(9, 4),
        "code": "L",
        "meaning": "late",
        "minutes": 9,
        "reason": "Traffic",
        "number": 12,
    }
    return LateSlip(**{**given_fields, **changes})


@pytest.mark.parametrize("size", SlipSize)
def test_a_slip_says_who_when_and_how_late_in_every_size(size):
    document = pypdfium2.PdfDocument(draw_slips([a_slip(), a_slip(copy=True)], size))
    first, second = (page.get_textpage().get_text_range() for page in document)
    for said in ("Łucja Święcicka", "3 Oak", "09:04, 9 minutes late", "Mark L (late) · Traffic"):
        assert said in first
    assert "Slip 12" in first
    assert "copy" not in first
    assert "Late slip (copy)" in second


def test_a_long_name_is_set_smaller_and_not_cut():
    name = "Maximiliana Featherstonehaugh-Cholmondeley"
    page = pypdfium2.PdfDocument(draw_slips([a_slip(pupil=name)], SlipSize.LABEL))[0]
    assert name in page.get_textpage().get_text_range()


def test_a_label_has_the_labels_measure():
    page = pypdfium2.PdfDocument(draw_slips([a_slip()], SlipSize.LABEL))[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [90, 29]


def test_a_name_outside_the_printers_letters_is_spelled_and_never_a_question_mark():
    """Seen red with the library's own replacement, which prints '?'."""
    printed = receipt([a_slip()], RollWidth.MM_80)
    assert b"Lucja Swiecicka" in printed
    assert b"?" not in printed


@given(st.text(st.characters(categories=("L", "M", "N")), max_size=30))
def test_no_letter_of_any_script_becomes_a_question_mark(name):
    assert "?" not in plain(name)
    plain(name).encode("cp858")


def test_lines_fit_the_roll_and_each_slip_is_cut_off():
    slips = [a_slip(), a_slip(pupil="Maximiliana Featherstonehaugh-Cholmondeley")]
    printed = receipt(slips, RollWidth.MM_58)
    assert printed.count(CUT) == 2
    words = [line for line in printed.split(b"\n") if b"Feather" in line]
    assert all(len(line) <= 16 + 12 for line in words)  # half the letters, and the commands


def test_bytes_reach_a_printer_on_the_network():
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def take():
            connection, _ = server.accept()
            with connection:
                while block := connection.recv(4096):
                    got.append(block)

        taking = threading.Thread(target=take)
        taking.start()
        data = receipt([a_slip()], RollWidth.MM_80)
        send(ReceiptPrinter(f"127.0.0.1:{port}"), data)
        taking.join(5)
    assert b"".join(got).endswith(data)


def test_a_printer_that_is_not_there_is_said_and_nothing_raised_but_a_refusal(tmp_path):
    with pytest.raises(NoPrinterError, match="The arrival is entered"):
        send(ReceiptPrinter(str(tmp_path / "none" / "lp0")), b"x")
