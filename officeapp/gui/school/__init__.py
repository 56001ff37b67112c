"""The School screen: one module a section, with the forms its entries are made in."""

from __future__ import annotations
