"""The classes: their names, sites and teachers, and how many pupils each has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.record import ClassId, SiteId
from officeapp.domain.rights import Right
from officeapp.domain.roll import SchoolClass, year_group_name, year_group_order
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import Form, chain
from officeapp.gui.school.section import FormSection
from officeapp.gui.tables import Column, RecordTable
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card
from officeapp.procedures.keep_roll import add_class, change_class

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class of the list.

    Attributes:
        card: The class.
        site: The name of its site.
        year_groups: The year groups of its pupils, youngest first.
        pupils: How many pupils it has today.
    """

    card: SchoolClass
    site: str
    year_groups: tuple[str, ...]
    pupils: int


COLUMNS: tuple[Column[ClassLine], ...] = (
    Column("Class", lambda line: line.card.name),
    Column("Site", lambda line: line.site, width=150),
    Column("Teacher", lambda line: line.card.teacher or "–", width=190),
    Column("Year groups", lambda line: ", ".join(map(year_group_name, line.year_groups)) or "–"),
    Column(
        "Pupils today", lambda line: str(line.pupils), lambda line: line.pupils,
        number=True, width=110,
    ),
    Column(
        "", lambda line: "no longer used" if line.card.gone else "", number=True, width=130,
        badge=lambda line: "closed" if line.card.gone else "",
    ),
)  # fmt: skip


GONE_COLUMN = 5


def class_lines(office: Office, *, gone: bool) -> list[ClassLine]:
    """Return the classes with how many pupils each has; those no longer used where asked for."""
    today = office.today()
    sites = {one.id: one.name for one in office.school.site_cards.standing().values()}
    cards = list(office.roll.classes())
    if gone:
        cards += [one for one in office.roll.class_cards.standing().values() if one.gone]
    lines = []
    for card in cards:
        members = office.roll.members(card.id, today)
        placed = [office.roll.placed(pupil.id, today) for pupil in members]
        groups = sorted({one.year_group for one in placed if one}, key=year_group_order)
        lines.append(ClassLine(card, sites.get(card.site, ""), tuple(groups), len(members)))
    return lines


class ClassesSection(FormSection):
    """Classes are added, renamed, moved to another site, given a teacher, or used no longer."""

    name: ClassVar[str] = "school.classes"
    title: ClassVar[str] = "Classes"
    right: ClassVar[Right | None] = Right.CHANGE_SCHOOL
    shows: ClassVar[frozenset[Book]] = frozenset({Book.ROLL, Book.SCHOOL})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._table: RecordTable[ClassLine] = RecordTable(COLUMNS, self)
        self._list = FittedView(self._table, "school.classes.list", self, spare=(3, 1))
        self._card = Card("", self)
        self._gone_too = QCheckBox("Show those no longer used", self)
        self._form = Form(services.theme, "school.classes.form", "Save", self)
        self._class_name = QLineEdit(self)
        self._site = QComboBox(self)
        self._teacher = QLineEdit(self)
        self._gone = QCheckBox("No longer used", self)
        self._of: SchoolClass | None = None
        self._build()
        self.refresh()

    def _build(self) -> None:
        add = self.add_act("Add a class", "Ctrl+N", "add", self._on_add)
        chain(add, self._gone_too, self._list)
        self._list.setAccessibleName("Classes")
        self._list.setItemDelegate(BadgeDelegate(self.services.theme, self._list))
        self._list.record_chosen.connect(self._on_chosen)
        self._gone_too.setObjectName("school.classes.gone-too")
        self._gone_too.toggled.connect(self.refresh)
        self._card.head.addWidget(self._gone_too)
        self._card.inside.addWidget(self._list, 1)
        self.inside.addWidget(self._card, 1)
        grid = self._form.grid
        grid.add("Name", self._class_name, "school.classes.name")
        grid.add("Site", self._site, "school.classes.site")
        grid.add("Teacher, as the school writes it", self._teacher, "school.classes.teacher")
        grid.add("Use", self._gone, "school.classes.gone")
        self.add_form(self._form, self._write)

    @override
    def refresh(self) -> None:
        """Show the classes again."""
        lines = class_lines(self.office, gone=self._gone_too.isChecked())
        used = [line for line in lines if not line.card.gone]
        pupils = sum(line.pupils for line in used)
        self._card.set_title(f"{len(used)} classes, {pupils} pupils today")
        if self.can_change:
            self._card.say("Enter changes a class" if lines else "No classes yet: Ctrl+N adds one.")
        self._table.show(lines)
        self._list.set_off(GONE_COLUMN, off=len(used) == len(lines))

    @override
    def focus_first(self) -> None:
        self._list.setFocus()

    def _on_add(self) -> None:
        self._of = None
        site = self.office.school.sites()[0].id
        self._open(SchoolClass(ClassId(0), "", site), "A new class")

    def _on_chosen(self, line: ClassLine) -> None:
        self._of = line.card
        self._open(line.card, line.card.name)

    def _open(self, card: SchoolClass, title: str) -> None:
        def fill() -> None:
            self._class_name.setText(card.name)
            self._site.clear()
            for site in self.office.school.sites():
                self._site.addItem(site.name, site.id)
            self._site.setCurrentIndex(max(0, self._site.findData(card.site)))
            self._teacher.setText(card.teacher)
            self._gone.setChecked(card.gone)
            self._gone.setEnabled(bool(card.id))

        self.open_form(self._form, (card.id, card.line), title, fill)

    def _write(self) -> None:
        name, teacher = self._class_name.text().strip(), self._teacher.text().strip()
        site = SiteId(self._site.currentData())
        if self._of is None:
            add_class(self.office, name, site, teacher)
            self.has_saved(f"Class {name} added")
            return
        gone = self._gone.isChecked()
        change_class(
            self.office, replace(self._of, name=name, site=site, teacher=teacher, gone=gone)
        )
        self.has_saved(f"Class {name} no longer used" if gone else f"Class {name} changed")
