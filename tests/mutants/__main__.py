"""Mutation testing of the program: `python -m tests.mutants analysis/skills --sample 40`.

One thing is changed in a function (a comparison, a sign, a word, a number, a condition, a call left
away), and the tests that call it run; where none fails the mutant survives, and is shown. Each runs
in a fork of a process that has everything imported, with the function's code replaced.
"""

import argparse
import functools
import gc
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.mutants.changes import Mutant, Spot, mutants
from tests.mutants.cover import ROOT, files_of

SOURCE = ROOT / "src" / "reflectcli"
LONGEST = 3
"""So many times the seconds may pass; what takes longer is found out, too."""
MOST = 20
"""Seconds that the tests of a survivor take, unless told: the quickest that call the function."""


@dataclass
class Calls:
    """A pytest plugin: which tests call which functions of a file, and how long they take."""

    file: str
    tests: dict[Spot, dict[str, float]] = field(default_factory=dict)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Any:
        """Note what is called while a test runs."""
        called: set[Spot] = set()

        def note(frame: FrameType, event: str, argument: object) -> None:
            code = frame.f_code
            if event == "call" and code.co_filename == self.file:
                called.add((code.co_qualname, code.co_firstlineno))

        # What an earlier test had computed would not be called again, though this one needs it.
        _forget_answers()
        begun = time.monotonic()
        sys.setprofile(note)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            for spot in called:
                self.tests.setdefault(spot, {})[item.nodeid] = time.monotonic() - begun


def _forget_answers() -> None:
    """Clear what the program's functions keep of their answers."""
    for name, module in list(sys.modules.items()):
        if name.startswith("reflectcli"):
            for each in vars(module).values():
                if isinstance(each, functools._lru_cache_wrapper):
                    each.cache_clear()


def _codes(code: CodeType) -> Iterator[tuple[Spot, CodeType]]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield (each.co_qualname, each.co_firstlineno), each
            yield from _codes(each)


def _swap(mutant: Mutant, file: str) -> bool:
    """Give the function, and those made inside of it, other code; tells whether it was there."""
    codes = _codes(compile(mutant.tree, file, "exec"))
    new = {spot: code for spot, code in codes if _is_within(spot, mutant.within)}
    done = False
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()
        elif isinstance(each, FunctionType) and each.__code__.co_filename == file:
            code = new.get((each.__code__.co_qualname, each.__code__.co_firstlineno))
            if code is not None and code.co_freevars == each.__code__.co_freevars:
                each.__code__ = code
                done = True
    return done


def _is_within(spot: Spot, outer: Spot) -> bool:
    return spot == outer or spot[0].startswith(f"{outer[0]}.<locals>.")


def _killed(mutant: Mutant, file: str, tests: list[str], seconds: int) -> bool:
    """Tell whether one of the tests fails with the mutant."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        signal.alarm(LONGEST * seconds)
        code = 70
        try:
            found = [f"{ROOT}/{each}" for each in tests]
            code = int(pytest.main([*_QUIET, "-x", *found])) if _swap(mutant, file) else 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(ProcessLookupError):
        # Processes that its tests have started, and would have ended.
        os.killpg(child, signal.SIGKILL)
    if code in (pytest.ExitCode.USAGE_ERROR, pytest.ExitCode.NO_TESTS_COLLECTED):
        sys.exit(f"no such tests: {tests}")
    return code != 0


_QUIET = [
    "-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT),
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
]  # fmt: skip


def _no_shrinking() -> None:
    """An example that fails is enough; it need not be small, and none is kept."""
    import_module("tests.conftest")

    usual = settings.get_profile("tests")
    settings.register_profile(
        "brief", usual, phases=(Phase.explicit, Phase.generate), database=None
    )
    settings.load_profile("brief")


def _quickest(tests: Mapping[str, float], seconds: int) -> list[str]:
    """The quickest tests, and no more than there is time for."""
    names = sorted(tests, key=lambda name: tests[name])
    spent = accumulate(tests[name] for name in names)
    return [name for name, until in zip(names, spent, strict=True) if until < seconds] or names[:1]


def score(
    module: str, files: list[str], sample: int, seed: int, lines: list[int], seconds: int
) -> tuple[int, int]:
    """How many mutants of a module were killed, and how many there were; survivors are printed."""
    path = str(SOURCE / f"{module}.py")
    calls = Calls(path)
    if int(pytest.main([*_QUIET, *files], plugins=[calls])) != 0:
        sys.exit(f"{module}: its tests fail as they are")
    found = list(mutants(Path(path).read_text(encoding="utf-8")))
    chosen = random.Random(seed).sample(found, min(sample, len(found)))
    chosen = [each for each in chosen if not lines or each.line in lines]
    dead = 0
    for each in sorted(chosen, key=lambda each: each.line):
        tests = {
            name: took
            for spot, called in calls.tests.items()
            if _is_within(spot, each.within)
            for name, took in called.items()
        }
        quickest = _quickest(tests, seconds)
        if quickest and _killed(each, path, quickest, seconds):
            dead += 1
        else:
            print(f"  {module}.py:{each.line}: {each.what}", flush=True)
    print(f"{module}: {dead} of {len(chosen)} killed, of {len(found)} there are", flush=True)
    return dead, len(chosen)


def main() -> None:
    """Score the modules of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+", help="such as analysis/skills storage/codec")
    parser.add_argument("--sample", type=int, default=40, help="so many mutants of each module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, nargs="*", help="of these, those on these lines")
    parser.add_argument("--seconds", type=int, default=MOST, help="of tests for each mutant")
    parser.add_argument("--tests", nargs="*", help="these test files, not those that name it")
    asked = parser.parse_args()
    _no_shrinking()
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = folder
        # What a mutant writes where it stands is not written into the checkout.
        os.chdir(folder)
        dead, all_of_them = 0, 0
        for module in asked.modules:
            files = asked.tests or files_of(module)
            one, of = score(module, files, asked.sample, asked.seed, asked.lines, asked.seconds)
            dead, all_of_them = dead + one, all_of_them + of
    print(f"{dead} of {all_of_them} killed: {100 * dead / max(1, all_of_them):.0f}%")


if __name__ == "__main__":
    main()
