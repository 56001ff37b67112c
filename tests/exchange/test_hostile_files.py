"""Whatever the bytes, a reader reads or refuses with a sentence (R11).

Seen red: a decoder's own error let through, a property of icalendar that breaks when it is asked.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Any

import pytest

from officeapp.domain.lists import years_near
from officeapp.errors import UnreadableFileError
from officeapp.exchange.calendars import calendar_of
from officeapp.exchange.contact_lists import read_contacts
from officeapp.exchange.mark_lists import read_marks
from officeapp.exchange.pupil_lists import read_pupils
from officeapp.exchange.tables import table_of
from tests.proofs.size import size

if TYPE_CHECKING:
    from collections.abc import Callable

    from officeapp.domain.lists import Reading

NEAR = years_near(dt.date(2026, 11, 21))
WORDS = (
    ", ; \t \n \r\n \" ' = \0 \u200b 99999999999999999999 -1 NA UPN Date Session Code Surname DOB "
    "Q816200126001 2026-03-02 AM T090000Z 20260525 P5D : { [ } ë BEGIN:VEVENT\n END:VEVENT\n "
    "BEGIN:VCALENDAR\n END:VCALENDAR\n DTSTART;VALUE=DATE: DTEND: DTSTART: RRULE:FREQ=DAILY; "
    "COUNT= BYDAY= EXDATE: RDATE;VALUE=DATE: RECURRENCE-ID: SEQUENCE: DURATION: UID: "
    "STATUS:CANCELLED\n"
)
PIECES = [*WORDS.encode().split(b" "), b"\xff", b"\xc3", b" "]
PUPILS = (
    b"UPN,Surname,DOB,Year,Former UPN,SEN,Address\n"
    b"Q816200126001,Zo\xc3\xab,2019-05-06,Year 3,,K,1 High St\n"
)
CONTACTS = (
    b"UPN,Forename,Surname,Forename,Surname,Priority,Phone,Email\n"
    b"Q816200126001,Jo,Hill,Al,Dale,1,07700 900123,a@example.org\n"
)
MARKS = b"UPN,Date,Session,Code,Minutes late\nQ816200126001,2026-03-02,AM,L,4\n"
CALENDAR = (
    b"BEGIN:VCALENDAR\nMETHOD:PUBLISH\nBEGIN:VEVENT\nUID:1\nSEQUENCE:1\n"
    b"DTSTART;VALUE=DATE:20260525\nDTEND;VALUE=DATE:20260530\nSUMMARY:Half term\n"
    b"RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3\nEXDATE;VALUE=DATE:20260601\nEND:VEVENT\nEND:VCALENDAR\n"
)
BANK_HOLIDAYS = b'{"england-and-wales": {"events": [{"title": "Easter", "date": "2026-04-06"}]}}'
READERS: dict[str, tuple[bytes, Callable[[bytes], Reading[Any]]]] = {
    "pupils": (PUPILS, lambda content: read_pupils(table_of(content, "x"))),
    "contacts": (CONTACTS, lambda content: read_contacts(table_of(content, "x"))),
    "marks": (MARKS, lambda content: read_marks(table_of(content, "x"))),
    "calendars": (CALENDAR, lambda content: calendar_of(content, "x", NEAR)),
    "bank holidays": (BANK_HOLIDAYS, lambda content: calendar_of(content, "x", NEAR)),
}


def spoilt(content, chance):
    """Return a file with some of its bytes taken out, doubled, or written over."""
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(content) + 1), chance.choice([0, 0, 1, 1, 2, 9, 40])
        taken = content[at : at + length] * chance.choice([0, 0, 2, 3])
        piece = chance.choice([*PIECES, chance.randbytes(3)])
        content = content[:at] + taken + piece + content[at + length :]
    return content


def outcomes(reader, tries):
    """Return how many spoilt files were read, and how many refused with a sentence."""
    good, read = READERS[reader]
    chance, said = random.Random(reader), []  # noqa: S311  # a repeatable choice, nothing secret
    for _ in range(tries):
        try:
            found = read(spoilt(good, chance))
        except UnreadableFileError as refusal:
            said.append(str(refusal))
        else:
            assert all(p.reason.endswith(".") for p in found.refused + found.warnings)
    assert all(sentence.endswith(".") for sentence in said)
    return tries - len(said), len(said)


@pytest.mark.parametrize("reader", READERS)
def test_a_spoilt_file_is_read_or_refused_with_a_sentence(reader):
    read, refused = outcomes(reader, 400)
    assert read > 5
    assert refused > 20


@pytest.mark.proof
@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_so_it_is_fifty_thousand_times(reader):
    assert sum(outcomes(reader, size(2_000, 50_000))) == size(2_000, 50_000)
