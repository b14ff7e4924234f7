"""`reflect import`, through the front door: a CSV in, records and one line out."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from reflectcli.cli.context import World
from reflectcli.cli.session import Session
from reflectcli.settings import load_settings
from tests.conftest import Journal, Result

SURVEY = """\
Id,Agent,Date,Score,Comment,Channel,Asked at,Answered at
a1,Sam,2026-11-16,5,Quick and kind,chat,2026-11-16 09:00,2026-11-16 09:04
a2,Sam,2026-11-17,3,,phone,2026-11-17 10:00,2026-11-17 10:10
a3,Ola,2026-11-17,1,rude,phone,2026-11-17 11:00,2026-11-17 11:01
a4,Sam,2026-11-18,4,"two
lines",chat,2026-11-18 12:00,2026-11-18 11:00
a5,Sam,2026-11-19,,,chat,,
"""
MAPPING = (
    "--as", "feedback", "--date", "Date", "--score", "Score/5", "--text", "Comment", "--id", "Id",
    "--channel", "Channel", "--where", "Agent=Sam", "--duration", "frt=Asked at..Answered at",
)  # fmt: skip

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """A folder to stand in, and a way to put a CSV file there."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def write(content: str | bytes = SURVEY, name: str = "survey.csv") -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def bring(journal: Journal, *args: str, name: str = "survey.csv", terminal: bool = False) -> Result:
    return journal("import", name, *args, terminal=terminal)


def undo(journal: Journal) -> None:
    env = journal.env | {"REFLECT_NOW": journal.now, "REFLECT_JOURNAL": str(journal.root)}
    world = World(env, datetime.fromisoformat(journal.now))
    Session(world, load_settings(env)).repository.undo()


def fields(journal: Journal, kind: str) -> list[str]:
    """The records of a kind without schema line, format and kind; IDs as ID."""
    return [
        re.sub(r'^id = ".*"$', 'id = "ID"', text.split("\n", 2)[2], flags=re.MULTILINE)
        for text in journal.records(kind).values()
    ]


def test_rows_become_feedback_and_readings(journal: Journal, put: Put) -> None:
    put()
    result = bring(journal, *MAPPING)
    assert result.code == 0
    assert result.out == (
        "imported 3 feedback · 2 frt readings · 0 already there · 1 empty row"
        " · 1 piece left out (see above)\n"
    )
    assert result.err == (
        "survey.csv: 5 rows, comma, UTF-8; 4 of them asked for\n"
        "  only rows  Agent = Sam\n"
        "  date       Date\n"
        "  score      Score, of 5\n"
        "  text       Comment\n"
        "  id         Id\n"
        "  channel    Channel\n"
        "  frt        from Asked at to Answered at\n"
        "  source     customer\n"
        "the first rows, as they will be read\n"
        '  line 2: Mon 16 Nov 2026 · 5/5 · "Quick and kind" · frt 4m00s\n'
        "  line 3: Tue 17 Nov 2026 · 3/5 · frt 10m00s\n"
        '  line 5: Wed 18 Nov 2026 · 4/5 · "two lines"\n'
        "survey.csv:5: frt: Answered at 2026-11-18 11:00 lies before Asked at 2026-11-18 12:00\n"
    )


def test_a_record_says_where_it_came_from(journal: Journal, put: Put) -> None:
    put()
    bring(journal, *MAPPING, "--skills", "empathy,writing")
    assert fields(journal, "feedback")[0] == (
        'id = "ID"\nkind = "feedback"\nat = 2026-11-16T12:00:00+01:00\nshift = 2026-11-16\n'
        'source = "customer"\nscore = 5\nscale = 5\nskills = ["empathy", "writing"]\n'
        'text = "Quick and kind"\nchannel = "chat"\nreference = "a1"\norigin = "survey.csv"\n'
    )
    assert fields(journal, "reading")[0] == (
        'id = "ID"\nkind = "reading"\nat = 2026-11-16T12:00:00+01:00\nshift = 2026-11-16\n'
        'kpi = "frt"\nvalue = 240\nchannel = "chat"\nreference = "a1"\norigin = "survey.csv"\n'
    )


def test_importing_again_adds_nothing_whatever_the_file_is_called(
    journal: Journal, put: Put
) -> None:
    put()
    bring(journal, *MAPPING)
    before = journal.files()
    put(name="survey (1).csv")
    result = bring(journal, *MAPPING, name="survey (1).csv")
    assert (result.code, result.out) == (0, "nothing new: 5 already there\n")
    assert journal.files() == before


def test_an_overlapping_export_adds_only_what_is_new(journal: Journal, put: Put) -> None:
    put()
    bring(journal, *MAPPING)
    put(SURVEY + "a6,Sam,2026-11-20,5,thanks,chat,,\n")
    result = bring(journal, *MAPPING)
    assert result.out.startswith("imported 1 feedback · 5 already there")
    assert "nothing given: no frt in 1 row\n" in result.err


def test_without_an_id_column_equal_rows_are_told_apart(journal: Journal, put: Put) -> None:
    put("Date,Score\n2026-11-20,5\n2026-11-20,5\n2026-11-21,4\n")
    mapping = ("--as", "feedback", "--date", "Date", "--score", "Score")
    assert bring(journal, *mapping).out == "imported 3 feedback · 0 already there\n"
    assert bring(journal, *mapping).out == "nothing new: 3 already there\n"


def test_an_id_that_comes_twice_is_named(journal: Journal, put: Put) -> None:
    put("Id,Date,Score\nx,2026-11-20,5\nx,2026-11-20,4\n,2026-11-21,3\n,2026-11-21,2\n")
    result = bring(journal, "--as", "feedback", "--date", "Date", "--score", "Score", "--id", "Id")
    assert "survey.csv:3: the same Id as line 2\n" in result.err
    assert result.out.startswith("imported 3 feedback · 0 already there · 1 piece left out")


def test_what_the_user_deleted_stays_deleted(journal: Journal, put: Put) -> None:
    put()
    bring(journal, *MAPPING)
    name = next(iter(journal.records("feedback")))
    trash = journal.root / ".trash/20261122T154000-0123abcd-deleted" / name
    trash.parent.mkdir(parents=True)
    (journal.root / name).rename(trash)
    result = bring(journal, *MAPPING)
    assert result.out == "nothing new: 4 already there · 1 deleted by you, left alone\n"


def test_an_import_that_was_undone_can_be_made_again(journal: Journal, put: Put) -> None:
    put()
    first = bring(journal, *MAPPING)
    undo(journal)
    assert journal.records() == {}
    assert bring(journal, *MAPPING).out == first.out
    assert len(journal.records()) == 5


def test_dry_run_writes_nothing(bare: Journal, put: Put, home: Path) -> None:
    put()
    bare("init", "--yes")
    before = bare.files()
    result = bring(bare, *MAPPING, "--dry-run", "--save-mapping", "mine")
    assert result.out.startswith("would import 3 feedback · 2 frt readings")
    assert bare.files() == before


@pytest.mark.parametrize(("answer", "count"), [("y\n", 5), ("n\n", 0), ("\n", 0), ("", 0)])
def test_a_terminal_is_asked(journal: Journal, put: Put, answer: str, count: int) -> None:
    put()
    result = journal("import", "survey.csv", *MAPPING, terminal=True, stdin=answer)
    assert result.code == 0
    assert "Import 3 rows? [y/N] " in result.err
    assert len(journal.records()) == count
    assert ("nothing was imported\n" in result.err) == (count == 0)


def test_yes_and_nothing_new_ask_nothing(journal: Journal, put: Put) -> None:
    put()
    assert "Import" not in bring(journal, *MAPPING, "--yes", terminal=True).err
    assert "Import" not in bring(journal, *MAPPING, terminal=True).err


def test_figures_alone(journal: Journal, put: Put) -> None:
    put(
        "Date,Solved,Handled,Talk,Resolved,QA\n"
        "2026-11-16,18,20,0:04:30,Yes,92%\n"
        "2026-11-17,9,10,95,no,88.5\n"
        "2026-11-18,0,0,,,\n"
    )
    result = bring(
        journal, "--as", "kpi", "--date", "Date", "--kpi", "resolution_rate=Solved",
        "--kpi-total", "resolution_rate=Handled", "--kpi", "aht=Talk", "--kpi", "fcr=Resolved:YES",
        "--kpi", "qa_score=QA",
    )  # fmt: skip
    assert result.out == (
        "imported 2 resolution_rate readings · 2 aht readings · 2 fcr readings"
        " · 2 qa_score readings · 0 already there · 1 empty row\n"
    )
    figures = [
        tuple(line for line in text.split("\n") if line.startswith(("num", "den", "value")))
        for text in fields(journal, "reading")
    ]
    assert sorted(figures) == sorted(
        [
            ("numerator = 18", "denominator = 20"),
            ("value = 270",),
            ("numerator = 1", "denominator = 1"),
            ("value = 92",),
            ("numerator = 9", "denominator = 10"),
            ("value = 95",),
            ("numerator = 0", "denominator = 1"),
            ("value = 88.5",),
        ]
    )


def test_a_word_for_yes_that_never_comes_is_mentioned(journal: Journal, put: Put) -> None:
    put("Date,Resolved\n2026-11-16,Y\n2026-11-17,N\n")
    result = bring(journal, "--as", "kpi", "--date", "Date", "--kpi", "fcr=Resolved:yes")
    assert "note: fcr: no row has 'yes' in Resolved; it holds 'N', 'Y'\n" in result.err


def test_readings_without_an_answer_come_alone(journal: Journal, put: Put) -> None:
    put("Date,Score,Resolved\n2026-11-16,5,Y\n2026-11-17,,N\n")
    result = bring(
        journal, "--as", "feedback", "--date", "Date", "--score", "Score", "--kpi", "fcr=Resolved:Y"
    )
    assert result.out == "imported 1 feedback · 2 fcr readings · 0 already there\n"


@pytest.mark.parametrize(
    ("date", "written", "at", "shift"),
    [
        ("2026-11-20 23:30:00 UTC", "", "2026-11-21 00:30:00+01:00", "2026-11-20"),
        ("20/11/2026 12:00 GMT", ":%d/%m/%Y %H:%M %Z", "2026-11-20 13:00:00+01:00", "2026-11-20"),
        ("2026-11-20 12:00 -0300", "", "2026-11-20 16:00:00+01:00", "2026-11-20"),
        ("2026-11-20", "", "2026-11-20 12:00:00+01:00", "2026-11-20"),
        ("2026-11-20 18:30", "", "2026-11-20 18:30:00+01:00", "2026-11-20"),
        ("2026-11-20T02:10", "", "2026-11-20 02:10:00+01:00", "2026-11-19"),
        ("2026-11-20T23:30:00Z", "", "2026-11-21 00:30:00+01:00", "2026-11-20"),
        ("2026-11-20 18:30:00-05:00", "", "2026-11-21 00:30:00+01:00", "2026-11-20"),
    ],
)
def test_dates_and_moments(
    journal: Journal, put: Put, date: str, written: str, at: str, shift: str
) -> None:
    put(f"Day,Score\n{date},5\n")
    bring(journal, "--as", "feedback", "--date", f"Day{written}", "--score", "Score")
    assert f"at = {at.replace(' ', 'T')}\nshift = {shift}\n" in fields(journal, "feedback")[0]


@pytest.mark.parametrize(
    ("day", "clock", "options", "at"),
    [
        ("20.11.2026", "9:12:58", ("Day:%d.%m.%Y", "Clock"), "2026-11-20 09:12:58+01:00"),
        ("11/20/26", "0930", ("Day:%m/%d/%y", "Clock:%H%M"), "2026-11-20 09:30:00+01:00"),
        ("20.11.2026", "", ("Day:%-d.%m.%Y", "Clock"), "2026-11-20 12:00:00+01:00"),
    ],
)
def test_a_time_of_day_in_a_column_of_its_own(
    journal: Journal, put: Put, day: str, clock: str, options: tuple[str, str], at: str
) -> None:
    put(f"Day,Clock,Score\n{day},{clock},5\n")
    date, time = options
    bring(journal, "--as", "feedback", "--date", date, "--time", time, "--score", "Score")
    assert f"at = {at.replace(' ', 'T')}\n" in fields(journal, "feedback")[0]


def test_a_text_stays_byte_for_byte(journal: Journal, put: Put) -> None:
    text = '  "so" said\r\nhe\u202e; \u0007 = [x] 🙂  '
    quoted = text.replace('"', '""')
    put(f'Date,Comment\n2026-11-20,"{quoted}"\n2026-11-20,"  "\n')
    result = bring(journal, "--as", "feedback", "--date", "Date", "--text", "Comment")
    assert result.out == "imported 1 feedback · 0 already there · 1 empty row\n"
    import tomli

    assert tomli.loads(next(iter(journal.records("feedback").values())))["text"] == text
    assert "\u202e" not in result.err
    assert "\u0007" not in result.err


def test_without_a_mapping_it_shows_columns_and_a_command_that_works(
    journal: Journal, put: Put
) -> None:
    put()
    result = bring(journal)
    assert (result.code, result.out) == (2, "")
    command = (
        "--as feedback --date Date --score Score/5 --text Comment --id Id --channel Channel"
        " --duration 'frt=Asked at..Answered at' --where Agent=Sam --dry-run"
    )
    assert result.err == (
        "survey.csv: 5 rows, comma, UTF-8; its columns, each with an example\n"
        "\n"
        "  Id           a1\n"
        "  Agent        Sam\n"
        "  Date         2026-11-16\n"
        "  Score        5\n"
        "  Comment      Quick and kind\n"
        "  Channel      chat\n"
        "  Asked at     2026-11-16 09:00\n"
        "  Answered at  2026-11-16 09:04\n"
        "\n"
        "a command to begin with; --dry-run shows what would come in\n"
        "\n"
        f"  reflect import survey.csv {command}\n"
        "\n"
        "put your own name after --where, or leave it away\n"
        "\n"
        "error: which column is what is not said\n"
        "hint: correct the command above and run it\n"
    )
    import shlex

    assert bring(journal, *shlex.split(command)).out.startswith("would import 3 feedback")


def test_a_time_at_the_end_of_the_calendar_is_told(journal: Journal, tmp_path: Path) -> None:
    file = tmp_path / "far.csv"
    file.write_text(
        "Date,Asked,Answered\n"
        "2026-11-16,2026-11-16T09:00:00+00:00,2026-11-16T09:04:00+00:00\n"
        "2026-11-17,2026-11-17T09:00:00+00:00,9999-12-31T23:30:00-05:00\n"
    )
    words = ["--as", "kpi", "--date", "Date", "--duration", "frt=Asked..Answered", "--yes"]
    result = journal("import", str(file), *words)
    assert "9999-12-31T23:30:00-05:00 is too far away" in result.err
    assert len(journal.records("reading")) == 1


def test_a_column_that_steers_the_terminal_is_shown_as_signs(
    journal: Journal, tmp_path: Path
) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("\x9b31mred day,AHT\n2026-11-01,0:04:10\n2026-11-02,4m\n")
    result = journal("import", str(file))
    assert result.code == 2
    assert "\x9b" not in result.err
    assert "31mred day" in result.err.partition("a command to begin with")[2]


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("day,AHT,Reopen rate\n2026-11-01,0:04:10,3%\n2026-11-02,4m,2%\n",
         "--as kpi --date day --kpi aht=AHT --kpi 'reopen_rate=Reopen rate'"),
        ("Date;Score\n01.11.2026;4\n31.11.2026;n/a\n" + 9 * "02.11.2026;3\n",
         "--as feedback --date Date:%d.%m.%Y --score Score/5"),
    ],
)  # fmt: skip
def test_columns_named_as_kpis_and_a_date_that_is_none_are_understood(
    journal: Journal, put: Put, text: str, command: str
) -> None:
    put(text)
    assert f"  reflect import survey.csv {command} --dry-run\n" in bring(journal).err


def test_a_file_of_calls_gets_a_command_too(journal: Journal, put: Put) -> None:
    put(
        "Call Id,Day,Time,Resolved,Speed of answer in seconds,Talk time,Satisfaction rating\n"
        "1,31/10/2026,9:12:58,Y,10,0:02:23,3\n2,01/11/2026,9:47:31,N,20,0:04:02,9\n",
        "calls.csv",
    )
    result = bring(journal, name="calls.csv")
    assert (
        "  reflect import calls.csv --as feedback --date Day:%d/%m/%Y --time Time"
        " --score 'Satisfaction rating/10' --id 'Call Id' --kpi 'aht=Talk time'"
        " --kpi 'asa=Speed of answer in seconds' --kpi resolution_rate=Resolved:Y --dry-run\n"
    ) in result.err


def test_the_examples_of_the_help_work(journal: Journal, put: Put) -> None:
    put()
    put("Day,Talk time\n20/11/2026,0:03:10\n", "calls.csv")
    survey = bring(journal, "--as", "feedback", "--date", "Date", "--score", "Score/5", "--yes")
    assert survey.out == "imported 4 feedback · 0 already there · 1 empty row\n"
    options = ("--as", "kpi", "--date", "Day:%d/%m/%Y", "--kpi", "aht=Talk time")
    calls = bring(journal, *options, name="calls.csv")
    assert calls.out == "imported 1 aht reading · 0 already there\n"


def test_long_work_shows_how_far_it_is(
    journal: Journal, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    put("Date,Score\n" + "2026-11-20,5\n" * 4)
    seconds = iter(range(100))
    monkeypatch.setattr(time, "monotonic", lambda: next(seconds) * 0.6)
    options = ("--as", "feedback", "--date", "Date", "--score", "Score", "--yes")
    told = bring(journal, *options, terminal=True).err
    assert "\rreading row 1 of 4\rreading row 2 of 4" in told
    assert "\rwriting record 4 of 4\r                     \r" in told
    assert "\r" not in bring(journal, *options).err


def test_a_journal_that_was_named_must_exist(bare: Journal, put: Put) -> None:
    put()
    result = bring(bare, *MAPPING)
    assert result.code == 4
    assert result.err.startswith("error: there is no journal in ")
    assert not bare.root.exists()
