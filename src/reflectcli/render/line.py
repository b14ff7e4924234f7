"""What every line about a record begins with; light, for the commands that must be quick."""

from __future__ import annotations

from reflectcli.render.text import pad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Protocol

    class Headed(Protocol):
        """A record, or what the index keeps of one."""

        @property
        def id(self) -> str: ...  # noqa: D102
        @property
        def kind(self) -> str: ...  # noqa: D102
        @property
        def at(self) -> datetime: ...  # noqa: D102
        @property
        def private(self) -> bool: ...  # noqa: D102


def when(moment: datetime, year: int) -> str:
    """A moment in sixteen columns: with its time, or with its year if that is another one."""
    day = f"{moment:%a} {moment.day:>2} {moment:%b}"
    return f"{day} {moment:%H:%M}" if moment.year == year else f"{day}  {moment.year:04}"


def line_head(record: Headed, year: int) -> str:
    """What every line about a record begins with."""
    private = "private · " if record.private else ""
    return f"{record.id:<6}  {when(record.at, year)}  {pad(record.kind, 10)}  {private}"
