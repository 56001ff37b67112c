"""Pictures of the window, for a machine without a screen and for the README.

``python -m officeapp.gui.pictures docs`` draws the README's picture anew.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QSettings, Qt
from PySide6.QtGui import QPixmap

from officeapp.books.office import open_office
from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES
from officeapp.gui.screen import NOWHERE, Place, Target
from officeapp.gui.theme import Choice, Theme, application
from officeapp.gui.today.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture.

    Attributes:
        width: In pixels of the picture.
        height: In pixels of the picture.
        scale: How much larger everything is drawn: 1.5 as at 150 per cent.
    """

    width: int = 1366
    height: int = 768
    scale: float = 1.0

    @property
    def name(self) -> str:
        """Return how a file name says it: '1366x768-150'."""
        return f"{self.width}x{self.height}-{round(100 * self.scale)}"


LAPTOP = Size()
FOR_THE_README = Place.REGISTER


def pictures(
    office: Office, folder: Path, theme: Theme, sizes: Sequence[Size] = (LAPTOP,)
) -> list[Path]:
    """Write a picture of every place of the window; return the files.

    Args:
        office: A sample school, whose first person is signed in.
        folder: Where to write; made if need be.
        theme: The colours to draw with.
        sizes: How large.
    """
    folder.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(folder / ".window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(office, theme, settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    written = []
    for size in sizes:
        window.resize(round(size.width / size.scale), round(size.height / size.scale))
        window.show()
        written.append(_picture(window, size, folder, "sign-in", theme))
        office.sign_in(office.staff.first())
        window.let_in()
        for entry in PLACES:
            window.go_to(entry.place, _worth_showing(office))
            written.append(_picture(window, size, folder, entry.place, theme))
        window.lock()
    window.close()
    window.deleteLater()
    (folder / ".window.ini").unlink(missing_ok=True)
    return written


def pictures_of_sample(folder: Path, *choices: Choice) -> list[Path]:
    """Make a sample school and write pictures of its places; return the files.

    Args:
        folder: Where to write.
        choices: The colours to draw in; light and dark if none are given.
    """
    from officeapp.sample.write import write_sample_school

    app = application()
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as made_in:
        path, own = Path(made_in) / "sample.db", Path(made_in)
        theme = Theme(app, QSettings(str(own / "settings.ini"), QSettings.Format.IniFormat))
        write_sample_school(path, years=1, clock=_pictured_at, own_folder=own)
        with open_office(path, clock=_pictured_at, own_folder=own) as office:
            for choice in choices or (Choice.LIGHT, Choice.DARK):
                theme.choose(choice)
                written += pictures(office, folder, theme)
    return written


def main(folder: str) -> None:
    """Draw the README's picture into a folder."""
    with tempfile.TemporaryDirectory() as drawn_in:
        for file in pictures_of_sample(Path(drawn_in), Choice.LIGHT):
            if file.name.startswith(FOR_THE_README):
                shutil.copy(file, Path(folder) / f"{FOR_THE_README}.png")


def _worth_showing(office: Office) -> Target:
    """Return a pupil whose reason is waited for, in whose register there is something to see."""
    for one in waiting(office).unsettled:
        return Target(pupil=one.pupil, school_class=one.school_class)
    return NOWHERE


def _pictured_at() -> dt.datetime:
    """Return the morning that pictures show, the same each time they are drawn."""
    return dt.datetime(2026, 11, 18, 9, 31, tzinfo=dt.UTC)


def _picture(window: QWidget, size: Size, folder: Path, name: str, theme: Theme) -> Path:
    QCoreApplication.sendPostedEvents()
    pixmap = QPixmap(size.width, size.height)
    pixmap.setDevicePixelRatio(size.scale)
    window.render(pixmap, QPoint(0, 0))
    colours = "dark" if theme.is_dark else "light"
    file = folder / f"{name}-{size.name}-{colours}.png"
    pixmap.save(str(file))
    return file


if __name__ == "__main__":
    main(sys.argv[1])
