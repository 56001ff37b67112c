"""Thresholds on the command line: every rule of the law and the policy, for every pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from officeapp.books.office import system_clock
from officeapp.books.policy import PROFILES, profile, threshold_law
from officeapp.books.thresholds import Finding, Watch
from officeapp.domain.clashes import counted_though_disputed
from officeapp.domain.policy_reading import policy_of
from officeapp.domain.readiness import NEED_WORDS, State
from officeapp.terminal.shared import (
    AS_JSON,
    DAY,
    FILE_THERE,
    print_json,
    print_table,
    reading,
    say,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from officeapp.books.office import Office
    from officeapp.domain.policies import Rule
    from officeapp.domain.roll import Pupil

    Row = dict[str, Any]

LAW = "law"


class NoSchoolError(click.UsageError):
    """Pupils were asked about without a school."""

    def __init__(self) -> None:
        super().__init__("Name a school's file; without one only --rules can be asked for.")


@click.command("thresholds")
@click.argument("school", metavar="FILE", required=False, type=FILE_THERE)
@click.option("--on", "day", type=DAY, help="The day; today if not given.")
@click.option("--pupil", "named", metavar="UPN", help="Only this pupil.")
@click.option("--rules", is_flag=True, help="List the rules; without FILE those of each policy.")
@AS_JSON
def thresholds_command(
    school: Path | None, *, day: dt.date | None, named: str | None, rules: bool, as_json: bool
) -> None:
    """Say how far pupils are with each rule of the law and the policy of a day.

    A threshold that is met is not yet ready: what is in the way stands beside it.
    """
    if rules:
        _print_rules(school, day, as_json=as_json)
        return
    if school is None:
        raise NoSchoolError
    with reading(school) as office:
        watch = Watch(office, day or office.today())
        pupils = [office.roll.named(named)] if named else None
        rows = [(found.pupil, _row(watch, found)) for found in watch.all(pupils)]
        disputed = _disputed(office, watch.day, {pupil.id for pupil, _ in rows})
    if disputed:
        say(counted_though_disputed(disputed))
    if as_json:
        print_json([row for _, row in rows])
        return
    print_table(
        ("UPN", "Name", "Rule", "Count", "Of", "Met on", "State", "In the way", "Next step"),
        [_line(pupil, row) for pupil, row in rows if named or row["met"]],
    )


def _disputed(office: Office, day: dt.date, pupils: Collection[int]) -> int:
    """Return how many sessions of some pupils two desks marked differently, up to a day.

    A session in dispute may count in a rule that is not met without it.
    """
    places = office.clashes.marks()
    return sum(pupil in pupils and marked <= day for pupil, marked, _ in places)


def _row(watch: Watch, found: Finding) -> Row:
    """Return a finding as the terminal answers."""
    blocked = found.blocked_by
    sessions = watch.sessions(found) if found.count else []
    return {
        "id": found.pupil.id,
        "upn": found.pupil.upn,
        "rule": found.rule.id,
        "count": found.count,
        "threshold": found.threshold,
        "met": found.met,
        "met_on": found.reached.day if found.met else None,
        "ready": found.met and not blocked,
        "blocked_by": list(blocked),
        "sessions": [[one, half.value, code] for one, half, code in sessions],
        "clashing": [
            [one, half.value] for one, half, _ in sessions if (one, half) in watch.disputed(found)
        ],
        "next_step": found.rule.next_step,
    }


def _line(pupil: Pupil, row: Row) -> tuple[Any, ...]:
    state = State.READY if row["ready"] else State.BLOCKED if row["met"] else State.NOT_YET
    return (
        row["upn"],
        pupil.listed,
        row["rule"],
        row["count"],
        row["threshold"],
        row["met_on"],
        state.value,
        "; ".join(NEED_WORDS[need] for need in row["blocked_by"]),
        row["next_step"],
    )


def _print_rules(school: Path | None, day: dt.date | None, *, as_json: bool) -> None:
    if school is None:
        found = list(_rules_of_all(day or system_clock().date()))
    else:
        with reading(school) as office:
            on = day or office.today()
            found = [*_of(LAW, threshold_law().rules_on(on))]
            found += _of(office.policy.profile_on(on), office.policy.on(on).rules)
    if as_json:
        print_json(found)
        return
    headings = ("Of", "Rule", "Says", "Then")
    print_table(headings, [(r["of"], r["rule"], r["words"], r["next_step"]) for r in found])


def _rules_of_all(day: dt.date) -> Iterator[Row]:
    yield from _of(LAW, threshold_law().rules_on(day))
    for name in PROFILES:
        yield from _of(name, policy_of(profile(name)).rules)


def _of(whose: str, rules: Iterable[Rule]) -> Iterator[Row]:
    """Yield rules as answers, each with whose it is."""
    for rule in rules:
        yield {
            "of": whose,
            "rule": rule.id,
            "words": rule.words,
            "kind": rule.kind.value,
            "codes": list(rule.codes),
            "count": rule.count or None,
            "weeks": rule.weeks or None,
            "percent": rule.percent or None,
            "steps": list(rule.steps),
            "next_step": rule.next_step,
            "needs": list(rule.needs),
            "source": rule.source,
        }
