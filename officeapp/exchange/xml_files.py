"""XML from elsewhere, read without trust: no document type, no entities, no network, no huge parts.

What the size, the number of tags and the depth may be is bounded before anything is built of it,
so that no file takes long or much. Names of parts are compared without capitals and without
namespace: systems spell them differently.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from officeapp.errors import UnreadableFileError
from officeapp.exchange.source import MEGABYTE, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 16 * MEGABYTE
MOST_TAGS = 700_000  # 350 pupils with every assessment there is; some 200 MB at the worst
MOST_ATTRIBUTES = 20_000  # transfer files have none

_DECLARATION = re.compile(r"\s*<\?xml\s([^>]{0,200}?)\?>", re.IGNORECASE)
_ENCODING = re.compile(r"encoding\s*=\s*[\"']([^\"']*)[\"']", re.IGNORECASE)
_TYPE = re.compile(r"<!\s*(doctype|entity|element|attlist|notation)", re.IGNORECASE)
_KNOWN = frozenset(
    {"utf8", "usascii", "ascii", "utf16", "utf16le", "utf16be", "iso88591", "latin1"}
    | {"windows1252", "cp1252"}
)


class Part:
    """One element, with its parts by name; one that is not there has no parts and no text."""

    def __init__(self, element: Any = None) -> None:
        self._element = element
        self._parts: dict[str, list[Any]] | None = None

    @property
    def name(self) -> str:
        """Return the name as the file spells it, without namespace."""
        return "" if self._element is None else _local(self._element)

    def part(self, *names: str) -> Part:
        """Return the first part of one of these names."""
        return next(self.parts(*names), Part())

    def parts(self, *names: str) -> Iterator[Part]:
        """Yield every part of one of these names, in the order of the names, then of the file."""
        if self._parts is None:
            self._parts = {}
            for child in self._element if self._element is not None else ():
                self._parts.setdefault(_local(child).casefold(), []).append(child)
        for name in names:
            yield from map(Part, self._parts.get(name.casefold(), ()))

    def text(self, *names: str) -> str:
        """Return the words of the first part of one of these names that has any."""
        found = (part.words for part in self.parts(*names))
        return next(filter(None, found), "")

    @property
    def words(self) -> str:
        """Return the element's own words, without blanks around them."""
        return "" if self._element is None else (self._element.text or "").strip()

    @property
    def is_there(self) -> bool:
        """Say whether the file has the element."""
        return self._element is not None


def xml_of(content: bytes, name: str, wanted: str) -> Part:
    """Return the outermost element of an XML file.

    Args:
        content: The bytes of the file.
        name: Its name, for messages.
        wanted: What it should be, for messages: 'a Common Transfer File'.

    Raises:
        UnreadableFileError: It is no XML, is damaged, or is not safe to read.
    """
    from lxml import etree

    plain = _plain_xml(content, name, wanted)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return Part(etree.fromstring(plain, parser))
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        message = (
            f"{name} is damaged or cut off at line {line}, or is not built like {wanted}; "
            "ask for it again."
        )
        raise UnreadableFileError(message) from error


def _plain_xml(content: bytes, name: str, wanted: str) -> bytes:
    """Return the text as UTF-8 without its declaration, once nothing speaks against reading it."""
    text = text_of(content, name, wanted, markup=True).removeprefix("\ufeff")
    declared = _DECLARATION.match(text)
    encoding = _ENCODING.search(declared.group(1)) if declared else None
    if encoding and re.sub(r"[^a-z0-9]", "", encoding.group(1).casefold()) not in _KNOWN:
        message = (
            f"{name} says that it is written in '{encoding.group(1)[:40]}', which this import "
            "does not read; ask for it as UTF-8."
        )
        raise UnreadableFileError(message)
    if _TYPE.search(text):
        message = (
            f"{name} brings a document type of its own, which is not safe to read and which no "
            "transfer file has; ask for it again from the school that sent it."
        )
        raise UnreadableFileError(message)
    if text.count("<") > MOST_TAGS or text.count("=") > MOST_ATTRIBUTES:
        message = f"{name} holds more than any transfer file of a school; ask for one class a file."
        raise UnreadableFileError(message)
    return text[declared.end() if declared else 0 :].lstrip().encode()


def _local(element: Any) -> str:
    tag = element.tag
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""
