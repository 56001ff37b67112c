"""Common Transfer Files: what another school, an authority or the department sends of pupils.

Written after the published structure, CTF 12 to 26. A file may hold identifiers only: every other
part may be missing. Totals and marks of other schools are told and never kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from officeapp.domain import upn
from officeapp.domain.lists import PupilRow
from officeapp.domain.transfer import SchoolNamed, Transfer, TransferHeader, TransferredPupil
from officeapp.errors import Problem, UnreadableFileError
from officeapp.exchange.cells import day_of, flag_of, sen_of, sex_of, year_group_of
from officeapp.exchange.ctf_entry import Entry
from officeapp.exchange.ctf_people import address_of, contacts_of, phones_in
from officeapp.exchange.ctf_told import told_of, years_of
from officeapp.exchange.source import bytes_of
from officeapp.exchange.xml_files import LARGEST, xml_of

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from officeapp.exchange.xml_files import Part

MOST = 5_000
MOST_CONTACTS = 20_000
WANTED = "a Common Transfer File"
MEDICAL = "A medical need is noted in the transfer file; ask what it is."
SMALLER = "ask for one class a file"

_NO_UPN = re.compile(r"UN[0-9]")
_ENGLISH = frozenset({"ENG", "ENB"})
_NOT_KNOWN = frozenset({"NOB", "NOT", "REF", "ZZZ", "CWK"})


def read_transfer(path: Path) -> Transfer:
    """Read a transfer file; a pupil that cannot be understood is refused, the others stand.

    Raises:
        UnreadableFileError: The file as a whole is no transfer file, or is not safe to read.
    """
    return transfer_of(bytes_of(path, LARGEST, SMALLER), path.name)


def transfer_of(content: bytes, name: str) -> Transfer:
    """Read a transfer file from its bytes.

    Raises:
        UnreadableFileError: The bytes are no transfer file, or are not safe to read.
    """
    root = xml_of(content, name, WANTED)
    pupils = root.part("CTFpupilData", "PupilData")
    if root.name.casefold() != "ctfile" or not pupils.is_there:
        message = (
            f"{name} is XML, but no Common Transfer File: its outermost part is "
            f"'{root.name[:40]}'. Choose the file that was sent, with CTF in its name."
        )
        raise UnreadableFileError(message)
    transfer = Transfer(_header(root.part("Header")))
    contacts = 0
    for place, part in enumerate(pupils.parts("Pupil"), start=1):
        _take(transfer, Entry(part, place), place)
        contacts += len(transfer.pupils[-1].contacts) if transfer.pupils else 0
        if place > MOST or contacts > MOST_CONTACTS:
            message = f"{name} names more pupils than any primary school has; {SMALLER}."
            raise UnreadableFileError(message)
    if not transfer.read:
        where = transfer.header.source.said
        transfer.warnings.append(Problem("the file", "Pupil", "", f"{where} sent no pupil in it."))
    return transfer


def _take(transfer: Transfer, entry: Entry, place: int) -> None:
    """Add one pupil to what was read, or what is wrong with the entry."""
    pupil = _pupil(entry, transfer.header, place)
    where = pupil.where
    transfer.read = place
    transfer.warnings.extend(replace(doubt, where=where) for doubt in entry.doubts)
    if entry.problems:
        transfer.refused.extend(replace(problem, where=where) for problem in entry.problems)
    else:
        told = tuple(replace(one, where=where) for one in pupil.told)
        transfer.pupils.append(replace(pupil, told=told))


def _header(part: Part) -> TransferHeader:
    entry = Entry(part, 0)
    written = entry.text(part, "DateTime") or ""
    return TransferHeader(
        version=entry.text(part, "CTFversion", "Version") or "",
        written=day_of(written.partition("T")[0]),
        partial=(entry.text(part, "DocumentQualifier") or "").casefold() == "partial",
        source=_school(entry, part.part("SourceSchool")),
        destination=_school(entry, part.part("DestSchool", "DestinationSchool")),
    )


def _school(entry: Entry, part: Part) -> SchoolNamed:
    return SchoolNamed(
        entry.text(part, "LEA", "LA") or "",
        entry.text(part, "Estab", "EstablishmentNumber") or "",
        entry.text(part, "SchoolName") or "",
    )


def _pupil(entry: Entry, header: TransferHeader, place: int) -> TransferredPupil:
    part = entry.part
    home = phones_in(entry, part, home=True)
    contacts = contacts_of(entry, part, home)
    row = PupilRow(
        where=place,
        upn=_number(entry),
        legal_surname=entry.text(part, "Surname"),
        legal_forename=entry.text(part, "Forename"),
        dob=entry.meaning(part, day_of, "DOB", "DateOfBirth"),
        sex=entry.hint(part, sex_of, "Sex", "Gender", "GenderCurrent") or None,
        address=address_of(entry, part.part("Address")),
        fsm=_free_meals(entry, header.written),
        looked_after=entry.hint(part.part("LookedAfter"), flag_of, "InCare"),
        sen=_provision(entry),
    )
    row = _with_basics(entry, row)
    told = told_of(entry, contacts)
    return TransferredPupil(place, row, _former(entry), contacts, told, years_of(entry))


def _with_basics(entry: Entry, row: PupilRow) -> PupilRow:
    """Return a row with the basic details, all of which may be missing."""
    basics = entry.part.part("BasicDetails")
    surname = entry.text(basics, "PreferredSurname")
    forename = entry.text(basics, "PreferredForename")
    return replace(
        row,
        preferred_surname=None if surname == row.legal_surname else surname,
        preferred_forename=None if forename == row.legal_forename else forename,
        middle_names=entry.text(basics, "MiddleNames"),
        year_group=entry.hint(basics, year_group_of, "NCyearActual", "NCyear"),
        medical=MEDICAL if entry.hint(basics, flag_of, "MedicalFlag") else None,
        eal=_other_language(entry, basics),
    )


def _number(entry: Entry) -> str | None:
    """Return the unique pupil number, tidied; one of another shape is noted."""
    text = entry.text(entry.part, "UPN")
    number = upn.tidied(text or "")
    if not number:
        return None
    if _NO_UPN.fullmatch(number):
        entry.doubt("UPN", number, "This stands for a pupil without a UPN.")
        return None
    if reason := upn.refusal(number):
        entry.refuse("UPN", number, reason)
    elif doubt := upn.warning(number):
        entry.doubt("UPN", number, doubt)
    return number


def _former(entry: Entry) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in (entry.part.part("BasicDetails"), entry.part):
        for one in part.parts("FormerUPN"):
            number = upn.tidied(one.words)
            if upn.is_shaped(number):
                found[number] = None
            elif number:
                entry.doubt("FormerUPN", number, upn.refusal(number))
    return tuple(found)


def _free_meals(entry: Entry, written: dt.date | None) -> bool | None:
    """Say whether free school meals are claimed; None where the file does not say."""
    instances = list(entry.part.part("FSMhistory").parts("FSMinstance"))
    if not instances:
        return None
    ends = [entry.hint(one, day_of, "FSMendDate") for one in instances]
    return any(end is None or (written is not None and end > written) for end in ends)


def _provision(entry: Entry) -> str | None:
    """Return the latest provision for special needs; None where the file does not say."""
    found = [
        (entry.hint(one, day_of, "StartDate"), entry.hint(one, sen_of, "SENprovision", "SENstatus"))
        for one in entry.part.part("SENhistory").parts("SEN")
    ]
    dated = sorted(found, key=lambda one: one[0].toordinal() if one[0] else 0)
    return dated[-1][1] if dated else None


def _other_language(entry: Entry, basics: Part) -> bool | None:
    """Say whether English is an additional language; None where the file does not say."""
    kinds = basics.part("Languages").parts("Type")
    codes = {(entry.text(one, "Language") or "").upper() for one in kinds} - _NOT_KNOWN - {""}
    return bool(codes - _ENGLISH) if codes else None
