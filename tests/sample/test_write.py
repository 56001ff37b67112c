"""The sample school in a file: written as a person writes, the same each time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from officeapp.books import check
from officeapp.books.database import FileExistsAlreadyError
from officeapp.books.office import open_office
from officeapp.domain.attendance import figures, tally
from officeapp.domain.record import COUNTER_BITS
from officeapp.domain.school_year import SchoolYear, Session
from officeapp.sample.write import last_begun, last_of, write_sample_school
from tests.conftest import StoppedClock
from tests.sample.school import marks

LONDON = ZoneInfo("Europe/London")
YEAR = SchoolYear(2026)
PLACES = str.maketrans("", "", ".-")  # places without a mark


def written(path, *, pupils=30, years=1, seed=1, until=dt.date(2026, 9, 11), now=None):
    clock = StoppedClock(now or dt.datetime(2026, 11, 20, 16, 0, tzinfo=LONDON))
    options = {"pupils": pupils, "years": years, "seed": seed, "until": until}
    made = write_sample_school(path, clock=clock, own_folder=path.parent, **options)
    return made, open_office(path, clock=clock, own_folder=path.parent)


def bare(number):
    """Return a number without its desk, which differs from file to file."""
    return number & ((1 << COUNTER_BITS) - 1)


def everything(office):
    """Return what stands in the books, desks left out, as one would export it."""
    lines = {
        bare(pupil): office.register.line(pupil, YEAR)
        for pupil in office.roll.pupils()
    }  # fmt: skip
    cards = [
        (bare(p.id), p.upn, p.called, p.dob, p.address, p.groups, bare(p.family))
        for p in office.roll.pupils().values()
    ]
    contacts = [(bare(c.id), c.called, c.phones) for c in office.contacts.contacts().values()]
    acts = office.connection.execute("SELECT kind, at, name, post FROM act ORDER BY clock")
    return lines, cards, contacts, [tuple(row) for row in acts]


def planned_symbols(office, until):
    """Return how often each symbol should stand, of what was made up for a school of 210."""
    made = marks(210, 1, 1, until)
    amended = {(a.mark.pupil, a.mark.day, a.mark.session): a.mark.code for a in made.amendments()}
    return Counter(
        office.codes.symbol(amended.get((mark.pupil, mark.day, mark.session), mark.code))
        for register in made.registers()
        for mark in register.marks
    )


def late_to_an_open_register(office, day):
    """Return the marks of a day that the desk wrote into registers not handed in."""
    handed_in = {(one.school_class, one.session) for one in office.register.handed_in(day, day)}
    return Counter(
        office.codes.symbol(one.code)
        for one in office.front_desk.late.on(day)
        if (office.roll.placed(one.pupil, day).school_class, one.session) not in handed_in
    )


def test_a_small_school_is_written_whole_and_sound(tmp_path):
    made, office = written(tmp_path / "s.db")
    with office:
        assert made.on_roll == 30 == len(office.roll.on_roll(dt.date(2026, 9, 11)))
        assert office.school.card().sample
        assert check.check(office) == []
        assert office.register.handed_in(dt.date(2026, 9, 3), dt.date(2026, 9, 11))


def test_the_same_seed_makes_the_same_school(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _, one = written(tmp_path / "a" / "s.db")
    _, other = written(tmp_path / "b" / "s.db")
    with one, other:
        assert everything(one) == everything(other)


def test_another_seed_makes_another_school(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    _, one = written(tmp_path / "a" / "s.db", seed=1)
    _, other = written(tmp_path / "b" / "s.db", seed=2)
    with one, other:
        assert everything(one)[1] != everything(other)[1]


def test_acts_are_made_at_their_time_by_those_whose_they_are(tmp_path):
    _, office = written(tmp_path / "s.db")
    with office:
        rows = office.connection.execute("SELECT kind, at, post FROM act ORDER BY clock").fetchall()
    at = [dt.datetime.fromisoformat(row["at"]) for row in rows]
    assert at == sorted(at)
    assert at[-1].date() == dt.date(2026, 9, 11)
    posts = {(row["kind"], row["post"].split(",")[0]) for row in rows}
    assert {
        ("admit", "Headteacher"),
        ("set-calendar", "Office manager"),
        ("hand-in", "Class teacher"),
    } <= posts
    taken = {one.hour for one, row in zip(at, rows, strict=True) if row["kind"] == "hand-in"}
    assert taken <= {9, 12, 13}


def test_a_school_of_one_pupil_can_be_written(tmp_path):
    made, office = written(tmp_path / "s.db", pupils=1)
    with office:
        pupil = office.roll.on_roll(dt.date(2026, 9, 11))[0]
        assert made.marks == made.registers == 14
        assert len(office.register.line(pupil.id, YEAR).strip("-.").replace(".", "")) == 14


def test_a_name_that_is_taken_is_left_as_it_is(tmp_path):
    path = tmp_path / "s.db"
    path.write_text("mine")
    with pytest.raises(FileExistsAlreadyError):
        written(path)
    assert path.read_text() == "mine"


def test_nothing_is_written_later_than_now(tmp_path):
    now = dt.datetime(2026, 9, 10, 8, 50, tzinfo=LONDON)  # before a register closes
    _, office = written(tmp_path / "s.db", until=None, now=now)
    with office:
        latest = office.connection.execute("SELECT max(at) FROM act").fetchone()[0]
        sheets = office.register.handed_in(now.date(), now.date())
    assert dt.datetime.fromisoformat(latest) <= now
    assert {sheet.session for sheet in sheets} == {Session.AM}


@pytest.mark.parametrize(
    ("now", "day", "session"),
    [
        ("2026-11-20T08:00", "2026-11-19", Session.PM),
        ("2026-11-20T09:00", "2026-11-20", Session.AM),
        ("2026-11-20T14:00", "2026-11-20", Session.PM),
        ("2026-11-22T14:00", "2026-11-20", Session.PM),
        ("2026-12-27T09:00", "2026-12-18", Session.PM),
        ("2026-08-14T09:00", "2026-07-20", Session.PM),
        ("2026-09-03T07:00", "2026-07-20", Session.PM),
    ],
)
def test_the_last_session_begun_is_the_last_to_be_marked(now, day, session):
    found = last_begun(dt.datetime.fromisoformat(now))
    assert found == (dt.date.fromisoformat(day), session)


def test_a_last_day_in_a_break_means_the_day_before_it():
    assert last_of(dt.date(2026, 10, 28)) == (dt.date(2026, 10, 23), Session.PM)


@pytest.mark.slow
def test_a_year_of_210_says_in_the_file_what_was_made_up(tmp_path):
    until = dt.date(2026, 7, 20)
    made, office = written(tmp_path / "s.db", pupils=210, until=until)
    year = SchoolYear(2025)
    with office:
        assert made.on_roll == 210
        assert check.check(office) == []
        lines = office.register.all_lines(year)
        planned = planned_symbols(office, until) + late_to_an_open_register(office, until)
        assert Counter("".join(lines.values()).translate(PLACES)) == planned
        categories = office.codes.categories(until)
        each = [figures(tally(line), categories, "LU") for line in lines.values()]
        attended = 100 * sum(one.attended for one in each) / sum(one.possible for one in each)
        assert 93.5 < attended < 94.5


@pytest.mark.slow
def test_two_thousand_pupils_for_a_week(tmp_path):
    made, office = written(tmp_path / "s.db", pupils=2000, until=dt.date(2026, 9, 9))
    with office:
        assert made.on_roll == 2000
        assert len(office.roll.classes()) == made.registers // 10 + 1
        assert check.check(office) == []


def test_nursery_halves_and_part_time_pupils_have_patterns_that_pre_mark_them(tmp_path):
    made, office = written(tmp_path / "s.db", pupils=210, until=dt.date(2026, 9, 4))
    with office:
        kinds = Counter(
            one.kind.value for own in office.patterns.by_pupil().values() for one in own
        )
        weeks = {one.week for own in office.patterns.by_pupil().values() for one in own}
        ink = "".join(office.register.all_lines(YEAR).values())
        assert kinds["nursery"] > 20 < kinds["part-time"]
        assert weeks >= {"/-/-/-/-/-", "-/-/-/-/-/", "/////-----"}
        assert ink.count("X") > 100
        assert made.marks == len(ink.translate(PLACES))


def test_two_pupils_in_210_have_an_agreed_part_time_timetable():
    page = marks(210, 1, 2).pages[0]
    agreed = [one for one in page.patterns if one.review is not None]
    assert len(agreed) == 2
    assert all("C2" in page.codes[one.pupil].values() for one in agreed)
