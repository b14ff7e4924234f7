"""Notes, ratings and figures by the quick way are those of the ordinary way, to the byte.

Each line is run three times on the same files: as it is, by the ordinary session without typer, and
by typer. Random names are all zeros, so that the files must be equal, too.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflectcli.cli import main, quick
from reflectcli.cli.front import COMMANDS, OPTIONS
from reflectcli.domain.journal import JournalConfig
from reflectcli.storage.config_file import new_text
from tests.conftest import LONG, NOW, Journal, Result

NEW = new_text(JournalConfig())
Files = dict[str, str | bytes]


def rating(day: str, record_id: str, levels: str, more: str = "", *, hour: int = 9) -> Files:
    text = f"""
        format = 1
        id = "{record_id}"
        kind = "rating"
        at = {day}T{hour:02}:00:00+01:00
        shift = {day}
        {more}
        [skills]
        {levels}
    """
    return {f"{day[:4]}/{day[5:7]}/{day}-rating-{record_id}.toml": text}


RATINGS = (
    rating("2026-11-22", "aaaa01", "empathy = 3")
    | rating("2026-11-22", "aaaa02", 'empathy = 2\nverbal = "n/a"', hour=11)
    | rating("2026-11-20", "aaaa03", "listening = 5\nverbal = 1")
    | rating("2026-10-31", "aaaa04", "empathy = 1\nwriting = 4")
)
OLD = rating("2026-05-20", "aaaa05", "ownership = 4") | rating("2026-06-01", "aaaa06", "verbal = 2")
JOURNALS: dict[str, Files] = {
    "new": {"journal.toml": NEW},
    "nothing": {},
    "records without journal.toml": RATINGS,
    "rated": RATINGS | {"journal.toml": NEW},
    "rated long ago": OLD | {"journal.toml": ""},
    "a rating by another rubric": {"journal.toml": "format = 1\n[rubric]\nversion = 2\n"}
    | RATINGS
    | rating("2026-11-21", "aaaa07", "empathy = 5", "rubric = 2"),
    "a rating that is later today": rating("2026-11-22", "aaaa08", "empathy = 5", hour=19)
    | RATINGS
    | {"journal.toml": NEW},
    "a rating of tomorrow": rating("2026-11-24", "aaaa09", "empathy = 5")
    | RATINGS
    | {"journal.toml": NEW},
    "a rating of no skill that there is": rating("2026-11-21", "aaaa10", "cooking = 5")
    | RATINGS
    | {"journal.toml": NEW},
    "a rating with a wrong level": rating("2026-11-20", "aaaa11", "empathy = 9")
    | RATINGS
    | {"journal.toml": NEW},
    "a rating with an unknown field": rating("2026-11-22", "aaaa12", "verbal = 2", "mood = 7")
    | {"journal.toml": NEW},
    "two ratings with one ID": {"journal.toml": NEW}
    | RATINGS
    | rating("2026-11-19", "aaaa03", "empathy = 5"),
    "a rating in another month's folder": {
        "journal.toml": NEW,
        "2026/11/2026-10-31-rating-aaaa04.toml": RATINGS["2026/10/2026-10-31-rating-aaaa04.toml"],
    },
    "a name that is none": RATINGS
    | {"journal.toml": NEW, "2026/11/2026-11-32-note-bbbb01.toml": "", "2026/11/x.toml": ""},
    "strangers": RATINGS
    | {"journal.toml": NEW, "2026/11/x.txt": "", "2026/11/.hidden.toml": "", "2026/x/y": ""},
    "a file for a month": RATINGS | {"journal.toml": NEW, "2026/12": ""},
    "a rating that is not UTF-8": {
        "journal.toml": NEW, "2026/11/2026-11-22-rating-aaaa13.toml": b"text = '\xff'",
    },
    "an import that was cut short": RATINGS
    | {
        "journal.toml": NEW,
        "2026/11/.new-1": rating("2026-11-22", "aaaa14", "empathy = 5", hour=12)[
            "2026/11/2026-11-22-rating-aaaa14.toml"
        ],
        ".pending/x.json": '{"moves": [["2026/11/.new-1", '
        '"2026/11/2026-11-22-rating-aaaa14.toml"]], "history": "{}"}',
    },
    "names that are taken": {
        "journal.toml": NEW,
        "2026/11/2026-11-22-note-000000.toml": "mine",
        "2026/11/2026-11-22-rating-000000.toml": "mine",
        "2026/11/2026-11-22-reading-000000.toml": "mine",
    },
    "a byte order mark": {"journal.toml": b"\xef\xbb\xbfformat = 1\r\nday_starts = 17:00:00\r\n"},
    "format 2": {"journal.toml": NEW.replace("format = 1", "format = 2")},
    "format true": {"journal.toml": "format = true\n"},
    "no TOML": {"journal.toml": "format = 1\n[rubric\n"},
    "not UTF-8": {"journal.toml": b"format = 1\n# \xff\n"},
    "a strange start of the day": {"journal.toml": 'day_starts = "04:00"\n'},
    "a strange start of the week": {"journal.toml": 'week_starts = "mon"\n'},
    "a strange rhythm": {"journal.toml": "[rhythm]\nrate_every_days = -7\n"},
    "a skill without a name": {"journal.toml": '[rubric.skills.empathetic]\nlow = "x"\n'},
    "skills of one's own": {
        "journal.toml": """
            later = { a = 1 }
            [rubric.skills.empty_hands]
            name = "empty   hands\\u001b[31m"
            low = "a"
            middle = "b"
            high = "c"
            [rubric.skills.verbal]
            active = false
        """,
    },
    "KPIs of one's own": {
        "journal.toml": """
            [kpis.callbacks]
            name = "frt"
            unit = "count"
            formula = "calls promised"
            high = 20
            [kpis.csat]
            name = "Zufriedenheit"
            low = 50
            [kpis.first_reply]
            name = "CSAT"
            unit = "seconds"
            formula = "seconds"
            aggregate = "sum"
        """,
    },
    "names and patterns to replace": {
        "journal.toml": """
            [sharing]
            names = ["García"]
            [sharing.patterns]
            order = 'A\\d{7}'
        """,
    },
    "a strange pattern to replace": {"journal.toml": "[sharing.patterns]\norder = '(a+)+'\n"},
    "a KPI that is none": {"journal.toml": "[kpis.csat]\nlow = true\n"},
}  # fmt: skip

WORDS = {
    "note": [
        "listened", "first, worked", "", " ", "-", "\udce9", "a\nb\r\n", 'q"\\"""', "\x1b[31m",
        "empathy=4", "\x00", "👩‍👧", "Mrs García", "garcia", "0171 2345678", "4111111111111111",
        "customer called", "A1234567",
    ],
    "rate": [
        "empathy=4", "emp=3", "e=3", "listening=n/a", "LISTENING:5", "writing=9", "de-escalation=2",
        "verbal=2, writing=1", "empathy = 4", "foo=3", "", ",", "=4", "ownership=NA", "own=5",
        "empathy=３", "problem solving=3", "\udce9=3",
    ],
    "kpi add": [
        "csat", "CSAT", "frt", "first reply", "contacts", "nps", "aht", "callbacks", "nope", "",
        "18/20", "18", "/", "20", "92%", "of", "25", "4m30s", "37", "-5", "−5", "1,234", "0.92",
        "101%", "18/0", "21/20", "1e3", "٣", "3 out of 4", "0", "1:30", "1h05", "12345678901234567",
        "9" * 400, "007", "1.50", "\udce9", "4,5/5",
    ],
}  # fmt: skip
VALUES = [
    "x", "#x, y,,x", "#", "", " ", "k3f9q2", "last", "25", "92%", "yesterday", "18:30", "\udce9",
    "-1", "two\nlines", "é",
]  # fmt: skip
ODD = ["--", "--help", "--tag=x", "-tx", "--chan", "--no-private", "--score", "-1", "--journal="]
RIGHT = {
    "note": st.just(["hello"]),
    "rate": st.lists(st.sampled_from(["emp=3", "verbal=1", "writing=n/a"]), min_size=1, max_size=3),
    "kpi add": st.sampled_from(
        [["csat", "18/20"], ["csat", "92%"], ["frt", "4m30s"], ["aht", "5"]]
    ),
}


def lines(name: str) -> st.SearchStrategy[list[str]]:
    """A hot command's lines: right and wrong words and options, in any order."""
    own = [each for each in OPTIONS if OPTIONS[each][0] in COMMANDS[name].options.split()]
    options = st.sampled_from(own).flatmap(
        lambda each: (
            st.just([each])
            if each in ("--private", "--allow")
            else st.sampled_from(VALUES).map(lambda value: [each, value])
        )
    )
    words = st.sampled_from(WORDS[name]).map(lambda each: [each])
    strange = st.sampled_from([*ODD, *OPTIONS]).map(lambda each: [each])
    pieces = st.lists(st.one_of(words, words, words, options, options, strange), max_size=4)
    more = pieces.map(lambda each: list(chain(*each)))
    return st.builds(
        lambda right, rest: [*name.split(), *right, *rest], RIGHT[name] | st.just([]), more
    )


def every_file(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Path, mode and bytes of what lies in a folder but the schemas that come with a journal."""
    return {
        path.relative_to(folder).as_posix(): (stat.S_IMODE(path.stat().st_mode), path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".schema" not in path.parts
    }


Outcome = tuple[Result, dict[str, tuple[int, bytes]], dict[str, tuple[int, bytes]]]


@pytest.fixture
def outcome(
    bare: Journal, home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Outcome]]:
    """What a line on given files leaves behind by a way: what it said, the journal, the history."""
    monkeypatch.setattr(os, "urandom", bytes)

    def run(way: str, line: list[str], given_files: Files, *, now: str = NOW) -> Outcome:
        shutil.rmtree(bare.root, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        bare.write(given_files)
        with monkeypatch.context() as patch:
            if way == "typer":
                patch.setattr(main, "read_plain", lambda argv: None)
            if way != "quick":
                patch.setattr(quick, "run_quickly", lambda plain, world: False)
            result = bare(*line, now=now)
        return result, every_file(bare.root), every_file(home / "state")

    yield run


@pytest.mark.parametrize("name", WORDS)
@settings(max_examples=400 if LONG else 60)
@given(data=st.data())
def test_any_line_does_the_same_by_every_way(
    outcome: Callable[..., Outcome], name: str, data: st.DataObject
) -> None:
    files = JOURNALS[data.draw(st.sampled_from(list(JOURNALS)))]
    line = data.draw(lines(name))
    by_typer = outcome("typer", line, files)
    assert outcome("ordinary", line, files) == by_typer
    assert outcome("quick", line, files) == by_typer


@pytest.mark.parametrize("name", JOURNALS)
@pytest.mark.parametrize(
    "line",
    [
        "note hello", "rate empathy=4", "rate emp=2 verbal=3 writing=1 ownership=5", "rate e=n/a",
        "kpi add csat 18/20", "kpi add first_reply 30", "kpi add callbacks 21",
    ],
)  # fmt: skip
def test_a_plain_line_does_the_same_on_any_journal(
    outcome: Callable[..., Outcome], line: str, name: str
) -> None:
    files = JOURNALS[name]
    by_typer = outcome("typer", line.split(), files)
    assert outcome("quick", line.split(), files) == by_typer


@pytest.mark.parametrize(
    "now",
    [
        "2026-11-22T03:59:59+01:00", "2026-11-22T04:00:00+01:00",
        "2026-11-22T16:40:00.123456+01:00", "2026-11-22T16:40:00+00:00",
        "2026-11-22T16:40:00-09:30", "2026-11-22T16:40:00+01:00:30",
        "2027-01-01T00:30:00+14:00", "0999-11-22T16:40:00+01:00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["note hello", "rate empathy=4", "kpi add csat 18/20"])
def test_a_plain_line_does_the_same_at_any_moment(
    outcome: Callable[..., Outcome], line: str, now: str
) -> None:
    files = JOURNALS["rated"]
    by_typer = outcome("typer", line.split(), files, now=now)
    assert outcome("quick", line.split(), files, now=now) == by_typer


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No way but the quick one."""

    def refuse(*given_to_it: Any) -> None:
        raise AssertionError("not by the quick way")

    monkeypatch.setattr("reflectcli.cli.session.Session.__init__", refuse)


@pytest.mark.usefixtures("refused")
@pytest.mark.parametrize(
    ("line", "out", "err"),
    [
        (["note", "it's \"done\"", "-t", "x", "--channel", "chat", "--ref", "4711", "--private"],
         "saved 000000 · Sun 22 Nov 16:40\n", ""),
        (["note", "hello", "--link", "k3f9q2"], "saved 000000 · Sun 22 Nov 16:40\n", ""),
        (["rate", "emp=4", "listening=3", "writing=n/a", "--note", "rushed"],
         "saved 000000 · empathy 4 (last 2) · listening 3 (last 5) · writing n/a\n", ""),
        (["kpi", "add", "csat", "18/20"], "saved 000000 · CSAT 18/20 90%\n", ""),
        (["kpi", "add", "first reply", "4m30s"], "saved 000000 · first reply 4m30s\n", ""),
        (["kpi", "add", "csat", "92%", "of", "25"], "saved 000000 · CSAT 23/25 92%\n", ""),
        (["kpi", "add", "csat", "92%"], "saved 000000 · CSAT 92%\n",
         "hint: 92% has no total: 18/20 or --of 20 gives an interval\n"),
        (["kpi", "add", "contacts", "37"], "saved 000000 · contacts 37\n", ""),
    ],
)  # fmt: skip
def test_plain_lines_go_by_the_quick_way(
    outcome: Callable[..., Outcome], line: list[str], out: str, err: str
) -> None:
    assert outcome("quick", line, JOURNALS["rated"])[0] == Result(0, out, err)


def test_a_record_of_the_quick_way_is_written_field_by_field(
    outcome: Callable[..., Outcome],
) -> None:
    line = ["note", "hello", "--private", "-t", "x,y", "--ref", "4711"]
    _, files, history = outcome("quick", line, JOURNALS["new"])
    assert files["2026/11/2026-11-22-note-000000.toml"] == (
        0o600,
        dedent("""\
            #:schema ../../.schema/v1/note.json
            format = 1
            id = "000000"
            kind = "note"
            at = 2026-11-22T16:40:00+01:00
            shift = 2026-11-22
            tags = ["x", "y"]
            private = true
            text = "hello"
            reference = "4711"
        """).encode(),
    )
    assert len(history) == 1


def test_what_the_quick_way_saved_is_undone(bare: Journal) -> None:
    bare.write(JOURNALS["new"])
    before = bare.files()
    assert bare("kpi", "add", "csat", "18/20").code == 0
    assert bare.files() != before
    assert bare("undo").code == 0
    assert {name: raw for name, raw in bare.files().items() if ".trash" not in name} == before


@pytest.mark.usefixtures("refused")
def test_a_note_lists_no_folder_and_a_rating_only_those_it_needs(
    bare: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that neither costs more as the journal grows."""
    bare.write(JOURNALS["rated"] | OLD)
    listed: list[str] = []
    real = os.listdir

    def watched(path: Any = ".") -> list[str]:
        listed.append(os.path.relpath(path, bare.root))
        return real(path)

    monkeypatch.setattr(os, "listdir", watched)
    assert bare("note", "hello").code == 0
    assert bare("kpi", "add", "csat", "18/20").code == 0
    assert listed == []
    assert bare("rate", "empathy=4").code == 0
    assert [each for each in listed if each != ".pending"] == [".", "2026", "2026/11"]


def test_when_the_disk_refuses_it_is_said_once_and_nothing_is_left(
    bare: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare.write(JOURNALS["new"])
    before = bare.files()

    def full(*given_to_it: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = bare("note", "hello")
    assert result == Result(
        6,
        "",
        "error: the system refused: No space left on device\nhint: free some space\n"
        "nothing was saved; when it works again: reflect note hello\n",
    )
    assert bare.files() == before


def test_a_reader_that_went_away_does_not_save_twice(
    bare: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare.write(JOURNALS["new"])

    def gone(*given_to_it: Any) -> None:
        raise OSError(32, "Broken pipe")

    monkeypatch.setattr(quick.QuickSession, "out", gone)
    monkeypatch.setattr(main, "_silence_stdout", lambda: None)
    assert bare("note", "hello") == Result(0, "", "")
    assert len(bare.records("note")) == 1
