"""Text messages of the policy's ladders from the terminal, as a file for the school's service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from officeapp.procedures.ladder_texts import (
    ladder_texts,
    plan_ladder_texts,
    prepare_ladder_texts,
    usual_ladder_words,
)
from officeapp.terminal.shared import AS_JSON, SCHOOL, acting, print_json, say, writing

if TYPE_CHECKING:
    from officeapp.procedures.prepare_texts import TextPlan


@click.command("texts")
@SCHOOL
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE.csv", help="Write it there.")
@click.option("--words", help="What is said; {school}, {names}, {is} and {phone} are put in.")
@AS_JSON
@acting
def texts_command(
    school: Path,
    *,
    out: Path | None,
    words: str | None,
    as_json: bool,
    by: str | None,
    pin_stdin: bool,
) -> None:
    """List the texts that the policy asks for; with --out write the file and note the steps."""
    with writing(school, by, pin_stdin=pin_stdin) as office:
        texts = ladder_texts(office)
        plan = plan_ladder_texts(office, texts, words or usual_ladder_words(office))
        if out is not None:
            prepare_ladder_texts(office, texts, plan, out)
    _tell(plan, as_json=as_json)
    if out is not None:
        say(f"{len(plan.rows)} messages are in {out}; each step is noted. Nothing was sent.")


def _tell(plan: TextPlan, *, as_json: bool) -> None:
    rows = [
        {"number": row.mobile, "to": row.name, "about": row.names, "message": message}
        for row, message in zip(plan.rows, plan.messages, strict=True)
    ]
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['number']}  {row['to']}, about {row['about']}: {row['message']}")
    for one in plan.left_out:
        say(f"{one.where}: {one.reason}")
