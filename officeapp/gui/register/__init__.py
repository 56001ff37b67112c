"""The register on the screen: a grid that is typed into, its keys, and the panels beside it.

The grid keeps one symbol a cell and paints ready-made tiles; what a key means is decided by plain
functions; every mark is written by a procedure.
"""

from __future__ import annotations
