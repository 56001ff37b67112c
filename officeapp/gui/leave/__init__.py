"""Leave: requests that wait, the head's decision on each, and leave followed to the return."""

from __future__ import annotations
