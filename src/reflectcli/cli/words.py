"""How the commands that write say what they saved."""

from datetime import datetime

from reflectcli.domain.records import Record


def moment_words(moment: datetime) -> str:
    """A moment as people say it: Sun 22 Nov 16:40."""
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def saved_line(record: Record, more: str = "") -> str:
    """The one line that matters: the ID, and when or what."""
    return f"saved {record.id} · {more or moment_words(record.at)}"
