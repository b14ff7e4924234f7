"""list, show and search: what was written is found again."""

import json
from pathlib import Path

import pytest

from tests.conftest import Journal
from tests.test_format_md import as_files

LATER = "2026-12-31T12:00:00+01:00"


@pytest.fixture
def full(journal: Journal) -> Journal:
    """The journal of FORMAT.md's examples: a record of every kind."""
    journal.now = LATER
    return journal.write(as_files())


def note(record_id: str, day: str, text: str, more: str = "") -> dict[str, str | bytes]:
    content = (
        f'format = 1\nid = "{record_id}"\nkind = "note"\nat = {day}T10:00:00+01:00\n'
        f"shift = {day}\n{more}text = {json.dumps(text)}\n"
    )
    return {f"{day[:4]}/{day[5:7]}/{day}-note-{record_id}.toml": content}


def test_the_list_shows_every_kind_in_one_line_that_fits(full: Journal) -> None:
    assert (
        full("list").out
        == """\
k3f9q2  Sat 21 Nov 02:10  note        Third call about one refund. Listened fir…
k1ch44  Fri 20 Nov 22:15  checkin     goal p0c4de · 3.1 · Naming the feeling wo…
m7aa01  Fri 20 Nov 22:10  rating      listening 4 · empathy 3 · de_escalation n…
h4t0yn  Fri 20 Nov 22:05  shift       Offered two options before saying no; she…
r9fr10  Fri 20 Nov 17:01  reading     frt 4m10s
r9cs18  Fri 20 Nov 17:00  reading     csat 18/20 90%
w1ns03  Thu 19 Nov 15:20  success     Wrote the summary while he was still on t…
f2cs57  Thu 19 Nov 09:30  feedback    private · mentor 4/5 "You fix things fast…
c8br02  Wed 18 Nov 11:45  challenge   She had been promised a refund twice. I e…
a5sh22  Tue 17 Nov 16:30  activity    shadowing · Listened in on Joao's calls ·…
e6xp01  Mon  9 Nov 08:50  experiment  If I open chats with the customer's own w…
p0c4de  Tue  3 Nov 09:00  goal        Empathy to 4.0 · rating:empathy 2.6 → 4 ·…
"""
    )


def ids(journal: Journal, *arguments: str) -> list[str]:
    result = journal(*arguments)
    assert result.code == 0, result.err
    return [line.split()[0] for line in result.out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["goal"], ["p0c4de"]),
        (["goals", "experiment"], ["e6xp01", "p0c4de"]),
        (["--kind", "reading,activity"], ["r9fr10", "r9cs18", "a5sh22"]),
        (["success", "--kind", "goal"], ["w1ns03", "p0c4de"]),
        (["successes"], ["w1ns03"]),
        (["--tag", "#Refund"], ["k3f9q2", "c8br02"]),
        (["--about", "empathy"], ["m7aa01", "f2cs57", "c8br02", "a5sh22", "p0c4de"]),
        (["--about", "product_knowledge"], ["f2cs57"]),
        (["--since", "2026-11-20", "--kind", "note"], ["k3f9q2"]),
        (["--since", "2026-11-18", "--until", "2026-11-19"], ["w1ns03", "f2cs57", "c8br02"]),
        (["--until", "2026-11-09"], ["e6xp01", "p0c4de"]),
        (["--private"], ["f2cs57"]),
        (["--no-private", "feedback"], []),
        (["-n", "2"], ["k3f9q2", "k1ch44"]),
    ],
)
def test_what_is_listed_can_be_chosen(
    full: Journal, arguments: list[str], expected: list[str]
) -> None:
    assert ids(full, "list", *arguments) == expected


def test_twenty_are_shown_and_a_terminal_is_told_of_more(journal: Journal) -> None:
    for day in range(1, 29):
        journal.write(note(f"aaaa{day:02}", f"2026-10-{day:02}", f"note {day}"))
    shown = journal("list")
    assert len(shown.out.splitlines()) == 20
    assert shown.out.startswith("aaaa28  Wed 28 Oct 10:00  note        note 28\n")
    assert shown.err == ""
    assert journal("list", terminal=True).err == "there are more: -n 40, or --all\n"
    assert len(ids(journal, "list", "--all")) == 28
    assert journal("list", "--all", terminal=True).err == ""


def test_the_newest_are_shown_without_reading_the_whole_journal(journal: Journal) -> None:
    journal.write(note("aaaa01", "2025-01-05", "old")).write(note("aaaa02", "2026-11-05", "new"))
    (journal.root / "2025/01/2025-01-05-note-aaaa01.toml").write_text("broken [")
    result = journal("list", "-n", "1")
    assert (result.err, result.out[:6]) == ("", "aaaa02")
    assert journal("list", "-n", "2").err.startswith("1 file left out")


def test_a_record_of_another_year_shows_the_year(journal: Journal) -> None:
    journal.write(note("aaaa01", "2025-01-05", "old"))
    assert journal("list").out == "aaaa01  Sun  5 Jan  2025  note        old\n"


def test_wide_letters_and_escapes_keep_the_columns(journal: Journal) -> None:
    journal.write(note("aaaa01", "2026-11-05", "返金 " * 30))
    journal.write(note("aaaa02", "2026-11-04", "a\x1b[2Jb\nc"))
    assert journal("list").out == (
        "aaaa01  Thu  5 Nov 10:00  note        返金 返金 返金 返金 返金 返金 返金 返金…\n"
        "aaaa02  Wed  4 Nov 10:00  note        a␛[2Jb c\n"
    )


def test_a_wider_terminal_shows_more(full: Journal) -> None:
    full.env["COLUMNS"] = "120"
    line = full("list", "-n", "1").out
    assert line.endswith(
        "Third call about one refund. Listened first this time, and it worked. #refund\n"
    )


def test_an_empty_journal_says_so_on_stderr(journal: Journal, bare: Journal) -> None:
    result = journal("list")
    assert (result.code, result.out, result.err) == (0, "", "no records\n")


def test_the_list_as_json(full: Journal) -> None:
    content = json.loads(full("list", "reading", "--json").out)
    assert content["schema"] == 1
    assert content["problems"] == []
    assert [each["id"] for each in content["records"]] == ["r9fr10", "r9cs18"]
    assert content["records"][0] == {
        "format": 1, "id": "r9fr10", "kind": "reading", "at": "2026-11-20T17:01:00+01:00",
        "shift": "2026-11-20", "kpi": "frt", "value": 250,
    }  # fmt: skip


def test_json_names_the_files_that_were_left_out(journal: Journal) -> None:
    journal.write({"2026/11/2026-11-20-note-aaaa01.toml": "x = [\n"})
    content = json.loads(journal("list", "--json").out)
    assert content["records"] == []
    assert content["problems"][0]["file"] == "2026/11/2026-11-20-note-aaaa01.toml"
    assert content["problems"][0]["line"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gaol"], "error: unknown kind 'gaol'; did you mean goal?\n"),
        (["--about", "empaty"], "error: unknown skill 'empaty'; did you mean empathy?\n"),
        (
            ["--since", "2026-11-20", "--until", "2026-11-19"],
            "error: --until 2026-11-19 lies before --since 2026-11-20\n",
        ),
    ],
)
def test_wrong_choices(full: Journal, arguments: list[str], message: str) -> None:
    result = full("list", *arguments)
    assert (result.code, result.out, result.err) == (2, "", message)


def test_a_kind_that_is_like_no_other_gets_the_list_of_kinds(full: Journal) -> None:
    assert full("list", "zebra").err == (
        "error: unknown kind 'zebra'\nhint: there are note, shift, success, challenge, rating, "
        "feedback, reading, activity, checkin, goal, experiment\n"
    )


def test_a_journal_that_is_not_there(full: Journal, tmp_path: Path) -> None:
    for command in (["list"], ["show", "last"], ["search", "x"]):
        result = full(*command, "--journal", str(tmp_path / "nowhere"))
        assert (result.code, result.out) == (4, "")
        assert result.err.startswith(f"error: there is no journal in {tmp_path}/nowhere\n")


def test_show_a_shift(full: Journal) -> None:
    assert (
        full("show", "h4t0").out
        == """\
shift h4t0yn · Fri 20 Nov 2026 22:05

Best moment?
  Offered two options before saying no; she chose one and thanked me.

Hardest moment?
  The tool froze in the middle of a chat.
  I went silent for four minutes and he left.

One thing to repeat?
  Two options first.

One thing to try?
  Say that I am still there, once a minute.

prompts     quick
mood        3
energy      2
text        Two of us were out sick, so the queue was twice as long.

file        2026/11/2026-11-20-shift-h4t0yn.toml
"""
    )


def test_show_a_challenge_with_the_record_that_it_links_to(full: Journal) -> None:
    assert (
        full("show", "c8br02").out
        == """\
challenge c8br02 · Wed 18 Nov 2026 11:45

She had been promised a refund twice. I explained the policy again and she asked
for my manager.

channel         phone
reference       T-20351
skills          empathy · de_escalation
root cause      The first promise was never written into the ticket.
solution        The team lead released the refund.
implementation  Paid out on 19 November; she was told by phone.
trigger         She repeated herself for the third time.
causes          handoff · communication
whose lever     shared
own part        I quoted the policy before I said that two broken promises are
                annoying.
next time, if   a caller repeats themselves
then I          I name the feeling before the fix
tags            refund
links           k3f9q2 · note · Third call about one refund. Listened first this
                time, and it worked. #refund
linked by       k3f9q2 · note · Third call about one refund. Listened first this
                time, and it worked. #refund
tries           worked 1 of 1

file            2026/11/2026-11-18-challenge-c8br02.toml
"""
    )


def test_show_a_goal(full: Journal) -> None:
    assert (
        full("show", "p0c4").out
        == """\
goal p0c4de · Tue 3 Nov 2026 09:00

Empathy to 4.0

why         I want people to hang up lighter than they called.
measure     rating:empathy
baseline    2.6
target      4
due         Thu 31 Dec 2026
skills      empathy
resources   the de-escalation course · one hour a week to listen to my own calls
helpers     Ines · Joao
origin      mentor reply 3fa9c01d22
steps       [x] Shadow a colleague for one shift · done Tue 17 Nov 2026
            [ ] Listen to three of my own calls · by Sat 5 Dec 2026
history     Tue 10 Nov 2026 · Target from 4.5 to 4.0: one step at a time.
linked by   k1ch44 · checkin · goal p0c4de · 3.1 · Naming the feeling works with
            calm people. With angry ones I still forget.
            a5sh22 · activity · shadowing · Listened in on Joao's calls · 3.5 h

file        goals/2026-11-03-goal-p0c4de.toml
"""
    )


@pytest.mark.parametrize(
    ("record", "lines"),
    [
        ("m7aa01", ["empathy        3 · acknowledged", "de escalation  n/a"]),
        ("r9cs18", ["figure      18/20 90% · answers of 4 or 5 / answers", "your guess  85%"]),
        ("r9fr10", ["figure      4m10s · median of first human reply - created"]),
        (
            "f2cs57",
            ["from               mentor", "score              4 of 5", "asked for          yes"],
        ),
        ("a5sh22", ["type        shadowing", "hours       3.5"]),
        ("e6xp01", ["points needed  8", "until          Sun 6 Dec 2026"]),
        ("w1ns03", ["again when      The case has been open for more than a week."]),
        (
            "k1ch44",
            [
                "goal        p0c4de · goal · Empathy to 4.0 · rating:empathy 2.6 → 4 · by Thu 31",
                "            Dec 2026",
                "value       3.1",
            ],
        ),
    ],
)
def test_show_says_each_kind_in_words(full: Journal, record: str, lines: list[str]) -> None:
    shown = full("show", record).out.splitlines()
    assert [line for line in lines if line not in shown] == []


def test_show_says_when_the_shift_is_another_day_and_what_is_private(full: Journal) -> None:
    assert full("show", "k3f9q2").out.startswith(
        "note k3f9q2 · Sat 21 Nov 2026 02:10 · shift of Fri 20 Nov 2026\n\nThird call"
    )
    assert full("show", "f2cs").out.startswith(
        "feedback f2cs57 · Thu 19 Nov 2026 09:30 · private\n"
    )


def test_a_link_to_nothing_is_said(journal: Journal) -> None:
    journal.write(note("aaaa01", "2026-11-20", "x", 'links = ["zzzz99"]\n'))
    assert "links       zzzz99 · not in this journal\n" in journal("show", "last").out


def test_show_several_one_of_which_is_not_there(full: Journal) -> None:
    result = full("show", "r9fr", "zzz", "m7aa")
    assert result.code == 4
    assert result.out.count("file  ") == 2
    assert result.err == (
        "error: no record has an ID that begins with 'zzz'\n"
        "hint: `reflect list` and `reflect search` show IDs\n"
    )


def test_show_by_the_files_name(full: Journal) -> None:
    by_id = full("show", "r9fr10").out
    assert full("show", "2026/11/2026-11-20-reading-r9fr10.toml").out == by_id
    assert full("show", "2026-11-20-reading-r9fr10.toml").out == by_id
    assert full("show", "R9FR").out == by_id
    assert full("show", "2026-11-20-reading-zzzz.toml").code == 4


def test_show_as_json_and_raw(full: Journal) -> None:
    content = json.loads(full("show", "r9fr10", "k1ch44", "--json").out)
    assert [each["kind"] for each in content["records"]] == ["reading", "checkin"]
    path = "2026/11/2026-11-18-challenge-c8br02.toml"
    assert full("show", "c8br", "--raw").out == as_files()[path]
    assert full("show", "c8br", "--toml").out == as_files()[path]


def test_show_a_broken_file(journal: Journal) -> None:
    name = "2026/11/2026-11-20-note-aaaa01.toml"
    journal.write({name: 'format = 1\ntext = "a\x1b[2J'})
    result = journal("show", "aaaa")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        f"error: {name}:2: not valid TOML: a character that cannot be seen is in it, U+001B\n"
        '  2 | text = "a␛[2J\n    |          ^\nhint: delete it, or type the line anew\n'
    )
    assert journal("show", "aaaa", "--raw").out == 'format = 1\ntext = "a\x1b[2J'
    assert journal("show", "aaaa", "--raw", terminal=True).out == 'format = 1\ntext = "a␛[2J'


def test_show_last_of_an_empty_journal(journal: Journal) -> None:
    result = journal("show", "last")
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "error: the journal has no records yet\nhint: write one: reflect note TEXT\n"
    )


HEADS = {
    "h4t0yn": "h4t0yn  Fri 20 Nov 22:05  shift       ",
    "c8br02": "c8br02  Wed 18 Nov 11:45  challenge   ",
    "f2cs57": "f2cs57  Thu 19 Nov 09:30  feedback    private · ",
}


@pytest.mark.parametrize(
    ("words", "found", "line"),
    [
        (["TWO", "options"], "h4t0yn", "best moment: Offered two options before s…"),
        (["two options first"], "h4t0yn", "repeat: Two options first."),
        (["manager"], "c8br02", "…again and she asked for my manager."),
        (["seconds", "Ines"], "f2cs57", "…first; it costs ten seconds."),
        (["own part", "policy"], "", ""),
        (["freezes", "options"], "", ""),
        (["k3f9q2"], "", ""),
        (["quick"], "", ""),
    ],
)
def test_search_needs_all_words_in_any_text(
    full: Journal, words: list[str], found: str, line: str
) -> None:
    result = full("search", *words)
    assert result.code == 0
    assert result.out == (HEADS[found] + line + "\n" if found else "")


def test_search_finds_tags_answers_factors_steps_and_references(full: Journal) -> None:
    assert ids(full, "search", "#refund") == ["k3f9q2", "c8br02"]
    assert ids(full, "search", "hanging up") == ["w1ns03"]
    assert ids(full, "search", "week 47") == ["r9cs18"]
    assert ids(full, "search", "shadow") == ["a5sh22", "p0c4de"]
    assert ids(full, "search", "refund", "--kind", "note") == ["k3f9q2"]
    assert ids(full, "search", "refund", "--until", "2026-11-18") == ["c8br02"]
    assert ids(full, "search", "refund", "-n", "1") == ["k3f9q2"]


def test_search_shows_the_match_wherever_it_stands(journal: Journal) -> None:
    long = f"{'before ' * 30}NEEDLE {'after ' * 30}"
    journal.write(note("aaaa01", "2026-11-20", long))
    [line] = journal("search", "needle").out.splitlines()
    assert line == (
        "aaaa01  Fri 20 Nov 10:00  note        …before before NEEDLE after after after a…"
    )
    assert len(line) == 80


def test_search_marks_the_match_only_in_colour(journal: Journal) -> None:
    journal.write(note("aaaa01", "2026-11-20", "the Refund, and again the REFUND"))
    assert "\x1b" not in journal("search", "refund").out
    assert journal("search", "refund", "again", terminal=True).out.endswith(
        "the \x1b[1mRefund\x1b[0m, and \x1b[1magain\x1b[0m the \x1b[1mREFUND\x1b[0m\n"
    )
    journal.env["NO_COLOR"] = "1"
    assert "\x1b" not in journal("search", "refund", terminal=True).out


def test_search_knows_that_letters_can_be_written_in_several_ways(journal: Journal) -> None:
    journal.write(note("aaaa01", "2026-11-20", "Cafe\u0301 an der STRASSE, line one\nline two"))
    assert ids(journal, "search", "café", "straße") == ["aaaa01"]
    assert ids(journal, "search", "one line") == ["aaaa01"]
    assert "\x1b[1mCafé\x1b[0m" in journal("search", "CAFÉ", terminal=True).out


def test_search_that_finds_nothing_is_no_error(full: Journal) -> None:
    result = full("search", "xyzzy", "plugh")
    assert (result.code, result.out) == (0, "")
    assert result.err == "no record has 'xyzzy' and 'plugh'\n"


def test_search_for_nothing(full: Journal) -> None:
    result = full("search", " ")
    assert (result.code, result.out) == (2, "")
    assert result.err == "error: there is no word to search for\nhint: reflect search WORD\n"


def test_search_as_json_says_what_it_could_not_read(full: Journal) -> None:
    full.write({"2026/11/2026-11-20-note-aaaa01.toml": "refund ="})
    content = json.loads(full("search", "refund", "--json").out)
    assert [each["id"] for each in content["records"]] == ["k3f9q2", "c8br02"]
    assert [each["file"] for each in content["problems"]] == ["2026/11/2026-11-20-note-aaaa01.toml"]
    assert "1 file left out" in full("search", "refund").err


def test_last_is_what_was_written_last_even_in_one_second(journal: Journal) -> None:
    """As when a tour is pasted; a reflection with ratings is two records, and the first meant."""
    for title in ("one", "two", "three", "four"):
        journal("goal", "add", title)
        assert journal("show", "last").out.split("\n")[2] == title
        journal("note", title)
        assert journal("show", "last").out.startswith("note ")
        journal("log", "--mood", "4", "--rate", "empathy=3")
        assert journal("show", "last").out.startswith("shift ")
