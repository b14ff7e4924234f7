"""Journals to work on, put back as they were before each case."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unicodedata import category

from pytest import MonkeyPatch

from reflectcli.cli import main
from tests.conftest import Journal, Result
from tests.fuzz.harness import require

FEW = 4
"""So many records of a kind are enough to begin with."""
CODES = frozenset((0, 2, 3, 4, 5, 6, 130))
"""The exit codes that are no fault of the program's."""


@cache
def seeds() -> dict[str, str]:
    """The files of a made journal of twelve weeks, one of each few: every kind and its fields."""
    from tests.fuzz.harness import scratch

    with scratch() as folder:
        journal = empty(folder)
        require(journal("demo", str(folder / "demo")).code == 0)
        found = Journal(folder / "demo" / "journal", journal.env).files()
    kept: dict[str, int] = {}
    some = {}
    for name, raw in found.items():
        kind = name.split("-")[3] if name.count("-") > 3 else name
        kept[kind] = kept.get(kind, 0) + 1
        if kept[kind] <= FEW and name.endswith(".toml"):
            some[name] = raw.decode()
    return some


def empty(folder: Path) -> Journal:
    """A journal in the folder, with the defaults."""
    names = ("HOME", "PATH", *(f"XDG_{each}_HOME" for each in ("DATA", "CONFIG", "STATE", "CACHE")))
    env = {name: os.environ[name] for name in names} | {"COLUMNS": "80"}
    journal = Journal(folder / "journal", env)
    require(journal("init", "--yes").code == 0)
    return journal


def fresh(folder: Path, *, full: bool = True) -> Journal:
    """The journal as it was in the beginning: with some records of every kind, or empty."""
    first = folder / f"first-{full}"
    if not first.exists():
        made = empty(folder)
        if full:
            made.write({name: text for name, text in seeds().items() if name != "journal.toml"})
        os.rename(made.root, first)
    journal = Journal(folder / "journal", {})
    for stale in (journal.root, folder / "home"):
        shutil.rmtree(stale, ignore_errors=True)
    shutil.copytree(first, journal.root)
    names = ("HOME", "PATH", *(f"XDG_{each}_HOME" for each in ("DATA", "CONFIG", "STATE", "CACHE")))
    journal.env = {name: os.environ[name] for name in names} | {"COLUMNS": "80"}
    return journal


@contextmanager
def by_typer() -> Iterator[None]:
    """Leave every command line to typer, past the front door."""
    with MonkeyPatch.context() as patch:
        patch.setattr(main, "read_plain", lambda argv: None)
        yield


def _steers(letter: str) -> bool:
    """Tell whether a character moves, colours or turns what stands around it."""
    turns = "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"
    return turns or category(letter) in ("Cc", "Zl", "Zp", "Cs") or letter in "\u061c\u200e\u200f"


def sound(result: Result, line: object, *, any_bytes: bool = False) -> Result:
    """Require that a command ended as it may, and said so without steering the terminal."""
    if result.code == 1:
        fault = Path(os.environ["XDG_STATE_HOME"], "reflectcli", "last-fault.txt")
        said = fault.read_text() if fault.exists() else result.err
        require(False, line, said[-900:])
    require(result.code in CODES, line, result)
    require("Traceback" not in result.err, line, result)
    if result.code not in (0, 130):
        require(result.err or result.out, line, result)
    for text in (result.err,) if any_bytes else (result.err, result.out):
        bad = [each for each in text if each not in "\n\t" and _steers(each)]
        require(not bad, line, "steers the terminal", bad[:5], text[:2000])
    return result
