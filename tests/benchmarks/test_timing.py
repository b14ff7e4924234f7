"""Runs are timed from start to end, whether they work, fail or never end."""

import os
import sys
from collections.abc import Sequence

import pytest

from tests.benchmarks.timing import (
    Job,
    RunFailedError,
    TooSlowError,
    duration,
    measure,
    peak_megabytes,
    run,
    table,
)

ENV = dict(os.environ)
ASKS = "import sys; sys.exit(not all(f.isatty() for f in (sys.stdin, sys.stdout, sys.stderr)))"
posix = pytest.mark.skipif(os.name != "posix", reason="there are no pseudo-terminals")


def python(code: str, *, terminal: bool = False) -> Job:
    return Job([sys.executable, "-c", code], ENV, terminal)


def test_a_run_takes_some_time() -> None:
    assert run(python("pass")) > 0


def test_a_failure_is_told_in_the_programs_words() -> None:
    with pytest.raises(RunFailedError, match=r"ended with 1: no such word$"):
        run(python("import sys; sys.exit('no such word')"))


@pytest.mark.parametrize("terminal", [False, pytest.param(True, marks=posix)])
def test_what_never_ends_is_stopped(terminal: bool) -> None:
    with pytest.raises(TooSlowError):
        run(python("while True: pass", terminal=terminal), limit=0.05)


@posix
def test_a_terminal_is_one() -> None:
    run(python(ASKS, terminal=True))
    with pytest.raises(RunFailedError):
        run(python(ASKS))


@posix
def test_a_terminal_takes_all_that_is_shown() -> None:
    run(python("import os; print('x' * 10**6); print(os.get_terminal_size())", terminal=True))
    with pytest.raises(RunFailedError, match="columns=80, lines=24"):
        run(python("import os, sys; sys.exit(str(os.get_terminal_size()))", terminal=True))


def test_the_jobs_take_turns_and_the_first_turn_is_not_counted() -> None:
    done: list[str] = []

    def job(name: str) -> Job:
        return Job(
            python("pass").argv, ENV, before=lambda: done.append(name),
            after=lambda: done.append(name.upper()),
        )  # fmt: skip

    found = measure({"a": job("a"), "b": job("b")}, sys.executable, 2)
    assert done == ["a", "A", "b", "B"] * 3
    assert [len(found[name].seconds) for name in "ab"] == [2, 2]
    assert found["a"].ratio > 0
    assert sorted(found["a"].seconds)[0] <= found["a"].median <= sorted(found["a"].seconds)[1]


def test_what_fails_or_is_too_slow_is_not_run_again(capsys: pytest.CaptureFixture[str]) -> None:
    jobs = {"slow": python("while True: pass"), "bad": python("raise SystemExit(3)")}
    found = measure(jobs, sys.executable, 3, limit=0.1)
    assert (found["slow"].failure, found["bad"].failure) == (">0.1 s", "failed")
    assert "ended with 3" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not tell")
def test_memory_is_that_of_the_program_alone() -> None:
    ballast = bytearray(80 * 2**20)
    small = peak_megabytes(python("pass"), sys.executable)
    large = peak_megabytes(python("bytearray(60 * 2**20)"), sys.executable)
    assert small is not None
    assert large is not None
    assert small < len(ballast) / 2**20
    assert 55 < large - small < 75


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0045, "4 ms"), (0.0451, "45 ms"), (0.9996, "1.0 s"), (12.34, "12.3 s")]
)
def test_durations_are_short(seconds: float, text: str) -> None:
    assert duration(seconds) == text


ROWS: Sequence[Sequence[str]] = [["what", "", "10"], ["add", "jrnl", "150 ms"], ["", "us", "9 ms"]]


def test_a_table_stands_in_columns() -> None:
    assert table(ROWS) == "what            10\nadd   jrnl  150 ms\n      us      9 ms"


def test_a_table_in_markdown() -> None:
    assert table(ROWS, markdown=True) == (
        "| what |  | 10 |\n| --- | --- | ---: |\n| add | jrnl | 150 ms |\n|  | us | 9 ms |"
    )
