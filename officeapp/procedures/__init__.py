"""What a clerk does: one function, one transaction, one stamp, one notice."""

from __future__ import annotations
