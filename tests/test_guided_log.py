"""`reflect log` guided: a tired person before the whole screen of a real terminal."""

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectcli.cli.guided.wrapping import spread
from tests.conftest import Journal
from tests.seat import Seat

Sit = Callable[..., Seat]
NOTES = {
    "2026/11/2026-11-22-note-aaaa01.toml": """
        format = 1
        id = "aaaa01"
        kind = "note"
        at = 2026-11-22T14:10:00+01:00
        shift = 2026-11-22
        tags = ["refund"]
        text = "third call, one refund"
        """,
    "2026/11/2026-11-22-note-aaaa02.toml": """
        format = 1
        id = "aaaa02"
        kind = "note"
        at = 2026-11-22T15:20:00+01:00
        shift = 2026-11-22
        text = "listened first, worked"
        """,
    "2026/11/2026-11-20-rating-aaaa03.toml": """
        format = 1
        id = "aaaa03"
        kind = "rating"
        at = 2026-11-20T15:20:00+01:00
        shift = 2026-11-20

        [skills]
        empathy = 3
        """,
}


def drafts(journal: Journal) -> list[Path]:
    return sorted((journal.root / ".drafts").glob("*"))


def said(journal: Journal, kind: str = "shift") -> str:
    """The newest record of a kind below its shift."""
    (text,) = [text for text in journal.records(kind).values() if "aaaa03" not in text]
    return text.partition("shift = ")[2]


def at_question(sit: Sit, *args: str, **options: object) -> Seat:
    seat = sit("log", *args, **options)
    seat.shows("Best moment?", "Ctrl-C leave")
    return seat


def test_a_shift_in_few_keystrokes(journal: Journal, sit: Sit) -> None:
    """Three answers, four ratings and tags in at most 40 keystrokes beside the text typed."""
    journal.write(NOTES)
    seat = at_question(sit)
    seat.writes("she thanked me")
    seat.press("Enter")
    seat.shows("Hardest moment?", "2 of 9")
    seat.press("Alt-1")
    seat.shows("> third call, one refund", "✓ 1  14:10")
    seat.press("Ctrl-J")
    seat.writes("again #tool")
    seat.press("Enter")
    seat.shows("One thing to repeat?")
    seat.press("Enter")
    seat.shows("One thing to try?")
    seat.writes("breathe")
    seat.press("Enter")
    seat.shows("Mood", "5  high")
    seat.press("4")
    seat.shows("Energy", "5  full")
    seat.press("2")
    seat.shows("Rate what showed in this shift")
    seat.press("4", "3")
    seat.press("e", "2", "d", "5")
    seat.shows("[5]", "[2] 3  4  5   last 3", "▸ anticipation", "answered what was asked")
    seat.press("Enter")
    seat.shows("Tags", "> #tool")
    seat.writes(" #ref")
    seat.shows("refund")
    seat.press("Tab")
    seat.shows("> #tool #refund")
    seat.press("Enter")
    seat.shows("Is it like this?", "Mood 4 · Energy 2", "#tool #refund")
    assert seat.lines[2:-1] == [
        "Best moment?",
        "  she thanked me",
        "Hardest moment?",
        "  third call, one refund",
        "  again #tool",
        "One thing to try?",
        "  breathe",
        "Mood 4 · Energy 2",
        "listening 4 · verbal communication 3 · empathy 2 · de-escalation 5",
        "#tool #refund",
    ]
    seat.press("Enter")
    assert seat.ends() == 0
    assert seat.pressed <= 22
    assert " · shift Sun 22 Nov 16:40 · 3 answers · 4 ratings (" in seat.lines[-1]
    assert said(journal) == (
        '2026-11-22\ntags = ["tool", "refund"]\nprompts = "quick"\nmood = 4\nenergy = 2\n\n'
        '[answers]\nbest_moment = "she thanked me"\n'
        'hardest_moment = """\nthird call, one refund\nagain #tool"""\ntry = "breathe"\n'
    )
    assert said(journal, "rating").endswith(
        "[skills]\nlistening = 4\nverbal = 3\nempathy = 2\nde_escalation = 5\n"
    )
    assert drafts(journal) == []


def test_the_first_screen(journal: Journal, sit: Sit) -> None:
    """The notes on top, the question, an empty answer, and the keys in the bottom line."""
    journal.write(NOTES)
    seat = at_question(sit)
    assert seat.screen.display[0].rstrip() == (
        "Sunday 22 Nov 2026 · two minutes                                          1 of 9"
    )
    assert seat.lines[1:] == [
        "Notes so far · Tab takes the next one into your answer, Alt-1 or F1 the first",
        "▸ 1  14:10  third call, one refund",
        "  2  15:20  listened first, worked",
        "Best moment?",
        ">",
        " Enter skip · Tab note · Ctrl-J new line · Ctrl-C leave · Ctrl-D end",
    ]
    assert seat.screen.display[23].strip() == seat.lines[-1].strip()


def test_what_was_rated_the_last_time_is_shown_only_after_choosing(
    journal: Journal, sit: Sit
) -> None:
    """A level seen before would pull the answer towards it."""
    journal.write(NOTES)
    seat = at_question(sit, "--mood", "3", "--energy", "3")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?")
    seat.press("Back", "Back")
    seat.shows("Rate what showed", "summed up in own words")
    seat.press("e")
    seat.shows("▸ empathy", "named them, and handled")
    assert "last" not in seat.shown.replace("last 12", "")
    seat.press("Right", "Right")
    seat.shows("[2]", "last 3")
    seat.press("Backspace")
    seat.press("Down", "0")
    seat.shows("composure                   1  2  3  4  5   n/a")
    assert "last 3" not in seat.shown


def test_notes_are_taken_up_one_after_the_other(journal: Journal, sit: Sit) -> None:
    journal.write(NOTES)
    seat = at_question(sit)
    seat.press("Tab", "Tab")
    seat.shows("> third call, one refund", "  listened first, worked")
    seat.press("Enter")
    seat.shows("Hardest moment?")
    seat.press("F2")
    seat.shows("> listened first, worked")


def test_skills_and_tags_are_completed_in_an_answer(journal: Journal, sit: Sit) -> None:
    journal.write(NOTES)
    seat = at_question(sit)
    seat.writes("my de-esc")
    seat.press("Tab")
    seat.shows("> my de-escalation")
    seat.writes(" #ref")
    seat.shows("refund  tag")
    seat.press("Tab", "Enter")
    seat.shows("Hardest moment?")
    seat.press("Back")
    seat.shows("> my de-escalation #refund")


def test_back_shows_the_answer_to_be_changed(journal: Journal, sit: Sit) -> None:
    seat = at_question(sit)
    seat.writes("one")
    seat.press("Enter")
    seat.shows("Hardest moment?")
    seat.press("Esc")
    seat.shows("Best moment?", "> one")
    seat.writes(" two")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?", "  one two")
    seat.press("Enter")
    assert seat.ends() == 0
    assert 'best_moment = "one two"\n' in said(journal)


def test_the_summary_breaks_lines_between_words(journal: Journal, sit: Sit) -> None:
    seat = at_question(sit)
    seat.writes("she said " + "thanks again and " * 6 + "hung up")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?", "hung up")
    assert seat.lines[3:5] == [
        "  she said thanks again and thanks again and thanks again and thanks again and",
        "  thanks again and thanks again and hung up",
    ]


def test_nothing_answered_saves_nothing(journal: Journal, sit: Sit) -> None:
    seat = at_question(sit)
    seat.press("Ctrl-D")
    seat.shows("Nothing is answered: Enter leaves without saving.")
    seat.press("Enter")
    assert seat.ends() == 0
    assert seat.lines[-1] == "nothing saved"
    assert journal.records() == {}
    assert drafts(journal) == []


def test_a_draft_can_be_kept_on_purpose(journal: Journal, sit: Sit) -> None:
    seat = at_question(sit, "--private", "--on", "yesterday")
    seat.writes("she thanked me")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?", "private")
    seat.press("d")
    assert seat.ends() == 0
    assert seat.lines[-1].startswith("kept as a draft · Saturday 21 Nov 2026 · go on with it:")
    assert journal.records() == {}
    (draft,) = drafts(journal)
    result = journal("log", stdin=draft.read_text(encoding="utf-8"))
    assert " · shift Sat 21 Nov 16:40 · 1 answer\n" in result.out
    assert "private = true" in said(journal)


def cut_short(way: str, seat: Seat) -> None:
    if way == "Ctrl-C":
        seat.press("Ctrl-C")
        assert seat.ends() == 130
        assert seat.lines[-1] == "interrupted"
        assert "go on with it: reflect log" in seat.lines
    elif way == "closed":
        seat.hangs_up()
    else:
        seat.dies()


@pytest.mark.parametrize("way", ["Ctrl-C", "closed", "killed"])
def test_cut_short_it_is_kept_and_offered_the_next_time(
    journal: Journal, sit: Sit, way: str
) -> None:
    """What is half typed is kept too, unless the process is killed."""
    seat = sit("log", "--prompts", "ssc")
    seat.shows("Start?")
    seat.writes("## asking first")
    seat.press("Enter")
    seat.shows("Stop?")
    seat.writes("rush")
    seat.shows("> rush")
    cut_short(way, seat)
    (draft,) = drafts(journal)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    count = "1 answer" if way == "killed" else "2 answers"
    seat = sit("log")
    seat.shows("A reflection is not finished", f"▸ Sunday 22 Nov 2026 · {count} · ## asking first")
    assert seat.lines[-1] == " Enter go on with it · n start anew · d delete it · Ctrl-C leave"
    seat.press("Enter")
    seat.shows("Stop?" if way == "killed" else "Continue?")
    seat.press("Ctrl-D")
    seat.shows("  ## asking first")
    seat.press("Enter")
    assert seat.ends() == 0
    assert said(journal).startswith('2026-11-22\nprompts = "ssc"\n\n[answers]\nstart = "## ask')
    assert ('stop = "rush"' in said(journal)) == (way != "killed")
    assert drafts(journal) == []


def test_ctrl_c_before_the_first_answer_leaves_nothing(journal: Journal, sit: Sit) -> None:
    seat = at_question(sit)
    seat.press("Ctrl-C")
    assert seat.ends() == 130
    assert seat.lines[-1] == "interrupted"
    assert drafts(journal) == []


DRAFT = "---\nprompts: quick\ndate: 2026-11-{day}\n---\n\n## Best moment?\n\n{text}\n"


def put_drafts(journal: Journal) -> None:
    journal.write({".drafts/a1-shift.md": DRAFT.format(day=20, text="a good day")})


def test_a_draft_is_left_where_one_starts_anew(journal: Journal, sit: Sit) -> None:
    put_drafts(journal)
    seat = sit("log")
    seat.shows("Friday 20 Nov 2026 · 1 answer · a good day")
    seat.press("n")
    seat.shows("Sunday 22 Nov 2026", "Best moment?", "1 of 9")
    seat.press("Ctrl-C")
    assert seat.ends() == 130
    assert [path.name for path in drafts(journal)] == ["a1-shift.md"]


def test_a_draft_is_deleted_at_the_second_press(journal: Journal, sit: Sit) -> None:
    put_drafts(journal)
    seat = sit("log")
    seat.shows("a good day")
    seat.press("d")
    seat.shows("d delete it for good")
    assert len(drafts(journal)) == 1
    seat.press("d")
    seat.shows("Sunday 22 Nov 2026", "Best moment?")
    assert drafts(journal) == []


def test_a_draft_of_another_day_stays_that_days(journal: Journal, sit: Sit) -> None:
    put_drafts(journal)
    seat = sit("log", "--mood", "5")
    seat.shows("a good day")
    seat.press("Enter")
    seat.shows("Friday 20 Nov 2026", "Hardest moment?")
    seat.press("Ctrl-D")
    seat.shows("Mood 5")
    seat.press("Enter")
    assert seat.ends() == 0
    assert " · shift Fri 20 Nov 16:40 · 1 answer" in seat.lines[-1]


def test_with_a_day_only_its_drafts_are_offered(journal: Journal, sit: Sit) -> None:
    put_drafts(journal)
    at_question(sit, "--on", "yesterday")


def test_a_broken_draft_is_named_and_left(journal: Journal, sit: Sit) -> None:
    journal.write({".drafts/a1-shift.md": "---\nmood: 9\n---\n"})
    seat = at_question(sit)
    assert "a draft cannot be taken up: mood must be 1 to 5, not 9" in "".join(
        seat.raw.split("\r\n")
    )
    seat.press("Ctrl-C")
    assert seat.ends() == 130
    assert len(drafts(journal)) == 1


def test_it_is_changed_in_the_editor(journal: Journal, sit: Sit, tmp_path: Path) -> None:
    """First wrongly, then again, and back to the summary."""
    script = tmp_path / "editor"
    script.write_text(
        "#!/bin/sh\n"
        'grep -q "mood: 9" "$1" && sed -i "s/mood: 9/mood: 5/" "$1" && exit\n'
        'sed -i "s/mood: 2/mood: 9/; s/thanked/hugged/" "$1"\n'
    )
    script.chmod(0o700)
    seat = at_question(sit, "--mood", "2", EDITOR=str(script))
    seat.writes("she thanked me")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?", "Mood 2")
    seat.press("e")
    seat.shows("4 | mood: 9", "edit again? [Y/n]")
    seat.press("Enter")
    seat.shows("Is it like this?", "she hugged me", "Mood 5")
    seat.press("Enter")
    assert seat.ends() == 0
    assert 'mood = 5\n\n[answers]\nbest_moment = "she hugged me"\n' in said(journal)
    assert drafts(journal) == []


def test_a_long_paste_arrives_whole(journal: Journal, sit: Sit) -> None:
    """5,000 characters with line ends are one answer, and are kept before Enter is pressed."""
    line = "Kundin rief an, жалоба, 退款, zum dritten Mal.\n"
    text = (line * 120)[:4999] + "!"
    seat = at_question(sit)
    seat.writes(f"\x1b[200~{text}\x1b[201~")
    seat.shows("!", "Enter next")
    assert len(drafts(journal)) == 1
    seat.press("Enter")
    seat.shows("Hardest moment?")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?")
    seat.press("Enter")
    assert seat.ends() == 0
    assert len(text) == 5000
    assert said(journal).endswith(f'best_moment = """\n{text}"""\n')


def test_an_answer_breaks_between_words(journal: Journal, sit: Sit) -> None:
    """While it is typed, and after a letter goes in the middle; what is saved has one line."""
    seat = at_question(sit)
    text = "Calmed a loud customer by saying back what they had said, then offering two options."
    seat.writes(text)
    seat.shows("> Calmed a loud customer by saying back what they had said, then offering two")
    assert "  options." in seat.lines
    seat.press(*["Left"] * 12)
    seat.writes("precisely ")
    seat.shows("  precisely two options.")
    seat.press("Ctrl-D", "Enter")
    assert seat.ends() == 0
    assert "then offering precisely two options." in said(journal)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("one two", "one two"),
        ("one two three", "one two three"),
        ("one two  threes", "one two threes"),
        ("one twos threes", "one twosthrees"),
        ("one of threes", "one of  threes"),
        ("a threesomes", "a threesomes"),
        ("漢字 漢字", "漢字    漢字"),
        ("e\u0301e\u0301 aaaaaa", "e\u0301e\u0301      aaaaaa"),
    ],
)
def test_spaces_go_in_up_to_the_end_of_the_line(text: str, shown: str) -> None:
    """In lines of eight columns."""
    found, places = spread(text, 8)
    assert found == shown
    assert [found[place] for place, letter in zip(places, text, strict=False) if letter != " "] == [
        letter for letter in text if letter != " "
    ]
    assert places == sorted(places) and places[-1] == len(found)


def test_wide_and_right_to_left_text(journal: Journal, sit: Sit) -> None:
    seat = at_question(sit)
    seat.writes("退款三次 👍🏽 café שלום עולם مرحبا")
    seat.shows("שלום עולם")
    seat.press("Backspace", "Left", "Left")
    seat.writes("X")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?", "退")
    seat.press("Enter")
    assert seat.ends() == 0
    assert 'best_moment = "退款三次 👍🏽 café שלום עולם مرXحب"\n' in said(journal)


def test_the_window_may_change_its_size(journal: Journal, sit: Sit) -> None:
    """Smaller, tiny, then wide: the question, the answer and the keys are there again."""
    journal.write(NOTES)
    seat = at_question(sit)
    seat.writes("she thanked me twice for it")
    seat.shows("twice for it")
    seat.resize(12, 40)
    seat.shows("> she thanked me twice for it", "Enter next · Tab note")
    assert all(len(line) <= 40 for line in seat.lines)
    seat.resize(5, 20)
    seat.writes(".")
    seat.resize(30, 120)
    seat.shows("> she thanked me twice for it.", "Ctrl-D end")
    assert seat.screen.display[0].endswith("1 of 9")
    assert seat.screen.display[29].startswith(" Enter next")


@pytest.mark.parametrize("size", [(24, 80), (30, 120)])
def test_the_ratings_fit_the_screen(journal: Journal, sit: Sit, size: tuple[int, int]) -> None:
    seat = at_question(sit, "--mood", "3", "--energy", "3", size=size)
    seat.press("Ctrl-D")
    seat.shows("Is it like this?")
    seat.press("Back", "Back")
    seat.shows("▸ listening", "5  summed up in own words, heard the need that was not said")
    assert seat.lines[12] == "  ownership                   1  2  3  4  5"
    assert "Enter skip" in seat.screen.display[size[0] - 1]


def test_without_colour_nothing_is_coloured(journal: Journal, sit: Sit) -> None:
    """Bold and reversed it may be; a colour it names is none of the terminal's business."""
    for options in ({"NO_COLOR": "1"}, {}):
        seat = at_question(sit, **options)
        styles = {
            (cell.fg, cell.bg) for line in seat.screen.buffer.values() for cell in line.values()
        }
        assert styles == {("default", "default")}
        seat.press("Ctrl-C")
        assert seat.ends() == 130


@pytest.mark.parametrize(
    ("args", "env"), [((), {"TERM": "dumb"}), (("--plain",), {}), ((), {"REFLECT_PLAIN": "1"})]
)
def test_line_by_line_where_the_screen_cannot_be_drawn_on(
    journal: Journal, sit: Sit, args: tuple[str, ...], env: dict[str, str]
) -> None:
    """For a dumb terminal and a screen reader; what is cut short is offered there too."""
    put_drafts(journal)
    seat = sit("log", *args, **env)
    seat.sees("not finished: Friday 20 Nov 2026 · 1 answer · a good day")
    seat.sees("Go on with it? Enter for yes, n to start anew, d to delete it")
    seat.types("")
    seat.sees("Hardest moment?")
    seat.types("the tool froze")
    seat.sees("One thing to repeat?")
    seat.child.sendeof()
    assert seat.ends() == 0
    assert "\x1b[?1049h" not in seat.raw
    assert " · shift Fri 20 Nov 16:40 · 2 answers" in seat.lines[-1]
    assert drafts(journal) == []


def test_the_line_about_the_record_can_go_elsewhere(
    journal: Journal, sit: Sit, tmp_path: Path
) -> None:
    """The questions are drawn on standard error; standard output is for the data alone."""
    out = tmp_path / "out.txt"
    seat = at_question(sit, into=out)
    seat.writes("she thanked me")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?")
    seat.press("Enter")
    assert seat.ends() == 0
    assert re.fullmatch(r"saved \w{6} · shift Sun 22 Nov 16:40 · 1 answer\n", out.read_text())
