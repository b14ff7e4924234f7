"""The real exports beside the checkout: a shop's survey, and the calls of a call centre."""

import csv
import os
import shlex
import statistics
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import tomli

from reflectcli.analysis.report import build_report
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.periods import months_of
from tests.conftest import Journal, Result
from tests.records import feedback, logbook

DATA = Path(
    os.environ.get("REFLECT_REAL_DATA")
    or Path(__file__).resolve().parent.parent.parent / "shared" / "data"
)
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not (DATA / "csat_survey.csv").is_file(),
        reason=f"no real input in {DATA}; REFLECT_REAL_DATA names another folder",
    ),
]

SURVEY = (
    "--as", "feedback", "--date", "Survey_response_Date:%d-%b-%y", "--score", "CSAT Score/5",
    "--text", "Customer Remarks", "--id", "Unique id", "--channel", "channel_name",
    "--duration", "frt=Issue_reported at..issue_responded:%d/%m/%Y %H:%M",
)  # fmt: skip
CALLS = (
    "--as", "feedback", "--date", "Date", "--time", "Time", "--score", "Satisfaction rating",
    "--id", "Call Id", "--kpi", "aht=AvgTalkDuration", "--kpi", "asa=Speed of answer in seconds",
    "--kpi", "resolution_rate=Resolved:Y", "--where", "Answered (Y/N)=Y",
)  # fmt: skip
AGENTS = {
    "David Smith": 55, "Timothy Huff": 54, "Mrs. Jennifer Stone": 50, "Jamie Smith": 46,
    "Kayla Wilson": 40, "Michael Ruiz": 39,
}  # fmt: skip


def survey(journal: Journal, agent: str, *args: str) -> Result:
    path = str(DATA / "csat_survey.csv")
    return journal("import", path, *SURVEY, "--where", f"Agent_name={agent}", *args)


def data(journal: Journal, kind: str) -> list[dict[str, object]]:
    return [tomli.loads(text) for text in journal.records(kind).values()]


def test_the_survey_of_one_agent(journal: Journal) -> None:
    result = survey(journal, "David Smith")
    assert (result.code, result.out) == (
        0,
        "imported 55 feedback · 54 frt readings · 0 already there · 1 piece left out (see above)\n",
    )
    assert result.err.endswith(
        "csat_survey.csv:253: frt: issue_responded 28/08/2023 00:00"
        " lies before Issue_reported at 28/08/2023 14:56\n"
    )
    scores = [answer["score"] for answer in data(journal, "feedback")]
    assert len(scores) == 55
    assert sum(score in (4, 5) for score in scores) == 53
    replies = [reading["value"] for reading in data(journal, "reading")]
    assert len(replies) == 54
    assert statistics.median(float(str(value)) for value in replies) == 240


def test_the_answer_of_the_row_left_out_is_kept(journal: Journal) -> None:
    survey(journal, "David Smith")
    line = (DATA / "csat_survey.csv").read_text(encoding="utf-8").split("\n")[252]
    reference = line.split(",")[0]
    kinds = Counter(
        record["kind"]
        for kind in ("feedback", "reading")
        for record in data(journal, kind)
        if record["reference"] == reference
    )
    assert kinds == {"feedback": 1}


def test_importing_again_adds_nothing(journal: Journal) -> None:
    survey(journal, "David Smith")
    before = journal.files()
    assert survey(journal, "David Smith").out == "nothing new: 109 already there\n"
    assert journal.files() == before


def test_every_record_of_it_reads_back(journal: Journal) -> None:
    from datetime import datetime

    from reflectcli.storage.repository import Repository

    survey(journal, "David Smith")
    logbook = Repository(journal.root, datetime.fromisoformat(journal.now)).load()
    assert logbook.problems == ()
    assert len(logbook) == 109
    assert {f"{record.shift:%Y-%m}" for record in logbook} == {"2023-08"}


def test_the_survey_of_all_six_agents(journal: Journal) -> None:
    counts = {}
    for agent in AGENTS:
        result = survey(journal, agent)
        assert result.code == 0
        counts[agent] = int(result.out.split()[1])
    assert counts == AGENTS
    assert sum(counts.values()) == 284


def test_the_calls_of_all_eight_agents(journal: Journal) -> None:
    path = str(DATA / "calls.csv")
    counts = {}
    for agent in ("Becky", "Dan", "Diane", "Greg", "Jim", "Joe", "Martha", "Stewart"):
        result = journal("import", path, *CALLS, "--where", f"Agent={agent}", "--dry-run")
        count = counts[agent] = int(result.out.split()[2])
        assert result.out == (
            f"would import {count} feedback · {count} aht readings · {count} asa readings"
            f" · {count} resolution_rate readings · 0 already there\n"
        )
    assert sum(counts.values()) == 4054


def test_all_calls_at_once_with_those_nobody_answered(journal: Journal) -> None:
    """Written for real, 5,000 rows: the empty cells of unanswered calls are no readings."""
    options = ("--as", "kpi", "--date", "Date", "--time", "Time", "--id", "Call Id")
    figures = ("--kpi", "aht=AvgTalkDuration", "--kpi", "resolution_rate=Resolved:Y")
    result = journal("import", str(DATA / "calls.csv"), *options, *figures)
    assert result.out == (
        "imported 4054 aht readings · 5000 resolution_rate readings · 0 already there\n"
    )
    assert result.err.endswith("nothing given: no aht in 946 rows\n")
    solved = [r["numerator"] for r in data(journal, "reading") if r["kpi"] == "resolution_rate"]
    assert (sum(int(str(each)) for each in solved), len(solved)) == (3646, 5000)


def test_the_negative_check_from_the_calls_of_one_agent(journal: Journal) -> None:
    """The twelve whole weeks of STATISTICS, found again in the raw calls."""
    path = str(DATA / "calls.csv")
    assert journal("import", path, *CALLS, "--where", "Agent=Martha").code == 0
    told = journal("report", "2021-Q1", now="2021-03-31T18:00:00+01:00").out
    assert (
        "    12 weeks: stable (p .46); every week within 17–88, the lowest (28.9%) too:\n"
        "    single weeks are chance\n"
    ) in told


def test_the_calls_satisfaction_has_no_trend_for_any_agent() -> None:
    quarter = months_of(date(2021, 3, 31), 3)
    rows = [row for row in calls() if row["Satisfaction rating"]]
    found = {}
    for agent in sorted({row["Agent"] for row in rows}):
        records = [
            feedback(
                date.fromisoformat(row["Date"]), score=int(row["Satisfaction rating"]), scale=5
            )
            for row in rows
            if row["Agent"] == agent
        ]
        report = build_report(logbook(*records), JournalConfig(), quarter, quarter.until)
        found[agent] = (report.kpis[0].trend.verdict, report.kpis[0].signals)
    assert len(found) == 8
    assert set(found.values()) == {("stable", ())}


def calls() -> list[dict[str, str]]:
    with (DATA / "calls.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "count"), [("csat_survey.csv", 50), ("calls.csv", 501)])
def test_the_suggested_command_works_as_it_is(journal: Journal, name: str, count: int) -> None:
    shown = journal("import", str(DATA / name))
    assert shown.code == 2
    command = next(line for line in shown.err.split("\n") if line.startswith("  reflect import"))
    result = journal(*shlex.split(command)[1:])
    assert result.code == 0
    assert result.out.startswith(f"would import {count} feedback · ")
