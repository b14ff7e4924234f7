"""`--set key=value`: the field that is meant, and the value in that field's own type."""

from datetime import UTC, date, datetime
from typing import Any

from reflectcli.cli.lists import words
from reflectcli.cli.session import Session
from reflectcli.cli.words import with_article
from reflectcli.domain.check import Path, type_at, value_faults
from reflectcli.domain.moments import parse_when
from reflectcli.domain.records import Record
from reflectcli.domain.values import parse_number
from reflectcli.errors import ReflectError, nearest
from reflectcli.frozen import MISSING, fields
from reflectcli.storage.changes import Change, Put, Remove
from reflectcli.storage.codec import describe

FIXED = ("id", "kind", "format")
AHEAD = ("due", "until")
"""Fields whose dates lie ahead."""
DAY = date(2000, 1, 1)
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def read_assignment(session: Session, record: Record, text: str) -> Change:
    """The change that KEY=VALUE asks for; an empty value takes the field away.

    Raises:
        ReflectError: there is no such field, it cannot be changed, or the value does not fit.
    """
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise ReflectError(f"not KEY=VALUE: {text!r}", hint="such as --set channel=chat")
    path = _path(record, key.strip())
    if value == "":
        return Remove(_removable(record, path, key))
    return Put(path, _value(session, record, path, value))


def _path(record: Record, key: str) -> Path:
    """The path that a.b means; steps and other lists of tables count from 1."""
    path: list[str | int] = []
    for part in key.split("."):
        listed = path and part.isdecimal() and int(part) > 0
        path.append(int(part) - 1 if listed else part)
    names = [each.name for each in fields(record) if each.name != "extra"]
    if path[0] in FIXED:
        raise ReflectError(f"{path[0]} of a record stays as it is")
    if path[0] not in names or type_at(type(record), tuple(path)) is None:
        near = nearest(str(path[0]), names)
        hint = f"did you mean {near}?" if near and near != path[0] else None
        raise ReflectError(
            f"{with_article(record.kind)} has no field {key!r}",
            hint=hint or f"there are {', '.join(name for name in names if name not in FIXED)}",
        )
    _require_item(record, path, key)
    return tuple(path)


def _require_item(record: Record, path: list[str | int], key: str) -> None:
    item: Any = record
    for part in path:
        if isinstance(part, int):
            if not isinstance(item, (tuple, list)) or part >= len(item):
                raise ReflectError(f"there is no {key} in this {record.kind}")
            item = item[part]
        else:
            item = getattr(item, part, None) or (item.get(part) if hasattr(item, "get") else None)


def _removable(record: Record, path: Path, key: str) -> Path:
    (own,) = (each for each in fields(record) if each.name == path[0])
    if len(path) == 1 and own.default is MISSING and own.default_factory is MISSING:
        raise ReflectError(f"{key} cannot be taken away: {with_article(record.kind)} needs it")
    return path


def _value(session: Session, record: Record, path: Path, text: str) -> Any:
    kind = type_at(type(record), path)

    def fits(value: Any) -> bool:
        return not value_faults(value, kind, path)

    if fits(DAY):
        return session.day(text, ahead=path[-1] in AHEAD)
    if fits(MOMENT):
        return _moment(session, text)
    if fits(True):
        return _flag(text, path)
    if fits({}):
        name = ".".join(map(str, path))
        raise ReflectError(f"{name} is a table", hint=f"set one of its fields: {name}.NAME=VALUE")
    value = list(words([text])) if fits(()) else _plain(text, fits)
    for place, reason, wrong in value_faults(value, kind, path)[:1]:
        raise ReflectError(describe(record.kind, place, reason, wrong))
    return value


def _plain(text: str, fits: Any) -> Any:
    """The text as it is where text is wanted, else as a number."""
    if fits(text):
        return text
    try:
        return parse_number(text)
    except ValueError:
        return text


def _flag(text: str, path: Path) -> bool:
    known = {"true": True, "yes": True, "false": False, "no": False}
    if text.strip().lower() not in known:
        raise ReflectError(f"{path[-1]} must be true or false, not {text!r}")
    return known[text.strip().lower()]


def _moment(session: Session, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        when = parse_when(text, session.today)
        if when.clock is None:
            raise ReflectError(
                f"a time is missing in {text!r}", hint="such as yesterday 18:30"
            ) from None
        return session.world.localize(when.day, when.clock)
    if moment.tzinfo is None:
        return session.world.localize(moment.date(), moment.time())
    return moment
