"""Pages put in their last form as soon as they are drawn, so that a long paper takes little room.

ReportLab keeps what a page is made of until the paper is saved, about ten kilobytes for a letter.
Here each page that is finished becomes the bytes it will be in the file, compressed, and what it
was made of is let go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc
from typing_extensions import override

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_form: Any = pdfdoc.format
_reference: Any = pdfdoc.PDFObjectReference


class Kept:
    """What a canvas is saved to: the one paper, without a second copy of it.

    Attributes:
        paper: The paper, once the canvas is saved.
    """

    def __init__(self) -> None:
        self.paper = b""

    def write(self, paper: bytes) -> None:
        """Keep the paper; ReportLab writes it in one piece."""
        self.paper += paper


class FinishedPages:
    """What is finished of a paper that is being drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self._document: Any = canvas._doc  # noqa: SLF001  # ReportLab has no other way to it
        self._done = 0

    def let_go(self) -> None:
        """Bring every page drawn since into its last form."""
        pages = self._document.Pages.pages
        for place in range(self._done, len(pages)):
            name = pages[place].__InternalName__
            pages[place] = _reference(name)
            self._finish(name)
        self._done = len(pages)

    def _finish(self, name: str) -> None:
        """Form an object and what it alone refers to."""
        objects = self._document.idToObject
        thing, before = objects[name], set(objects)
        objects[name] = _Formed(_form(thing, self._document, toplevel=1))
        for made in objects.keys() - before:
            if isinstance(objects[made], pdfdoc.PDFStream):
                self._finish(made)


class _Formed(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object as it will stand in the file; it is written once and let go."""

    __slots__ = ("_content",)

    def __init__(self, content: bytes) -> None:
        self._content = content

    @override
    def format(self, document: Any) -> bytes:
        content, self._content = self._content, b""
        return content
