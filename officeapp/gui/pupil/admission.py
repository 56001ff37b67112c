"""Admitting a new pupil: what must be known on the first day; the rest is typed on the card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from officeapp.domain.record import PupilId
from officeapp.domain.rights import Right
from officeapp.domain.roll import Pupil
from officeapp.errors import OfficeError
from officeapp.gui.pupil.ask_form import Asked, AskForm
from officeapp.gui.pupil.card_fields import FIRST, IDENTITY, NAME, YEAR_GROUP
from officeapp.gui.pupil.fields import Field, Kind
from officeapp.procedures.keep_roll import Admission
from officeapp.procedures.merge_pupil import year_group_by_age
from officeapp.procedures.propose_pupil import join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office

BY_AGE = ("", "by age")
ON_THE_CARD = (*NAME[:3], *IDENTITY[:3], IDENTITY[4])


class NoClassError(OfficeError):
    """A pupil was to be admitted where there is no class yet."""

    def __init__(self) -> None:
        super().__init__("There is no class yet; make one under School first.")


class NoYearGroupError(OfficeError):
    """No year group follows from the date of birth."""

    def __init__(self) -> None:
        super().__init__("No year group follows from this date of birth; choose one.")


class AdmissionForm(AskForm):
    """Asks who the new pupil is, and admits the pupil.

    Signals:
        admitted: The pupil is on the roll; carries the card.
        proposed: The head is to confirm the pupil; carries what was typed.
    """

    admitted = Signal(object)
    proposed = Signal(object)

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__("pupils.admission", parent)
        self._office = office

    def open(self) -> None:
        """Ask; what was typed before and not written is there again."""
        classes = tuple((one.id, one.name) for one in self._office.roll.classes())
        asked_class = Field("school_class", "Class", Kind.CHOICE, choices=classes)
        year_group = replace(YEAR_GROUP, choices=(BY_AGE, *YEAR_GROUP.choices))
        self.ask(
            Asked(
                "new",
                "New pupil",
                "Everything else is typed on the card afterwards.",
                (*ON_THE_CARD, asked_class, year_group, FIRST),
                {"first": self._office.today()},
                "Admit" if self._office.may(Right.ADMIT) else "Propose to the head",
                self._admit,
            )
        )

    def _admit(self, values: Mapping[str, Any]) -> None:
        if not values["school_class"]:
            raise NoClassError
        said = {field.name: values[field.name] for field in ON_THE_CARD}
        first = values["first"]
        year_group = values["year_group"] or year_group_by_age(said["dob"], first)
        if not year_group:
            raise NoYearGroupError
        card = Pupil(PupilId(0), former_upns=(), **said)
        admission = Admission(card, first, values["school_class"], year_group)
        pupil = join(self._office, admission)
        if pupil is None:
            self.proposed.emit(card)
        else:
            self.admitted.emit(pupil)
