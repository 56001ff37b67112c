"""Letters and certificates from the terminal: drafts unless they are issued."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from officeapp.domain.conscience import Choice, Doubt, Looked
from officeapp.domain.letter_book import What
from officeapp.domain.letter_paper import DRAFT
from officeapp.domain.record import PupilId
from officeapp.domain.roll import list_order
from officeapp.domain.school_year import Span
from officeapp.errors import OfficeError
from officeapp.procedures.certificate import certificate, issue_certificate, require_whole
from officeapp.procedures.draft_letters import Wanted, draft_letter, letterhead, looked_at, papers
from officeapp.procedures.issue_letters import hold_letter, issue_letters, note_letters
from officeapp.procedures.join_letters import join_siblings
from officeapp.procedures.letter_copies import papers_of
from officeapp.procedures.letter_facts import Gathering
from officeapp.terminal.papers import make_folder, write_paper
from officeapp.terminal.shared import (
    AS_JSON,
    DAY,
    DONE,
    NO,
    SCHOOL,
    acting,
    print_json,
    reading,
    say,
    writing,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from officeapp.books.office import Office
    from officeapp.domain.letter_paper import Letterhead, LetterPaper
    from officeapp.domain.roll import Pupil
    from officeapp.procedures.draft_letters import Draft

AS_FILES = "as files"
_UNSAFE = re.compile(r"[^\w\- ]+")


class Which(OfficeError):  # noqa: N818  # a question, as the clerk reads it
    """It was not said whose letters are wanted, or more than one way."""

    def __init__(self) -> None:
        super().__init__("Say whose letters: --pupil UPN, --class C, or --all, one of them.")


class BadPairError(OfficeError):
    """Something typed as NAME=TEXT has no sign of equality."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"'{typed}' is not NAME=TEXT; write the name, '=', then the text.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked for.

    Attributes:
        wanted: Kind and facts.
        looked: What was decided of pupils who must be looked at, by UPN or id.
        out: The folder.
        together: Whether all letters come as one file.
    """

    wanted: Wanted
    looked: dict[str, Looked]
    out: Path
    together: bool


def _pairs(typed: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in typed:
        name, sign, text = one.partition("=")
        if not sign:
            raise BadPairError(one)
        found[name.strip()] = text.strip()
    return found


@click.command("letters")
@SCHOOL
@click.option("--kind", required=True, help="The kind, by its name or the policy's.")
@click.option("--pupil", "named", metavar="UPN", help="One pupil, by UPN or id.")
@click.option("--class", "class_name", metavar="C", help="A class.")
@click.option("--all", "everybody", is_flag=True, help="Everybody on roll.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FOLDER")
@click.option("--issue", is_flag=True, help="Number them and enter them in the letter book.")
@click.option("--on", "day", type=DAY, help="The date on them; today if not given.")
@click.option("--to", "until", type=DAY, help="The last day of the figures.")
@click.option("--fact", "facts", multiple=True, metavar="NAME=TEXT", help="A fact to put in.")
@click.option("--send", multiple=True, metavar="UPN=WHY", help="Looked at; send it.")
@click.option("--adapt", multiple=True, metavar="UPN=WHY", help="Looked at; send it adapted.")
@click.option("--hold", multiple=True, metavar="UPN=WHY", help="Looked at; hold it back.")
@click.option("--household", is_flag=True, help="One copy for parents at one address.")
@click.option("--english", is_flag=True, help="In English, whatever the families' cards say.")
@click.option("--together", is_flag=True, help="All in one file, as for a printer.")
@AS_JSON
@acting
def letters_command(school: Path, **given: Any) -> int:
    """Write letters as PDFs, one a recipient; drafts unless --issue."""
    looked = {
        who: Looked(choice, why)
        for choice, typed in (
            (Choice.SEND, given["send"]),
            (Choice.ADAPT, given["adapt"]),
            (Choice.HOLD, given["hold"]),
        )
        for who, why in _pairs(typed).items()
    }
    wanted = Wanted(
        given["kind"],
        _pairs(given["facts"]),
        by_household=given["household"],
        english=given["english"],
    )
    asked = Asked(wanted, looked, given["out"], given["together"])
    opened = (
        writing(school, given["by"], pin_stdin=given["pin_stdin"])
        if given["issue"]
        else reading(school)
    )
    with opened as office:
        gathering = Gathering(office, given["day"] or office.today(), given["until"])
        pupils = _chosen(office, gathering.day, given)
        rows = _written(office, asked, pupils, gathering, issue=given["issue"])
    if given["as_json"]:
        print_json(rows)
    made = [row for row in rows if not row["why"]]
    for row in rows:
        if row["why"]:
            say(f"{row['name']}: {row['why']}")
    files = sum(len(row["files"]) for row in rows)
    what = "issued" if given["issue"] else "drafted"
    say(f"{len(made)} of {len(rows)} letters {what}; {files} files are in {asked.out}.")
    return DONE if len(made) == len(rows) else NO


def _chosen(office: Office, day: dt.date, given: dict[str, Any]) -> list[Pupil]:
    ways = (given["named"], given["class_name"], given["everybody"])
    if sum(bool(way) for way in ways) != 1:
        raise Which
    if given["named"]:
        return [office.roll.named(given["named"])]
    if given["class_name"]:
        return office.roll.members(office.roll.class_named(given["class_name"]).id, day)
    return sorted(office.roll.on_roll(day), key=list_order)


def _written(
    office: Office, asked: Asked, pupils: list[Pupil], gathering: Gathering, *, issue: bool
) -> list[dict[str, Any]]:
    """Draft or issue the letters, write their files, and return a row for each pupil."""
    drafts: list[Draft] = []
    rows = []
    by_household = asked.wanted.by_household or office.letters.stationery().household
    wanted = replace(asked.wanted, by_household=by_household)
    for pupil in pupils:
        row = {"id": pupil.id, "upn": pupil.upn, "name": pupil.listed, "kind": asked.wanted.kind}
        row |= {"number": "", "files": [], "why": "", "look": [], "stopped": []}
        rows.append(row)
        try:
            draft = _looked(
                office, draft_letter(office, wanted, pupil, gathering), asked, gathering
            )
            draft.text  # noqa: B018  # refuses where a fact is not known
        except OfficeError as refusal:
            row["why"] = str(refusal)
            continue
        row["kind"] = draft.template.kind
        row["look"] = [doubt.value for doubt in draft.doubts]
        row["stopped"] = [f"{one.name}: {one.why.value}" for one in draft.to.stopped]
        row["why"] = _why_not(draft, issue=issue)
        if issue and draft.is_held:
            hold_letter(office, draft)
        if not row["why"]:
            drafts.append(draft)
    if office.letters.stationery().siblings:
        drafts = join_siblings(office, drafts)
    _print(office, asked, drafts, rows, issue=issue)
    return rows


def _looked(office: Office, draft: Draft, asked: Asked, gathering: Gathering) -> Draft:
    looked = asked.looked.get(draft.pupil.upn) or asked.looked.get(str(draft.pupil.id))
    return looked_at(office, draft, looked, gathering) if looked else draft


def _why_not(draft: Draft, *, issue: bool) -> str:
    """Return why a letter is not written; '' where it is."""
    if not draft.to.to:
        stopped = "; ".join(f"{one.name}: {one.why.value}" for one in draft.to.stopped)
        return f"nobody may be sent it. {stopped or 'No parent with responsibility is known'}."
    if draft.is_held and draft.looked:
        return f"held back: {draft.looked.why}"
    if issue and Doubt.CLASH in draft.doubts:
        return f"{Doubt.CLASH}; somebody decides that first, at one of the desks."
    if issue and draft.doubts and draft.looked is None:
        said = "; ".join(doubt.value for doubt in draft.doubts)
        return f"look at it first ({said}), then say --send, --adapt or --hold UPN=WHY."
    return ""


def _print(
    office: Office, asked: Asked, drafts: list[Draft], rows: list[dict[str, Any]], *, issue: bool
) -> None:
    from officeapp.documents.letter import spelled_otherwise

    make_folder(asked.out)
    by_pupil = {row["id"]: row for row in rows}
    sheets: list[tuple[dict[str, Any], list[LetterPaper]]] = []
    if issue and drafts:
        letters = issue_letters(office, drafts, _draw)
        note_letters(office, letters, What.PRINTED, AS_FILES)
        for letter in letters:
            row = by_pupil[letter.pupil]
            for child in letter.children:
                by_pupil[PupilId(child)]["number"] = letter.number
            sheets.append((row, papers_of(office, letter, mark="")))
    else:
        sheets = [(by_pupil[draft.pupil.id], papers(draft)) for draft in drafts]
    head = letterhead(office)
    latin = spelled_otherwise(sheet for _, several in sheets for sheet in several)
    if latin:
        said = ", ".join(f"{word} as {printed}" for word, printed in latin.items())
        say(f"The typeface lacks letters; printed in Latin ones: {said}.")
    if asked.together and sheets:
        path = asked.out / f"{asked.wanted.kind}.pdf"
        whole = [one for _, several in sheets for one in several]
        write_paper(path, _draw(whole, head, duplex=office.letters.stationery().duplex))
        sheets[0][0]["files"] = [str(path)]
        return
    for row, several in sheets:
        row["files"] = [
            _write(asked.out, row, place, one, head) for place, one in enumerate(several, 1)
        ]


def _write(
    folder: Path, row: dict[str, Any], place: int, paper: LetterPaper, head: Letterhead
) -> str:
    name = " ".join(_UNSAFE.sub("", row["name"]).split())[:60]
    called = f"{row['number'] or 'draft'} {row['kind']} {name} {row['upn'] or row['id']} {place}"
    path = folder / f"{called}.pdf"
    write_paper(path, _draw([paper], head))
    return str(path)


def _draw(sheets: Sequence[LetterPaper], head: Letterhead, *, duplex: bool = False) -> bytes:
    from officeapp.documents.letter import draw_letters

    return draw_letters(sheets, head, duplex=duplex)


@click.command("certificate")
@SCHOOL
@click.option("--pupil", "named", required=True, metavar="UPN", help="The pupil's UPN or id.")
@click.option("--from", "first", type=DAY, required=True, help="The first day.")
@click.option("--to", "last", type=DAY, required=True, help="The last day.")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf")
@click.option("--issue", is_flag=True, help="Number it and keep it in the letter book.")
@acting
def certificate_command(
    school: Path,
    *,
    named: str,
    first: dt.date,
    last: dt.date,
    out: Path,
    issue: bool,
    by: str | None,
    pin_stdin: bool,
) -> None:
    """Print a certificate of attendance for the head to sign; a draft unless --issue."""
    from officeapp.documents.certificate import draw_certificate

    opened = writing(school, by, pin_stdin=pin_stdin) if issue else reading(school)
    with opened as office:
        found = certificate(office, office.roll.named(named), Span(first, last))
        require_whole(office, found)
        if issue:
            write_paper(
                out, draw_certificate(found, "", DRAFT)
            )  # the place, before a number is given
            letter, paper = issue_certificate(office, found, draw_certificate)
            note_letters(office, [letter], What.PRINTED, AS_FILES)
            said = f"Certificate {letter.number} is in {out}, and kept in the letter book."
        else:
            paper = draw_certificate(found, "", DRAFT)
            said = f"A draft of the certificate is in {out}; it has no number."
        write_paper(out, paper)
    say(said)
