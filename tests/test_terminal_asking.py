"""The questions line by line in a terminal: what it shows, and what Ctrl-C leaves behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Journal
from tests.seat import Seat

NOTE = """
    format = 1
    id = "aaaa01"
    kind = "note"
    at = 2026-11-22T14:10:00+01:00
    shift = 2026-11-22
    text = "third call, one refund"
"""


def draft(journal: Journal) -> Path:
    (path,) = (journal.root / ".drafts").iterdir()
    return path


def test_log_asks_and_saves(journal: Journal, sit: Callable[..., Seat]) -> None:
    journal.write({"2026/11/2026-11-22-note-aaaa01.toml": NOTE})
    seat = sit("log", "--plain", "--energy", "3")
    seat.sees("Best moment?")
    # The cursor keys work: what was forgotten is put in before the end.
    seat.types("she thanke me\x1b[D\x1b[D\x1b[Dd")
    seat.sees("Hardest moment?")
    seat.types("the third call\\")
    seat.sees("… ")
    seat.types("on one refund 🙂")
    seat.sees("One thing to repeat?")
    seat.types("")
    seat.sees("One thing to try?")
    seat.types("")
    seat.sees("Mood, 1 low to 5 high?")
    seat.types("6")
    seat.sees("mood must be 1 to 5, not 6")
    seat.types("4")
    seat.sees("Ratings (empathy=4 listening=3, Enter to skip)")
    seat.types("emp=4")
    assert seat.ends() == 0
    assert seat.lines[:4] == [
        "Sunday 22 Nov 2026 · notes",
        "  14:10  third call, one refund",
        "Enter skips a question, \\ at the end of a line goes on, Ctrl-D ends and saves.",
        "Best moment? she thanked me",
    ]
    assert " · shift Sun 22 Nov 16:40 · 2 answers · 1 rating (" in seat.lines[-1]
    (text,) = journal.records("shift").values()
    assert 'best_moment = "she thanked me"\n' in text
    assert 'hardest_moment = """\nthe third call\non one refund 🙂"""\n' in text


def test_ctrl_c_in_log_keeps_a_draft_that_can_be_taken_up(
    journal: Journal, sit: Callable[..., Seat]
) -> None:
    """The message names the draft; piped back in, the draft is the reflection."""
    seat = sit("log", "--plain", "--prompts", "ssc", "--private", "--on", "yesterday")
    seat.sees("Start?")
    seat.types("## asking first")
    seat.sees("Stop?")
    seat.child.sendintr()
    assert seat.ends() == 130
    kept = draft(journal)
    shown = "".join(line.ljust(80) for line in seat.screen.display)
    assert f"not saved; what you answered is in {kept}" in shown
    assert f"go on with it: reflect log < {kept}" in shown
    assert seat.lines[-1] == "interrupted"
    assert journal.records("shift") == {}
    result = journal("log", stdin=kept.read_text(encoding="utf-8"))
    assert " · shift Sat 21 Nov 16:40 · 1 answer\n" in result.out
    (text,) = journal.records("shift").values()
    assert text.endswith(
        'private = true\nprompts = "ssc"\n\n[answers]\nstart = "## asking first"\n'
    )


def test_ctrl_c_before_the_first_answer_leaves_nothing(
    journal: Journal, sit: Callable[..., Seat]
) -> None:
    seat = sit("log", "--plain")
    seat.sees("Best moment?")
    seat.child.sendintr()
    assert seat.ends() == 130
    assert seat.lines[-1] == "interrupted"
    assert not (journal.root / ".drafts").exists()


def test_ctrl_d_in_log_saves_what_there_is(journal: Journal, sit: Callable[..., Seat]) -> None:
    seat = sit("log", "--plain")
    seat.sees("Best moment?")
    seat.types("she thanked me")
    seat.sees("Hardest moment?")
    seat.child.sendeof()
    assert seat.ends() == 0
    assert seat.lines[-1].endswith(" · shift Sun 22 Nov 16:40 · 1 answer")


def test_rate_asks_skill_by_skill(journal: Journal, sit: Callable[..., Seat]) -> None:
    """The first question as it stands on the screen; Ctrl-D saves, Ctrl-C keeps a draft."""
    seat = sit("rate", "--plain")
    seat.sees("1-5, n/a, ? for all five:")
    assert seat.lines == [
        "Enter skips a question, \\ at the end of a line goes on, Ctrl-D ends and saves.",
        "listening (1 of 11)",
        "  1  talked over the customer, asked again for what was said",
        "  3  understood after checking",
        "  5  summed up in own words, heard the need that was not said",
        "1-5, n/a, ? for all five:",
    ]
    seat.types("3")
    seat.sees("verbal communication (2 of 11)")
    seat.sees("five:")
    seat.child.sendeof()
    assert seat.ends() == 0
    assert seat.lines[-1].endswith(" · listening 3")


def test_ctrl_c_in_rate_keeps_the_levels(journal: Journal, sit: Callable[..., Seat]) -> None:
    seat = sit("rate", "--plain")
    seat.sees("five:")
    seat.types("3")
    seat.sees("verbal communication (2 of 11)")
    seat.sees("five:")
    seat.child.sendintr()
    assert seat.ends() == 130
    assert draft(journal).read_text(encoding="utf-8") == (
        'kind = "rating"\nrubric = 1\n\n[skills]\nlistening = 3\n'
    )
    assert str(draft(journal)) in "".join(line.ljust(80) for line in seat.screen.display)
    assert journal.records("rating") == {}


def test_challenge_asks_and_keeps_a_draft(journal: Journal, sit: Callable[..., Seat]) -> None:
    seat = sit("challenge", "--control", "mine")
    seat.sees("What happened?")
    seat.types("")
    seat.sees("this one is needed; Ctrl-C leaves without saving")
    seat.types("he shouted")
    seat.sees("What set it off?")
    seat.types("no ETA")
    seat.sees("What was really behind it?")
    seat.child.sendintr()
    assert seat.ends() == 130
    kept = draft(journal)
    assert kept.name.endswith("-challenge.toml")
    assert kept.read_text(encoding="utf-8") == (
        'kind = "challenge"\ntext = "he shouted"\ntrigger = "no ETA"\ncontrol = "mine"\n'
    )
    assert str(kept) in "".join(line.ljust(80) for line in seat.screen.display)
    assert journal.records("challenge") == {}


def test_pasted_lines_are_one_answer(journal: Journal, sit: Callable[..., Seat]) -> None:
    """A terminal marks what is pasted, so that its line ends answer no further question."""
    pytest.importorskip("readline")
    seat = sit("challenge")
    seat.sees("What happened?")
    if "\x1b[?2004h" not in seat.child.before:
        pytest.skip("this terminal library marks no paste")
    seat.types("\x1b[200~he shouted\nfor long\x1b[201~")
    seat.sees("What set it off?")
    seat.child.sendeof()
    assert seat.ends() == 0
    (text,) = journal.records("challenge").values()
    assert 'text = """\nhe shouted\nfor long"""\n' in text
