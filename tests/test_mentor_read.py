"""`reflect mentor list` and `show`, and the agreed actions where the agent looks every day."""

import json
from pathlib import Path

import pytest

from tests.conftest import Journal
from tests.mentor_story import BODY, NAME, PACK_FILE, RAW, ana, head

LINES = ("mentor list", "mentor show")


@pytest.fixture
def answered(journal: Journal, tmp_path: Path) -> Journal:
    """Ana's journal with Maria's reply in it."""
    ana(journal)
    (tmp_path / "reply.toml").write_text(head() + BODY)
    assert journal("mentor", "import", str(tmp_path / "reply.toml"), "--yes").code == 0
    return journal


def agreed_goal(journal: Journal) -> str:
    (name,) = (name for name, text in journal.records("goal").items() if "Agreed with" in text)
    return name.rpartition("-")[2].removesuffix(".toml")


def test_no_pack_no_talk(journal: Journal) -> None:
    result = journal("mentor", "list")
    assert (result.code, result.out) == (0, "")
    assert result.err == "no pack was sent yet: reflect mentor export\n"
    result = journal("mentor", "show")
    assert (result.code, result.out) == (4, "")
    assert result.err == "error: no pack was sent yet\nhint: reflect mentor export\n"
    assert json.loads(journal("mentor", "list", "--json").out)["packs"] == []


def test_packs_are_listed_with_what_came_of_them(answered: Journal) -> None:
    answered.write({PACK_FILE.replace("22", "24"): RAW})
    assert answered("mentor", "list").out.splitlines()[1] == (
        f"2026-11-22  {NAME}  Maria Lopez 25 Nov · actions: 2 open · 4 weeks"
    )
    assert answered("goal", "step", "p0c4de", "--done", "2").code == 0
    assert answered("mentor", "list").out.splitlines()[1] == (
        f"2026-11-22  {NAME}  Maria Lopez 25 Nov · actions: 1 open, 1 done · 4 weeks"
    )


def test_a_pack_without_a_reply(journal: Journal) -> None:
    ana(journal)
    assert journal("mentor", "list").out == f"2026-11-22  {NAME}  no reply yet · 4 weeks\n"
    assert journal("mentor", "show").out == (
        f"Pack {NAME} of Sun 22 Nov 2026   4 weeks\n\nno reply yet: reflect mentor import FILE\n"
    )


def test_a_pack_shows_its_replies_whole(answered: Journal) -> None:
    goal = agreed_goal(answered)
    assert answered("goal", "step", "p0c4de", "--done", "2").code == 0
    expected = f"""\
Pack {NAME} of Sun 22 Nov 2026   4 weeks

Maria Lopez, Wed 25 Nov
  rated empathy 4, listening 5
  empathy (disagrees): You hear more than you think. Rate the calm calls, too.
  Empathy to 4.0: Four is a good aim.
  Two options before the no. (agrees)
  “When do I interrupt?” When they repeat themselves.
    Not before.
  agreed
  [x] Listen to three of your own calls (done 26 Nov)
  [ ] mentor: Send the list of phrases (by 30 Nov, reflect goal step {goal[:6]}
    --done 1)
"""
    assert answered("mentor", "show").out == expected
    assert answered("mentor", "show", NAME[:3]).out == expected


def test_an_action_that_was_let_go_or_rewritten_says_so(answered: Journal) -> None:
    goal = agreed_goal(answered)
    assert answered("goal", "close", goal, "--outcome", "dropped").code == 0
    path = answered.root / "goals/2026-11-03-goal-p0c4de.toml"
    path.write_text(path.read_text().replace("Listen to three", "Listen to two"))
    out = answered("mentor", "show").out
    assert "[?] Listen to three of your own calls (no step of a goal any more)" in out
    assert "[-] mentor: Send the list of phrases (its goal was closed)" in out
    shown = json.loads(answered("mentor", "show", "--json").out)["pack"]
    assert [each["state"] for each in shown["replies"][0]["actions"]] == ["no_step", "let_go"]
    assert shown["actions"] == {"open": 1, "done": 0, "let_go": 1}


def test_which_pack_is_meant(answered: Journal) -> None:
    result = answered("mentor", "show", "zz")
    assert (result.code, result.err) == (
        4,
        "error: no pack is called 'zz'\nhint: reflect mentor list names them\n",
    )


def test_a_file_with_a_problem_hides_no_other(answered: Journal) -> None:
    answered.write({"mentor/2026-11-25-pack-3fa9c01d22.json": "{}"})
    result = answered("mentor", "list")
    assert NAME in result.out
    assert result.err == (
        "1 file left out: mentor/2026-11-25-pack-3fa9c01d22.json   reflect check\n"
    )
    problems = json.loads(answered("mentor", "list", "--json").out)["problems"]
    assert [each["file"] for each in problems] == ["mentor/2026-11-25-pack-3fa9c01d22.json"]


# the open actions in `reflect` and `week`


def test_the_desk_names_what_was_agreed(answered: Journal) -> None:
    out = answered().out
    assert 'with your mentor: "Maria Lopez: Send' in out
    assert 'the list of phrases" by Mon 30 Nov' in out
    assert "\nWith your mentor: Listen to three of your own calls, by 5 Dec" in out
    assert "\n  and 1 more: reflect mentor show\n" in out
    today = json.loads(answered("--json").out)["today"]
    assert [each["text"] for each in today["agreed"]] == [
        "Maria Lopez: Send the list of phrases", "Listen to three of your own calls",
    ]  # fmt: skip


def test_what_is_done_leaves_the_desk(answered: Journal) -> None:
    assert answered("goal", "step", "p0c4de", "--done", "2").code == 0
    assert answered("goal", "step", agreed_goal(answered), "--done", "1").code == 0
    assert "mentor" not in answered().out
    assert "Agreed with your mentor" not in answered("week").out


def test_the_week_lists_the_open_actions(answered: Journal) -> None:
    goal = agreed_goal(answered)
    assert (
        f"""
Agreed with your mentor
  30 Nov  Maria Lopez: Send the list of phrases                           {goal[:6]}
   5 Dec  Listen to three of your own calls                               p0c4de
"""
        in answered("week").out
    )
    assert "Agreed with your mentor" not in answered("week", "-1").out


def test_one_action_that_is_the_next_step_is_said_once(journal: Journal, tmp_path: Path) -> None:
    ana(journal)
    body = '[[actions]]\ntext = "Book the course"\ndue = 2026-12-20\n'
    (tmp_path / "reply.toml").write_text(head() + body)
    assert journal("goal", "close", "p0c4de", "--outcome", "dropped").code == 0
    assert journal("mentor", "import", str(tmp_path / "reply.toml"), "--yes").code == 0
    out = journal().out
    assert out.count("Book the course") == 1
    assert "With your mentor: Book the course, by 20 Dec" in out


def test_many_actions_give_way(journal: Journal, tmp_path: Path) -> None:
    ana(journal)
    body = "".join(f'[[actions]]\ntext = "action {number}"\n' for number in range(6))
    (tmp_path / "reply.toml").write_text(head() + body)
    assert journal("mentor", "import", str(tmp_path / "reply.toml"), "--yes").code == 0
    assert "  open  action 2" in journal("week").out
    assert "  and 3 more: reflect mentor show" in journal("week").out
    assert "\n  and 5 more: reflect mentor show\n" in journal().out
