"""What git keeps: read by one git, which stays for as long as a sync does."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Sequence

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.storage.toml import MAX_BYTES

UNTOUCHED = "your records are untouched; if it stays so, rename .git and sync anew"
_AT_ONCE = 64
"""So many names fit into any system's pipe while nobody reads it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What git keeps under a name: its full name, whether it is a commit, tree or blob, and it."""

    name: str
    kind: str
    raw: bytes


class Objects:
    """The git that is asked; begun with the first question."""

    def __init__(self, begin: Callable[[], subprocess.Popen[bytes]]) -> None:
        self._begin = begin
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, names: Sequence[str]) -> Iterator[Kept | None]:
        """What is under each of the names, in their order; None where there is nothing.

        Raises:
            ReflectError: it is larger than any file of a journal (3), or git failed (6).
        """
        for start in range(0, len(names), _AT_ONCE):
            some = names[start : start + _AT_ONCE]
            try:
                # All that was asked is read, or the next one would get this one's answer.
                answers = [*self._answers(some)]
            except (OSError, ValueError) as error:
                self.close()
                raise ReflectError(
                    "git cannot read what it keeps in .git", hint=UNTOUCHED, code=ExitCode.REFUSED
                ) from error
            yield from answers

    def one(self, name: str) -> Kept | None:
        """What is under a name."""
        return next(self.read([name]))

    def close(self) -> None:
        """Let the git go."""
        process, self._process = self._process, None
        if process is None:
            return
        # It has nothing to write, so nothing is torn.
        process.kill()
        process.communicate()

    def _answers(self, names: Sequence[str]) -> Iterator[Kept | None]:
        if self._process is None:
            self._process = self._begin()
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        asked.write("".join(f"{name}\n" for name in names).encode())
        asked.flush()
        for _ in names:
            head = answered.readline().removesuffix(b"\n")
            if head.endswith((b" missing", b" ambiguous")):
                yield None
                continue
            name, kind, number = head.decode().split(" ")
            if int(number) > MAX_BYTES:
                self.close()
                raise _too_large(name, number)
            raw = answered.read(int(number) + 1)
            if len(raw) <= int(number):
                raise ValueError("git broke off")
            yield Kept(name, kind, raw[:-1])


def _too_large(name: str, size: str) -> ReflectError:
    return ReflectError(
        f"a file in the synced repository is too large for a journal: {name}, {size} bytes",
        hint="take it out there",
        code=ExitCode.BAD_DATA,
    )
