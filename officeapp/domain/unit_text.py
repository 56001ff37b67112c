"""A unit as a text, and back: what a bundle holds, and what is kept apart.

What is read was written by somebody else: each field is of the type it must be, or the text is
refused as a whole.
"""

from __future__ import annotations

import base64
import dataclasses
import functools
import json
import typing
from typing import Any

from officeapp.domain.exchange import SentAct, Unit
from officeapp.domain.record import desk_of


def text_of(unit: Unit) -> str:
    """Return a unit as a text: a line that says what it is, then a line for each act."""
    papers = [base64.b64encode(paper).decode() for paper in unit.papers]
    lines = [json.dumps({"school": unit.school, "acts": len(unit.acts), "papers": papers})]
    return "\n".join([*lines, *(_written(act) for act in unit.acts)])


def unit_of(text: str) -> Unit:
    """Return the unit that a text is of.

    Raises:
        ValueError: It is of none, or not the whole of one.
        KeyError: A field is missing.
        TypeError: A field is of another type.
    """
    head, *written = text.split("\n")
    manifest = json.loads(head)
    acts = tuple(_act(json.loads(line)) for line in written)
    if len(acts) != manifest["acts"] or len({desk_of(act.id) for act in acts}) != 1:
        raise ValueError(manifest)
    papers = tuple(base64.b64decode(one, validate=True) for one in manifest["papers"])
    return Unit(_of_type(manifest["school"], int), acts, papers)


def _written(act: SentAct) -> str:
    fields = {field.name: getattr(act, field.name) for field in dataclasses.fields(act)}
    return json.dumps(
        {name: one.hex() if isinstance(one, bytes) else one for name, one in fields.items()},
        ensure_ascii=False,
    )


def _act(said: dict[str, Any]) -> SentAct:
    """Return an act from its fields, each of the type it must be."""
    fields: dict[str, Any] = {}
    for name, hint in _hints().items():
        if hint is bytes:
            fields[name] = bytes.fromhex(_of_type(said[name], str))
        elif name == "lines":
            fields[name] = tuple(_of_type(line, str) for line in _of_type(said[name], list))
        else:
            fields[name] = _of_type(said[name], getattr(hint, "__supertype__", hint))
    return SentAct(**fields)


@functools.cache
def _hints() -> dict[str, Any]:
    return typing.get_type_hints(SentAct)


def _of_type(value: Any, kind: type[Any]) -> Any:
    if type(value) is not kind:
        raise TypeError(kind)
    return value
