"""`reflect log`: by flags, by questions, in the editor and from a pipe, one record comes of it."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Journal

NOTE = """
    format = 1
    id = "aaaa01"
    kind = "note"
    at = 2026-11-22T14:10:00+01:00
    shift = 2026-11-22
    text = "refund twice promised, third call"
"""

Write = Callable[[str], None]


@pytest.fixture
def editor(journal: Journal, tmp_path: Path) -> Write:
    """Makes an editor that runs the given Python lines on `text`, the draft's content."""

    def make(lines: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "path = pathlib.Path(sys.argv[1])\n"
            "text = path.read_bytes().decode()\n"
            f"{lines}\n"
            "path.write_bytes(text.encode())\n",
            encoding="utf-8",
        )
        journal.env["EDITOR"] = f'"{Path(sys.executable).as_posix()}" "{script.as_posix()}"'

    return make


def only(journal: Journal, kind: str) -> str:
    """The one record of a kind: what stands in its file below its shift."""
    (text,) = journal.records(kind).values()
    return text.partition("shift = ")[2]


def drafts(journal: Journal) -> list[Path]:
    return sorted((journal.root / ".drafts").glob("*"))


def test_a_reflection_by_flags(journal: Journal) -> None:
    """The shift and its ratings are two records of one moment, written at one go."""
    result = journal(
        "log", "--answer", "best_moment= she thanked me ", "-a", "rep=ask first",
        "--mood", "4", "--energy", "3", "--text", "calm\nday", "--rate", "empathy=4",
        "--rate", "list=3", "--tag", "q4", "--private",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    found = re.fullmatch(
        r"saved (\w{6}) · shift Sun 22 Nov 16:40 · 2 answers"
        r" · 2 ratings \((\w{6})\)\n",
        result.out,
    )
    assert found
    assert only(journal, "shift") == (
        '2026-11-22\ntags = ["q4"]\nprivate = true\nprompts = "quick"\nmood = 4\nenergy = 3\n'
        'text = """\ncalm\nday"""\n\n[answers]\nbest_moment = " she thanked me "\n'
        'repeat = "ask first"\n'
    )
    assert only(journal, "rating") == (
        f'2026-11-22\ntags = ["q4"]\nlinks = ["{found[1]}"]\nprivate = true\nrubric = 1\n\n'
        "[skills]\nempathy = 4\nlistening = 3\n"
    )


def test_one_undo_takes_both_records_back(journal: Journal) -> None:
    """One `log` is one operation, whatever it wrote."""
    from datetime import datetime

    from reflectcli.storage.history import History
    from reflectcli.storage.repository import Repository

    journal("log", "--mood", "4", "--rate", "empathy=4")
    (history,) = Path(journal.env["HOME"]).rglob("history-*.jsonl")
    Repository(journal.root, datetime.fromisoformat(journal.now), History(history)).undo()
    assert journal.records() == {}


def test_ratings_alone_are_no_reflection(journal: Journal) -> None:
    result = journal("log", "--rate", "empathy=4")
    assert re.fullmatch(r"saved \w{6} · rating Sun 22 Nov 16:40 · empathy 4\n", result.out)
    assert journal.records("shift") == {}


def test_another_day_and_another_prompt_set(journal: Journal) -> None:
    result = journal("log", "--prompts", "gib", "--answer", "feel=calm", "--on", "fri 23:10")
    assert re.fullmatch(r"saved \w{6} · shift Fri 20 Nov 23:10 · 1 answer\n", result.out)
    assert only(journal, "shift") == (
        '2026-11-20\nprompts = "gibbs"\n\n[answers]\nfeelings = "calm"\n'
    )


def test_the_usual_prompt_set_is_a_setting(journal: Journal) -> None:
    journal.env["REFLECT_PROMPTS"] = "ssc"
    assert journal("log", "--answer", "stop=rushing").code == 0
    assert 'prompts = "ssc"\n' in only(journal, "shift")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--answer", "best_mument=x"], "error: unknown answer 'best_mument'; did you mean"
         " best_moment?\n"),
        (["--answer", "x"], "error: 'x' names no question\nhint: --answer NAME=TEXT\n"),
        (["--answer", "rep=x", "-a", "repeat=y"], "error: repeat is answered twice\n"),
        (["--prompts", "gibs"], "error: unknown prompt set 'gibs'; did you mean gibbs?\n"),
        (["--rate", "empathy=9"], "error: rating of empathy must be 1 to 5 or n/a, not 9\n"),
        (["--mood", "9"], "error: invalid value for '--mood': 9 is not in the range 1<=x<=5\n"
         "hint: reflect log --help\n"),
        (["--template", "pdf"], "error: unknown template 'pdf'\nhint: there are markdown,"
         " toml\n"),
        (["--answer", "repeat="], 'error: nothing saved: nothing is answered\nhint: --answer'
         ' best_moment="…", --mood 4, --text "…" or --rate empathy=4\n'),
    ],
)  # fmt: skip
def test_wrong_flags_are_named_and_nothing_is_written(
    journal: Journal, arguments: list[str], message: str
) -> None:
    before = journal.files()
    result = journal("log", *arguments)
    assert (result.code, result.out, result.err) == (2, "", message)
    assert journal.files() == before


def test_in_a_terminal_it_shows_the_notes_and_asks(journal: Journal) -> None:
    """Notes first, then the prompts, mood, energy, ratings; wrong answers are asked again."""
    journal.write({"2026/11/2026-11-22-note-aaaa01.toml": NOTE})
    typed = "she thanked me\\\ntwice\n\nask first\n\n9\n4\n\nemphaty=4\nempathy=4 list=3\n"
    result = journal("log", stdin=typed, terminal=True)
    assert result.code == 0
    assert result.err == (
        "Sunday 22 Nov 2026 · notes\n"
        "  14:10  refund twice promised, third call\n"
        "\n"
        "Enter skips a question, \\ at the end of a line goes on, Ctrl-D ends and saves.\n"
        "\n"
        "Best moment? … Hardest moment? One thing to repeat? One thing to try? "
        "Mood, 1 low to 5 high?   mood must be 1 to 5, not 9\n"
        "Mood, 1 low to 5 high? Energy, 1 empty to 5 full? "
        "Ratings (empathy=4 listening=3, Enter to skip) "
        "  unknown skill 'emphaty'; did you mean empathy?\n"
        "Ratings (empathy=4 listening=3, Enter to skip) "
    )
    assert only(journal, "shift") == (
        '2026-11-22\nprompts = "quick"\nmood = 4\n\n[answers]\n'
        'best_moment = """\nshe thanked me\ntwice"""\nrepeat = "ask first"\n'
    )
    assert only(journal, "rating").endswith("[skills]\nempathy = 4\nlistening = 3\n")


def test_what_the_flags_say_is_not_asked_again(journal: Journal) -> None:
    result = journal("log", "--mood", "2", "--rate", "empathy=4", stdin="x\n", terminal=True)
    assert "Mood" not in result.err
    assert "Ratings" not in result.err
    assert 'mood = 2\n\n[answers]\nbest_moment = "x"\n' in only(journal, "shift")


def test_ctrl_d_ends_the_asking_and_saves(journal: Journal) -> None:
    result = journal("log", stdin="she thanked me\n", terminal=True)
    assert result.out.endswith(" · 1 answer\n")


def test_nothing_answered_saves_nothing(journal: Journal) -> None:
    before = journal.files()
    result = journal("log", stdin="\n" * 7, terminal=True)
    assert (result.code, result.out) == (0, "")
    assert result.err.endswith("nothing saved\n")
    assert journal.files() == before


def test_without_a_terminal_and_answers_it_names_the_flags(journal: Journal) -> None:
    result = journal("log")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: nothing saved: nothing is answered\n"
        'hint: --answer best_moment="…", --mood 4, --text "…" or --rate empathy=4\n'
    )


def test_the_printed_template_comes_back_through_the_pipe(journal: Journal) -> None:
    journal.write({"2026/11/2026-11-22-note-aaaa01.toml": NOTE})
    printed = journal("log", "--prompts", "ssc", "--print-template", "--tag", "q4")
    assert (printed.code, printed.err) == (0, "")
    assert "  14:10  refund twice promised, third call\n" in printed.out
    filled = printed.out.replace("mood:", "mood: 2").replace("ratings:", "ratings: emp=2")
    filled = filled.replace("## Stop?\n", "## Stop?\n\n  rushing\n\nand guessing\n")
    assert journal.records("shift") == {}
    result = journal("log", "--private", stdin=filled)
    assert (result.code, result.err) == (0, "")
    assert only(journal, "shift") == (
        '2026-11-22\ntags = ["q4"]\nprivate = true\nprompts = "ssc"\nmood = 2\n\n[answers]\n'
        'stop = """\n  rushing\n\nand guessing"""\n'
    )
    assert "empathy = 2\n" in only(journal, "rating")


def test_the_toml_template_comes_back_through_the_pipe(journal: Journal) -> None:
    printed = journal("log", "--template", "toml", "--print-template").out
    filled = printed.replace("# mood = 4", "mood = 4").replace('repeat = ""', 'repeat = "ask"')
    assert journal("log", "--template", "toml", stdin=filled).code == 0
    assert only(journal, "shift") == (
        '2026-11-22\nprompts = "quick"\nmood = 4\n\n[answers]\nrepeat = "ask"\n'
    )


def test_a_draft_belongs_to_its_own_day(journal: Journal) -> None:
    """Filled on Friday and piped in on Sunday, it is still Friday's; a flag decides otherwise."""
    draft = "---\ndate: 2026-11-20\n---\n## Best moment?\nx\n"
    assert " · shift Fri 20 Nov 16:40 · " in journal("log", stdin=draft).out
    assert " · shift Thu 19 Nov 16:40 · " in journal("log", "--on", "thu", stdin=draft).out


def test_an_unfilled_template_saves_nothing(journal: Journal) -> None:
    template = journal("log", "--print-template").out
    result = journal("log", stdin=template)
    assert result.code == 2
    assert result.err.startswith("error: nothing saved: nothing is answered\n")


def test_what_is_wrong_in_a_piped_template_is_shown(journal: Journal) -> None:
    result = journal("log", stdin="---\nmood: 9\n---\n## Best moment?\nx\n")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "error: stdin:2: mood must be 1 to 5, not 9\n  2 | mood: 9\n    |       ^\n"
    )
    assert journal.records() == {}


def test_the_editor_gets_the_template_and_its_text_becomes_the_record(
    journal: Journal, editor: Write
) -> None:
    """What the flags say stands in the template already; the draft is gone afterwards."""
    journal.write({"2026/11/2026-11-22-note-aaaa01.toml": NOTE})
    editor(
        "assert '14:10  refund twice promised' in text and 'energy: 3' in text\n"
        "text = text.replace('Best moment?', 'Best moment?\\n\\n\\\\## one\\n\\ntwo')\n"
        "text = text.replace('\\n', '\\r\\n')"
    )
    result = journal("log", "--editor", "--energy", "3")
    assert (result.code, result.err) == (0, "")
    assert only(journal, "shift") == (
        '2026-11-22\nprompts = "quick"\nenergy = 3\n\n[answers]\n'
        'best_moment = """\n## one\n\ntwo"""\n'
    )
    assert drafts(journal) == []


def test_the_editor_may_get_toml(journal: Journal, editor: Write) -> None:
    editor("text = text.replace('repeat = \"\"', 'repeat = \"ask\"')")
    assert journal("log", "-e", "--template", "toml").code == 0
    assert 'repeat = "ask"\n' in only(journal, "shift")


def test_the_date_in_the_editor_can_be_changed(journal: Journal, editor: Write) -> None:
    editor("text = text.replace('2026-11-21', '2026-11-20').replace('mood:', 'mood: 3')")
    result = journal("log", "-e", "--on", "yesterday 18:30")
    assert " · shift Fri 20 Nov 16:40\n" in result.out


def test_an_unchanged_template_saves_nothing(journal: Journal, editor: Write) -> None:
    editor("pass")
    result = journal("log", "--editor")
    assert (result.code, result.out, result.err) == (0, "", "nothing saved\n")
    assert drafts(journal) == []


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ("text = text.replace('mood:', 'mood: 9').replace('moment?', 'moment?\\nx', 1)",
         "error: DRAFT:4: mood must be 1 to 5, not 9\n  4 | mood: 9\n    |       ^\n"),
        ("text += '## Wurst moment?\\n\\nx'",
         "error: DRAFT:32: quick has no question 'Wurst moment?'; did you mean 'Best moment?'?\n"
         "  32 | ## Wurst moment?\n     |    ^^^^^^^^^^^^^\n"
         "hint: write \\## Wurst moment? if the line is part of your text\n"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_draft_is_named_and_the_draft_kept(
    journal: Journal, editor: Write, edit: str, message: str
) -> None:
    """Nothing is lost: the message says how to go on, and that command works when it is right."""
    editor(edit)
    result = journal("log", "--editor")
    (draft,) = drafts(journal)
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        f"your text is kept; go on with it: reflect log < {draft}\n"
        + message.replace("DRAFT", str(draft))
    )
    text = draft.read_text(encoding="utf-8")
    right = text.replace("mood: 9", "mood: 3").replace("## Wurst", "\\## Wurst")
    assert journal("log", stdin=right).code == 0


def test_a_draft_goes_on_in_the_journal_that_a_flag_named(
    journal: Journal, editor: Write, tmp_path: Path
) -> None:
    other = tmp_path / "other one"
    assert journal("init", "--yes", "--journal", str(other)).code == 0
    editor("text = text.replace('mood = 4', 'mood = 9').replace('# mood', 'mood')")
    result = journal("log", "-e", "--template", "toml", "--journal", str(other))
    (draft,) = (other / ".drafts").iterdir()
    assert result.code == 3
    assert result.err.startswith(
        "your text is kept; go on with it:"
        f" reflect log --template toml --journal '{other}' < '{draft}'\n"
    )
    assert drafts(journal) == []


def test_an_editor_that_fails_keeps_the_draft(journal: Journal, editor: Write) -> None:
    editor("path.write_text(text + 'a line'); sys.exit(3)")
    result = journal("log", "--editor")
    assert result.code == 2
    (draft,) = drafts(journal)
    assert f"ended with 3; nothing was saved\nhint: your text is in {draft}\n" in result.err
    editor("sys.exit(3)")
    assert journal("log", "--editor", "--mood", "4").code == 2
    assert len(drafts(journal)) == 2


@pytest.mark.parametrize("command", ["log --editor", "edit last", "note"])
def test_an_editor_that_is_left_without_a_word_leaves_no_draft(
    journal: Journal, editor: Write, command: str
) -> None:
    """As with `:cq` in vi: there is nothing of the user's to keep."""
    journal("note", "x")
    for lines in ("sys.exit(3)", None):
        if lines is None:
            journal.env["EDITOR"] = "no-such-editor"
        else:
            editor(lines)
        result = journal(*command.split(), terminal=True)
        assert (result.code, result.out) == (2, "")
        assert "your text" not in result.err
        assert drafts(journal) == []


def test_a_wrong_date_is_known_before_the_questions(journal: Journal) -> None:
    result = journal("log", "--on", "tomorrow", stdin="x\n", terminal=True)
    assert result.code == 2
    assert result.err.startswith("error: 2026-11-23 is in the future")


def test_a_bad_note_is_mentioned(journal: Journal) -> None:
    journal.write({"2026/11/2026-11-22-note-aaaa01.toml": NOTE.replace("text", "txet")})
    result = journal("log", stdin="x\n", terminal=True)
    assert result.code == 0
    assert result.err.startswith("1 file left out: 2026/11/2026-11-22-note-aaaa01.toml")
