"""Exchange with other desks, and the desks themselves: `exchange` and `join`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from officeapp.books.merging import previewed
from officeapp.books.office import open_office
from officeapp.domain.letter_facts import counted
from officeapp.procedures.exchange_desks import (
    HeldError,
    carrier_of,
    exchange_desks,
    look,
    sorted_by_signer,
)
from officeapp.procedures.sharing import desk_name
from officeapp.terminal.shared import (
    AS_JSON,
    DONE,
    FILE_THERE,
    NO,
    SCHOOL,
    print_json,
    say,
)

if TYPE_CHECKING:
    from pathlib import Path

    from officeapp.books.merging import Merged
    from officeapp.books.office import Office
    from officeapp.errors import Problem

    Row = dict[str, Any]


@click.command("exchange")
@SCHOOL
@click.argument("folder", type=FILE_THERE)
@click.option("--check", "only_check", is_flag=True, help="Read and report, write nothing.")
@click.option(
    "--confirm",
    is_flag=True,
    help="Go on with a file that is a copy or was put back, having seen what others hold.",
)
@AS_JSON
def exchange_command(
    school: Path, folder: Path, *, only_check: bool, confirm: bool, as_json: bool
) -> int:
    """Take in what other desks left in a folder, and leave what they have not got.

    The folder is one that every desk can reach: a share, a stick, a synchronised folder. No person
    is named: what comes in says itself who wrote it. Exit 1 where something was kept apart or
    passed over, or where this file takes no part.
    """
    with open_office(school) as office:
        try:
            row = (
                _looked(office, folder)
                if only_check
                else _exchanged(office, folder, confirmed=confirm)
            )
        except HeldError as held:
            if as_json:
                print_json({"held": True, "newer": held.newer})
            newer = counted(held.newer, "entry", "entries")
            say(f"The other desks hold {newer} newer than this file. {held}")
            return NO
    if as_json:
        print_json(row)
    else:
        _say_exchanged(row)
    return NO if row["apart"] or row["problems"] else DONE


def _looked(office: Office, folder: Path) -> Row:
    """Return what an exchange would bring; nothing is kept."""
    before = _to_decide(office)
    looked = look(office.connection, carrier_of(office, folder))
    chosen, passed = sorted_by_signer(office, looked.brought)
    with previewed(office, [one.unit for one in chosen]) as merged:
        after = _to_decide(office)
    problems = [*_problems(looked.problems), *_passed(passed)]
    return _row(office, merged, problems, before, after, sent=0)


def _exchanged(office: Office, folder: Path, *, confirmed: bool) -> Row:
    before = _to_decide(office)
    done = exchange_desks(office, carrier_of(office, folder), confirmed=confirmed)
    after = _to_decide(office)
    return _row(office, done.merged, _problems(done.problems), before, after, sent=done.sent)


def _row(
    office: Office, merged: Merged, problems: list[Row], before: int, after: int, *, sent: int
) -> Row:
    refused = [
        {"where": desk_name(office, one.unit.desk), "reason": one.why} for one in merged.refused
    ]
    return {
        "added": merged.added,
        "changed": merged.changed,
        "to_decide": after,
        "to_decide_before": before,
        "sent": sent,
        "waiting": office.desks.waiting(office.desk),
        "waiting_for_others": len(merged.waiting),
        "apart": [
            {
                "desk": desk_name(office, one.unit.desk),
                "entries": len(one.unit.acts),
                "reason": one.why,
            }
            for one in merged.apart
        ],
        "problems": [*problems, *refused],
    }


def _problems(found: list[Problem]) -> list[Row]:
    return [{"where": one.where, "reason": one.reason} for one in found]


def _passed(passed: dict[str, str]) -> list[Row]:
    return [{"where": name, "reason": why} for name, why in passed.items()]


def _say_exchanged(row: Row) -> None:
    say(
        f"Added {row['added']}, changed {row['changed']}, to decide {row['to_decide']} "
        f"({row['to_decide_before']} before); {row['sent']} went out, {row['waiting']} waiting."
    )
    if row["waiting_for_others"]:
        runs = counted(row["waiting_for_others"], "run of entries", "runs of entries")
        say(f"To come once what was written before it is here: {runs}.")
    for one in row["apart"]:
        entries = counted(one["entries"], "entry", "entries")
        say(f"Kept apart: {entries} of {one['desk']}. {one['reason']}")
    for one in row["problems"]:
        named = one["reason"].startswith(one["where"])
        say(one["reason"] if named else f"{one['where']}: {one['reason']}")


def _to_decide(office: Office) -> int:
    """Return how many clashes wait, of all kinds that the tray has."""
    book = office.clashes
    kinds = (book.marks(), book.cards(), book.leave(), book.settings(), book.twice())
    return sum(map(len, kinds))
