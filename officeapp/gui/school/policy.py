"""The attendance policy under School: every number with its day, what is doubtful, the paper."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.policy_settings import said
from officeapp.domain.rights import Right
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import chain
from officeapp.gui.school.policy_form import NumberForm, ProfileForm
from officeapp.gui.school.policy_lines import (
    DOUBT_COLUMNS,
    NUMBER_COLUMNS,
    NumberLine,
    doubt_lines,
    doubt_words,
    number_lines,
    profile_words,
)
from officeapp.gui.school.section import FormSection
from officeapp.gui.tables import ROW_HEIGHT, RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card, label
from officeapp.gui.widgets.day_field import short_date
from officeapp.procedures.keep_policy import take_back_change
from officeapp.procedures.policy_paper import policy_appendix
from officeapp.procedures.printing import printed_line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.policy_checks import PolicyDoubt
    from officeapp.gui.screen import WindowServices

MOST_DOUBTS_SHOWN = 3
LEAST_LIST_HEIGHT = 220
FIND_WIDTH = 250


class PolicySection(FormSection):
    """Numbers are changed from a day on; a profile is gone over to from a day on."""

    name: ClassVar[str] = "school.policy"
    title: ClassVar[str] = "Policy"
    right: ClassVar[Right | None] = Right.CHANGE_SCHOOL
    shows: ClassVar[frozenset[Book]] = frozenset({Book.SCHOOL})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._table: RecordTable[NumberLine] = RecordTable(NUMBER_COLUMNS, self)
        self._list = FittedView(self._table, "school.policy.list", self, spare=(3, 4))
        self._doubt_table: RecordTable[PolicyDoubt] = RecordTable(DOUBT_COLUMNS, self)
        self._doubts = FittedView(self._doubt_table, "school.policy.doubts", self, spare=(1,))
        self._find = QLineEdit(self)
        self._followed = label("", "note", self)
        self._whole = label("", "note", self)
        self._card = Card("Numbers", self)
        self._doubt_card = Card("What is doubtful", self)
        self._form = NumberForm(services.theme, self)
        self._profile_form = ProfileForm(services.theme, self)
        self._build()
        self.refresh()

    def _build(self) -> None:
        other = self.add_act("Another policy", "Ctrl+N", "other", self._on_other)
        paper = self.add_act("Print", "Ctrl+P", "print", self._on_print)
        paper.setEnabled(True)
        self._followed.setObjectName("school.policy.followed")
        self._followed.setWordWrap(True)
        self._find.setObjectName("school.policy.find")
        self._find.setAccessibleName("Find a number")
        self._find.setPlaceholderText("Find a number: late, weeks")
        self._find.setFixedWidth(FIND_WIDTH)
        self._find.textChanged.connect(self._show_numbers)
        self._list.setAccessibleName("Numbers of the policy")
        self._list.setItemDelegate(BadgeDelegate(self.services.theme, self._list))
        self._list.record_chosen.connect(self._on_chosen)
        self._list.setMinimumHeight(LEAST_LIST_HEIGHT)
        self._doubts.setAccessibleName("What is doubtful in the policy")
        self._doubts.setItemDelegate(BadgeDelegate(self.services.theme, self._doubts))
        take_back = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._list)
        take_back.setContext(Qt.ShortcutContext.WidgetShortcut)
        take_back.activated.connect(self._on_take_back)
        self._card.head.addWidget(self._find)
        self._card.inside.addWidget(self._list, 1)
        self._whole.setObjectName("school.policy.doubt")
        self._whole.setWordWrap(True)
        self._doubts.selectionModel().currentRowChanged.connect(self._show_doubt)
        self._doubt_card.inside.addWidget(self._doubts)
        self._doubt_card.inside.addWidget(self._whole)
        self.inside.addWidget(self._followed)
        self.inside.addWidget(self._card, 1)
        self.inside.addWidget(self._doubt_card)
        chain(other, paper, self._find, self._list, self._doubts)
        self.add_form(self._form, self._write)
        self.add_form(self._profile_form, self._write_profile)

    @override
    def refresh(self) -> None:
        """Show the policy of today again."""
        self._followed.setText(profile_words(self.office))
        self._show_numbers()
        found = doubt_lines(self.office)
        self._doubt_table.show(found)
        rows = min(len(found), MOST_DOUBTS_SHOWN)
        self._doubts.setFixedHeight((rows + 1) * ROW_HEIGHT + 12)
        self._doubt_card.setVisible(bool(found))
        self._show_doubt()
        self._doubt_card.say(f"{len(found)} · the law is used where it is otherwise")
        if self.can_change:
            self._card.say("Enter changes a number, from a day on  ·  Delete takes a change back")

    @override
    def focus_first(self) -> None:
        self._list.setFocus()

    def _show_numbers(self) -> None:
        self._table.show(number_lines(self.office, self._find.text()))

    def _show_doubt(self) -> None:
        """Say the doubt in view whole; the list may have to cut it."""
        one = self._doubts.current()
        self._whole.setText(f"{one.place}  ·  {doubt_words(one)}" if one else "")

    def _on_chosen(self, line: NumberLine) -> None:
        key = (line.setting.key, line.change.line if line.change else None)
        fill = partial(self._form.show_line, line, self.office)
        self.open_form(self._form, key, line.setting.called, fill)
        self._form.say(self._form.about(line, self.office))

    def _write(self) -> None:
        setting, made = self._form.write(self.office)
        if made.id:
            number = made.value or "none"
            self.has_saved(f"{setting.called}: {number} from {short_date(made.first)}")
        else:
            self.has_saved(f"{setting.called} is {said(setting.value) or 'none'} already")

    def _on_take_back(self) -> None:
        line = self._list.current()
        if line is None or line.change is None or not self.can_change:
            return
        change, called = line.change, line.setting.called
        with self.refused.hears(self._on_take_back):
            take_back_change(self.office, change)
            self.has_saved(f"{called}: taken back")

    def _on_other(self) -> None:
        today = self.office.today()
        name = self.office.policy.profile_on(today)
        fill = partial(self._profile_form.show_profile, name, today)
        self.open_form(self._profile_form, "other", "Another policy", fill)

    def _write_profile(self) -> None:
        made = self._profile_form.write(self.office)
        words = self.office.policy.on(made.first).words
        self.has_saved(f"{words}: from {short_date(made.first)}")

    def _on_print(self) -> None:
        from officeapp.documents.policy_appendix import draw_policy_appendix
        from officeapp.gui.printing.preview import print_pdf

        school = self.office.school.card().name
        appendix = policy_appendix(self.office, self.office.today())
        paper = draw_policy_appendix(appendix, school, printed_line(self.office))
        print_pdf(self, paper, f"{school} attendance policy, the numbers", self.services)
