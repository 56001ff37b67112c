"""The terminal: the same acts and questions as the window, for scripts and IT support."""

from __future__ import annotations

import click

from officeapp import __version__


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Keep a primary school's registers, late book, leave and letters."""
