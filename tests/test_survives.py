"""The README's table of what the journal survives is true: each row is a test."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
README = (TESTS.parent / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("### What it survives\n")[2].partition("\n## ")[0]
ROW = re.compile(r"^\| [^|]+ \| [^|]+ \| `(?P<file>\w+)`: (?P<test>[\w ]+) \|$", re.MULTILINE)
ROWS = [row.group("file", "test") for row in ROW.finditer(SECTION)]


def test_the_table_is_read_whole() -> None:
    lines = [line for line in SECTION.splitlines() if line.startswith("| ") and "`: " in line]
    assert len(lines) == len(ROWS) == len(set(ROWS)) > 30


@pytest.mark.parametrize(("file", "test"), ROWS)
def test_each_row_is_a_test(file: str, test: str) -> None:
    tree = ast.parse((TESTS / f"test_{file}.py").read_text(encoding="utf-8"))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert f"test_{test.replace(' ', '_')}" in names
