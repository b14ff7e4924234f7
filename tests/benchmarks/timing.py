"""Runs of programs, timed side by side: each one just after a run of bare Python."""

import contextlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Timer
from time import perf_counter
from typing import TypeVar

Key = TypeVar("Key")
BARE = ("-I", "-c", "pass")
"""What starting Python costs: the unit of every ratio."""
SLOW, SLOWEST = 3.0, 10.0
"""Seconds: what takes longer is run three times at most, or once."""


class RunFailedError(Exception):
    """A program ended with an error; the message says which and what it told."""


class TooSlowError(Exception):
    """A program was stopped for it had run over the limit."""


def _nothing() -> None:
    """What is done around a run that leaves nothing behind."""


@dataclass(frozen=True)
class Job:
    """A command line to time; `before` and `after` run around each run of it, untimed."""

    argv: Sequence[str]
    env: Mapping[str, str]
    terminal: bool = False
    before: Callable[[], object] = _nothing
    after: Callable[[], object] = _nothing


@dataclass
class Timing:
    """The runs of one job: seconds, and the ratio of each to the bare run before it."""

    seconds: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    failure: str = ""

    @property
    def median(self) -> float:
        """Seconds."""
        return statistics.median(self.seconds)

    @property
    def ratio(self) -> float:
        """How many times bare Python's start it takes."""
        return statistics.median(self.ratios)


def run(job: Job, limit: float | None = None) -> float:
    """Run a job to its end; returns the seconds that it took.

    Raises:
        RunFailedError: it ended with an error.
        TooSlowError: it ran for more than `limit` seconds.
    """
    job.before()
    try:
        return _in_terminal(job, limit) if job.terminal else _piped(job, limit)
    finally:
        job.after()


def _piped(job: Job, limit: float | None) -> float:
    with tempfile.TemporaryFile() as out:
        start = perf_counter()
        process = subprocess.Popen(
            job.argv, env=job.env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        stopped = _wait(process, limit)
        took = perf_counter() - start
        out.seek(0)
        _judge(job, process.returncode, stopped, out.read())
    return took


def _wait(process: "subprocess.Popen[bytes]", limit: float | None) -> bool:
    """Wait for the end, without looking again and again; tells whether it had to be stopped."""
    if limit is None:
        process.wait()
        return False
    timer = Timer(limit, process.kill)
    timer.start()
    process.wait()
    stopped = not timer.is_alive()
    timer.cancel()
    return stopped


def _in_terminal(job: Job, limit: float | None) -> float:
    """Run it in a terminal of 80 columns that reads all that is shown."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    env = {**job.env, "TERM": "xterm-256color"}
    start = perf_counter()
    process = subprocess.Popen(job.argv, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    timer = Timer(limit or 3600, process.kill)
    timer.start()
    shown = bytearray()
    # Linux ends a closed terminal with an error, others with an empty read.
    with contextlib.suppress(OSError):
        while piece := os.read(ours, 65536):
            shown += piece
    process.wait()
    took = perf_counter() - start
    stopped = not timer.is_alive()
    timer.cancel()
    os.close(ours)
    _judge(job, process.returncode, stopped, bytes(shown))
    return took


def _judge(job: Job, code: int, stopped: bool, said: bytes) -> None:
    if stopped:
        raise TooSlowError
    if code:
        told = said.decode(errors="replace").strip()[-800:]
        raise RunFailedError(f"{' '.join(job.argv)} ended with {code}: {told}")


def measure(
    jobs: Mapping[Key, Job], python: str, runs: int, limit: float | None = None, warm: bool = True
) -> dict[Key, Timing]:
    """Time the jobs in turns, each run just after one of bare Python.

    A job that runs over the limit in its first run is not run again; what takes some seconds is
    run three times at most.
    """
    bare = Job((python, *BARE), dict(os.environ))
    timings = {name: Timing() for name in jobs}
    left = dict.fromkeys(jobs, runs)
    run(bare)
    for number in range(-1 if warm else 0, runs):
        for name, job in jobs.items():
            if left[name] == 0 or timings[name].failure:
                continue
            try:
                base, took = run(bare), run(job, limit)
            except TooSlowError:
                timings[name].failure = f">{limit:g} s"
                continue
            except RunFailedError as failure:
                print(failure, file=sys.stderr)
                timings[name].failure = "failed"
                continue
            if took > SLOW:
                left[name] = min(left[name], 1 if took > SLOWEST else 3)
            if number >= 0:
                timings[name].seconds.append(took)
                timings[name].ratios.append(took / base)
                left[name] -= 1
    return timings


_PEAK = """
import posix, sys
pid = posix.posix_spawn(sys.argv[1], sys.argv[1:], posix.environ)
_, status, usage = posix.wait4(pid, 0)
sys.stderr.write(f"\\n{status} {usage.ru_maxrss}")
"""


def peak_megabytes(job: Job, python: str) -> float | None:
    """The most memory that a job holds, in MB; None where the system does not tell.

    A small process starts it: a child's figure begins with the memory of what started it.
    """
    if not hasattr(os, "wait4"):
        return None
    job.before()
    line = [python, "-I", "-S", "-c", _PEAK, *job.argv]
    done = subprocess.run(
        line, env=job.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    job.after()
    status, peak = done.stderr.split()[-2:]
    if status != "0":
        raise RunFailedError(f"{' '.join(job.argv)}: {done.stderr}")
    return int(peak) / (2**20 if sys.platform == "darwin" else 2**10)


def machine(python: str) -> str:
    """The processor, its cores, Python and today, for a table's caption."""
    version = subprocess.run([python, "-V"], capture_output=True, text=True, check=True).stdout
    return (
        f"{_processor()}, {os.cpu_count()} cores, {version.strip()}, {platform.system()}, "
        f"{datetime.now().astimezone():%d %B %Y}"
    ).replace(", 0", ", ")


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return " ".join(line.partition(":")[2].split())
    return platform.processor() or platform.machine()


def duration(seconds: float) -> str:
    """A duration as tables show it: 45 ms, 3.1 s."""
    return f"{seconds * 1000:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"


def table(rows: Iterable[Sequence[str]], *, markdown: bool = False) -> str:
    """Rows, the first of them the heads, as a plain table or in Markdown."""
    lines = [list(row) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    if markdown:
        rule = ["---"] * 2 + ["---:"] * (len(widths) - 2)
        lines.insert(1, rule)
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n".join(
        "  ".join(
            cell.ljust(wide) if number < 2 else cell.rjust(wide)
            for number, (cell, wide) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
