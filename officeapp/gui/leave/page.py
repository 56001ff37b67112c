"""One request: what was asked, what is weighed, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from officeapp.domain.leave import LeaveState
from officeapp.domain.rights import Right
from officeapp.domain.school_year import short_day
from officeapp.gui.leave.acts import DECIDED
from officeapp.gui.leave.deciding import Deciding
from officeapp.gui.leave.decision_panel import DecisionPanel
from officeapp.gui.leave.facts_view import FactsView
from officeapp.gui.leave.follow_panel import FollowPanel
from officeapp.gui.leave.lines import children_said, classes_said, days_said
from officeapp.gui.leave.standing import standing_said
from officeapp.gui.leave.words import words
from officeapp.procedures.leave_facts import facts_for

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.leave import LeaveRequest
    from officeapp.gui.theme import Theme

LEAST_FACTS, TALL_FACTS = 120, 300


class RequestPage(QFrame):
    """The right-hand side: the request, the facts, the decision.

    Signals:
        done: Something was done about a request; carries what to say of it.
        left: The keys of the list are wanted again.
        change_requested: The request is to be changed.
    """

    done = Signal(str)
    left = Signal()
    change_requested = Signal()

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        #: The request shown; None where there is none.
        self.request: LeaveRequest | None = None
        self._deciding: dict[object, Deciding] = {}
        self._title = words("leave.request.title", "section", self)
        self._facts = FactsView(self)
        self._scroll = QScrollArea(self)
        #: Where the head decides; None for who may not.
        self.decision = (
            DecisionPanel(office, theme, self) if office.may(Right.DECIDE_LEAVE) else None
        )
        #: What else can be done about the request.
        self.follow = FollowPanel(office, self)
        self._anew = QPushButton("Decide anew   A", self)
        self._change = QPushButton("Change the request   F4", self)
        self._build()

    @property
    def state(self) -> LeaveState | None:
        """Return where the request shown stands; None where there is none."""
        return None if self.request is None else self._office.leave.state(self.request)

    def arrange(self, *, wide: bool, middling: bool) -> None:
        """Take the room there is: the facts scroll by themselves only beside the list."""
        self._scroll.setMinimumHeight(LEAST_FACTS if wide else TALL_FACTS)
        ignored, usual = QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, ignored if wide else usual)
        self.follow.arrange(wide=middling)
        if self.decision is not None:
            self.decision.arrange(wide=middling)

    def show_request(self, number: int) -> None:
        """Show a request, with what was in mind for it before; 0 for none."""
        self.request = self._office.leave.request(number) if number else None
        self.follow.begin(self.request)
        waits = self.state is LeaveState.WAITING
        self._change.setVisible(waits and self._office.may(Right.FOLLOW_LEAVE))
        self._anew.setVisible(self.decision is not None and self.state in DECIDED)
        if self.request is None:
            self._facts.clear()
            if self.decision is not None:
                self.decision.begin(None)
            return
        self._title.setText(_title(self._office, self.request))
        said = standing_said(self._office, self.request)
        self._facts.show_facts(facts_for(self._office, self.request), said)
        self._scroll.verticalScrollBar().setValue(0)
        if self.decision is not None:
            self.decision.begin(self._in_mind(anew=False) if waits else None)

    def decide_anew(self) -> None:
        """Show the keys of a decision once more, for what was decided already."""
        if self.decision is not None and self.state in DECIDED:
            self.decision.begin(self._in_mind(anew=True))
            self._anew.hide()

    def step_back(self) -> bool:
        """Go back one step; say whether there was one."""
        if self.follow.step_back():
            return True
        if self.decision is None:
            return False
        if self.decision.step_back():
            return True
        was_anew = self.decision.isVisible() and self.state in DECIDED
        if was_anew:
            self.decision.begin(None)
            self._anew.show()
        return was_anew

    def read_on(self, step: int) -> None:
        """Scroll the facts by half of what is in view, down or, for -1, up."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + step * max(1, bar.pageStep() // 2))

    def go_on(self) -> None:
        """Do what Ctrl+Enter stands for now: what was begun, else the decision."""
        if self.follow.is_asking:
            self.follow.go_on()
        elif self.decision is not None:
            self.decision.decide()

    def _in_mind(self, *, anew: bool) -> Deciding:
        """Return what was in mind for the request as it stands, or begin."""
        assert self.request is not None  # noqa: S101  # asked only while one is shown
        decided = [one.line for one in self._office.leave.decisions(self.request.id).values()]
        key = self.request.line, anew, tuple(decided)
        if key not in self._deciding:
            self._deciding[key] = Deciding(self._office, self.request, anew=anew)
        return self._deciding[key]

    def _build(self) -> None:
        self.setObjectName("leave.request")
        self.setProperty("class", "card")
        self._scroll.setObjectName("leave.request.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._facts)
        self._scroll.setMinimumHeight(LEAST_FACTS)
        self._scroll.setAccessibleName("What is weighed")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.follow)
        for button, name in ((self._change, "change"), (self._anew, "anew")):
            button.setObjectName(f"leave.{name}")
            button.setProperty("class", "small")
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._change.clicked.connect(self.change_requested)
        self._anew.clicked.connect(self.decide_anew)
        self.follow.done.connect(self.done)
        self.follow.left.connect(self.left)
        if self.decision is not None:
            column.addWidget(self.decision)
            self.decision.decided.connect(self.done)
            self.decision.left.connect(self.left)


def _title(office: Office, request: LeaveRequest) -> str:
    names = children_said(office, request.children)
    classes = classes_said(office, request.children, request.first)
    weekdays = f" ({short_day(request.first)} to {short_day(request.last)})"
    days = days_said(request) + (weekdays if request.first != request.last else "")
    return f"{names}, {classes}: {days}" if classes else f"{names}: {days}"
