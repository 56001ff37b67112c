"""Transfer files, whole, partial and hostile.

Seen red: the address of a contact taken for the pupil's, `AddressAsPupil` taken for a pupil, a
version lost because its element has no children, a row of marks stored, an entity that was filled
in, a hundred megabytes read before they were refused.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import subprocess
import sys
import textwrap
import unicodedata
import zipfile
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.errors import UnreadableFileError
from officeapp.exchange.ctf import read_transfer, transfer_of
from officeapp.exchange.source import MEGABYTE
from officeapp.exchange.xml_files import LARGEST, MOST_ATTRIBUTES, MOST_TAGS
from tests.proofs.size import size

FILES = Path(__file__).parent / "ctf"
WHOLE = (FILES / "whole.xml").read_bytes()
IDENTIFIERS = (FILES / "identifiers.xml").read_bytes()
MEALS = "<FSMhistory>{}</FSMhistory>"
OVER = "<FSMinstance><FSMendDate>2020-01-01</FSMendDate></FSMinstance>"
SPEAKS = "<BasicDetails><Languages><Type><Language>{}</Language></Type></Languages></BasicDetails>"
LIVES = "<Address>{}</Address>"
HOUSE = "<BS7666Address><PAON>12</PAON><Street>High St</Street></BS7666Address>"
FIVE_SECONDS, MEMORY = 5, 300 * MEGABYTE


def a_file(pupils="", *, root="CTfile", header="", before="", encoding="utf-8"):
    text = (
        f"{before}<{root}><Header><CTFversion>26.0</CTFversion>{header}</Header>"
        f"<CTFpupilData>{pupils}</CTFpupilData></{root}>"
    )
    return text.encode(encoding)


def a_pupil(inside="", upn="Q816200126001"):
    return (
        f"<Pupil><UPN>{upn}</UPN><Surname>Dale</Surname><Forename>Kim</Forename>"
        f"<DOB>2018-03-03</DOB><Sex>F</Sex>{inside}</Pupil>"
    )


def only(inside="", **changes):
    (pupil,) = transfer_of(a_file(a_pupil(inside, **changes)), "x").pupils
    return pupil


@pytest.fixture(scope="module")
def maja():
    """Return the first pupil of the whole file."""
    return transfer_of(WHOLE, "whole.xml").pupils[0]


def test_a_file_says_who_sent_it_to_whom():
    header = transfer_of(WHOLE, "whole.xml").header
    assert (header.release, header.written, header.partial) == (26, dt.date(2026, 10, 30), False)
    assert header.source.said == "Moorside Infants (815/2998)"
    assert (header.destination.number, header.destination.is_known) == ("816/2999", True)


def test_a_card_is_read_whole(maja):
    row = maja.row
    assert (row.legal_surname, row.preferred_surname) == ("Kowalczyk-O’Brien", "Kowalczyk")
    assert (row.legal_forename, row.preferred_forename, row.middle_names) == ("Maja", None, "Łucja")
    assert (row.dob, row.sex, row.year_group) == (dt.date(2018, 5, 11), "F", "4")
    assert (row.eal, row.fsm, row.looked_after, row.sen) == (True, True, True, "E")
    assert row.medical.startswith("A medical need is noted")
    assert [len(number) for number in maja.former_upns] == [13]


def test_an_address_has_each_line_once_and_no_country_code(maja):
    assert maja.row.address.split("\n") == [
        "Flat 3", "Mill House", "Weir Lane", "Ouseburn", "York", "North Yorkshire", "YO1 7XX",
    ]  # fmt: skip


def test_contacts_stand_in_the_order_to_call_them(maja):
    told = [(c.row.priority, c.row.forename, c.row.relationship)
            for c in maja.contacts]  # fmt: skip
    assert told == [(1, "Ewa", "Mother"), (2, "Sean", "Father"), (3, "Ewa", "Other relative")]
    sean = maja.contacts[1].row
    assert (sean.phones, sean.email) == (("01632 960300", "07700 900300"), "sean@example.org")
    assert (sean.address, sean.parental_responsibility) == ("9 Sample Road\nLeeds\nLS1 4XX", True)


def test_who_lives_at_the_pupils_address_without_a_number_has_that_of_the_home(maja):
    ewa, other = maja.contacts[0], maja.contacts[2]
    assert (ewa.same_address, ewa.row.lives_with) == (True, True)
    assert ewa.row.phones == ("01632 960201",)
    assert (other.same_address, other.row.lives_with) == (False, None)


def test_totals_of_earlier_schools_are_read_by_year(maja):
    first, second = maja.years
    assert first.said.startswith("380 possible, 360 attended, 12 authorised")
    assert (first.year, first.adds_up) == ("2025", True)
    assert (second.year, second.adds_up) == ("2026", False)


def test_marks_and_the_rest_are_told(maja):
    told = {one.field: one for one in maja.told}
    assert told["marks from 2026-09-02"].found == "/\\/\\C2I/\\"
    assert {"earlier school", "service child", "former surname", "special needs"} <= set(told)
    assert (told["service child"].found, told["disabilities"].found) == ("Y", "HEAR")


def test_a_file_of_identifiers_is_read_in_the_old_spelling_too():
    transfer = transfer_of(IDENTIFIERS, "identifiers.xml")
    assert (transfer.header.release, transfer.header.partial) == (22, True)
    assert not transfer.header.destination.is_known
    rows = [pupil.row for pupil in transfer.pupils]
    assert [(row.legal_surname, row.sex) for row in rows] == [
        ("ÅSTRÖM", "F"), (None, None), ("NOBODY", None),
    ]  # fmt: skip
    assert [problem.found for problem in transfer.warnings] == ["UN1"]


@pytest.mark.parametrize(
    ("inside", "field", "value"),
    [
        ("<SENhistory><SEN><SENstatus>S</SENstatus></SEN></SENhistory>", "sen", "E"),
        ("<SENhistory><SEN><SENprovision>N</SENprovision></SEN></SENhistory>", "sen", ""),
        ("<LookedAfter><InCare>false</InCare></LookedAfter>", "looked_after", False),
        (MEALS.format(OVER), "fsm", False),
        (MEALS.format("<FSMreviewDate>2026-07-17</FSMreviewDate>"), "fsm", None),
        ("<BasicDetails><NCyearActual>R</NCyearActual></BasicDetails>", "year_group", "R"),
        (SPEAKS.format("ENB"), "eal", False),
        (SPEAKS.format("NOB"), "eal", None),
        ("<BasicDetails><MedicalFlag>false</MedicalFlag></BasicDetails>", "medical", None),
        (LIVES.format("<AddressLine1>4 High St</AddressLine1>"), "address", "4 High St"),
        (LIVES.format(HOUSE), "address", "12 High St"),
        (f"<Contacts><Contact>{LIVES.format(HOUSE)}</Contact></Contacts>", "address", None),
    ],
)  # fmt: skip
def test_a_part_means(inside, field, value):
    assert getattr(only(inside).row, field) == value


@pytest.mark.parametrize(
    ("pupil", "field"),
    [
        (a_pupil(upn="12"), "UPN"),
        (a_pupil("<Contacts>" + "<Contact/>" * 51 + "</Contacts>"), "Contacts"),
        ("<Pupil><Surname>Dale</Surname><DOB>next May</DOB></Pupil>", "DOB"),
        (f"<Pupil><Surname>{'x' * 501}</Surname></Pupil>", "Surname"),
        ("<Pupil><Surname>Dale\u0085\u0081</Surname></Pupil>", "Surname"),
    ],
    ids=["upn", "contacts", "date", "length", "unprintable"],
)
def test_a_pupil_who_makes_no_sense_is_refused_and_the_others_stand(pupil, field):
    transfer = transfer_of(a_file(pupil + a_pupil()), "x")
    assert (transfer.read, len(transfer.pupils)) == (2, 1)
    assert [problem.field for problem in transfer.refused] == [field]


@pytest.mark.parametrize(
    ("inside", "field"),
    [
        ("<BasicDetails><NCyearActual>12</NCyearActual></BasicDetails>", "NCyearActual"),
        ("<BasicDetails><FormerUPN>12</FormerUPN></BasicDetails>", "FormerUPN"),
        ("<LookedAfter><InCare>perhaps</InCare></LookedAfter>", "InCare"),
        ("<Contacts><Contact><Order>first</Order></Contact></Contacts>", "Contact"),
    ],
)
def test_what_makes_no_sense_beside_that_is_left_out_and_said(inside, field):
    transfer = transfer_of(a_file(a_pupil(inside)), "x")
    assert len(transfer.pupils) == 1
    assert field in {problem.field for problem in transfer.warnings}


def test_a_wrong_check_letter_is_said_and_taken():
    transfer = transfer_of(a_file(a_pupil(upn="B816200126001")), "x")
    assert transfer.pupils[0].row.upn == "B816200126001"
    assert "should be Q" in transfer.warnings[0].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_name_is_read_in_every_encoding_there_is(encoding):
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>'
    content = a_file(
        a_pupil("<Address><Zip>Zoë</Zip></Address>"), before=declared, encoding=encoding
    )
    assert transfer_of(content, "x").pupils[0].row.address == "Zoë"


def test_a_namespace_a_comment_and_capitals_make_no_difference():
    content = a_file(a_pupil()).replace(b"<CTfile>", b'<ctFile xmlns="urn:any"><!-- a -->')
    content = content.replace(b"</CTfile>", b"</ctFile>").replace(b"Surname", b"SURNAME")
    assert transfer_of(content, "x").pupils[0].row.legal_surname == "Dale"


def test_the_name_of_the_file_makes_no_difference(tmp_path):
    path = tmp_path / "8152998_CTF_8162999_001 (1).xml"
    path.write_bytes(WHOLE)
    assert read_transfer(path).read == 2


def test_a_file_without_pupils_says_so():
    transfer = transfer_of(a_file(), "x")
    assert (transfer.read, transfer.warnings[0].field) == (0, "Pupil")


def zipped():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("ctf.xml", WHOLE)
    return held.getvalue()


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
REFUSED = {
    "nothing": b"",
    "a list": b"UPN,Surname\nQ816200126001,Dale\n",
    "an archive": zipped(),
    "a web page": b"<!DOCTYPE html><p>Sign in</p>",
    "another file of pupils": b"<ATfile><ATFpupilData/></ATfile>",
    "a file without a part for pupils": b"<CTfile><Header/></CTfile>",
    "cut off": WHOLE[:2000],
    "an outside entity": a_file(
        a_pupil("<Email>&x;</Email>"),
        before='<!DOCTYPE C [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ),
    "an outside type": a_file(a_pupil(), before='<!DOCTYPE C SYSTEM "http://127.0.0.1:9/c.dtd">'),
    "a billion laughs": a_file(
        a_pupil("<Email>&l9;</Email>"), before=f'<!DOCTYPE C [<!ENTITY l0 "ha">{LAUGHS}]>'
    ),
    "a quadratic entity": a_file(
        a_pupil("<Email>&x;</Email>" * 9000),
        before=f'<!DOCTYPE C [<!ENTITY x "{"x" * 90_000}">]>',
    ),
    "a type in UTF-16": a_file(before="<!DOCTYPE C [<!ENTITY x 'y'>]>", encoding="utf-16"),
    "a filled attribute": a_file(before="<!DOCTYPE C [<!ATTLIST Pupil a CDATA 'x'>]>"),
    "an entity nobody named": a_file(a_pupil("<Email>&x;</Email>")),
    "an unknown encoding": a_file(before='<?xml version="1.0" encoding="EBCDIC-CP-US"?>'),
    "deep": b"<CTfile>" + b"<a>" * 100_000,
    "many parts": a_file("<a/>" * (MOST_TAGS + 1)),
    "many attributes": a_file("".join(f'<a b="{n}"/>' for n in range(MOST_ATTRIBUTES + 1))),
    "many pupils": a_file("<Pupil/>" * 6_000),
    "a long text": a_file(f"<a>{'x' * 11 * MEGABYTE}</a>"),
    "too large": a_file("x" * LARGEST),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_no_transfer_file_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "ctf.xml"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"ctf\.xml .*\.$"):
        read_transfer(path)


WITHIN = textwrap.dedent(
    r"""
    import re, sys, time
    from pathlib import Path
    from officeapp.errors import UnreadableFileError
    from officeapp.exchange.ctf import read_transfer
    began = time.monotonic()
    try:
        read_transfer(Path(sys.argv[1]))
        said = "read"
    except UnreadableFileError:
        said = "refused"
    took = time.monotonic() - began
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(said, took, int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) * 1024)
    """
)
HEAVY = {
    "a hundred megabytes": lambda: a_file("<Pupil/>" * 13_000_000 + "\U0001f600"),
    "as many parts as there may be": lambda: a_file("<a/>x" * (MOST_TAGS - 20)),
    "pupils with nothing": lambda: a_file("<Pupil/>" * 5_000),
    "contacts of one name": lambda: a_file(
        (a_pupil(f"<Contacts>{'<Contact><Surname>A</Surname></Contact>' * 50}</Contacts>")) * 390
    ),
    "an emoji beside ten megabytes": lambda: a_file(f"<a>{'x ' * 4 * MEGABYTE}</a>\U0001f600"),
    "one long name": lambda: a_file(f"<{'x' * 9 * MEGABYTE}/>"),
    "a billion laughs": lambda: REFUSED["a billion laughs"],
    "a quadratic entity": lambda: REFUSED["a quadratic entity"],
    "deep": lambda: REFUSED["deep"],
}


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is asked otherwise")
@pytest.mark.parametrize("kind", HEAVY)
def test_no_file_takes_long_or_much(tmp_path, kind):
    path = tmp_path / "ctf.xml"
    path.write_bytes(HEAVY[kind]())
    words = [sys.executable, "-c", WITHIN, str(path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603  # our own
    said, seconds, peak = done.stdout.split()
    assert said in ("read", "refused")
    assert (float(seconds) < FIVE_SECONDS, int(peak) < MEMORY) == (True, True), done.stdout


WORDS = (
    "", " ", "0", "-1", "99999999999999999999", "2026-13-41", "0001-01-01", "true", "R", "UN1", "²",
    "Q816200126001", "\u202e", "\u200b", "&amp;lt;", "x" * 501, "\U0001f600", "١٢", "E\u0301",
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_whatever_words_a_part_has_the_rest_is_read(words):
    leaves = list(re.finditer(rb">([^<>\s][^<>]*)<", WHOLE))
    for leaf in leaves:
        content = WHOLE[: leaf.start(1)] + words.encode() + WHOLE[leaf.end(1) :]
        found = transfer_of(content, "x")
        assert (found.read, len(found.pupils) + bool(found.refused)) == (2, 2)


PIECES = [
    b"<", b">", b"/", b"&", b"&amp;", b"&#0;", b"&#x1F600;", b"]]>", b"<![CDATA[", b"<!--", b"-->",
    b"<?x?>", b"<!DOCTYPE a>", b"\x00", b"\xff", b"\xc3", b'a="', b"<Pupil>", b"</Pupil>", b"<UPN>",
    b"99999999999999999999", b"2026-13-41", b"<Contacts><Contact>", b" ", b"\n", b"a:",
]  # fmt: skip


def spoilt(content, chance):
    """Return a file with some of its bytes taken out, doubled, or written over."""
    pieces = chance.choice([PIECES, [piece for piece in PIECES if b"<" not in piece]])
    for _ in range(chance.randint(1, 3)):
        at, length = chance.randrange(len(content) + 1), chance.choice([0, 0, 0, 1, 2, 9])
        taken = content[at : at + length] * chance.choice([0, 1, 2])
        piece = chance.choice([*pieces, b"", b"12", b"a", chance.randbytes(2)])
        content = content[:at] + taken + piece + content[at + length :]
    return content


def outcomes(tries):
    """Return how many spoilt files were read, and how many refused with a sentence."""
    chance, said = random.Random(26), []  # noqa: S311  # a repeatable choice, nothing secret
    for _ in range(tries):
        try:
            found = transfer_of(spoilt(chance.choice([WHOLE, IDENTIFIERS]), chance), "x")
        except UnreadableFileError as refusal:
            said.append(str(refusal))
        else:
            problems = [*found.refused, *found.warnings]
            assert all(problem.reason.endswith(".") for problem in problems)
    assert all(sentence.endswith(".") for sentence in said)
    return tries - len(said), len(said)


def test_a_spoilt_file_is_read_or_refused_with_a_sentence():
    read, refused = outcomes(600)
    assert read > 60
    assert refused > 200


@pytest.mark.proof
@pytest.mark.slow
def test_so_it_is_fifty_thousand_times():
    assert sum(outcomes(size(2_000, 50_000))) == size(2_000, 50_000)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60))
def test_a_name_comes_through_as_it_is_but_for_blanks(name):
    content = a_file(f"<Pupil><Surname>{escape(name)}</Surname></Pupil>")
    (pupil,) = transfer_of(content, "x").pupils
    assert (pupil.row.legal_surname or "") == unicodedata.normalize("NFC", " ".join(name.split()))
