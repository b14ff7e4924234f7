"""TOML text to data and back, with errors that show the line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time

import tomli

from reflectcli.errors import ExitCode, ReflectError, SourceLocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_BYTES = 16 * 1024 * 1024
"""No record is larger; a larger file is not read."""
MAX_VALUES = 100_000
"""No record, and no journal.toml, has more values."""
MAX_DEPTH = 100
"""No record has more tables and lists, one in another."""
_SMALL = 2 * MAX_VALUES
"""So many characters cannot hold more values."""


def decode(raw: bytes, file: str) -> str:
    """The text of a file's bytes, without a byte order mark.

    Raises:
        ReflectError: it is not UTF-8; the error shows the line.
    """
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        start = raw.rfind(b"\n", 0, error.start) + 1
        line = raw[start:].split(b"\n", 1)[0].rstrip(b"\r").decode("utf-8", "replace")
        column = len(raw[start : error.start].decode("utf-8")) + 1
        where = SourceLocation(file, raw.count(b"\n", 0, start) + 1, column, line)
        raise ReflectError(
            "not UTF-8 text",
            location=where,
            hint="save the file as UTF-8 in your editor",
            code=ExitCode.BAD_DATA,
        ) from None


def parse(text: str, file: str) -> dict[str, Any]:
    """The data of a TOML 1.0 text.

    Raises:
        ReflectError: it is not TOML, or larger or deeper than a record may be; the error shows
            line and column.
    """
    if len(text) > _SMALL:
        from reflectcli.storage.toml_limits import require_few

        require_few(text, file, MAX_VALUES)
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        if "\n<<<<<<<" in f"\n{text}":
            from reflectcli.storage.toml_limits import is_of_marks, unsettled

            if is_of_marks(text, error.lineno):
                raise unsettled(text, file) from None
        from reflectcli.storage.toml_words import in_plain_words

        where = _location(text, file, error.lineno, error.colno)
        said, hint = in_plain_words(error.msg, text, where)
        raise ReflectError(said, location=where, hint=hint, code=ExitCode.BAD_DATA) from None
    except RecursionError:
        data = None
    except ValueError as error:
        # Numbers with more digits than the interpreter converts.
        raise ReflectError(
            f"not readable as TOML: {error}",
            location=SourceLocation(file),
            hint="simplify the file",
            code=ExitCode.BAD_DATA,
        ) from None
    if data is None or _is_deep(data):
        from reflectcli.storage.toml_limits import too_deep

        raise too_deep(text, file, MAX_DEPTH)
    return data


def _is_deep(data: Mapping[str, Any]) -> bool:
    """Tell whether tables and lists are nested deeper than may be, without a stack as deep."""
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for each in level
            for inner in (each.values() if type(each) is dict else each)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return False
    return True


def _location(text: str, file: str, line: int, column: int) -> SourceLocation:
    # Only these end a line in TOML; other separators may stand inside of a text.
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []
    if line > len(lines) or (line == len(lines) and column > len(lines[-1]) + 1):
        line = max(1, len(lines))
        column = len(lines[-1]) + 1 if lines else 1
    shown = lines[line - 1] if lines else ""
    return SourceLocation(file, line, column, shown)


def same(one: Any, other: Any) -> bool:
    """Tell whether two values of TOML are the same: NaN is NaN; 1, 1.0 and true are three."""
    if type(one) not in _SCALARS:
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
        if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
            return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other or (one != one and other != other))


_SCALARS = frozenset((str, int, float, bool, date, time, datetime))


def dump(data: Mapping[str, Any]) -> str:
    """TOML text of the data, which `parse` reads back to equal data: scalars first, then tables.

    Lists of plain values stand on one line; long texts are multi-line strings.
    """
    plain = {key: value for key, value in data.items() if not _is_table(value)}
    tables = {key: value for key, value in data.items() if _is_table(value)}
    parts = ["".join(_pair(key, value) for key, value in plain.items())]
    parts += [_tables(value, (key,)) for key, value in tables.items()]
    return "\n".join(part for part in parts if part)


def verified(head: str, data: Mapping[str, Any]) -> str:
    """The TOML text of a new record below its first line, parsed again and compared.

    Raises:
        ReflectError: it does not read back the same.
    """
    text = head + dump(data)
    if not same(parse(text, "new record"), data):
        raise ReflectError(
            "this record cannot be written so that it reads back the same",
            hint="please report this text as a fault",
            code=ExitCode.FAULT,
        )
    return text


def merged(base: Any, over: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of both; where both have a value, that of `over`."""
    found = dict(base)
    for key, value in over.items():
        below = found.get(key)
        tables = isinstance(value, Mapping) and isinstance(below, Mapping)
        found[key] = merged(below, value) if tables else value
    return found


def _is_table(value: Any) -> bool:
    if type(value) in _SCALARS:
        return False
    return isinstance(value, Mapping) or (
        isinstance(value, (list, tuple))
        and bool(value)
        and all(isinstance(item, Mapping) for item in value)
    )


def _tables(value: Any, path: tuple[str, ...]) -> str:
    name = ".".join(_key(part) for part in path)
    if not isinstance(value, Mapping):
        return "\n".join(f"[[{name}]]\n{_table_body(item)}" for item in value)
    plain = {key: item for key, item in value.items() if not isinstance(item, Mapping)}
    inner = {key: item for key, item in value.items() if isinstance(item, Mapping)}
    header = f"[{name}]\n" if plain or not inner else ""
    body = "".join(_pair(key, item) for key, item in plain.items())
    parts = [header + body] if header else []
    return "\n".join(parts + [_tables(item, (*path, key)) for key, item in inner.items()])


def _table_body(table: Mapping[str, Any]) -> str:
    return "".join(_pair(key, value) for key, value in table.items())


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _scalar(name, multiline=False)


def _pair(key: str, value: Any) -> str:
    return f"{_key(key)} = {_value(value, multiline=True)}\n"


def _value(value: Any, *, multiline: bool) -> str:
    if type(value) in _SCALARS:
        return _scalar(value, multiline=multiline)
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)} = {_value(item, multiline=False)}" for key, item in value.items())
        inner = ", ".join(pairs)
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item, multiline=False) for item in value) + "]"
    return _scalar(value, multiline=multiline)


def _scalar(value: Any, *, multiline: bool) -> str:
    kind = type(value)
    if kind is str and _PLAIN.fullmatch(value):
        return f'"{value}"'
    if kind is bool:
        return "true" if value else "false"
    if kind in _AS_PYTHON:
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    import tomli_w

    # The writer's multi-line strings lose CR LF; such a text goes on one line with escapes.
    lines = multiline and isinstance(value, str) and "\r\n" not in value
    return tomli_w.dumps({"x": value}, multiline_strings=lines).removeprefix("x = ").rstrip("\n")


_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r'[^"\\\x00-\x08\x0a-\x1f\x7f]*')
"""Text that needs no escape; most texts are such, and the writer takes ten times as long."""
_AS_PYTHON = frozenset((int, float, date))
"""Types whose values TOML writes as Python does."""
