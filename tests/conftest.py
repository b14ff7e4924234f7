"""The front door for tests: a journal of literal files, a command, and what came out."""

import io
import os
import textwrap
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from reflectcli.cli.context import World
from reflectcli.cli.main import run

if TYPE_CHECKING:
    from tests.seat import Seat

NOW = "2026-11-22T16:40:00+01:00"
"""A Sunday, in the 47th week."""

LONG = bool(os.environ.get("REFLECT_LONG"))
"""Look longer and at more places than the three minutes of a usual run allow."""

settings.register_profile(
    "tests",
    deadline=None,
    max_examples=400 if LONG else 35,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("tests")

if not LONG:
    # Nobody cuts the power here, and waiting for the disk is a tenth of the run. What is synced,
    # and when, is looked at by tests that put an fsync of their own there, and in real processes.
    os.fsync = os.fstat  # type: ignore[assignment]


@dataclass(frozen=True)
class Result:
    """What a command left behind: exit code, standard output and standard error."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass
class Journal:
    """A journal folder and the command line that works on it."""

    root: Path
    env: dict[str, str]
    now: str = NOW

    def write(self, files: Mapping[str, str | bytes]) -> "Journal":
        """Put literal files into the journal."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                text = textwrap.dedent(content).lstrip("\n")
                path.write_bytes(text.encode())
        return self

    def files(self) -> dict[str, bytes]:
        """Every file of the journal but the schemas: its path and its bytes."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".schema" not in path.parts
        }

    def records(self, kind: str = "") -> dict[str, str]:
        """The records' files, or those of one kind, as text."""
        return {
            name: content.decode()
            for name, content in self.files().items()
            if f"-{kind}" in name and name[0] not in "." and name != "journal.toml"
        }

    def __call__(
        self, *args: str, stdin: str | None = None, terminal: bool = False, now: str | None = None
    ) -> Result:
        """Run `reflect` with these arguments on this journal."""
        stream = Terminal if terminal else io.StringIO
        out, err = stream(), stream()
        env = self.env | {"REFLECT_NOW": now or self.now, "REFLECT_JOURNAL": str(self.root)}
        source = io.StringIO(stdin or "") if not terminal else Terminal(stdin or "")
        world = World(env, datetime.fromisoformat(now or self.now), source, out, err)
        with redirect_stdout(out), redirect_stderr(err):
            code = run(list(args), world)
        return Result(code, out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for every test: nothing of the user's is read or written."""
    before = os.umask(0o077)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in ("REFLECT_JOURNAL", "REFLECT_NOW", "REFLECT_EDITOR", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    yield folder
    os.umask(before)


@pytest.fixture
def bare(tmp_path: Path, home: Path) -> Iterator[Journal]:
    """A folder with no journal in it yet."""
    folders = {name: value for name, value in os.environ.items() if name.startswith("XDG_")}
    yield Journal(tmp_path / "journal", {"HOME": str(home), "COLUMNS": "80"} | folders)


@pytest.fixture
def journal(bare: Journal) -> Journal:
    """An empty journal with the defaults."""
    assert bare("init", "--yes").code == 0
    return bare


@pytest.fixture
def sit(journal: Journal) -> Iterator[Callable[..., "Seat"]]:
    """Runs a command in a real terminal, and ends it with the test."""
    from tests.seat import Seat

    seats: list[Seat] = []

    def run(*args: str, **options: Any) -> Seat:
        seats.append(Seat(journal, *args, **options))
        return seats[-1]

    yield run
    for seat in seats:
        seat.child.close(force=True)
