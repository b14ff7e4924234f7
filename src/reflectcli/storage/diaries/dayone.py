"""Day One's JSON export, the .json or the .zip around it.

An entry has `uuid`, `creationDate` in UTC, `timeZone`, `text` in Markdown, `starred`, `isPinned`
and `tags`; photos, audio, location and weather have no place here and are counted.
"""

import zipfile
from collections import Counter
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from reflectcli.errors import SourceLocation
from reflectcli.storage.archive import BROKEN
from reflectcli.storage.csv_source import bad_file
from reflectcli.storage.diaries.entry import STARRED, Diary, Written, joined
from reflectcli.storage.diaries.source import LIMIT, Document, bounded, place, read_json

_LEFT = ("photos", "videos", "audios", "pdfAttachments", "location", "weather")
"""What an entry may have that has no place in a journal of texts."""
_MEMBERS = 100_000


def dayone_documents(path: Path) -> list[Document]:
    """The JSON of each journal in an export's archive; pictures are not even unpacked.

    Raises:
        ReflectError: it is no such archive, or it holds too much (3).
    """
    file = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > _MEMBERS:
                raise bad_file(f"more than {_MEMBERS} files in it", file, None, "unpack it")
            named = [each for each in members if each.filename.lower().endswith(".json")]
            if sum(each.file_size for each in named) > LIMIT:
                reason = f"more than {LIMIT >> 20} MB of JSON in it"
                raise bad_file(reason, file, None, "unpack it and import it in parts")
            documents = []
            for each in named:
                name = f"{file}/{each.filename}"
                with archive.open(each) as stream:
                    documents.append(read_json(bounded(stream, name), name, ("entries",)))
    except (*BROKEN, RuntimeError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        hint = "export it again, without a password"
        raise bad_file(f"no archive that can be read: {error}", file, None, hint) from None
    if not documents:
        raise bad_file("there is no .json in the archive", file, None, "export as JSON in Day One")
    return documents


def read_dayone(documents: list[Document]) -> Diary:
    """The entries of Day One's journals."""
    diary = Diary("dayone")
    for document in documents:
        left: Counter[str] = Counter()
        for line, item in document.items:
            _take(diary, item, place(document.file, line), left)
        if left:
            parts = ", ".join(f"{name} of {count}" for name, count in left.items())
            diary.notes.append(f"{document.file}: no place for {parts} entries; texts come alone")
    return diary


def _take(diary: Diary, item: Any, where: SourceLocation, left: Counter[str]) -> None:
    if not isinstance(item, dict):
        diary.leave_out("no entry of Day One's: an object is wanted", where)
        return
    left.update(name for name in _LEFT if item.get(name))
    text, created = item.get("text") or "", item.get("creationDate")
    if not isinstance(text, str) or not isinstance(created, str):
        diary.leave_out("no entry of Day One's: creationDate and text are wanted", where)
        return
    try:
        moment, zoned = _moment(created, item.get("timeZone"))
    except (ValueError, OverflowError):
        diary.leave_out(f"not a date: {created[:40]!r}", where)
        return
    said = item.get("tags") or []
    tags = [tag for tag in said if isinstance(tag, str)] if isinstance(said, list) else []
    stars = [STARRED] if item.get("starred") is True else []
    pinned = ["pinned"] if item.get("isPinned") is True else []
    own = item.get("uuid")
    key = (own,) if isinstance(own, str) and own else (created, text)
    found = joined(tags, stars, pinned)
    diary.entries.append(
        Written(where=where, moment=moment, zoned=zoned, text=text, tags=found, key=key)
    )


def _moment(created: str, zone: Any) -> tuple[datetime, bool]:
    """The moment, and whether it has the offset that the writer's clock had."""
    moment = datetime.fromisoformat(created)
    known = _zone(zone) if isinstance(zone, str) and moment.tzinfo is not None else None
    if known is None:
        return moment, False
    return datetime.fromisoformat(moment.astimezone(known).isoformat()), True


@cache
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None
