"""The referral pack from the terminal: drafts that say so, or packs that are numbered and kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from officeapp.domain.referral import Purpose
from officeapp.procedures.issue_packs import issue_packs
from officeapp.procedures.referral_pack import referral_packs
from officeapp.terminal.papers import make_folder, write_paper
from officeapp.terminal.shared import (
    AS_JSON,
    DONE,
    NO,
    SCHOOL,
    acting,
    print_json,
    print_table,
    reading_as,
    say,
    writing,
)

if TYPE_CHECKING:
    from officeapp.books.office import Office
    from officeapp.domain.pack import Pack
    from officeapp.domain.pack_gaps import PackGap
    from officeapp.domain.roll import Pupil

_UNSAFE = re.compile(r"[^\w\- ]+")


@click.command("pack")
@SCHOOL
@click.option("--pupil", "named", required=True, metavar="UPN", help="The pupil's UPN or id.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FOLDER")
@click.option("--issue", is_flag=True, help="Number the packs and keep them in the letter book.")
@click.option(
    "--because", "why", default="", metavar="WHY", help="Why, although something asks for a look."
)
@click.option(
    "--for",
    "purpose",
    type=click.Choice([str(one) for one in Purpose]),
    default=str(Purpose.NOTICE),
    show_default=True,
    help="What is asked of the authority.",
)
@AS_JSON
@acting
def pack_command(
    school: Path,
    *,
    named: str,
    out: Path,
    issue: bool,
    why: str,
    purpose: str,
    as_json: bool,
    by: str | None,
    pin_stdin: bool,
) -> int:
    """Put a referral to the authority together, one PDF for each parent; a draft unless --issue.

    Lists what is lacking and exits 1 while anything is; drafts are written all the same.
    """
    opened = writing if issue else reading_as
    with opened(school, by, pin_stdin=pin_stdin) as office:
        pupil = office.roll.named(named)
        make = _issued if issue else _drafted
        rows, lacking = make(office, pupil, out, why, Purpose(purpose))
    if as_json:
        print_json(
            {
                "id": pupil.id,
                "upn": pupil.upn,
                "name": pupil.listed,
                "packs": rows,
                "gaps": [_row(one) for one in lacking],
            }
        )
    elif lacking:
        said = [(one.parent, one.words, one.jump.value, _asks(one)) for one in lacking]
        print_table(("Parent", "What is lacking", "Where", "To do"), said)
    for row in rows:
        say(f"{row['number'] or 'A draft'} for {row['parent']} is in {row['file']}.")
    return NO if lacking else DONE


def _issued(
    office: Office, pupil: Pupil, out: Path, why: str, purpose: Purpose
) -> tuple[list[dict[str, Any]], list[PackGap]]:
    from officeapp.documents.referral_pack import draw_pack

    def draw(pack: Pack, number: str) -> bytes:
        make_folder(out)  # what cannot be written is not numbered
        return draw_pack(pack, number)

    made = issue_packs(office, pupil, draw, why, purpose)
    rows = [
        _write(out, pupil, pack, letter.number, paper, place)
        for place, (pack, letter, paper) in enumerate(made, 1)
    ]
    return rows, []


def _drafted(
    office: Office, pupil: Pupil, out: Path, why: str, purpose: Purpose
) -> tuple[list[dict[str, Any]], list[PackGap]]:
    from officeapp.documents.referral_pack import draw_pack

    packs = referral_packs(office, pupil, why, purpose)
    make_folder(out)
    rows = [
        _write(out, pupil, pack, "", draw_pack(pack, ""), place)
        for place, pack in enumerate(packs, 1)
    ]
    return rows, list(dict.fromkeys(gap for pack in packs for gap in pack.gaps))


def _write(
    out: Path, pupil: Pupil, pack: Pack, number: str, paper: bytes, place: int
) -> dict[str, Any]:
    name = " ".join(_UNSAFE.sub("", pupil.listed).split())[:60]
    path = out / f"{number or 'draft'} referral-pack {name} {pupil.upn or pupil.id} {place}.pdf"
    write_paper(path, paper)
    return {
        "parent": pack.parent_name,
        "number": number,
        "until": pack.until,
        "asked_for": pack.asked_for,
        "file": str(path),
        "fields": pack.fields,
    }


def _row(gap: PackGap) -> dict[str, Any]:
    return {
        "parent": gap.parent,
        "what": gap.words,
        "where": gap.jump.value,
        "look": gap.look,
        "day": gap.day,
        "session": gap.session.value if gap.session else None,
        "letter": gap.letter,
    }


def _asks(gap: PackGap) -> str:
    return "look at it, then --because" if gap.look else "mend"
