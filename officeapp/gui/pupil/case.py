"""The case view of a pupil: figures, the year, ten weeks, the timeline, and what is asked for."""

from __future__ import annotations

import textwrap
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.domain.policy_law import PENALTY_NOTICE
from officeapp.domain.rights import Right
from officeapp.domain.school_year import SchoolYear, short_day
from officeapp.gui.pupil.case_acts import CaseActs
from officeapp.gui.pupil.case_cards import AheadCard, AskedCard, TimelineCard
from officeapp.gui.pupil.case_form import CaseForm
from officeapp.gui.pupil.case_jumps import CaseJumps, Ways
from officeapp.gui.pupil.case_notes import NotesCard
from officeapp.gui.pupil.case_notices import NoticesCard
from officeapp.gui.pupil.case_pack import PackCard
from officeapp.gui.pupil.case_parts import FamilyRow, KeyRow
from officeapp.gui.pupil.case_rows import TIMELINE
from officeapp.gui.pupil.readings import COUNTS, Which, figures_of, sum_of
from officeapp.gui.pupil.year_cells import YearCells
from officeapp.gui.pupil.year_page import read_year
from officeapp.gui.screen import Place, Target
from officeapp.gui.widgets.cards import Card, FigureTile, label
from officeapp.procedures.pupil_case import pupil_case

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.cases import CaseCard
    from officeapp.domain.pack_gaps import PackGap
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_year import Session
    from officeapp.gui.pupil.case_rows import Asked
    from officeapp.gui.pupil.readings import Figure
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.pupil_case import PupilCase

WIDE = 1060  # the year in one band, and ten weeks beside it
SIDES = 42  # what a card has around what is in it
QWIDGETSIZE_MAX = 16_777_215  # Qt's word for no limit
FOUR_TILES, FIVE_BUTTONS = 900, 640
NARROWEST_TILE = 110
FIGURES = {"attendance": Which.YEAR, "unauthorised": Which.WINDOW, "lates": Which.LATES}
STEPS = "steps"
LONGEST_NOTE = 26  # letters
MOST_SAID = 2


class CaseSection(QWidget):
    """One pupil's case; every figure opens its sum, every entry takes a key and its words.

    Signals:
        pupil_chosen: A brother or sister is to be opened; carries the pupil's number.
        part_wanted: Another section of the pupil's page is to be opened; carries its name.
    """

    pupil_chosen = Signal(object)
    part_wanted = Signal(str)

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._figures: dict[Which, Figure] = {}
        self.form = CaseForm(self)
        self.notes = NotesCard(office, self)
        self.pack = PackCard(office, services, self)
        self.notices = NoticesCard(office, services, self.form, self)
        self.acts = CaseActs(office, services, self.form, self.notes, self.pack, self.notices)
        self.tiles = {
            name: FigureTile(f"pupils.case.{name}", COUNTS[which], self)
            for name, which in FIGURES.items()
        }
        self.tiles[STEPS] = FigureTile("pupils.case.steps", "", self)
        self._tile_rows = QGridLayout()
        self._year_card = Card("The year so far", self)
        self._patterns = label("", "note", self)
        self.cells = YearCells(services.theme, self)
        self._at_cursor = label("", "note", self)
        self.ahead = AheadCard(services.theme, self)
        self.timeline = TimelineCard(self)
        self.asked = AskedCard(services.theme, self)
        ways = Ways(self.part_wanted.emit, self._open_register, self.asked.stand_on)
        self._jumps = CaseJumps(office, services, self.acts, ways)
        self._keys = KeyRow(tuple(self.acts.buttons.values()), self)
        self._family = FamilyRow(self)
        self._column = QVBoxLayout(self)
        self._wide_row = QWidget(self)
        self._wide_row.setProperty("class", "inner")
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setContentsMargins(0, 0, 0, 0)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    def show_pupil(self, pupil: Pupil) -> None:
        """Show a pupil's case; a form, a pack or a ledger that is open for the pupil stays."""
        if self._pupil is None or self._pupil.id != pupil.id:
            self.settle()
            self.pack.close_pack()
            self.notices.close_notices()
        self._pupil = pupil
        today = self._office.today()
        case = pupil_case(self._office, pupil)
        self.acts.show_case(case)
        self._show_tiles(case)
        self.cells.show_page(read_year(self._office, pupil, SchoolYear.of(today)), today)
        self._arrange(self.width())
        self._say_patterns(case)
        self.ahead.show_case(case)
        self._family.show_family(case.family)
        self.timeline.show_lines(case.timeline)
        self.asked.show_case(case, today, led_by(self._office.cases.card(pupil.id), case.careful))
        self._bring_back()

    def set_read_only(self, *, read_only: bool) -> None:  # noqa: ARG002  # a case has its own right
        """Show what writes to who may keep cases, whoever may change cards."""
        may = self._office.may(Right.KEEP_CASES)
        for name, button in self.acts.buttons.items():
            right = self.acts.right(name)
            button.setVisible(self._office.may(right) if right else may)
        self.asked.let_write(may=may)

    def settle(self) -> None:
        """Close what is open; confidential notes are never left on the screen."""
        self.form.give_up()
        self.notes.close_notes()
        self.pack.put_aside()
        self.notices.put_aside()

    def first_part(self) -> QWidget:
        """Return what the policy asks for, with which the work begins."""
        return self.asked.view

    def step_back(self) -> bool:
        """Close the form, the notes, a pack or a ledger, or a figure's sum."""
        closing = (
            self.form.give_up,
            self.notes.close_notes,
            self.pack.close_pack,
            self.notices.close_notices,
        )
        if any(close() for close in closing):
            self.asked.view.setFocus()
            return True
        if self.timeline.step_back():
            self.timeline.view.setFocus()
            return True
        return False

    @override
    def minimumSizeHint(self) -> QSize:
        """Say no width: what is arranged by the room there is would else keep that room."""
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def _build(self) -> None:
        self.setObjectName("pupils.case")
        self._tile_rows.setSpacing(12)
        for tile in self.tiles.values():
            tile.setMinimumWidth(NARROWEST_TILE)
            tile.setToolTip("Enter opens what it rests on.")
        self.cells.setObjectName("pupils.case.year")
        self._at_cursor.setObjectName("pupils.case.year.said")
        self._at_cursor.setWordWrap(True)
        self._patterns.setObjectName("pupils.case.patterns")
        self._patterns.setWordWrap(True)
        self._year_card.say("")
        self._year_card.head.insertWidget(1, self._at_cursor, 20)
        self._year_card.inside.addWidget(self.cells)
        self._year_card.inside.addWidget(self._patterns)
        self._year_card.inside.addWidget(self._family)
        self._year_card.inside.addStretch(1)
        for row, left, right, shares in (
            (self._top, self._year_card, self.ahead, (1, 1)),
            (self._below, self.timeline, self.asked, (7, 5)),
        ):
            row.setSpacing(12)
            row.addWidget(left, shares[0])
            row.addWidget(right, shares[1])
        self._wide_row.setLayout(self._top)
        self._lay_out()

    def _lay_out(self) -> None:
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._keys)
        for part in (self.form, self.notes, self.pack, self.notices):
            column.addWidget(part)
        column.addLayout(self._tile_rows)
        column.addWidget(self._wide_row)
        column.addLayout(self._below, 1)

    def _connect(self) -> None:
        for name, tile in self.tiles.items():
            tile.clicked.connect(partial(self._on_figure, name))
        self.cells.moved.connect(self._at_cursor.setText)
        self.cells.session_chosen.connect(self._open_register)
        self.timeline.view.record_chosen.connect(lambda line: self.acts.change(line.entry))
        self.asked.done_wanted.connect(self.acts.step_done)
        self.asked.aside_wanted.connect(self.acts.step_aside)
        self.asked.jump_wanted.connect(self._on_jump)
        self.acts.letter_in_hand = self.asked.letter
        self._family.pupil_chosen.connect(self.pupil_chosen)
        for card in (self.pack, self.notices):
            self.form.opened.connect(card.put_aside)
        self.form.closed.connect(self._on_form_closed)
        self.pack.gap_chosen.connect(self._on_gap)
        turned = (self.notes.turned, self.pack.turned, self.notices.turned)
        for signal in (self.form.opened, self.form.closed, *turned):
            signal.connect(self._make_room)
        keys: list[tuple[str, Any]] = [
            (key, partial(self._on_key, name)) for name, key in self.acts.keys.items()
        ]
        keys += [("D", partial(self.asked.want, "done")), ("A", partial(self.asked.want, "aside"))]
        keys += [("J", partial(self.asked.want, "jump"))]
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _arrange(self, width: int) -> None:
        """Put as much side by side as there is room for."""
        self._keys.arrange()
        a_row = 4 if width >= FOUR_TILES else 2
        for place, tile in enumerate(self.tiles.values()):
            self._tile_rows.addWidget(tile, place // a_row, place % a_row)
        self.timeline.view.setColumnHidden(len(TIMELINE) - 1, width < FIVE_BUTTONS)
        way, wide = QBoxLayout.Direction, width >= WIDE
        if wide:
            self._year_card.setFixedWidth(self.cells.least_width() + SIDES)
        else:
            _let_wide(self._year_card)
        self._top.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._below.setDirection(way.LeftToRight if wide else way.BottomToTop)
        lists = self._column.indexOf(self._below)
        if wide is (
            self._column.indexOf(self._wide_row) > lists
        ):  # narrow, what is asked comes first
            self._column.removeWidget(self._wide_row)
            self._column.insertWidget(lists if wide else -1, self._wide_row)

    def _say_patterns(self, case: PupilCase) -> None:
        """Say what stands out in the year, and what one session more would do."""
        said = [f"{one[:1].upper()}{one[1:]}." for one in case.patterns]
        self._patterns.setText("\n".join([*said, "  ".join(case.one_more[:MOST_SAID])]).strip())
        self._patterns.setVisible(bool(self._patterns.text()))

    def _show_tiles(self, case: PupilCase) -> None:
        self._figures = figures_of(self._office, case.pupil)
        for name, which in FIGURES.items():
            figure = self._figures[which]
            note = figure.note
            shown = figure.shown
            if which is Which.LATES and case.late_minutes:
                note = f"{case.late_minutes} minutes in the late book"
            elif which is Which.WINDOW:
                shown, note = _of_ten(case, note)
            self.tiles[name].show_figure(shown, note, figure.tone)
        self._show_steps(case)

    def _show_steps(self, case: PupilCase) -> None:
        """Show the stage a family is in, or how many steps are asked for, and what comes next."""
        taken = sum(line.taken is not None for line in case.ladders)
        opened = sum(line.is_open for line in case.ladders)
        shown, counts = str(opened), "step asked for now" if opened == 1 else "steps asked for now"
        if case.stage is not None:
            shown, _, counts = case.stage.step.words.partition(": ")
        note = f"{taken} taken or put aside this year"
        if case.due:
            what = textwrap.shorten(case.due[0].what, LONGEST_NOTE, placeholder="…")
            note = f"{what}, {short_day(case.due[0].day)}"
        tile = self.tiles[STEPS]
        tile.say_counts(counts)
        tile.show_figure(shown, note, "authorised" if opened or case.stage is not None else "")

    def _make_room(self) -> None:
        """Leave out the year while something is typed or read, so that both lists stay in sight."""
        closed = all(one.isHidden() for one in (self.notes, self.pack, self.notices))
        self._wide_row.setVisible(closed and not self.form.is_open)
        for tile in self.tiles.values():
            tile.setVisible(self.pack.isHidden() and self.notices.isHidden())

    def _on_figure(self, name: str) -> None:
        if self._pupil is None:
            return
        if name == STEPS:
            self.asked.view.setFocus()
            return
        which = FIGURES[name]
        missed = which is Which.YEAR
        span = self._figures[which].span
        self.timeline.show_sum(sum_of(self._office, self._pupil, which, span, missed=missed))

    def _on_key(self, name: str) -> None:
        if not self.acts.buttons[name].isHidden() and not self.form.is_open:
            self.acts.buttons[name].click()

    def _open_register(self, day: dt.date, session: Session | None) -> None:
        if self._pupil is None:
            return
        placed = self._office.roll.placed(self._pupil.id, day)
        target = Target(self._pupil.id, placed.school_class if placed else None, day, session)
        self._services.go_to(Place.REGISTER, target)

    def _bring_back(self) -> None:
        """Show what was put aside for a form or another place, read anew."""
        if self._pupil is not None and not self.form.is_open:
            self.pack.bring_back(self._pupil)
            self.notices.bring_back(self._pupil)

    def _on_form_closed(self) -> None:
        """Go back to where the form came from."""
        self._bring_back()
        opened = (one for one in (self.pack, self.notices) if not one.isHidden())
        next(opened, self.asked).view.setFocus()

    def _on_gap(self, gap: PackGap) -> None:
        if self.acts.case is not None:
            self._jumps.mend_gap(self.acts.case, gap)

    def _on_jump(self, row: Asked) -> None:
        if self.acts.case is not None:
            self._jumps.jump(self.acts.case, row)


def _of_ten(case: PupilCase, note: str) -> tuple[str, str]:
    """Return how many sessions count towards a notice, and how many it takes."""
    number = case.weeks.number
    found = (line.reached for line in case.ladders if line.step.rule == PENALTY_NOTICE)
    reached = next((one for one in found if one is not None), None)
    if reached is None:
        return str(number), note
    if number == reached.threshold - 1:
        note = "one more session reaches the threshold"
    return f"{number} of {reached.threshold}", note


def led_by(card: CaseCard, careful: Sequence[str]) -> list[str]:
    """Return who leads a case and what to mind, a few words each."""
    named = (
        ("led by", card.lead),
        ("social worker", card.social_worker),
        ("youth worker", card.youth_worker),
        ("early help", card.early_help),
        ("letters adapted:", ", ".join(careful)),
    )
    return [f"{words} {value}" for words, value in named if value]


def _let_wide(card: QWidget) -> None:
    """Let a card be as wide as there is room."""
    card.setMinimumWidth(0)
    card.setMaximumWidth(QWIDGETSIZE_MAX)
