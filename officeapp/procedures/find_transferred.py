"""Find the pupil that a transfer file means."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from officeapp.domain.roll import folded
from officeapp.domain.school_year import long_day
from officeapp.domain.upn import has_right_letter, is_temporary
from officeapp.procedures.find_pupil import (
    AmbiguousPupilError,
    OtherPupilError,
    SeveralPupilsError,
    is_like,
    name_keys,
)

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.roll import Pupil
    from officeapp.domain.transfer import TransferredPupil
    from officeapp.procedures.find_pupil import NameKey


class TwoNumbersError(AmbiguousPupilError):
    """A pupil of the same name and date of birth has another permanent UPN."""

    def __init__(self, pupil: Pupil, upn: str) -> None:
        super().__init__(
            f"{pupil.called}, born on {long_day(pupil.dob)}, has the UPN {pupil.upn} and not "
            f"{upn}. If it is the same child, enter the right UPN on the card (the other is kept "
            "as a former one) and bring the file in again; another child is admitted by hand."
        )


class TransferFinder:
    """All pupils of the school by UPN, present and former, and by name and date of birth."""

    def __init__(self, office: Office) -> None:
        self._numbers: dict[str, list[Pupil]] = {}
        self._former: dict[str, list[Pupil]] = {}
        self._names: dict[NameKey, list[Pupil]] = {}
        for pupil in office.roll.pupils().values():
            self._numbers.setdefault(pupil.upn, []).append(pupil)
            for number in pupil.former_upns:
                self._former.setdefault(number, []).append(pupil)
            for key in name_keys(pupil):
                self._names.setdefault(key, []).append(pupil)

    def find(self, one: TransferredPupil) -> Pupil | None:
        """Return the pupil that is meant, or None where nobody fits.

        Raises:
            SeveralPupilsError: More than one fits.
            OtherPupilError: The UPN belongs to a pupil of another name and date of birth.
            TwoNumbersError: Name and date of birth fit, and two permanent UPNs do not.
        """
        numbers = [number for number in (one.row.upn, *one.former_upns) if number]
        found = {
            pupil.id: pupil
            for number in numbers
            for pupil in self._numbers.get(number) or self._former.get(number, [])
        }
        if len(found) > 1:
            raise SeveralPupilsError(list(found.values()))
        if not found:
            return self._by_name(one)
        (pupil,) = found.values()
        if not is_like(pupil, one.row.named):
            raise OtherPupilError(pupil)
        return pupil

    def _by_name(self, one: TransferredPupil) -> Pupil | None:
        row = one.row
        if row.dob is None or not (row.legal_surname or row.legal_forename):
            return None
        surnames = {folded(row.legal_surname or ""), folded(row.preferred_surname or "")} - {""}
        forenames = {folded(row.legal_forename or ""), folded(row.preferred_forename or "")} - {""}
        pairs = itertools.product(surnames or {""}, forenames or {""})
        alike = {
            pupil.id: pupil
            for surname, forename in pairs
            for pupil in self._names.get((surname, forename, row.dob), [])
        }
        same = [pupil for pupil in alike.values() if not _is_other(pupil.upn, row.upn)]
        if len(same) > 1:
            raise SeveralPupilsError(same)
        if alike and not same:
            raise TwoNumbersError(next(iter(alike.values())), row.upn or "")
        return same[0] if same else None


def _is_other(mine: str, theirs: str | None) -> bool:
    """Say whether two UPNs are two permanent ones, so that two children may be meant."""
    return bool(mine and theirs) and is_firm(mine) and is_firm(theirs or "")


def is_firm(upn: str) -> bool:
    """Say whether a UPN is permanent and has the check letter it should have."""
    return has_right_letter(upn) and not is_temporary(upn)
