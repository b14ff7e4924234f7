"""Files laid out by hand: each command that changes one leaves all else byte for byte."""

import difflib
import re

import pytest

from tests.conftest import Journal

GOALS = {
    "plain": """\
#:schema ../.schema/v1/goal.json
format = 1
id = "p0c4de"   # never change this
kind = "goal"
at = 2026-11-03T09:00:00+01:00
shift = 2026-11-03

# what, and why
title = 'Name the feeling'   # my words
measure   =   "rating:empathy"
tags = [ "refund" , 'Calm' ]  # both
target = 4
due = 2026-12-31  # before the review


# the way there
[[steps]]
text = "one"

[[steps]]   # the second
	text = "two"  # with Kim
""",
    "inline": """\
format=1
kind="goal"
id="p0c4de"
"title" = "Name the feeling"
target = 0x4 # four
measure="rating:empathy"
shift = 2026-11-03
at = 2026-11-03 09:00:00+01:00
due=2026-12-31
tags = [
  "refund", # first
  # nothing here
  "Calm",
]
steps = [ {text = "one"}, { text = 'two' } ] # both of them
""",
    "spread": """\

# a file with much air


   format = 1
   kind = "goal"
   id = '''p0c4de'''

   at = 2026-11-03T09:00:00.000+01:00
   shift = 2026-11-03
   title = \"\"\"Name \\
      the feeling\"\"\"
   measure = "rating:empathy"
   target = 4.0
   due = 2026-12-31
   tags = ["refund", "Calm",]
   weather = "kept"

   [other]
   # of another program
   a.b.c = [ [1, 2], [ 3 ] ]

   [[steps]]
   # before the text
   text = "one"
   [[steps]]
   text = "two"
# the end, without a line end""",
    "dotted": """\
format = 1
id = "p0c4de"
kind = "goal"
at = 2026-11-03T09:00:00+01:00
shift = 2026-11-03
title = "Name the feeling = [not] #1"
measure = "rating:empathy"
target = 4
due = 2026-12-31
tags = ["refund", "Calm"]
own.x = 1
own.y = 2
[[steps]]
text = "one\\u0021"
note.mine = "[[steps]]"
[[steps]]
text = '''
two
# no comment'''
""",
}
COMMANDS = {
    "step": ["goal", "step", "p0c4de", "three"],
    "done": ["goal", "step", "p0c4de", "--done", "2"],
    "due": ["goal", "change", "p0c4de", "--due", "2027-01-31", "--because", "the review moved"],
    "close": ["goal", "close", "p0c4de", "--outcome", "met"],
    "title": ["edit", "p0c4de", "--set", "title=Another"],
    "tags": ["edit", "p0c4de", "--set", "tags=x,y"],
    "unset": ["edit", "p0c4de", "--set", "due="],
    "rename": ["tags", "rename", "refund", "refunds", "--yes"],
    "where": ["edit", "--where", "tag=refund", "--set", "private=true", "--yes"],
}
ENDS = {"lf": "\n", "crlf": "\r\n"}


TAKEN_AWAY = {"unset": ["# before the review"], "tags": ["# first", "# nothing here"]}
"""Comments on the very lines that a command takes away."""

LINES = {("inline", "tags"): 5, ("spread", "title"): 2}
"""How many lines a value takes that is changed, where it is more than one."""


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "bom"])
@pytest.mark.parametrize("what", COMMANDS)
@pytest.mark.parametrize("layout", GOALS)
def test_each_command_changes_its_lines_alone(
    journal: Journal, layout: str, what: str, bom: bytes, end: str
) -> None:
    name = "goals/2026-11-03-goal-p0c4de.toml"
    raw = bom + GOALS[layout].replace("\n", end).encode()
    journal.write({name: raw})
    result = journal(*COMMANDS[what])
    assert result.code == 0, result.err
    after = journal.files()[name]
    assert after.startswith(bom)
    old, new = (each.decode("utf-8-sig") for each in (raw, after))
    before, now = (each.replace("\r", "").split("\n") for each in (old, new))
    compared = difflib.ndiff(before, now)
    gone = [line for line in compared if line[0] == "-"]
    assert len(gone) <= LINES.get((layout, what), 1), gone
    comments = re.findall(r"# [a-z][^\r\n]*", old)
    lost = [comment for comment in comments if comment not in new]
    assert lost == [] or lost == [each for each in lost if each in TAKEN_AWAY.get(what, ())]
    assert all(line.endswith("\r") for line in new.split("\n")[:-1]) == (end == "\r\n")
    assert journal("undo").code == 0
    assert journal.files()[name] == raw


def test_a_checkin_does_not_touch_its_goal(journal: Journal) -> None:
    name = "goals/2026-11-03-goal-p0c4de.toml"
    journal.write({name: GOALS["spread"].encode()})
    assert journal("goal", "checkin", "p0c4de", "getting there").code == 0
    assert journal.files()[name] == GOALS["spread"].encode()


def test_what_cannot_be_changed_faithfully_is_left_as_it_is(journal: Journal) -> None:
    """Steps parted by the history of the goal: a change of one would move the others."""
    name = "goals/2026-11-03-goal-p0c4de.toml"
    text = GOALS["plain"] + (
        '\n[[history]]\non = 2026-11-10\ntext = "first words"\n\n[[steps]]\ntext = "three"\n'
    )
    journal.write({name: text.encode()})
    before = journal.files()
    result = journal("goal", "step", "p0c4de", "--done", "1")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        f"error: {name}: this file is laid out in a way that cannot be changed without touching "
        "the rest of it\nhint: make the change yourself: reflect edit p0c4de\n"
    )
    assert journal.files() == before


SETTINGS = """\
# mine
format = 1
day_starts = 05:00:00   # I begin early

  [rhythm]  # not fixed
  rate_every_days=3

[kpis.csat]
target = 85 # percent
name = "Happy"

[other]   # of another program
x = {a = 1}
"""


@pytest.mark.parametrize(
    "command",
    [
        ["kpi", "define", "fcr", "--target", "80"],
        ["kpi", "define", "csat", "--target", "90"],
        ["away", "2026-12-24..2027-01-02", "holidays"],
        ["init", "--yes", "--shifts", "mon-fri"],
    ],
)
def test_the_settings_keep_all_that_a_command_is_not_about(
    journal: Journal, command: list[str]
) -> None:
    raw = SETTINGS.replace("\n", "\r\n").encode()
    journal.write({"journal.toml": raw})
    result = journal(*command)
    assert result.code == 0, result.err
    after = journal.files()["journal.toml"]
    compared = difflib.ndiff(raw.decode().split("\n"), after.decode().split("\n"))
    gone = [line for line in compared if line[0] == "-"]
    assert len(gone) <= 1
    assert after != raw
    for comment in ("# mine", "# I begin early", "# not fixed", "# percent", "# of another"):
        assert comment in after.decode()
