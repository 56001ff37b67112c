"""A family whose referral pack lacks nothing, and packs read back from their PDFs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pypdfium2

from officeapp.documents.referral_pack import draw_pack
from officeapp.domain.cases import CaseNote
from officeapp.domain.conscience import Choice, Looked
from officeapp.domain.letter_book import What
from officeapp.domain.record import ContactId
from officeapp.domain.register import Draft, Sheet
from officeapp.domain.roll import Contact, Tie
from officeapp.domain.school_year import Session
from officeapp.procedures.draft_letters import Wanted, draft_letter, with_typed
from officeapp.procedures.issue_letters import issue_letters, note_letters
from officeapp.procedures.issue_packs import issue_packs
from officeapp.procedures.keep_case import enter
from officeapp.procedures.keep_roll import Admission, add_class, add_contact, admit
from officeapp.procedures.keep_school import change_school
from officeapp.procedures.letter_facts import Gathering
from officeapp.procedures.referral_pack import referral_packs
from officeapp.procedures.take_register import hand_in, pencil_marks
from tests.builders import a_pupil
from tests.conftest import MONDAY
from tests.letter_builders import draw

SEEN = Looked(Choice.SEND, "spoken with the family")
IMPROVING = {
    "support_given": "Calls and a meeting.",
    "support_offered": "Breakfast club.",
    "enough": "No more than one session a week.",
    "early_grounds": "two sessions are missed.",
}
BEGAN = MONDAY - dt.timedelta(weeks=1)
AWAY = "OOOOOOOOOO" + "////////"
WHY = "the authority agreed by telephone"


def a_mother(office, pupil, name="Dana", **changes):
    """Give a pupil a parent with responsibility; return the contact."""
    card = {"address": f"{len(name)} {name} Street\nKearsley", **changes}
    tie = Tie(0, pupil.id, ContactId(0), "mother", parental_responsibility=True)
    return add_contact(office, Contact(ContactId(0), "Ms", "Roe", name, **card), tie)


def a_referral(office, codes=AWAY, parents=("Dana",), *, notice=True, support=True, **changes):
    """Return a pupil on roll for a week and four days, and everything a pack asks for."""
    card = office.school.card()
    details = {"dfe": "816/2999", "address": "Moor Lane\nKearsley", "phone": "01632 960 000"}
    change_school(office, replace(card, **details))
    oak = add_class(office, "3 Oak", office.school.sites()[0].id)
    return referred(office, oak, BEGAN, codes, parents, notice=notice, support=support, **changes)


def referred(
    office,
    oak,
    began,
    codes=AWAY,
    parents=("Dana",),
    *,
    notice=True,
    support=True,
    year_group="3",
    **changes,
):
    """Admit a pupil to a class on a Monday, with marks and a case in the days after."""
    card = a_pupil(**{"upn": "L816299919021", "address": "4 Dana Street\nKearsley"} | changes)
    [pupil] = admit(office, [Admission(card, began, oak.id, year_group)])
    for name in parents:
        a_mother(office, pupil, name)
    days = [began + dt.timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8, 9, 10)]
    places = [(day, session) for day in days for session in Session]
    for (day, session), code in zip(places, codes, strict=True):
        own = "\\" if code == "/" and session is Session.PM else code
        sheet = Sheet(oak.id, day, session)
        pencil_marks(office, sheet, {pupil.id: Draft(own)} if own != "." else {})
        hand_in(office, sheet)
    monday = began + dt.timedelta(weeks=1)
    if support:
        enter(office, CaseNote(0, pupil.id, monday, "support", "Met at the gate."))
    if notice:
        a_notice(office, pupil, monday)
    return office.roll.pupil(pupil.id)


def a_notice(office, pupil, day, **facts):
    """Send the notice to improve to each parent by post."""
    wanted = Wanted("notice-to-improve", {**IMPROVING, **facts})
    draft = replace(draft_letter(office, wanted, pupil, Gathering(office, day)), looked=SEEN)
    draft = with_typed(draft, dict.fromkeys(draft.missing, "none"))
    letters = issue_letters(office, [draft], draw)
    note_letters(office, letters, What.POSTED)
    return letters


def packs_of(office, pupil, why=WHY):
    """Return the packs of a pupil as they would be sent."""
    return referral_packs(office, pupil, why)


def lacking(office, pupil, why=WHY):
    """Return what the packs of a pupil lack, in words."""
    return {gap.words for pack in packs_of(office, pupil, why) for gap in pack.gaps}


def issue(office, pupil, why=WHY):
    """Issue the packs of a pupil as the program does."""
    return issue_packs(office, pupil, draw_pack, why)


def pages_of(paper):
    """Return the text of every page of a PDF."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper)]
