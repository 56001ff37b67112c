"""The form for times: of a site and a half of the day, for some year groups or all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from officeapp.domain.record import UNWRITTEN, SiteId
from officeapp.domain.school_year import Session
from officeapp.domain.times import EVERY_YEAR_GROUP, Bell
from officeapp.domain.times_guidance import for_whom
from officeapp.gui.school.form import Form
from officeapp.gui.widgets.day_field import DayField, TimeField, day_said
from officeapp.gui.widgets.year_groups import YearGroupBoxes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from officeapp.domain.school import Site
    from officeapp.gui.theme import Theme

TIMES = {
    "begins": "Session begins",
    "late_from": "Late from (L)",
    "closes": "Register closes, then U",
    "ends": "Session ends",
    "deadline": "Marks at the office by",
}
SAME_DAY = "The same first day corrects these times; another one keeps them for the days before it."


class TimesForm(Form):
    """Times of one session, from a day on; each year group ticked gets them for its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "school.times.form", "Save", parent)
        self._site = QComboBox(self)
        self._session = QComboBox(self)
        self._groups = YearGroupBoxes("school.times.year-group", self)
        self._first = DayField(self)
        self._times = {name: TimeField(self) for name in TIMES}
        for session in Session:
            self._session.addItem(session.word.capitalize(), session)
        self.grid.add("Site", self._site, "school.times.site")
        self.grid.add("Half of the day", self._session, "school.times.session")
        self.grid.add(
            "Only for these year groups; none ticked for all", self._groups,
            "school.times.year-group", wide=True,
        )  # fmt: skip
        self.grid.add("They hold from", self._first, "school.times.first")
        for name, field in self._times.items():
            scripted = f"school.times.{name.replace('_', '-')}"
            self.grid.add(TIMES[name], field, scripted)
        self.say(SAME_DAY)

    def show_bell(self, bell: Bell, sites: Sequence[Site]) -> None:
        """Fill the form with times."""
        self._site.clear()
        for site in sites:
            self._site.addItem(site.name, site.id)
        self._site.setCurrentIndex(max(0, self._site.findData(bell.site)))
        self._session.setCurrentIndex(self._session.findData(bell.session))
        self._groups.choose([bell.year_group] if bell.year_group else [])
        self._first.show_day(bell.first)
        for name, field in self._times.items():
            field.show_time(getattr(bell, name))

    def bells(self, standing: Sequence[Bell]) -> list[Bell]:
        """Return the times to be written; those with the same first day are corrected.

        Raises:
            NotADayError: The first day is none.
            NotATimeError: One of the times is none.
        """
        begins, late_from, closes, ends, deadline = [one.time() for one in self._times.values()]
        times = begins, late_from, closes, ends, deadline
        session = Session(self._session.currentData())
        site, first = SiteId(self._site.currentData()), self._first.day()
        made = [
            Bell(0, site, session, group, first, *times)
            for group in sorted(self._groups.chosen()) or [EVERY_YEAR_GROUP]
        ]
        known = {_key(bell): bell for bell in standing if not bell.gone}
        return [
            replace(bell, id=known[_key(bell)].id, line=known[_key(bell)].line)
            if _key(bell) in known
            else bell
            for bell in made
        ]


def said(bells: Sequence[Bell], site: str) -> str:
    """Return what was written, in a few words."""
    first = bells[0]
    whom = ", ".join(for_whom(bell) for bell in bells)
    verb = "from" if first.line == UNWRITTEN else "corrected from"
    return f"{site} {first.session.word}, {whom}: {verb} {day_said(first.first)}"


def _key(bell: Bell) -> tuple[object, ...]:
    return bell.site, bell.session, bell.year_group, bell.first
