"""The real git, as a program: run without a shell, hooks, or the user's filters."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass, replace
from reflectcli.storage.git_objects import UNTOUCHED, Objects
from reflectcli.storage.toml import MAX_BYTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

SETTINGS = {
    # What stands in the user's own configuration is for programmers' work, not for a journal.
    "core.hooksPath": os.devnull,
    "core.attributesFile": os.devnull,
    "core.excludesFile": os.devnull,
    "core.fsmonitor": "false",
    "core.autocrlf": "false",
    "core.fileMode": "false",
    "push.gpgSign": "false",
    "push.followTags": "false",
    "push.recurseSubmodules": "no",
    "fetch.recurseSubmodules": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    # A commit that is there after a power failure has its objects.
    "core.fsync": "committed,reference",
    "core.fsyncMethod": "batch",
    # A line that carries nothing for half a minute is dead.
    "http.lowSpeedLimit": "1",
    "http.lowSpeedTime": "30",
}
_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR",
         "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")  # fmt: skip
"""What a git that started us may have set for its own repository."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run of git left: exit code, output, and what it said."""

    code: int
    out: bytes
    err: str

    @property
    def reason(self) -> str:
        """What git said of its failure, in one line."""
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        told = [line for line in lines if line.startswith(("fatal: ", "error: ", "ssh: "))]
        line = (told or lines or [f"git ended with {self.code}"])[0]
        return line.removeprefix("fatal: ").removeprefix("error: ")


@dataclass(frozen=True, slots=True)
class Git:
    """Git in the folder of a journal.

    `asks` tells that git may put questions (a passphrase), `held` is the lock that lives as long
    as any git that was started under it.
    """

    root: Path
    env: Mapping[str, str]
    asks: bool = False
    held: int | None = None
    reader: Objects | None = None

    def holding(self, held: int | None, index: str) -> Git:
        """The same under a lock, with an index of its own, and one git that reads for all."""
        git = replace(self, held=held, env=dict(self.env) | {"GIT_INDEX_FILE": index})
        return replace(git, reader=Objects(git.begin_reading))

    @property
    def objects(self) -> Objects:
        """What git keeps; there is one who reads it only under a lock."""
        assert self.reader is not None
        return self.reader

    def attempt(self, *words: str, data: bytes = b"") -> Done:
        """Run git, with `data` piped in; a failure is a value.

        Raises:
            ReflectError: there is no git (6).
        """
        try:
            done = subprocess.run(
                _command(words), input=data, capture_output=True, check=False, **self._around()
            )
        except FileNotFoundError:
            if not self.root.is_dir():
                raise
            raise ReflectError(
                "sync works by git, which is not installed",
                hint="install it (apt install git, brew install git, https://git-scm.com), "
                "then again",
                code=ExitCode.REFUSED,
            ) from None
        return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def run(self, *words: str, data: bytes = b"") -> bytes:
        """The output of git.

        Raises:
            ReflectError: git failed (6).
        """
        done = self.attempt(*words, data=data)
        if done.code:
            raise refused(f"git {words[0]} failed: {done.reason}")
        return done.out

    def line(self, *words: str, data: bytes = b"") -> str:
        """The one line that git puts out."""
        return os.fsdecode(self.run(*words, data=data)).removesuffix("\n")

    def find(self, *words: str) -> str | None:
        """The one line, or None where git has nothing to say."""
        done = self.attempt(*words)
        return None if done.code else os.fsdecode(done.out).removesuffix("\n") or None

    def begin_reading(self) -> subprocess.Popen[bytes]:
        """Start a git that reads what it is told the names of."""
        # A content that is too large is not taken into memory before its size is told.
        words = ("-c", f"core.bigFileThreshold={MAX_BYTES}", "cat-file", "--batch")
        return subprocess.Popen(
            _command(words), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, **self._around(),
        )  # fmt: skip

    def _around(self) -> dict[str, Any]:
        around: dict[str, Any] = {"cwd": self.root, "env": self._surroundings()}
        around["start_new_session"] = not self.asks
        if os.name != "nt":
            around |= {"umask": 0o077, "pass_fds": () if self.held is None else (self.held,)}
        return around

    def _surroundings(self) -> dict[str, str]:
        index = self.env.get("GIT_INDEX_FILE") if self.held is not None else None
        env = {name: value for name, value in self.env.items() if name not in _OURS}
        env |= {
            "LC_ALL": "C",
            "GIT_CEILING_DIRECTORIES": os.fspath(self.root.parent),
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_LITERAL_PATHSPECS": "1",
        }
        if index is not None:
            env["GIT_INDEX_FILE"] = index
        if not self.asks:
            env["GIT_TERMINAL_PROMPT"] = "0"
        return env


def _command(words: Sequence[str]) -> list[str]:
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return ["git", *options, *words]


def refused(message: str, hint: str = UNTOUCHED) -> ReflectError:
    """The error that git could not do its part; the journal's files are not in its hands."""
    return ReflectError(message, hint=hint, code=ExitCode.REFUSED)


OTHERS = "dubious ownership"
"""What git says of a folder that is another user's, as all are on some sticks."""


def remedy(done: Done, remote: str) -> str:
    """What to do where the other side cannot be used."""
    if OTHERS in done.err:
        return f"if you trust what lies there: git config --global --add safe.directory {remote}"
    return "check the address (--remote) and your key; here all is kept"


_UNREACHED = (
    "could not resolve", "couldn't resolve", "temporary failure in name", "timed out", "timeout",
    "network is unreachable", "no route to host", "connection refused", "connection reset",
    "failed to connect", "couldn't connect", "network is down", "operation too slow",
    "host is down",
)  # fmt: skip


def is_unreached(done: Done) -> bool:
    """Tell whether git failed because there is no way to the other side just now."""
    said = done.err.lower()
    return any(words in said for words in _UNREACHED)


def words_of(output: bytes) -> Sequence[str]:
    """The parts of an output that are ended by NUL."""
    return [os.fsdecode(part) for part in output.split(b"\0") if part]
