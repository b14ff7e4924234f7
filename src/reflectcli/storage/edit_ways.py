"""The ways to make a change in a TOML text, tidiest first.

A way may fail, or give a text that is wrong for this layout: whoever calls it looks at the result
and tries the next. Each returns the new text and how many of the old lines it may have replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reflectcli.domain.check import Path
from reflectcli.storage import toml
from reflectcli.storage.changes import Append, Change, Put, Remove, applied

Way = Callable[[str, Any], tuple[str, int]]


def ways(change: Change) -> tuple[Way, ...]:
    """The ways to make a change like this, in the order in which to try them."""
    match change:
        case Put():
            return _replace, _add_line, _add_table_near, _add_table, _add_inside
        case Append():
            return _add_table_near, _append_inside, _add_table
        case Remove():
            return (_remove,)


def _document(text: str) -> Any:
    import tomlkit

    document = tomlkit.parse(text)
    if tomlkit.dumps(document) != text:
        raise ValueError("not kept as it is")
    return document


def _item(value: Any) -> Any:
    import tomlkit

    if isinstance(value, Mapping):
        table = tomlkit.inline_table()
        table.update(value)
        return table
    return tomlkit.parse(toml.dump({"x": value}))["x"]


def _walk(inner: Any, path: Path) -> tuple[Any, Path]:
    """The deepest part of the document on the path, and the rest of the path."""
    for index, part in enumerate(path):
        if isinstance(part, str) and part not in inner:
            return inner, path[index:]
        inner = inner[part]
    return inner, ()


def _height(document: Any, path: Path) -> int:
    """How many lines the statement has that the path lies in."""
    statement = document[path[0]]
    for part in path[1:]:
        if _holds_no_headers(statement):
            break
        statement = statement[part]
    header = "" if _holds_no_headers(statement) else "[x]\n"
    text: str = header + statement.as_string()
    return text.rstrip("\n").count("\n") + 1


def _holds_no_headers(item: Any) -> bool:
    from tomlkit.items import AoT, Table

    return not isinstance(item, (AoT, Table))


def _replace(text: str, change: Change) -> tuple[str, int]:
    """Another value in the place of the one that is there."""
    assert isinstance(change, Put)
    document = _document(text)
    height = _height(document, change.path)
    inner, _ = _walk(document, change.path[:-1])
    inner[change.path[-1]] = _item(change.value)
    return document.as_string(), height


def _add_line(text: str, change: Change) -> tuple[str, int]:
    """A line of its own after the last one of its table."""
    assert isinstance(change, Put)
    document = _document(text)
    table, rest = _walk(document, change.path)
    if len(rest) != 1 or isinstance(change.value, Mapping):
        raise ValueError("not a single line")
    last = [item for item in _values(table) if _holds_no_headers(item)][-1]
    _insert_after(last, last.trivia.indent + toml.dump({str(rest[0]): change.value}))
    return document.as_string(), 0


def _add_inside(text: str, change: Change) -> tuple[str, int]:
    """Wherever tomlkit puts it: in an inline table, under a header that has no keys yet."""
    assert isinstance(change, Put)
    document = _document(text)
    parent, rest = _walk(document, change.path)
    most = 0 if parent is document else _height(document, change.path[: -len(rest)])
    for key, value in applied({}, Put(rest, change.value)).items():
        parent[key] = _item(value)
    return document.as_string(), most if _holds_no_headers(parent) else 0


def _add_table_near(text: str, change: Change) -> tuple[str, int]:
    """A table of its own after the last of its siblings."""
    document = _document(text)
    path = (change.key, -1) if isinstance(change, Append) else change.path
    parent, _ = _walk(document, path)
    if parent is document:
        raise ValueError("there are no siblings")
    _insert_after(_last_leaf(parent), "\n" + _block(change))
    return document.as_string(), 0


def _add_table(text: str, change: Change) -> tuple[str, int]:
    """A table of its own at the end of the file."""
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    return text + gap + _block(change), 0


def _append_inside(text: str, change: Change) -> tuple[str, int]:
    """An inline table in an array, or wherever tomlkit puts it."""
    assert isinstance(change, Append)
    document = _document(text)
    array = document[change.key]
    inline = _holds_no_headers(array)
    most = _height(document, (change.key,)) if inline else 0
    array.append(_item(change.value) if inline else dict(change.value))
    return document.as_string(), most


def _remove(text: str, change: Change) -> tuple[str, int]:
    """Without the key."""
    assert isinstance(change, Remove)
    document = _document(text)
    height = _height(document, change.path)
    inner, _ = _walk(document, change.path[:-1])
    del inner[change.path[-1]]
    return document.as_string(), height


def _block(change: Change) -> str:
    """The lines of a new table, its header with them."""
    if isinstance(change, Append):
        return toml.dump({change.key: [change.value]})
    assert isinstance(change, Put)
    if len(change.path) < 2 and not isinstance(change.value, Mapping):
        raise ValueError("not a table")
    return toml.dump(applied({}, change))


def _last_leaf(item: Any) -> Any:
    """The last value in a table or an array of tables: the end of its text."""
    from tomlkit.items import AoT, Table

    while isinstance(item, (AoT, Table)):
        inner = item.body if isinstance(item, AoT) else _values(item)
        item = inner[-1]
    return item


def _values(table: Any) -> list[Any]:
    """The values of a table or document in their order, without comments and blank lines."""
    body = table.body if hasattr(table, "body") else table.value.body
    return [item for key, item in body if key is not None]


def _insert_after(item: Any, lines: str) -> None:
    item.trivia.trail = "\n" + lines if not item.trivia.trail else item.trivia.trail + lines
