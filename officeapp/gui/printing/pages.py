"""The pages of a PDF as pictures, for the screen and for the printer."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
from PySide6.QtGui import QImage

from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

POINTS_PER_INCH = 72
_document: Any = pypdfium2.PdfDocument  # it has no types
#: PDFium may be asked by one thread at a time, whatever the paper.
_ONE_AT_A_TIME = threading.Lock()


class NotAPaperError(UnreadableFileError):
    """What was to be shown or printed cannot be read as pages."""

    def __init__(self) -> None:
        super().__init__("The paper cannot be read, so nothing was printed; make it once more.")


class Pages:
    """A PDF that is open. Close it when its last page is drawn; any thread may ask for a page."""

    def __init__(self, paper: bytes | Path) -> None:
        """Open a paper.

        Raises:
            NotAPaperError: It is no PDF, or its file cannot be read.
        """
        try:
            content = paper.read_bytes() if isinstance(paper, Path) else paper
            with _ONE_AT_A_TIME:
                self._document = _document(content)
        except (OSError, pypdfium2.PdfiumError) as error:
            raise NotAPaperError from error

    @property
    def count(self) -> int:
        """Return how many pages there are."""
        with _ONE_AT_A_TIME:
            return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Return the width and height of a page in points, the first page being 1."""
        with _ONE_AT_A_TIME:
            width, height = self._document.get_page_size(number - 1)
        return float(width), float(height)

    def image(self, number: int, dots_per_inch: float) -> QImage:
        """Return a page as a picture, the first page being 1."""
        with _ONE_AT_A_TIME:
            page = self._document[number - 1]
            drawn = page.render(scale=dots_per_inch / POINTS_PER_INCH, prefer_bgrx=True)
            form = QImage.Format.Format_RGB32
            # Copied, because the picture's memory is given back here.
            image = QImage(drawn.buffer, drawn.width, drawn.height, drawn.stride, form).copy()
            drawn.close()
            page.close()
        return image

    def close(self) -> None:
        """Give the paper back; no page can be had of it after."""
        with _ONE_AT_A_TIME:
            self._document.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
