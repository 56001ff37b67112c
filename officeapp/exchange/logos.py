"""The school's badge from a file: checked, brought to a size, and rid of all that is no picture.

A picture of a stranger is decoded once, with a limit on its size, and drawn anew; what it carries
beside its dots, such as where a photograph was taken, is left behind.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 5_000_000  # bytes
MOST_DOTS = 20_000_000
#: 300 dots an inch of the room a letter has for it, 44 by 20 mm.
WIDE, HIGH = 520, 236
QUALITY = 90
KINDS = ("PNG", "JPEG")


class NotALogoError(UnreadableFileError):
    """A file cannot be the school's badge."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} cannot be used ({why}); choose a PNG or JPEG under 5 MB.")


def read_logo(path: Path) -> bytes:
    """Return a picture file as the small JPEG that letters carry, on white paper.

    Raises:
        NotALogoError: It is no PNG or JPEG, or too large, or cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotALogoError(path.name, "the file is larger than 5 MB")
        return _small(path.name, path.read_bytes())
    except OSError as error:
        raise NotALogoError(path.name, error.strerror or "unknown reason") from error


def _small(name: str, content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=KINDS) as picture:
                if picture.width * picture.height > MOST_DOTS:
                    raise NotALogoError(name, "the picture has too many dots")
                drawn = picture.convert("RGBA")
    except (UnidentifiedImageError, Warning, Image.DecompressionBombError) as error:
        raise NotALogoError(name, "it is no PNG or JPEG") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise NotALogoError(name, "it is damaged") from error
    drawn.thumbnail((WIDE, HIGH))
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn.getchannel("A"))
    made = io.BytesIO()
    paper.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
