"""What file sync leaves where two devices changed one file: copies by name, marks in texts."""

from __future__ import annotations

import re

from reflectcli.frozen import dataclass
from reflectcli.storage.layout import JOURNAL_FILE, parse_name

_FIRST = r"(\d{4}-\d{2}-\d{2}-[a-z]+-[0-9a-hjkmnp-tv-z]{4,24}|journal)"
_MADE_BY = (
    (r"\.sync-conflict-[-\w]*", "Syncthing"),
    (r"_conflict-\d[-\d]*", "Nextcloud"),
    (r" ?\([^()]*conflicted copy[^()]*\)", "Dropbox or Nextcloud"),
    (r" ?\([^()]*[Cc]onflict[^()]*\)", "file sync"),
    (r"\.Conflict", "Resilio Sync"),
    (r"(?: - Copy| copy)?(?: ?\(\d{1,3}\)| \d{1,3})?", "a file manager or cloud drive"),
    (r"-[A-Za-z][-A-Za-z0-9]{1,30}(?:-\d+)?", "OneDrive"),
)
_MARK = re.compile(r"^<{7}(?: .*)?$", re.MULTILINE)
_CONFLICT = re.compile(
    r"^<{7}(?: [^\n]*)?\n(?P<ours>.*?)(?:^\|{7}(?: [^\n]*)?\n.*?)?^={7}\n(?P<theirs>.*?)"
    r"^>{7}(?: [^\n]*)?(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy by its name: what it is a copy of, and what makes such names."""

    original: str
    maker: str


def copy_of(name: str) -> Copy | None:
    """What a file is a copy of, if its name says so."""
    found = re.fullmatch(rf"{_FIRST}(.+)\.toml((?:\.age)?)", name, re.DOTALL)
    original = f"{found[1]}.toml{found[3]}" if found else ""
    if not found or not (original == JOURNAL_FILE or parse_name(original)):
        return None
    for pattern, maker in _MADE_BY:
        if re.fullmatch(pattern, found[2]):
            return Copy(original, maker)
    return None


def merge_mark(text: str) -> int | None:
    """Where the first mark of an unsettled merge stands."""
    found = _MARK.search(text)
    return found and found.start()


def sides(text: str) -> tuple[str, str] | None:
    """The two texts that an unsettled merge is made of: this device's, and the other's."""
    plain = text.replace("\r\n", "\n")
    ours, count = _CONFLICT.subn(lambda each: each["ours"], plain)
    if not count or merge_mark(ours) is not None:
        return None
    return ours, _CONFLICT.sub(lambda each: each["theirs"], plain)
