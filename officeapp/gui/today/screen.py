"""The Today screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.school_year import Session, is_weekday, short_day
from officeapp.gui.screen import Place, Screen, Target
from officeapp.gui.tables import Column, RecordTable, RecordView
from officeapp.gui.today.due_panel import DuePanel
from officeapp.gui.today.waiting import Progress, RegisterLine, Waiting, waiting
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Calm, Card, FigureTile, label

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.record import ClassId, PupilId
    from officeapp.gui.screen import WindowServices
    from officeapp.gui.today.waiting import Gap, Unsettled

EVERY_MS = 60_000
WIDE_ENOUGH = 900
LEAST_LIST_HEIGHT = 220
TONE = {
    Progress.OVERDUE: "unauthorised",
    Progress.EXPECTED: "late",
    Progress.INCOMPLETE: "late",
    Progress.IN_PENCIL: "authorised",
    Progress.HANDED_IN: "good",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to settle, as the list shows it.

    Attributes:
        who: A pupil's name, or how many of a class.
        school_class: The class's name.
        what: The session and what is wrong with it.
        badge: What to do, in a word or two.
        tone: The family of colours of the badge.
        target: What to open.
        order: Its place in the list.
    """

    who: str
    school_class: str
    what: str
    badge: str
    tone: str
    target: Target
    order: tuple[int, int, Session]


def _said(line: RegisterLine) -> str:
    state = line.state
    match line.progress:
        case Progress.OVERDUE:
            return f"late since {state.deadline:%H:%M}"
        case Progress.EXPECTED:
            return f"due {state.deadline:%H:%M}" if state.deadline else "not handed in"
        case Progress.INCOMPLETE:
            return f"{state.unmarked} blank"
        case Progress.IN_PENCIL:
            return "being taken"
        case Progress.HANDED_IN:
            return "handed in"


def _detail(line: RegisterLine) -> str:
    state = line.state
    if line.progress in (Progress.OVERDUE, Progress.EXPECTED):
        return f"in pencil, {state.by}" if state.by else "not begun"
    if line.progress is Progress.IN_PENCIL:
        return f"by {state.by}"
    return f"{state.pupils - state.unmarked} of {state.pupils} marked"


REGISTERS: tuple[Column[RegisterLine], ...] = (
    Column("Class", lambda line: line.name),
    Column("Session", lambda line: line.state.session.word, width=84),
    Column("Marks", _detail, width=134),
    Column("Register", _said, number=True, width=118, badge=lambda line: TONE[line.progress]),
)
TO_SETTLE: tuple[Column[Line], ...] = (
    Column("Who", lambda line: line.who),
    Column("Class", lambda line: line.school_class, width=80),
    Column("What", lambda line: line.what, width=138),
    Column("To do", lambda line: line.badge, number=True, width=128, badge=lambda line: line.tone),
)


class TodayScreen(Screen):
    """What waits this morning; each line opens the register it is about."""

    shows: ClassVar[frozenset[Book]] = frozenset(Book)
    help_page: ClassVar[str] = "today"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._waiting = Waiting([], [], [])
        self._only = ""
        self._day = label("", "title", self)
        self._clock = label("", "faded", self)
        self._clock.setWordWrap(True)
        self._handed_in = FigureTile("today.handed-in", "registers handed in", self)
        self._no_reason = FigureTile("today.no-reason", "marks N to settle", self)
        self._not_marked = FigureTile("today.not-marked", "sessions not marked", self)
        self._on_roll = FigureTile("today.on-roll", "pupils on roll", self)
        self._registers: RecordTable[RegisterLine] = RecordTable(REGISTERS, self)
        self._register_list = RecordView(self._registers, "today.registers", self)
        self._lines: RecordTable[Line] = RecordTable(TO_SETTLE, self)
        self._settle_list = RecordView(self._lines, "today.to-settle", self)
        self._register_card = Card("Registers today", self)
        self._settle_card = Card("To settle", self)
        self._no_registers = Calm(services.theme, "", self)
        self._nothing = Calm(services.theme, "Nothing waits: every session is marked.", self)
        self._due = DuePanel(office, services, self)
        self._tiles = QGridLayout()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._minute = QTimer(self)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setObjectName("today")
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addWidget(self._day)
        head.addWidget(self._clock, 1)
        self._tiles.setSpacing(14)
        self._cards.setSpacing(14)
        self._register_stack = self._listed(
            self._register_card, self._register_list, self._no_registers
        )
        self._settle_stack = self._listed(self._settle_card, self._settle_list, self._nothing)
        self._cards.addWidget(self._register_card, 7)
        self._cards.addWidget(self._settle_card, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(14)
        column.addLayout(head)
        column.addLayout(self._tiles)
        column.addWidget(self._due)
        column.addLayout(self._cards, 1)
        self._arrange(wide=True)
        self.setFocusProxy(self._register_list)
        self._register_list.setAccessibleName("Registers today")
        self._settle_list.setAccessibleName("To settle")
        for tile, description in (
            (self._handed_in, "Goes to the list of registers."),
            (self._no_reason, "Shows only marks N, and all again."),
            (self._not_marked, "Shows only sessions without a mark, and all again."),
            (self._on_roll, "Opens Pupils."),
        ):
            tile.setToolTip(description)

    def _connect(self) -> None:
        self._register_list.record_chosen.connect(self._on_register_chosen)
        self._settle_list.record_chosen.connect(self._on_line_chosen)
        self._handed_in.clicked.connect(self._register_list.setFocus)
        self._no_reason.clicked.connect(self._on_no_reason)
        self._not_marked.clicked.connect(self._on_not_marked)
        self._on_roll.clicked.connect(self._on_pupils_wanted)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start(EVERY_MS)

    @override
    def refresh(self) -> None:
        """Read the books again and show what they say."""
        self._waiting = waiting(self.office)
        today, now = self.office.today(), self.office.now()
        self._day.setText(f"{today:%A} {today.day} {today:%B}")
        self._clock.setText(self._times(now) if self._waiting.registers else f"{now:%H:%M}")
        self._show_figures(today)
        self._registers.show(self._waiting.registers)
        self._register_stack.setCurrentIndex(0 if self._waiting.registers else 1)
        self._no_registers.said.setText(self._why_none(today))
        self._show_lines(today)
        self._due.refresh()

    def _show_figures(self, today: dt.date) -> None:
        lines = self._waiting.registers
        done = [line for line in lines if line.state.handed_in]
        missing = [line.name for line in lines if not line.state.handed_in]
        late = any(line.progress is Progress.OVERDUE for line in lines)
        tone = "good" if not missing else ("unauthorised" if late else "late")
        self._handed_in.show_figure(
            f"{len(done)} of {len(lines)}" if lines else "–",
            _missing(missing),
            tone if lines else "",
        )
        overdue = sum(one.due < today for one in self._waiting.unsettled)
        self._no_reason.show_figure(
            str(len(self._waiting.unsettled)),
            f"{overdue} past the five school days" if overdue else "none past the five school days",
            "unauthorised" if overdue else "",
        )
        gaps = self._waiting.gaps
        self._not_marked.show_figure(
            str(sum(len(gap.pupils) for gap in gaps)),
            f"before today, in {len(gaps)} registers" if gaps else "before today",
            "late" if gaps else "",
        )
        self._on_roll.show_figure(
            str(len(self.office.roll.on_roll(today))),
            f"in {len(self.office.roll.classes())} classes",
        )

    def _show_lines(self, today: dt.date) -> None:
        names = {one.id: one.name for one in self.office.roll.classes()}
        lines = [_of_unsettled(one, names, today) for one in self._waiting.unsettled]
        lines += [_of_gap(gap, names) for gap in self._waiting.gaps]
        if self._only:
            lines = [line for line in lines if (line.badge == "mark") is (self._only == "gaps")]
        self._lines.show(sorted(lines, key=lambda line: line.order))
        self._settle_stack.setCurrentIndex(0 if lines else 1)
        self._settle_card.say(
            "Enter opens the register at that session"
            + ("  ·  Esc shows all" if self._only else "")
            if lines
            else ""
        )
        self._register_card.say("Enter opens the register" if self._waiting.registers else "")

    def _times(self, now: dt.datetime) -> str:
        """Return the time, and when registers close this half of the day at each site."""
        session = Session.AM if now.hour < 12 else Session.PM
        said = [f"{now:%H:%M}"]
        for site in self.office.school.sites():
            bell = self.office.school.bells().bell(site.id, "", now.date(), session)
            if bell is not None:
                word = "closed" if now.time() > bell.closes else "close"
                said.append(f"registers {word} at {site.name} {bell.closes:%H:%M}")
        return "  ·  ".join(said)

    def _why_none(self, today: dt.date) -> str:
        if not self.office.roll.classes():
            return "No classes yet. Enter them under School (Ctrl+8), or import the list of pupils."
        if not is_weekday(today):
            return "It is the weekend: no registers today."
        for site in self.office.school.sites():
            why = self.office.calendar.of(site.id, "").why_closed(today)
            if why is not None:
                return f"No registers today: {why}."
        return "No register has begun yet."

    def _on_minute(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_register_chosen(self, line: RegisterLine) -> None:
        state = line.state
        target = Target(
            school_class=state.school_class, day=self.office.today(), session=state.session
        )
        self.services.go_to(Place.REGISTER, target)

    def _on_line_chosen(self, line: Line) -> None:
        self.services.go_to(Place.REGISTER, line.target)

    def _on_no_reason(self) -> None:
        self._filter("reasons")

    def _on_not_marked(self) -> None:
        self._filter("gaps")

    def _on_pupils_wanted(self) -> None:
        self.services.go_to(Place.PUPILS)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wide=event.size().width() >= WIDE_ENOUGH)

    @override
    def step_back(self) -> bool:
        """Show everything again where only some was shown."""
        was_filtered = bool(self._only)
        self._only = ""
        self._show_lines(self.office.today())
        return was_filtered

    def _filter(self, only: str) -> None:
        self._only = "" if self._only == only else only
        self._show_lines(self.office.today())
        self._settle_list.setFocus()
        if self._lines.records:
            self._settle_list.selectRow(0)

    def _arrange(self, *, wide: bool) -> None:
        """Put the lists side by side, or one under the other where there is little room."""
        side_by_side = QBoxLayout.Direction.LeftToRight
        self._cards.setDirection(side_by_side if wide else QBoxLayout.Direction.TopToBottom)
        a_row = 4 if wide else 2
        tiles = (self._handed_in, self._no_reason, self._not_marked, self._on_roll)
        for place, tile in enumerate(tiles):
            self._tiles.addWidget(tile, place // a_row, place % a_row)

    def _listed(self, card: Card, view: RecordView, calm: Calm) -> QStackedWidget:
        """Put a list on a card, and what stands in its place while it is empty."""
        stack = QStackedWidget(card)
        stack.setMinimumHeight(LEAST_LIST_HEIGHT)
        stack.addWidget(view)
        stack.addWidget(calm)
        view.setItemDelegate(BadgeDelegate(self.services.theme, view))
        view.horizontalHeader().hide()
        card.inside.addWidget(stack, 1)
        return stack


def _missing(names: list[str]) -> str:
    if not names:
        return "none is missing"
    if len(names) == 1:
        return f"{names[0]} is missing"
    return f"{names[0]} and {len(names) - 1} more are missing"


def _of_unsettled(one: Unsettled, names: dict[ClassId, str], today: dt.date) -> Line:
    late = one.due < today
    return Line(
        who=one.name,
        school_class=names.get(one.school_class, "") if one.school_class else "",
        what=f"N  {short_day(one.day)} {one.session.lower()}",
        badge=f"was due {short_day(one.due)}" if late else f"by {short_day(one.due)}",
        tone="unauthorised" if late else "late",
        target=_target(one.school_class, one.day, one.session, one.pupil),
        order=(0, one.due.toordinal(), one.session),
    )


def _of_gap(gap: Gap, names: dict[ClassId, str]) -> Line:
    number = len(gap.pupils)
    return Line(
        who=f"{number} pupils" if number > 1 else "1 pupil",
        school_class=names.get(gap.school_class, "") if gap.school_class else "",
        what=f"{short_day(gap.day)} {gap.session.lower()}",
        badge="mark",
        tone="authorised",
        target=_target(gap.school_class, gap.day, gap.session, gap.pupils[0]),
        order=(1, -gap.day.toordinal(), gap.session),
    )


def _target(school_class: ClassId | None, day: dt.date, session: Session, pupil: PupilId) -> Target:
    return Target(pupil=pupil, school_class=school_class, day=day, session=session)
