"""A folder of Markdown dailies: 2026-11-22.md, 2026-11-22 Sunday.md, 2026_11_22.md, 20261122.md.

A daily is one entry of its day; each of its headings that begins with a time (`## 14:10 Refund`)
begins an entry of that time. `tags` and `mood` of the front matter count for all of them.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from reflectcli.domain.moments import parse_clock
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass, field
from reflectcli.storage.diaries.entry import Diary, Written, joined
from reflectcli.storage.diaries.source import numbered, place, read_text

_NAME = re.compile(r"(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d).*\.(?:md|markdown)", re.IGNORECASE)
_TIMED = re.compile(r"#{1,6}\s+(\d{1,2}:\d{2}(?:\s*[ap]m)?)(?:\s|$)", re.IGNORECASE)
_DATED = re.compile(r"#{1,6}\s+\D{0,20}\d{4}\W?\d{2}\W?\d{2}\D{0,20}\s*")
_TAG = re.compile(r"(?<![^\s(])#([^\W\d_][\w/-]*)")
_PAIR = re.compile(r"([A-Za-z][\w -]*):\s*(.*)")


@dataclass(slots=True)
class _Front:
    tags: list[str] = field(default_factory=list)
    mood: int | None = None


def read_markdown(path: Path, encoding: str | None) -> Diary:
    """The entries of a daily, or of a folder of them.

    Raises:
        ReflectError: there is none.
    """
    diary, others = Diary("markdown"), 0
    root = path if path.is_dir() else path.parent
    files = sorted(each for each in path.rglob("*") if each.is_file()) if root is path else [path]
    for file in files:
        name = file.relative_to(root).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        day = _day(file.name)
        if day is not None:
            _read(diary, name, day, read_text(file, name, encoding, diary.notes))
        elif file.suffix.lower() in (".md", ".markdown"):
            diary.leave_out("no day in its name", place(name), "call it as 2026-11-22.md")
        else:
            others += 1
    if not diary.entries and not others == len(files) + 1 and not any(_day(f.name) for f in files):
        raise ReflectError(
            f"there is no daily in {path}",
            hint="their names begin with the day: 2026-11-22.md",
            code=ExitCode.BAD_DATA,
        )
    if others:
        diary.notes.append(f"{others} other file{'s' * (others > 1)} in it, left alone")
    return diary


def is_daily(name: str) -> bool:
    """Tell whether a file is a daily by its name."""
    return _day(name) is not None


def _day(name: str) -> date | None:
    found = _NAME.fullmatch(name)
    try:
        return date(int(found[1]), int(found[3]), int(found[4])) if found else None
    except ValueError:
        return None


def _read(diary: Diary, file: str, day: date, text: str) -> None:
    front, start, first = _front(diary, file, text)
    for line, clock, part in _parts(text[start:], first):
        if not part.strip() or (clock is None and _DATED.fullmatch(part.strip())):
            continue
        whole = part.strip("\r\n")
        entry = Written(
            where=place(file, line),
            moment=datetime.combine(day, clock or time()),
            has_clock=clock is not None,
            shift=day,
            text=whole,
            tags=joined(front.tags, _TAG.findall(whole)),
            mood=front.mood if clock is None else None,
            key=(day.isoformat(), clock.isoformat() if clock else "", whole),
        )
        diary.entries.append(entry)


def _parts(text: str, line: int) -> Iterator[tuple[int, time | None, str]]:
    """The text before the first heading with a time, then that of each; code is no heading."""
    begun, clock, lines, fenced = line, None, list[str](), False
    for number, written in numbered(text):
        fenced ^= written.lstrip().startswith(("```", "~~~"))
        found = None if fenced else _TIMED.match(written)
        said = _clock(found[1]) if found else None
        if said is not None:
            yield begun, clock, "".join(lines)
            begun, clock, lines = line + number - 1, said, []
        lines.append(written)
    yield begun, clock, "".join(lines)


def _clock(text: str) -> time | None:
    try:
        return parse_clock(text)
    except ReflectError:
        return None


def _front(diary: Diary, file: str, text: str) -> tuple[_Front, int, int]:
    """The front matter, where the text after it begins, and on which line."""
    lines = text.splitlines(keepends=True)
    front = _Front()
    if not lines or lines[0].strip() != "---":
        return front, 0, 1
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return front, 0, 1
    key = ""
    for number, line in enumerate(lines[1:end], 2):
        pair = _PAIR.match(line)
        key, value = (pair[1].lower(), pair[2]) if pair else (key, line.strip())
        if not value.strip() or value.lstrip().startswith("#"):
            continue
        if not _placed(front, key, value.strip()):
            diary.leave_out(f"no place for {line.strip()[:60]!r} of the front matter",
                            place(file, number))  # fmt: skip
    return front, sum(map(len, lines[: end + 1])), end + 2


def _placed(front: _Front, key: str, value: str) -> bool:
    if key in ("tags", "tag"):
        words = value.removeprefix("- ").strip("[]").split(",")
        front.tags += [word.strip().strip("\"'").removeprefix("#") for word in words]
        return True
    if key == "mood" and value in ("1", "2", "3", "4", "5"):
        front.mood = int(value)
        return True
    # The name says the day already.
    return key in ("date", "day", "created") and re.match(r"\d{4}-\d{2}-\d{2}", value) is not None
