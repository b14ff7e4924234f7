"""What a CSV file or its mapping can have wrong: each with file, line and remedy, nothing lost."""

from pathlib import Path

import pytest

from tests.conftest import Journal, Result

ANSWERS = ("--as", "feedback", "--date", "Date", "--score", "Score")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the files of a test lie in, and that the command is called in."""
    path = tmp_path / "downloads"
    path.mkdir()
    monkeypatch.chdir(path)
    return path


def bring(journal: Journal, content: str | bytes, *args: str) -> Result:
    raw = content.encode() if isinstance(content, str) else content
    Path("in.csv").write_bytes(raw)
    return journal("import", "in.csv", *args)


def test_an_unknown_column_is_named_with_those_that_there_are(journal: Journal) -> None:
    result = bring(journal, "Date,CSAT Score\n2026-11-20,5\n", *ANSWERS[:4], "--score", "csat scor")
    assert result == Result(
        3,
        "",
        "error: in.csv:1: there is no column 'csat scor'; there are 'Date', 'CSAT Score'\n"
        "hint: did you mean 'CSAT Score'?\n",
    )


def test_a_column_that_is_there_twice_cannot_be_meant(journal: Journal) -> None:
    content = "Date,Score,Score,Note,Note\n2026-11-20,5,4,a,b\n"
    result = bring(journal, content, *ANSWERS)
    assert (result.code, result.err) == (
        3,
        "error: in.csv:1: 2 columns are called 'Score'\n"
        "hint: give each a name of its own in the file's first line\n",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "error: in.csv: the file is empty\nhint: export it again\n"),
        (b"\xef\xbb\xbf\r\n \n", "error: in.csv: the file is empty\nhint: export it again\n"),
        (
            b"Date,Score\n",
            "error: in.csv:1: a header and no rows\n"
            "hint: export it again, with the answers in it\n",
        ),
        (
            b"Date,Score\n2026-11-20,5\n2026-11-20,\x004\n",
            "error: in.csv:3: a NUL character; this is not a plain CSV file\n"
            "hint: export it again as CSV, or name its encoding: --encoding utf-16\n",
        ),
        (
            b'Date,Score\n2026-11-20,5\n2026-11-20,"4\n2026-11-20,3\n',
            "error: in.csv:3: a quotation mark opens here and is never closed\n"
            "hint: close it, or export the file again\n",
        ),
        (
            b"\xff\xfeD\x00a\x00t",
            "error: in.csv:1: not utf-16 text\nhint: name its encoding: --encoding cp1252\n",
        ),
    ],
)
def test_a_file_that_is_no_csv(journal: Journal, content: bytes, message: str) -> None:
    assert bring(journal, content, *ANSWERS) == Result(3, "", message)


def test_a_file_that_is_not_there(journal: Journal) -> None:
    assert journal("import", "gone.csv", *ANSWERS) == Result(
        4, "", "error: there is no file gone.csv\nhint: check its name and folder\n"
    )
    Path("folder.csv").mkdir()
    assert journal("import", "folder.csv", *ANSWERS).code == 2


GREETING = "Date;Score;Text\r\n2026-11-20;5;Grüße, für Åsa\r\n"


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (GREETING.encode(), "UTF-8"),
        (GREETING.encode("utf-8-sig"), "UTF-8"),
        (GREETING.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + GREETING.encode("utf-16-be"), "UTF-16"),
        (GREETING.encode("utf-16-le"), "UTF-16-LE"),
        (GREETING.encode("utf-16-be"), "UTF-16-BE"),
        (GREETING.encode("utf-32"), "UTF-32"),
        (GREETING.encode("cp1252"), "CP1252"),
        (GREETING.encode("latin-1") + b"2026-11-21;4;\x81\r\n", "LATIN-1"),
    ],
)
def test_encodings(journal: Journal, raw: bytes, found: str) -> None:
    result = bring(journal, raw, *ANSWERS, "--text", "Text")
    assert result.code == 0
    assert 'text = "Grüße, für Åsa"\n' in next(iter(journal.records("feedback").values()))
    assert f", semicolon, {found}\n" in result.err
    name = {"CP1252": "Windows-1252", "LATIN-1": "Latin-1"}.get(found)
    note = f"note: in.csv is not UTF-8; read as {name} (--encoding names another)\n"
    assert (note in result.err) == (name is not None)


def test_an_encoding_can_be_named(journal: Journal) -> None:
    raw = "Date,Score,Text\n2026-11-20,5,Ж\n".encode("cp1251")
    assert bring(journal, raw, *ANSWERS, "--text", "Text", "--encoding", "cp1251").code == 0
    assert 'text = "Ж"\n' in next(iter(journal.records("feedback").values()))
    wrong = bring(journal, raw, *ANSWERS, "--encoding", "utf-8")
    assert wrong == Result(
        3,
        "",
        "error: in.csv:2: not utf-8-sig text\nhint: name its encoding: --encoding cp1252\n",
    )
    for name in ("klingon", "base64"):
        assert bring(journal, raw, *ANSWERS, "--encoding", name).code == 2


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(journal: Journal, mark: str) -> None:
    others = ", ; | \t".replace(mark, "")
    rows = ["Date,Score,Text", *(f'2026-11-1{day},5,"{others}"' for day in range(5))]
    content = "\n".join(row.replace(",", mark, 2) for row in rows) + "\n"
    result = bring(journal, content, *ANSWERS, "--text", "Text")
    assert result.out == "imported 5 feedback · 0 already there\n"


def test_a_delimiter_can_be_named(journal: Journal) -> None:
    content = "Date~Score\n2026-11-20~5\n"
    assert bring(journal, content, *ANSWERS, "--delimiter", "~").code == 0
    assert bring(journal, content.replace("~", "\t"), *ANSWERS, "--delimiter", "tab").code == 0
    wrong = bring(journal, content, *ANSWERS, "--delimiter", "~~")
    assert (wrong.code, wrong.err) == (
        2,
        "error: a delimiter is one character, not '~~'\n"
        "hint: --delimiter comma, semicolon, tab or pipe\n",
    )


def test_excels_own_line_about_the_delimiter(journal: Journal) -> None:
    result = bring(journal, "sep=;\nDate;Score\n2026-11-20;9\n2026-11-20;5\n", *ANSWERS)
    assert "in.csv:3: score must be 1 to 5, not 9\n" in result.err
    assert result.out.startswith("imported 1 feedback")


def test_quotes_of_the_other_kind(journal: Journal) -> None:
    content = "'Date','Score','Text'\n'2026-11-20','5','it''s \"fine\", thanks'\n"
    bring(journal, content, *ANSWERS, "--text", "Text")
    assert 'text = "it\'s \\"fine\\", thanks"' in next(iter(journal.records().values()))


def test_rows_that_do_not_fit_are_named_by_the_line_they_begin_on(journal: Journal) -> None:
    content = (
        "Date,Score,Text,Talk\n"
        '2026-11-16,5,"one\n\ntwo",60\n'
        "2026-11-17,6,,\n"
        "2026-11-18,good,,\n"
        "\n"
        "yesterday,4,,\n"
        ",4,,\n"
        "2026-11-23,4,,\n"
        "2026-11-20,4\n"
        "2026-11-20,4,,,,\n"
        "1969-12-31,4,,\n"
        '2026-11-20,"4,5",,x\n'
        '2026-11-20,4,,"1,234"\n'
        "2026-11-20,4,,-3\n"
    )
    result = bring(journal, content, *ANSWERS, "--text", "Text", "--kpi", "aht=Talk")
    problems = [line for line in result.err.split("\n") if line.startswith("in.csv:")][1:]
    assert problems == [
        "in.csv:5: score must be 1 to 5, not 6",
        "in.csv:6: Score is no number: 'good'",
        "in.csv:8: not a date as 2026-11-20 (a format says otherwise): 'yesterday'",
        "in.csv:9: no date in Date",
        "in.csv:10: 2026-11-23 is in the future",
        "in.csv:11: 2 cells where the header has 4",
        "in.csv:12: 6 cells where the header has 4",
        "in.csv:13: 1969-12-31 is before 1970",
        "in.csv:14: aht: Talk cannot be 'x'",
        "in.csv:15: aht: Talk 1,234 could be 1234 or 1.234",
        "in.csv:16: aht: Talk cannot be '-3'",
    ]
    assert (result.code, result.out) == (
        0,
        "imported 4 feedback · 1 aht reading · 0 already there · 11 pieces left out (see above)\n",
    )
    assert "score = 4.5\n" in "".join(journal.records("feedback").values())


def test_a_later_hour_of_today_is_in_the_future(journal: Journal) -> None:
    result = bring(journal, "Date,Score\n2026-11-22 17:00,5\n2026-11-22 16:00,4\n", *ANSWERS)
    assert "in.csv:2: 2026-11-22 17:00 is in the future\n" in result.err
    assert len(journal.records()) == 1


def test_twenty_problems_are_shown_and_the_rest_counted(journal: Journal) -> None:
    content = "Date,Score\n" + "2026-11-20,9\n" * 25 + "2026-11-20,5\n"
    result = bring(journal, content, *ANSWERS)
    assert result.err.count("score must be") == 20
    assert result.err.endswith("in.csv:21: score must be 1 to 5, not 9\nand 5 more\n")
    assert result.out.endswith("25 pieces left out (see above)\n")


@pytest.mark.parametrize(
    ("cells", "hint"),
    [
        (("18-Aug-23", "01-Sep-23"), "--date 'Date:%d-%b-%y'"),
        (("18/08/2023 09:16", "02/09/2023 23:59"), "--date 'Date:%d/%m/%Y %H:%M'"),
        (("08/18/2023", "02/09/2023"), "--date 'Date:%m/%d/%Y'"),
        (("01/02/2023", "03/04/2023"), "--date 'Date:%d/%m/%Y' or --date 'Date:%m/%d/%Y'"),
        (("2023-08-18 9:16", "2023-09-02 9:59"), "--date 'Date:%Y-%m-%d %H:%M'"),
        (("18.08.2023 09:16 UTC",) * 2, "--date 'Date:%d.%m.%Y %H:%M %Z'"),
        (("Q3", "Q4"), "--date 'Date:FORMAT', as in %d/%m/%Y %H:%M"),
    ],
)
def test_dates_that_all_fail_get_a_format_that_fits_all(
    journal: Journal, cells: tuple[str, str], hint: str
) -> None:
    content = "Date,Score\n" + "".join(f"{cell},5\n" for cell in cells)
    assert bring(journal, content, *ANSWERS) == Result(
        3, "", f"error: in.csv: no row has a date that fits: {cells[0]!r} in Date\nhint: {hint}\n"
    )


def test_iso_dates_need_no_format(journal: Journal) -> None:
    content = "Date,Score\n2026-11-20,5\n"
    result = bring(journal, content, "--as", "feedback", "--date", "Date:%d.%m.%Y", *ANSWERS[4:])
    assert result.err.endswith("hint: --date 'Date'\n")


def test_a_value_that_no_row_has(journal: Journal) -> None:
    content = "Date,Score,Agent\n2026-11-20,5,Sam\n2026-11-20,5,Ola\n2026-11-20,5,Sam\n"
    assert bring(journal, content, *ANSWERS, "--where", "Agent=sam") == Result(
        3, "", "error: in.csv: no row has 'sam' in Agent\nhint: it holds 'Sam', 'Ola'\n"
    )
    both = bring(journal, content, *ANSWERS, "--where", "Agent=Ola", "--where", "Score=5")
    assert both.out == "imported 1 feedback · 0 already there\n"


def test_nothing_that_can_be_used(journal: Journal) -> None:
    assert bring(journal, "Date,Score\n2026-11-20,9\n,8\n", *ANSWERS) == Result(
        3,
        "",
        "error: in.csv:2: nothing could be used; first of all: "
        "score must be 1 to 5, not 9\nhint: correct the mapping or the file\n",
    )
    assert bring(journal, "Date,Score\n2026-11-20,\n", *ANSWERS).err == (
        "error: in.csv: nothing is given in these columns in any row asked for\n"
        "hint: name the columns that hold something\n"
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--date", "Date"), "--as is missing"),
        (("--as", "survey", "--date", "Date"), "--as cannot be 'survey'"),
        (("--as", "feedback", "--score", "Score"), "--date is missing"),
        (("--as", "feedback", "--date", "Date"), "feedback needs a score or a text"),
        (("--as", "kpi", "--date", "Date"), "no KPI is named"),
        ((*ANSWERS, "--source", "boss"), "unknown source 'boss'"),
        ((*ANSWERS, "--skills", "empaty"), "unknown skill 'empaty'; did you mean empathy?"),
        ((*ANSWERS, "--kpi", "frtt=Score"), "unknown KPI 'frtt'; did you mean frt?"),
        ((*ANSWERS, "--kpi", "Score"), "--kpi 'Score' is not NAME=COLUMN"),
        ((*ANSWERS, "--kpi", "fcr=Score:"), "'' does not fit 'Score'"),
        ((*ANSWERS, "--kpi", "fcr=Score", "--kpi", "fcr=Score"), "fcr is mapped twice"),
        ((*ANSWERS, "--kpi-total", "fcr=Score"), "--kpi-total fcr has no --kpi of that name"),
        (
            (*ANSWERS, "--kpi", "fcr=Score:5", "--kpi-total", "fcr=Score"),
            "fcr has a yes and a total",
        ),
        ((*ANSWERS, "--duration", "fcr=Date..Date"), "fcr is no duration; it is in percent"),
        ((*ANSWERS, "--duration", "frt=Date"), "'Date' names no two columns"),
        ((*ANSWERS, "--where", "Score"), "--where 'Score' has no value"),
        ((*ANSWERS[:4], "--score", "Score/0"), "the highest score must be more than 0, not 0"),
        ((*ANSWERS[:2], "--date", "Date:dd/mm"), "'dd/mm' does not fit 'Date'"),
        ((*ANSWERS[:2], "--date", "Date:%Q", "--score", "Score"), "not a format: '%Q'"),
        ((*ANSWERS[:2], "--date", "Date:%d%d", "--score", "Score"), "not a format: '%d%d'"),
        (
            (*ANSWERS[:2], "--date", "Date:%d/%m", "--score", "Score"),
            "the format '%d/%m' has no year",
        ),
    ],
)
def test_a_mapping_that_is_not_right(journal: Journal, args: tuple[str, ...], message: str) -> None:
    result = bring(journal, "Date,Score\n2026-11-20,5\n", *args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {message}\nhint: ")
    assert journal.records() == {}


def test_parts_of_a_total(journal: Journal) -> None:
    content = (
        "Date,Solved,All,Talk,Calls\n"
        "2026-11-16,5,,0:30,1\n"
        "2026-11-17,3,0,abc,1\n"
        "2026-11-18,x,4,,\n"
        "2026-11-19,9,4,1:30,2\n"
    )
    result = bring(
        journal, content, "--as", "kpi", "--date", "Date", "--kpi", "fcr=Solved",
        "--kpi-total", "fcr=All", "--kpi", "aht=Talk", "--kpi-total", "aht=Calls",
    )  # fmt: skip
    assert [line for line in result.err.split("\n") if line.startswith("in.csv:")][1:] == [
        "in.csv:2: fcr: All is empty",
        "in.csv:3: fcr: All must be more than 0, not 0",
        "in.csv:3: aht: Talk is no duration: 'abc'",
        "in.csv:4: fcr: Solved is no number: 'x'",
        "in.csv:5: fcr must be 100 or less, not 225",
    ]
    assert result.out.startswith("imported 2 aht readings · 0 already there · 5 pieces left out")
