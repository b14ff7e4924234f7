"""Every kind of file that TOML forbids: one problem with file and line, and nothing is lost."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from reflectcli.errors import ReflectError
from reflectcli.storage import toml
from reflectcli.storage.toml_words import FIX
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


PARSERS = (
    "statement", "declar", "namespace", "mutable", "inline", "array", "scalar", "hex", "key",
    "terminated", "character '", "newline", "document", "initial", "expected", "table",
)  # fmt: skip
"""Words of the parser's messages, which nobody needs to know who writes a journal."""


def test_what_is_wrong_is_said_in_plain_words() -> None:
    for name, content in FILES.items():
        try:
            toml.parse(toml.decode(content, "x"), "x")
        except ReflectError as error:
            problem = error.problem
            said = re.sub(r"'.*'|\".*\"", "", problem.message).lower()
            assert not [word for word in PARSERS if word in said], (name, said)
            assert problem.hint != FIX, name


@pytest.mark.parametrize(
    ("kind", "said", "hint"),
    [
        ("key twice", "'a' is there twice", "keep one of the two, and in it what is to hold"),
        ("header over a dotted key's table",
         "'x.a' clashes with a line above that says something else of 'x'",
         "keep one of the two, and in it what is to hold"),
        ("bare words as a value", "'it went well' is a text without quotes",
         'a = "it went well"'),
        ("no value", "there is no value after = for 'a'", "write one on this line, or delete it"),
        ("string with an open quote within", "more follows the text of 'a': 'no\"\"'",
         'a " within a text is written \\"; nothing may follow the closing quote'),
        ("fraction", "'18/20' cannot be read as the value of 'a'",
         'a number is 12 or 1.5; all else stands between quotes, such as "18/20"'),
        ("time without seconds", "'10:00' cannot be read as the value of 'a'",
         "a day is 2026-11-22, a time 16:40:00, both are 2026-11-22T16:40:00+01:00"),
        ("leap day of a common year", "there is no such day: '2025-02-29'",
         "a day is written 2026-11-22"),
        ("curly quotes", "“ is no quote that a value can begin with",
         'use straight ones: "hello"'),
        ("true in capitals", "'True' is written small here", "a = true"),
        ("bare key with a space", "'a b' cannot be a name as it stands",
         "a name has letters from a to z, digits, _ and -; any other stands between quotes, "
         'such as "first call" = 1'),
        ("line of YAML", "a name is followed by = here, not by :",
         'a line is a name, = and a value, such as text = "hello"'),
        ("no-break space before the equals sign",
         "a space that is not the usual one is in it, U+00A0",
         "delete it, or type the line anew"),
        ("Windows path",
         "a \\ in a text has a meaning of its own, and none with what follows it here",
         "write \\\\ for one, or put the text between '…' in place of \"…\""),
        ("merge marker at the end", "a mark of a merge was left over",
         "delete the line, and see whether what is above it is as it should be"),
    ],
)  # fmt: skip
def test_the_users_own_name_and_text_are_in_it(
    journal: Journal, kind: str, said: str, hint: str
) -> None:
    journal.write({NAME: FILES[kind]})
    (problem,) = json.loads(journal("check", "--json").out)["problems"]
    assert (problem["message"], problem["hint"]) == (f"not valid TOML: {said}", hint)


def test_what_is_said_of_them_all_steers_no_terminal(journal: Journal) -> None:
    names = [f"2026/11/2026-11-22-note-k3f9{number:03}.toml" for number in range(len(FILES))]
    journal.write({GOOD_NAME: GOOD}).write(dict(zip(names, FILES.values(), strict=True)))
    said = journal("check").err
    assert all(name in said for name in names)
    assert "Traceback" not in said
    assert all(letter.isprintable() or letter in "\n\u00a0\u3000" for letter in said)


LONG_LINES = """
from reflectcli.errors import ReflectError
from reflectcli.storage.toml import parse

wide = " " * 200_000
for line in (f"{wide}@", f"x{wide}@", f"[{wide}@", f"a{wide}b{wide}@", f"[a]\\n{wide}\\n[a]"):
    try:
        parse(line, "f")
    except ReflectError:
        continue
    raise SystemExit("read")
"""


def test_a_line_of_very_many_spaces_is_told_as_soon_as_any() -> None:
    # In a process of its own, for what takes its time with them takes days.
    done = subprocess.run(
        [sys.executable, "-c", LONG_LINES], capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def contents(journal: Journal) -> dict[str, bytes]:
    found = {path: path.read_bytes() for path in journal.root.rglob("*") if path.is_file()}
    return {str(Path(path).relative_to(journal.root)): data for path, data in found.items()}
