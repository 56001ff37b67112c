"""What is done from the case view: the forms it opens, and the entries they make."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from officeapp.domain.cases import StepState, StepTaken
from officeapp.domain.ladder import basis
from officeapp.domain.rights import Right
from officeapp.domain.school import Role
from officeapp.domain.school_year import SchoolYear
from officeapp.errors import OfficeError
from officeapp.gui.confirming import ask_first
from officeapp.gui.prompts import tell
from officeapp.gui.pupil.case_asks import (
    CALLS,
    CARD_ASKS,
    CONTRACTS,
    MEETING,
    NOTE,
    PLAN,
    REFERRAL,
    Ask,
    Form,
    blank,
    form_of,
)
from officeapp.gui.pupil.case_form import GONE, WHY
from officeapp.gui.pupil.concern import CONCERN, RAISED, TITLE
from officeapp.gui.screen import Place, Target
from officeapp.procedures.confidential import raise_concern, require_open
from officeapp.procedures.keep_case import change, change_card, enter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from officeapp.books.office import Office
    from officeapp.domain.cases import CaseCard
    from officeapp.domain.timeline import Kept
    from officeapp.gui.pupil.case_form import CaseForm
    from officeapp.gui.pupil.case_notes import NotesCard
    from officeapp.gui.pupil.case_notices import NoticesCard
    from officeapp.gui.pupil.case_pack import PackCard
    from officeapp.gui.pupil.case_rows import Asked
    from officeapp.gui.screen import WindowServices
    from officeapp.procedures.pupil_case import PupilCase

NEW: dict[str, tuple[str, str, Form]] = {
    "call": ("Log a call", "C", CALLS),
    "note": ("Note", "N", NOTE),
    "meeting": ("Meeting", "M", MEETING),
    "plan": ("Plan", "P", PLAN),
    "contract": ("Contract", "K", CONTRACTS),
    "referral": ("Referral", "R", REFERRAL),
}
#: What is no entry of the case, with its own right.
OTHERS: dict[str, tuple[str, str, Right]] = {
    "letter": ("Letter", "W", Right.WRITE_LETTER),
    "card": ("Who leads", "E", Right.KEEP_CASES),
    "pack": ("Referral pack…", "G", Right.REFER),
    "notices": ("Notices…", "F", Right.READ_CASES),
    "concern": ("Concern", "S", Right.RAISE_CONCERN),
    "confidential": ("Confidential", "O", Right.READ_CONFIDENTIAL),
}
EVIDENCE = Ask("evidence", "What shows that it was done")
WHY_ASIDE = Ask("why", "Why it is put aside")
WHY_OPEN = Ask("why", "Why the notes are opened")


class CaseActs(QObject):
    """Opens the form of each act for the pupil in view, and writes what it is given.

    Attributes:
        buttons: A button for each act, with its key.
        keys: The key of each.
        letter_in_hand: Returns the kind of letter of the step in hand; empty for none.
    """

    def __init__(
        self,
        office: Office,
        services: WindowServices,
        form: CaseForm,
        notes: NotesCard,
        pack: PackCard,
        notices: NoticesCard,
    ) -> None:
        super().__init__(form)
        self._office, self._services = office, services
        self._form, self._notes, self._pack, self._notices = form, notes, pack, notices
        self._case: PupilCase | None = None
        self.keys = {name: key for name, (_, key, _) in NEW.items()}
        self.keys |= {name: key for name, (_, key, _) in OTHERS.items()}
        self.letter_in_hand: Callable[[], str] = str
        self.buttons: dict[str, QPushButton] = {}
        opens: dict[str, Callable[[], None]] = {
            "letter": self._open_letters,
            "card": self._open_card,
            "pack": self._open_pack,
            "notices": self._open_notices,
            "concern": self._open_concern,
            "confidential": self._open_confidential,
        }
        for name, (words, key, form_of_new) in NEW.items():
            self._add(name, words, key, partial(self.open_form, form_of_new))
        for name, (words, key, _) in OTHERS.items():
            self._add(name, words, key, opens[name])

    def right(self, name: str) -> Right | None:
        """Return the right an act has of its own; None for that of the case."""
        return OTHERS[name][2] if name in OTHERS else None

    @property
    def case(self) -> PupilCase | None:
        """Return the case in view; None before one is shown."""
        return self._case

    def show_case(self, case: PupilCase) -> None:
        """Take the case in view."""
        self._case = case

    def change(self, entry: Kept | None) -> None:
        """Open an entry of the case to be changed; what is of another book is changed there."""
        form = form_of(entry) if entry is not None else None
        if form is None or entry is None or not self._office.may(Right.KEEP_CASES):
            return

        def keep(values: Mapping[str, Any]) -> None:
            others = (WHY.name, GONE.name)
            rest = {name: value for name, value in values.items() if name not in others}
            made: Any = replace(form.made(entry, rest)[0], gone=values[GONE.name])
            change(self._office, made, values[WHY.name])
            done = "taken back" if made.gone else "changed"
            self._services.say(f"{form.title}: {done}.")

        asks = (*form.asks, WHY, GONE)
        self._form.open(f"{form.title}, changed", asks, form.shown(entry), keep)

    def step_done(self, row: Asked) -> None:
        """Ask what shows that a step was taken, and write that it was."""
        if row.line is None or self._case is None:
            return
        line = row.line
        begins = {"evidence": self._case.evidence(line)}
        self._form.open(f"Done: {line.step.words}", (EVIDENCE,), begins, partial(self._take, row))

    def step_aside(self, row: Asked) -> None:
        """Ask why a step is put aside, and write that it is."""
        if row.line is not None:
            title = f"Put aside: {row.line.step.words}"
            self._form.open(title, (WHY_ASIDE,), {}, partial(self._aside, row))

    def open_form(
        self, form: Form, values: Mapping[str, Any] | None = None, title: str = ""
    ) -> None:
        """Open the form of a new entry.

        Args:
            form: The kind of entry.
            values: What some fields begin with, where that is not what they usually do.
            title: What the form is for, where that is more than its kind.
        """
        if self._case is None:
            return
        pupil, today = self._case.pupil, self._office.today()

        def keep(typed: Mapping[str, Any]) -> None:
            made: Any
            made, targets = form.made(blank(form, pupil.id, today), typed)
            enter(self._office, made, targets)
            self._services.say(f"{form.title}: kept for {pupil.called}.")

        begins = {**form.begins(today), **(values or {})}
        self._form.open(title or form.title, form.asks, begins, keep)

    def _add(self, name: str, words: str, key: str, opens: Callable[[], None]) -> None:
        button = QPushButton(f"{words}  {key}", self._form.parentWidget())
        button.setObjectName(f"pupils.case.new.{name}")
        button.setProperty("class", "small primary" if name == "pack" else "small")
        button.clicked.connect(opens)
        self.buttons[name] = button

    def _take(self, row: Asked, values: Mapping[str, Any]) -> None:
        self._write_step(row, StepState.DONE, evidence=values["evidence"])

    def _aside(self, row: Asked, values: Mapping[str, Any]) -> None:
        rests_on = basis(row.line.reached) if row.line is not None else ""
        self._write_step(row, StepState.ASIDE, evidence=rests_on, why=values["why"])

    def _write_step(self, row: Asked, state: StepState, evidence: str, why: str = "") -> None:
        if row.line is None or self._case is None:
            return
        pupil, step = self._case.pupil, row.line.step
        entry = StepTaken(0, pupil.id, self._office.today(), step.id, state, evidence, why)
        enter(self._office, entry)
        done = "done" if state is StepState.DONE else "put aside"
        self._services.say(f"{step.words}: {done} for {pupil.called}.")

    def open_letter(self, kind: str = "") -> None:
        """Open the letters of the pupil in view, on a kind of letter where one is named."""
        if self._case is not None:
            target = Target(pupil=self._case.pupil.id, section=kind or None)
            self._services.go_to(Place.LETTERS, target)

    def _open_letters(self) -> None:
        self.open_letter(self.letter_in_hand())

    def _open_pack(self) -> None:
        if self._case is None:
            return
        self._notices.close_notices()
        try:
            self._pack.open(self._case.pupil)
        except OfficeError as refusal:
            tell(self._form, str(refusal))

    def _open_notices(self) -> None:
        if self._case is not None:
            self._pack.close_pack()
            self._notices.open(self._case.pupil)

    def _open_card(self) -> None:
        if self._case is None:
            return
        card = self._office.cases.card(self._case.pupil.id)
        begins = self._year()
        names = [ask.name for ask in CARD_ASKS if ask.name != "focus"]
        values = {name: getattr(card, name) for name in names}
        values["focus"] = card.focus_year == begins
        self._form.open("Who leads, and what to mind", CARD_ASKS, values, partial(self._card, card))

    def _card(self, card: CaseCard, values: Mapping[str, Any]) -> None:
        rest = {name: value for name, value in values.items() if name != "focus"}
        before = card.focus_year if card.focus_year != self._year() else 0
        focus = self._year() if values["focus"] else before
        change_card(self._office, replace(card, **rest, focus_year=focus))
        self._services.say("Kept on the card of the case.")

    def _open_concern(self) -> None:
        self._form.open(TITLE, (CONCERN,), {}, self._raise)

    def _raise(self, values: Mapping[str, Any]) -> None:
        if self._case is None:
            return
        raise_concern(self._office, self._case.pupil.id, values["words"])
        self._services.say(RAISED)

    def _open_confidential(self) -> None:
        try:
            require_open(self._office)
        except OfficeError as refusal:
            tell(self._form, str(refusal))
            return
        person = self._office.person
        if person is not None and person.role is Role.SAFEGUARDING:
            self._open_notes("")
            return
        self._form.open(
            "Open the confidential notes",
            (WHY_OPEN,),
            {},
            lambda values: self._open_notes(values["why"]),
        )

    def _open_notes(self, why: str) -> None:
        if self._case is None:
            return
        try:
            self._notes.open(self._case.pupil, why)
        except OfficeError as refusal:
            if ask_first(self._form, refusal, partial(self._open_notes, why)):
                return
            if self._form.is_open:
                raise
            tell(self._form, str(refusal))

    def _year(self) -> int:
        return SchoolYear.of(self._office.today()).begins
