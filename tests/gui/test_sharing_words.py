"""Where the books are, in plain words."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QSettings

from officeapp.domain.desks import Desk, DeskCard, Standing
from officeapp.domain.record import ActId
from officeapp.domain.sharing import Heard, Sharing
from officeapp.gui.exchange.remembered import (
    HoldsTheSchoolError,
    Memory,
    NoSuchFolderError,
    Remembered,
)
from officeapp.gui.exchange.words import (
    Reach,
    clock_words,
    set_back_words,
    silence_words,
    status_words,
)

NOW = dt.datetime(2026, 11, 19, 10, 45, tzinfo=dt.UTC)  # a Thursday
TODAY = NOW.date()
YESTERDAY = TODAY - dt.timedelta(days=1)
TUESDAY = NOW - dt.timedelta(days=2)
MINUTES = dt.timedelta(minutes=1)


def desk(name):
    return Desk(DeskCard(1, name, ("reception",), "", YESTERDAY), "ab", ActId(1), (7,))


def sharing(**changes):
    return Sharing(**{"standing": Standing.TAKES_PART, "shared": NOW - 3 * MINUTES, **changes})


@pytest.mark.parametrize(
    ("where", "reach", "said"),
    [
        (sharing(waiting=14), Reach.WELL, "Shared 10:42, 14 waiting"),
        (sharing(), Reach.WELL, "Shared 10:42"),
        (sharing(shared=NOW - dt.timedelta(days=1)), Reach.WELL, "Shared Wed 18 Nov 10:45"),
        (sharing(shared=None, waiting=2), Reach.WELL, "Not shared yet, 2 waiting"),
        (sharing(waiting=1), Reach.AWAY, "The folder cannot be reached; work goes on, 1 waiting"),
        (sharing(shared=None), Reach.NOT_CHOSEN, "No folder is chosen to share through"),
        (sharing(standing=Standing.ALONE), Reach.NOT_CHOSEN, ""),
        (
            sharing(standing=Standing.PUT_BACK, newer=214),
            Reach.WELL,
            "Sharing is held: others hold 214 entries that are not here",
        ),
    ],
)
def test_the_line_at_the_foot_says_where_the_books_are(where, reach, said):
    assert status_words(where, reach, NOW) == said


def test_every_standing_has_words_without_a_folder():
    for standing in Standing:
        words = status_words(sharing(standing=standing), Reach.NOT_CHOSEN, NOW)
        assert bool(words) is (standing is not Standing.ALONE)


def test_a_silent_desk_is_named_with_the_day_it_was_last_heard_of():
    here = sharing(
        others=(
            Heard(desk("Reception"), TUESDAY),
            Heard(desk("Office"), NOW - dt.timedelta(days=1)),
            Heard(desk("Head's laptop"), NOW - dt.timedelta(days=9)),
            Heard(desk("Spare"), None),
        )
    )
    assert silence_words(here, YESTERDAY, TODAY).split("; ") == [
        "Reception has not been heard of since Tuesday",
        "Head's laptop has not been heard of since Tue 10 Nov",
        "Spare has not been heard of yet",
    ]
    assert silence_words(sharing(), YESTERDAY, TODAY) == ""


def test_a_clock_is_off_from_five_minutes_on_and_whose_it_is_is_said():
    near, far = Heard(desk("Office"), NOW, 5 * MINUTES), Heard(desk("Reception"), NOW, 12 * MINUTES)
    assert clock_words(sharing(others=(near,))) == ""
    said = clock_words(sharing(others=(near, far)))
    assert said.startswith("The clock of Reception is 12 minutes ahead of this computer's.")
    both = clock_words(sharing(others=(far, Heard(desk("Office"), NOW, 61 * MINUTES))))
    assert both.startswith("This computer's clock is 12 minutes behind every other desk's.")


def test_a_clock_set_back_is_said_until_it_passes_its_last_entry():
    assert set_back_words(None, NOW) == set_back_words(NOW + 5 * MINUTES, NOW) == ""
    assert "24 hours before" in set_back_words(NOW + dt.timedelta(days=1), NOW)


def test_what_is_chosen_is_remembered_for_this_file_alone(tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    school, share = tmp_path / "a" / "school.db", tmp_path / "share"
    share.mkdir()
    memory = Memory(settings, school)
    memory.choose_folder(share)
    memory.choose_minutes(10)
    assert Memory(settings, school).now == Remembered(share, 10)
    assert Memory(settings, tmp_path / "b" / "school.db").now == Remembered()


def test_the_folder_of_the_school_itself_is_refused_and_so_is_one_that_is_gone(tmp_path):
    memory = Memory(None, tmp_path / "school.db")
    with pytest.raises(HoldsTheSchoolError):
        memory.choose_folder(tmp_path)
    with pytest.raises(NoSuchFolderError):
        memory.choose_folder(tmp_path / "gone")
    assert memory.now.folder is None
