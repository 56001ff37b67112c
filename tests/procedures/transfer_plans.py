"""A transfer file as a record, and what an office makes of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from officeapp.domain.lists import ContactRow, Named, PupilRow
from officeapp.domain.transfer import (
    SchoolNamed,
    Transfer,
    TransferHeader,
    TransferredContact,
    TransferredPupil,
)
from officeapp.procedures.import_transfer import import_transfer
from officeapp.procedures.keep_roll import (
    Admission,
    add_class,
    admit,
)
from officeapp.procedures.plan_transfer import plan_transfer
from officeapp.procedures.transfer_plan import Choice
from tests.builders import BORN, SINCE, a_pupil

ZARA, OMAR, TEMPORARY = "Q816200126001", "B801200005001", "P81620012601A"
FILES = Path(__file__).parents[1] / "exchange" / "ctf"
OURS = TransferHeader("26.0", dt.date(2026, 11, 1), destination=SchoolNamed("816", "2999"))
ROW = PupilRow(1, ZARA, None, None, "Abbasi", "Zara", dob=BORN, sex="F", year_group="4")
MOTHER = ContactRow(
    where=1,
    pupil=Named(),
    surname="Abbasi",
    forename="Noor",
    relationship="Mother",
    priority=1,
    parental_responsibility=True,
    phones=("07700 900123",),
)


def on_roll(office, **card):
    oak = add_class(office, "3 Oak", office.school.sites()[0].id)
    pupil = replace(a_pupil("Abbasi", "Zara", sex="F"), **card)
    admission = Admission(pupil, SINCE, oak.id, "4")
    return office.roll.pupil(admit(office, [admission])[0].id)


def one(place=1, *, contacts=(), former=(), same=False, **changes):
    given = tuple(TransferredContact(contact, same) for contact in contacts)
    return TransferredPupil(place, replace(ROW, where=place, **changes), former, given)


def plan(office, *pupils, header=OURS, **choices):
    choices["overwrite"] = frozenset(choices.get("overwrite", ()))
    transfer = Transfer(header, list(pupils), len(pupils))
    return plan_transfer(office, transfer, Choice(**choices))


def bring_in(office, *pupils, **changes):
    made = plan(office, *pupils, **changes)
    import_transfer(office, made)
    return made.preview


def counts(preview):
    return preview.added, preview.changed, preview.unchanged, len(preview.refused)


def only(office):
    (pupil,) = office.roll.pupils().values()
    return pupil


def about(preview, field):
    return [problem.reason for problem in preview.warnings if problem.field == field]
