"""The Letters screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.books.letters import NoSuchKindError
from officeapp.domain.certificate import CertificateGapsError
from officeapp.domain.conscience import Choice
from officeapp.domain.rights import Right
from officeapp.errors import OfficeError
from officeapp.gui.letters.head import LetterHead
from officeapp.gui.letters.lines import Sent, sent_lines
from officeapp.gui.letters.list_card import LetterLists
from officeapp.gui.letters.page import LetterPage
from officeapp.gui.letters.pictures import picture_of_draft, picture_of_letter
from officeapp.gui.letters.printing import draw, print_certificate, print_letters
from officeapp.gui.letters.writing import Writing
from officeapp.gui.screen import Place, Screen, Target
from officeapp.procedures.draft_letters import Wanted, looked_at
from officeapp.procedures.issue_letters import hold_letter, issue_letters
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.suggest_letters import Suggestion, suggestions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPixmap, QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.certificate import CertificateGap
    from officeapp.domain.conscience import Looked
    from officeapp.domain.roll import Pupil
    from officeapp.domain.school_year import Span
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.draft_letters import Draft

WIDE_ENOUGH, PAGE_BESIDE, ONE_ROW = 1120, 740, 1000
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
        self._lists = LetterLists(office, services, self)
        self._page = LetterPage(self)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._connect()

    @override
    def refresh(self) -> None:
        self._lists.suggested.show(self._asked_for())
        lines = sent_lines(self.office) if self._reads else []
        self._lists.to_print.show([one for one in lines if not one.done])
        self._lists.issued.show(lines)
        self._show_drafts()
        self._work.take_up()
        mended = self._lists.certify.look_again()
        if mended:
            self._refuse("")
            self.services.say(mended)

    @override
    def first_field(self) -> QWidget | None:
        if self._lists.new.isVisibleTo(self):
            return self._lists.new.first_field()
        return self._lists.views[self._tab]

    @override
    def open_on(self, target: Target) -> None:
        self._refresh_if_seen()
        if target.pupil is None:
            return
        if self._stand_on_issued(target.section or ""):
            return
        pupil, kind = self.office.roll.pupil(target.pupil), self._kind_of(target.section or "")
        if not (kind and self._stand_on(pupil, kind)):
            self._lists.new.choose(pupil, kind)

    @override
    def step_back(self) -> bool:
        if self._work.stop() or self._lists.sent.give_up() or self._lists.texts.give_up():
            return True
        if self._lists.close_new():
            self._lists.views[self._tab].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def choose_tab(self, place: int) -> None:
        """Show another of the four lists."""
        self._head.check(place)
        self._show_tab()
        self._lists.views[place].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _tab(self) -> int:
        return self._head.place

    def _build(self) -> None:
        self.setObjectName("letters")
        self._across.setSpacing(14)
        self._across.addWidget(self._lists, 4)
        self._across.addWidget(self._page, 5)
        # What is arranged by the room there is must not itself say how much room it needs.
        for part, upright in (
            (self._head, QSizePolicy.Policy.Fixed),
            (self._lists, QSizePolicy.Policy.Preferred),
            (self._page, QSizePolicy.Policy.Preferred),
        ):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, upright)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(14)
        column.addWidget(self._head)
        column.addLayout(self._across, 1)
        self._head.check(0 if self._many else 1)
        self._head.offer_certificate(offered=self._reads)
        self._head.offer([*([0] if self._many else []), 1, *([2, 3] if self._reads else [])])

    def _connect(self) -> None:
        self._head.chosen.connect(lambda _: self._show_tab())
        self._head.new_wanted.connect(self._lists.new.open)
        self._lists.views[0].record_chosen.connect(lambda one: self._write([one]))
        for view in self._lists.views:
            view.selectionModel().currentRowChanged.connect(lambda *_: self._show_page())
        self._lists.new.wanted.connect(self._on_wanted)
        self._lists.certify.wanted.connect(self._on_certificate)
        self._lists.certify.gap_chosen.connect(self._on_certificate_gap)
        self._head.certificate_wanted.connect(self._on_certify)
        self._page.changed.connect(self._on_changed)
        self._page.looked.connect(self._on_looked)
        self._page.english_wanted.connect(self._work.in_english)
        self._work.progressed.connect(self._on_progress)
        self._work.changed.connect(self._show_drafts)
        self._work.refused.connect(self._on_written)
        self._lists.issue.clicked.connect(self._on_issue)
        self._lists.print.clicked.connect(self._on_print)
        self._lists.correct.clicked.connect(self._on_correct)
        self._lists.how_sent.clicked.connect(self._on_how_sent)
        self._lists.sent.noted.connect(self.services.say)
        self._lists.policy_texts.clicked.connect(self._on_texts)
        self._lists.texts.written.connect(self.services.say)
        self._lists.texts.closed.connect(self._lists.views[0].setFocus)
        self._lists.sent.closed.connect(self._lists.views[3].setFocus)
        for key, act in (
            ("Ctrl+N", self._lists.new.open),
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
        asked = [(one.pupil.id, one.template.kind) for one in self._lists.suggested.records]
        if (pupil.id, kind) not in asked:
            return False
        self.choose_tab(0)
        self._lists.views[0].selectRow(asked.index((pupil.id, kind)))
        return True

    def _stand_on_issued(self, number: str) -> bool:
        """Stand on a letter by its number and ask how it was sent; say whether it is listed."""
        numbers = [one.letter.number for one in self._lists.issued.records]
        if number not in numbers:
            return False
        self.choose_tab(3)
        self._lists.views[3].selectRow(numbers.index(number))
        self._on_how_sent()
        return True

    def _refuse(self, why: str) -> None:
        self._lists.refuse(why)

    def _on_tab_key(self, place: int) -> None:
        if self._head.has(place):
            self.choose_tab(place)

    def _show_tab(self) -> None:
        place = self._tab
        self._lists.show_list(place, may_note=self.office.may(Right.WRITE_LETTER))
        self._across.setStretch(0, 11 if place == 1 else 7)
        self._across.setStretch(1, 19 if place == 1 else 4)
        self._head.count(self._lists.counts)
        self._show_page()

    def _show_drafts(self) -> None:
        self._lists.writing.show(self._work.drafts)
        self._show_tab()

    def _show_page(self) -> None:
        record = self._lists.views[self._tab].current()
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
        self._lists.tell_progress(f"Writing letters: {done} of {total}. Esc stops, nothing kept.")

    def _on_written(self, refusals: str) -> None:
        self._lists.tell_progress("")
        self._lists.suggested.show(self._asked_for())
        self._show_tab()
        self._refuse(refusals)

    def _on_write_all(self) -> None:
        """Write every letter that nothing is in the way of."""
        if self._tab == 0:
            self._write([one for one in self._lists.suggested.records if not one.in_the_way])

    def _on_wanted(self, wanted: Wanted, pupils: Sequence[Pupil]) -> None:
        self._lists.new.hide()
        self.choose_tab(1)
        self._work.want(wanted, pupils)

    def _on_certify(self) -> None:
        if self._reads:
            self._lists.new.hide()
            self._lists.certify.open()

    def _on_certificate(self, pupil: Pupil, span: Span, issue: bool) -> None:  # noqa: FBT001  # Qt's own
        try:
            said = print_certificate(self, pupil, span, issue=issue)
        except CertificateGapsError as refusal:
            self._lists.certify.show_gaps(pupil, span, refusal.gaps)
            self._refuse(str(refusal))
            return
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._lists.certify.hide()
        self.services.say(said)

    def _on_certificate_gap(self, pupil: Pupil, gap: CertificateGap) -> None:
        """Open the session in the register, or among the clashes."""
        if gap.clashes:
            self.services.go_to(Place.CLASHES, Target(pupil=pupil.id))
            return
        placed = self.office.roll.placed(pupil.id, gap.day)
        of_class = placed.school_class if placed else None
        self.services.go_to(Place.REGISTER, Target(pupil.id, of_class, gap.day, gap.session))

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
        others = [one for one in self._lists.views[1].chosen() if one.pupil.id != draft.pupil.id]
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
        if not self._lists.texts.isHidden():
            self._lists.texts.choose_file()
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
        listed = list(self._lists.to_print.records) if self._tab == 2 and not chosen else None
        lines: list[Sent] = self._lists.views[self._tab].chosen() if listed is None else listed
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
        line = self._lists.views[3].current() if self._tab == 3 else None
        if not isinstance(line, Sent) or not line.changed:
            return
        self._work.put_right(line.letter)
        self.choose_tab(1)

    def _on_texts(self) -> None:
        if self._tab == 0:
            self._lists.close_new()
            self._lists.texts.open()

    def _on_how_sent(self) -> None:
        line = self._lists.views[3].current() if self._tab == 3 else None
        if isinstance(line, Sent) and not self._lists.how_sent.isHidden():
            self._lists.close_new()
            self._lists.sent.open(line)

    def _on_thrown_away(self) -> None:
        drafts = self._lists.views[1].chosen() if self._tab == 1 else []
        try:
            self._work.drop(drafts)
        except OfficeError as refusal:
            self._refuse(str(refusal))
            return
        self._lists.suggested.show(self._asked_for())
        self._show_tab()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = event.size().width() >= WIDE_ENOUGH
        self._across.setDirection(way.LeftToRight if wide else way.TopToBottom)
        self._head.arrange(wide=event.size().width() >= ONE_ROW)
        self._page.arrange(wide=event.size().width() >= PAGE_BESIDE)
