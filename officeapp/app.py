"""The window's composition root: the log, the faults, the look, and a school to show."""

from __future__ import annotations

import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer

from officeapp import paths
from officeapp.books.office import open_office, system_clock
from officeapp.errors import OfficeError
from officeapp.gui.main_window import MainWindow
from officeapp.gui.theme import Theme, application

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from officeapp.books.office import Clock, Office
    from officeapp.gui.start import StartWindow
    from officeapp.gui.tasks import Report
    from officeapp.procedures.new_school import NewSchool

LAST_FILE_KEY = "files/last"
PICTURES = "pictures"
NO_SCREEN = 3
JOINING = "Joining this computer to the school"
RESTORING = "Checking and restoring the backup"


class Program(QObject):
    """What is on the screen: one school, or the page on which to choose one."""

    def __init__(self, app: QApplication, settings: QSettings, clock: Clock = system_clock) -> None:
        super().__init__(app)
        self._clock = clock
        self._settings = settings
        self._theme = Theme(app, settings)
        self._theme.apply()
        self._office: Office | None = None
        self._window: MainWindow | None = None
        self._start: StartWindow | None = None
        app.aboutToQuit.connect(self._close)

    @property
    def window(self) -> MainWindow | None:
        """Return the window of the school that is open."""
        return self._window

    @property
    def start(self) -> StartWindow | None:
        """Return the start page while it is shown."""
        return self._start

    def begin(self, path: Path | None, *, demo: bool = False) -> None:
        """Show the school named, the sample, the last one used, or the start page."""
        last = str(self._settings.value(LAST_FILE_KEY, ""))
        if demo:
            self.show_start()
            self.show_sample()
        elif path is not None:
            self.open(path)
        elif last and Path(last).is_file():
            self.open(Path(last))
        else:
            self.show_start()

    def open(self, path: Path) -> None:
        """Open a school file and show it; a refusal is said on the start page."""
        if self._office is not None:
            self.show_start()  # closes the school that is open: it may be the same one
        try:
            office = open_office(path)
        except OfficeError as refusal:
            self._refused(str(refusal))
            return
        self._show(office)

    def make(self, path: Path, school: NewSchool) -> None:
        """Make a new school and show it."""
        from officeapp.procedures.new_school import new_school

        try:
            office = new_school(path, school)
        except OfficeError as refusal:
            self._refused(str(refusal))
            return
        self._show(office)

    def join(self, file: Path, code: str, path: Path) -> None:
        """Become a desk of a school with a joining file and its code, and show the school."""
        start = self.show_start()

        def answer(_name: str) -> None:
            start.joined()
            self.open(path)

        start.tasks.run(start, JOINING, partial(_joined, file, code, path), answer)

    def restore(self, backup: Path, path: Path) -> None:
        """Check a backup, put it in its place and show the school."""
        from officeapp.books.backup import UnsoundBackupError

        start = self.show_start()

        def answer(refusal: OfficeError | None) -> None:
            if refusal is None:
                self.open(path)
            elif isinstance(refusal, UnsoundBackupError):
                start.refuse_restore(backup, str(refusal))
            else:
                start.refuse(str(refusal))

        start.tasks.run(start, RESTORING, partial(_restored, backup, path), answer)

    def _put_back(self, backup: Path) -> None:
        """Put a backup in the place of the school that is open; where it is refused, open that."""
        if self._office is None or self._window is None:
            return
        path, backups = self._office.path, self._window.backups
        start = self.show_start()

        def work(report: Report) -> OfficeError | None:
            if backups is not None:
                backups.wait()  # what was written since the last copy is copied on closing
            return _restored(backup, path, report)

        def answer(refusal: OfficeError | None) -> None:
            if refusal is None or path.is_file():
                self.open(path)
            if refusal is not None:
                self._refuse_where_seen(str(refusal))

        start.tasks.run(start, RESTORING, work, answer)

    def show_sample(self) -> None:
        """Show today's sample school, made first if it has not been yet."""
        path = _sample_folder() / f"sample-{self._clock():%Y-%m-%d}.db"
        if path.is_file():
            self.open(path)
            return
        start = self.show_start()
        start.say_making("Making a sample school; this takes some seconds the first time each day.")
        start.tasks.run(start, "Making the sample school", partial(_make_sample, path), self.open)

    def show_start(self) -> StartWindow:
        """Show the start page in place of any school; return it."""
        from officeapp.gui.start import StartWindow

        if self._start is None:
            self._start = StartWindow(self._theme)
            self._start.open_requested.connect(self.open)
            self._start.new_requested.connect(self.make)
            self._start.join_requested.connect(self.join)
            self._start.restore_requested.connect(self.restore)
            self._start.sample_requested.connect(self.show_sample)
            self._start.show()
        self._close()
        self._start.ready()
        return self._start

    def _refuse_where_seen(self, why: str) -> None:
        from officeapp.gui.prompts import tell

        shown = self._window or self._start
        if shown is not None:
            tell(shown, why)

    def _refused(self, why: str) -> None:
        from officeapp.gui.prompts import tell

        tell(self.show_start(), why)

    def _show(self, office: Office) -> None:
        self._close()
        if office.path.parent != _sample_folder():
            self._settings.setValue(LAST_FILE_KEY, str(office.path))
        self._office = office
        self._window = MainWindow(office, self._theme, self._settings)
        self._window.files_requested.connect(self.show_start)
        self._window.restore_requested.connect(self._put_back, Qt.ConnectionType.QueuedConnection)
        self._window.show()
        start, self._start = self._start, None
        if start is not None:
            start.close()
            start.deleteLater()

    def _close(self) -> None:
        """Close the school that is open, and its window."""
        window, self._window = self._window, None
        office, self._office = self._office, None
        exchanger = window.exchanger if window is not None else None
        if window is not None:
            window.close()
        if exchanger is not None:
            exchanger.wait()
        if window is not None:
            window.deleteLater()
        if office is not None:
            office.close()


def open_window(
    path: Path | None = None, *, demo: bool = False, until_painted: bool = False
) -> int:
    """Run the window until it is closed; return the exit code.

    Args:
        path: The school file; the last one used, or the start page, if None.
        demo: Whether to show a sample school instead.
        until_painted: Whether to end as soon as the first screen is painted, to time a start.
    """
    if not has_screen():
        return _without_screen(demo=demo)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the window
    app = application()
    program = Program(app, QSettings("officeapp", "officeapp"))
    QTimer.singleShot(0, _listen_for_faults)
    program.begin(path, demo=demo)
    if until_painted:
        app.processEvents()
        return 0
    return app.exec()


def _listen_for_faults() -> None:
    """Begin the log and show faults in a dialog; done once the first screen is painted."""
    from officeapp import log
    from officeapp.gui.crash import install_hook

    log.start(paths.log_folder())
    install_hook()


def has_screen() -> bool:
    """Say whether there is a screen to show a window on."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _without_screen(*, demo: bool) -> int:
    """Say that there is no screen; draw the sample school's screens into files instead."""
    if not demo:
        _say("There is no screen here, so the window cannot be shown. `officeapp --help` lists")
        _say("what the terminal can do; `officeapp --demo` draws pictures of the window.")
        return NO_SCREEN
    folder = Path.cwd() / PICTURES
    _say("There is no screen here. Making a sample school to draw pictures of the window …")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from officeapp.gui.pictures import pictures_of_sample

    files = pictures_of_sample(folder)
    for file in files:
        _say(f"  {file.name}")
    _say(f"The pictures are in {folder}.")
    return 0


def _restored(backup: Path, path: Path, _report: Report) -> OfficeError | None:
    """Put a backup in its place; return what was refused, or None."""
    from officeapp.books.backup import restore

    try:
        restore(backup, path)
    except OfficeError as refusal:
        return refusal
    return None


def _joined(file: Path, code: str, path: Path, _report: Report) -> str:
    """Write the books of a joining file where they are to be; return what the desk is called."""
    from officeapp.procedures.join_desk import open_joining_file

    return open_joining_file(file, code, path)


def _make_sample(path: Path, report: Report) -> Path:
    """Make the sample school beside its final name, so that half a school is never opened."""
    import tempfile

    from officeapp.sample.write import write_sample_school

    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as made_in:
        part = Path(made_in) / path.name
        write_sample_school(part, progress=report, own_folder=Path(made_in))
        part.replace(path)
    return path


def _sample_folder() -> Path:
    return paths.own_folder() / "sample"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
