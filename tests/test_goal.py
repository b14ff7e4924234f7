"""Goals through the front door: set, looked at, moved on, closed."""

import json
import re

import pytest

from tests.conftest import Journal

GOAL = "goals/2026-11-03-goal-p0c4de.toml"
SAVE = "goals/2026-11-04-goal-d2e3wg.toml"
FILES = {
    GOAL: """
        #:schema ../.schema/v1/goal.json
        format = 1
        id = "p0c4de"
        kind = "goal"
        at = 2026-11-03T18:00:00+01:00
        shift = 2026-11-03
        title = "Empathy to 4"   # from the one-to-one
        why = "callers repeat themselves"
        measure = "rating:empathy"
        baseline = 2.6
        target = 4
        due = 2026-12-31
        helpers = ["Kim"]

        # first the easy one
        [[steps]]
        text = "shadow Kim"
        due = 2026-11-20

        [[steps]]
        text = "three openers"
        done = 2026-11-10
    """,
    SAVE: """
        format = 1
        id = "d2e3wg"
        kind = "goal"
        at = 2026-11-04T18:00:00+01:00
        shift = 2026-11-04
        title = "Sleep before early shifts"
        target = 7
        due = 2026-11-20
    """,
}


def rating(number: int, day: int, level: int) -> dict[str, str]:
    return {
        f"2026/11/2026-11-{day:02}-rating-m7aa{number:02}.toml": f"""
            format = 1
            id = "m7aa{number:02}"
            kind = "rating"
            at = 2026-11-{day:02}T16:00:00+01:00
            shift = 2026-11-{day:02}
            [skills]
            empathy = {level}
        """
    }


@pytest.fixture
def goals(journal: Journal) -> Journal:
    """A journal with two goals."""
    return journal.write(FILES)


def text(journal: Journal, name: str) -> str:
    return journal.files()[name].decode()


def plain(out: str) -> str:
    """The output with the random ID as ID."""
    return re.sub(r"saved [0-9a-z]{6} ", "saved ID ", out)


def only(journal: Journal, kind: str) -> str:
    """The one file of a kind, from its first own field on."""
    (content,) = journal.records(kind).values()
    return content[content.index("\nshift = ") + len("\nshift = 2026-11-22\n") :]


# add


def test_a_goal_with_everything(journal: Journal) -> None:
    result = journal(
        "goal", "add", "Empathy", "to", "4", "--measure", "rating:empathy", "--baseline", "2,5",
        "--target", "4", "--due", "31 dec", "--why", "callers repeat themselves",
        "--step", "shadow Kim by next friday", "--step", "learn by heart",
        "--resource", "book, ch. 3", "--helper", "Kim, Lee", "--about", "empathy,listening",
    )  # fmt: skip
    assert (result.code, plain(result.out), result.err) == (0, "saved ID · Empathy to 4\n", "")
    assert (
        only(journal, "goal")
        == """\
title = "Empathy to 4"
why = "callers repeat themselves"
measure = "rating:empathy"
baseline = 2.5
target = 4
due = 2026-12-31
skills = ["empathy", "listening"]
resources = ["book, ch. 3"]
helpers = ["Kim", "Lee"]

[[steps]]
text = "shadow Kim"
due = 2026-11-27

[[steps]]
text = "learn by heart"
"""
    )


def test_a_goal_needs_only_a_title(journal: Journal) -> None:
    assert plain(journal("goal", "add", "Ask for feedback").out) == "saved ID · Ask for feedback\n"
    assert only(journal, "goal") == 'title = "Ask for feedback"\nmeasure = "manual"\n'


def test_the_baseline_of_a_skill_is_the_mean_of_twelve_weeks(journal: Journal) -> None:
    journal.write(
        rating(1, 20, 2) | rating(2, 19, 3) | rating(3, 18, 3)
        | {"2026/08/2026-08-30-rating-m7aa09.toml": """
            format = 1
            id = "m7aa09"
            kind = "rating"
            at = 2026-08-30T16:00:00+01:00
            shift = 2026-08-30
            skills = { empathy = 5 }
        """}
    )  # fmt: skip
    result = journal("goal", "add", "Empathy", "-m", "rating:empathy", "--target", "4")
    assert plain(result.out) == "saved ID · Empathy · baseline 2.7 from 3 ratings\n"
    assert "baseline = 2.7\ntarget = 4\n" in only(journal, "goal")


def test_the_baseline_of_a_kpi_is_sum_over_sum_or_the_median(journal: Journal) -> None:
    for figure in ("18/20", "1/5"):
        journal("kpi", "add", "csat", figure)
    for figure in ("4m", "5m", "20m"):
        journal("kpi", "add", "frt", figure)
    csat = journal("goal", "add", "Happier", "-m", "kpi:csat", "--target", "85%")
    assert plain(csat.out) == "saved ID · Happier · baseline 76% from 2 readings\n"
    frt = journal("goal", "add", "Faster", "-m", "kpi:frt", "--target", "4m30s")
    assert plain(frt.out) == "saved ID · Faster · baseline 5m from 3 readings\n"
    assert any("baseline = 300\ntarget = 270\n" in each for each in journal.records().values())


def test_without_records_there_is_no_baseline(journal: Journal) -> None:
    result = journal("goal", "add", "Empathy", "-m", "rating:empathy", "--target", "4")
    assert plain(result.out) == "saved ID · Empathy\n"
    assert "baseline" not in only(journal, "goal")


def test_a_file_left_out_of_the_baseline_is_named(journal: Journal) -> None:
    broken = "2026/11/2026-11-20-rating-m7aa01.toml"
    journal.write({broken: "format = 1\n"} | rating(2, 19, 2))
    result = journal("goal", "add", "Empathy", "-m", "rating:empathy", "--target", "4")
    assert plain(result.out) == "saved ID · Empathy · baseline 2 from 1 rating\n"
    assert result.err == f"1 file left out: {broken}:1   reflect check\n"


def test_without_a_title_it_asks_and_asks_again(journal: Journal) -> None:
    answers = (
        "Name the feeling\nempathy\nrating:empathy\n9\n4\nyesterday\n31 dec\nbecause\nlisten\n"
    )
    result = journal("goal", "add", stdin=answers, terminal=True)
    assert result.code == 0
    assert plain(result.out).endswith("saved ID · Name the feeling\n")
    assert result.err == (
        "what do you want to reach? "
        "measured by rating:SKILL, kpi:NAME, count:KIND or manual? [manual] "
        "--measure must be rating:SKILL, kpi:NAME, count:KIND or manual, not 'empathy'\n"
        "measured by rating:SKILL, kpi:NAME, count:KIND or manual? [manual] "
        "target? target of a rating must be 1 to 5, not 9\n"
        "target? "
        "by when? --due 2026-11-21 is in the past "
        '(such as --due "31 dec" or --due "in 6 weeks")\n'
        "by when? why does it matter to you? first step? "
    )
    assert only(journal, "goal") == (
        'title = "Name the feeling"\nwhy = "because"\nmeasure = "rating:empathy"\ntarget = 4\n'
        'due = 2026-12-31\n\n[[steps]]\ntext = "listen"\n'
    )


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ([], "a goal needs a title\n"
         'hint: reflect goal add TITLE --measure rating:empathy --target 4 --due "31 dec"'),
        (["x", "-m", "rating:empaty", "--target", "4"],
         "unknown skill 'empaty'; did you mean empathy?\n"
         "hint: a measure is rating:SKILL, kpi:NAME, count:KIND or manual"),
        (["x", "-m", "happiness"],
         "--measure must be rating:SKILL, kpi:NAME, count:KIND or manual, not 'happiness'"),
        (["x", "-m", "rating:empathy"],
         "a goal measured by rating:empathy needs a target\nhint: such as --target 4"),
        (["x", "-m", "rating:empathy", "--target", "9"],
         "target of a rating must be 1 to 5, not 9"),
        (["x", "-m", "rating:empathy", "--target", "4", "--baseline", "0"],
         "baseline of a rating must be 1 to 5, not 0"),
        (["x", "-m", "rating:empathy", "--target", "4", "--baseline", "4.5"],
         "the target 4 is reached already: the baseline is 4.5\n"
         "hint: choose a --target further on, or another --baseline"),
        (["x", "-m", "kpi:frt", "--target", "5m", "--baseline", "4m"],
         "the target 5m is reached already: the baseline is 4m\n"
         "hint: choose a --target further on, or another --baseline"),
        (["x", "-m", "kpi:csat", "--target", "soon"],
         "target of csat cannot be 'soon'\nhint: target of csat is written as 18/20 or 92%"),
        (["x", "-m", "kpi:csat", "--target", "17/20"],
         "target of csat is one figure, not '17/20'"),
        (["x", "-m", "count:activity", "--target", "0"],
         "target of a count must be 1 or more, not 0"),
        (["x", "--target", "far"], "target must be a number, not 'far'"),
        (["x", "--due", "yesterday"], "--due 2026-11-21 is in the past\n"
         'hint: such as --due "31 dec" or --due "in 6 weeks"'),
        (["x", "--step", "call by 2026-11-01"], "a step's day 2026-11-01 is in the past\n"
         'hint: such as --due "31 dec" or --due "in 6 weeks"'),
        (["x", "--about", "empaty"], "unknown skill 'empaty'; did you mean empathy?"),
    ],
)  # fmt: skip
def test_a_wrong_goal_is_not_set(journal: Journal, args: list[str], error: str) -> None:
    result = journal("goal", "add", *args)
    assert (result.code, result.out, result.err) == (2, "", f"error: {error}\n")
    assert journal.records() == {}


def test_a_target_behind_where_you_stand_is_refused(journal: Journal) -> None:
    journal.write(rating(1, 20, 4))
    result = journal("goal", "add", "x", "-m", "rating:empathy", "--target", "4")
    assert (result.code, result.err.splitlines()[0]) == (
        2, "error: the target 4 is reached already: the baseline is 4 from 1 rating"
    )  # fmt: skip


# list and show


def test_the_list_shows_open_goals_by_their_day(goals: Journal) -> None:
    result = goals("goal", "list")
    assert (result.code, result.err) == (0, "")
    assert (
        result.out
        == """\
ID      goal                             due                            steps
d2e3wg  Sleep before early shifts        20 Nov, 2 days overdue
        manual, to 7
p0c4de  Empathy to 4                     31 Dec, 39 days left           1/2
        rating:empathy, 2.6 to 4
"""
    )


def test_closed_goals_come_last_and_only_when_asked_for(goals: Journal) -> None:
    goals("goal", "close", "d2e3wg", "--outcome", "dropped")
    result = goals("goal", "list")
    assert "d2e3wg" not in result.out
    assert result.out.splitlines()[-1] == "1 closed: reflect goal list --all"
    assert result.err == ""
    assert goals("goal", "list", "--all").out.splitlines()[3:] == [
        "d2e3wg  Sleep before early shifts        dropped 22 Nov",
        "        manual, to 7",
    ]


def test_the_list_as_json_with_the_file_left_out(goals: Journal) -> None:
    goals.write({"goals/2026-11-05-goal-aa01bb.toml": "title = \n"})
    content = json.loads(goals("goal", "list", "--json").out)
    assert [(each["id"], each["days_left"]) for each in content["goals"]] == [
        ("d2e3wg", -2), ("p0c4de", 39)
    ]  # fmt: skip
    assert content["goals"][1]["steps"][0] == {"text": "shadow Kim", "due": "2026-11-20"}
    assert content["problems"][0]["file"] == "goals/2026-11-05-goal-aa01bb.toml"
    assert "1 file left out: goals/2026-11-05-goal-aa01bb.toml:1" in goals("goal", "list").err


def test_an_empty_list_says_what_to_do(journal: Journal) -> None:
    result = journal("goal", "list")
    assert (result.code, result.out, result.err) == (0, "", "no goals yet: reflect goal add\n")


def test_a_goal_is_shown_whole(goals: Journal) -> None:
    goals.write(rating(1, 20, 3))
    goals("goal", "checkin", "p0c4de", "easier in chat", "--on", "yesterday")
    goals("goal", "change", "p0c4de", "--target", "4.5", "--because", "it goes well")
    result = goals("goal", "show", "p0c4")
    assert (result.code, result.err) == (0, "")
    assert (
        result.out
        == """\
Empathy to 4                                                              p0c4de
  set 3 Nov · due 31 Dec, 39 days left
  measured by rating:empathy · baseline 2.6 · now 3 · target 4.5
  21% of the way · not enough data (1 of 6 points) · needs +0.27 a week

  Why          callers repeat themselves
  Helped by    Kim

Steps 1/2
   1   shadow Kim (by 20 Nov, overdue)
   2 ✓ three openers (done 10 Nov)

Check-ins
  21 Nov       easier in chat

Changed
  22 Nov       target 4 → 4.5: it goes well
"""
    )


def test_a_goal_as_json(goals: Journal) -> None:
    goals("goal", "checkin", "d2e3wg", "6", "slept well")
    content = json.loads(goals("goal", "show", "last", "--json").out)
    assert content["schema"] == 1
    assert content["goal"]["title"] == "Sleep before early shifts"
    assert content["standing"]["current"] == 6
    assert content["standing"]["status"] == "overdue"
    assert [(each["value"], each["text"]) for each in content["checkins"]] == [(6, "slept well")]


def test_long_words_of_a_goal_fit_the_screen(journal: Journal) -> None:
    long = "very " * 40 + "\x1b[31mred"
    journal("goal", "add", long, "--why", long, "--step", long, "--target", "3")
    for args in (["list"], ["show", "last"]):
        result = journal("goal", *args)
        assert result.code == 0
        assert max(map(len, result.out.splitlines())) <= 80
        assert "\x1b" not in result.out


# steps


def test_a_step_is_added_with_its_day(goals: Journal) -> None:
    before = text(goals, GOAL)
    result = goals("goal", "step", "p0c4de", "try", "in", "chat", "--due", "in 2 weeks")
    assert (result.code, result.out) == (0, "saved p0c4de · step 3 of 3: try in chat\n")
    assert text(goals, GOAL) == before + '\n[[steps]]\ntext = "try in chat"\ndue = 2026-12-06\n'


def test_a_step_is_done_and_undone_in_its_place(goals: Journal) -> None:
    before = text(goals, GOAL)
    result = goals("goal", "step", "p0c4de", "--done", "1", "--on", "yesterday")
    assert result.out == "saved p0c4de · step 1 done: shadow Kim\n"
    assert text(goals, GOAL) == before.replace(
        "due = 2026-11-20\n", "due = 2026-11-20\ndone = 2026-11-21\n"
    )
    result = goals("goal", "step", "p0c4de", "--undo", "1")
    assert result.out == "saved p0c4de · step 1 open again: shadow Kim\n"
    assert text(goals, GOAL) == before


@pytest.mark.parametrize(
    ("args", "code", "error"),
    [
        (["p0c4de"], 2, "give either the text of a new step, --done N or --undo N\n"
         'hint: reflect goal step p0c4de "shadow Kim" --due "next friday"'),
        (["p0c4de", "x", "--done", "1"], 2,
         "give either the text of a new step, --done N or --undo N\n"
         'hint: reflect goal step p0c4de "shadow Kim" --due "next friday"'),
        (["p0c4de", "--done", "3"], 2, "there is no step 3; p0c4de has 2 steps\n"
         "hint: reflect goal show p0c4de numbers them"),
        (["p0c4de", "--done", "0"], 2, "there is no step 0; p0c4de has 2 steps\n"
         "hint: reflect goal show p0c4de numbers them"),
        (["p0c4de", "--done", "2"], 2, "step 2 was done on 2026-11-10 already"),
        (["p0c4de", "--undo", "1"], 2, "step 1 is not done"),
        (["d2e3wg", "--done", "1"], 2, "there is no step 1; d2e3wg has no steps\n"
         "hint: reflect goal show d2e3wg numbers them"),
        (["zzzz", "--done", "1"], 4, "no record has an ID that begins with 'zzzz'\n"
         "hint: `reflect list` and `reflect search` show IDs"),
    ],
)  # fmt: skip
def test_a_wrong_step_changes_nothing(
    goals: Journal, args: list[str], code: int, error: str
) -> None:
    before = goals.files()
    result = goals("goal", "step", *args)
    assert (result.code, result.out, result.err) == (code, "", f"error: {error}\n")
    assert goals.files() == before


# check-ins


@pytest.mark.parametrize(
    ("args", "out", "file"),
    [
        (["d2e3wg", "6", "slept", "well"], "Sleep before early shifts: 6",
         'goal = "d2e3wg"\nvalue = 6\ntext = "slept well"\n'),
        (["d2e3wg", "-1.5"], "Sleep before early shifts: −1.5",
         'goal = "d2e3wg"\nvalue = -1.5\n'),
        (["p0c4de", "named it in four calls"], "Empathy to 4",
         'goal = "p0c4de"\ntext = "named it in four calls"\n'),
        (["p0c4de", "4 calls went well"], "Empathy to 4",
         'goal = "p0c4de"\ntext = "4 calls went well"\n'),
    ],
)  # fmt: skip
def test_a_checkin_keeps_figure_and_words(
    goals: Journal, args: list[str], out: str, file: str
) -> None:
    before = goals.files()
    result = goals("goal", "checkin", *args)
    assert (result.code, plain(result.out), result.err) == (0, f"saved ID · {out}\n", "")
    assert only(goals, "checkin") == file
    assert {name: goals.files()[name] for name in before} == before


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["p0c4de", "3", "ok"],
         "the figure of p0c4de comes from your ratings: reflect rate empathy=3\n"
         "hint: leave the number away, or put a text that begins with one in quotes"),
        (["p0c4de"], "say how it goes\nhint: reflect goal checkin p0c4de TEXT"),
        (["p0c4de", "fine", "--onn", "mon"],
         "no such option: --onn\nhint: reflect goal checkin --help"),
    ],
)  # fmt: skip
def test_a_wrong_checkin_is_not_written(goals: Journal, args: list[str], error: str) -> None:
    result = goals("goal", "checkin", *args)
    assert (result.code, result.out, result.err) == (2, "", f"error: {error}\n")
    assert goals.records("checkin") == {}


def test_a_checkin_asks_in_a_terminal(goals: Journal) -> None:
    result = goals("goal", "checkin", "p0c4de", stdin="slowly\n", terminal=True)
    assert (result.code, result.err) == (0, "how does it go? ")
    assert only(goals, "checkin") == 'goal = "p0c4de"\ntext = "slowly"\n'


# change and close


def test_a_change_leaves_its_history(goals: Journal) -> None:
    before = text(goals, GOAL)
    result = goals(
        "goal", "change", "p0c4de", "--due", "31 jan", "--title", "Name it", "--because", "nights"
    )
    assert result.out == (
        "saved p0c4de · title “Empathy to 4” → “Name it”, due 2026-12-31 → 2027-01-31\n"
    )
    changed = before.replace('"Empathy to 4"', '"Name it"').replace("2026-12-31", "2027-01-31")
    assert text(goals, GOAL) == changed + (
        "\n[[history]]\non = 2026-11-22\n"
        'text = "title “Empathy to 4” → “Name it”, due 2026-12-31 → 2027-01-31: nights"\n'
    )
    again = goals("goal", "change", "p0c4de", "--why", "it calms")
    assert again.code == 0
    assert text(goals, GOAL).count("[[history]]") == 2


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ([], "nothing to change in p0c4de\nhint: --title, --target, --due or --why"),
        (["--target", "4"], "nothing to change in p0c4de\nhint: --title, --target, --due or --why"),
        (["--target", "6"], "target of a rating must be 1 to 5, not 6"),
        (["--target", "2"], "the target 2 is reached already: the baseline is 2.6\n"
         "hint: choose a --target further on, or another --baseline"),
        (["--due", "2026-11-01"], "--due 2026-11-01 is in the past\n"
         'hint: such as --due "31 dec" or --due "in 6 weeks"'),
    ],
)  # fmt: skip
def test_a_wrong_change_changes_nothing(goals: Journal, args: list[str], error: str) -> None:
    before = goals.files()
    result = goals("goal", "change", "p0c4de", *args)
    assert (result.code, result.out, result.err) == (2, "", f"error: {error}\n")
    assert goals.files() == before


def test_a_goal_is_closed_with_its_lesson(goals: Journal) -> None:
    before = text(goals, GOAL)
    result = goals("goal", "close", "p0c4de", "--outcome", "met", "--lesson", "it saves time")
    assert result.out == "saved p0c4de · closed as met: Empathy to 4\n"
    assert text(goals, GOAL) == before.replace(
        'helpers = ["Kim"]\n',
        'helpers = ["Kim"]\nclosed = 2026-11-22\noutcome = "met"\nlesson = "it saves time"\n',
    )
    page = goals("goal", "show", "p0c4de").out
    assert "  set 3 Nov, closed as met 22 Nov\n" in page
    assert "  Lesson       it saves time\n" in page


def test_closing_asks_in_a_terminal(goals: Journal) -> None:
    result = goals("goal", "close", "p0c4de", stdin="partly\nstart small\n", terminal=True)
    assert result.code == 0
    assert result.err == "how did it end, met or partly or dropped? what did it teach you? "
    assert 'outcome = "partly"\nlesson = "start small"\n' in text(goals, GOAL)


def test_closing_without_an_outcome_names_the_flag(goals: Journal) -> None:
    result = goals("goal", "close", "p0c4de")
    assert (result.code, result.err) == (
        2, "error: --outcome must be one of met, partly, dropped\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    "args", [["step", "x"], ["checkin", "x"], ["change", "--why", "x"], ["close"]]
)
def test_a_closed_goal_is_left_alone(goals: Journal, args: list[str]) -> None:
    goals("goal", "close", "p0c4de", "--outcome", "met")
    before = goals.files()
    result = goals("goal", args[0], "p0c4de", *args[1:])
    assert (result.code, result.err) == (
        2, "error: p0c4de was closed on 2026-11-22\n"
        "hint: to open it again, take its closed and outcome away: reflect edit p0c4de\n",
    )  # fmt: skip
    assert goals.files() == before


@pytest.mark.parametrize("command", ["show", "step", "checkin", "change", "close"])
def test_only_goals_are_goals(journal: Journal, command: str) -> None:
    journal.write(rating(1, 20, 3))
    result = journal("goal", command, "m7aa01")
    assert (result.code, result.err) == (
        2, "error: m7aa01 is a rating, not a goal\nhint: reflect goal list shows goals\n"
    )  # fmt: skip


def test_last_is_the_newest_open_goal(goals: Journal) -> None:
    assert goals("goal", "close", "last", "--outcome", "met").out.startswith("saved d2e3wg")
    assert goals("goal", "close", "last", "--outcome", "met").out.startswith("saved p0c4de")
    assert goals("goal", "show", "last").out.startswith("Sleep before")


def test_a_file_that_cannot_be_changed_faithfully_is_left_alone(goals: Journal) -> None:
    """A layout that cannot be changed faithfully is refused, with the way out."""
    odd = (
        text(goals, GOAL) + '\n[[history]]\non = 2026-11-05\ntext = "x"\n\n[[steps]]\ntext = "y"\n'
    )
    goals.write({GOAL: odd.encode()})
    result = goals("goal", "step", "p0c4de", "--done", "1")
    assert (result.code, text(goals, GOAL)) == (3, odd)
    assert result.err.endswith("hint: make the change yourself: reflect edit p0c4de\n")


def test_the_beginning_of_an_id_is_that_of_a_goal(goals: Journal) -> None:
    """Another record whose ID begins in the same way stands in no goal's way."""
    note = """
        format = 1
        id = "p0zzzz"
        kind = "note"
        at = 2026-11-20T10:00:00+01:00
        shift = 2026-11-20
        text = "x"
    """
    goals.write({"2026/11/2026-11-20-note-p0zzzz.toml": note})
    assert goals("show", "p0").code == 4
    assert goals("goal", "show", "p0").out.splitlines()[0].endswith("p0c4de")
    assert "is a note, not a goal" in goals("goal", "show", "p0zz").err
