"""Files of others: lists, calendars and exports, read and written without trust."""

from __future__ import annotations
