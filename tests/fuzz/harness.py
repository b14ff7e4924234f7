"""Runs a fuzz target for some minutes, and says how often it ran and what it found."""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

Target = Callable[[Random, Path], None]
LONGEST = 30
"""No case takes more seconds."""
MOST = 10
"""So many different findings end a run."""


class Finding(AssertionError):  # noqa: N818
    """What must not be."""


def require(held: object, *said: object) -> None:
    """What must hold; else what is said is the finding."""
    if not held:
        raise Finding(*said)


def source(seed: str, number: int) -> Random:
    """The choices of a case."""
    return Random(f"{seed}/{number}")


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder to stand in, which is the home too: nothing of the user's is read or written."""
    before, stood = dict(os.environ), Path.cwd()
    # Deep enough that `..` a few times does not lead out of it.
    top = Path(tempfile.mkdtemp(prefix="reflect-fuzz-"))
    folder = top.joinpath(*"abcdefgh")
    folder.mkdir(parents=True)
    os.environ["HOME"] = str(folder / "home")
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(folder / "home" / name.lower())
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(stood)
        os.environ.clear()
        os.environ.update(before)
        shutil.rmtree(top, ignore_errors=True)


def smoke(target: Target, cases: int, seed: str = "smoke") -> None:
    """Run a few cases, always the same, for the usual tests."""
    with scratch() as folder:
        for number in range(cases):
            try:
                target(source(seed, number), folder)
            except Exception as error:
                raise Finding(f"--seed {seed} --case {number}") from error


def main(target: Target) -> None:
    """Run the target as the command line says."""
    asked = _parser(target).parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    signal.signal(signal.SIGALRM, _too_long)
    with scratch() as folder:
        if asked.case is not None:
            signal.alarm(LONGEST)
            target(source(asked.seed, asked.case), folder)
            signal.alarm(0)
            print("nothing found")
            return
        sys.exit(1 if _run(target, asked.seed, asked.minutes * 60, folder) else 0)


def _parser(target: Target) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=target.__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", default=str(int(time.time())), help="another one, other cases")
    parser.add_argument("--case", type=int, help="this one alone, with its traceback")
    return parser


def _run(target: Target, seed: str, seconds: float, folder: Path) -> dict[str, int]:
    """The first case of each finding, by the place where it was found."""
    found: dict[str, int] = {}
    begun, number = time.monotonic(), 0
    while time.monotonic() - begun < seconds and len(found) < MOST:
        signal.alarm(LONGEST)
        try:
            target(source(seed, number), folder)
        except Exception as error:
            signal.alarm(0)
            if (where := _place(error)) not in found:
                found[where] = number
                said = "".join(traceback.format_exception(error, limit=-6))
                print(f"{said[:3000]}\n^ --seed {seed} --case {number}", flush=True)
        signal.alarm(0)
        number += 1
    took = time.monotonic() - begun
    print(f"{number} executions in {took:.0f} s, seed {seed}: {len(found)} findings", flush=True)
    return found


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " ".join(f"{each.filename}:{each.lineno}" for each in frames[-3:])


def _too_long(signum: int, frame: FrameType | None) -> None:
    raise Finding(f"it takes longer than {LONGEST} s")
