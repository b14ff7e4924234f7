"""The screens, letter by letter: a journal of literal files in, the expected text out.

After a wanted change, `REFLECT_EXPECTED=write pytest tests/test_screens.py` writes the expected
texts anew; look at each before you keep it.
"""

import json
import os
from pathlib import Path
from typing import Any, get_args

import pytest

from reflectcli.analysis import findings
from tests.conftest import Journal
from tests.story import FILES, TARGETS

EXPECTED = Path(__file__).parent / "expected"


def check(name: str, text: str) -> None:
    path = EXPECTED / name
    if os.environ.get("REFLECT_EXPECTED") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture
def story(bare: Journal) -> Journal:
    return bare.write({**FILES, "journal.toml": "format = 1\n" + TARGETS})


@pytest.mark.parametrize("columns", ["80", "120"])
def test_the_week(story: Journal, columns: str) -> None:
    story.env["COLUMNS"] = columns
    result = story("week")
    assert (result.code, result.err) == (0, "")
    assert max(len(line) for line in result.out.splitlines()) <= int(columns)
    check(f"week-{columns}.txt", result.out)


def test_the_week_before(story: Journal) -> None:
    check("week-before.txt", story("week", "-1").out)


def test_a_report_of_twelve_weeks(story: Journal) -> None:
    check("report.txt", story("report").out)


def test_the_report_as_markdown(story: Journal) -> None:
    check("report.md", story("report", "--format", "markdown").out)


def test_the_report_as_json(story: Journal) -> None:
    check("report.json", story("report", "week", "--format", "json").out)


def test_today(story: Journal) -> None:
    check("today.txt", story().out)


def test_today_in_a_new_journal(journal: Journal) -> None:
    check("today-new.txt", journal().out)


def test_an_empty_week(journal: Journal) -> None:
    assert journal("week", "-3").out == (
        "Week 44 · Mon 26 Oct – Sun 1 Nov 2026         0 shifts · 0 reflections · 0 notes\n"
        "\n"
        "Nothing was written in this period.\n"
        "\n"
        "Focus  not enough ratings yet\n"
    )


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_screen(story: Journal, columns: int) -> None:
    story.env["COLUMNS"] = str(columns)
    for command in (("week",), ("report",), ()):
        for line in story(*command).out.splitlines():
            assert len(line) <= max(columns, 80), line


def test_colour_only_in_a_terminal_and_never_the_only_sign(story: Journal) -> None:
    plain, coloured = story("week").out, story("week", terminal=True).out
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured
    story.env["NO_COLOR"] = "1"
    assert story("week", terminal=True).out == plain


def test_a_file_left_out_is_said_and_hides_no_other(story: Journal) -> None:
    name = "2026/11/2026-11-18-note-aa01bb.toml"
    story.write({name: 'format = 1\nid = "aa01bb"\nkind = note\n'})
    result = story("week")
    assert result.code == 0
    assert result.out.endswith(f"\n1 file left out: {name}:3   reflect check\n")
    assert "k3f9q2" in result.out
    problems = json.loads(story("week", "--json").out)["problems"]
    assert [(each["file"], each["line"]) for each in problems] == [(name, 3)]


def test_terminal_escapes_in_a_record_stay_text(story: Journal) -> None:
    story("success", "fine \x1b[31mred\x1b]0;title\x07 \u202egnp.exe")
    for command in (("week",), ("report", "-f", "markdown"), ("report",)):
        out = story(*command).out
        assert "\x1b" not in out
        assert "\x07" not in out
        assert "\u202e" not in out
        assert "␛[31mred" in out.replace("\\", "")


WORDS = {
    "verdict": set(get_args(findings.SkillVerdict)),
    "kpi": set(get_args(findings.KpiStatus)),
    "goal": set(get_args(findings.GoalStatus)),
}


def test_the_json_keeps_its_contract(story: Journal) -> None:
    report: dict[str, Any] = json.loads(story("report", "-f", "json").out)
    assert report["schema"] == 1
    assert set(report["period"]) == {"since", "until", "label", "as_of"}
    assert {"shifts", "entries", "notes", "ratings", "feedback", "readings", "activities"} == set(
        report["activity"]
    )
    skill = {"skill", "verdict", "n", "shifts", "mean", "shrunk", "evidence", "period"}
    assert all(
        skill <= set(each) and each["verdict"] in WORDS["verdict"] for each in report["skills"]
    )
    assert all(set(each["period"]) == {"n", "mean"} for each in report["skills"])
    kpi = {
        "kpi", "unit", "direction", "control", "n", "numerator", "denominator", "value",
        "interval", "target", "status", "source", "evidence",
    }  # fmt: skip
    assert all(kpi <= set(each) and each["status"] in WORDS["kpi"] for each in report["kpis"])
    goal = {
        "id", "title", "measure", "baseline", "current", "target", "progress", "status", "due",
        "required_pace", "eta", "steps", "evidence",
    }  # fmt: skip
    assert all(goal <= set(each) and each["status"] in WORDS["goal"] for each in report["goals"])
    assert all(set(each["steps"]) == {"done", "total"} for each in report["goals"])


def test_every_claim_names_records_that_show_can_open(story: Journal) -> None:
    report = json.loads(story("report", "-f", "json").out)
    ids = {
        each
        for claim in ("skills", "kpis", "goals")
        for f in report[claim]
        for each in f["evidence"]
    }
    assert ids
    for each in ids:
        assert story("show", each).code == 0


def test_a_report_goes_into_a_new_file_and_replaces_none(story: Journal, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    first = story("report", "-o", str(target))
    assert (first.code, first.out) == (0, f"wrote {target}\n")
    assert target.read_text(encoding="utf-8") == story("report", "-f", "markdown").out
    again = story("report", "-o", str(target), "--format", "json")
    assert again.code == 5
    assert again.err == (
        f"error: {target} exists; it is left as it is\n"
        "hint: another name, or --force to replace it\n"
    )
    assert story("report", "-o", str(target), "--format", "json", "--force").code == 0
    json.loads(target.read_text(encoding="utf-8"))
    missing = story("report", "-o", str(tmp_path / "nowhere" / "x.md"))
    assert missing.code == 4


def test_private_records_are_shown_on_screen_and_never_sent(story: Journal, tmp_path: Path) -> None:
    assert story("success", "--private", "between us").code == 0
    assert "between us" in story("report").out
    assert "between us" in story("week").out
    for form in ("markdown", "json"):
        sent = story("report", "-f", form)
        assert "between us" not in sent.out
        assert sent.err == "1 private record held back; --private takes them in\n"
        assert "between us" in story("report", "-f", form, "--private").out
    story("report", "-f", "terminal", "-o", str(tmp_path / "report.txt"))
    assert "between us" not in (tmp_path / "report.txt").read_text(encoding="utf-8")


def test_the_report_takes_json_as_every_reading_command(story: Journal) -> None:
    assert story("report", "--json").out == story("report", "--format", "json").out


def test_as_of_an_earlier_day_knows_nothing_later(story: Journal) -> None:
    early = json.loads(story("report", "week", "-f", "json", "--as-of", "2026-11-15").out)
    assert early["period"]["label"] == "2026-W46"
    assert early["activity"]["ratings"] == 5
    assert next(s["n"] for s in early["skills"] if s["skill"] == "empathy") == 5


def test_periods_that_are_none_are_refused(story: Journal) -> None:
    for words in ("week sometime", "week 1", "quarter 2026-q5", "report last", "report 2026-13"):
        result = story(*words.split())
        assert result.code == 2
        assert result.err.startswith(f"error: not a period: '{words.split()[1]}'\n")
        assert "2026-W47" in result.err
    for words in ("month --since x", "report 2026-08-01..x"):
        assert story(*words.split()).err.startswith("error: not a date: 'x'\n")


def test_last_week_is_the_week_before(story: Journal) -> None:
    assert story("week", "last").out == story("week", "-1").out != story("week", "this").out


@pytest.mark.parametrize("name", ["report.docx", "report.csv"])
def test_a_report_is_no_file_of_another_format(story: Journal, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    result = story("report", "-o", str(path))
    assert (result.code, result.out, path.exists()) == (2, "", False)
    assert result.err == (
        f"error: {path} would hold plain text\n"
        "hint: a name in .txt, .md, .html, .pdf or .json, or --format as you mean it\n"
    )
    assert story("report", "-o", str(path), "-f", "terminal").code == 0


def test_reading_writes_nothing(story: Journal) -> None:
    before = story.files()
    for command in ((), ("week",), ("month",), ("quarter",), ("report", "-f", "json")):
        assert story(*command).code == 0
    assert story.files() == before


def test_a_journal_that_is_not_there_is_named(bare: Journal) -> None:
    result = bare("week")
    assert result.code == 4
    assert result.err == (
        f"error: there is no journal in {bare.root}\n"
        f"hint: start one there: reflect init --journal {bare.root}\n"
    )


def test_a_goal_older_than_half_a_year_counts_all_its_records(journal: Journal) -> None:
    journal("goal", "add", "Twenty notes", "--measure", "count:note", "--target", "20",
            now="2026-01-05T12:00:00+01:00")  # fmt: skip
    journal("note", "the first", now="2026-01-06T12:00:00+01:00")
    journal("note", "the second", now="2026-06-06T12:00:00+01:00")
    journal("note", "the third")
    goal = json.loads(journal("week", "--json").out)["goals"][0]
    assert (goal["current"], len(goal["evidence"])) == (3, 3)


def test_figures_of_many_cases_are_not_cut(journal: Journal) -> None:
    journal("kpi", "define", "aht", "--target", "6m..8m")
    journal("kpi", "add", "aht", "7m")
    journal("kpi", "add", "csat", "1246/2501")
    lines = journal("week").out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[5].startswith("  CSAT               1246/2501  49.8%  48–52 ")
    assert lines[7].endswith("  6m–8m   not enough data")
    assert lines[5].index("no target") == lines[7].index("not enough data")


def test_a_goal_without_figures_is_measured_by_check_ins(journal: Journal) -> None:
    journal("goal", "add", "Sleep", "--measure", "manual", "--baseline", "0", "--target", "5")
    said = journal("report", "--format", "markdown").out
    assert "measured by check-ins, 0 points; baseline 0; target 5" in said


def test_today_as_json(story: Journal) -> None:
    today = json.loads(story("--json").out)["today"]
    assert (today["day"], today["focus"]) == ("2026-11-22", "empathy")
    assert today["notes"][-1]["text"] == "listened first, worked"
    assert story("--json", "list").err == (
        "error: --json goes after the command\nhint: reflect list … --json\n"
    )


def test_an_option_that_there_is_not_is_no_period(story: Journal) -> None:
    for command in ("week", "report"):
        result = story(command, "--jsno")
        assert (result.code, result.err.splitlines()[0]) == (2, "error: no such option: --jsno")


def test_the_year_is_its_twelve_months(story: Journal) -> None:
    result = story("year")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("2026 ")
    assert json.loads(story("year", "--json").out)["period"]["since"] == "2026-01-01"
    assert story("year", "-1").out.startswith("2025 ")


def test_a_running_month_is_judged_by_the_twelve_weeks_up_to_today(story: Journal) -> None:
    month = json.loads(story("month", "--json").out)
    assert month["period"]["until"] == "2026-11-30"
    assert month["window"]["until"] == "2026-11-22"
    assert "in 10 shifts, the last 12 weeks\n" in story("month").out
    before = story("month", "-1", now="2026-12-05T12:00:00+01:00").out
    assert "in 10 shifts, the 12 weeks to 30 Nov\n" in before
