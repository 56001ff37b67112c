"""What every screen shows of sharing: the words in the status line, and a bar where a clock is off.

The bar stays until what it says is mended: a clock, or a file that was put back and is held.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from officeapp.domain.desks import Standing
from officeapp.domain.school_calendar import EVERY_SITE
from officeapp.gui.exchange.words import (
    Reach,
    clock_words,
    lacking,
    set_back_words,
    silence_words,
    status_words,
)
from officeapp.gui.messages import announce
from officeapp.gui.prompts import tell
from officeapp.gui.screen import Place, Target
from officeapp.gui.standing_bar import StandingBar
from officeapp.procedures.sharing import sharing

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.merge_report import MergeReport
    from officeapp.domain.sharing import Sharing
    from officeapp.gui.exchange.exchanger import Exchanger
    from officeapp.gui.screen import GoTo
    from officeapp.gui.status import StatusLine
    from officeapp.gui.theme import Theme

DESKS = Target(section="school.desks")
DESKS_KEY = "Ctrl+Shift+D"
SOON_MS = 150  # once what is being written is shown
LOOK_MS = 60_000
FAR_BACK = 60  # days without school that no school has in a row


class SharingShown(QObject):
    """Says where the books are, on every screen.

    Attributes:
        bar: What stays over every screen while a clock is off or sharing is held.
    """

    def __init__(
        self,
        office: Office,
        exchanger: Exchanger,
        status: StatusLine,
        theme: Theme,
        go_to: GoTo,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._office, self._exchanger, self._status = office, exchanger, status
        self._go_to = go_to
        self.bar = StandingBar(theme, "sharing-bar", parent, tone="late")
        self.bar.add_act("desks", f"Desks…  {DESKS_KEY}", self.open_desks)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.look)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        exchanger.changed.connect(self.look)
        exchanger.came.connect(self._on_came)
        exchanger.failed.connect(self._on_failed)
        status.share_requested.connect(self.share)

    def look(self) -> None:
        """Say anew where the books are."""
        if not self._office.is_open:
            return
        where = sharing(self._office, newer=self._exchanger.newer)
        now = self._office.now()
        said = status_words(where, self._exchanger.reach, now)
        silent = silence_words(where, last_school_day(self._office), now.date())
        came = self._exchanger.last.words if self._exchanger.last else ""
        words = " · ".join(one for one in (said, silent, came) if one)
        takes_part = where.standing is Standing.TAKES_PART
        can_share = takes_part and self._exchanger.reach is not Reach.NOT_CHOSEN
        self._status.shared(words, can_share=can_share)
        self.bar.say(self._standing_words(where, now))

    def look_soon(self) -> None:
        """Say it anew once the window has shown what was written."""
        self._soon.start()

    def share(self) -> None:
        """Share because the person asks for it."""
        if sharing(self._office).standing is Standing.PUT_BACK:
            self.open_desks()
        else:
            self._exchanger.share_now()

    def open_desks(self) -> None:
        """Show the desks under School."""
        self._go_to(Place.SCHOOL, DESKS)

    def _standing_words(self, where: Sharing, now: dt.datetime) -> str:
        """Return what is to be mended, the worst first; empty where all is well."""
        held = ""
        if where.standing is Standing.PUT_BACK and where.newer:
            held = (
                f"This file was put back or copied. The other desks hold {lacking(where.newer)}; "
                "look at it under Desks, then let them come in."
            )
        last = self._office.desks.last_written(self._office.desk)
        return held or set_back_words(last, now) or clock_words(where)

    def _on_came(self, report: MergeReport) -> None:
        """Answer who asked; what came by itself is said where the books are, and read out."""
        if self._exchanger.was_asked:
            self._status.say(f"Shared: {report.words}.")
        elif report.to_decide:
            announce(self.bar.window(), f"Shared: {report.words}.")

    def _on_failed(self, why: str) -> None:
        """Answer who asked; a folder that is away is no matter for a box, and work goes on."""
        if self._exchanger.reach is Reach.AWAY:
            self._status.say("Nothing was shared now: the folder cannot be reached.")
        else:
            tell(self.bar, why)


def last_school_day(office: Office) -> dt.date:
    """Return the last day before today on which the school was open."""
    calendar = office.calendar.of(EVERY_SITE, "")
    day = office.today()
    for _ in range(FAR_BACK):
        day -= dt.timedelta(days=1)
        if calendar.is_open(day):
            return day
    return office.today() - dt.timedelta(days=1)
