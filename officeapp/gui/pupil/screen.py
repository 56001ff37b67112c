"""The Pupils screen: the roll on the left, one pupil's page on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.gui.pupil.admission import AdmissionForm
from officeapp.gui.pupil.listing import PupilList
from officeapp.gui.pupil.page import Part, PupilPage
from officeapp.gui.pupil.reviews import ReviewsCard
from officeapp.gui.screen import Screen, Target, WindowServices
from officeapp.gui.widgets.cards import Calm

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Pupil

LIST_WIDTH = 292
SIDE_BY_SIDE = 980


class PupilsScreen(Screen):
    """Every pupil there has been, and one pupil's attendance, card, contacts and history."""

    shows: ClassVar[frozenset[Book]] = frozenset(
        {Book.ROLL, Book.CONTACTS, Book.PATTERNS, Book.REGISTER, Book.CALENDAR, Book.SCHOOL}
        | {Book.CASES, Book.LEAVE, Book.LATE, Book.OUT, Book.MESSAGES, Book.APPOINTMENTS}
        | {Book.CONTACT, Book.LETTERS}
    )
    help_page: ClassVar[str] = "pupils"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._roll_is_old = True
        self._beside = True
        self._wants_page = False
        self.list = PupilList(office, services, self)
        self._right = QWidget(self)
        self.page = PupilPage(office, services, self._right)
        self.admission = AdmissionForm(office, self._right)
        self.reviews = ReviewsCard(office, services, self._right)
        self._to_reviews = QPushButton("Review lists  F6", self.list)
        self._nobody = Calm(services.theme, "", self._right)
        self._build()
        self._connect()

    @override
    def refresh(self) -> None:
        if self._roll_is_old:
            self.list.read()
            self._roll_is_old = False
        shown = self.page.pupil
        if shown is not None:
            self.page.show_pupil(self.office.roll.pupil(shown.id))
        elif self._beside and self.list.pupils:
            self.show_pupil(self.list.pupils[0].pupil)
        self._show_parts()

    def show_pupil(self, number: PupilId) -> None:
        """Open a pupil's page."""
        self.page.show_pupil(self.office.roll.pupil(number))
        self.list.mark(number)
        self._show_parts()

    @override
    def open_on(self, target: Target) -> None:
        if target.pupil is None:
            return
        if self._roll_is_old:
            self.list.read()
            self._roll_is_old = False
        self.admission.close_form()
        self.reviews.hide()
        if target.section is not None and self.page.part.name != target.section.upper():
            self.page.show_part(Part[target.section.upper()])
        self._on_chosen(target.pupil)

    @override
    def books_changed(self, touched: frozenset[Book]) -> None:
        self._roll_is_old = self._roll_is_old or Book.ROLL in touched
        super().books_changed(touched)

    @override
    def first_field(self) -> QWidget | None:
        """Return the section in view of the pupil in hand, as it was left; else the roll."""
        in_hand = self._wants_page and self.page.pupil is not None
        return self.page.first_part() if in_hand else self.focusProxy()

    @override
    def left(self) -> None:
        self.page.settle()
        self.page.hide_withheld()

    @override
    def step_back(self) -> bool:
        """Close a form, then go from the page to the list, then to the filter."""
        if self.admission.close_form() or self._close_reviews():
            return True
        if self.page.isVisible() and self.page.step_back():
            return True
        if self.page.isVisible() and not self.list.isAncestorOf(self.focusWidget()):
            self.page.settle()
            self._wants_page = False
            self._show_parts()
            self.setFocusProxy(self.list.search)
            self.list.list.setFocus()
            return True
        return self.list.step_back()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside = event.size().width() >= SIDE_BY_SIDE
        self._show_parts()

    def _build(self) -> None:
        self.setObjectName("pupils")
        self.reviews.hide()
        self._to_reviews.setObjectName("pupils.reviews.open")
        self._to_reviews.setProperty("class", "small")
        self._to_reviews.setVisible(self.office.may(Right.READ_CASES))
        below = self.list.layout()
        assert below is not None  # noqa: S101  # the list has one
        below.addWidget(self._to_reviews)
        self.setFocusProxy(self.list.search)
        self.list.let_admit(may_admit=self._may_admit())
        self._nobody.said.setText(
            "No pupil is open. Ctrl+N admits one; a whole list comes in under School (Ctrl+8)."
        )
        inside = QVBoxLayout(self._right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.page, 1)
        inside.addWidget(self.reviews, 1)
        inside.addWidget(self.admission, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._nobody, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 16, 24, 12)
        across.setSpacing(20)
        across.addWidget(self.list)
        across.addWidget(self._right, 1)

    def _connect(self) -> None:
        self.list.pupil_shown.connect(self.show_pupil)
        self.list.pupil_chosen.connect(self._on_chosen)
        self.list.new_requested.connect(self._on_new)
        self._to_reviews.clicked.connect(self._on_reviews)
        self.reviews.pupil_chosen.connect(self._on_reviewed)
        self.page.pupil_chosen.connect(self._on_chosen)
        self.page.part_shown.connect(self._on_part_shown)
        self.admission.admitted.connect(self._on_admitted)
        self.admission.proposed.connect(self._on_proposed)
        self.admission.closed.connect(self._on_admission_closed)
        for key, act in (
            ("Ctrl+N", self._on_new),
            ("Ctrl+F", self._on_filter),
            ("F6", self._to_reviews.click),
            ("Ctrl+PgDown", partial(self._on_step, 1)),
            ("Ctrl+PgUp", partial(self._on_step, -1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _show_parts(self) -> None:
        """Show list and page side by side, or one of them where there is little room."""
        reviewing = not self.reviews.isHidden()
        admitting = not self.admission.isHidden()
        open_now = self.page.pupil is not None
        wants_right = admitting or reviewing or (self._wants_page and open_now)
        case = self._wants_page and open_now and self.page.part is Part.CASE
        beside = self._beside and not reviewing and not (case and not admitting)
        self.list.setVisible(beside or not wants_right)
        if beside:
            self.list.setFixedWidth(LIST_WIDTH)
        else:
            self.list.setMinimumWidth(0)
            self.list.setMaximumWidth(self.maximumWidth())
        self._right.setVisible(self._beside or wants_right)
        self.page.setVisible(open_now and not admitting and not reviewing)
        self._nobody.setVisible(not open_now and not admitting and not reviewing)

    def _on_reviews(self) -> None:
        """Show the review lists in the whole width."""
        if not self.office.may(Right.READ_CASES):
            return
        self.page.settle()
        self.admission.close_form()
        self.reviews.read()
        self.reviews.show()
        self._show_parts()
        self.reviews.view.setFocus()

    def _close_reviews(self) -> bool:
        """Go back from the review lists; say whether they were open."""
        was_open = not self.reviews.isHidden()
        self.reviews.hide()
        self._show_parts()
        if was_open:
            self.list.list.setFocus()
        return was_open

    def _on_reviewed(self, number: PupilId) -> None:
        """Open the case of a pupil of a review list."""
        self.reviews.hide()
        self.page.show_part(Part.CASE)
        self._on_chosen(number)

    def _on_part_shown(self) -> None:
        """Give a case the whole width; Esc brings the list back."""
        self._wants_page = self._wants_page or self.page.part is Part.CASE
        self._show_parts()

    def _may_admit(self) -> bool:
        return self.office.may(Right.ADMIT) or self.office.may(Right.PROPOSE_ADMISSION)

    def _on_chosen(self, number: PupilId) -> None:
        """Open a pupil and go to the page."""
        self._wants_page = True
        self.show_pupil(number)
        self.setFocusProxy(self.page.first_part())
        self.page.first_part().setFocus()

    def _on_step(self, step: int) -> None:
        shown = self.page.pupil
        number = self.list.beside(shown.id if shown else None, step)
        if number is not None:
            self.page.settle()
            self.show_pupil(number)

    def _on_filter(self) -> None:
        self._wants_page = False
        self.admission.close_form()
        self._show_parts()
        self.list.search.setFocus()
        self.list.search.selectAll()

    def _on_new(self) -> None:
        if self._may_admit():
            self.page.settle()
            self.admission.open()
            self._show_parts()

    def _on_admitted(self, pupil: Pupil) -> None:
        self.services.say(f"{pupil.called} is on the roll.")
        self._wants_page = True
        self.show_pupil(pupil.id)

    def _on_proposed(self, pupil: Pupil) -> None:
        self.services.say(f"{pupil.called} is proposed to the head, who confirms it under School.")

    def _on_admission_closed(self) -> None:
        self._show_parts()
        if self.page.isVisible():
            self.page.first_part().setFocus()
        else:
            self.list.search.setFocus()
