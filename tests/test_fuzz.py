"""A few cases of every fuzz target, always the same: the targets still work."""

from importlib import import_module
from pathlib import Path
from warnings import catch_warnings, simplefilter

import pytest

from tests.fuzz.harness import Target, smoke

CASES = {
    "archives": 6, "codec": 80, "csv_files": 4, "dates": 60, "diaries": 4, "lines": 5,
    "merges": 25, "places": 60, "queries": 3, "replies": 25,
}  # fmt: skip
"""How many of each: together they take some two seconds."""


@pytest.mark.parametrize("name", CASES)
def test_a_few_cases_find_nothing(name: str) -> None:
    target: Target = getattr(import_module(f"tests.fuzz.{name}"), name)
    with catch_warnings():
        # Names twice in an archive are what is wanted there.
        simplefilter("ignore")
        smoke(target, CASES[name])


def test_every_target_is_here() -> None:
    own = {"__init__", "bend", "desk", "harness", "pieces"}
    assert {path.stem for path in (Path(__file__).parent / "fuzz").glob("*.py")} - own == {*CASES}
