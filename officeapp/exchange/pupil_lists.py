"""Pupil lists of other systems, read into rows that the roll can be compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from officeapp.domain import upn
from officeapp.domain.lists import Named, PupilRow, Reading
from officeapp.errors import Problem
from officeapp.exchange.cells import YEAR_GROUP, Cells, sen_of, sex_of, year_group_of
from officeapp.exchange.headings import ANY_SYSTEM, at_most, layout_of, require, unused_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from officeapp.exchange.tables import Table

MOST = 20_000
SEX = "Write F or M, or leave it blank."
SEN = "Write K for SEN support, E for an education, health and care plan, or N for none."


def read_pupils(
    table: Table, map_name: str = ANY_SYSTEM, own: Mapping[str, str] | None = None
) -> Reading[PupilRow]:
    """Read a pupil list; a row with a cell that cannot be understood is refused whole.

    Raises:
        NotFoundError: There is no map of that name.
        UnreadableFileError: No column says which pupil a row is about.
    """
    layout = layout_of(table, "pupils", map_name, own)
    at_most(table, MOST, "pupils")
    require(layout, table, ("upn",), ("admission_no",), ("legal_surname", "dob"))
    reading: Reading[PupilRow] = Reading(refused=list(table.ragged))
    reading.warnings.extend(unused_columns(layout))
    for line, row in table.rows:
        cells = Cells(layout, line, row)
        pupil = _pupil(cells)
        if cells.problems:
            reading.refused.extend(cells.problems)
        else:
            reading.rows.append(pupil)
            reading.warnings.extend(_doubts(pupil, layout.heading("upn")))
    return reading


def number_in(cells: Cells, field: str) -> str | None:
    """Return the unique pupil number in a cell, tidied; one of another shape is noted."""
    text = cells.text(field)
    if text is None:
        return None
    number = upn.tidied(text)
    if reason := upn.refusal(number):
        cells.refuse(field, text, reason)
    return number


def named_in(cells: Cells, before: str = "") -> Named:
    """Return how a row of contacts or marks names its pupil.

    The number that this program gave a pupil, as its own outputs carry it, may stand in the place
    of the UPN.

    Args:
        cells: The row.
        before: What stands before the names of the fields: 'pupil_' in contact lists.
    """
    own = cells.text(f"{before}upn") or ""
    own = own if own.isdecimal() and own.isascii() and len(own) > upn.LENGTH else ""
    return Named(
        "" if own else number_in(cells, f"{before}upn") or "",
        own or cells.text(f"{before}admission_no") or "",
        cells.text(f"{before}surname") or "",
        cells.text(f"{before}forename") or "",
        cells.day(f"{before}dob"),
    )


def _pupil(cells: Cells) -> PupilRow:
    return PupilRow(
        where=cells.line,
        upn=number_in(cells, "upn"),
        former_upn=number_in(cells, "former_upn"),
        admission_no=cells.text("admission_no"),
        legal_surname=cells.text("legal_surname"),
        legal_forename=cells.text("legal_forename"),
        middle_names=cells.text("middle_names"),
        preferred_surname=_unless_same(cells, "preferred_surname", "legal_surname"),
        preferred_forename=_unless_same(cells, "preferred_forename", "legal_forename"),
        dob=cells.day("dob"),
        sex=cells.meaning("sex", sex_of, SEX) or None,
        year_group=cells.meaning("year_group", year_group_of, YEAR_GROUP),
        school_class=cells.text("school_class"),
        site=cells.text("site"),
        first=cells.day("first"),
        last=cells.day("last"),
        ground=cells.text("ground"),
        destination=cells.text("destination"),
        address=cells.address(),
        pupil_premium=cells.flag("pupil_premium"),
        sen=cells.meaning("sen", sen_of, SEN),
        eal=cells.flag("eal"),
        fsm=cells.flag("fsm"),
        looked_after=cells.flag("looked_after"),
        medical=cells.lines("medical"),
    )


def _unless_same(cells: Cells, field: str, legal: str) -> str | None:
    """Return a preferred name; empty where it is the legal one, which needs no entry."""
    preferred = cells.text(field)
    return "" if preferred is not None and preferred == cells.text(legal) else preferred


def _doubts(pupil: PupilRow, heading: str) -> list[Problem]:
    """Return what looks wrong with a row that stands."""
    doubt = upn.warning(pupil.upn) if pupil.upn else ""
    return [Problem(str(pupil.where), heading, pupil.upn or "", doubt)] if doubt else []
