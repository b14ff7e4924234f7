"""Which program wrote a file or a folder, as far as it shows."""

from pathlib import Path

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.storage.diaries.daylio import HEADER
from reflectcli.storage.diaries.jrnl import is_jrnl_folder
from reflectcli.storage.diaries.markdown import is_daily
from reflectcli.storage.diaries.source import Document

ORIGINS = ("csv", "jrnl", "dayone", "daylio", "markdown", "reflect")
"""What can be imported."""


def origin_of(path: Path) -> str:
    """The origin of a file or a folder; `json` where the content has to say it.

    Raises:
        ReflectError: there is nothing of that name (4).
    """
    if path.is_dir():
        return "jrnl" if is_jrnl_folder(path) else "markdown"
    if not path.exists():
        raise ReflectError(
            f"there is no file {path}", hint="check its name and folder", code=ExitCode.NOT_FOUND
        )
    suffix = path.suffix.lower()
    if suffix in (".json", ".zip"):
        return "json" if suffix == ".json" else "dayone"
    if suffix in (".md", ".markdown") and is_daily(path.name):
        return "markdown"
    with path.open("rb") as stream:
        start = stream.read(400).decode("utf-8-sig", "replace").lstrip("\r\n")
    if start.startswith("[") and "] " in start[:60] and suffix != ".csv":
        return "jrnl"
    names = [name.strip().strip('"') for name in start.partition("\n")[0].split(",")]
    return "daylio" if tuple(names[: len(HEADER)]) == HEADER else "csv"


def json_origin(document: Document) -> str:
    """The origin of a JSON document by what its items are.

    Raises:
        ReflectError: it is none that is known.
    """
    if document.name == "records" and "schema" in document.head:
        return "reflect"
    items = [item for _, item in document.items if isinstance(item, dict)]
    if document.name == "entries" and any("creationDate" in item for item in items):
        return "dayone"
    if document.name == "entries" and any("title" in item and "date" in item for item in items):
        return "jrnl"
    raise ReflectError(
        f"{document.file} is no export of reflect, jrnl or Day One",
        hint="it has no list of records or entries, or they are something else's",
        code=ExitCode.BAD_DATA,
    )
