"""The boundary: data that came from a file becomes records only after it has been checked.

Right data, nearly all there is, is told from wrong by `reflectcli.domain.build`, which accepts
what pydantic accepts; pydantic is imported to say what is wrong, and where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from reflectcli.domain.build import WrongError, maker
from reflectcli.domain.check import Fault, Path, bare_types, hints, type_at, value_faults
from reflectcli.domain.filing import FORMAT
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import KINDS, Record
from reflectcli.domain.rules import rule_faults
from reflectcli.errors import ExitCode, Problem, ReflectError, SourceLocation, nearest
from reflectcli.frozen import fields, is_dataclass
from reflectcli.storage import toml
from reflectcli.storage.codec import describe
from reflectcli.storage.locate import locate

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")
MOST = 50
"""So many problems, or unknown fields, of one file are told one by one."""
HEAD = ("format", "kind")
"""Fields of a file that are not fields of the dataclass."""
FIX = "fix the line and run `reflect check`"
ADD = "add what is missing and run `reflect check`"


@cache
def adapter(cls: Any) -> TypeAdapter[Any]:
    """Pydantic's validator of a dataclass, built once."""
    from pydantic import TypeAdapter

    return TypeAdapter(cls)


def parse_record(text: str, file: str, config: JournalConfig) -> Record:
    """The record that a file's text holds.

    Raises:
        ReflectError: with the first problem, its line and remedy.
    """
    data = toml.parse(text, file)
    kind = _kind(data, text, file)
    cls = KINDS[kind]
    names = {each.name for each in fields(cls)} - {"extra"}
    known = {key: value for key, value in data.items() if key in names}
    extra = {k: v for k, v in data.items() if k not in names and k not in HEAD}
    record = build(cls, known | {"extra": extra}, text, file, kind)
    broken = rule_faults(record, config)
    if broken:
        raise BadTextError(_told(kind, broken, text, file))
    return record


class BadTextError(ReflectError):
    """What is wrong in one text: the error shows the first problem, `problems` are all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(
            first.message, hint=first.hint, location=first.location, code=ExitCode.BAD_DATA
        )
        self.problems = tuple(problems)


def build(cls: Callable[..., T], data: Mapping[str, Any], text: str, file: str, kind: str) -> T:
    """The dataclass that the data describes; errors show the line in the text they came from.

    Raises:
        BadTextError: with every problem, in the order of the fields.
    """
    try:
        built: T = maker(cls)(data)
    except WrongError:
        return build_or_tell(cls, data, text, file, kind)
    return built


def build_or_tell(
    cls: Callable[..., T], data: Mapping[str, Any], text: str, file: str, kind: str
) -> T:
    """What `build` does for data that is not accepted at once: pydantic says what is wrong.

    Raises:
        BadTextError: with every problem, in the order of the fields.
    """
    from pydantic import ValidationError

    try:
        built: T = adapter(cls).validate_python(data)
    except ValidationError as error:
        # Each member of a union complains; one fault a place is enough.
        found: dict[Path, Fault] = {}
        for each in error.errors(include_url=False, include_context=False):
            fault = _fault(cls, dict(data), each)
            found.setdefault(fault[0], fault)
        raise BadTextError(_told(kind, [*found.values()], text, file)) from None
    return built


def _told(kind: str, faults: Sequence[Fault], text: str, file: str) -> list[Problem]:
    """The problems, one by one; of very many that one text has, how many more there are."""
    told = [_problem(kind, fault, text, file) for fault in faults[:MOST]]
    if more := len(faults[MOST:]):
        message = f"{more} more things are wrong in this file"
        told.append(Problem(message, SourceLocation(file), "begin with the first ones"))
    return told


def unknown_fields(value: Any, text: str, file: str) -> list[Problem]:
    """A remark for each field that the program does not know; such fields are kept.

    `value` is what was built from the text: a record, or the journal's configuration.
    """
    remarks = []
    found = unknown_paths(value.__class__, toml.parse(text, file))
    for path in islice(found, MOST):
        owner = type_at(value.__class__, path[:-1]) if path[1:] else value.__class__
        known = [
            name
            for kind in bare_types(owner)
            if isinstance(kind, type) and is_dataclass(kind)
            for name in hints(kind)
        ]
        near = nearest(str(path[-1]), known)
        hint = f"did you mean {near}?" if near else "nothing, if a newer version wrote it"
        where = locate(text, file, path, key=True)
        message = f"unknown field {str(path[-1])!r}, kept as it is"
        remarks.append(Problem(message, where, hint, left_out=False))
    if more := sum(1 for _ in found):
        message = f"{more} more unknown fields, kept as they are"
        remarks.append(Problem(message, SourceLocation(file), left_out=False))
    return remarks


def unknown_paths(cls: type, data: Any, path: Path = ()) -> Iterator[Path]:
    """Where the data of a file has fields that the dataclass does not know."""
    items = data.items() if isinstance(data, Mapping) else enumerate(data)
    for key, item in items:
        inner = (*path, key)
        if not path and key in HEAD:
            continue
        if type_at(cls, inner) is None:
            yield inner
        elif isinstance(item, (Mapping, list)):
            yield from unknown_paths(cls, item, inner)


def _kind(data: Mapping[str, Any], text: str, file: str) -> str:
    if not data:
        raise ReflectError(
            "the file is empty",
            location=locate(text, file, ()),
            hint="restore it from a backup, or delete it",
            code=ExitCode.BAD_DATA,
        )
    version = data.get("format")
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        raise ReflectError(
            f"written in format {version}; this program reads format {FORMAT}",
            location=locate(text, file, ("format",)),
            hint="update reflectcli; the file is left as it is",
            code=ExitCode.BAD_DATA,
        )
    if version != FORMAT or isinstance(version, bool):
        reason = "format is missing" if version is None else f"format must be {FORMAT}"
        raise _error(reason, text, file, ("format",), f"add the line `format = {FORMAT}`")
    kind = data.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return kind
    near = nearest(kind, list(KINDS)) if isinstance(kind, str) else None
    reason = "kind is missing" if kind is None else f"unknown kind {kind!r}"
    raise _error(reason, text, file, ("kind",), f"did you mean {near}?" if near else None)


def _problem(kind: str, fault: Fault, text: str, file: str) -> Problem:
    path, reason, value = fault
    # A name that is not right is itself the key: the caret belongs there.
    key = bool(path) and value == path[-1]
    where = locate(text, file, path, key=key)
    return Problem(describe(kind, path, reason, value), where, ADD if value is None else FIX)


def _error(message: str, text: str, file: str, path: Path, hint: str | None = None) -> ReflectError:
    return ReflectError(
        message, location=locate(text, file, path), hint=hint or FIX, code=ExitCode.BAD_DATA
    )


def _fault(cls: Any, data: Any, error: Any) -> Fault:
    """Path, reason and value of a pydantic error, in the domain's own words."""
    missing = error["type"] == "missing"
    path, value = _real_path(error["loc"], data, missing=missing)
    if missing:
        return path, "is missing", None
    if error["loc"] and error["loc"][-1] == "[key]":
        return path, error["msg"].removeprefix("Value error, "), path[-1]
    own = value_faults(value, type_at(cls, path), path)
    return own[0] if own else (path, f"must be right: {error['msg']}", value)


def _real_path(loc: Path, data: Any, *, missing: bool) -> tuple[Path, Any]:
    """Pydantic's location without the names of union members, and the value that stands there."""
    path: list[str | int] = []
    for part in loc:
        if isinstance(data, (list, tuple)) and isinstance(part, int) and part < len(data):
            data = data[part]
        elif isinstance(data, Mapping) and (part in data or (missing and part == loc[-1])):
            data = data.get(part)
        else:
            continue
        path.append(part)
    return tuple(path), data
