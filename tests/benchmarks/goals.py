"""Our commands beside their goals: how many times what starting Python costs.

    python -m tests.benchmarks.goals                     at 100, 10,000 and 100,000 records
    python -m tests.benchmarks.goals --rounds 2 --keep ~/.cache/made
    python -m tests.benchmarks.goals --only note list    two of them
    python -m tests.benchmarks.goals --smoke             only that it runs: part of the checks

The program is installed from a wheel of the checkout into an environment of its own, with a home
of its own. Every run is paired with a run of `python -I -c pass` by the same Python just before it;
a figure is the median of the pairs' ratios, of 15 if not said otherwise. The commands take turns,
after a first run of each that is not counted; what one writes is taken back before the next. A
list, a search or a summary is run once just before, uncounted: nothing has changed since. What it
takes after a change is in the rows "after a note".
A figure over its goal is marked with *.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import installed
from tests.benchmarks.ours import TABS, Reflect
from tests.benchmarks.timing import Job, Timing, machine, measure, table
from tests.benchmarks.vocabulary import COMMON, RARE

SIZES = (100, 10_000, 100_000)
GOALS: dict[str, float] = {
    "--version": 1.5,
    "TAB, command": 1.5,
    "TAB, flag": 1.5,
    "TAB, journal": 3,
    "prompt-status": 3,
    "note": 3,
    "rate": 3,
    "kpi add": 3,
    "search, common": 4,
    "search, rare": 4,
    "list": 4,
    "list after a note": 4,
    "today, piped": 6,
    "week, piped": 6,
    "today after a note": 6,
    "week after a note": 6,
    "today, terminal": 10,
    "week, terminal": 10,
    "show ID": 9,
    "feedback add": 9,
    "success": 9,
    "activity add": 9,
    "goal show": 9,
    "goal step": 9,
    "edit --set": 9,
    "report, HTML": 40,
    "--help": 15,
}
"""Each row, and the most that it should cost."""


def jobs_of(reflect: Reflect, only: Sequence[str] = ()) -> dict[str, Job]:
    """The commands of the rows."""
    record, goal = reflect.record_id(), reflect.goal_id()
    jobs: dict[str, Job] = {
        "--version": reflect.job("--version"),
        **{name: reflect.tab(name) for name in TABS},
        "prompt-status": reflect.job("prompt-status"),
        "note": reflect.writing("note", "listened first, worked"),
        "rate": reflect.writing("rate", "empathy=4", "listening=3"),
        "kpi add": reflect.writing("kpi", "add", "csat", "18/20"),
        "search, common": reflect.again("search", COMMON),
        "search, rare": reflect.again("search", RARE),
        "list": reflect.again("list"),
        "today, piped": reflect.again(),
        "week, piped": reflect.again("week"),
        "today, terminal": reflect.again(terminal=True),
        "week, terminal": reflect.again("week", terminal=True),
        "show ID": reflect.job("show", record),
        "feedback add": reflect.writing(
            "feedback", "add", "--from", "customer", "--score", "4/5", "kind"
        ),
        "success": reflect.writing("success", "two options before the no"),
        "activity add": reflect.writing("activity", "add", "a course", "--type", "course"),
        "goal show": reflect.job("goal", "show", goal),
        "goal step": reflect.writing("goal", "step", goal, "shadow Kim for one shift"),
        "edit --set": reflect.writing("edit", record, "--set", "tags=seen"),
        "report, HTML": reflect.job("report", "2026", "--format", "html"),
        "--help": reflect.job("--help"),
        "list after a note": reflect.after_a_note("list"),
        "today after a note": reflect.after_a_note(),
        "week after a note": reflect.after_a_note("week"),
    }
    return {name: job for name, job in jobs.items() if _asked(name, only)}


def _asked(name: str, only: Sequence[str]) -> bool:
    return not only or any(word in name for word in only)


def cell(timing: Timing, goal: float) -> str:
    """A row's figure at one size."""
    if timing.failure:
        return f"{timing.failure} *"
    return f"{timing.ratio:.1f} {'*' if timing.ratio > goal else ' '}"


def show(sizes: Sequence[int], found: Sequence[dict[str, Timing]]) -> str:
    """The table of all sizes."""
    head = ["× bare Python", "goal", *(f"{size:,}  " for size in sizes)]
    rows = [
        [name, f"{goal:g}", *(cell(timings[name], goal) for timings in found)]
        for name, goal in GOALS.items()
        if all(name in timings for timings in found)
    ]
    return table([head, *rows])


def main() -> int:
    """Measure, and print a table a round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N")
    parser.add_argument("--runs", type=int, default=15, help="pairs a command (default 15)")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=(), metavar="WORD", help="rows with a WORD")
    parser.add_argument("--limit", type=float, default=20, help="seconds a run (default 20)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the journals there, once")
    parser.add_argument("--smoke", action="store_true", help="a few commands once, 10 records")
    options = parser.parse_args()
    sizes, runs = ([10], 1) if options.smoke else (options.sizes, options.runs)
    only = ("note", "week, terminal") if options.smoke else options.only
    program, python = installed.checkout() if options.smoke else installed.reflect()
    with tempfile.TemporaryDirectory() as folder:
        journals = [Reflect(program, Path(folder) / str(n), n, options.keep) for n in sizes]
        failed = False
        for number in range(options.rounds):
            found = []
            for each in journals:
                print(f"{each.size:,} records …", file=sys.stderr, flush=True)
                each.warm_up()
                jobs = {
                    name: job
                    for name, job in jobs_of(each, only).items()
                    if os.name == "posix" or not job.terminal
                }
                found.append(measure(jobs, python, runs, options.limit, not options.smoke))
            print(f"round {number + 1}, medians of {runs}: {machine(python)}")
            print(show(sizes, found), flush=True)
            failed |= any(timing.failure == "failed" for each in found for timing in each.values())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
