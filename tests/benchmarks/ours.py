"""Our program at work on a made journal: the command lines that the benchmarks time."""

import csv
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.benchmarks.installed import home_of
from tests.benchmarks.made_journal import journal
from tests.benchmarks.made_records import NOW
from tests.benchmarks.timing import Job, run
from tests.benchmarks.vocabulary import RARE

TAB_ENV: Mapping[str, str] = {"REFLECT_COMPLETE": "bash"}
TABS: Mapping[str, Sequence[str]] = {
    "TAB, command": ("reflect no", "no", "9", "80"),
    "TAB, flag": ("reflect note --ta", "--ta", "9", "80"),
    "TAB, journal": ("reflect show ", "", "9", "80"),
}
"""What bash's completion script calls at a TAB press: the line up to it, the word, and two more."""


@dataclass
class Reflect:
    """The program, and a made journal of `size` records in `folder`."""

    program: Path
    folder: Path
    size: int
    keep: Path | None = None
    env: dict[str, str] = field(init=False)
    _files: "count[int]" = field(init=False, default_factory=count)

    def __post_init__(self) -> None:
        self.root = self.folder / "journal"
        journal(self.root, self.size, self.keep)
        self.env = home_of(self.folder) | {
            "REFLECT_JOURNAL": str(self.root),
            "REFLECT_NOW": NOW.isoformat(),
        }

    def job(
        self, *words: str, terminal: bool = False, before: Callable[[], object] | None = None
    ) -> Job:
        """A command that reads."""
        line = (str(self.program), *words)
        if before is None:
            return Job(line, self.env, terminal)
        return Job(line, self.env, terminal, before)

    def again(self, *words: str, terminal: bool = False) -> Job:
        """A command that reads what it has read since the last change."""
        once = self.job(*words, terminal=terminal)
        return self.job(*words, terminal=terminal, before=lambda: run(once))

    def after_a_note(self, *words: str) -> Job:
        """A command that reads, when a note has come since the last time."""
        return Job((str(self.program), *words), self.env, before=self.note, after=self.undo)

    def writing(self, *words: str) -> Job:
        """A command that writes, taken back after each run."""
        return Job((str(self.program), *words), self.env, after=self.undo)

    def tab(self, name: str) -> Job:
        """A TAB press, as the shell asks for what completes the word."""
        return Job((str(self.program), *TABS[name]), {**self.env, **TAB_ENV})

    def call(self, *words: str) -> None:
        """Run a command that is not timed."""
        line = (str(self.program), *words)
        subprocess.run(
            line, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True
        )

    def warm_up(self) -> None:
        """Have it read the whole journal once, however long that takes."""
        self.call("search", RARE)

    def undo(self) -> None:
        """Take back what the last command wrote, so that the journal keeps its size."""
        self.call("undo")

    def note(self) -> None:
        """Write a note that is not timed."""
        self.call("note", "asked before offering")

    def without_cache(self, *words: str) -> Job:
        """A command that finds its cache folder deleted."""
        return self.job(*words, before=self._delete_cache)

    def _delete_cache(self) -> None:
        shutil.rmtree(self.env["XDG_CACHE_HOME"], ignore_errors=True)

    def importing(self, rows: int) -> Job:
        """The import of an export with so many answers, another one for each run."""
        path = self.folder / "survey.csv"
        words = (
            "import", str(path), "--as", "feedback", "--id", "Ticket", "--date", "Date",
            "--score", "Score/5", "--text", "Remark", "--channel", "Channel", "--yes",
        )  # fmt: skip
        return Job(
            (str(self.program), *words), self.env, before=lambda: self._survey(path, rows),
            after=self.undo,
        )  # fmt: skip

    def _survey(self, path: Path, rows: int) -> None:
        number = next(self._files)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("Ticket", "Date", "Score", "Remark", "Channel"))
            for row in range(rows):
                day = f"2026-{9 + row % 2:02}-{1 + row % 30:02}"
                remark = f"They found parcel {row} and told me at once."
                writer.writerow((f"T-{number}-{row}", day, 1 + row % 5, remark, "email"))

    def record_id(self) -> str:
        """The ID of a record from the middle of the journal."""
        months = sorted(self.root.glob("[0-9]*/[0-9]*"))
        names = sorted(os.listdir(months[len(months) // 2]))
        return _id(names[len(names) // 2])

    def goal_id(self) -> str:
        """The ID of the newest goal."""
        return _id(max(os.listdir(self.root / "goals")))


def _id(name: str) -> str:
    return name.removesuffix(".toml").rpartition("-")[2]
