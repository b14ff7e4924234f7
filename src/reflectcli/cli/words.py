"""How the commands that write say what they saved."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from reflectcli.domain.records import Record


def moment_words(moment: "datetime") -> str:
    """A moment as people say it: Sun 22 Nov 16:40."""
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def saved_line(record: "Record", more: str = "") -> str:
    """The one line that matters: the ID, and when or what."""
    return f"saved {record.id} · {more or moment_words(record.at)}"


def with_article(kind: str) -> str:
    """A kind of record with its article: a note, an activity."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
