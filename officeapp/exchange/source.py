"""The bytes of a file from elsewhere: read with a limit, recognised, and turned into text.

Every file is treated as hostile. What is not the text it should be is refused by a sentence that
says what it seems to be and how to get the right one.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from officeapp.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1024 * 1024

_STRANGERS = (
    (b"PK\x03\x04", "a workbook or a ZIP file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old workbook or document"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "a letter"),
)
_WEB_PAGE = re.compile(rb"\s*<(!doctype\s+html|html|head|body|script)", re.IGNORECASE)
_MARKUP = re.compile(rb"\s*<[?!a-zA-Z]")
_XML = "an XML file"
_FEWER = "export fewer columns or one year at a time"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8_PAIR = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|[\xe1-\xe2][\x80-\xbf]{2}")


def bytes_of(path: Path, limit: int, remedy: str = _FEWER) -> bytes:
    """Return a file's bytes.

    Args:
        path: The file.
        limit: How many bytes it may have.
        remedy: What to do where it has more, for the message.

    Raises:
        UnreadableFileError: It cannot be opened, or is larger than the limit.
    """
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "bad name"
        message = f"{path.name} cannot be opened ({reason}); check its name and close it elsewhere."
        raise UnreadableFileError(message) from error
    if len(content) > limit:
        message = (
            f"{path.name} is larger than {limit // MEGABYTE} MB, more than any list of a school; "
            f"{remedy}."
        )
        raise UnreadableFileError(message)
    return content


def text_of(content: bytes, name: str, wanted: str, *, markup: bool = False) -> str:
    """Return the text of a file: UTF-8 with or without mark, UTF-16 or Windows-1252.

    Args:
        content: The bytes of the file.
        name: Its name, for messages.
        wanted: What it should be, for messages: 'a list saved as CSV'.
        markup: Whether XML is wanted, and nothing else.

    Raises:
        UnreadableFileError: It is empty, something other than text, or in no known encoding.
    """
    if not content.strip():
        message = f"{name} is empty; save it again from where it came."
        raise UnreadableFileError(message)
    stranger = _stranger(content)
    if markup:
        stranger = {_XML: "", "": "no XML file"}.get(stranger, stranger)
    if stranger:
        message = f"{name} is {stranger}; choose {wanted}."
        raise UnreadableFileError(message)
    text = _decoded(content, name)
    if "\x00" in text:
        message = f"{name} is not a text file, or is damaged; choose {wanted}."
        raise UnreadableFileError(message)
    return text


def _stranger(content: bytes) -> str:
    """Return what a file is that is no plain text; empty if nothing speaks against it."""
    found = [what for start, what in _STRANGERS if content.startswith(start)]
    start = content[:2048].removeprefix(codecs.BOM_UTF8)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\x00" in start[:4]:
        start = start.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    if _WEB_PAGE.match(start):
        found.append("a web page, perhaps one that asks to sign in")
    elif _MARKUP.match(start):
        found.append(_XML)
    return found[0] if found else ""


def _decoded(content: bytes, name: str) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding, name)
    unmarked = _unmarked_utf16(content)
    if unmarked:
        return _strictly(content, unmarked, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _UTF8_PAIR.search(content):
            line = content.count(b"\n", 0, error.start) + 1
            message = (
                f"{name} mixes two encodings or is cut off (line {line}); save it again as UTF-8."
            )
            raise UnreadableFileError(message) from error
    return _strictly(content, "cp1252", name)


def _unmarked_utf16(content: bytes) -> str:
    """Return the name of the encoding where every other of the first bytes is NUL."""
    start = content[:64]
    if len(start) >= 4 and not any(start[1::2]):
        return "utf-16-le"
    if len(start) >= 4 and not any(start[0::2]):
        return "utf-16-be"
    return ""


def _strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{name} is in an encoding this import does not read; save it as UTF-8."
        raise UnreadableFileError(message) from error
