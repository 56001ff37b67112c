"""What the sample school is made from: names, places and rates, read from ``resources/sample``."""

from __future__ import annotations

import functools
import tomllib
from typing import Any

from officeapp import paths


@functools.cache
def facts(name: str) -> dict[str, Any]:
    """Return one file of facts: 'names', 'school' or 'rates'."""
    return tomllib.loads(paths.resource(f"sample/{name}.toml").read_text(encoding="utf-8"))
