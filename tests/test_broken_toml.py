"""Every kind of file that TOML forbids: one problem with file and line, and nothing is lost."""

import json
from pathlib import Path

import pytest
import tomli

from tests.broken_toml import BYTES, FAULT_LINE, LINES, broken_files
from tests.conftest import Journal
from tests.test_bad_files import GOOD, GOOD_LINE, GOOD_NAME, NAME

FILES = broken_files()


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 150
    assert len(set(FILES.values())) == len(FILES)


def test_toml_forbids_each_or_it_is_no_record() -> None:
    """Nothing in the corpus is a right note by another reader's measure."""
    for name, content in FILES.items():
        try:
            found = tomli.loads(content.decode())
        except (ValueError, tomli.TOMLDecodeError):
            continue
        assert not found, name


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_one_problem_and_hides_nothing(journal: Journal, name: str) -> None:
    journal.write({GOOD_NAME: GOOD}).write({NAME: FILES[name]})
    before = contents(journal)
    checked = journal("check", "--json")
    assert checked.code == 3
    (problem,) = json.loads(checked.out)["problems"]
    assert problem["file"] == NAME
    lines = FILES[name].replace(b"\r\n", b"\n").count(b"\n") + 1
    if name in LINES or name in BYTES:
        assert FAULT_LINE <= problem["line"] <= lines
    else:
        assert problem["line"] is None or 1 <= problem["line"] <= lines
    assert problem["message"] and problem["hint"]
    listed = journal("list")
    told = NAME if problem["line"] is None else f"{NAME}:{problem['line']}"
    assert (listed.out, listed.err) == (
        GOOD_LINE, f"1 file left out: {told}   reflect check\n",
    )  # fmt: skip
    assert contents(journal) == before


def test_what_is_said_of_them_all_steers_no_terminal(journal: Journal) -> None:
    names = [f"2026/11/2026-11-22-note-k3f9{number:03}.toml" for number in range(len(FILES))]
    journal.write({GOOD_NAME: GOOD}).write(dict(zip(names, FILES.values(), strict=True)))
    said = journal("check").err
    assert all(name in said for name in names)
    assert "Traceback" not in said
    assert all(letter.isprintable() or letter in "\n\u00a0\u3000" for letter in said)


def contents(journal: Journal) -> dict[str, bytes]:
    found = {path: path.read_bytes() for path in journal.root.rglob("*") if path.is_file()}
    return {str(Path(path).relative_to(journal.root)): data for path, data in found.items()}
