"""The sample school: `officeapp demo FILE`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from officeapp.books.database import FileExistsAlreadyError
from officeapp.sample.plan import MOST_PUPILS, MOST_YEARS
from officeapp.sample.write import write_sample_school
from officeapp.terminal.papers import make_folder
from officeapp.terminal.shared import DAY, SCHOOL, say

if TYPE_CHECKING:
    import datetime as dt


@click.command("demo")
@SCHOOL
@click.option("--pupils", type=click.IntRange(1, MOST_PUPILS), default=210, show_default=True)
@click.option("--years", type=click.IntRange(1, MOST_YEARS), default=2, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same school.")
@click.option("--until", type=DAY, help="The last day with marks; the last session begun if none.")
def demo_command(
    school: Path, *, pupils: int, years: int, seed: int, until: dt.date | None
) -> None:
    """Write a sample school: invented people with plausible registers."""
    if school.exists():
        raise FileExistsAlreadyError(school)
    make_folder(school.parent)
    with tempfile.TemporaryDirectory(dir=school.parent) as beside:
        part = Path(beside) / school.name
        with click.progressbar(length=1, label="Writing the sample school", file=sys.stderr) as bar:

            def show(done: int, whole: int) -> None:
                bar.length = whole
                bar.update(done - bar.pos)

            made = write_sample_school(
                part,
                pupils=pupils,
                years=years,
                seed=seed,
                until=until,
                own_folder=Path(beside),
                progress=show,
            )
        part.replace(school)
    say(
        f"{school}: {made.on_roll} pupils on roll, {made.registers} registers with {made.marks} "
        f"marks, {made.amendments} amended."
    )
