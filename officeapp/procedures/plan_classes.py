"""The classes and sites that a pupil list names: those that are known, and those to be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.domain.roll import folded

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.lists import PupilRow
    from officeapp.domain.record import ClassId
    from officeapp.domain.roll import SchoolClass
    from officeapp.domain.school import Site
    from officeapp.procedures.import_plan import ImportPlan


@dataclass(frozen=True, slots=True)
class NewClass:
    """A class to be made.

    Attributes:
        name: What the list calls it.
        site: The name of its site.
    """

    name: str
    site: str


class ClassPlan:
    """Finds a class by its name in any spelling, and notes what is to be made.

    A class and a site that are not known are made, with a warning; the times of a new site are
    those of the first.
    """

    def __init__(self, office: Office) -> None:
        self.new_classes: dict[str, NewClass] = {}
        self.new_sites: dict[str, str] = {}
        self._sites: dict[str, Site] = {folded(site.name): site for site in office.school.sites()}
        self._site_names = {site.id: site.name for site in office.school.sites()}
        self._classes = {folded(one.name): one for one in office.roll.classes()}
        self._by_number = office.roll.class_cards.standing()

    def key(
        self, row: PupilRow, otherwise: str, plan: ImportPlan, stands: ClassId | None = None
    ) -> str:
        """Return the key of the class a row names.

        Args:
            row: The row.
            otherwise: The name of a class to use where the row names none.
            plan: The plan that hears what is to be made.
            stands: The class the pupil is in, which stays where the row names none.
        """
        if row.school_class is None and stands is not None:
            return self.key_of(stands)
        name = row.school_class or otherwise
        key = folded(name)
        known = self._classes.get(key)
        if known:
            self._compare_site(row, known, plan)
        elif key not in self.new_classes:
            self.new_classes[key] = NewClass(name, self._site(row, plan))
            reason = f"The class {name} is not known and is made."
            plan.warn(row.where, "Class", row.school_class or "", reason)
        return key

    def key_of(self, number: ClassId) -> str:
        """Return the key of a class that stands, in use or not."""
        card = self._by_number[number]
        return f"#{number}" if card.gone else folded(card.name)

    def name(self, key: str) -> str:
        """Return the name of a class, known or to be made."""
        known = self.known().get(key)
        return known.name if known else self.new_classes[key].name

    def known(self) -> dict[str, SchoolClass]:
        """Return the classes there are, by key; those no longer used by their number."""
        gone = {f"#{one.id}": one for one in self._by_number.values() if one.gone}
        return {**self._classes, **gone}

    def needed(self, keys: set[str]) -> tuple[dict[str, str], dict[str, NewClass]]:
        """Return the sites and classes to be made, by key, for the classes that are used."""
        classes = {key: one for key, one in self.new_classes.items() if key in keys}
        used = {folded(one.site) for one in classes.values()}
        return {key: name for key, name in self.new_sites.items() if key in used}, classes

    def _site(self, row: PupilRow, plan: ImportPlan) -> str:
        if row.site is None:
            return next(iter(self._site_names.values()))
        key = folded(row.site)
        if key in self._sites:
            return self._sites[key].name
        if key not in self.new_sites:
            self.new_sites[key] = row.site
            reason = f"The site {row.site} is not known and is made; check its times."
            plan.warn(row.where, "Site", row.site, reason)
        return self.new_sites[key]

    def _compare_site(self, row: PupilRow, known: SchoolClass, plan: ImportPlan) -> None:
        name = self._site_names.get(known.site, "")
        if row.site is not None and folded(row.site) != folded(name):
            reason = f"The class {known.name} is at {name}, and stays there."
            plan.warn(row.where, "Site", row.site, reason)
