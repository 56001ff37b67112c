"""Find the pupil a list means: by UPN, by admission number, by name and date of birth.

In that order. Where two pupils fit, nobody is chosen: the row is refused and says who fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain.roll import folded
from officeapp.domain.school_year import long_day
from officeapp.errors import NotFoundError

if TYPE_CHECKING:
    import datetime as dt

    from officeapp.books.office import Office
    from officeapp.domain.lists import Named
    from officeapp.domain.roll import Pupil

    NameKey = tuple[str, str, dt.date]


class AmbiguousPupilError(NotFoundError):
    """A list does not say clearly enough which pupil it means."""


class SeveralPupilsError(AmbiguousPupilError):
    """More than one pupil fits."""

    def __init__(self, pupils: list[Pupil]) -> None:
        names = "; ".join(f"{pupil.called} ({pupil.upn or 'no UPN'})" for pupil in pupils)
        super().__init__(f"More than one pupil fits: {names}. Give the UPN.")


class OtherPupilError(AmbiguousPupilError):
    """A number belongs to a pupil of another name and another date of birth."""

    def __init__(self, pupil: Pupil) -> None:
        super().__init__(
            f"That number belongs to {pupil.called}, born on {long_day(pupil.dob)}, and neither "
            "the name nor the date of birth is theirs. Correct the number or leave it out."
        )


class NoSuchPupilError(NotFoundError):
    """Nobody on the roll fits."""

    def __init__(self) -> None:
        super().__init__(
            "No pupil has this UPN, this admission number, or this name and date of birth; "
            "bring the pupil in first."
        )


class PupilFinder:
    """All pupils of the school by everything a list may call them."""

    def __init__(self, office: Office) -> None:
        self._upns: dict[str, list[Pupil]] = {}
        self._former: dict[str, list[Pupil]] = {}
        self._numbers: dict[str, list[Pupil]] = {}
        self._names: dict[NameKey, list[Pupil]] = {}
        self._own = {str(number): pupil for number, pupil in office.roll.pupils().items()}
        for pupil in office.roll.pupils().values():
            self._upns.setdefault(pupil.upn, []).append(pupil)
            for upn in pupil.former_upns:
                self._former.setdefault(upn, []).append(pupil)
            self._numbers.setdefault(folded(pupil.admission_no), []).append(pupil)
            for key in name_keys(pupil):
                self._names.setdefault(key, []).append(pupil)

    def find(self, named: Named) -> Pupil | None:
        """Return the pupil that is meant, or None where nobody fits.

        Raises:
            SeveralPupilsError: More than one fits.
            OtherPupilError: The admission number belongs to somebody else.
        """
        if named.upn:
            by_upn = _only(self._upns.get(named.upn, []) or self._former.get(named.upn, []))
            if by_upn:
                return by_upn
        if named.admission_no in self._own:
            return self._own[named.admission_no]
        number = folded(named.admission_no)
        by_number = _only(self._numbers.get(number, [])) if number else None
        if by_number and not is_like(by_number, named):
            raise OtherPupilError(by_number)
        return by_number or self._by_name(named)

    def require(self, named: Named) -> Pupil:
        """Return the pupil that is meant.

        Raises:
            NoSuchPupilError: Nobody fits.
            AmbiguousPupilError: More than one fits, or the number is somebody else's.
        """
        found = self.find(named)
        if found is None:
            raise NoSuchPupilError
        return found

    def _by_name(self, named: Named) -> Pupil | None:
        if named.dob is None or not (named.surname or named.forename):
            return None
        return _only(
            self._names.get((folded(named.surname), folded(named.forename), named.dob), [])
        )


def name_keys(pupil: Pupil) -> set[NameKey]:
    """Return the names a list may have for a pupil, legal and preferred in any mixture."""
    return {
        (folded(surname), folded(forename), pupil.dob)
        for surname in (pupil.legal_surname, pupil.surname)
        for forename in (pupil.legal_forename, pupil.forename)
    }


def is_like(pupil: Pupil, named: Named) -> bool:
    """Say whether what a list gives beside a number fits the pupil who has it.

    Brothers and sisters share the surname, so that it counts only where no date of birth is given.
    """
    surnames = {folded(pupil.legal_surname), folded(pupil.surname)}
    forenames = {folded(pupil.legal_forename), folded(pupil.forename)}
    if named.dob is not None:
        return named.dob == pupil.dob or folded(named.forename) in forenames - {""}
    if not (named.surname or named.forename):
        return True
    return folded(named.surname) in surnames or folded(named.forename) in forenames - {""}


def _only(pupils: list[Pupil]) -> Pupil | None:
    if len(pupils) > 1:
        raise SeveralPupilsError(pupils)
    return pupils[0] if pupils else None
