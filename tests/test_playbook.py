"""Your own rules: found for a situation, listed with their record, and tried again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.playbook import Rule, nearest, rule_text, rules
from reflectcli.analysis.tries import mostly_fails, tries
from reflectcli.domain.records import Challenge, Note, Success
from reflectcli.render.tries import tries_words
from tests.conftest import Journal
from tests.records import logbook, make, on
from tests.story import FILES, TARGETS

REPEATS = make(
    Challenge, on(1), text="Third call about the same refund.", skills=("empathy",),
    next_if="a caller repeats themselves", next_then="I name the feeling before the fix.",
)  # fmt: skip
FROZEN = make(
    Challenge, on(2), text="The tool froze while he was shouting.", trigger="the tool froze",
    next_then="I say what I see on my screen.",
)  # fmt: skip
OPTIONS = make(
    Success, on(3), text="She chose one of two options.", factors=("a choice",),
    replicate_when="a refund is not possible",
)  # fmt: skip
PLAIN = make(Success, on(4), text="It went well.")
BOOK = (REPEATS, FROZEN, OPTIONS, PLAIN)


def ask(question: str, *more: Challenge) -> list[str]:
    return [each.rule.id for each in nearest(rules(logbook(*BOOK, *more)), question, 5)]


@pytest.fixture
def story(bare: Journal) -> Journal:
    return bare.write({**FILES, "journal.toml": "format = 1\n" + TARGETS})


def test_rules_are_challenges_with_a_then_and_successes_with_what_made_them() -> None:
    found = rules(logbook(*BOOK, make(Challenge, on(5), text="hard", next_if="x")))
    assert [(each.id, each.text) for each in found] == [
        (OPTIONS.id, "When a refund is not possible: a choice"),
        (FROZEN.id, "I say what I see on my screen."),
        (REPEATS.id, "If a caller repeats themselves, then I name the feeling before the fix."),
    ]
    assert [each.situation for each in found] == [
        "a refund is not possible", "the tool froze", "a caller repeats themselves",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("he repeats himself", [REPEATS]),
        ("the screens freeze, tool frozen", [FROZEN]),
        ("refunds are impossible", [OPTIONS, REPEATS]),
        ("shouting", [FROZEN]),
        ("banana spaceship", []),
        ("purple banana spaceship one", []),
        ("the and of", []),
        ("", []),
    ],
)
def test_the_nearest_rules_come_first_and_nonsense_finds_none(
    question: str, expected: list[Challenge]
) -> None:
    assert ask(question) == [each.id for each in expected]


def test_the_newer_of_two_equal_rules_comes_first() -> None:
    again = make(
        Challenge, on(9), text=FROZEN.text, trigger=FROZEN.trigger, next_then=FROZEN.next_then
    )
    assert ask("the tool froze", again) == [again.id, FROZEN.id]


def test_tries_are_notes_that_say_so_of_what_they_link() -> None:
    yes = make(Note, on(5), text="x", links=(REPEATS.id,), worked=True)
    no = make(Note, on(6), text="x", links=(REPEATS.id, OPTIONS.id), worked=False)
    other = make(Note, on(7), text="x", links=(REPEATS.id,))
    assert tries([yes, no, other]) == {REPEATS.id: [yes, no], OPTIONS.id: [no]}
    found = {each.id: each for each in rules(logbook(*BOOK, yes, no, other))}
    assert (found[REPEATS.id].tried, found[REPEATS.id].worked) == (2, 1)
    assert found[REPEATS.id].last_tried == on(6)
    assert found[REPEATS.id].evidence == (no.id, yes.id)
    assert (found[FROZEN.id].tried, found[FROZEN.id].last_tried) == (0, None)


@pytest.mark.parametrize(
    ("tried", "worked", "said"),
    [
        (0, 0, ""),
        (1, 1, "worked 1 of 1"),
        (2, 0, "worked 0 of 2"),
        (4, 3, "worked 3 of 4"),
        (4, 2, "worked 2 of 4"),
        (4, 1, "worked 1 of 4; maybe another response"),
        (5, 0, "has not worked yet; maybe another response"),
    ],
)
def test_a_record_in_words(tried: int, worked: int, said: str) -> None:
    assert tries_words(tried, worked) == said
    assert ("maybe" in said) == mostly_fails(tried, worked)


@given(st.text(max_size=60))
def test_any_question_has_an_answer_that_is_a_rule(question: str) -> None:
    found = nearest(rules(logbook(*BOOK)), question, 2)
    assert len(found) <= 2
    assert all(isinstance(each.rule, Rule) and each.score > 0 for each in found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_recall_shows_the_rule_where_it_comes_from_and_its_record(story: Journal) -> None:
    result = story("recall", "another", "refund", "call")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "  If a caller repeats themselves, then I name the feeling before the      m7aa01\n"
        "  fix.\n"
        "    20 Nov 2026: Third call about the same refund.\n"
        "    not tried since\n"
        "\n"
        "  When a refund is not possible: a choice                                 k3f9q2\n"
        "    19 Nov 2026: Offered two options before saying no; she chose one and thanked\n"
        "    me.\n"
        "    not tried since\n"
    )


def test_nonsense_finds_nothing_and_says_so(story: Journal) -> None:
    result = story("recall", "banana spaceship")
    assert (result.code, result.out) == (0, "")
    assert result.err == "no rule of yours is near to that; reflect playbook lists them all\n"


def test_after_the_next_try_a_note_is_written_and_the_rule_left_as_it_is(story: Journal) -> None:
    before = story.files()
    result = story("worked", "m7aa", "yes", "She", "breathed", "out.")
    assert result.code == 0
    new = {name: text for name, text in story.files().items() if name not in before}
    assert {name: story.files()[name] for name in before} == before
    assert len([name for name in new if "-note-" in name]) == 1
    record = result.out.split()[1]
    assert result.out == f"saved {record} · worked 1 of 1\n"
    body = next(text.decode() for name, text in new.items() if record in name)
    assert body.endswith('links = ["m7aa01"]\ntext = "She breathed out."\nworked = true\n')


def test_a_no_is_kept_in_the_file_and_shown(story: Journal) -> None:
    record = story("worked", "k3f9q2", "no").out.split()[1]
    assert "worked = false\n" in next(t for n, t in story.records("note").items() if record in n)
    page = story("show", record).out
    assert "\nIt did not work: When a refund is not possible: a choice\n" in page
    assert "\nworked      no\n" in page
    assert "\ntries       worked 0 of 1\n" in story("show", "k3f9q2").out
    assert json.loads(story("show", record, "--json").out)["records"][0]["worked"] is False
    assert story("check").code == 0


def test_what_is_no_rule_cannot_have_worked(story: Journal) -> None:
    result = story("worked", "n0te01", "yes")
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "error: n0te01 is a note without a rule\n"
        "hint: a challenge with --next-time, or a success with a factor; reflect playbook\n"
    )
    assert story("worked", "nosuch", "yes").code == 4
    assert story("worked", "m7aa01", "perhaps").code == 2


def test_the_desk_and_the_week_tell_how_often_the_promise_worked(story: Journal) -> None:
    for answer in ("yes", "yes", "no", "yes"):
        story("worked", "m7aa01", answer)
    promise = "If a caller repeats themselves, then I name the feeling before the fix."
    for command in ((), ("week",), ("report",), ("report", "-f", "markdown")):
        shown = " ".join(story(*command).out.replace("m7aa01", "").split())
        assert f"{promise} (worked 3 of 4)" in shown
    promised = json.loads(story("report", "-f", "json").out)["promise"]
    assert (promised["tried"], promised["worked"]) == (4, 3)


def test_a_promise_that_fails_is_said_gently(story: Journal) -> None:
    for _ in range(4):
        story("worked", "m7aa01", "no")
    shown = " ".join(story("week").out.replace("m7aa01", "").split())
    assert "the fix. (has not worked yet; maybe another response)" in shown


def test_the_playbook_lists_all_rules_by_skill(story: Journal) -> None:
    story("worked", "m7aa01", "yes")
    result = story("playbook")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "Empathy\n"
        "  If a caller repeats themselves, then I name the feeling before the      m7aa01\n"
        "  fix.\n"
        "    20 Nov 2026: Third call about the same refund.\n"
        "    worked 1 of 1\n"
        "\n"
        "Without a skill\n"
        "  When a refund is not possible: a choice                                 k3f9q2\n"
        "    19 Nov 2026: Offered two options before saying no; she chose one and thanked\n"
        "    me.\n"
        "    not tried since\n"
    )


def test_the_playbook_as_markdown_and_json_without_private_records(
    story: Journal, tmp_path: Path
) -> None:
    secret = ("challenge", "My own divorce.", "--next-time", "If x, then y", "--private")
    assert story(*secret).code == 0
    target = tmp_path / "book.md"
    assert story("playbook", "-o", str(target)).out == f"wrote {target}\n"
    assert target.read_text(encoding="utf-8") == (
        "# Playbook of Sam\n\n"
        "## Empathy\n\n"
        "- If a caller repeats themselves, then I name the feeling before the fix."
        " (20 Nov 2026, `m7aa01`)\n\n"
        "## Without a skill\n\n"
        "- When a refund is not possible: a choice (19 Nov 2026, `k3f9q2`)\n"
    )
    assert story("playbook", "-o", str(target)).code == 5
    data = json.loads(story("playbook", "--json").out)
    assert [each["id"] for each in data["rules"]] == ["m7aa01", "k3f9q2"]
    assert set(data["rules"][0]) == {
        "id", "day", "kind", "situation", "text", "story", "skills", "private", "tried",
        "worked", "last_tried", "evidence",
    }  # fmt: skip
    assert "If x, then y" in story("playbook", "-f", "markdown", "--private").out
    assert "If x, then y" in story("playbook").out


def test_recall_as_json(story: Journal) -> None:
    data = json.loads(story("recall", "refund", "--json", "-n", "1").out)
    assert data["query"] == "refund"
    assert [each["id"] for each in data["rules"]] == ["k3f9q2"]
    assert data["rules"][0]["score"] > 0


def test_a_journal_without_rules_says_how_to_make_one(journal: Journal) -> None:
    result = journal("playbook")
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "no rule yet: reflect challenge --next-time, reflect success --replicate-when\n"
    )


def test_a_note_about_a_private_rule_is_private_too(story: Journal) -> None:
    made = story("challenge", "x", "--next-time", "If x, then y", "--private").out.split()[1]
    record = story("worked", made, "yes").out.split()[1]
    assert "private = true" in next(t for n, t in story.records("note").items() if record in n)


def test_the_sentence_of_a_rule() -> None:
    won = make(Success, on(1), text="It calmed.", factors=("a pause", "the name"))
    assert rule_text(won) == "It calmed. What worked: a pause, the name"
    again = replace(won, replicate_when="they shout.")
    assert rule_text(again) == "When they shout: a pause, the name"
    assert rule_text(replace(again, factors=())) == "When they shout: It calmed."
    assert rule_text(make(Challenge, on(1), text="x")) == ""
    assert rule_text(make(Note, on(1), text="x")) == ""
