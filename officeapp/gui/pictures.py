"""Pictures of the window, for a machine without a screen and for the README."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QSettings, Qt
from PySide6.QtGui import QPixmap

from officeapp.gui.main_window import MainWindow
from officeapp.gui.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from officeapp.books.office import Office
    from officeapp.gui.theme import Theme


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
            window.go_to(entry.place)
            written.append(_picture(window, size, folder, entry.place, theme))
        window.lock()
    window.close()
    window.deleteLater()
    (folder / ".window.ini").unlink(missing_ok=True)
    return written


def _picture(window: QWidget, size: Size, folder: Path, name: str, theme: Theme) -> Path:
    QCoreApplication.sendPostedEvents()
    pixmap = QPixmap(size.width, size.height)
    pixmap.setDevicePixelRatio(size.scale)
    window.render(pixmap, QPoint(0, 0))
    colours = "dark" if theme.is_dark else "light"
    file = folder / f"{name}-{size.name}-{colours}.png"
    pixmap.save(str(file))
    return file
