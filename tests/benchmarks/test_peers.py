"""The other programs get the same records, in files that they can read."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.benchmarks.lines import NEW, lines_of, new_lines
from tests.benchmarks.peers import (
    ADD,
    EXPORT,
    SEARCH_RARE,
    WEEK,
    Place,
    taskwarrior,
    timewarrior,
)
from tests.benchmarks.timing import Job


def said(job: Job) -> str:
    """What a program prints."""
    done = subprocess.run(
        job.argv, env=job.env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_line_needs_no_escapes_in_any_format() -> None:
    for line in lines_of(500) + new_lines():
        assert line.text.strip()
        assert not set(line.text) & set('"\\[]{}\n\r;&#@')


def test_a_line_says_the_records_words() -> None:
    lines = lines_of(500)
    assert len(lines) == 500
    assert lines == sorted(lines, key=lambda line: line.at)
    assert any(line.text.startswith("csat ") for line in lines)
    assert len(new_lines()) == NEW


def test_data_are_put_back(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.write("data/2026/11.txt", "one\n")
    place.keep()
    place.write("data/2026/11.txt", "one\ntwo\n")
    place.write("data/more.txt", "three\n")
    place.restore()
    assert [each.name for each in place.data.rglob("*.txt")] == ["11.txt"]
    assert (place.data / "2026/11.txt").read_text(encoding="utf-8") == "one\n"


@pytest.mark.skipif(shutil.which("task") is None, reason="taskwarrior is not installed")
def test_taskwarrior_reads_what_was_written(tmp_path: Path) -> None:
    lines = lines_of(60)
    jobs = taskwarrior(Place(tmp_path), lines)
    assert jobs is not None
    found = json.loads(said(jobs[EXPORT]))
    assert sorted(task["description"] for task in found) == sorted(line.text for line in lines)
    said(jobs[ADD])
    assert len(json.loads(said(jobs[EXPORT]))) == 61
    jobs[ADD].after()
    assert len(json.loads(said(jobs[EXPORT]))) == 60
    assert "solenoid" in said(jobs[SEARCH_RARE])


@pytest.mark.skipif(shutil.which("timew") is None, reason="timewarrior is not installed")
def test_timewarrior_reads_what_was_written(tmp_path: Path) -> None:
    jobs = timewarrior(Place(tmp_path), lines_of(60))
    assert jobs is not None
    assert len(json.loads(said(jobs[EXPORT]))) == 60
    assert "note" in said(jobs[WEEK])
    assert "solenoid" in said(jobs[SEARCH_RARE])
    said(jobs[ADD])
    assert len(json.loads(said(jobs[EXPORT]))) == 61


def test_a_program_that_is_missing_has_no_jobs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))
    assert taskwarrior(Place(tmp_path), []) is None
    assert timewarrior(Place(tmp_path), []) is None
