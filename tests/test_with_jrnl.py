"""With jrnl itself: what it wrote comes in byte for byte, and it lists what goes out."""

import json
import os
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reflectcli.domain.records import Note, Shift
from tests.benchmarks.installed import peer
from tests.conftest import Journal
from tests.test_import_elsewhere import records_of

Jrnl = Callable[..., str]

LINES = (
    "2026-11-19 10:00 is no entry, nor is 20/11/2026",
    "10:15 she called again",
    "- [ ] call back",
    "[ ] to do",
    "[ticket] no brackets of a date",
    'quotes " and \' and \\ and """',
    "Ärger über Größe; 🇩🇪 👩‍👩‍👧 שלום",
    "    indented, with @kim in it",
    "* a star at the beginning, and one at the end *",
    "",
    "# a heading",
    "[skills]",
    "text = 'x'",
)
TITLES = (
    "Refund twice promised", "Third call about it.", "Two options first! It worked",
    "@kim helped with #refund", "Late shift #late-2 and @team/lead", "12:30 lunch", "Ünïcode ✓",
    "a title. With two sentences", "#1234 again", "what now?",
)  # fmt: skip


@pytest.fixture(scope="session")
def program() -> Path:
    """The program jrnl in an environment of its own, kept from run to run."""
    try:
        return peer("jrnl", "jrnl")
    except (subprocess.CalledProcessError, OSError) as error:
        pytest.skip(f"jrnl cannot be installed: {error}")


@pytest.fixture
def jrnl(program: Path, tmp_path: Path) -> Jrnl:
    """Run jrnl on a journal of the name; returns what it prints."""

    def run(name: str, *arguments: str) -> str:
        config = tmp_path / f"{name}.yaml"
        version = subprocess.run(
            [str(program), "--version"], capture_output=True, text=True, check=True
        ).stdout.split()[1]
        config.write_text(
            f"version: {version}\njournals:\n  default:\n    journal: {tmp_path / name}\n"
            "colors: {body: none, date: none, tags: none, title: none}\n"
            "default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: false\n"
            "indent_character: '|'\nlinewrap: 79\ntagsymbols: '#@'\ntemplate: false\n"
            "timeformat: '%Y-%m-%d %H:%M'\ndisplay_format: pretty\n",
            encoding="utf-8",
        )
        env = dict(os.environ) | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
        done = subprocess.run(
            [str(program), "--config-file", str(config), *arguments],
            capture_output=True, text=True, check=True, encoding="utf-8", env=env,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.stdout

    return run


def made(count: int) -> str:
    """The text of a journal: tags, stars, bodies of many lines."""
    chance = random.Random(7)
    entries = []
    for number in range(count):
        day, hour = 1 + number % 28, number % 24
        head = f"[2026-{1 + number // 28 % 10:02}-{day:02} {hour:02}:{number % 60:02}]"
        star = " *" if chance.random() < 0.2 else ""
        body = [chance.choice(LINES) for _ in range(chance.choice((0, 0, 1, 3, 9)))]
        title = f"{chance.choice(TITLES)} {number}{star}"
        entries.append("\n".join([f"{head} {title}", *body]) + "\n")
    return "\n".join(entries)


def listed(jrnl: Jrnl, name: str) -> list[dict[str, Any]]:
    """What jrnl says that a journal holds; tags are in no order of jrnl's own."""
    entries = json.loads(jrnl(name, "--format", "json"))["entries"]
    for entry in entries:
        entry["tags"].sort()
    return sorted(entries, key=lambda each: (each["date"], each["time"], each["title"]))


def test_500_entries_come_in_and_go_out_as_they_were(
    journal: Journal, jrnl: Jrnl, tmp_path: Path
) -> None:
    (tmp_path / "made.txt").write_text(made(500), encoding="utf-8")
    (tmp_path / "old.txt").write_text("", encoding="utf-8")
    jrnl("old.txt", "--import", "--file", str(tmp_path / "made.txt"))
    theirs = listed(jrnl, "old.txt")
    assert len(theirs) == 500
    assert any(entry["starred"] for entry in theirs)
    assert any(entry["body"].count("\n") > 5 for entry in theirs)

    result = journal("import", str(tmp_path / "old.txt"))
    assert result.code == 0, result.err
    assert result.out.endswith(" · 0 already there\n")
    ours = records_of(journal)
    found = sorted((each.at.isoformat()[:16], str(each.text)) for each in ours)
    wanted = sorted(
        (f"{each['date']}T{each['time']}", "\n".join(filter(None, (each["title"], each["body"]))))
        for each in theirs
    )
    assert found == wanted
    for record, entry in zip(
        sorted(ours, key=lambda each: (each.at.isoformat()[:16], str(each.text))),
        sorted(theirs, key=lambda each: (
            f"{each['date']}T{each['time']}",
            "\n".join(filter(None, (each["title"], each["body"]))),
        )),
        strict=True,
    ):  # fmt: skip
        stars = {"starred"} if entry["starred"] else set()
        assert {*record.tags} == {tag[1:] for tag in entry["tags"]} | stars
        assert isinstance(record, Shift if entry["body"] else Note)

    # The JSON export brings nothing that the file did not.
    (tmp_path / "old.json").write_text(jrnl("old.txt", "--format", "json"), encoding="utf-8")
    again = journal("import", str(tmp_path / "old.json"))
    assert (again.code, again.out) == (0, "nothing new: 500 already there\n")

    assert journal("export", "--format", "jrnl", "-o", str(tmp_path / "new.txt")).code == 0
    assert listed(jrnl, "new.txt") == theirs


def test_a_folder_of_jrnl_brings_the_same(journal: Journal, jrnl: Jrnl, tmp_path: Path) -> None:
    (tmp_path / "made.txt").write_text(made(60), encoding="utf-8")
    (tmp_path / "days").mkdir()
    jrnl("days/", "--import", "--file", str(tmp_path / "made.txt"))
    result = journal("import", str(tmp_path / "days"))
    assert result.code == 0, result.err
    assert len(records_of(journal)) == 60
    again = journal("import", str(tmp_path / "made.txt"))
    assert again.out == "nothing new: 60 already there\n"


def test_what_was_written_here_is_one_entry_each_in_jrnl(
    journal: Journal, jrnl: Jrnl, tmp_path: Path
) -> None:
    journal("note", "rated me 5*", "--tag", "odd one")
    journal("note", "first\n[2026-01-01 10:00] looks like an entry\n[yesterday evening] too")
    journal("rate", "empathy=4", "listening=n/a")
    journal("success", "Two options.", "--factor", "a choice")
    result = journal("export", "--format", "jrnl", "-o", str(tmp_path / "new.txt"))
    assert result.err == ("2 lines in texts looked like an entry of jrnl's; indented\n")
    entries = listed(jrnl, "new.txt")
    assert [entry["title"] for entry in entries] == [
        "Two options.",
        "first",
        "rated me 5* #odd-one",
        "rating: empathy 4 · listening n/a",
    ]
    assert [entry["tags"] for entry in entries] == [["#success"], [], ["#odd-one"], ["#rating"]]
    assert not any(entry["starred"] for entry in entries)
