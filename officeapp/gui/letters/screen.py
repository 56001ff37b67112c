"""The Letters screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.books.letters import NoSuchKindError
from officeapp.domain.conscience import Choice
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.letters.certify import CertifyPanel
from officeapp.gui.letters.head import TABS, LetterHead
from officeapp.gui.letters.lines import ISSUED, SUGGESTED, WRITING, Sent, sent_lines
from officeapp.gui.letters.new_letter import NewLetter
from officeapp.gui.letters.page import LetterPage
from officeapp.gui.letters.pictures import picture_of_draft, picture_of_letter
from officeapp.gui.letters.printing import draw, print_certificate, print_letters
from officeapp.gui.letters.sent_panel import SentPanel
from officeapp.gui.letters.texts_panel import LadderTextsPanel
from officeapp.gui.letters.writing import Writing
from officeapp.gui.screen import Screen
from officeapp.gui.tables import RecordTable, RecordView
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.draft_letters import Wanted, looked_at
from officeapp.procedures.issue_letters import hold_letter, issue_letters
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.suggest_letters import Suggestion, suggestions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPixmap, QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.conscience import Looked
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_year import Span
    from officeapp.gui.screen import Target, WindowServices
    from officeapp.procedures.draft_letters import Draft

WIDE_ENOUGH, PAGE_BESIDE, ONE_ROW = 1120, 740, 1000
WORDS = (
    "What the policy asks for now. Enter writes it, Ctrl+Shift+Enter all that are ready.",
    "Ctrl+Enter issues what is ready; a decision or Delete holds for every row that is chosen.",
    "Issued and not printed yet. Ctrl+P prints them all, Ctrl+Shift+P those chosen.",
    "Kept as sent. F2 notes how one was sent; Ctrl+P prints a copy; F4 puts a changed one right.",
)


_STALE = "The register changed meanwhile; letters say what it says now. Look, then issue."


class LetterScreen(Screen):
    """Four lists at the left; the page of the letter in hand and its facts at the right."""

    shows: ClassVar[frozenset[Book]] = frozenset(
        {Book.LETTERS, Book.REGISTER, Book.ROLL, Book.CONTACTS, Book.CASES, Book.SCHOOL}
    )
    help_page: ClassVar[str] = "letters"

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(office, services, parent)
        self._many = office.may(Right.WRITE_LETTERS)
        self._reads = office.may(Right.READ_LETTERS)
        self._work = Writing(office, self)
        self._told_latin: set[str] = set()
        self._head = LetterHead(self)
        self._suggested: RecordTable[Suggestion] = RecordTable(SUGGESTED, self)
        self._writing: RecordTable[Draft] = RecordTable(WRITING, self)
        self._to_print: RecordTable[Sent] = RecordTable(ISSUED, self)
        self._issued: RecordTable[Sent] = RecordTable(ISSUED, self)
        names = ("suggested", "writing", "to-print", "issued")
        tables: tuple[RecordTable[Any], ...] = (
            self._suggested,
            self._writing,
            self._to_print,
            self._issued,
        )
        self._views = [
            RecordView(table, f"letters.{name}", self)
            for table, name in zip(tables, names, strict=True)
        ]
        self._stack = QStackedWidget(self)
        self._card = Card("", self)
        self._refused = label("", "refused", self)
        self._progress = label("", "note", self)
        self._new = NewLetter(office, self)
        self._certify = CertifyPanel(office, self)
        self._sent = SentPanel(office, self)
        self._texts = LadderTextsPanel(office, services, self)
        self._page = LetterPage(self)
        self._text = QPushButton("Texts of the policy  Ctrl+T", self)
        self._issue = QPushButton("Issue what is ready  Ctrl+Enter", self)
        self._print = QPushButton("Print  Ctrl+P", self)
        self._correct = QPushButton("Put right  F4", self)
        self._how_sent = QPushButton("How it was sent  F2", self)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    @override
    def refresh(self) -> None:
        self._suggested.show(self._asked_for())
        lines = sent_lines(self.office) if self._reads else []
        self._to_print.show([one for one in lines if not one.done])
        self._issued.show(lines)
        self._show_drafts()
        self._work.take_up()

    @override
    def first_field(self) -> QWidget | None:
        if self._new.isVisibleTo(self):
            return self._new.first_field()
        return self._views[self._tab]

    @override
    def open_on(self, target: Target) -> None:
        self._refresh_if_seen()
        if target.pupil is None:
            return
        if self._stand_on_issued(target.section or ""):
            return
        pupil, kind = self.office.roll.pupil(target.pupil), self._kind_of(target.section or "")
        if not (kind and self._stand_on(pupil, kind)):
            self._new.choose(pupil, kind)

    @override
    def step_back(self) -> bool:
        if self._work.stop() or self._sent.give_up() or self._texts.give_up():
            return True
        if self._new.isVisibleTo(self) or self._certify.isVisibleTo(self):
            self._new.hide()
            self._certify.hide()
            self._views[self._tab].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def choose_tab(self, place: int) -> None:
        """Show another of the four lists."""
        self._head.check(place)
        self._show_tab()
        self._views[place].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _tab(self) -> int:
        return self._head.place

    def _build(self) -> None:
        self.setObjectName("letters")
        for view, words in zip(self._views, TABS, strict=True):
            view.setAccessibleName(words)
            view.setMinimumHeight(200)
            self._stack.addWidget(view)
        self._refused.setObjectName("letters.refused")
        self._refused.setWordWrap(True)
        self._refused.hide()
        self._progress.setObjectName("letters.progress")
        self._progress.hide()
        self._card.inside.addWidget(self._progress)
        self._card.inside.addWidget(self._refused)
        self._card.inside.addWidget(self._new)
        self._card.inside.addWidget(self._certify)
        self._card.inside.addWidget(self._sent)
        self._card.inside.addWidget(self._texts)
        self._card.inside.addWidget(self._stack, 1)
        keys = QHBoxLayout()
        for button, name in (
            (self._text, "text"),
            (self._issue, "issue"),
            (self._print, "print"),
            (self._how_sent, "how-sent"),
            (self._correct, "correct"),
        ):
            button.setObjectName(f"letters.{name}")
            keys.addWidget(button)
        keys.addStretch(1)
        self._card.inside.addLayout(keys)
        self._across.setSpacing(14)
        self._across.addWidget(self._card, 4)
        self._across.addWidget(self._page, 5)
        # What is arranged by the room there is must not itself say how much room it needs.
        for part, upright in (
            (self._head, QSizePolicy.Policy.Fixed),
            (self._card, QSizePolicy.Policy.Preferred),
            (self._page, QSizePolicy.Policy.Preferred),
        ):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, upright)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(14)
        column.addWidget(self._head)
        column.addLayout(self._across, 1)
        for panel in (self._new, self._certify, self._sent, self._texts):
            panel.hide()
        self._head.check(0 if self._many else 1)
        self._head.offer_certificate(offered=self._reads)
        self._head.offer([*([0] if self._many else []), 1, *([2, 3] if self._reads else [])])

    def _connect(self) -> None:
        self._head.chosen.connect(lambda _: self._show_tab())
        self._head.new_wanted.connect(self._new.open)
        self._views[0].record_chosen.connect(lambda one: self._write([one]))
        for view in self._views:
            view.selectionModel().currentRowChanged.connect(lambda *_: self._show_page())
        self._new.wanted.connect(self._on_wanted)
        self._certify.wanted.connect(self._on_certificate)
        self._head.certificate_wanted.connect(self._on_certify)
        self._page.changed.connect(self._on_changed)
        self._page.looked.connect(self._on_looked)
        self._page.english_wanted.connect(self._work.in_english)
        self._work.progressed.connect(self._on_progress)
        self._work.changed.connect(self._show_drafts)
        self._work.refused.connect(self._on_written)
        self._issue.clicked.connect(self._on_issue)
        self._print.clicked.connect(self._on_print)
        self._correct.clicked.connect(self._on_correct)
        self._how_sent.clicked.connect(self._on_how_sent)
        self._sent.noted.connect(self.services.say)
        self._text.clicked.connect(self._on_texts)
        self._texts.written.connect(self.services.say)
        self._texts.closed.connect(self._views[0].setFocus)
        self._sent.closed.connect(self._views[3].setFocus)
        for key, act in (
            ("Ctrl+N", self._new.open),
            ("Ctrl+Shift+N", self._on_certify),
            ("Ctrl+Return", self._on_issue),
            ("Ctrl+Shift+Return", self._on_write_all),
            ("Ctrl+P", self._on_print),
            ("Ctrl+Shift+P", partial(self._on_print, chosen=True)),
            ("F4", self._on_correct),
            ("F2", self._on_how_sent),
            ("Ctrl+T", self._on_texts),
            ("Delete", self._on_thrown_away),
            *((f"Alt+{place + 1}", partial(self._on_tab_key, place)) for place in range(4)),
        ):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def _asked_for(self) -> list[Suggestion]:
        if not (self._many and self.office.may(Right.READ_CASES)):
            return []
        waits = {(one.pupil.id, one.step) for one in self._work.drafts}
        return [one for one in suggestions(self.office) if (one.pupil.id, one.step) not in waits]

    def _kind_of(self, policy_kind: str) -> str:
        """Return the kind of letter that a policy's kind is written with; empty for none."""
        try:
            return self.office.letters.template(policy_kind).kind if policy_kind else ""
        except NoSuchKindError:
            return ""

    def _stand_on(self, pupil: Pupil, kind: str) -> bool:
        """Stand on a suggested letter, so that Enter writes it; say whether it is suggested."""
        asked = [(one.pupil.id, one.template.kind) for one in self._suggested.records]
        if (pupil.id, kind) not in asked:
            return False
        self.choose_tab(0)
        self._views[0].selectRow(asked.index((pupil.id, kind)))
        return True

    def _stand_on_issued(self, number: str) -> bool:
        """Stand on a letter by its number and ask how it was sent; say whether it is listed."""
        numbers = [one.letter.number for one in self._issued.records]
        if number not in numbers:
            return False
        self.choose_tab(3)
        self._views[3].selectRow(numbers.index(number))
        self._on_how_sent()
        return True

    def _refuse(self, why: str) -> None:
        """Say in place what was refused; it goes with the next thing that is done."""
        self._refused.setText(why)
        self._refused.setVisible(bool(why))

    def _on_tab_key(self, place: int) -> None:
        if self._head.has(place):
            self.choose_tab(place)

    def _show_tab(self) -> None:
        place = self._tab
        if place != 3:
            self._sent.hide()
        if place != 0:
            self._texts.hide()
        self._text.setVisible(place == 0)
        self._refuse("")
        self._stack.setCurrentIndex(place)
        self._card.set_title(TABS[place])
        self._card.say(WORDS[place])
        self._issue.setVisible(place == 1)
        self._print.setVisible(place >= 2)
        self._correct.setVisible(place == 3)
        self._how_sent.setVisible(place == 3 and self.office.may(Right.WRITE_LETTER))
        self._across.setStretch(0, 11 if place == 1 else 7)
        self._across.setStretch(1, 19 if place == 1 else 4)
        tables = (self._suggested, self._writing, self._to_print, self._issued)
        self._head.count([table.rowCount() for table in tables])
        self._show_page()

    def _show_drafts(self) -> None:
        self._writing.show(self._work.drafts)
        self._show_tab()

    def _show_page(self) -> None:
        record = self._views[self._tab].current()
        self._page.setVisible(self._tab > 0 and record is not None)
        if self._tab == 1:
            self._page.show_draft(record, self._picture_of_draft(record) if record else None)
        elif isinstance(record, Sent):
            self._page.show_picture_only(self._picture_of_letter(record))
        else:
            self._page.show_picture_only(None)

    def _picture_of_draft(self, draft: Draft) -> QPixmap | None:
        return picture_of_draft(self.office, draft, self.devicePixelRatioF())

    def _picture_of_letter(self, line: Sent) -> QPixmap | None:
        try:
            return picture_of_letter(
                self.office, line.letter, self.devicePixelRatioF(), copy=self._tab == 3
            )
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return None

    def _write(self, asked: Sequence[Suggestion]) -> None:
        self.choose_tab(1)
        household = self.office.letters.stationery().household
        self._work.want_each(
            (Wanted(one.template.kind, by_household=household, step=one.step), one.pupil)
            for one in asked
        )

    def _on_progress(self, done: int, total: int) -> None:
        self._progress.setText(f"Writing letters: {done} of {total}. Esc stops, nothing kept.")
        self._progress.show()

    def _on_written(self, refusals: str) -> None:
        self._progress.hide()
        self._suggested.show(self._asked_for())
        self._show_tab()
        self._refuse(refusals)

    def _on_write_all(self) -> None:
        """Write every letter that nothing is in the way of."""
        if self._tab == 0:
            self._write([one for one in self._suggested.records if not one.in_the_way])

    def _on_wanted(self, wanted: Wanted, pupils: Sequence[Pupil]) -> None:
        self._new.hide()
        self.choose_tab(1)
        self._work.want(wanted, pupils)

    def _on_certify(self) -> None:
        if self._reads:
            self._new.hide()
            self._certify.open()

    def _on_certificate(self, pupil: Pupil, span: Span, issue: bool) -> None:  # noqa: FBT001  # Qt's own
        try:
            said = print_certificate(self, pupil, span, issue=issue)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._certify.hide()
        self.services.say(said)

    def _on_changed(self, draft: Draft) -> None:
        try:
            self._work.put([draft])
        except OfficeError as refusal:
            self._refuse(str(refusal))

    def _on_looked(self, draft: Draft, looked: Looked) -> None:
        """Take a decision about the draft in hand, and every other that is chosen in the list."""
        if not looked.why:
            self._refuse("Say why first; the reason is kept with the letter.")
            return
        others = [one for one in self._views[1].chosen() if one.pupil.id != draft.pupil.id]
        given = Gathering(self.office, self.office.today())
        refusals: dict[str, None] = {}
        decided: list[Draft] = []
        for one in (draft, *others):
            try:
                decided.append(looked_at(self.office, one, looked, given))
            except OfficeError as refusal:
                refusals[str(refusal)] = None
        try:
            self._keep_decided(decided, looked)
        except OfficeError as refusal:
            refusals[str(refusal)] = None
        self._refuse(" ".join(refusals))
        whose = draft.pupil.called if len(decided) == 1 else f"{len(decided)} letters"
        self.services.say(f"{whose}: {looked.choice.value}, {looked.why}")

    def _keep_decided(self, decided: Sequence[Draft], looked: Looked) -> None:
        if looked.choice is not Choice.HOLD:
            self._work.put(decided)
            return
        for one in decided:
            hold_letter(self.office, one)
        self._work.drop(decided)

    def _on_issue(self) -> None:
        if self._tab != 1:
            return
        self._page.settle()
        try:
            ready, stale = self._work.ready()
            if stale:
                self._refuse(_STALE)
                return
            if not ready:
                self._refuse("No draft is ready; see what each waits for.")
                return
            letters = issue_letters(self.office, ready, draw)
            self._work.drop(ready)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self.refresh()
        self.choose_tab(2 if self._reads else 1)
        many = "1 letter" if len(letters) == 1 else f"{len(letters)} letters"
        self.services.say(f"{many} issued, {letters[0].number} to {letters[-1].number}")

    def _on_print(self, *_: object, chosen: bool = False) -> None:
        """Print all that wait, or those chosen in the list; a copy of what was issued before."""
        if self._tab < 2:
            return
        listed = list(self._to_print.records) if self._tab == 2 and not chosen else None
        lines: list[Sent] = self._views[self._tab].chosen() if listed is None else listed
        if not lines:
            return
        letters = [one.letter for one in lines]
        try:
            copy = self._tab == 3
            self._refuse(print_letters(self, letters, copy=copy, may_print=self._may_print))
        except OfficeError as refusal:
            self._refuse(str(refusal))

    def _may_print(self, in_latin: str) -> bool:
        """Say what is printed in Latin letters the first time; print when asked again."""
        was_told = in_latin in self._told_latin
        if not was_told:
            self._told_latin.add(in_latin)
            self._refuse(f"{in_latin} Press the key again to print.")
        return was_told

    def _on_correct(self) -> None:
        line = self._views[3].current() if self._tab == 3 else None
        if not isinstance(line, Sent) or not line.changed:
            return
        self._work.put_right(line.letter)
        self.choose_tab(1)

    def _on_texts(self) -> None:
        if self._tab == 0:
            self._new.hide()
            self._certify.hide()
            self._texts.open()

    def _on_how_sent(self) -> None:
        line = self._views[3].current() if self._tab == 3 else None
        if isinstance(line, Sent) and not self._how_sent.isHidden():
            self._new.hide()
            self._certify.hide()
            self._sent.open(line)

    def _on_thrown_away(self) -> None:
        drafts = self._views[1].chosen() if self._tab == 1 else []
        try:
            self._work.drop(drafts)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._suggested.show(self._asked_for())
        self._show_tab()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = event.size().width() >= WIDE_ENOUGH
        self._across.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._head.arrange(wide=event.size().width() >= ONE_ROW)
        self._page.arrange(wide=event.size().width() >= PAGE_BESIDE)
