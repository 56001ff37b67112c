"""Rows without a window: figures, file size, finding a pupil, importing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.measure import Amount, in_turn, measured
from benchmarks.schools import UNTIL, Schools
from officeapp.books import figures
from officeapp.books.database import driver
from officeapp.domain.school_year import SchoolYear, Span

YEAR = SchoolYear.of(UNTIL)
Row = Callable[[Schools], Iterator[object]]


def whole_school_figures(schools: Schools) -> Iterator[object]:
    """S8: figures of the year per pupil, class, year group and group."""
    for name in ("small", "large"):
        with schools.open(name, read_only=True) as office:
            rows = _one_row_a_mark(schools, office)
            span = Span(YEAR.span.first, UNTIL)
            figures.totals(office, span)

            def ask() -> object:
                return figures.totals(office, span)  # noqa: B023  # asked before the loop goes on

            def floor() -> object:
                return rows.execute(  # noqa: B023  # as above
                    "SELECT pupil, code, count(*) FROM mark WHERE year = ? GROUP BY pupil, code",
                    [YEAR.begins],
                ).fetchall()

            mine, other = in_turn(ask, floor, 15)
            aim = "0.2x" + (", under 50 ms" if name == "large" else "")
            yield measured(f"whole-school figures, {name}", mine, other, aim)
            rows.close()


def _one_row_a_mark(schools: Schools, office: object) -> object:
    """Return a plain table of the same years' marks, one row each."""
    path = schools.folder / "rows.db"
    path.unlink(missing_ok=True)
    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(
        "CREATE TABLE mark (pupil INTEGER, year INTEGER, slot INTEGER, code TEXT, "
        "PRIMARY KEY (pupil, year, slot)) WITHOUT ROWID"
    )
    connection.execute("BEGIN")
    for (year, pupil), line in office.register.kept().items():  # type: ignore[attr-defined]
        connection.executemany(
            "INSERT INTO mark VALUES (?, ?, ?, ?)",
            [(pupil, year, slot, s) for slot, s in enumerate(line) if s not in ".-"],
        )
    connection.execute("COMMIT")
    return connection


def file_size(schools: Schools) -> Iterator[object]:
    """S14: bytes a mark over six years, everything included."""
    path = schools.path("six")
    with schools.open("six", read_only=True) as office:
        marks = office.connection.execute("SELECT count(*) FROM register").fetchone()[0]
    yield Amount("file size, six years", path.stat().st_size / marks, 16, "bytes a mark", "5x")


ROWS: dict[str, Row] = {"S8": whole_school_figures, "S14": file_size}
