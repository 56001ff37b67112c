"""A pupil's record for the family: what the school holds of the pupil, and what it leaves out.

A family may ask for what is held (UK GDPR, article 15). Nothing of brothers, sisters or other
pupils is in it, and of other people only what the pupil's own record cannot be read without (Data
Protection Act 2018, Schedule 2, paragraph 16). Safeguarding notes are never in it: whether they may
be given turns on the harm it could do (Schedule 3, paragraphs 19 and 21), which the program cannot
weigh. What is left out is said on its first page, in the same words for every pupil.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from officeapp.books.act import Book
from officeapp.books.histories import whole_history
from officeapp.domain.given_out import GivenOut, What
from officeapp.domain.printed import PupilRecord, Section
from officeapp.domain.rights import Right
from officeapp.domain.roll import year_group_name
from officeapp.domain.school_year import long_day, short_day
from officeapp.errors import OfficeError
from officeapp.procedures.case_record import case_section, letter_section
from officeapp.procedures.desk_record import desk_sections
from officeapp.procedures.leave_record import leave_section
from officeapp.procedures.preview import differences
from officeapp.procedures.printing import printed_line
from officeapp.procedures.record_discretion import discretion_for

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from officeapp.books.office import Office
    from officeapp.domain.record import PupilId, Signature
    from officeapp.domain.register import Written
    from officeapp.domain.roll import Pupil
    from officeapp.procedures.record_discretion import Discretion

NEVER_PRINTED = frozenset({"family", "line", "id"})
MARKS = ("Session", "Mark", "Meaning", "Late", "Comment; why corrected", "Written by", "When")
MARK_WIDTHS = (0.155, 0.05, 0.11, 0.05, 0.205, 0.27, 0.16)
LEFT_OUT = (
    (
        "Brothers, sisters and other pupils: nothing about them is in this record. Where a comment "
        "names one, the comment is left out and its place says so."
    ),
    (
        "Parents, carers and other contacts: their names and what they are to the pupil are "
        "printed, because the record cannot be read without them. Their telephone numbers, e-mail "
        "addresses and home addresses are their own, and are left out."
    ),
    (
        "Instructions that protect somebody, if there are any, such as whom not to write to or not "
        "to release the pupil to, and why somebody else was let collect the pupil: the headteacher "
        "decides on these."
    ),
    (
        "Safeguarding notes, if there are any: this record has none and does not say whether there "
        "are. The headteacher and the safeguarding lead decide on them, and answer apart."
    ),
)
ADDRESS_LEFT_OUT = (
    "The pupil's address: it cannot be printed without showing where another person lives. The "
    "headteacher decides on it."
)


class NoRecipientError(OfficeError):
    """A record was to be given to nobody in particular."""

    def __init__(self) -> None:
        super().__init__("Say to whom the record is given: a name, and what they are to the pupil.")


def pupil_record(office: Office, pupil: PupilId, recipient: str) -> PupilRecord:
    """Return what is held of a pupil, ready to be drawn; nothing is written.

    Args:
        office: The office whose pupil it is.
        pupil: The pupil.
        recipient: To whom it is given.

    Raises:
        NoRecipientError: That is blank.
        UnknownPupilError: No pupil has that number.
    """
    if not recipient.strip():
        raise NoRecipientError
    card = office.roll.pupil(pupil)
    discretion = discretion_for(office, card)
    written = whole_history(office, pupil)
    days = [one.mark.day for one in written] or [office.today()]
    return PupilRecord(
        name=card.called,
        school=office.school.card().name,
        recipient=recipient.strip(),
        printed=printed_line(office),
        left_out=(*LEFT_OUT, *(() if discretion.address else (ADDRESS_LEFT_OUT,))),
        sections=[
            one
            for one in (
                _card(card, discretion),
                _changes(office, card, discretion),
                _enrolments(office, card, discretion),
                _placements(office, card),
                _patterns(office, card, discretion),
                _leaving(office, card, discretion),
                _earlier(office, card),
                _contacts(office, card),
                leave_section(office, card.id, discretion.text),
                *desk_sections(office, card.id, discretion.text),
                case_section(office, card.id, discretion.text),
                letter_section(office, card.id, discretion.text),
                _settled(office, card, discretion),
                _given_out(office, card),
                _marks(office, written, discretion),
            )
            if one.rows or one.words
        ],
        first=days[0],
        last=days[-1],
        entries=len(written),
    )


def note_record_given(office: Office, pupil: PupilId, record: PupilRecord, digest: str) -> None:
    """Note in an act that a pupil's record was given out: what, to whom, by whom and when.

    Raises:
        NotAllowedError: The person signed in may not give out records.
        NotSavedError: The file could not be written.
    """
    with office.writing("give-record", Right.GIVE_OUT, Book.GIVEN_OUT) as act:
        line = GivenOut(
            What.RECORD,
            record.first,
            record.last,
            pupil=pupil,
            recipient=record.recipient,
            entries=record.entries,
            digest=digest,
        )
        office.given_out.enter(act, line)


def _card(card: Pupil, discretion: Discretion) -> Section:
    address = ", ".join(card.address.splitlines()) if discretion.address else ""
    sen = {"K": "SEN support", "E": "education, health and care plan"}.get(card.sen, "none")
    rows = [
        ("Legal surname", card.legal_surname),
        ("Legal first name", card.legal_forename),
        ("Middle names", card.middle_names),
        ("Surname used", card.surname),
        ("First name used", card.forename),
        ("Date of birth", long_day(card.dob)),
        ("Sex", card.sex),
        ("UPN", card.upn),
        ("Former UPNs", ", ".join(card.former_upns)),
        ("Admission number", card.admission_no),
        ("Address", address),
        ("Pupil premium", _yes(card.pupil_premium)),
        ("Special educational needs", sen),
        ("English as an additional language", _yes(card.eal)),
        ("Free school meals", _yes(card.fsm)),
        ("Looked after by an authority", _yes(card.looked_after)),
        ("Medical line", discretion.text(card.medical)),
    ]
    kept = [row for row in rows if row[1]]
    return Section("Card", ("What", "As it stands"), kept, (0.35, 0.65))


def _changes(office: Office, card: Pupil, discretion: Discretion) -> Section:
    rows = []
    hidden = NEVER_PRINTED if discretion.address else NEVER_PRINTED | {"address"}
    versions = office.roll.pupil_cards.versions(card.id)
    for (before, _), (after, by) in itertools.pairwise(versions):
        rows += [
            (one.field, discretion.text(one.old), discretion.text(one.new), by.name, _at(by))
            for one in differences(0, "", before, after)
            if one.field.replace(" ", "_") not in hidden
        ]
    headings = ("What", "Was", "Became", "Written by", "When")
    return Section("Changes of the card", headings, rows, (0.15, 0.25, 0.25, 0.18, 0.17))


def _enrolments(office: Office, card: Pupil, discretion: Discretion) -> Section:
    rows = [
        (
            long_day(one.first),
            long_day(one.last) if one.last else "on roll",
            discretion.text(one.ground),
            discretion.text(one.destination),
        )
        for one in office.roll.enrolments(card.id)
    ]
    headings = ("First day", "Last day", "Ground of removal", "Went to")
    return Section("Times on the roll", headings, rows, (0.25, 0.25, 0.25, 0.25))


def _placements(office: Office, card: Pupil) -> Section:
    rows = [
        (
            long_day(one.first),
            office.roll.school_class(one.school_class).name,
            year_group_name(one.year_group),
        )
        for one in office.roll.placements(card.id)
    ]
    return Section("Classes", ("From", "Class", "Year group"), rows, (0.4, 0.3, 0.3))


def _patterns(office: Office, card: Pupil, discretion: Discretion) -> Section:
    rows = [
        (
            long_day(one.first),
            _until(one.last),
            one.kind.words,
            one.code,
            discretion.text(one.nature),
        )
        for one in office.patterns.of(card.id)
    ]
    headings = ("From", "Until", "Kind", "Code", "What and where")
    return Section("Timetables agreed", headings, rows, (0.22, 0.22, 0.26, 0.06, 0.24))


def _contacts(office: Office, card: Pupil) -> Section:
    rows = [
        (
            contact.called,
            tie.relationship,
            str(tie.priority or ""),
            _yes(tie.parental_responsibility),
            _yes(tie.lives_with),
        )
        for tie, contact in office.contacts.of(card.id)
    ]
    headings = (
        "Name",
        "Is to the pupil",
        "Called in order",
        "Parental responsibility",
        "Lives with",
    )
    return Section("Contacts", headings, rows, (0.32, 0.2, 0.14, 0.2, 0.14))


def _leaving(office: Office, card: Pupil, discretion: Discretion) -> Section:
    rows = [
        (
            long_day(one.last),
            f"removal {one.state.value}: {one.ground}",
            discretion.text(
                "; ".join(filter(None, (one.told, one.destination, one.why_late, one.why)))
            ),
        )
        for one in office.roll.removal_cards.standing().values()
        if one.pupil == card.id
    ]
    rows += [
        (long_day(one.made), f"return to the authority: {one.kind.value}", discretion.text(one.how))
        for one in office.roll.return_cards.standing().values()
        if one.pupil == card.id and not one.gone
    ]
    headings = ("Day", "What", "More")
    return Section("Removal and returns", headings, rows, (0.25, 0.35, 0.4))


def _earlier(office: Office, card: Pupil) -> Section:
    rows = [
        (one.year, one.school or one.number, one.said.partition(" at ")[0])
        for one in office.roll.earlier_years(card.id)
    ]
    headings = ("Year", "School", "Sessions, as that school sent them")
    return Section("Attendance at earlier schools", headings, rows, (0.15, 0.35, 0.5))


def _settled(office: Office, card: Pupil, discretion: Discretion) -> Section:
    rows = [
        (
            f"{short_day(one.day)} {one.day:%Y} {one.session.lower()}",
            one.ours or "no mark",
            one.theirs or "no mark",
            one.kept or "no mark",
            discretion.text(one.reason),
        )
        for one in office.given_out.settled().values()
        if one.pupil == card.id
    ]
    headings = ("Session", "Here", "Other system", "Stands", "Why")
    title = "Differences with the other record system, settled"
    return Section(title, headings, rows, (0.2, 0.13, 0.15, 0.12, 0.4))


def _given_out(office: Office, card: Pupil) -> Section:
    rows = [
        (_at(by), given.recipient, f"{by.name}, {by.post}")
        for given, by in office.given_out.all()
        if given.pupil == card.id
    ]
    return Section("This record was given before", ("When", "To", "By"), rows, (0.3, 0.4, 0.3))


def _marks(office: Office, written: Iterable[Written], discretion: Discretion) -> Section:
    words = {code.code: code.word for code in office.codes.all()}
    rows: list[tuple[str, ...]] = []
    before: tuple[dt.date, str] | None = None
    for one in written:
        mark, by = one.mark, one.by
        place = mark.day, mark.session.value
        when = f"{short_day(mark.day)} {mark.day:%Y} {mark.session.lower()}"
        rows.append(
            (
                "   corrected" if place == before else when,
                mark.code or "none",
                words.get(mark.code, ""),
                "" if mark.minutes is None else str(mark.minutes),
                "; ".join(filter(None, map(discretion.text, (mark.note, mark.reason)))),
                f"{by.name}, {by.post}",
                _at(by),
            )
        )
        before = place
    above = f"{len(rows)} entries, originals and corrections, each with who wrote it and when."
    return Section("Attendance register", MARKS, rows, MARK_WIDTHS, (above,))


def _yes(holds: bool) -> str:  # noqa: FBT001  # private; one argument
    return "yes" if holds else "no"


def _until(last: dt.date | None) -> str:
    return long_day(last) if last else "no end"


def _at(by: Signature) -> str:
    return f"{short_day(by.at.date())} {by.at:%Y, %H:%M}"
