"""Ctrl+K: find a pupil, over whatever is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout
from typing_extensions import override

from officeapp.domain.finding import Found, Listed, PupilIndex, Reached
from officeapp.domain.rights import Right
from officeapp.domain.roll import folded
from officeapp.gui.tables import Column, RecordTable, RecordView

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.gui.theme import Theme

ROWS = 10
SHORTEST_SLIP = 3  # fewer letters are near to everything
NEAR_ENOUGH = 0.7  # of 1, by letters changed, left out, added or changed round
WIDTH, HEIGHT = 620, 470

COLUMNS: tuple[Column[Found], ...] = (
    Column("Pupil", lambda found: found.listed.name),
    Column("Class", lambda found: found.listed.school_class, width=130),
    Column("Found by", lambda found: found.through, width=250),
)


def index_of(office: Office, *, only_here: bool = False) -> PupilIndex:
    """Return every pupil the school has or had, ready for searching.

    Args:
        office: The office.
        only_here: Whether those who are not on roll today are left out.
    """
    today = office.today()
    pupils = office.roll.pupils()
    contacts = office.contacts.by_pupil(pupils)
    on_roll = {pupil.id for pupil in office.roll.on_roll(today)}
    has_phones = office.may(Right.READ_PHONES)
    return PupilIndex(
        Listed(
            pupil.id,
            pupil.listed,
            _names(pupil),
            _class_or_left(office, pupil, here=pupil.id in on_roll),
            tuple(upn for upn in (pupil.upn, *pupil.former_upns) if upn),
            pupil.id in on_roll,
            tuple(
                Reached(tie.relationship, contact.called, contact.phones if has_phones else ())
                for tie, contact in contacts[pupil.id]
            ),
        )
        for pupil in pupils.values()
        if not only_here or pupil.id in on_roll
    )


def slips(index: PupilIndex, typed: str, limit: int = ROWS) -> list[Found]:
    """Return the pupils whose names are nearest to what was typed with a slip in it.

    Every word typed must be near to some name, or to the beginning of one.
    """
    spellings = [(names.split(), listed) for names, listed in index.spellings()]
    vocabulary = list({name for names, _ in spellings for name in names})
    near = [_near(word, vocabulary) for word in folded(typed).split()]
    ranked: list[tuple[float, int, Listed]] = []
    for place, (names, listed) in enumerate(spellings):
        scores = [max(likeness.get(name, 0.0) for name in names) for likeness in near]
        if min(scores) > 0:
            ranked.append((-sum(scores), place, listed))
    return [Found(listed, "near in spelling") for _, _, listed in sorted(ranked)[:limit]]


def _near(word: str, vocabulary: list[str]) -> dict[str, float]:
    """Return how near each name is to a word, leaving out those that are not."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found: dict[str, float] = {}
    beginnings = [name[: len(word) + 1] for name in vocabulary]
    for choices in (vocabulary, beginnings):
        hits = process.extract(
            word,
            choices,
            scorer=OSA.normalized_similarity,
            score_cutoff=NEAR_ENOUGH,
            limit=None,
        )
        for _, likeness, place in hits:
            name = vocabulary[place]
            found[name] = max(likeness, found.get(name, 0.0))
    return found


class FindPupil(QFrame):
    """A field and the pupils who fit; the arrows choose, Enter opens, Esc goes back.

    Signals:
        pupil_chosen: A pupil was chosen; carries the pupil's number.
        register_chosen: The pupil's class register is wanted; carries the pupil's number.
    """

    pupil_chosen = Signal(object)
    register_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._index = PupilIndex(())
        self._table: RecordTable[Found] = RecordTable(COLUMNS, self)
        self._field = QLineEdit(self)
        self._list = RecordView(self._table, "find.list", self)
        self._hint = QLabel(self)
        self._build(theme)
        self._field.textChanged.connect(self._on_typed)
        self._field.installEventFilter(self)
        self._list.record_chosen.connect(self._on_chosen)
        self.hide()

    def show_index(self, index: PupilIndex) -> None:
        """Search in another index from now on."""
        self._index = index
        if self.isVisible():
            self._on_typed(self._field.text())

    def open(self) -> None:
        """Show the field, empty, with the focus in it."""
        self._field.clear()
        self._on_typed("")
        room = self.window().rect()
        self.resize(min(WIDTH, room.width() - 32), min(HEIGHT, room.height() - 24))
        top = min(64, (room.height() - self.height()) // 2)
        self.move(QPoint((room.width() - self.width()) // 2, top))
        self.raise_()
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def found(self) -> list[Found]:
        """Return the pupils shown, the nearest first."""
        return list(self._table.records)

    def _build(self, theme: Theme) -> None:
        self.setObjectName("find")
        self.setAccessibleName("Find a pupil")
        self._field.setObjectName("find.text")
        self._field.setPlaceholderText("Any part of a name, class, UPN, parent or telephone")
        self._field.setAccessibleName("Find a pupil")
        self._field.setAccessibleDescription(
            "Type any part of a name, a class, a UPN, or a parent's name or telephone. "
            "The arrow keys choose, Enter opens."
        )
        self._field.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._list.setAccessibleName("Pupils found")
        self._list.horizontalHeader().hide()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint.setProperty("class", "note")
        self._hint.setObjectName("find.hint")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # a key repaints nothing below
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        column.addWidget(self._hint)

    def _on_typed(self, typed: str) -> None:
        hits = self._index.find(typed, ROWS)
        if not hits and len(folded(typed)) >= SHORTEST_SLIP:
            hits = slips(self._index, typed)
        self._table.show(hits)
        if hits:
            self._list.selectRow(0)
        self._hint.setText(self._said(typed, hits))

    def _said(self, typed: str, hits: list[Found]) -> str:
        if hits:
            return "Enter opens the pupil  ·  Shift+Enter the class register  ·  Esc goes back"
        if typed.strip():
            return "Nobody fits. Try fewer letters, or a parent's name or telephone."
        return f"{len(self._index)} pupils, past ones included  ·  Esc goes back"

    def _on_chosen(self, found: Found) -> None:
        self.hide()
        self.pupil_chosen.emit(found.listed.pupil)

    def _on_register_wanted(self, found: Found) -> None:
        self.hide()
        self.register_chosen.emit(found.listed.pupil)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("paper"))
        painter.setPen(self._theme.colour("muted"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == event.Type.KeyPress and self._took(event):  # type: ignore[arg-type]  # a key press is a QKeyEvent
            return True
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        """Act on a key that is for the list rather than the field."""
        row = self._list.currentIndex().row()
        steps = {
            Qt.Key.Key_Down: row + 1,
            Qt.Key.Key_Up: row - 1,
            Qt.Key.Key_PageDown: len(self._table.records) - 1,
            Qt.Key.Key_PageUp: 0,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._list.selectRow(max(0, min(steps[key], len(self._table.records) - 1)))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            found = self._list.current()
            if found is not None:
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                (self._on_register_wanted if shifted else self._on_chosen)(found)
            return True
        return False


def _names(pupil: Pupil) -> tuple[str, ...]:
    names = (
        pupil.surname,
        pupil.forename,
        pupil.legal_surname,
        pupil.legal_forename,
        pupil.middle_names,
    )
    return tuple(dict.fromkeys(name for name in names if name))


def _class_or_left(office: Office, pupil: Pupil, *, here: bool) -> str:
    placement = office.roll.placed(pupil.id, office.today())
    if here:
        return office.roll.school_class(placement.school_class).name if placement else "no class"
    ends = [spell.last for spell in office.roll.enrolments(pupil.id) if spell.last is not None]
    return f"left {max(ends):%b %Y}" if ends else "not on roll yet"
