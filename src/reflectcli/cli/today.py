"""`reflect` alone: today."""

from pathlib import Path

import typer

from reflectcli.cli.session import open_session


def today(ctx: typer.Context, journal: Path | None) -> None:
    """Show what is due, today's notes and the one focus."""
    open_session(ctx, journal).require_existing()
