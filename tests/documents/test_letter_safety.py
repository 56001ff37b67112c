"""Letters from hostile names and tangled families, read back from the PDF itself (R14, R15).

Seen red: a name that is opened as a picture's path; one address for all copies of a letter; a
letter that the typeface lacks and nobody is told of.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pypdfium2
from hypothesis import given, settings
from hypothesis import strategies as st

from officeapp.documents.layout import letters_missing
from officeapp.documents.letter import draw_letters, spelled_otherwise
from officeapp.domain.recipients import addressed, lines_of
from tests.documents.test_letter import ACTIVE, HEAD, a_letter
from tests.domain.test_recipients import families

FULL = os.environ.get("OFFICEAPP_PROOF") == "full"
FAMILIES, NAMES = (5_000, 5_000) if FULL else (200, 300)
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(
    str.strip
)
#: Draws hostile letters in a process of its own, which tells of every file and host that is asked
#: for once it is warm. Letters are spelled in Latin with tables that anyascii reads when needed.
LISTENING = """
import random, sys
from tests.documents.test_letter import a_letter
from officeapp.documents.letter import draw_letters
from officeapp.domain.letter_paper import Letterhead

WORDS = ["<img src='file:///etc/passwd'/>", "<a href='http://example.org'>", "{child}", "../../x",
         "\\u202egnp.eman", "\\u200b", "\\U0001f600", "%s%n", "'; DROP TABLE letter;", "/dev/null",
         "file:///etc/hosts", "http://example.org/x.png", "&xxe;", "]]>", "\\u5f20\\u4f1f", "(\\\\"]
chance = random.Random(14)
def a_name():
    return " ".join(chance.choices(WORDS, k=3)) + chr(chance.choice((0x430, 0x627, 0x905, 0x3b1)))
for name in WORDS + [a_name() for _ in range(20)]:
    draw_letters([a_letter(name)], Letterhead(name, name))
asked = []
def listen(event, arguments):
    if event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        if "anyascii" not in str(arguments[0]):
            asked.append((event, str(arguments[0])))
sys.addaudithook(listen)
for _ in range(int(sys.argv[1])):
    name = a_name()
    draw_letters([a_letter(name)], Letterhead(name, name))
if len(sys.argv) > 2:
    open("/dev/null").close()
print(asked)
"""


def listened(*arguments):
    script = [sys.executable, "-c", LISTENING, *map(str, arguments)]
    found = subprocess.run(script, capture_output=True, text=True, check=True)  # noqa: S603  # ours
    return found.stdout.strip()


def test_no_name_has_a_file_opened_or_a_host_called():
    assert listened(NAMES) == "[]"


def test_the_listener_would_hear_a_file_that_is_opened():
    assert listened(1, "aloud") == "[('open', '/dev/null')]"


@settings(max_examples=NAMES, deadline=None)
@given(ANY)
def test_any_name_at_all_builds_a_letter_without_anything_active_in_it(name):
    paper = draw_letters([a_letter(name)], HEAD)
    assert len(pypdfium2.PdfDocument(paper)) == 1
    assert not any(word in paper for word in ACTIVE)


@settings(max_examples=NAMES, deadline=None)
@given(ANY)
def test_no_letter_that_the_typeface_lacks_goes_unsaid(name):
    """Planted: `spelled_otherwise` that looks at the recipient's name only: red."""
    said = "".join(spelled_otherwise([a_letter(name)]))
    assert set(letters_missing(name)) <= set(said)


@settings(max_examples=FAMILIES, deadline=None)
@given(families(), st.booleans())
def test_no_page_shows_an_address_or_a_name_of_anybody_else(adults, by_household):
    """Planted: one address block for all copies of a letter: red."""
    copies = addressed(adults, by_household=by_household).to
    if not copies:
        return
    document = pypdfium2.PdfDocument(draw_letters([a_letter(to=to) for to in copies], HEAD))
    for page, copy in zip(document, copies, strict=True):
        text = page.get_textpage().get_text_range().casefold()
        own = [line.casefold() for line in copy.address]
        assert all(line in text for line in own)
        for _, other in adults:
            if other.id not in copy.contacts:
                assert other.surname.casefold() not in text
                lines = [line.casefold() for line in lines_of(other.address)]
                assert not any(line in text for line in lines if line not in own)
