"""One start in a process of its own: says when the first screen is painted, and how big it is.

python benchmarks/start.py bare
python benchmarks/start.py program SCHOOL    the first screen, which asks who sits here
python benchmarks/start.py today SCHOOL      the same, and Today after somebody chose their name
python benchmarks/start.py register SCHOOL   the same, then a class's week and the year
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))


def main() -> None:
    """Start what was asked for, print the most memory it took, and end without tidying up."""
    what = sys.argv[1]
    if what == "bare":
        _bare()
    else:
        _program(what, Path(sys.argv[2]))
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    print(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, flush=True)
    os._exit(0)


def _bare() -> None:
    from PySide6.QtWidgets import QApplication, QLabel

    app = QApplication([])
    label = QLabel("officeapp")
    label.resize(1366, 768)
    label.show()
    app.processEvents()
    label.repaint()


def _program(what: str, path: Path) -> None:
    from PySide6.QtCore import QSettings

    from officeapp.app import Program, application

    app = application()
    program = Program(app, QSettings(str(path.parent / "bench.ini"), QSettings.Format.IniFormat))
    program.begin(path)
    app.processEvents()
    window = program.window
    assert window is not None  # noqa: S101  # a script
    window.repaint()
    if what == "program":
        return
    from officeapp.gui.screen import Place

    office = window._office  # noqa: SLF001  # the benchmark looks inside
    office.sign_in(office.staff.first())
    window.let_in()
    app.processEvents()
    window.repaint()
    if what == "register":
        window.go_to(Place.REGISTER)
        app.processEvents()
        window.repaint()


if __name__ == "__main__":
    main()
