"""The form in which a closure, a holiday or a term is entered."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit

from officeapp.books.conflicts import marks_within
from officeapp.domain.record import SiteId
from officeapp.domain.school_calendar import EVERY_SITE, Closure, ClosureKind, Term
from officeapp.domain.school_year import Span
from officeapp.errors import OfficeError
from officeapp.gui.school.form import Form
from officeapp.gui.widgets.day_field import DayField, NotADayError
from officeapp.gui.widgets.year_groups import YearGroupBoxes
from officeapp.procedures.close_days import closure_doubt
from officeapp.procedures.new_school import require_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.theme import Theme

    Card = Closure | Term

TERM = "term"
KIND_WORDS = {
    ClosureKind.INSET: "INSET day",
    ClosureKind.CLOSURE: "Closure planned ahead (#)",
    ClosureKind.HOLIDAY: "Holiday",
    ClosureKind.BANK_HOLIDAY: "Bank holiday",
    TERM: "Term or half term",
}
READY_WORDS = {
    ClosureKind.INSET: "INSET day",
    ClosureKind.BANK_HOLIDAY: "Bank holiday",
}
LONGEST = dt.timedelta(days=366)


class TermsForAllError(OfficeError):
    """A term was to be for some year groups only."""

    def __init__(self) -> None:
        super().__init__("A term is for all year groups; enter a closure for some of them.")


class TooLongError(OfficeError):
    """A closure would last longer than a year."""

    def __init__(self) -> None:
        super().__init__("That is longer than a year; check the two days.")


class ClosureForm(Form):
    """What is closed, when, why and for whom; says before it is written what it closes."""

    def __init__(self, office: Office, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "school.calendar.form", "Save", parent)
        self._office = office
        self._kind = QComboBox(self)
        self._why = QLineEdit(self)
        self._first = DayField(self, today=office.today)
        self._last = DayField(self, today=office.today)
        self._site = QComboBox(self)
        self._groups = YearGroupBoxes("school.calendar.year-group", self)
        for kind, words in KIND_WORDS.items():
            self._kind.addItem(words, kind)
        self._last.setPlaceholderText("the same day")
        self.grid.add("What it is", self._kind, "school.calendar.kind")
        self.grid.add("What it is called", self._why, "school.calendar.why")
        self.grid.add("First day", self._first, "school.calendar.first")
        self.grid.add("Last day", self._last, "school.calendar.last")
        self.grid.add("Site", self._site, "school.calendar.form-site", wide=True)
        self.grid.add(
            "Only for these year groups; none ticked for all", self._groups,
            "school.calendar.year-group", wide=True,
        )  # fmt: skip
        self._kind.currentIndexChanged.connect(self._on_kind)
        for field in (self._first, self._last):
            field.textChanged.connect(self._on_changed)
        self._site.currentIndexChanged.connect(self._on_changed)
        self._groups.changed.connect(self._on_changed)

    def show_card(self, card: Card) -> None:
        """Fill the form with a closure or a term."""
        self._site.clear()
        self._site.addItem("All sites", EVERY_SITE)
        for site in self._office.school.sites():
            self._site.addItem(site.name, site.id)
        self._site.setCurrentIndex(max(0, self._site.findData(card.site)))
        kind = TERM if isinstance(card, Term) else card.kind
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._why.setText(card.name if isinstance(card, Term) else card.why)
        self._first.show_day(card.first)
        self._last.show_day(card.last if card.id else None)
        self._groups.choose([] if isinstance(card, Term) else card.year_groups)
        self._on_kind()

    def card(self, of: Card) -> Card:
        """Return what is typed as a new version of a card, or a new card.

        Raises:
            NotADayError: One of the days is none.
            NoNameError: It is not said what it is.
            TermsForAllError: A term is for some year groups only.
        """
        span, kind = self._span(), self._kind.currentData()
        if span.last - span.first > LONGEST:
            raise TooLongError
        words = require_name(self._why.text() or READY_WORDS.get(kind, ""), "entry")
        site, groups = SiteId(self._site.currentData()), self._groups.chosen()
        if kind == TERM:
            if groups:
                raise TermsForAllError
            base = of if isinstance(of, Term) else Term(0, span.first, span.last, words)
            return replace(base, first=span.first, last=span.last, name=words, site=site)
        made = of if isinstance(of, Closure) else Closure(0, span.first, span.last, words)
        return replace(
            made, first=span.first, last=span.last, why=words, kind=ClosureKind(kind),
            site=site, year_groups=groups,
        )  # fmt: skip

    def _span(self) -> Span:
        first = self._first.day()
        return Span(first, self._last.day_or_none() or first)

    def _on_kind(self) -> None:
        kind = self._kind.currentData()
        self._why.setPlaceholderText(READY_WORDS.get(kind, ""))
        self._groups.setDisabled(kind == TERM)
        self._on_changed()

    def _on_changed(self) -> None:
        self.say(self._effect_said())

    def _effect_said(self) -> str:
        """Return what the entry would close, and which marks stand there."""
        try:
            span = self._span()
        except NotADayError:
            return ""
        if span.last < span.first or span.last - span.first > LONGEST:
            return ""
        if self._kind.currentData() == TERM:
            return "In a year with terms, every day outside them is closed."
        site = self._site.currentData()
        sites = [one.id for one in self._office.school.sites() if site in (EVERY_SITE, one.id)]
        groups = self._groups.chosen()
        days = {
            day
            for one in sites
            for group in groups or {""}
            for day in self._office.calendar.of(one, group).days_within(span)
        }
        marks, pupils = marks_within(self._office, span, sites, groups)
        said = (
            "Closes no school day." if not days else f"Closes {_counted(len(days), 'school day')}."
        )
        if marks:
            said += f" {_counted(marks, 'mark')} of {_counted(pupils, 'pupil')} stand there: "
            said += "they are kept, count no more, and are listed."
        closure = Closure(0, span.first, span.last, "", site=site, year_groups=groups)
        return f"{said} {closure_doubt(self._office, closure)}".strip()


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
