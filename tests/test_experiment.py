"""Experiments through the front door: started, looked at, judged once."""

import json
import re
from datetime import date, timedelta

import pytest

from tests.conftest import Journal
from tests.story import dated, head

START = date(2026, 10, 26)
FILE = "experiments/2026-10-26-experiment-e6xp01.toml"
EXPERIMENT = (
    head("e6xp01", "experiment", START, "09:00")
    + 'hypothesis = "Naming the feeling lifts empathy."   # my own idea\n'
    'measure = "rating:empathy"\nstart = 2026-10-26\nuntil = 2026-11-21\nmin_n = 4\n'
)


def ratings(first: date, *levels: int) -> dict[str, str]:
    files: dict[str, str] = {}
    for number, level in enumerate(levels):
        day = first + timedelta(days=3 * number)
        body = f"rubric = 1\n[skills]\nempathy = {level}\n"
        files |= dated(f"ra{day:%m%d}", "rating", day, body)
    return files


@pytest.fixture
def trial(journal: Journal) -> Journal:
    """A journal with an experiment whose last day was yesterday."""
    before, after = ratings(date(2026, 10, 1), 2, 3, 2, 2), ratings(START, 4, 4, 5, 4)
    return journal.write({FILE: EXPERIMENT, **before, **after})


def plain(text: str) -> str:
    return re.sub(r"saved [0-9a-z]{6} ", "saved ID ", text)


def test_it_fixes_all_that_it_is_judged_by(journal: Journal) -> None:
    result = journal(
        "experiment", "start", "short", "mails", "lift CSAT", "--measure", "kpi:csat",
        "--until", "in 4 weeks", "--min-n", "8",
    )  # fmt: skip
    assert result.code == 0
    assert plain(result.out) == "saved ID · 29 days to 2026-12-20, 8 points on each side\n"
    assert result.err == (
        "hint: 0 of 8 points in the days before, 2026-10-24 to 2026-11-21; "
        "if no more are written in, it will be inconclusive\n"
    )
    (content,) = journal.records("experiment").values()
    assert content.endswith(
        'hypothesis = "short mails lift CSAT"\nmeasure = "kpi:csat"\n'
        "start = 2026-11-22\nuntil = 2026-12-20\nmin_n = 8\n"
    )


def test_it_may_start_later(journal: Journal) -> None:
    result = journal(
        "experiment", "start", "x", "-m", "rating:empathy", "--start", "tomorrow",
        "--until", "in 4 weeks", "--min-n", "4",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    assert "starts 23 Nov, 28 days" in journal("experiment", "list").out


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            "x -m rating:empathy --until 20dec --min-n 3",
            "error: --min-n must be 4 or more, not 3\n"
            "hint: with 3 points on each side even a complete difference is chance once in ten\n",
        ),
        (
            "x -m rating:empathy --until 20dec --min-n 8 --start 2026-11-20",
            "error: --start 2026-11-20 is in the past\n"
            "hint: what is known already is no test; begin today, and the days before are"
            " compared\n",
        ),
        (
            "x -m rating:empathy --until 2026-11-22 --min-n 8",
            "error: --until 2026-11-22 is not after the start, 2026-11-22\n"
            'hint: such as --until "in 4 weeks"\n',
        ),
        (
            "x -m rating:empaty --until 2026-12-20 --min-n 8",
            "error: unknown skill 'empaty'; did you mean empathy?\n"
            "hint: a measure is rating:SKILL, kpi:NAME, count:KIND or manual\n",
        ),
        (
            "x -m manual --until 2026-12-20 --min-n 8",
            "error: an experiment is measured by rating:SKILL, kpi:NAME or count:KIND\n",
        ),
        (
            "x -m kpi:aht --until 2026-12-20 --min-n 8",
            "error: aht has no band yet, so nothing says what is better\n"
            "hint: reflect kpi define aht --target LOW..HIGH\n",
        ),
        (
            "x -m count:success --until 2026-12-20 --min-n 8",
            "error: a count has a point a week: these days give 4 of 8\n"
            "hint: a later --until, at least 8 weeks from the start\n",
        ),
        (
            "-m rating:empathy --until 2026-12-20 --min-n 8",
            "error: an experiment needs a hypothesis, --measure, --until and --min-n before it"
            " starts\n"
            'hint: reflect experiment start "short mails lift CSAT" --measure kpi:csat'
            ' --until "in 4 weeks" --min-n 8\n',
        ),
    ],
)
def test_what_makes_no_test_is_refused(journal: Journal, given: str, said: str) -> None:
    given = given.replace("20dec", "2026-12-20")
    result = journal("experiment", "start", *given.split())
    assert (result.code, result.out, result.err) == (2, "", said)
    assert journal.records("experiment") == {}


def test_finish_judges_by_the_rule_and_changes_only_that(trial: Journal) -> None:
    result = trial("experiment", "finish", "e6xp01", "--lesson", "the feeling first")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "saved e6xp01 · keep: better beyond chance\n"
        "  2.25 before (4 points), 4.25 after (4 points), +2, 90% interval +1 to +3, p\n"
        "  .029\n"
    )
    assert trial.records("experiment")[FILE] == EXPERIMENT + (
        'finished = 2026-11-22\nverdict = "keep"\nlesson = "the feeling first"\n'
    )
    again = trial("experiment", "finish", "e6xp01")
    assert (again.code, again.err) == (
        2,
        "error: e6xp01 was finished on 2026-11-22: keep\nhint: reflect experiment show e6xp01\n",
    )


def test_before_its_day_it_can_only_be_given_up(trial: Journal) -> None:
    now = "2026-11-10T16:00:00+01:00"
    refused = trial("experiment", "finish", "last", now=now)
    assert (refused.code, refused.err) == (
        2,
        "error: e6xp01 cannot be judged yet: it runs until 2026-11-21\n"
        "hint: wait, or give it up with --early; it is then inconclusive\n",
    )
    given_up = trial("experiment", "finish", "last", "--early", now=now)
    assert given_up.out.startswith("saved e6xp01 · inconclusive\n")
    assert 'verdict = "inconclusive"\n' in trial.records("experiment")[FILE]


def test_with_too_few_points_it_is_inconclusive_at_most(journal: Journal) -> None:
    journal.write({FILE: EXPERIMENT, **ratings(START, 4, 4, 5, 4)})
    refused = journal("experiment", "finish", "last")
    assert "cannot be judged yet: 0 of 4 points before the start" in refused.err
    result = journal("experiment", "finish", "last", "--early")
    assert result.out == (
        "saved e6xp01 · inconclusive\n  not enough data (no point before the start)\n"
    )


def test_before_it_begins_there_is_nothing_to_finish(journal: Journal) -> None:
    journal.write({FILE: EXPERIMENT})
    result = journal("experiment", "finish", "last", now="2026-10-25T10:00:00+01:00")
    assert result.code == 4 or "has not begun" in result.err


def test_a_goal_is_no_experiment(trial: Journal) -> None:
    result = trial("experiment", "show", "ra1001")
    assert (result.code, result.err) == (
        2,
        "error: ra1001 is a rating, not an experiment\n"
        "hint: reflect experiment list shows experiments\n",
    )


def test_list_and_show_test_nothing_while_it_runs(trial: Journal) -> None:
    now = "2026-11-10T16:00:00+01:00"
    assert trial("experiment", "list", now=now).out == (
        "e6xp01  Naming the feeling lifts empathy.\n"
        "        rating:empathy · day 16 of 27, 4 of 4 points\n"
    )
    assert trial("experiment", "show", "last", now=now).out == (
        "Naming the feeling lifts empathy.                                         e6xp01\n"
        "\n"
        "  measure  rating:empathy, a point a shift\n"
        "  trial    26 Oct – 21 Nov, 27 days\n"
        "  before   29 Sep – 25 Oct\n"
        "  needed   4 points on each side\n"
        "  now      day 16 of 27, 4 of 4 points\n"
    )
    data = json.loads(trial("experiment", "show", "last", "--json", now=now).out)["experiment"]
    assert (data["status"], data["trial"], data["verdict"]) == ("running", None, None)


def test_a_judged_one_is_shown_with_its_rule(trial: Journal) -> None:
    trial("experiment", "finish", "last", "--lesson", "the feeling first")
    assert trial("experiment", "show", "last").out.endswith(
        "  result   keep: better beyond chance\n"
        "           2.25 before (4 points), 4.25 after (4 points), +2, 90% interval +1 to\n"
        "           +3, p .029\n"
        "  rule     permutation test on the difference of means, two-sided, all 70\n"
        "           relabellings; keep or drop at p ≤ .10 with 4 points on each side\n"
        "  lesson   the feeling first\n"
    )
    assert trial("experiment", "list").out == "1 finished: reflect experiment list --all\n"
    (row,) = json.loads(trial("experiment", "list", "--all", "--json").out)["experiments"]
    assert (row["id"], row["verdict"], row["trial"]["verdict"]) == ("e6xp01", "keep", "keep")
    assert len(row["evidence"]) == 8


def test_no_experiments_yet(journal: Journal) -> None:
    result = journal("experiment", "list")
    assert (result.out, result.err) == ("", "no experiments yet: reflect experiment start\n")


def test_the_week_has_one_line_and_then_it_is_due(trial: Journal) -> None:
    assert trial("week", now="2026-11-10T16:00:00+01:00").out.endswith(
        "\nExperiments\n"
        "  Naming the feeling lifts empathy.          day 16 of 27, 4 of 4 points  e6xp01\n"
    )
    over = trial("week")
    assert "Experiments" not in over.out
    assert 'judge the experiment "Naming the feeling lifts empathy."' in " ".join(over.out.split())


def test_the_report_tells_what_came_of_it_in_every_format(trial: Journal) -> None:
    trial("experiment", "finish", "last")
    screen = trial("report").out
    assert "keep: better beyond chance" in screen
    assert max(len(each) for each in screen.splitlines()) <= 80
    page = trial("report", "-f", "markdown").out
    assert "## Experiments\n\n- **Naming the feeling lifts empathy.** keep" in page
    assert "all 70 relabellings" in page
    (found,) = json.loads(trial("report", "-f", "json").out)["experiments"]
    assert found["trial"]["p"] == pytest.approx(2 / 70)
    assert found["window"]["before"] == {"since": "2026-09-29", "until": "2026-10-25"}
    for record in found["evidence"]:
        assert trial("show", record).code == 0


def test_a_hard_week_before_the_start_is_explained_kindly(trial: Journal) -> None:
    trial.write(ratings(date(2026, 9, 2), 4, 4, 4, 4, 4, 4, 4, 4, 4))
    trial.write(ratings(date(2026, 10, 20), 1))
    out = " ".join(trial("experiment", "finish", "last").out.split())
    assert "The week before it began was" in out
    assert "(regression to the mean)" in out
