"""Parts that two screens use: cards, tiles with a figure, badges."""

from __future__ import annotations
