"""The sites, and the times of their mornings and afternoons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit
from typing_extensions import override

from officeapp.books.act import Book
from officeapp.domain.rights import Right
from officeapp.domain.roll import year_group_order
from officeapp.domain.school import Site
from officeapp.domain.school_year import Session
from officeapp.domain.times import Bell
from officeapp.domain.times_guidance import doubts, for_whom
from officeapp.gui.school.fitted_view import FittedView
from officeapp.gui.school.form import Form, chain
from officeapp.gui.school.section import FormSection
from officeapp.gui.school.times_form import TimesForm, said
from officeapp.gui.tables import ROW_HEIGHT, Column, RecordTable, RecordView
from officeapp.gui.widgets.badges import BadgeDelegate
from officeapp.gui.widgets.cards import Card
from officeapp.gui.widgets.day_field import short_date
from officeapp.procedures.keep_school import add_site, change_site, set_times, take_back_times

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.screen import WindowServices

MOST_SITES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site of the list.

    Attributes:
        site: The site.
        classes: How many classes it has.
        pupils: How many pupils it has today.
    """

    site: Site
    classes: int
    pupils: int


@dataclass(frozen=True, slots=True)
class TimesLine:
    """Times of one session.

    Attributes:
        bell: The times.
        site: The name of the site.
        state: 'now', 'to come' or 'earlier'.
    """

    bell: Bell
    site: str
    state: str


SITE_COLUMNS: tuple[Column[SiteLine], ...] = (
    Column("Site", lambda line: line.site.name),
    Column("Classes", lambda line: str(line.classes), number=True, width=110),
    Column("Pupils today", lambda line: str(line.pupils), number=True, width=120),
)
COLUMNS: tuple[Column[TimesLine], ...] = (
    Column("Site", lambda line: line.site),
    Column("Session", lambda line: line.bell.session.word.capitalize(), width=94),
    Column("For", lambda line: for_whom(line.bell), width=118),
    Column("Begins", lambda line: f"{line.bell.begins:%H:%M}", number=True, width=70),
    Column("Late from", lambda line: f"{line.bell.late_from:%H:%M}", number=True, width=84),
    Column("Closes", lambda line: f"{line.bell.closes:%H:%M}", number=True, width=70),
    Column("Ends", lambda line: f"{line.bell.ends:%H:%M}", number=True, width=60),
    Column("Office by", lambda line: f"{line.bell.deadline:%H:%M}", number=True, width=84),
    Column(
        "From", lambda line: short_date(line.bell.first), lambda line: line.bell.first, width=104,
    ),
    Column(
        "", lambda line: "" if line.state == "now" else line.state, number=True, width=84,
        badge=lambda line: {"now": "", "to come": "authorised"}.get(line.state, "closed"),
    ),
)  # fmt: skip


STATE_COLUMN = 9


def times_lines(office: Office, *, earlier: bool) -> list[TimesLine]:
    """Return the times that hold today or will, by site and session; earlier ones if asked for."""
    today, bells = office.today(), office.school.bells()
    sites = {site.id: site for site in office.school.sites()}
    standing = [one for one in office.school.bell_cards.standing().values() if not one.gone]
    lines = []
    for bell in sorted(standing, key=_order):
        if bell.site not in sites:
            continue
        holds = bells.bell(bell.site, bell.year_group, today, bell.session)
        state = "to come" if bell.first > today else ("now" if holds == bell else "earlier")
        if state != "earlier" or earlier:
            lines.append(TimesLine(bell, sites[bell.site].name, state))
    return lines


def times_doubts(lines: list[TimesLine]) -> list[str]:
    """Return what the guidance would have otherwise in the times that hold now."""
    names = {line.bell.site: line.site for line in lines}
    found = doubts(line.bell for line in lines if line.state == "now")
    return [f"{names[one.site]}, {one.session.word}: {one.what}" for one in found]


class TimesSection(FormSection):
    """Sites are added and renamed; times are entered with the day from which they hold."""

    name: ClassVar[str] = "school.times"
    title: ClassVar[str] = "Sites and times"
    right: ClassVar[Right | None] = Right.CHANGE_SCHOOL
    shows: ClassVar[frozenset[Book]] = frozenset({Book.SCHOOL, Book.ROLL})

    def __init__(self, office: Office, services: WindowServices, parent: QWidget) -> None:
        super().__init__(office, services, parent)
        self._site_table: RecordTable[SiteLine] = RecordTable(SITE_COLUMNS, self)
        self._site_list = RecordView(self._site_table, "school.sites.list", self)
        self._table: RecordTable[TimesLine] = RecordTable(COLUMNS, self)
        self._list = FittedView(self._table, "school.times.list", self, spare=(8, 6, 7))
        self._sites = Card("Sites", self)
        self._card = Card("Times", self)
        self._doubts = QLabel(self)
        self._earlier = QCheckBox("Show earlier times", self)
        self._form = TimesForm(services.theme, self)
        self._site_form = Form(services.theme, "school.sites.form", "Save", self)
        self._site_name = QLineEdit(self)
        self._of: Site | None = None
        self._build()
        self.refresh()

    def _build(self) -> None:
        add_site = self.add_act("Add a site", "Ctrl+Shift+N", "add-site", self._on_add_site)
        add = self.add_act("New times", "Ctrl+N", "add", self._on_add)
        chain(add_site, add, self._site_list, self._earlier, self._list)
        self._site_list.setAccessibleName("Sites")
        self._site_list.record_chosen.connect(self._on_site_chosen)
        self._list.setAccessibleName("Times")
        self._list.setItemDelegate(BadgeDelegate(self.services.theme, self._list))
        self._list.record_chosen.connect(self._on_chosen)
        self._list.setMinimumHeight(240)
        take_back = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._list)
        take_back.setContext(Qt.ShortcutContext.WidgetShortcut)
        take_back.activated.connect(self._on_take_back)
        self._earlier.setObjectName("school.times.earlier")
        self._earlier.toggled.connect(self.refresh)
        self._doubts.setObjectName("school.times.doubts")
        self._doubts.setProperty("class", "doubt")
        self._doubts.setTextFormat(Qt.TextFormat.PlainText)
        self._doubts.setWordWrap(True)
        self._sites.inside.addWidget(self._site_list)
        self._card.head.addWidget(self._earlier)
        self._card.inside.addWidget(self._doubts)
        self._card.inside.addWidget(self._list, 1)
        self.inside.addWidget(self._sites)
        self.inside.addWidget(self._card, 1)
        self._site_form.grid.add("Name", self._site_name, "school.sites.name")
        self.add_form(self._form, self._write)
        self.add_form(self._site_form, self._write_site)

    @override
    def refresh(self) -> None:
        """Show the sites and times again."""
        self._site_table.show(_site_lines(self.office))
        rows = min(len(self._site_table.records), MOST_SITES_SHOWN)
        self._site_list.setFixedHeight((rows + 1) * ROW_HEIGHT + 12)
        lines = times_lines(self.office, earlier=self._earlier.isChecked())
        self._table.show(lines)
        self._list.set_off(STATE_COLUMN, off=all(line.state == "now" for line in lines))
        found = times_doubts(lines)
        self._doubts.setText("\n".join([*found, "Guidance, not law: the school decides."]))
        self._doubts.setVisible(bool(found))
        if self.can_change:
            self._sites.say("Enter renames a site")
            self._card.say("Enter changes times, from a day on  ·  Delete takes them back")

    @override
    def focus_first(self) -> None:
        self._list.setFocus()

    def _on_add(self) -> None:
        line = self._list.current() or (self._table.records or (None,))[0]
        if line is not None:
            bell = replace(line.bell, first=self.office.today())
            self._open("new", "New times", bell)

    def _on_chosen(self, line: TimesLine) -> None:
        bell = line.bell
        title = f"{line.site}, {bell.session.word}, {for_whom(bell)}"
        self._open((bell.id, bell.line), title, bell)

    def _open(self, key: object, title: str, bell: Bell) -> None:
        sites = self.office.school.sites()
        self.open_form(self._form, key, title, partial(self._form.show_bell, bell, sites))

    def _write(self) -> None:
        bells = self._form.bells(list(self.office.school.bell_cards.standing().values()))
        set_times(self.office, bells)
        self.has_saved(said(bells, self.office.school.site(bells[0].site).name))

    def _on_take_back(self) -> None:
        line = self._list.current()
        if line is None or not self.can_change:
            return
        with self.refused.hears():
            take_back_times(self.office, line.bell)
            taken = self.office.school.bell_cards.standing()[line.bell.id]
            what = f"{line.site} {line.bell.session.word}, {for_whom(line.bell)}: taken back"
            self.has_saved(what, partial(self._put_back, taken))

    def _put_back(self, taken: Bell) -> None:
        with self.refused.hears():
            set_times(self.office, [replace(taken, gone=False)])
            self.has_saved("The times stand again")

    def _on_add_site(self) -> None:
        self._of = None
        self.open_form(self._site_form, "new", "A new site", self._site_name.clear)
        self._site_form.say("It begins with the times of the first site; change them after that.")

    def _on_site_chosen(self, line: SiteLine) -> None:
        self._of = line.site
        fill = partial(self._site_name.setText, line.site.name)
        self.open_form(self._site_form, line.site.line, line.site.name, fill)
        self._site_form.say("")

    def _write_site(self) -> None:
        name = self._site_name.text().strip()
        if self._of is None:
            add_site(self.office, name)
            self.has_saved(f"Site {name} added")
        else:
            change_site(self.office, replace(self._of, name=name))
            self.has_saved(f"{self._of.name} is now called {name}")


def _site_lines(office: Office) -> list[SiteLine]:
    today = office.today()
    lines = []
    for site in office.school.sites():
        here = [one for one in office.roll.classes() if one.site == site.id]
        pupils = sum(len(office.roll.members(one.id, today)) for one in here)
        lines.append(SiteLine(site, len(here), pupils))
    return lines


def _order(bell: Bell) -> tuple[int, int, int, dt.date]:
    group = year_group_order(bell.year_group) if bell.year_group else -1
    return bell.site, list(Session).index(bell.session), group, bell.first
