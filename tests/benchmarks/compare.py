"""The same work in this program and in others, side by side, in journals of growing size.

    python -m tests.benchmarks.compare                        everything, in about an hour
    python -m tests.benchmarks.compare --sizes 10 10000       at these numbers of records
    python -m tests.benchmarks.compare --only reflect jrnl    of these programs
    python -m tests.benchmarks.compare --markdown             the table in Markdown
    python -m tests.benchmarks.compare --readme               the same, put into the README
    python -m tests.benchmarks.compare --smoke                only that it runs: part of the checks

A cell is the median time of a command, and how many times that of `python -I -c pass`, which is
run just before it each time; the last column is that ratio at the largest size by the one at the
smallest. The programs take turns. What takes more than three seconds is run three times at most,
more than ten once; over --limit it is stopped.

This program is installed from a wheel of the checkout, jrnl, Watson and todoman from the package
index, each into an environment of its own in the user's cache folder. taskwarrior and timewarrior
are used where they are installed.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks import installed, peers
from tests.benchmarks.lines import NEW, Line, lines_of
from tests.benchmarks.ours import Reflect
from tests.benchmarks.peers import PEERS, Jobs, Place
from tests.benchmarks.timing import (
    BARE,
    Job,
    RunFailedError,
    Timing,
    duration,
    machine,
    measure,
    peak_megabytes,
    table,
)
from tests.benchmarks.vocabulary import COMMON, RARE

SIZES = (10, 1000, 10_000, 100_000)
OURS = "reflect"
WEEK_AGAIN, REPORT_AGAIN = f"{peers.WEEK}, again", f"{peers.REPORT}, again"
"""When nothing has changed since the last time: then what was said is said again."""
COLD = "last week, no cache"
SINCE = ("--since", "2016-11-22")
OPERATIONS = (
    peers.ADD, peers.WEEK, WEEK_AGAIN, COLD, peers.NEWEST, peers.SEARCH, peers.SEARCH_RARE,
    peers.REPORT, REPORT_AGAIN, peers.EXPORT, peers.IMPORT,
)  # fmt: skip

README = installed.ROOT / "README.md"
BEGIN, END = "<!-- made by tests.benchmarks.compare -->", "<!-- end -->"
"""What stands around the tables in the README."""
QUICK = (peers.ADD, peers.NEWEST)
"""What a smoke run does."""

Found = dict[tuple[str, str], Timing]
"""The timing of an operation by a program."""


@dataclass
class Results:
    """All that was measured: by size, the timings and the memory."""

    sizes: Sequence[int]
    found: list[Found] = field(default_factory=list)
    memory: list[dict[str, float | None]] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)


def our_jobs(reflect: Reflect) -> Jobs:
    """The operations in this program."""
    return {
        peers.ADD: reflect.writing("note", peers.LINE),
        peers.WEEK: reflect.after_a_note("week"),
        WEEK_AGAIN: reflect.again("week"),
        peers.NEWEST: reflect.job("list"),
        peers.SEARCH: reflect.job("search", COMMON),
        peers.SEARCH_RARE: reflect.job("search", RARE),
        peers.REPORT: reflect.after_a_note("report", *SINCE),
        REPORT_AGAIN: reflect.again("report", *SINCE),
        peers.EXPORT: reflect.job("list", "--all", "--json"),
        peers.IMPORT: reflect.importing(NEW),
    }


def memory_jobs(reflect: Reflect, python: str) -> Jobs:
    """What is looked at for memory."""
    return {
        "python -I -c pass": Job((python, *BARE), reflect.env),
        "note": reflect.writing("note", peers.LINE),
        "week": reflect.job("week"),
        "report of ten years": reflect.job("report", *SINCE),
    }


def measure_size(
    size: int,
    folder: Path,
    options: argparse.Namespace,
    program: tuple[Path, str],
    results: Results,
) -> tuple[Found, dict[str, float | None]]:
    """Everything at one size."""
    wanted = [name for name in (OURS, *PEERS) if _asked(name, options.only)]
    binary, python = program
    lines = lines_of(size) if set(wanted) & PEERS.keys() else []
    jobs: dict[tuple[str, str], Job] = {}
    cold: dict[tuple[str, str], Job] = {}
    memory: dict[str, float | None] = {}
    reflect = Reflect(binary, folder / "reflect", size, options.keep)
    reflect.warm_up()
    for name in wanted:
        own = our_jobs(reflect) if name == OURS else _peer_jobs(name, folder, lines)
        if own is None:
            results.missing.add(name)
        for operation, job in (own or {}).items():
            if not options.smoke or operation in QUICK:
                jobs[operation, name] = job
    if OURS in wanted:
        cold[COLD, OURS] = reflect.without_cache("week")
    found = measure(jobs, python, options.runs, options.limit, not options.smoke)
    found |= measure(cold, python, 1, options.limit * 10, warm=False)
    if OURS in wanted:
        chosen = memory_jobs(reflect, python)
        memory = {
            name: _peak(name, job, python)
            for name, job in chosen.items()
            if not options.smoke or name == "note"
        }
    return found, memory


def _peak(name: str, job: Job, python: str) -> float | None:
    """The memory of a job; one that fails is told and costs no other figure."""
    try:
        return peak_megabytes(job, python)
    except RunFailedError as failure:
        print(f"{name}: {failure}", file=sys.stderr)
        return None


def _asked(name: str, only: Sequence[str]) -> bool:
    return not only or any(word.lower() in name.lower() for word in only)


def _peer_jobs(name: str, folder: Path, lines: Sequence[Line]) -> Jobs | None:
    return PEERS[name](Place(folder / name.replace(", ", "-").replace(" ", "-")), lines)


def time_rows(results: Results) -> Iterator[list[str]]:
    """The table's rows: the heads, then a row for each operation and program."""
    yield ["", "", *(f"{size:,}" for size in results.sizes), "growth"]
    for operation in OPERATIONS:
        told = operation
        for name in (OURS, *PEERS):
            timings = [found.get((operation, name)) for found in results.found]
            if any(timings):
                yield [told, name, *(_cell(timing) for timing in timings), _growth(timings)]
                told = ""


def _cell(timing: Timing | None) -> str:
    if timing is None or timing.failure:
        return "–" if timing is None else timing.failure
    return f"{duration(timing.median)} {timing.ratio:.1f}×"


def _growth(timings: Sequence[Timing | None]) -> str:
    first, last = timings[0], timings[-1]
    if first is None or last is None or first is last or not first.seconds:
        return ""
    if last.failure.startswith(">"):
        return f">{float(last.failure.strip('> s')) / first.median:.0f}"
    if not last.seconds:
        return ""
    return f"{last.ratio / first.ratio:.1f}"


def memory_rows(results: Results) -> Iterator[list[str]]:
    """The rows of what memory is held at most."""
    yield ["peak memory, MB", "", *(f"{size:,}" for size in results.sizes)]
    for name in results.memory[0]:
        figures = [memory[name] for memory in results.memory]
        yield [name, "", *("–" if each is None else f"{each:.0f}" for each in figures)]


def show(results: Results, caption: str, *, markdown: bool) -> str:
    """Both tables under one caption."""
    parts = [caption, table(time_rows(results), markdown=markdown)]
    if any(results.memory):
        parts.append(table(memory_rows(results), markdown=markdown))
    if results.missing:
        parts.append(f"Not installed here: {', '.join(sorted(results.missing))}.")
    return "\n\n".join(parts)


def with_tables(text: str, tables: str) -> str:
    """The README with these tables in the place of the last ones."""
    before, start, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (start and end):
        sys.exit(f"the README has no {BEGIN} with an {END} after it")
    return f"{before}{start}\n{tables}\n{end}{after}"


def main() -> int:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--runs", type=int, default=5, help="runs a command (default 5)")
    parser.add_argument("--limit", type=float, default=20, help="seconds a run (default 20)")
    parser.add_argument("--only", nargs="+", default=(), metavar="PROGRAM")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the journals there, once")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--readme", action="store_true", help="put the tables into the README")
    parser.add_argument("--smoke", action="store_true", help="this program alone, 10 records, once")
    options = parser.parse_args()
    if options.smoke:
        options.sizes, options.runs, options.only = [10], 1, [OURS]
    program = installed.checkout() if options.smoke else installed.reflect()
    results = Results(options.sizes)
    try:
        for size in options.sizes:
            print(f"{size:,} records …", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory() as folder:
                found, memory = measure_size(size, Path(folder), options, program, results)
            results.found.append(found)
            results.memory.append(memory)
    except KeyboardInterrupt:
        print("interrupted; these sizes were done", file=sys.stderr)
        results.sizes = options.sizes[: len(results.found)]
    if not results.found:
        return 130
    caption = f"Medians of {options.runs}; {machine(program[1])}."
    print(show(results, caption, markdown=options.markdown))
    if options.readme:
        told = show(results, caption, markdown=True)
        README.write_text(with_tables(README.read_text(encoding="utf-8"), told), encoding="utf-8")
    failed = [key for found in results.found for key in found if found[key].failure == "failed"]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
