"""Letters: a template and facts make a text, and nothing else gets into it.

A template is plain text. A blank line ends a paragraph, a line that begins with '- ' is a point of
a list, a line that is only ``[figures]`` is where the sum of the attendance figure stands, one that
begins with ``[each]`` is a point for each child the letter is about, and ``{fact}`` is replaced by
what is known. There is no other markup: what a name or a note contains is never read as anything
but letters.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from officeapp.errors import OfficeError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

FIGURES, EACH = "[figures]", "[each]"
_FACT = re.compile(r"\{([a-z_]*)\}")
_BRACE = re.compile(r"[{}]")
_POINT = "- "
GREETING, CLOSING = "Dear", "Yours sincerely"


#: What a letter about several children may say of all of them at once.
SHARED = frozenset(
    {
        "children",
        "school",
        "school_phone",
        "school_year",
        "today",
        "since",
        "figures_to",
        "target_words",
        "meeting_day",
        "meeting_at",
        "meeting_place",
        "threshold",
        "threshold_weeks",
    }
)


class Formality(enum.StrEnum):
    """How much a letter weighs; a formal one keeps its paper as it was sent."""

    ROUTINE = "routine"
    FORMAL = "formal"


class About(enum.StrEnum):
    """Over which days the figures of a letter are counted."""

    YEAR = "year"
    TERM = "term"
    HALF_TERM = "half term"


class MissingFactError(OfficeError):
    """A letter asks for a fact that is not known."""

    def __init__(self, template: Template, names: Iterable[str]) -> None:
        asked = ", ".join(name.replace("_", " ") for name in names)
        super().__init__(
            f"'{template.name}' cannot be written yet: {asked} is not known. "
            "Enter it, or write another letter."
        )


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of letter.

    Attributes:
        kind: Its name in the letter book and on the command line: 'lateness-1'.
        name: What the office calls it.
        subject: The line above the text.
        body: The text.
        prefix: With what its numbers begin.
        also: What policies call it.
        about: Over which days its figures are counted.
        series: The letters of which it is one, the next following this; empty for none.
        step: Its place in the series, from 1.
        formality: Whether its paper is kept.
        signed_by: The post that signs.
        reply: The lines of the slip to tear off; none for most.
        goes_to: What its reader is to the child, where that is not each parent with responsibility.
        to_each: Whether each parent has a copy of their own, never one for the household.
        adapted: The kind that is sent instead where a child's circumstances ask for it.
        family: The kind in which brothers and sisters stand on one letter; empty for none.
        law: What of the law it rests on, for whoever edits it.
        language: The language of its wording; empty for English.
        greeting: How it begins, before the name.
        closing: How it ends, above the name of who signs.
    """

    kind: str
    name: str
    subject: str
    body: str
    prefix: str = "L"
    also: tuple[str, ...] = ()
    about: About = About.YEAR
    series: str = ""
    step: int = 0
    formality: Formality = Formality.ROUTINE
    signed_by: str = "Headteacher"
    reply: tuple[str, ...] = ()
    goes_to: str = ""
    to_each: bool = False
    adapted: str = ""
    family: str = ""
    law: str = ""
    language: str = ""
    greeting: str = GREETING
    closing: str = CLOSING

    @property
    def asks_for(self) -> tuple[str, ...]:
        """Return the facts it needs, each once, in the order in which they appear."""
        return _facts_in(self.subject, self.body, *self.reply)

    @property
    def asks_of_each(self) -> tuple[str, ...]:
        """Return the facts it needs of every child it is about."""
        return _facts_in(*(part for part in _flat(self.body) if part.startswith(EACH)))

    @property
    def asks_of_all(self) -> tuple[str, ...]:
        """Return the facts it needs once, however many children it is about."""
        rest = (part for part in _flat(self.body) if not part.startswith(EACH))
        return _facts_in(self.subject, *rest, *self.reply)


class BlockKind(enum.Enum):
    """What a part of a letter is."""

    PARAGRAPH = "paragraph"
    POINTS = "points"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a letter's text.

    Attributes:
        kind: What it is.
        lines: One text for a paragraph, one for each point, none for the figures.
    """

    kind: BlockKind
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A letter's text with its facts in it.

    Attributes:
        subject: The line above.
        blocks: Its parts in order.
        reply: The lines of the slip to tear off.
    """

    subject: str
    blocks: tuple[Block, ...]
    reply: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """Return the whole text as the letter book keeps it."""
        return "\n\n".join([self.subject, self.body, *self.reply])

    @property
    def body(self) -> str:
        """Return its parts as the letter book keeps them, a blank line between."""
        return "\n\n".join("\n".join(_lines(block)) for block in self.blocks)

    @property
    def shape(self) -> str:
        """Return what each part is, one letter each; with it `body` is read back exactly."""
        return "".join(_SHAPES[block.kind] for block in self.blocks)


_SHAPES = {BlockKind.PARAGRAPH: "P", BlockKind.POINTS: "U", BlockKind.FIGURES: "F"}
_KINDS = {letter: kind for kind, letter in _SHAPES.items()}


def read_back(subject: str, body: str, shape: str, reply: Iterable[str] = ()) -> Text:
    """Return a text as the letter book keeps it; nothing in it is read as a mark or a fact."""
    parts = body.split("\n\n") if shape else []
    blocks = [_read_block(_KINDS[kind], part) for kind, part in zip(shape, parts, strict=True)]
    return Text(subject, tuple(blocks), tuple(reply))


def _read_block(kind: BlockKind, part: str) -> Block:
    if kind is BlockKind.FIGURES:
        return Block(kind)
    if kind is BlockKind.POINTS:
        return Block(kind, tuple(line.removeprefix(_POINT) for line in part.split("\n")))
    return Block(kind, (part,))


def _lines(block: Block) -> list[str]:
    if block.kind is BlockKind.FIGURES:
        return [FIGURES]
    return [f"{_POINT}{line}" if block.kind is BlockKind.POINTS else line for line in block.lines]


def problems_of(template: Template, known: Iterable[str]) -> list[Problem]:
    """Return what is wrong with a template: unknown facts, loose braces, an empty text.

    Args:
        template: The template.
        known: The facts there are.
    """
    there = set(known)
    found = [
        Problem(template.name, "fact", name or "{}", "no such fact; choose one of the list")
        for name in template.asks_for
        if name not in there
    ]
    if EACH in template.body:
        found += [
            Problem(
                template.name, "fact", name, "each child has its own; put it on the [each] line"
            )
            for name in template.asks_of_all
            if name in there and name not in SHARED
        ]
    for field, text in (("subject", template.subject), ("text", template.body)):
        if not text.strip():
            found.append(Problem(template.name, field, "", "it is empty"))
        if _BRACE.search(_FACT.sub("", text)):
            found.append(
                Problem(template.name, field, "{ or }", "braces only stand round a fact's name")
            )
    return found


def fill(
    template: Template, facts: Mapping[str, str], children: Sequence[Mapping[str, str]] = ()
) -> Text:
    """Return a template's text with its facts in it.

    Each fact is put in once and never read again: a name that looks like a fact stays a name.

    Args:
        template: The template.
        facts: The facts, by name.
        children: Those of each child, where the letter is about several.

    Raises:
        MissingFactError: A fact that it asks for is not known, or is blank.
    """
    missing = missing_for(template, facts, children)
    if missing:
        raise MissingFactError(template, missing)
    put, each = _putting(facts), [_putting(child) for child in children or [facts]]
    blocks = tuple(_block(part, put, each) for part in _parts(template.body))
    return Text(put(template.subject), blocks, tuple(put(line) for line in template.reply))


def missing_for(
    template: Template, facts: Mapping[str, str], children: Sequence[Mapping[str, str]] = ()
) -> list[str]:
    """Return the facts a template asks for that are not known, of all and of each child."""
    lacking = [name for name in template.asks_of_all if not facts.get(name, "").strip()]
    of_each = template.asks_of_each
    lacking += [
        name for child in children or [facts] for name in of_each if not child.get(name, "").strip()
    ]
    return list(dict.fromkeys(lacking))


def _putting(facts: Mapping[str, str]) -> Callable[[str], str]:
    """Return what puts facts in a text."""
    return lambda text: _FACT.sub(lambda found: " ".join(facts[found[1]].split()), text)


def _facts_in(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_FACT.findall("\n".join(texts))))


def _flat(body: str) -> list[str]:
    """Return the parts of a text, each in one line."""
    return [" ".join(part) for part in _parts(body)]


def _parts(body: str) -> list[list[str]]:
    """Return the lines of each part of a text."""
    parts: list[list[str]] = [[]]
    for line in body.strip().splitlines():
        stripped = line.strip()
        if not stripped:
            parts.append([])
        else:
            parts[-1].append(stripped)
    return [part for part in parts if part]


def _block(
    lines: list[str], put: Callable[[str], str], each: Sequence[Callable[[str], str]]
) -> Block:
    if lines == [FIGURES]:
        return Block(BlockKind.FIGURES)
    if lines[0].startswith(EACH):
        said = " ".join(lines).removeprefix(EACH).strip()
        return Block(BlockKind.POINTS, tuple(of_child(said) for of_child in each))
    if lines[0].startswith(_POINT):
        points: list[str] = []
        for line in lines:
            if line.startswith(_POINT):
                points.append(line.removeprefix(_POINT))
            else:
                points[-1] += f" {line}"
        return Block(BlockKind.POINTS, tuple(put(point) for point in points))
    return Block(BlockKind.PARAGRAPH, (put(" ".join(lines)),))
