"""The request form printed from the Leave screen, blank and filled in."""

from __future__ import annotations

import pypdfium2

from officeapp.gui.printing.preview import PrintPreview
from tests.gui.leave_at_work import CTRL, Key, LeaveAtWork, a_request, by_the_head


def paper(qtbot, desk):
    """Return the words of the paper that is shown."""
    qtbot.waitUntil(lambda: desk.screen.findChild(PrintPreview) is not None)
    preview = desk.screen.findChild(PrintPreview)
    with pypdfium2.PdfDocument(preview._paper) as pages:
        words = pages[0].get_textpage().get_text_bounded()
    preview.close()
    return words


def test_the_form_is_printed_filled_in_and_blank(qtbot, office, services):
    by_the_head(office)
    a_request(office, "Abbasi", destination="Lisbon")
    desk = LeaveAtWork(qtbot, office, services)
    desk.press(Key.Key_P, CTRL)
    filled = paper(qtbot, desk)
    assert "Zara Abbasi" in filled
    assert "Lisbon" in filled


def test_a_blank_form_is_printed_with_nothing_waiting(qtbot, office, services):
    by_the_head(office)
    desk = LeaveAtWork(qtbot, office, services)
    desk.screen._blank.click()
    words = paper(qtbot, desk)
    assert "Request for leave of absence" in words
    assert "Abbasi" not in words
