"""How long commands take, in units of what starting Python costs on the same machine.

    python tests/benchmarks/startup.py                  each command on a journal of 100 records
    python tests/benchmarks/startup.py --records 20000  on a large one
    python tests/benchmarks/startup.py --jrnl           beside jrnl's like jobs
    python tests/benchmarks/startup.py --smoke          only that it all runs: part of the checks

Every run of a command is paired with a run of `python -I -c pass` just before it, and the figure
is the median of the pairs' ratios: a machine that slows down meanwhile slows down both. The
commands take turns, so none has the warm cache or the quiet minute for itself.

With --jrnl, jrnl is installed from the package index into an environment of its own in the user's
cache folder (once), and writes to and reads from a journal of as many entries.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

from reflectcli.cli.table import COMMANDS
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import (
    Activity,
    Challenge,
    Feedback,
    Goal,
    Note,
    Rating,
    Reading,
    Record,
    Shift,
    Step,
    Success,
)
from reflectcli.storage.config_file import new_text
from reflectcli.storage.founding import create_journal
from reflectcli.storage.repository import Repository

NOW = datetime.fromisoformat("2026-11-22T16:40:00+01:00")
A_DAY = 8
"""Records that a working day leaves."""
WORDS = (
    "the customer had called twice about one refund and nobody had written down what was promised; "
    "listened first, named the feeling, offered two options, wrote the summary while on the line. "
)


@dataclass(frozen=True)
class Job:
    """A command line to time, under the name that the table shows."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]


def sample(number: int) -> Record:
    """The record of that number, counted back from now; eight make a day."""
    days, place = divmod(number, A_DAY)
    at = NOW - timedelta(days=days, minutes=37 * place)
    text = WORDS[: 40 + number % 120].strip()
    head: dict[str, Any] = {"id": f"{number:06x}", "at": at, "shift": at.date()}
    makers = (
        lambda: Note(**head, text=text, tags=("refund",)),
        lambda: Note(**head, text=text, channel="chat"),
        lambda: Note(**head, text=text),
        lambda: Rating(**head, skills={"empathy": 1 + number % 5, "listening": 4, "writing": 3}),
        lambda: Reading(**head, kpi="csat", numerator=number % 20, denominator=20),
        lambda: Feedback(**head, source="customer", score=1 + number % 5, scale=5, text=text),
        lambda: Shift(
            **head, mood=3, energy=2, answers=dict.fromkeys(("best_moment", "repeat", "try"), WORDS)
        ),
        (
            lambda: Success(**head, text=text, factors=("calm",)),
            lambda: Challenge(**head, text=text, causes=("handoff",), control="shared"),
            lambda: Activity(**head, type="coaching", title="one-to-one", hours=0.5),
            lambda: Goal(
                **head, title="calmer calls", measure="rating:composure", target=4,
                steps=(Step(text="shadow a colleague"),),
            ),
        )[days % 4],
    )  # fmt: skip
    return makers[place]()


def write_journal(root: Path, records: int) -> None:
    """A journal of that many records, as a user's would look."""
    repository = Repository(root, NOW)
    create_journal(root, new_text(JournalConfig()))
    for start in range(0, records, 500):
        numbers = range(start, min(start + 500, records))
        repository.add(*[sample(number) for number in numbers])


def environment(folder: Path) -> dict[str, str]:
    """The caller's environment, with compiled modules kept as an installation keeps them."""
    env = dict(os.environ) | {"PYTHONPYCACHEPREFIX": str(folder / "pycache")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    return env


def reflect_jobs(folder: Path, records: int) -> list[Job]:
    """Our commands, those that there are, on a journal of that many records."""
    root = folder / "journal"
    write_journal(root, records)
    env = environment(folder) | {
        "REFLECT_JOURNAL": str(root),
        "REFLECT_NOW": NOW.isoformat(),
        "XDG_STATE_HOME": str(folder / "state"),
        "XDG_CONFIG_HOME": str(folder / "config"),
    }
    lines = {
        "--version": ["--version"],
        "--help": ["--help"],
        "(today)": [],
        "note": ["note", "listened first, worked"],
        "rate": ["rate", "empathy=4", "listening=3"],
        "kpi add": ["kpi", "add", "csat", "18/20"],
        "feedback add": ["feedback", "add", "--from", "customer", "--score", "4/5", "kind"],
        "list": ["list"],
        "show": ["show", "last"],
        "search": ["search", "refund"],
        "week": ["week"],
        "report": ["report"],
        "check": ["check"],
    }
    program = [sys.executable, "-m", "reflectcli"]
    return [
        Job(name, [*program, *line], env)
        for name, line in lines.items()
        if name.startswith(("-", "(")) or find_spec(f"reflectcli.cli.{COMMANDS[line[0]].module}")
    ]


def jrnl_jobs(folder: Path, entries: int) -> list[Job]:
    """The like jobs of jrnl, on a journal of as many entries."""
    from platformdirs import user_cache_path

    home = user_cache_path("reflectcli-benchmark", appauthor=False) / "jrnl"
    binaries = home / ("Scripts" if os.name == "nt" else "bin")
    if not (binaries / "jrnl").exists() and not (binaries / "jrnl.exe").exists():
        print("installing jrnl …", file=sys.stderr)
        venv.create(home, with_pip=True, clear=True)
        python = str(binaries / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", "jrnl"], check=True)
    program = str(binaries / "jrnl")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    number = next(
        word for word in version.stdout.split() if word[:1] in "v123456789" and "." in word
    )
    journal, config = folder / "jrnl.txt", folder / "jrnl.yaml"
    lines = []
    for record in (sample(each) for each in reversed(range(entries))):
        lines.append(f"[{record.at:%Y-%m-%d %H:%M}] {getattr(record, 'text', None) or WORDS}\n")
    journal.write_text("\n".join(lines), encoding="utf-8")
    config.write_text(
        f"version: {number if number.startswith('v') else 'v' + number}\n"
        f"journals:\n  default:\n    journal: {journal}\n"
        "colors: {body: none, date: none, tags: none, title: none}\n"
        "default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: true\n"
        "indent_character: '|'\nlinewrap: 79\ntagsymbols: '#@'\ntemplate: false\n"
        "timeformat: '%Y-%m-%d %H:%M'\ndisplay_format: pretty\n",
        encoding="utf-8",
    )
    common = [program, "--config-file", str(config)]
    env = environment(folder)
    return [
        Job("jrnl --version", [*common, "--version"], env),
        Job("jrnl --help", [*common, "--help"], env),
        Job("jrnl TEXT", [*common, "listened first, worked"], env),
        Job("jrnl -n 20", [*common, "-n", "20"], env),
        Job("jrnl -contains", [*common, "-contains", "refund"], env),
        Job("jrnl -from", [*common, "-from", "2026-11-16", "-to", "2026-11-22"], env),
    ]


def seconds(argv: Sequence[str], env: Mapping[str, str]) -> float:
    """The wall time of one run; a command that fails ends the benchmark."""
    start = perf_counter()
    done = subprocess.run(argv, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    took = perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(argv)} ended with {done.returncode}:\n{done.stderr.decode()}")
    return took


def measure(jobs: Sequence[Job], runs: int) -> Iterator[tuple[str, float, float]]:
    """Name, median ratio to the floor, and median milliseconds of each job."""
    floor = [sys.executable, "-I", "-c", "pass"]
    ratios: dict[str, list[float]] = {job.name: [] for job in jobs}
    times: dict[str, list[float]] = {job.name: [] for job in jobs}
    for job in jobs:
        seconds(job.argv, job.env)
    for _ in range(runs):
        for job in jobs:
            base = seconds(floor, job.env)
            took = seconds(job.argv, job.env)
            ratios[job.name].append(took / base)
            times[job.name].append(took * 1000)
    for name, values in ratios.items():
        yield name, statistics.median(values), statistics.median(times[name])


def main() -> None:
    """Measure, and print one line a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15, help="pairs a command (default 15)")
    parser.add_argument("--records", type=int, default=100, help="records of the journal")
    parser.add_argument("--jrnl", action="store_true", help="measure jrnl too")
    parser.add_argument("--smoke", action="store_true", help="2 runs, 5 records")
    options = parser.parse_args()
    runs, records = (2, 5) if options.smoke else (options.runs, options.records)
    with tempfile.TemporaryDirectory() as folder:
        jobs = reflect_jobs(Path(folder), records)
        if options.jrnl:
            jobs += jrnl_jobs(Path(folder), records)
        print(f"{runs} runs, {records} records; 1.0 is python -I -c pass")
        for name, ratio, milliseconds in measure(jobs, runs):
            print(f"{name:<16} {ratio:5.1f}  {milliseconds:7.0f} ms", flush=True)


if __name__ == "__main__":
    main()
