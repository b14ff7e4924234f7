"""jrnl's journals: its plain file, its folder of a file a day, its JSON export.

An entry begins with `[2026-11-22 16:40] ` at the start of a line (jrnl 4.6, `Journal._parse`); its
first line is the title, ` *` at the end of which is the star. The folder is `YYYY/MM/DD.txt`, and
its names say the day (`FolderJournal`). The JSON has title, body, date, time, tags and starred
(`JSONExporter`).
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.frozen import dataclass
from reflectcli.storage.csv_source import bad_file
from reflectcli.storage.diaries.entry import STARRED, Diary, Written, inline_tags, joined
from reflectcli.storage.diaries.source import Document, place, read_text
from reflectcli.storage.importing.moments import (
    UnreadableError,
    checked_format,
    fitting_formats,
    parse_moment,
)

_HEAD = re.compile(r"(?:\A|(?<=\n))\[([^\]\n]{6,40})\] ")
_USUAL = ("", "%Y-%m-%d %I:%M %p", "%Y-%m-%d %I:%M:%S %p")
"""ISO, and jrnl's own format with a clock of twelve hours: no doubt about any of them."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A text of entries; `day` is that of the file's name, where it says one."""

    file: str
    text: str
    day: date | None = None


def read_jrnl(path: Path, written: str | None, encoding: str | None) -> Diary:
    """The entries of a plain file, or of a folder of a file a day.

    Raises:
        ReflectError: there are none, or it is not clear how their dates are written.
    """
    diary = Diary("jrnl")
    pages = _pages(path, encoding, diary)
    formats = _formats(pages, written)
    for page in pages:
        _read(page, formats, diary)
    if not diary.entries:
        raise _no_entries(path)
    return diary


def is_jrnl_folder(path: Path) -> bool:
    """Tell whether a folder holds jrnl's days."""
    return any(path.glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/[0-9][0-9].txt"))


def _pages(path: Path, encoding: str | None, diary: Diary) -> list[_Page]:
    if not path.is_dir():
        return [_Page(str(path), read_text(path, str(path), encoding, diary.notes))]
    pages, others = [], 0
    for file in sorted(each for each in path.rglob("*") if each.is_file()):
        name = file.relative_to(path).as_posix()
        day = _day(name)
        if day is None:
            others += not file.name.startswith(".")
            continue
        pages.append(_Page(name, read_text(file, name, encoding, diary.notes), day))
    if others:
        diary.notes.append(f"{others} other file{'s' * (others > 1)} in it, left alone")
    return pages


def _day(name: str) -> date | None:
    found = re.fullmatch(r"(\d{4})/(\d{2})/(\d{2})\.txt", name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _formats(pages: Sequence[_Page], written: str | None) -> Sequence[str]:
    """How the dates are written: as said, as usual, or as all of them can be read."""
    if written:
        return (checked_format(written, dated=not all(page.day for page in pages)),)
    first = next((found for page in pages if (found := _HEAD.match(page.text))), None)
    if first is None or any(_moment(first[1], (each,)) for each in _USUAL):
        return _USUAL
    blobs = [found[1] for page in pages for found in _HEAD.finditer(page.text)]
    dated = [blob for blob in blobs if fitting_formats([blob])]
    fitting = fitting_formats(dated)
    if len({tuple(_moment(blob, (each,)) or () for blob in dated) for each in fitting}) > 1:
        options = " or ".join(f"--date ':{each}'" for each in fitting[:2])
        raise bad_file(f"[{first[1]}] could be two days", pages[0].file, 1, f"say which: {options}")
    return (*fitting[:1], *_USUAL)


def _moment(blob: str, formats: Sequence[str]) -> tuple[datetime, bool] | None:
    for each in formats:
        try:
            return parse_moment(blob, each or None, "a date")
        except UnreadableError:
            continue
    return None


def _read(page: _Page, formats: Sequence[str], diary: Diary) -> None:
    heads: list[tuple[re.Match[str], tuple[datetime, bool]]] = []
    for found in _HEAD.finditer(page.text):
        if dated := _moment(found[1], formats):
            heads.append((found, dated))
    if page.text[: heads[0][0].start() if heads else None].strip():
        diary.leave_out("text that belongs to no entry", place(page.file, 1), "begin it as [DATE] ")
    line = counted = 0
    ends = [*(found.start() for found, _ in heads), len(page.text)][1:]
    for (found, (said, has_clock)), end in zip(heads, ends, strict=True):
        line += page.text.count("\n", counted, found.start())
        counted = found.start()
        day = page.day or said.date()
        moment = datetime.combine(day, said.timetz())
        text, star = _unstarred(page.text[found.end() : end].rstrip("\r\n"))
        where = place(page.file, line + 1)
        diary.entries.append(_written(where, moment, text, star=star, has_clock=has_clock))


def _written(
    where: SourceLocation, moment: datetime, text: str, *, star: bool, has_clock: bool = True
) -> Written:
    said = "\n".join(part.strip() for part in text.strip().split("\n", 1))
    return Written(
        where=where,
        moment=moment,
        has_clock=has_clock,
        text=text,
        tags=joined(inline_tags(text), (STARRED,) if star else ()),
        key=(f"{moment:%Y-%m-%dT%H:%M}", said),
    )


def _unstarred(text: str) -> tuple[str, bool]:
    """The text without its star; stars that are part of a word stay, and count as jrnl counts."""
    title, end, body = text.partition("\n")
    bare = title.rstrip()
    if not bare.endswith("*"):
        return text, False
    if not bare.endswith(" *"):
        return text, True
    return bare[:-2].rstrip() + ("\r" if title.endswith("\r") else "") + end + body, True


def jrnl_document(document: Document) -> Diary:
    """The entries of jrnl's JSON export."""
    diary = Diary("jrnl")
    for line, item in document.items:
        where = place(document.file, line)
        try:
            title, body = item["title"], item["body"]
            text = f"{title}\n{body}" if body else title
            moment = datetime.fromisoformat(f"{item['date']}T{item['time']}")
            star = item.get("starred") is True
            diary.entries.append(_written(where, moment, text, star=star))
        except (KeyError, TypeError, ValueError, AttributeError):
            diary.leave_out("no entry of jrnl's: title, body, date and time are wanted", where)
    return diary


def _no_entries(path: Path) -> ReflectError:
    return ReflectError(
        f"there is no entry in {path} that begins as [2026-11-20 16:40] does",
        hint="is it encrypted? `jrnl --format json --file x.json` writes one that can be read; "
        "another way of writing dates: --date ':%d.%m.%Y %H:%M'",
        code=ExitCode.BAD_DATA,
    )
