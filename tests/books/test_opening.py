"""A damaged file is refused when it is opened for writing, and left as it is.

Seen red: the quick check left out of opening.
"""

from __future__ import annotations

import pytest

from officeapp.books.database import DamagedFileError
from officeapp.books.office import open_office
from officeapp.domain.school_year import Session
from officeapp.errors import UnreadableFileError
from tests.builders import a_class, take
from tests.conftest import MONDAY

PAGE = 4096


@pytest.fixture
def file(office):
    """Return the file of a closed school with a register."""
    oak, _ = a_class(office, pupils=30)
    for session in Session:
        take(office, oak, MONDAY, session, "." * 30)
    office.close()
    return office.path


def pages(content):
    return range(1, len(content) // PAGE)


def test_a_page_of_noughts_is_found_or_was_empty(file, clock, tmp_path):
    sound = file.read_bytes()
    refused = 0
    for page in pages(sound):
        spoilt = sound[: page * PAGE] + bytes(PAGE) + sound[(page + 1) * PAGE :]
        file.write_bytes(spoilt)
        try:
            open_office(file, clock=clock, own_folder=tmp_path).close()
        except UnreadableFileError:
            refused += 1
            assert file.read_bytes() == spoilt
    assert refused == len(pages(sound))


def test_a_file_that_was_cut_is_refused_in_a_sentence(file, clock, tmp_path):
    file.write_bytes(file.read_bytes()[: 7 * PAGE])
    with pytest.raises(DamagedFileError, match="restore the newest backup"):
        open_office(file, clock=clock, own_folder=tmp_path)
