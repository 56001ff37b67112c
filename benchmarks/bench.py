"""What a person waits for: medians, 95th percentiles and ratios to a floor taken in the same run.

Run with `make bench`, or one row with `python benchmarks/bench.py S8`. The schools are made by the
sample's own procedures with a fixed seed, once, in a folder that stays for the next run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import (
    rows_case,
    rows_desk,
    rows_file,
    rows_letters,
    rows_pack,
    rows_sharing,
    rows_thresholds,
    rows_today,
    rows_trust,
    rows_window,
)
from benchmarks.schools import Schools

ROWS = {
    **rows_file.ROWS,
    **rows_window.ROWS,
    **rows_trust.ROWS,
    **rows_desk.ROWS,
    **rows_letters.ROWS,
    **rows_pack.ROWS,
    **rows_thresholds.ROWS,
    **rows_today.ROWS,
    **rows_case.ROWS,
    **rows_sharing.ROWS,
}


def main() -> None:
    """Run the rows named, or all of them, and print each."""
    wanted = sys.argv[1:] or sorted(ROWS, key=lambda row: int(row[1:]))
    folder = Path(tempfile.gettempdir()) / "officeapp-bench"
    schools = Schools(folder)
    for row in wanted:
        for measured in ROWS[row](schools):
            print(f"{row:4} {measured}", flush=True)


if __name__ == "__main__":
    main()
