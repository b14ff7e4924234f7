"""Several devices with a journal each, and the repository that they share."""

import os
import subprocess
from pathlib import Path

from tests.conftest import Journal

NOTE = "2026/11/2026-11-20-note-k3f9q2.toml"


def note(text: str, record_id: str = "k3f9q2", more: str = "") -> str:
    """A note of the 20th."""
    return (
        f'format = 1\nid = "{record_id}"\nkind = "note"\nat = 2026-11-20T10:00:00+01:00\n'
        f'shift = 2026-11-20\n{more}text = "{text}"\n'
    )


def name(record_id: str) -> str:
    """Where such a note lies."""
    return NOTE.replace("k3f9q2", record_id)


class Devices:
    """Devices by their names, made as they are asked for; all use the repository `hub`."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.hub = folder / "hub.git"
        # Nothing of the developer's own configuration.
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        self.env = env | own | {"PATH": os.environ["PATH"]}
        self.made: dict[str, Journal] = {}

    def __call__(self, name: str, *, joined: bool = True) -> Journal:
        """The device of a name; a new one has taken what there is."""
        if name not in self.made:
            self.made[name] = Journal(self.folder / name, self.env)
            if joined:
                if not self.hub.exists():
                    assert self.made[name]("init", "--yes").code == 0
                result = self.made[name]("sync", "--remote", str(self.hub))
                assert result.code == 0, result.err
        return self.made[name]

    def git(self, *words: str, at: Path | None = None) -> str:
        """Git by hand, in the hub or a folder."""
        done = subprocess.run(
            ["git", *words], cwd=at or self.hub, env=self.env | {"LC_ALL": "C"},
            capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return done.stdout

    def settle(self) -> None:
        """Let every device sync until nothing is new."""
        for _ in range(2):
            for journal in self.made.values():
                result = journal("sync", "--yes")
                assert result.code == 0, result.err
        assert [each("sync").out for each in self.made.values()] == [
            "nothing new here or there\n"
        ] * len(self.made)


def travelling(journal: Journal) -> dict[str, bytes]:
    """The files of a journal that are the same on all devices."""
    return {path: raw for path, raw in journal.files().items() if "/." not in f"/{path}"}


def texts(journal: Journal) -> list[str]:
    """What its notes say."""
    found = (raw.decode().splitlines() for raw in travelling(journal).values())
    return sorted(each[8:-1] for lines in found for each in lines if each.startswith('text = "'))


def ids(journal: Journal) -> dict[str, str]:
    """Its records' files by their IDs."""
    found = (path for path in travelling(journal) if path.count("-") == 4)
    return {path.rpartition("-")[2].removesuffix(".toml"): path for path in sorted(found)}
