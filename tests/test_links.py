"""show: links are followed both ways, whether there is an index or not."""

import json
from pathlib import Path

import pytest

from reflectcli.storage.index_links import links_in
from tests.conftest import Journal
from tests.test_browse import full, note

__all__ = ["full"]


@pytest.fixture(params=["index", "no index"])
def linked(request: pytest.FixtureRequest, journal: Journal) -> Journal:
    """Notes of several months that link to one of them, with an index and without."""
    if request.param == "no index":
        cache = Path(journal.env["XDG_CACHE_HOME"])
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text("no folder")
    journal.write(note("aaaaa1", "2026-09-05", "the first"))
    journal.write(note("bbbbb2", "2026-10-05", "the second", 'links = ["aaaaa1"]\n'))
    journal.write(note("ccccc3", "2026-11-05", "the third", 'links = ["bbbbb2", "aaaaa1"]\n'))
    return journal


def linked_by(journal: Journal, record: str) -> list[str]:
    result = journal("show", record, "--json")
    assert result.code == 0
    found: list[str] = json.loads(result.out)["linked_by"][record]
    return found


def test_links_are_followed_both_ways(linked: Journal) -> None:
    assert (
        linked("show", "bbbbb2").out
        == """\
note bbbbb2 · Mon 5 Oct 2026 10:00

the second

links       aaaaa1 · note · the first
linked by   ccccc3 · note · the third

file        2026/10/2026-10-05-note-bbbbb2.toml
"""
    )
    assert linked_by(linked, "aaaaa1") == ["ccccc3", "bbbbb2"]
    assert linked_by(linked, "ccccc3") == []


def test_what_changes_is_seen(linked: Journal) -> None:
    assert linked_by(linked, "aaaaa1") == ["ccccc3", "bbbbb2"]
    assert linked("edit", "ccccc3", "--set", "links=bbbbb2").code == 0
    assert linked_by(linked, "aaaaa1") == ["bbbbb2"]
    assert linked("delete", "bbbbb2").code == 0
    assert linked_by(linked, "aaaaa1") == []
    assert linked("undo").code == 0
    assert linked_by(linked, "aaaaa1") == ["bbbbb2"]
    (linked.root / "2026/10").rename(linked.root.parent / "10")
    assert linked_by(linked, "aaaaa1") == []


def test_of_two_files_of_one_id_only_the_first_counts(linked: Journal) -> None:
    linked.write(note("ccccc3", "2026-10-01", "a copy without links"))
    assert linked_by(linked, "aaaaa1") == ["bbbbb2"]


def test_a_broken_file_and_one_of_the_future_link_to_nothing(linked: Journal) -> None:
    linked.write(note("ddddd4", "2027-02-01", "not yet", 'links = ["aaaaa1"]\n'))
    linked.write({"2026/11/2026-11-06-note-eeeee5.toml": 'links = ["aaaaa1"]\n'})
    assert linked_by(linked, "aaaaa1") == ["ccccc3", "bbbbb2"]


def test_a_goal_is_linked_by_its_checkins(full: Journal) -> None:
    assert linked_by(full, "p0c4de") == ["k1ch44", "a5sh22"]


def test_of_one_shift_the_later_is_shown_first(linked: Journal) -> None:
    for record, hour in (("ddddd4", 11), ("eeeee5", 9), ("fffff6", 15)):
        for name, text in note(record, "2026-11-05", "x", 'links = ["aaaaa1"]\n').items():
            linked.write({name: str(text).replace("T10:00", f"T{hour:02}:00")})
    assert linked_by(linked, "aaaaa1") == ["fffff6", "ddddd4", "ccccc3", "eeeee5", "bbbbb2"]


def test_of_a_file_that_nobody_could_read_any_link_is_possible() -> None:
    data = {"at": "2026-11-05T10:00:00+01:00", "links": ["a", "b", "a"]}
    goal = {"at": "1970-01-01T01:00:01+01:00", "goal": "a"}
    moment = 1_793_869_200_000_000
    found = links_in([
        ("1", None), ("2", ("note", data, "")), ("3", (None, "", "")), ("4", None),
        ("5", ("checkin", goal, "")), ("6", ("note", goal, "")),
    ])  # fmt: skip
    assert found == {
        "": [("1", 0), ("4", 0)],
        "a": [("2", moment), ("5", 1_000_000)],
        "b": [("2", moment)],
    }


def test_of_many_ten_are_shown(journal: Journal) -> None:
    journal.write(note("aaaaa1", "2026-09-05", "the first"))
    for day in range(10, 22):
        journal.write(note(f"bbbb{day}", f"2026-10-{day}", "later", 'links = ["aaaaa1"]\n'))
    shown = journal("show", "aaaaa1").out
    assert shown.count(" · note · later\n") == 10
    assert "and 2 more: reflect show aaaaa1 --json\n" in shown
    assert len(linked_by(journal, "aaaaa1")) == 12


def test_what_a_rule_came_to_is_told_from_what_links_to_it(linked: Journal) -> None:
    rule = 'text = "angry"\nnext_if = "a caller shouts"\nnext_then = "I listen"\n'
    for name, text in note("ddddd4", "2026-10-06", "x").items():
        shown = str(text).replace('text = "x"\n', rule).replace("note", "challenge")
        linked.write({name.replace("note", "challenge"): shown})
    for day, worked in ((7, "true"), (8, "false"), (9, "true")):
        extra = f'links = ["ddddd4"]\nworked = {worked}\n'
        linked.write(note(f"eeeee{day}", f"2026-10-0{day}", "tried", extra))
    assert "\ntries          worked 2 of 3\n" in linked("show", "ddddd4").out
    assert linked_by(linked, "ddddd4") == ["eeeee9", "eeeee8", "eeeee7"]


def test_among_very_many_records_it_is_only_looked_for_when_asked(
    linked: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reflectcli.cli.actions.show.AT_ONCE", 2)
    line = "linked by   not looked for among 3 records: reflect show aaaaa1 --links\n"
    assert line in linked("show", "aaaaa1").out
    shown = linked("show", "aaaaa1", "--links").out
    assert (
        "linked by   ccccc3 · note · the third\n            bbbbb2 · note · the second\n" in shown
    )
    assert linked_by(linked, "aaaaa1") == ["ccccc3", "bbbbb2"]
    monkeypatch.setattr("reflectcli.cli.actions.show.AT_ONCE", 3)
    assert linked("show", "aaaaa1").out == shown


def test_a_file_whose_link_is_put_in_by_hand_is_found(linked: Journal) -> None:
    assert linked_by(linked, "ccccc3") == []
    path = linked.root / "2026/09/2026-09-05-note-aaaaa1.toml"
    path.write_text(path.read_text() + 'links = ["ccccc3"]\n')
    assert linked_by(linked, "ccccc3") == ["aaaaa1"]
