"""The TOML of any file: an error for each that is wrong, with its line; a place for each value."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import tomli

from reflectcli.errors import ReflectError
from reflectcli.storage import toml
from reflectcli.storage.locate import locate
from tests.fuzz.bend import bent, bent_bytes
from tests.fuzz.desk import fresh, sound
from tests.fuzz.harness import main, require
from tests.fuzz.pieces import texts, tokens

NAME = "2026/11/2026-11-22-note-k3f9q2.toml"


def places(random: Random, folder: Path) -> None:
    """Bend a file's text or bytes; every fault has a line, and every value its place."""
    text = bent(random, random.choice(texts()), tokens(), 5)
    raw = text.encode("utf-8", "replace")
    if random.random() < 0.2:
        raw = bent_bytes(random, raw)
    _parsed(raw)
    if random.random() < 0.01:
        _checked(raw, folder)


def _parsed(raw: bytes) -> None:
    try:
        text = toml.decode(raw, "f")
        data = toml.parse(text, "f")
    except ReflectError as error:
        where = error.problem.location
        require(where is not None and error.problem.hint, error.problem)
        assert where is not None
        require(where.line is None or 1 <= where.line <= raw.count(b"\n") + 1, where)
        return
    require(toml.same(data, tomli.loads(text)), "another reading than tomli's")
    for path, value in _walk(data):
        place = locate(text, "f", path)
        require(place.line is not None and place.text is not None, path, place, text)
        if isinstance(value, (dict, list)) or place.text is None or place.column is None:
            continue
        shown = place.text[place.column - 1 :][: place.width]
        require(shown, path, text)
        if not shown.startswith(('"""', "'''")):
            found = tomli.loads(f"x = {shown}")["x"]
            require(toml.same(found, value), path, shown, value, text)


def _walk(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*path, key), value
        if isinstance(value, (dict, list)):
            yield from _walk(value, (*path, key))


def _checked(raw: bytes, folder: Path) -> None:
    """Dropped into a good journal it hides nothing, and no file is changed."""
    journal = fresh(folder)
    good = len(json.loads(sound(journal("list", "--all", "--json"), "list").out)["records"])
    (journal.root / NAME).parent.mkdir(parents=True, exist_ok=True)
    (journal.root / NAME).write_bytes(raw)
    before = journal.files()
    said = sound(journal("check", "--json"), raw, any_bytes=True)
    problems = json.loads(said.out)["problems"]
    require((said.code == 3) == any(each["file"] == NAME for each in problems), said, raw)
    shown = sound(journal("list", "--all", "--json"), raw, any_bytes=True)
    require(len(json.loads(shown.out)["records"]) >= good, "it hides others", raw)
    require(journal.files() == before, "a file was changed", raw)


if __name__ == "__main__":
    main(places)
