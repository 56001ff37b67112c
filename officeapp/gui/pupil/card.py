"""The card of a pupil: every field in groups, each kept when it is left."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from officeapp.errors import OfficeError
from officeapp.gui.pupil.calling import Sight, pupil_as_shown
from officeapp.gui.pupil.card_fields import FIELDS, GROUPS, HEALTH, HOME, IDENTITY, NAME
from officeapp.gui.pupil.field_set import FieldSet
from officeapp.gui.pupil.name_picker import NamePicker, pupils_by_name
from officeapp.gui.pupil.readings import left_or_coming
from officeapp.gui.widgets.cards import Card, label
from officeapp.procedures.keep_family import brothers_and_sisters, join_family, leave_family
from officeapp.procedures.keep_roll import change_pupil

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId
    from officeapp.domain.roll import Pupil
    from officeapp.gui.pupil.fields import Field
    from officeapp.gui.screen import WindowServices

TWO_COLUMNS = 720


class CardSection(QWidget):
    """What the roll says of a pupil, field by field.

    Signals:
        pupil_chosen: A brother or sister is to be opened; carries the pupil's number.
    """

    pupil_chosen = Signal(object)

    def __init__(
        self, office: Office, services: WindowServices, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._services = office, services
        self._pupil: Pupil | None = None
        self._may_change = True
        #: Whose withheld addresses are shown; the page puts its own here.
        self.sight = Sight(office)
        self.fields: FieldSet[Pupil] = FieldSet(
            FIELDS, "pupils.card", self, keep=self._keep, now=office.now
        )
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._family = QVBoxLayout()
        self._joined = NamePicker("pupils.card.family", "Brother or sister", self)
        self._refused = label("", "refused", self)
        self._leave = QPushButton("Not of this family", self)
        self._build()
        self._joined.chosen.connect(self._on_joined)
        self._leave.clicked.connect(self._on_left)

    def show_pupil(self, pupil: Pupil) -> None:
        """Show a pupil's card; of the same pupil, what is being typed stays."""
        if self._pupil is None or self._pupil.id != pupil.id:
            self._joined.clear()
            self._refused.hide()
        self._pupil = pupil
        opened = self.sight.shows(pupil.id)
        shown = pupil_as_shown(self._office, pupil, opened=opened)
        self.fields.show_record(pupil.id, shown)
        hidden = shown.address != pupil.address
        self.fields.rows["address"].set_read_only(read_only=hidden or not self._may_change)
        self._show_family(pupil)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nobody type, or let them again."""
        self._may_change = not read_only
        self.fields.set_read_only(read_only=read_only)
        self._joined.setVisible(not read_only)
        self._leave.setVisible(not read_only)

    def settle(self) -> None:
        """Keep what is typed and not kept yet."""
        if self._may_change:
            self.fields.settle()

    def first_part(self) -> QWidget:
        """Return the first field."""
        return self.fields.rows["legal_surname"].editor

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS
        side_by_side = QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(side_by_side if wide else QBoxLayout.Direction.TopToBottom)

    def _build(self) -> None:
        self.setObjectName("pupils.card")
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(12)
        self._refused.setWordWrap(True)
        self._refused.setObjectName("pupils.card.family.said")
        self._refused.hide()
        self._leave.setObjectName("pupils.card.family.leave")
        self._leave.setProperty("class", "small")
        home = self._card("Home and family", HOME)
        across = QHBoxLayout()
        across.addWidget(self._joined, 1)
        across.addWidget(self._leave)
        home.inside.addLayout(self._family)
        home.inside.addLayout(across)
        home.inside.addWidget(self._refused)
        for cards in (
            (self._card("Name", NAME), home),
            (self._card("Identity", IDENTITY), self._card("Groups and health", (*GROUPS, *HEALTH))),
        ):
            half = QWidget(self)
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column = QVBoxLayout(half)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addWidget(half, 1)

    def _card(self, title: str, fields: tuple[Field, ...]) -> Card:
        card = Card(title, self)
        card.say("")
        for field in fields:
            card.inside.addWidget(self.fields.rows[field.name])
        return card

    def _show_family(self, pupil: Pupil) -> None:
        before: QWidget = self.fields.rows["address"].editor
        while (old := self._family.takeAt(0)) is not None:
            line = old.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        family = brothers_and_sisters(self._office, pupil)
        for one in family:
            button = QPushButton(self._relative(one), self)
            button.setObjectName(f"pupils.card.family.{one.id}")
            button.setProperty("class", "row")
            button.setAccessibleDescription("Opens the pupil.")
            button.clicked.connect(partial(self.pupil_chosen.emit, one.id))
            self._family.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button
        if not family:
            self._family.addWidget(QLabel("No brother or sister in school", self))
        for part in (self._joined, self._leave, self.fields.rows["sen"].editor):
            QWidget.setTabOrder(before, part)
            before = part
        self._leave.setVisible(bool(family) and self._may_change)
        mine = {pupil.id, *(one.id for one in family)}
        self._joined.offer(partial(pupils_by_name, self._office, mine))

    def _relative(self, one: Pupil) -> str:
        away = left_or_coming(self._office, one, self._office.today())
        placed = self._office.roll.placed(one.id, self._office.today())
        name = self._office.roll.school_class(placed.school_class).name if placed else ""
        return ",  ".join(part for part in (one.called, away or name) if part)

    def _keep(self, field: Field, card: Pupil) -> None:
        before = self._office.roll.pupil(card.id)
        old, new = getattr(before, field.name), getattr(card, field.name)
        # the card shown may lack what is hidden; the one written never does
        change_pupil(self._office, replace(before, **{field.name: new, "line": card.line}))
        again = None if field.name == "upn" else partial(self._put_back, card.id, field, old, new)
        self._services.say(f"{card.called}: {field.label.lower()} changed.", again)

    def _put_back(self, number: PupilId, field: Field, old: Any, new: Any) -> None:
        """Write the earlier value again, unless somebody changed the field meanwhile."""
        card = self._office.roll.pupil(number)
        if getattr(card, field.name) != new:
            self._services.say("The field was changed again meanwhile; nothing was undone.")
            return
        try:
            change_pupil(self._office, replace(card, **{field.name: old}))
        except OfficeError as refusal:
            self._services.say(str(refusal))

    def _on_joined(self, other: PupilId) -> None:
        self._write_family(partial(join_family, self._office, self._number(), other))

    def _on_left(self) -> None:
        self._write_family(partial(leave_family, self._office, self._number()))

    def _write_family(self, act: Any) -> None:
        try:
            act()
        except OfficeError as refusal:
            self._refused.setText(str(refusal))
            self._refused.show()
            return
        self._joined.clear()
        self._refused.hide()

    def _number(self) -> PupilId:
        assert self._pupil is not None  # noqa: S101  # its buttons are shown with a pupil only
        return self._pupil.id
