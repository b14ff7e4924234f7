"""Mentors' replies as files: read with everything that is wrong said, and kept in `mentor/`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from reflectcli.domain.check import Path
from reflectcli.domain.reply import FORMAT, MAX_ITEMS, MAX_SHOWN, Reply
from reflectcli.errors import ExitCode, Problem, ReflectError, SourceLocation
from reflectcli.frozen import dataclass, replace
from reflectcli.storage import files, toml
from reflectcli.storage.encryption.seal import PLAIN, Seal
from reflectcli.storage.fingerprint import fingerprint
from reflectcli.storage.layout import AGE, MENTOR
from reflectcli.storage.locate import locate
from reflectcli.storage.masking import cards_in, masked
from reflectcli.storage.packs import REPLY, day_of, kept, unreadable
from reflectcli.storage.validate import BadTextError, build, unknown_paths

MAX_BYTES = 1_000_000
"""No reply is larger."""
FIX = "correct that line, or ask for the reply once more"
UPDATE = "update reflectcli"
_AGAIN = "ask your mentor to save the reply once more"
_FEW = 20
_SLACK = timedelta(days=1)
"""What the clocks of two people far from each other may differ."""
_FAR = timedelta(days=5 * 365)
_LISTS = ("comments", "ratings", "answers", "actions")


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A reply that was imported, the file that holds it, and that file's day."""

    path: str
    day: date
    reply: Reply


def read_reply(raw: bytes, file: str) -> Reply:
    """The reply that a file's bytes hold.

    Raises:
        ReflectError: it is too large, no TOML, no reply, or of a newer form (3).
        BadTextError: with everything that is wrong in it, each with its line.
    """
    if len(raw) > MAX_BYTES:
        raise _bad(f"larger than {MAX_BYTES // 1_000_000} MB, which no reply is", file)
    text = toml.decode(raw, file)
    try:
        data = toml.parse(text, file)
        return _reply(data, text, file)
    except BadTextError as error:
        told = [each if each.hint == UPDATE else replace(each, hint=FIX) for each in error.problems]
        raise BadTextError(told) from None
    except RecursionError:
        raise _bad("nested too deeply", file) from None
    except ReflectError as error:
        raise ReflectError.of(replace(error.problem, hint=error.problem.hint and _AGAIN)) from None


def without_cards(reply: Reply, raw: bytes, file: str) -> bytes:
    """The reply's bytes with every card number in its texts masked: none is ever stored.

    Raises:
        ReflectError: one is written in a way that only reading the file undoes (3).
    """
    if not any(cards_in(_texts(reply))):
        return raw
    safe = masked(_texts(reply), toml.decode(raw, file)).encode()
    if any(cards_in(_texts(read_reply(safe, file)))):
        raise _bad("a card number stands in it that cannot be masked", file)
    return safe


def _texts(reply: Reply) -> Reply:
    """The reply without what is no text: digits of a hash are no card number."""
    return replace(reply, pack="", hash="", shown=())


def _reply(data: Mapping[str, Any], text: str, file: str) -> Reply:
    _require_head(data, text, file)
    if too_many := _too_many(data, text, file):
        raise BadTextError(too_many)
    known = {key: value for key, value in data.items() if key not in ("format", "kind")}
    problems = _unknown(data, text, file)
    try:
        reply = build(Reply, known, text, file, "reply")
    except BadTextError as error:
        problems += error.problems
    if problems:
        raise BadTextError(sorted(problems, key=_line))
    return reply


def _line(problem: Problem) -> int:
    return (problem.location and problem.location.line) or 0


def check_days(reply: Reply, raw: bytes, file: str, sent: date, today: date) -> None:
    """Refuse days that cannot be: of a reply before its pack or to come, of an action far off.

    Raises:
        BadTextError: with every one of them, each with its line.
    """
    first, last = sent - _SLACK, today + _SLACK
    found: list[tuple[Path, str]] = []
    if reply.date and not first <= reply.date <= last:
        said = f"before the pack of {sent}" if reply.date < first else "in the future"
        found.append((("date",), f"the reply's date is {said}: {reply.date}"))
    for index, each in enumerate(reply.actions):
        if each.due and not first <= each.due <= today + _FAR:
            said = f"before the pack of {sent}" if each.due < first else "years ahead"
            found.append((("actions", index, "due"), f"due {said}: {each.due}"))
    if found:
        text = toml.decode(raw, file)
        raise BadTextError([Problem(said, locate(text, file, path), FIX) for path, said in found])


def _require_head(data: Mapping[str, Any], text: str, file: str) -> None:
    version, kind = data.get("format"), data.get("kind")
    if kind != "reply":
        raise BadTextError([Problem("not a mentor's reply", locate(text, file, ("kind",)))])
    if type(version) is int and version > FORMAT:
        message = f"a reply in format {version}; this program reads format {FORMAT}"
        raise BadTextError([Problem(message, locate(text, file, ("format",)), UPDATE)])
    if type(version) is not int or version != FORMAT:
        reason = "format is missing" if version is None else f"format must be {FORMAT}"
        raise BadTextError([Problem(reason, locate(text, file, ("format",)))])


def _too_many(data: Mapping[str, Any], text: str, file: str) -> list[Problem]:
    counts = {name: len(data[name]) for name in _LISTS if _sized(data.get(name))}
    shown = data.get("shown")
    if sum(counts.values()) > MAX_ITEMS:
        longest = max(counts, key=lambda name: counts[name])
        reason = f"{sum(counts.values())} items, where {MAX_ITEMS} are allowed"
        return [Problem(reason, locate(text, file, (longest,)))]
    if _sized(shown) and len(shown or ()) > MAX_SHOWN:
        reason = f"{len(shown or ())} findings, where {MAX_SHOWN} are allowed"
        return [Problem(reason, locate(text, file, ("shown",)))]
    return []


def _sized(value: Any) -> bool:
    return isinstance(value, (list, Mapping))


def _unknown(data: Mapping[str, Any], text: str, file: str) -> list[Problem]:
    """What this form of a reply has no place for; a newer one says so by its format."""
    # An item of a list that is none of a table's has the wrong type, which is said of it anyway.
    named = (path for path in unknown_paths(Reply, data) if isinstance(path[-1], str))
    paths: Sequence[Path] = list(islice(named, _FEW))
    return [
        Problem(f"unknown field {str(path[-1])!r}", locate(text, file, path, key=True))
        for path in paths
    ]


def _bad(reason: str, file: str) -> ReflectError:
    return ReflectError(reason, location=SourceLocation(file), hint=_AGAIN, code=ExitCode.BAD_DATA)


def reply_path(raw: bytes, pack: str, day: date) -> str:
    """Where a reply's bytes are kept, relative to the journal."""
    return f"{MENTOR}/{day.isoformat()}-reply-{pack}-{fingerprint(raw)[:6]}.toml"


def load_replies(
    root: files.AnyPath, problems: list[Problem], seal: Seal = PLAIN
) -> list[KeptReply]:
    """The replies that were imported, oldest first; what is wrong is added to `problems`."""
    found = []
    for path in kept(root, REPLY):
        try:
            found.append((os.stat(os.path.join(root, path)).st_mtime_ns, _kept(root, path, seal)))
        except BadTextError as error:
            problems += error.problems
        except ReflectError as error:
            problems.append(error.problem)
        except OSError as error:
            problems.append(unreadable(path, error))
    found.sort(key=lambda each: (each[1].day, each[0], each[1].path))
    return [reply for _, reply in found]


def _kept(root: files.AnyPath, path: str, seal: Seal) -> KeptReply:
    raw = seal.opened(files.read(os.path.join(root, path), os.fspath(root)), path)
    reply, day = read_reply(raw, path), day_of(path)
    if day is None or reply_path(raw, reply.pack, day) != path.removesuffix(AGE):
        raise ReflectError(
            "not the reply that its name says; it was changed after it was imported",
            location=SourceLocation(path),
            hint="bring the file back from a backup, or delete it",
            code=ExitCode.BAD_DATA,
        )
    return KeptReply(path, day, reply)
