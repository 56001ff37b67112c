r"""Calendars, read into days.

Seen red: the end taken as included, two holidays merged by name, a day taken out of a series kept
in it, the first issue of an entry kept instead of the last, an alarm's length for the event's.
"""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from officeapp.domain.lists import years_near
from officeapp.domain.school_year import Span
from officeapp.errors import UnreadableFileError
from officeapp.exchange.calendars import MOST_EVENTS, calendar_of
from officeapp.exchange.repeats import BadEntryError, rule_of

NEAR = years_near(dt.date(2026, 11, 21))
DAY = "DTSTART;VALUE=DATE:20260525"
MAY = Span(dt.date(2026, 5, 25), dt.date(2026, 5, 25))


def calendar(*events, method="PUBLISH", line="\r\n"):
    lines = ["BEGIN:VCALENDAR", f"METHOD:{method}"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    text = line.join([*lines, "END:VCALENDAR", ""])
    return calendar_of(text.encode(), "terms.ics", NEAR)


def spans(reading):
    return [(f"{row.span.first:%m-%d}", f"{row.span.last:%m-%d}") for row in reading.rows]


@pytest.mark.parametrize("line", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("said", "last"),
    [
        (("DTEND;VALUE=DATE:20260530", DAY), "05-29"),
        ((DAY, "DTEND;VALUE=DATE:20260526"), "05-25"),
        ((DAY, "DTEND;VALUE=DATE:20260525"), "05-25"),
        ((DAY,), "05-25"),
        ((DAY, "DURATION:P5D"), "05-29"),
        ((DAY, "DURATION:P1W"), "05-31"),
        ((DAY, "BEGIN:VALARM", "DURATION:P9D", "END:VALARM"), "05-25"),
        (("DTSTART;TZID=GMT Standard Time;VALUE=DATE:20260525",), "05-25"),
        (("DTSTART;VALUE=DATE:2026", " 0525", "DTEND;VALUE=DATE:20260527"), "05-26"),
    ],
)
def test_the_end_of_a_file_is_the_day_after_the_last(said, last, line):
    reading = calendar(("UID:1", *said), line=line)
    assert spans(reading) == [("05-25", last)]
    assert reading.refused == []


def test_outlook_writes_whole_days_as_midnights():
    said = (
        "UID:1",
        "DTSTART;TZID=GMT Standard Time:20260525T000000",
        "DTEND;TZID=GMT Standard Time:20260530T000000",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    )
    utc = ("UID:2", "DTSTART:20260524T230000Z", "DTEND:20260529T230000Z", said[-1])
    assert spans(calendar(said, utc)) == [("05-25", "05-29")] * 2


def test_words_are_unescaped_and_unfolded():
    reading = calendar((DAY, "UID:1", "SUMMARY:Half term\\, Whit", "  week\\nall"))
    assert reading.rows[0].summary == "Half term, Whit week all"


def test_an_event_with_a_time_of_day_is_left_out_with_a_warning():
    timed = ("UID:1", "DTSTART:20260525T090000Z", "SUMMARY:Assembly")
    reading = calendar(timed, ("UID:2", DAY))
    assert spans(reading) == [("05-25", "05-25")]
    assert [(p.where, p.found) for p in reading.warnings] == [("3", "Assembly")]
    assert len(calendar(*[timed] * 500).warnings) == 21


@pytest.mark.parametrize(
    "said",
    [
        ("DTSTART:NA",),
        ("DTSTART;TZID=GMT Standard Time:NA",),
        ("DTSTART;VALUE=DATE:20261345",),
        ("DTSTART;VALUE=DATE:16010101",),
        ("DTSTART;VALUE=DATE:99991231",),
        (DAY, "DTEND;VALUE=DATE:99991231"),
        (DAY, "DTEND;VALUE=DATE:20260520"),
        (DAY, "DTEND:NA"),
        (DAY, "DURATION:-P3D"),
        (DAY, "DURATION:P999999999W"),
        (DAY, "RRULE:FREQ=SECONDLY"),
        (DAY, "RRULE:FREQ=DAILY;INTERVAL=0"),
        (DAY, "RRULE:FREQ=DAILY;COUNT=soon"),
        (DAY, "RRULE:FREQ=YEARLY;BYEASTER=1"),
        (DAY, "RRULE:FREQ=WEEKLY;BYDAY=XX"),
        (DAY, "RRULE:FREQ=DAILY;UNTIL=soon"),
        (DAY, "RRULE:FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["1"] * 61)),
        ("DTSTART;VALUE=DATE:20150101", "RRULE:FREQ=DAILY"),
        (DAY, "RRULE:rubbish"),
        ("DTSTART;VALUE=DATE:19950101", "RRULE:FREQ=DAILY"),
        (DAY, "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260525"),
        ("STATUS:CANCELLED",),
        (),
    ],
)
def test_a_bad_event_is_named_by_its_line_and_the_rest_goes_on(said):
    reading = calendar((*said, "SUMMARY:Bad"), ("UID:2", DAY))
    assert [(p.where, p.found) for p in reading.refused] == [("3", "Bad")]
    assert reading.refused[0].reason.endswith(".")
    assert [row.span for row in reading.rows] == [MAY]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", "05-25 05-26 05-27"),
        ("FREQ=DAILY;INTERVAL=7;UNTIL=20260608", "05-25 06-01 06-08"),
        ("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "05-25 05-27 06-01 06-03"),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", "05-25 06-08 06-22"),
        ("FREQ=MONTHLY;BYDAY=-1MO;COUNT=3", "05-25 06-29 07-27"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1;COUNT=3", "05-25 06-29 07-27"),
        ("FREQ=MONTHLY;BYMONTHDAY=25,-1;COUNT=3", "05-25 05-31 06-25"),
        ("FREQ=MONTHLY;COUNT=2", "05-25 06-25"),
        ("FREQ=YEARLY", "05-25 05-25 05-25 05-25 05-25"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", "05-25 05-31 05-29 05-28 05-27"),
        ("FREQ=YEARLY;BYDAY=21MO;COUNT=2", "05-25 05-24"),
        ("FREQ=YEARLY;BYYEARDAY=145,-1;COUNT=3", "05-25 12-31 05-25"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "05-25"),
    ],
)
def test_a_series_is_followed_through_the_years_that_matter_and_no_further(rule, days):
    reading = calendar(("UID:1", DAY, f"RRULE:{rule}"))
    assert [f"{row.span.first:%m-%d}" for row in reading.rows] == days.split()


@given(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]), st.integers(1, 40))
def test_a_counted_series_has_no_more_days_than_its_count(often, count):
    reading = calendar(("UID:1", DAY, f"RRULE:FREQ={often};COUNT={count}"))
    assert 1 <= len(reading.rows) <= count
    assert all(row.span.first in NEAR for row in reading.rows)


def test_days_are_taken_out_of_a_series_moved_and_added():
    out, more = "EXDATE;VALUE=DATE:20260526", "RDATE;VALUE=DATE:20260610"
    series = ("UID:1", DAY, "RRULE:FREQ=DAILY;COUNT=4", out, more)
    moved = ("UID:1", "RECURRENCE-ID;VALUE=DATE:20260527", "DTSTART;VALUE=DATE:20260601")
    off = ("UID:1", "RECURRENCE-ID;VALUE=DATE:20260528", DAY, "STATUS:CANCELLED")
    reading = calendar(moved, series, off)
    found = {row.repeat: (row.cancelled, row.span.first.day) for row in reading.rows}
    assert found == {
        "2026-05-25": (False, 25), "2026-05-27": (False, 1), "2026-05-28": (True, 25),
        "2026-06-10": (False, 10),
    }  # fmt: skip


def test_the_newest_issue_of_an_entry_counts_wherever_it_stands():
    new, old = ("UID:1", "SEQUENCE:2", DAY), ("UID:1", "SEQUENCE:1", "DTSTART;VALUE=DATE:20260601")
    reading = calendar(new, old)
    assert [(row.span, row.sequence) for row in reading.rows] == [(MAY, 2)]
    assert reading.warnings == []


def test_two_entries_of_one_name_without_a_number_are_said():
    reading = calendar(("UID:1", DAY), ("UID:1", "DTSTART;VALUE=DATE:20260601"))
    assert spans(reading) == [("06-01", "06-01")]
    assert [(p.where, p.field) for p in reading.warnings] == [("7", "UID")]


def test_a_cancellation_needs_no_date():
    assert calendar(("UID:1", "STATUS:CANCELLED")).rows[0].cancelled
    assert calendar(("UID:1", DAY), method="CANCEL").rows[0].cancelled


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<!DOCTYPE html><title>Sign in</title>", "a web page, perhaps one that asks to sign in"),
        ("UPN,Date\n1,2\n", "not an iCalendar file"),
        ("", "is empty"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + DAY, "is cut off"),
        ("BEGIN:VCALENDAR\n" * 30, "not a sound iCalendar file"),
        ("BEGIN:VCALENDAR\n" + "\n" * 1_000_001, "more than 1,000,000 lines"),
        ("[" * 100_000, "not sound JSON"),
        ("[]", "no bank holidays for england-and-wales"),
        ('{"scotland": {"events": []}}', "no bank holidays for england-and-wales"),
        ('{"england-and-wales": {"events": 3}}', "no bank holidays for england-and-wales"),
    ],
)
def test_what_is_no_calendar_is_refused_with_a_sentence(content, said):
    with pytest.raises(UnreadableFileError, match=said) as refusal:
        calendar_of(content.encode(), "terms.ics", NEAR)
    assert str(refusal.value).endswith(".")


def test_too_many_events_or_series_are_no_school_calendar():
    with pytest.raises(UnreadableFileError, match="no school calendar"):
        calendar(*[(f"UID:{n}", DAY) for n in range(MOST_EVENTS + 1)])
    with pytest.raises(UnreadableFileError, match="no school calendar"):
        calendar(*[(f"UID:{n}", DAY, "RRULE:FREQ=YEARLY") for n in range(101)])


@pytest.mark.parametrize(
    "parts",
    [
        {"COUNT": ["x"]}, {"BYDAY": ["XX"]}, {"UNTIL": ["soon"]}, {"COUNT": 0}, {"BYMONTH": []},
        {"BYMONTHDAY": [0]},
    ],
)  # fmt: skip
def test_a_rule_that_the_library_let_through_is_still_refused(parts):
    with pytest.raises(BadEntryError):
        rule_of(MAY.first, {"FREQ": ["DAILY"], **parts}, NEAR.last)


def test_a_series_may_end_at_an_hour():
    end = dt.datetime(2026, 5, 26, 12, tzinfo=dt.UTC)
    assert rule_of(MAY.first, {"FREQ": "DAILY", "UNTIL": end}, NEAR.last).until == end.date()


def test_too_many_days_of_series_and_too_many_bank_holidays_are_refused():
    with pytest.raises(UnreadableFileError, match="no school calendar"):
        calendar(*[(f"UID:{n}", DAY, "RRULE:FREQ=DAILY") for n in range(3)])
    events = json.dumps({"events": [{}] * 2001, "division": "england-and-wales"})
    with pytest.raises(UnreadableFileError, match=r"more than 2,000 bank holidays"):
        calendar_of(events.encode(), "bank-holidays.json", NEAR)


def test_bank_holidays_are_read_for_england_and_wales_with_their_titles_as_they_are():
    events = [
        {"title": "New Year’s Day", "date": "2026-01-01", "notes": "", "bunting": True},
        {"title": "Boxing Day", "date": "2026-12-28", "notes": "Substitute day"},
        {"title": "Nonsense", "date": "soon"},
        "rubbish",
    ]
    document = {"scotland": {"events": [{}]}, "england-and-wales": {"events": events}}
    reading = calendar_of(json.dumps(document).encode(), "bank-holidays.json", NEAR)
    assert [(row.summary, row.uid) for row in reading.rows] == [
        ("New Year’s Day", "england-and-wales/2026-01-01"),
        ("Boxing Day", "england-and-wales/2026-12-28"),
    ]
    assert [p.where for p in reading.refused] == ["3", "4"]
