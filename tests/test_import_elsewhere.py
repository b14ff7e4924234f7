"""`reflect import` of jrnl, Day One, Daylio and Markdown dailies, from literal files."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reflectcli.cli.context import World
from reflectcli.cli.session import Session
from reflectcli.settings import load_settings
from reflectcli.storage.diaries import source
from tests.conftest import Journal

Put = Callable[[str, str | bytes], Path]


def session_of(journal: Journal) -> Session:
    """A session on the journal."""
    env = journal.env | {"REFLECT_NOW": journal.now, "REFLECT_JOURNAL": str(journal.root)}
    return Session(World(env, datetime.fromisoformat(journal.now)), load_settings(env))


def records_of(journal: Journal) -> list[Any]:
    """Every record of the journal."""
    return list(session_of(journal).repository.load())


def brief(journal: Journal) -> list[tuple[Any, ...]]:
    """Kind, moment, text and tags of every record."""
    return [
        (each.kind, each.at.isoformat()[:16], each.text, each.tags) for each in records_of(journal)
    ]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """A folder to stand in, and a way to put a file there."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def write(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


JRNL = """\
[2026-11-20 16:40] Refund twice promised @kim *
Third call about #refund-2.

2026-11-19 10:00 is not an entry
[ ] nor is this
[2026-11-20 17:00] one line, with **bold** in it

[2026-11-21 02:10:30] after midnight
[2027-01-01 10:00] still to come
[2026-11-21 03:00] \x20
"""


def test_jrnl_lines_are_notes_and_bodies_are_reflections(journal: Journal, put: Put) -> None:
    put("j.txt", JRNL)
    result = journal("import", "j.txt")
    assert result.code == 0
    assert result.out == (
        "imported 1 shift reflection · 2 notes · 0 already there · 2 pieces left out (see above)\n"
    )
    assert result.err == (
        "j.txt: jrnl, 5 pieces\n"
        "the first, as they will be read\n"
        "  j.txt:1: Fri 20 Nov 2026 16:40 shift Refund twice promised @kim Third call ab…\n"
        "  j.txt:6: Fri 20 Nov 2026 17:00 note one line, with **bold** in it\n"
        "  j.txt:8: Sat 21 Nov 2026 02:10 note after midnight\n"
        "j.txt:9: 2027-01-01 10:00 is in the future\n"
        "j.txt:10: an entry without text\n"
    )
    body = "Third call about #refund-2.\n\n2026-11-19 10:00 is not an entry\n[ ] nor is this"
    assert brief(journal) == [
        ("shift", "2026-11-20T16:40", f"Refund twice promised @kim\n{body}",
         ("kim", "refund-2", "starred")),
        ("note", "2026-11-20T17:00", "one line, with **bold** in it", ()),
        ("note", "2026-11-21T02:10", "after midnight", ()),
    ]  # fmt: skip
    assert [each.shift.day for each in records_of(journal)] == [20, 20, 20]


def test_twice_adds_nothing_and_dry_run_writes_nothing(journal: Journal, put: Put) -> None:
    put("j.txt", JRNL)
    before = journal.files()
    dry = journal("import", "j.txt", "--dry-run")
    assert dry.out.startswith("would import 1 shift reflection · 2 notes")
    assert journal.files() == before
    journal("import", "j.txt")
    after = journal.files()
    put("other name.txt", JRNL)
    again = journal("import", "other name.txt")
    assert again.out == "nothing new: 3 already there · 2 pieces left out (see above)\n"
    assert journal.files() == after
    assert journal("undo").code == 0
    assert not journal.records()


def test_equal_entries_are_told_apart(journal: Journal, put: Put) -> None:
    put("j.txt", "[2026-11-20 16:40] the same\n\n[2026-11-20 16:40] the same\n")
    assert journal("import", "j.txt").out == "imported 2 notes · 0 already there\n"
    assert journal("import", "j.txt").out == "nothing new: 2 already there\n"


def test_a_text_keeps_its_bytes(journal: Journal, put: Put) -> None:
    put("j.txt", b'[2026-11-20 16:40] \xc3\x9cber *\r\n  two  \r\n\ttab \\ """\r\n\r\n')
    assert journal("import", "j.txt").code == 0
    assert records_of(journal)[0].text == 'Über\r\n  two  \r\n\ttab \\ """'


def test_other_ways_of_writing_dates(journal: Journal, put: Put) -> None:
    put("j.txt", "[25.10.2026 16:40] one\n\n[03.11.2026 09:00] two\n")
    journal("import", "j.txt")
    assert [each[1] for each in brief(journal)] == ["2026-10-25T16:40", "2026-11-03T09:00"]
    put("k.txt", "[03/11/2026 09:00] one\n")
    result = journal("import", "k.txt")
    assert (result.code, result.err) == (
        3,
        "error: k.txt:1: [03/11/2026 09:00] could be two days\n"
        "hint: say which: --date ':%d/%m/%Y %H:%M' or --date ':%m/%d/%Y %H:%M'\n",
    )
    assert journal("import", "k.txt", "--date", ":%d/%m/%Y %H:%M").code == 0
    assert len(brief(journal)) == 3


def test_text_before_the_first_entry_is_reported(journal: Journal, put: Put) -> None:
    put("j.txt", "my journal\n[2026-11-20 16:40] one\n")
    result = journal("import", "j.txt", "--from", "jrnl")
    assert "j.txt:1: text that belongs to no entry\n" in result.err
    assert result.out == "imported 1 note · 0 already there · 1 piece left out (see above)\n"


def test_what_is_no_jrnl_journal(journal: Journal, put: Put) -> None:
    put("j.txt", "nothing of the kind\n")
    result = journal("import", "j.txt", "--from", "jrnl")
    assert (result.code, result.err) == (
        3,
        "error: there is no entry in j.txt that begins as [2026-11-20 16:40] does\n"
        "hint: is it encrypted? `jrnl --format json --file x.json` writes one that can be read;"
        " another way of writing dates: --date ':%d.%m.%Y %H:%M'\n",
    )
    assert journal("import", "j.txt", "--from", "evernote").code == 2
    assert journal("import", "missing.txt").code == 4


def test_a_folder_of_jrnl_says_the_day_by_its_names(journal: Journal, put: Put) -> None:
    put("days/2026/11/20.txt", "[2026-11-20 16:40] one\n\n[2026-11-20 17:00] two\nbody\n")
    put("days/2026/11/21.txt", "[10:00 AM] of the 21st\n[2026-01-01 09:00] too\n")
    put("days/readme.md", "other")
    result = journal("import", "days")
    assert "note: 1 other file in it, left alone\n" in result.err
    assert "2026/11/21.txt:1: text that belongs to no entry\n" in result.err
    assert [each[1] for each in brief(journal)] == [
        "2026-11-20T16:40", "2026-11-20T17:00", "2026-11-21T09:00",
    ]  # fmt: skip


def test_jrnl_json_brings_what_its_file_brings(journal: Journal, put: Put) -> None:
    put("j.txt", JRNL)
    journal("import", "j.txt")
    entries = [
        {"title": "Refund twice promised @kim", "date": "2026-11-20", "time": "16:40",
         "body": "Third call about #refund-2.\n\n2026-11-19 10:00 is not an entry\n[ ] nor is this",
         "tags": ["@kim", "#refund-2"], "starred": True},
        {"title": "new", "body": "", "date": "2026-11-21", "time": "10:00"},
        {"title": 5, "body": "", "date": "2026-11-21", "time": "10:00"},
        {"no": "entry"},
    ]  # fmt: skip
    put("j.json", json.dumps({"tags": {}, "entries": entries}, indent=1))
    result = journal("import", "j.json")
    assert result.out == "imported 1 note · 1 already there · 2 pieces left out (see above)\n"
    assert "j.json:21: no entry of jrnl's: title, body, date and time are wanted\n" in result.err


DAY_ONE = {
    "metadata": {"version": "1.0"},
    "entries": [
        {"uuid": "A1", "creationDate": "2026-11-20T15:40:00Z", "timeZone": "Europe/Berlin",
         "starred": True, "isPinned": False, "tags": ["refund", "late shift"],
         "text": "Title\n\nA body\\.", "photos": [{"md5": "x"}]},
        {"uuid": "A2", "creationDate": "2026-11-20T23:40:00Z", "timeZone": "America\\/Nowhere",
         "text": "one line"},
        {"uuid": "A3", "creationDate": "2026-11-20T15:40:00Z", "photos": [{"md5": "y"}]},
        {"uuid": "A4", "creationDate": "soon", "text": "x"},
        "no entry",
    ],
}  # fmt: skip


def test_day_one(journal: Journal, put: Put) -> None:
    put("Journal.json", json.dumps(DAY_ONE, indent=1))
    result = journal("import", "Journal.json")
    assert result.out == (
        "imported 1 shift reflection · 1 note · 0 already there · 3 pieces left out (see above)\n"
    )
    assert "note: Journal.json: no place for photos of 2 entries; texts come alone\n" in result.err
    assert ": an entry without text\n" in result.err
    assert ": not a date: 'soon'\n" in result.err
    assert brief(journal) == [
        ("shift", "2026-11-20T16:40", "Title\n\nA body\\.", ("refund", "late shift", "starred")),
        ("note", "2026-11-21T00:40", "one line", ()),
    ]


def test_day_one_zip_and_again(journal: Journal, put: Put) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("Journal.json", json.dumps(DAY_ONE))
        archive.writestr("photos/x.jpeg", b"\0" * 1000)
    put("export.zip", stream.getvalue())
    assert journal("import", "export.zip").out.startswith("imported 1 shift reflection · 1 note")
    put("Journal.json", json.dumps(DAY_ONE))
    assert journal("import", "Journal.json").out.startswith("nothing new: 2 already there")


def test_an_archive_that_holds_too_much_is_not_unpacked(
    journal: Journal, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "LIMIT", 1 << 20)
    monkeypatch.setattr("reflectcli.storage.diaries.dayone.LIMIT", 1 << 20)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Journal.json", b" " * (5 << 20))
    put("bomb.zip", stream.getvalue())
    result = journal("import", "bomb.zip")
    assert (result.code, result.err) == (
        3,
        "error: bomb.zip: more than 1 MB of JSON in it\nhint: unpack it and import it in parts\n",
    )
    put("large.json", b" " * (2 << 20))
    assert "larger than 1 MB" in journal("import", "large.json").err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not valid JSON: an object is wanted"),
        (b"[]", "not valid JSON: an object is wanted"),
        (b'{"entries": [', "not valid JSON: expecting value"),
        (b'{"entries": [{}', "not valid JSON: a comma or the list's end is wanted"),
        (b'{"entries": []} x', "not valid JSON: more after the end"),
        (b'{"entries": [' + b"[" * 100_000, "nested too deeply"),
        (b'{"entries": [' + b"9" * 5000 + b"]}", "a number is too long"),
        (b'{"entries": ["\xff"]}', "not UTF-8 text"),
        (b'{"entries": [{"x": 1}]}', "is no export of reflect, jrnl or Day One"),
        (b'{"things": []}', "is no export of reflect, jrnl or Day One"),
    ],
)
def test_broken_and_hostile_json(journal: Journal, put: Put, content: bytes, said: str) -> None:
    put("x.json", content)
    result = journal("import", "x.json")
    assert result.code == 3
    assert said in result.err
    assert not journal.records()


@pytest.mark.parametrize("content", [b"PK\x03\x04 no archive", b""])
def test_a_zip_that_is_none(journal: Journal, put: Put, content: bytes) -> None:
    put("x.zip", content)
    result = journal("import", "x.zip")
    assert result.code == 3
    assert "no archive that can be read" in result.err


def test_a_zip_whose_content_is_damaged(journal: Journal, put: Put) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Journal.json", json.dumps(DAY_ONE))
    raw = stream.getvalue()
    place = raw.index(b"Journal.json") + len("Journal.json")
    put("x.zip", raw[:place] + b"\xff" * 20 + raw[place + 20 :])
    result = journal("import", "x.zip")
    assert result.code == 3
    assert "no archive that can be read" in result.err


DAYLIO = """\
full_date,date,weekday,time,mood,activities,scales,note_title,note
2026-11-20,November 20,Friday,16:40,rad,"work | refund","","A title","Two
lines"
2026-11-19,November 19,Thursday,11:54\u202fpm,Meh,"",3,"",""
2026-11-18,November 18,Wednesday,10:00,super,"",,"",""
2026-11-17,November 17,Tuesday,late,good,"",,"",""
"""


def test_daylio(journal: Journal, put: Put) -> None:
    put("daylio_export.csv", DAYLIO)
    result = journal("import", "daylio_export.csv")
    assert result.out == (
        "imported 2 shift reflections · 0 already there · 2 pieces left out (see above)\n"
    )
    assert result.err.endswith(
        "daylio_export.csv:5: unknown mood 'super'\n"
        "daylio_export.csv:6: not a date and time: 2026-11-17 late\n"
        "hint: say what it is, 1 low to 5 high: --score-is 'super=4'\n"
        "note: no place for the column scales, of 1 rows\n"
    )
    assert [(*each, record.mood) for each, record in zip(
        brief(journal), records_of(journal), strict=True)] == [
        ("shift", "2026-11-19T23:54", None, (), 3),
        ("shift", "2026-11-20T16:40", "A title\nTwo\nlines", ("work", "refund"), 5),
    ]  # fmt: skip
    more = journal("import", "daylio_export.csv", "--score-is", "super=5")
    assert more.out.startswith("imported 1 shift reflection · 2 already there")
    assert journal("import", "daylio_export.csv", "--score-is", "super=9").code == 2


def test_markdown_dailies(journal: Journal, put: Put) -> None:
    put("vault/2026-11-20.md",
        "---\ntags: [work, 'late shift']\nmood: 4\nweather: rain\ndate: 2026-11-20\n---\n"
        "# 2026-11-20\n\n## 14:10 Refund #third\n\nShe called.\n```\n## 15:00 code\n```\n"
        "## 02:10 after midnight\n")  # fmt: skip
    put("vault/2026/2026_11_19 Thursday.md", "# Calm\r\n\r\nNothing *happened*. #quiet\r\n")
    put("vault/ideas.md", "no day")
    put("vault/photo.png", b"x")
    put("vault/.obsidian/2026-11-18.md", "not this")
    result = journal("import", "vault")
    assert result.code == 0
    assert "2026-11-20.md:4: no place for 'weather: rain' of the front matter\n" in result.err
    assert "ideas.md: no day in its name\n" in result.err
    assert "note: 1 other file in it, left alone\n" in result.err
    assert brief(journal) == [
        ("shift", "2026-11-19T12:00", "# Calm\r\n\r\nNothing *happened*. #quiet", ("quiet",)),
        ("shift", "2026-11-20T14:10", "## 14:10 Refund #third\n\nShe called.\n```\n## 15:00 code"
         "\n```", ("work", "late shift", "third")),
        ("note", "2026-11-21T02:10", "## 02:10 after midnight", ("work", "late shift")),
    ]  # fmt: skip
    assert [each.shift.day for each in records_of(journal)] == [19, 20, 20]
    assert journal("import", "vault").out.startswith("nothing new: 3 already there")


def test_a_folder_without_dailies(journal: Journal, put: Put) -> None:
    put("vault/photo.png", b"x")
    result = journal("import", "vault")
    assert (result.code, result.err) == (
        3,
        "error: there is no daily in vault\nhint: their names begin with the day: 2026-11-22.md\n",
    )


def test_columns_are_not_for_journals(journal: Journal, put: Put) -> None:
    put("j.txt", JRNL)
    result = journal("import", "j.txt", "--from", "jrnl", "--score", "Score/5")
    assert (result.code, result.err) == (
        2, "error: columns are a CSV's\nhint: leave them away, or say --from csv: j.txt\n",
    )  # fmt: skip


def test_a_terminal_is_asked(journal: Journal, put: Put) -> None:
    put("j.txt", "[2026-11-20 16:40] one\n")
    assert "Import 1 record? [y/N]" in journal("import", "j.txt", terminal=True, stdin="n\n").err
    assert not journal.records()
    assert journal("import", "j.txt", terminal=True, stdin="y\n").out.startswith("imported 1 note")


def test_a_folder_is_no_day_one_journal(journal: Journal, put: Put) -> None:
    put("vault/2026-11-20.md", "text")
    result = journal("import", "vault", "--from", "dayone")
    assert (result.code, result.err) == (
        2, "error: vault is a folder\nhint: name the file in it\n",
    )  # fmt: skip
