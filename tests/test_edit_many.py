"""edit --where: the same change in many records, shown before, all or none, undone as one."""

import pytest

from tests.conftest import Journal
from tests.test_browse import full, note

__all__ = ["full"]


@pytest.fixture
def notes(journal: Journal) -> Journal:
    """Three notes, two of them with a tag, one with a channel."""
    journal.write(note("aaaaa1", "2026-11-05", "one", 'tags = ["refund"] # why\n'))
    journal.write(note("bbbbb2", "2026-11-06", "two", 'tags = ["Refund", "x"]\n'))
    return journal.write(note("ccccc3", "2026-11-07", "three", 'channel = "chat" # here\n'))


def test_every_record_that_is_meant_is_changed_and_nothing_else(notes: Journal) -> None:
    before = notes.records()
    result = notes("edit", "--where", "tag=#refund", "--set", "channel=phone", "--yes")
    assert (result.code, result.err) == (0, "")
    assert result.out == "changed channel of 2 records · undo takes it back\n"
    after = notes.records()
    changed = {name for name in before if after[name] != before[name]}
    assert {name[-11:-5] for name in changed} == {"aaaaa1", "bbbbb2"}
    for name in changed:
        added = set(after[name].splitlines()) - set(before[name].splitlines())
        assert added == {'channel = "phone"'}
        assert set(before[name].splitlines()) <= set(after[name].splitlines())
    assert notes("undo").out == "undid the change of 2 records (note 2)\n"
    assert notes.records() == before


def test_a_dry_run_shows_the_lines_that_go_and_come(notes: Journal) -> None:
    before = notes.files()
    result = notes("edit", "--where", "channel=CHAT", "--set", "channel=email", "--dry-run")
    assert (result.code, result.out, result.err) == (
        0,
        "ccccc3  Sat  7 Nov 10:00  note        three\n"
        '  - channel = "chat" # here\n'
        '  + channel = "email" # here\n',
        "would change channel in 1 record; nothing was changed\n",
    )
    assert notes.files() == before


def test_a_terminal_asks(notes: Journal) -> None:
    arguments = ["edit", "--where", "kind=note", "--where", "channel=", "--set", "private=yes"]
    before = notes.files()
    no = notes(*arguments, terminal=True, stdin="n\n")
    assert no.err.endswith("Change private in 2 records? [y/N] nothing was changed\n")
    assert notes.files() == before
    yes = notes(*arguments, terminal=True, stdin="y\n")
    assert yes.out == "changed private of 2 records · undo takes it back\n"
    again = notes("edit", "--where", "private=yes", "--set", "private=yes", "--yes")
    assert again.out == "nothing to change: private of 2 records is so already\n"


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("skills.empathy=3", 1), ("score=4", 1), ("shift=2026-11-19", 2), ("private=yes", 1),
        ("kind=reading", 2), ("tags=refund", 2), ("at=2026-11-17", 1),
    ],
)  # fmt: skip
def test_what_records_can_be_meant_by(full: Journal, where: str, found: int) -> None:
    result = full("edit", "--where", where, "--set", "tags=seen", "--dry-run")
    assert result.code == 0
    assert sum(line[0] != " " for line in result.out.splitlines()) == found


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ["--where", "tag=refund", "--set", "channel=x"],
            2,
            "error: this would change channel in 2 records; nothing was changed\n"
            "hint: --yes does it, --dry-run shows what would change\n",
        ),
        (["--where", "tag=zebra", "--set", "channel=x"], 4, "error: no record has tag=zebra\n"),
        (
            ["--where", "chanel=chat", "--set", "channel=x"],
            2,
            "error: no record has a field 'chanel'\nhint: did you mean channel?\n",
        ),
        (
            ["--where", "tag=refund", "--set", "shift=2026-11-01", "--yes"],
            2,
            "error: bbbbb2 would move to another day; several records cannot at once\n"
            "hint: one by one: reflect edit bbbbb2\n",
        ),
        (
            ["last", "--where", "tag=refund", "--set", "channel=x"],
            2,
            "error: --where needs --set, and no ID\nhint: --where tag=refund --set channel=phone\n",
        ),
        ([], 2, "error: which record?\nhint: reflect edit ID, or last; --where for several\n"),
        (["last", "--set", "channel=x", "--dry-run"], 2, "error: --dry-run goes with --where\n"),
    ],
)
def test_what_is_wrong_changes_nothing(
    notes: Journal, arguments: list[str], code: int, message: str
) -> None:
    before = notes.files()
    result = notes("edit", *arguments)
    assert (result.code, result.out, result.err) == (code, "", message)
    assert notes.files() == before
