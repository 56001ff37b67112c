"""Acts that take a second person, or have to do with what leaves the office whole."""

from __future__ import annotations

from functools import partial

from officeapp.procedures.note_export import note_export

TABLE = """
note_export                         - - - 2 - - - - W
"""

ACTS = {
    "note_export": lambda w: partial(note_export, w.office, "A folder", 25),
}
