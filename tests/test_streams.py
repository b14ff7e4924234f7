"""What comes in by a pipe and what a process starts with: text, no text, no stream at all."""

import os
import subprocess
import sys

import pytest

from tests.conftest import NOW, Journal

shell = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


def run(journal: Journal, command: str, stdin: bytes = b"", **env: str) -> tuple[int, str, str]:
    """Run a line of shell, in which `reflect` is the program."""
    here = {"REFLECT_JOURNAL": str(journal.root), "REFLECT_NOW": NOW, "PY": sys.executable}
    line = command.replace("reflect", '"$PY" -m reflectcli', 1)
    done = subprocess.run(
        ["sh", "-c", line], env={**os.environ, **here, **env}, input=stdin, capture_output=True,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@shell
@pytest.mark.parametrize("command", ["note", "log", "rate", "success"])
def test_a_closed_standard_input_is_an_empty_one(journal: Journal, command: str) -> None:
    code, out, err = run(journal, f"reflect {command} <&-")
    assert (code, out) == (2, "")
    assert "fault" not in err
    assert journal.records() == {}


@shell
def test_a_closed_standard_output_and_error_take_all(journal: Journal) -> None:
    assert run(journal, "reflect note kept >&- 2>&-") == (0, "", "")
    assert len(journal.records("note")) == 1
    assert run(journal, "reflect list >&-") == (0, "", "")
    assert run(journal, "reflect nonsense 2>&-") == (2, "", "")


@shell
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_bytes_that_are_no_text_are_refused(journal: Journal, locale: str) -> None:
    assert run(journal, "reflect note", b"caf\xe9", LC_ALL=locale) == (
        3,
        "",
        "error: what is piped in is not UTF-8 text\nhint: save it as UTF-8 and try again\n",
    )
    assert journal.records() == {}


def test_a_note_of_nothing_but_space_is_none(journal: Journal) -> None:
    for result in (journal("note", "  "), journal("note", stdin=" \n\n")):
        assert (result.code, result.out) == (2, "")
        assert result.err == "error: there is no text to note\nhint: reflect note TEXT\n"
    assert journal.records() == {}
