"""`reflect success` and `reflect challenge`: what goes into the file, by flags, pipe, questions."""

import re
import textwrap

import pytest

from reflectcli.domain.next_time import split_next_time
from tests.conftest import Journal


def only(journal: Journal, kind: str) -> str:
    """The one record of a kind: what stands in its file below its shift."""
    (text,) = journal.records(kind).values()
    head, shift, body = text.partition("shift = ")
    assert f'kind = "{kind}"\n' in head
    return shift + body


def literal(text: str) -> str:
    return textwrap.dedent(text).lstrip("\n")


def test_a_success_by_flags(journal: Journal) -> None:
    """Every flag of `success` lands in its field; repeated flags keep their order."""
    result = journal(
        "success", "two", "options", "before the no",
        "--factor", "asked first, quietly", "--factor", "knew the terms",
        "--replicate-when", "refunds over 30 days", "--about", "emp,de-escalation",
        "--channel", "phone", "--ref", "T-1", "--root-cause", "no ETA", "--solution", "gave one",
        "--implementation", "macro", "--tag", "#refund,chat", "--private",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    assert re.fullmatch(r"saved \w{6} · success Sun 22 Nov 16:40\n", result.out)
    assert only(journal, "success") == literal(
        """
        shift = 2026-11-22
        tags = ["refund", "chat"]
        private = true
        text = "two options before the no"
        channel = "phone"
        reference = "T-1"
        skills = ["empathy", "de_escalation"]
        root_cause = "no ETA"
        solution = "gave one"
        implementation = "macro"
        factors = ["asked first, quietly", "knew the terms"]
        replicate_when = "refunds over 30 days"
        """
    )


def test_a_challenge_by_flags(journal: Journal) -> None:
    """The next time's sentence is parted into its if and its then."""
    result = journal(
        "challenge", "third call about one refund", "--trigger", "a promise not kept",
        "--cause", "handoff,process", "--cause", "tool", "--control", "shared",
        "--own-part", "did not read the history", "--on", "friday 18:30",
        "--next-time", "If a caller repeats themselves, then I read back what I know",
    )  # fmt: skip
    assert re.fullmatch(r"saved \w{6} · challenge Fri 20 Nov 18:30\n", result.out)
    assert only(journal, "challenge") == literal(
        """
        shift = 2026-11-20
        text = "third call about one refund"
        trigger = "a promise not kept"
        causes = ["handoff", "process_policy", "tool_system"]
        control = "shared"
        own_part = "did not read the history"
        next_if = "a caller repeats themselves"
        next_then = "I read back what I know"
        """
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("If X, then Y", ("X", "Y")),
        ("if he shouts then I slow down", ("he shouts", "I slow down")),
        ("When it gets loud, THEN: breathe.", ("it gets loud", "breathe.")),
        ("If he asks what then, then I say it", ("he asks what then", "I say it")),
        ("If a,\nthen b\nand c", ("a", "b\nand c")),
        ("breathe first", (None, "breathe first")),
        ("If it gets loud I slow down", (None, "If it gets loud I slow down")),
        ("if only, thenceforth", (None, "if only, thenceforth")),
        ("if , then y", (None, "if , then y")),
    ],
)
def test_the_next_time_is_parted_where_it_has_two_parts(
    text: str, parts: tuple[str | None, str]
) -> None:
    assert split_next_time(text) == parts


def test_a_plan_that_cannot_be_parted_is_all_then(journal: Journal) -> None:
    assert journal("challenge", "x", "--next-time", "breathe").code == 0
    text = only(journal, "challenge")
    assert 'next_then = "breathe"' in text
    assert "next_if" not in text


def test_if_and_then_have_flags_of_their_own(journal: Journal) -> None:
    assert journal("challenge", "x", "--if", " it rains", "--then", "wait ").code == 0
    assert 'next_if = " it rains"\nnext_then = "wait "\n' in only(journal, "challenge")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["challenge", "x", "--cause", "knowlege"],
            "error: unknown cause 'knowlege'; did you mean knowledge?\n",
        ),
        (
            ["challenge", "x", "--cause", "c"],
            "error: cause 'c' could be communication or customer_context\nhint: write more of it\n",
        ),
        (
            ["challenge", "x", "--control", "theirs"],
            "error: unknown control 'theirs'\nhint: there are mine, shared, system\n",
        ),
        (
            ["success", "x", "--about", "emphaty"],
            "error: unknown skill 'emphaty'; did you mean empathy?\n",
        ),
        (
            ["challenge", "x", "--next-time", "y", "--then", "z"],
            "error: --next-time says both; leave out --if and --then\n",
        ),
        (["success"], "error: TEXT is missing: what happened?\nhint: reflect success TEXT, or pipe"
         " the text in\n"),
        (["challenge", "x", "--channel", ""], "error: channel must not be empty\n"),
        (["success", "x", "--on", "nonday"], "error: not a date: 'nonday'\nhint: write a date as"
         " today, yesterday, mon, last friday 18:30, 3 days ago or 2026-11-20\n"),
    ],
)  # fmt: skip
def test_wrong_input_is_named_and_nothing_is_written(
    journal: Journal, arguments: list[str], message: str
) -> None:
    before = journal.files()
    result = journal(*arguments)
    assert (result.code, result.out, result.err) == (2, "", message)
    assert journal.files() == before


def test_a_link_is_found_by_last_or_by_a_prefix(journal: Journal) -> None:
    """A link is stored as the whole ID, and one that leads nowhere is refused."""
    journal("note", "the call")
    (name,) = journal.records("note")
    full = name.removesuffix(".toml").rpartition("-")[2]
    journal("success", "x", "--link", "last", "--link", full[:5])
    assert f'links = ["{full}"]' in only(journal, "success")
    result = journal("challenge", "x", "--link", "zzzzzz9")
    assert result.code == 4
    assert result.err.startswith("error: no record has an ID that begins with 'zzzzzz9'\n")


@pytest.mark.parametrize("kind", ["success", "challenge"])
def test_the_text_may_come_from_a_pipe(journal: Journal, kind: str) -> None:
    """The pipe's text is kept byte for byte but for the last line's end."""
    assert journal(kind, stdin=" two\n lines \n").code == 0
    assert 'text = """\n two\n lines """\n' in only(journal, kind)


def test_a_dash_reads_the_pipe(journal: Journal) -> None:
    assert journal("success", "-", stdin="piped\n").code == 0
    assert 'text = "piped"\n' in only(journal, "success")


def test_in_a_terminal_a_challenge_is_asked_for_line_by_line(journal: Journal) -> None:
    """A skipped question leaves its field out; a wrong answer is asked for again."""
    typed = "\nhe shouted\\\nfor long\n\nno ETA\nhandof\nhandoff, tool\nmine\n\nif loud then slow\n"
    result = journal("challenge", stdin=typed, terminal=True)
    assert result.code == 0
    assert result.err == (
        "Enter skips a question, \\ at the end of a line goes on, Ctrl-D ends and saves.\n"
        "What happened?   this one is needed; Ctrl-C leaves without saving\n"
        "What happened? … "
        "What set it off? What was really behind it? "
        "Kinds of cause?\n"
        "  knowledge, communication, emotion_energy, process_policy, tool_system,\n"
        "  handoff, product_defect, customer_context, workload\n"
        "> "
        "Whose lever is it (mine, shared, system)?   unknown control 'handoff, tool'"
        " (there are mine, shared, system)\n"
        "Whose lever is it (mine, shared, system)? "
        "Your own part in it? Next time: if …, then …? Skills that it asked of you? \n"
    )
    assert only(journal, "challenge").splitlines()[1:] == [
        'text = """', "he shouted", 'for long"""', 'root_cause = "no ETA"', 'causes = ["handoff"]',
        'control = "mine"', 'next_if = "loud"', 'next_then = "slow"',
    ]  # fmt: skip


def test_what_the_flags_say_is_not_asked_again(journal: Journal) -> None:
    result = journal("success", "--about", "empathy", stdin="x\na; b;\n\n", terminal=True)
    assert "Skills" not in result.err
    assert 'factors = ["a", "b"]\n' in only(journal, "success")


def test_a_text_in_the_arguments_asks_nothing(journal: Journal) -> None:
    result = journal("challenge", "he shouted", stdin="never read\n", terminal=True)
    assert result.err == ""
    assert only(journal, "challenge").endswith('text = "he shouted"\n')


def test_ctrl_d_at_once_saves_nothing(journal: Journal) -> None:
    before = journal.files()
    result = journal("success", stdin="", terminal=True)
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("\nnothing saved\n")
    assert journal.files() == before


def test_a_backslash_that_was_meant_stays(journal: Journal) -> None:
    """A backslash before an empty line is text; before another line it continues."""
    journal("success", stdin="C:\\temp\\\n\n", terminal=True)
    assert "text = 'C:\\temp\\'" in only(journal, "success") or (
        'text = "C:\\\\temp\\\\"' in only(journal, "success")
    )


def test_a_failing_save_keeps_the_answers(journal: Journal) -> None:
    """What was typed is not lost when the record cannot be written."""
    journal.write({"journal.toml": "format = 9\n"})
    result = journal("challenge", stdin="he shouted\nno ETA\n", terminal=True)
    assert result.code == 3
    (draft,) = (name for name in journal.files() if name.startswith(".drafts/"))
    assert f"not saved; what you answered is in {journal.root}/{draft}\n" in result.err
    assert journal.files()[draft].decode() == (
        'kind = "challenge"\ntext = "he shouted"\ntrigger = "no ETA"\n'
    )


def test_answers_that_no_draft_can_hold_are_shown(journal: Journal) -> None:
    """Where neither record nor draft can be written, the words are on the screen again."""
    journal.write({"journal.toml": "format = 9\n", ".drafts": "no folder"})
    result = journal("success", stdin="two options\nasked first\n", terminal=True)
    assert result.code == 3
    assert (
        "\nnot saved; what you answered:\n\n"
        'kind = "success"\ntext = "two options"\nfactors = ["asked first"]\n'
    ) in result.err
